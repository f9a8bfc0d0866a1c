"""Everything that articles state and the record can be asked about, with its verdict."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard.data import Data
from pipeline.charts.rows import each_row
from pipeline.charts.style import plain
from pipeline.lists import lengths
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.telling import i18n, sources, words
from pipeline.telling.i18n import N_, Phrases, _, ngettext

COUNT, CLAIM = "count", "claim"
KINDS = Phrases(
    {
        "result": N_("results"),
        "turnout": N_("turnout"),
        "margin": N_("margins"),
        "swing": N_("swings"),
        "projection": N_("projections"),
        "poll": N_("polls"),
        "other": N_("parts of the vote"),
        COUNT: N_("votes and seats"),
        CLAIM: N_("claims about the record"),
    }
)
HOLDS, DIFFERS, MISTAKEN, OPEN = "holds", "differs", "mistaken", "open"
STANCES = Phrases(
    {
        DIFFERS: N_("Differs"),
        MISTAKEN: N_("Mixed up"),
        HOLDS: N_("Holds"),
        OPEN: N_("Nothing to compare"),
    }
)
_MIXED_UP = frozenset({"other_holder", "other_round", "other_base"})
_RANK = {DIFFERS: 0, MISTAKEN: 0, HOLDS: 1, OPEN: 2}
SORTS = Phrases(
    {"difference": N_("Largest difference first"), "newest": N_("Newest first"), "source": N_("By source")}
)
MOST_SOURCES = 8
COLUMNS = [
    "kind", "table", "id", "article_id", "election_id", "round", "subject", "said", "unit", "official",
    "difference", "size", "verdict", "because", "quote", "stance", "source", "published", "country",
]  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the page is limited to; empty means all."""

    stances: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sort: str = "difference"


@dataclass(frozen=True)
class Options:
    """What there is to filter by; `stances` with how many there are of each."""

    stances: dict[str, int]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    sources: tuple[str, ...]


@st.cache_resource(max_entries=4, show_spinner=False)
def options(stamp: str, _data: Data) -> Options:
    """What the rows of all articles can be filtered by."""
    rows = statements(stamp, _data)
    stances = rows["stance"].value_counts()
    kinds = set(rows["kind"].unique())
    return Options(
        stances={each: int(stances[each]) for each in STANCES if each in stances.index},
        kinds=tuple(each for each in KINDS if each in kinds),
        countries=tuple(sorted(set(rows["country"].unique()) - {""})),
        sources=tuple(sorted(set(rows["source"].unique()) - {""})),
    )


@dataclass(frozen=True)
class Summary:
    """What the rows that filters leave come to: the finding is about them whatever their verdict."""

    finding: str
    rows: int
    articles: int
    undecided: int


def summary(filters: Filters, data: Data) -> Summary:
    """The figures above the rows."""
    return _summary(filters, data.stamp, i18n.locale(), data)


@st.cache_resource(max_entries=64, show_spinner=False)
def _summary(filters: Filters, stamp: str, reader: str, _data: Data) -> Summary:
    rows = left(filters, _data)
    return Summary(
        finding=finding(left(replace(filters, stances=()), _data)),
        rows=len(rows),
        articles=rows["article_id"].nunique(),
        undecided=int((rows["stance"] == OPEN).sum()),
    )


def order(filters: Filters, data: Data) -> "pd.Index[int]":
    """Which of `statements` the filters leave, in the order asked for."""
    return _order(filters, data.stamp, data)


@st.cache_resource(max_entries=64, show_spinner=False)
def _order(filters: Filters, stamp: str, _data: Data) -> "pd.Index[int]":
    return limited(statements(stamp, _data), filters).index


def left(filters: Filters, data: Data) -> pd.DataFrame:
    """The rows of these tables that the filters leave."""
    return statements(data.stamp, data).iloc[order(filters, data)]


@st.cache_resource(max_entries=4, show_spinner=False)
def disagreements(stamp: str, _data: Data) -> pd.DataFrame:
    """The entries of the timeline that articles disagree on."""
    rows = _data.tables.timeline
    return rows[rows["conflict"].fillna("") != ""]


@st.cache_resource(max_entries=4, show_spinner=False)
def statements(stamp: str, _data: Data) -> pd.DataFrame:
    """All that articles state, in `COLUMNS`; what only follows from another figure is left out.

    `said`, `official` and `difference` are percent and points, or numbers for `unit` votes and seats; `size`
    is how large a difference is, in points, or in percent of a number.
    """
    tables = _data.tables
    shares = tables.vote_shares[~tables.vote_shares["derived"].fillna(False).astype("bool")]
    counts, claims = tables.counts, tables.claims
    difference = counts["count"].astype("float64") - counts["official"].astype("float64")
    parts = [
        pd.DataFrame(
            {
                "kind": shares["kind"],
                "table": "share",
                "id": shares["share_id"],
                "said": shares["share_pct"].astype("float64"),
                "unit": "",
                "official": shares["official_pct"].astype("float64"),
                "difference": shares["difference"].astype("float64"),
                "size": shares["difference"].astype("float64").abs(),
                **_shared(shares),
            }
        ),
        pd.DataFrame(
            {
                "kind": COUNT,
                "table": "count",
                "id": counts["count_id"],
                "said": counts["count"].astype("float64"),
                "unit": counts["unit"],
                "official": counts["official"].astype("float64"),
                "difference": difference,
                "size": (difference / counts["official"].astype("float64")).abs() * 100,
                **_shared(counts),
            }
        ),
        pd.DataFrame(
            {
                "kind": CLAIM,
                "table": "claim",
                "id": claims["claim_id"],
                "said": float("nan"),
                "unit": "",
                "official": float("nan"),
                "difference": float("nan"),
                "size": float("nan"),
                **_shared(claims.assign(election_id="", round=None, subject=claims["claim"])),
            }
        ),
    ]
    found = (
        pd.concat([part for part in parts if len(part)], ignore_index=True)
        if any(map(len, parts))
        else parts[0]
    )
    articles = tables.articles.drop_duplicates("article_id").set_index("article_id")
    stance = pd.Series(DIFFERS, index=found.index, dtype="str")
    stance = stance.mask(found["verdict"].isin(HOLDING), HOLDS).mask(
        found["verdict"].isin(_MIXED_UP), MISTAKEN
    )
    stance = stance.mask(found["verdict"].isin(UNDECIDED), OPEN)
    return found.assign(
        stance=stance,
        source=found["article_id"].map(sources.names(tables.articles)).fillna(""),
        published=found["article_id"].map(articles["published"]).fillna(""),
        country=found["election_id"].str.split("-", n=1).str[0].fillna(""),
    )[COLUMNS]


def _shared(rows: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    return {
        name: rows[name].fillna("") if name in ("verdict", "because", "election_id") else rows[name]
        for name in ("article_id", "election_id", "round", "subject", "verdict", "because", "quote")
    }


def fitting(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows that the filters leave."""
    for column, wanted in (
        ("stance", filters.stances),
        ("source", filters.sources),
        ("country", filters.countries),
        ("kind", filters.kinds),
    ):
        if wanted:
            rows = rows[rows[column].isin(wanted)]
    return rows


def limited(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows that the filters leave, in the order asked for."""
    rows = fitting(rows, filters)
    if filters.sort == "newest":
        return rows.sort_values("published", ascending=False, kind="stable")
    if filters.sort == "source":
        return rows.sort_values(["source", "published"], kind="stable")
    rank = rows["stance"].map(_RANK)
    return rows.assign(rank=rank).sort_values(
        ["rank", "size"], ascending=[True, False], kind="stable", na_position="last"
    ).drop(columns="rank")  # fmt: skip


def finding(rows: pd.DataFrame) -> str:
    """How many figures and claims hold, and what is wrong with the others."""
    verdicts = rows.loc[rows["stance"] != OPEN, "verdict"].value_counts()
    decided = int(verdicts.sum())
    if not decided:
        return (
            _("No figure of these articles has an official one to compare with")
            if len(rows)
            else _("No figure or claim fits these filters")
        )
    holds = sum(int(number) for verdict, number in verdicts.items() if verdict in HOLDING)
    claims = bool(((rows["kind"] == CLAIM) & (rows["stance"] != OPEN)).any())
    told = {"part": i18n.number(holds), "all": i18n.number(decided)}
    if holds == decided:
        if decided == 1:
            return _("The one that can be compared agrees with the record")
        return (
            _("All {all} figures and claims agree with the record", **told)
            if claims
            else _("All {all} figures agree with the record", **told)
        )
    lead = (
        _("{part} of {all} figures and claims agree with the record", **told)
        if claims
        else _("{part} of {all} figures agree with the record", **told)
    )
    return _("{lead}; {rest}", lead=lead, rest=i18n.listed(_faults(verdicts)))


def _faults(verdicts: "pd.Series[int]") -> list[str]:
    """What is wrong with those that do not hold."""
    number = {str(verdict): int(count) for verdict, count in verdicts.items()}
    told = []
    if n := number.get("disagrees", 0):
        told.append(ngettext("{n} differs", "{n} differ", n))
    if n := number.get("other_holder", 0):
        told.append(ngettext("{n} names the wrong holder", "{n} name the wrong holder", n))
    if n := number.get("contradicted", 0):
        told.append(ngettext("{n} claim is contradicted", "{n} claims are contradicted", n))
    if n := number.get("other_round", 0) + number.get("other_base", 0):
        told.append(ngettext("{n} is of another round or base", "{n} are of another round or base", n))
    return told


def by_source(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many figures and claims of each source hold, those with most first: for the chart.

    Sources are publishers; where there is one alone, its articles.
    """
    decided = rows[rows["stance"] != OPEN]
    alone = decided["source"].nunique() < 2
    titles = articles.drop_duplicates("article_id").set_index("article_id")["title"]
    name = decided["article_id"].map(titles).fillna("") if alone else decided["source"]
    counted = (
        decided.assign(name=name.where(name != "", decided["source"]), holds=decided["stance"] == HOLDS)
        .groupby("name")["holds"]
        .agg(["sum", "count"])
        .sort_values(["count", "sum"], ascending=False, kind="stable")
    )
    drawn, rest = counted.head(MOST_SOURCES), counted.iloc[MOST_SOURCES:]
    sums = [
        (str(name), int(holds), int(number))
        for name, (holds, number) in zip(drawn.index, drawn.to_numpy(), strict=True)
    ]
    if len(rest):
        others = ngettext("{n} other source", "{n} other sources", len(rest))
        sums.append((others, int(rest["sum"].sum()), int(rest["count"].sum())))
    return pd.DataFrame(
        {
            "name": [name for name, _holds, _number in sums],
            "agrees": [holds for _name, holds, _number in sums],
            "differs": [number - holds for _name, holds, number in sums],
            "value": [
                _("{part} of {all}", part=i18n.number(holds), all=i18n.number(number))
                for _name, holds, number in sums
            ],
            "hover": [
                f"<b>{plain(name)}</b><br>"
                + _("{share} agree with the record", share=words.percent(holds / number * 100, 0))
                for name, holds, number in sums
            ],
            "key": [
                "" if alone or index == MOST_SOURCES else f"source={name}"
                for index, (name, _holds, _number) in enumerate(sums)
            ],
        }
    )


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """A page of rows for readers."""
    return pd.DataFrame(
        {
            _("Verdict"): [words.capital(words.VERDICTS[each]) for each in rows["verdict"]],
            _("What"): [
                words.CLAIMS[row.subject] if row.kind == CLAIM else words.called(row.subject)
                for row in each_row(rows)
            ],
            _("Article says"): [_said(row.said, row.unit) for row in each_row(rows)],
            _("Official"): [_official(row.official, row.unit) for row in each_row(rows)],
            _("Difference"): [_off(row.difference, row.unit) for row in each_row(rows)],
            _("Source"): rows["source"].to_numpy(),
            _("Vote"): [_vote(row.election_id, row.round) for row in each_row(rows)],
            _("Published"): [words.day(each) for each in rows["published"]],
            _("Sentence"): rows["quote"].to_numpy(),
        }
    )


def _said(value: float, unit: str) -> str:
    if pd.isna(value):
        return ""
    return f"{i18n.number(value)} {words.UNITS[unit]}" if unit else words.claimed(value)


def _off(value: float, unit: str) -> str:
    return "" if pd.isna(value) else i18n.number(value, 0 if unit else 2, signed=True)


def _official(value: float, unit: str) -> str:
    if pd.isna(value):
        return ""
    return i18n.number(value) if unit else words.percent(value)


def _vote(election_id: str, number: float | None) -> str:
    if not election_id:
        return ""
    return words.round_of(election_id, None if number is None or pd.isna(number) else int(number))


def corrections(data: Data) -> pd.DataFrame:
    """What people corrected: `what`, `note` (who, when and why), and the row's `table` and `id`."""
    return _corrections(data.stamp, i18n.locale(), data)


@st.cache_resource(max_entries=4, show_spinner=False)
def _corrections(stamp: str, reader: str, _data: Data) -> pd.DataFrame:
    tables = _data.tables
    found = []
    for table, rows, key, name in (
        ("event", tables.timeline, "timeline_id", "label"),
        ("share", tables.vote_shares, "share_id", "subject"),
        ("count", tables.counts, "count_id", "subject"),
        ("claim", tables.claims, "claim_id", "quote"),
    ):
        corrected = rows[lengths(rows["corrected"]) > 0]
        for row_id, what, notes in corrected[[key, name, "corrected"]].to_numpy():
            found += [(str(what), words.correction(str(note)), table, str(row_id)) for note in notes]
    return pd.DataFrame(found, columns=["what", "note", "table", "id"])
