"""The same as the chart in tables, whose rows can be chosen, and the current selection to download."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import picking, words
from dashboard.evidence import Choice
from dashboard.filters import View
from dashboard.i18n import N_, Phrases, _, locale, ngettext
from dashboard.story import Story
from pipeline.exporting.formats import spreadsheet

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


_PERCENT = st.column_config.NumberColumn(format="%.2f%%", width="small")
_COUNT_COLUMNS = {
    "Round": st.column_config.NumberColumn(width="small"),
    "Article says": st.column_config.NumberColumn(format="localized", width="small"),
    "Official": st.column_config.NumberColumn(format="localized", width="small"),
}
_COLUMNS = {
    # As the article has it: 82%, not 82.00%.
    "Article says": st.column_config.NumberColumn(format="%g%%", width="small"),
    "Derived": st.column_config.CheckboxColumn(width="small"),
    "Official": _PERCENT,
    "Difference": st.column_config.NumberColumn(format="%+.2f", width="small"),
    "Share": _PERCENT,
}


def columns(names: Iterable[str], *, counts: bool = False) -> dict[str, Any]:
    """How Streamlit shows the columns, with their names in the reader's language."""
    special: dict[str, Any] = _COUNT_COLUMNS if counts else _COLUMNS
    return {
        name: {**special.get(name, st.column_config.Column()), "label": HEADS[name]}
        | (
            {"help": _("Not stated: what the article’s figure leaves for the other side")}
            if name == "Derived"
            else {}
        )
        for name in names
    }


@lru_cache(maxsize=32)
def _events(story: Story, reader: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events of a view in order, and as they are shown to readers of this locale."""
    events = story.events.sort_values("earliest")
    return events, event_rows(events)


@lru_cache(maxsize=32)
def _figures(story: Story, reader: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for the figures of articles."""
    shares = story.shares.sort_values(["date", "election_id", "share_pct"])
    return shares, share_rows(shares)


def _official(story: Story) -> tuple[pd.DataFrame, list[str]]:
    """The official results on the chart for readers, and which round each row is of."""
    lines, roads = story.official, story.chart_roads
    shown = {
        "Date": [words.day(str(each)) for each in [*lines["date"], *roads["date"]]],
        "Who": [*[""] * len(lines), *roads["name"]],
        "Round": [*lines["series"], *(words.round_name(each or None) for each in roads["round"])],
        "Share": [*lines["share_pct"], *roads["share_pct"]],
    }
    rows = pd.DataFrame(shown).drop(columns=[] if len(roads) else ["Who"])
    return rows, [str(key).partition("=")[2] for key in [*lines["key"], *roads["key"]]]


def of_story(story: Story, view: View, choose: Callable[[Choice], None]) -> None:
    """The events, the figures or the official results of a view, whichever a reader asks for.

    None unasked: a browser takes as long for the first table of a page as for its first chart.
    """
    events, figures, official = tables = (_("Events"), _("Figures in articles"), _("Official results"))
    asked = st.segmented_control(_("As a table"), tables, key="table", bind="query-params")
    if asked == events:
        rows, shown = _events(story, locale())
        _chooser(shown, "event", list(rows["timeline_id"]), choose, _("The events of this view"))
        download(_("Download these events (CSV)"), rows, "events", view)
    elif asked == figures:
        rows, shown = _figures(story, locale())
        _chooser(shown, "share", list(rows["share_id"]), choose, figures)
        download(_("Download these figures (CSV)"), rows, "vote_shares", view)
    elif asked == official:
        record, keys = _official(story)
        _chooser(record, "result", keys, choose, _("Official results of this view"))


def _chooser(
    rows: pd.DataFrame, kind: str, ids: list[str], choose: Callable[[Choice], None], alt: str
) -> None:
    """A table; the row that is chosen shows its evidence."""
    if rows.empty:
        st.markdown(_("Nothing here fits the filters."))
        return
    picking.table(
        rows,
        [Choice(kind, each) for each in ids],
        key=f"rows-{kind}",
        alt=_("{table}: {rows}.", table=alt, rows=ngettext("{n} row", "{n} rows", len(rows))),
        columns=columns(rows.columns),
        choose=choose,
    )


def download(label: str, rows: pd.DataFrame, name: str, view: View) -> None:
    """A button for the rows of a view as CSV for spreadsheets."""
    first, last = view.years
    st.download_button(
        label,
        data=lambda: spreadsheet.content(rows),
        file_name=f"{name}-{view.who.key.lower().replace(' ', '-')}-{first}-{last}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
