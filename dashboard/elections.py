"""One election: its rounds on record, and what articles say of each."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data import Data
from pipeline.charts.rows import each_row
from pipeline.charts.style import PALETTE, plain
from pipeline.check import ABSTENTION, TURNOUT
from pipeline.reference import Election, Reference, Result
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.telling import i18n, sources, subjects, words
from pipeline.telling.contest import contest_of
from pipeline.telling.i18n import _, ngettext
from pipeline.telling.story import latest_day

MOST_ROWS = 12
_LISTED = 3
_ROW_COLUMNS = ["subject", "name", "note", "share_pct", "colour", "value", "change", "minor", "hover", "key"]


@dataclass(frozen=True, eq=False)
class Round:
    """One polling day.

    `results` are the official rows, `claims` all figures that articles give. For the charts: `rows` has
    the bars, `marks` the figures on them (equal ones as one), `strip` the figures of those for whom
    several articles give one. `before` is the same round of the election before, None without.
    """

    number: int | None
    election: Election | None
    before: Election | None
    results: pd.DataFrame
    claims: pd.DataFrame
    rows: pd.DataFrame
    marks: pd.DataFrame
    strip: pd.DataFrame
    more: int = 0


def rounds(election_id: str, data: Data) -> tuple[Round, ...]:
    """The rounds of an election, the last one first."""
    return _rounds(election_id, data.stamp, i18n.locale(), data)


@st.cache_resource(max_entries=64, show_spinner=False)
def _rounds(election_id: str, stamp: str, reader: str, _data: Data) -> tuple[Round, ...]:
    shares = _data.tables.vote_shares
    own = shares[shares["election_id"] == election_id]
    told = {None if pd.isna(number) else int(number) for number in own["round"].unique()}
    record = {election.round for election in _data.reference.rounds(election_id)}
    numbers = sorted(told | record, key=lambda number: number or 0, reverse=True)
    who = sources.names(_data.tables.articles)
    return tuple(_round(election_id, number, own, who, _data.reference) for number in numbers)


def _round(
    election_id: str, number: int | None, own: pd.DataFrame, who: "pd.Series[str]", record: Reference
) -> Round:
    claims = own[own["round"].isna()] if number is None else own[own["round"].eq(number).fillna(False)]
    election, before = record.election(election_id, number), previous(election_id, number, record)
    results = _results(election_id, number, before, record)
    drawn = claims[claims["kind"].isin(("result", "turnout"))]
    rows, more = _rows(results, election, before, drawn)
    return Round(
        number,
        election,
        before,
        results,
        claims,
        rows,
        _marks(drawn[drawn["subject"].isin(set(rows["subject"]))], who),
        _strip(drawn, who),
        more,
    )


def previous(election_id: str, number: int | None, record: Reference) -> Election | None:
    """The same round of the election before for that office."""
    election = record.election(election_id, number)
    if election is None:
        return None
    held = record.elections_of(election.country, election.office, election.area)
    earlier = [
        each
        for each in held
        if each.round == number and each.date < election.date and each.election_id != election_id
    ]
    return earlier[-1] if earlier else None


def _results(
    election_id: str, number: int | None, before: Election | None, record: Reference
) -> pd.DataFrame:
    """Official rows, the highest share first; `change` is in points since the election before."""
    contest, year = contest_of(election_id), int(words.year_in(election_id)[:4] or 0)
    return pd.DataFrame(
        [
            {
                "subject": row.subject,
                "party_id": row.party_id,
                "party": party_name(row, record),
                "share_pct": row.share_pct,
                "change": _change(row, before, record),
                "votes": row.votes,
                "elected": row.elected,
                "seats": row.seats,
                "seats_total": row.seats_total,
                "colour": subjects.colour(row.subject, row.party_id, contest.country, year, record)
                or (PALETTE[index % 2] if row.subject_type == "option" else ""),
            }
            for index, row in enumerate(record.results(election_id, number))
        ],
        columns=[
            "subject", "party_id", "party", "share_pct", "change", "votes", "elected", "seats", "seats_total",
            "colour",
        ],
    ).sort_values("share_pct", ascending=False, kind="stable", ignore_index=True)  # fmt: skip


def party_name(row: Result, record: Reference) -> str:
    """The party behind a row; nothing where the row is a party's own."""
    party = record.party(row.party_id)
    return party.name_en if party and party.name_en != row.subject and row.subject_type == "candidate" else ""


def _change(row: Result, before: Election | None, record: Reference) -> float | None:
    """In points since the election before: of the same person, else of the one row of the party's line."""
    if before is None or row.share_pct is None:
        return None
    earlier = record.results(before.election_id, before.round)
    own = [each for each in earlier if each.subject == row.subject]
    if not own and row.party_id:
        line = record.lineage(row.party_id)
        own = [each for each in earlier if each.party_id in line]
    if len(own) != 1 or own[0].share_pct is None:
        return None
    return row.share_pct - own[0].share_pct


def _rows(
    results: pd.DataFrame, election: Election | None, before: Election | None, drawn: pd.DataFrame
) -> tuple[pd.DataFrame, int]:
    """The rows of the chart, turnout last, and how many more there are: those on record, else those whom
    articles name."""
    rows = [_row(row) for _index, row in results.iterrows()]
    highest = drawn.groupby("subject")["share_pct"].max().sort_values(ascending=False)
    # Where the record has figures it has those of all; of others the table tells.
    others = set(highest.index) - {*results["subject"], TURNOUT, ABSTENTION}
    if results["share_pct"].isna().all():
        rows += [_unknown(str(name)) for name in highest.index if name in others]
        others = set()
    told = set(highest.index)
    # Of many those that articles speak of stay, the rest is in the table.
    keep = [row for index, row in enumerate(rows) if row["subject"] in told or index < MOST_ROWS][:MOST_ROWS]
    more = len(rows) - len(keep) + len(others)
    turnout = election.turnout_pct if election else None
    earlier = before.turnout_pct if before else None
    for name in (TURNOUT, ABSTENTION):
        if name in told or (name == TURNOUT and turnout is not None):
            keep.append(_of_voters(name, turnout, earlier))
    return pd.DataFrame(keep, columns=_ROW_COLUMNS), more


def _row(row: "pd.Series[Any]") -> dict[str, object]:
    value = "" if pd.isna(row["share_pct"]) else words.percent(row["share_pct"])
    note = words.named(row["party"])
    if pd.notna(row["seats"]):
        note = _seats(int(row["seats"]), row["seats_total"])
    if not value and str(row["elected"]) == "True":
        value = _("elected")
    name = words.called(row["subject"])
    party = f"{plain(words.named(row['party']))}<br>" if row["party"] else ""
    return {
        "subject": row["subject"],
        "name": name,
        "note": note,
        "share_pct": float("nan") if pd.isna(row["share_pct"]) else float(row["share_pct"]),
        "colour": row["colour"],
        "value": value,
        "change": "" if pd.isna(row["change"]) else _signed(row["change"]),
        "minor": False,
        "hover": f"<b>{plain(name)} {value}</b><br>{party}" + _("Official result"),
        "key": "",
    }


def seats(shown: Round) -> tuple[pd.DataFrame, int]:
    """Who won seats, for the chart, the most first, and how many there are; 0 where that is not known."""
    won = shown.results[shown.results["seats"].fillna(0) > 0].sort_values(
        "seats", ascending=False, kind="stable"
    )
    total = int(won["seats_total"].max()) if won["seats_total"].notna().any() else 0
    hover = [
        f"<b>{plain(words.called(row.subject))}</b><br>{_seats(int(row.seats), total)}"
        for row in each_row(won)
    ]
    parties = won.assign(text=[i18n.number(int(number)) for number in won["seats"]], hover=hover)
    return parties[["subject", "seats", "text", "colour", "hover"]], total if len(won) > 1 else 0


def _seats(number: int, total: float | None) -> str:
    if total is None or pd.isna(total):
        return ngettext("{n} seat", "{n} seats", number)
    return _("{seats} of {total} seats", seats=i18n.number(number), total=i18n.number(total))


def _signed(value: float) -> str:
    """A change in points: +4.85."""
    return i18n.number(value, 2, signed=True)


def _unknown(name: str) -> dict[str, object]:
    return dict.fromkeys(_ROW_COLUMNS, "") | {
        "subject": name,
        "name": words.called(name),
        "share_pct": float("nan"),
        "minor": False,
    }


def _of_voters(name: str, turnout: float | None, earlier: float | None) -> dict[str, object]:
    """The row of turnout or of abstention."""
    row = _unknown(name) | {"minor": True}
    if turnout is None:
        return row
    share = turnout if name == TURNOUT else 100 - turnout
    change = "" if earlier is None else _signed((turnout - earlier) * (1 if name == TURNOUT else -1))
    value = words.percent(share)
    hover = f"<b>{plain(words.called(name))} {value}</b><br>" + _("of registered voters")
    return row | {"share_pct": share, "value": value, "change": change, "hover": hover}


def stance(verdicts: "pd.Series[str]") -> "pd.Series[str]":
    """agrees, differs or open: how figures stand to the record."""
    found = pd.Series("differs", index=verdicts.index, dtype="str")
    return found.mask(verdicts.isin(HOLDING), "agrees").mask(verdicts.isin(UNDECIDED), "open")


def _marks(drawn: pd.DataFrame, who: "pd.Series[str]") -> pd.DataFrame:
    """The figures on the bars; equal ones of several articles are one mark."""
    columns = ["subject", "share_pct", "stance", "derived", "articles", "hover", "key"]
    if drawn.empty:
        return pd.DataFrame(columns=columns)
    told = drawn.assign(
        stance=stance(drawn["verdict"]),
        derived=drawn["derived"].fillna(False).astype("bool"),
        who=drawn["article_id"].map(who),
    )
    grouped = told.groupby(["subject", "share_pct", "stance", "derived"], sort=False).agg(
        articles=("article_id", "nunique"),
        verdict=("verdict", "first"),
        who=("who", lambda names: list(dict.fromkeys(names))),
        share_id=("share_id", "first"),
    )
    marks = grouped.reset_index()
    marks["hover"] = [
        f"<b>{plain(words.called(str(row.subject)))} {words.claimed(row.share_pct)}</b><br>"
        f"{plain(_told_by(row.who))}<br>{words.VERDICTS[str(row.verdict)]}"
        for row in each_row(marks)
    ]
    return marks.assign(key="share=" + marks["share_id"].astype("str"))[columns]


def _told_by(who: list[str]) -> str:
    """Who gives a figure: the first few by name."""
    if len(who) <= _LISTED:
        return i18n.listed(who)
    rest = len(who) - _LISTED + 1
    return i18n.listed([*who[: _LISTED - 1], ngettext("{n} other source", "{n} other sources", rest)])


def _strip(drawn: pd.DataFrame, who: "pd.Series[str]") -> pd.DataFrame:
    """The figures that articles state for those of whom several do, as points from the official one."""
    stated = drawn[~drawn["derived"].fillna(False).astype("bool") & drawn["difference"].notna()]
    several = stated.groupby("subject")["article_id"].nunique()
    stated = stated[stated["subject"].isin(several.index[several > 1])]
    names = stated["article_id"].map(who).fillna("")
    return pd.DataFrame(
        {
            "subject": stated["subject"],
            "name": [words.called(str(each)) for each in stated["subject"]],
            "official": [words.percent(float(each)) for each in stated["official_pct"]],
            "official_pct": stated["official_pct"].astype("float64"),
            "difference": stated["difference"].astype("float64"),
            "stance": stance(stated["verdict"]),
            "label": [words.claimed(float(each)) for each in stated["share_pct"]],
            "hover": [
                f"<b>{plain(source)}</b><br>{plain(words.called(str(row.subject)))} "
                f"{words.claimed(row.share_pct)} ({words.points(row.difference)})<br>"
                f"{words.VERDICTS[str(row.verdict)]}"
                for source, row in zip(names, each_row(stated), strict=True)
            ],
            "key": "share=" + stated["share_id"].astype("str"),
        }
    ).sort_values(["official_pct", "subject"], ascending=[False, True], kind="stable", ignore_index=True)


def finding(election_id: str, found: tuple[Round, ...], data: Data) -> str:
    """What happened, in a sentence: who won the deciding round, or what the record knows of it."""
    decided = next((each for each in found if each.results["share_pct"].notna().any()), None)
    if decided:
        return _won(decided, data.reference)
    days = [each.election.date for each in found if each.election]
    if not days:
        return _("Articles tell of this vote; it is not on record")
    elected = [
        (each.election.date, str(row.subject))
        for each in found
        if each.election
        for row in each_row(each.results)
        if str(row.elected) == "True"
    ]
    if elected:
        day, who = elected[0]
        return _("{who} was elected on {day}", who=words.named(who), day=words.day(day))
    recorded = data.reference.as_of
    known = max(latest_day(data), recorded.isoformat() if recorded else "")
    first, last = days[-1], days[0]
    vote = words.election(election_id)
    if known and first > known:
        if len(first) == len("2022-04-24"):
            return _("{election}: to be held on {day}", election=vote, day=words.day(first))
        return _("{election}: to be held in {month}", election=vote, month=words.day(first))
    if first == last:
        return _("{election}: held on {day}", election=vote, day=words.day(first))
    return _(
        "{election}: held on {first} and {last}", election=vote, first=words.day(first), last=words.day(last)
    )


def _won(decided: Round, record: Reference) -> str:
    first = decided.results.iloc[0]
    # The members of an alliance have rows of their own; they are not behind it.
    leading = record.party(str(first["party_id"]))
    rivals = decided.results.iloc[1:]
    rivals = rivals[~rivals["party_id"].isin(leading.members if leading else ())]
    told = {
        "who": words.capital(subjects.in_sentence(str(first["subject"]), record)),
        "share": words.percent(float(str(first["share_pct"]))),
        "day": words.day(decided.election.date if decided.election else ""),
    }
    won = str(first["elected"]) == "True"
    if rivals.empty or pd.isna(rivals.iloc[0]["share_pct"]):
        if won:
            return _("{who} won with {share} on {day}", **told)
        return _("{who} came first with {share} on {day}", **told)
    second = rivals.iloc[0]
    told["ahead"] = i18n.number(float(str(first["share_pct"])) - float(str(second["share_pct"])), 2)
    told["rival"] = subjects.in_sentence(str(second["subject"]), record)
    if won:
        return _("{who} won with {share} on {day}, {ahead} points ahead of {rival}", **told)
    return _("{who} came first with {share} on {day}, {ahead} points ahead of {rival}", **told)


def figures(found: tuple[Round, ...]) -> tuple[tuple[str, str], ...]:
    """What an election is in figures: value and what it counts."""
    claims = pd.concat([each.claims for each in found]) if found else pd.DataFrame()
    turnout = [each.election.turnout_pct for each in found if each.election and each.election.turnout_pct]
    shown = [(words.percent(turnout[0]), _("turnout"))] if turnout else []
    if claims.empty:
        return tuple(shown)
    articles = claims["article_id"].nunique()
    shown.append(
        (i18n.number(articles), _("article gives figures") if articles == 1 else _("articles give figures"))
    )
    stated = claims[~claims["derived"].fillna(False).astype("bool")]
    decided = stance(stated["verdict"])
    decided = decided[decided != "open"]
    if len(decided):
        agree = int((decided == "agrees").sum())
        shown.append(
            (
                _("{part} of {all}", part=i18n.number(agree), all=i18n.number(len(decided))),
                _("figures agree with the record"),
            )
        )
    return tuple(shown)
