"""Rows of tables as readers read them."""

import pandas as pd

from pipeline.telling import words
from pipeline.telling.i18n import N_, Phrases

HEADS = Phrases(
    {
        name: name
        for name in (
            N_("Date"),
            N_("Event"),
            N_("Type"),
            N_("Status"),
            N_("Articles"),
            N_("Articles disagree"),
            N_("Vote"),
            N_("Round"),
            N_("Who"),
            N_("Article says"),
            N_("Official"),
            N_("Difference"),
            N_("Kind"),
            N_("Verdict"),
            N_("Derived"),
            N_("Corrected"),
            N_("Of"),
            N_("Sentence"),
            N_("Party"),
            N_("Share"),
            N_("Seats"),
            N_("Articles say"),
            N_("As it came"),
            N_("Read as"),
            N_("Repair"),
            N_("Words"),
            N_("What"),
            N_("Why it became no row"),
            N_("Title"),
            N_("Publisher"),
            N_("Published"),
            N_("Events"),
            N_("Figures"),
            N_("Agree with the record"),
            N_("Found in the text"),
            N_("Yours"),
        )
    }
    | {"Votes": N_("Number of votes")}
)


def event_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Events for readers."""
    shown = pd.DataFrame(
        {
            "Date": [words.day(str(each)) for each in rows["date"]],
            "Event": [words.event(str(each)) for each in rows["label"]],
            "Type": [words.TYPES[str(each)] for each in rows["type"]],
            "Status": [words.STATUSES[str(each)] for each in rows["status"]],
            "Articles": rows["articles"],
            "Articles disagree": rows["conflict"] != "",
        }
    )
    shown = shown if shown["Articles disagree"].any() else shown.drop(columns="Articles disagree")
    return _with_corrections(shown, rows)


def share_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures that articles give, for readers."""
    shown = pd.DataFrame(
        {
            "Vote": [words.election(str(each)) if each else "" for each in rows["election_id"]],
            "Round": rows["round"],
            "Who": [words.named(str(each)) for each in rows["subject"]],
            "Article says": rows["share_pct"],
            "Official": rows["official_pct"],
            "Difference": rows["difference"],
            "Kind": [words.KINDS[str(each)] for each in rows["kind"]],
            "Verdict": [words.VERDICTS[str(each)] for each in rows["verdict"]],
            "Derived": rows["derived"],
        }
    )
    return _with_corrections(shown, rows)


def _with_corrections(shown: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """With a column for what people corrected, where they did."""
    notes = ["; ".join(map(words.correction, each)) for each in rows["corrected"]]
    return shown.assign(Corrected=notes) if any(notes) else shown


def count_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers of votes and seats that articles give, for readers."""
    shown = pd.DataFrame(
        {
            "Vote": [words.election(str(each)) if each else "" for each in rows["election_id"]],
            "Round": rows["round"],
            "Who": [words.named(str(each)) for each in rows["subject"]],
            "Article says": rows["count"],
            "Of": [words.UNITS[str(each)] for each in rows["unit"]],
            "Official": rows["official"],
            "Verdict": [words.VERDICTS[str(each)] for each in rows["verdict"]],
            "Sentence": rows["quote"],
        }
    )
    return _with_corrections(shown, rows)


def result_rows(results: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Official results of a round, with the figures that articles give for each."""
    said = claims.groupby("subject")["share_pct"].agg(list) if len(claims) else pd.Series(dtype="object")
    return pd.DataFrame(
        {
            "Who": [words.named(str(each)) for each in results["subject"]],
            "Party": results["party"],
            "Share": results["share_pct"],
            "Votes": results["votes"],
            "Seats": results["seats"],
            "Articles say": [
                ", ".join(words.claimed(each) for each in said.get(subject, []))
                for subject in results["subject"]
            ],
        }
    ).dropna(axis="columns", how="all")
