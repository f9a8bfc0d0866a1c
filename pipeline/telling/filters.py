"""What a view is limited to: values from the address, checked, and the rows that they leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.lists import arrow, has_any, joined
from pipeline.store import Tables
from pipeline.telling import sources, subjects, words
from pipeline.telling.subjects import Subject

CONFIDENCES = ("50", "70", "80", "90", "95")
_ONE_IN, _LEAST_ROWS = 50, 10
_AT_ONCE = 50_000


@dataclass(frozen=True)
class View:
    """The filters of the timeline.

    Whose road, which vote and years; then what rows are limited to, empty meaning all: event types,
    publishers, languages of the articles, kinds of share, names of people and parties, an election, the least
    confidence in percent, and words that have to stand in a row. `as_of` is the ISO day up to which all is
    told, "" for everything that there is.
    """

    who: Subject
    office: str
    years: tuple[int, int]
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    election: str = ""
    confidence: int = 0
    text: str = ""
    as_of: str = ""

    @property
    def period(self) -> tuple[date, date]:
        """The first and last day shown, with a little room at both ends."""
        first, last = self.years
        room = max(round((last - first + 1) * 8), 20)
        low = date(max(first, 1), 1, 1).toordinal() - room
        high = date(min(last, 9998), 12, 31).toordinal() + room
        return date.fromordinal(max(low, 1)), date.fromordinal(high)


def years_covered(tables: Tables, who: Subject, points: tuple[subjects.Point, ...]) -> tuple[int, int]:
    """The first and last year of a subject's events, claimed shares and record."""
    told, shares = _told(tables, who)
    days = {*told["earliest"], *told["latest"], *shares["date"], *(point.day for point in points)}
    known = _years(days)
    return (min(known), max(known)) if known else (date(2000, 1, 1).year, date(2000, 1, 1).year)


def years_usual(
    tables: Tables, who: Subject, points: tuple[subjects.Point, ...], covered: tuple[int, int], day: str
) -> tuple[int, int]:
    """The years to begin with: those covered without a few rows far from the others.

    At each end one row in fifty may be left out (of ten to fifty rows one), where that shortens the axis by a
    third; never an official result of the subject, nor what lies before the ISO day up to which all is told.
    """
    told, shares = _told(tables, who)
    known = sorted(_years([*told["earliest"], *shares["date"]]))
    few = max(len(known) // _ONE_IN, 1) if len(known) >= _LEAST_ROWS else 0
    if not few:
        return covered
    results = _years([point.day for point in points])
    now = int(words.year(day)) if words.year(day).isdigit() else covered[1]
    first = min(known[few], *results) if results else known[few]
    last = max(known[-1 - few], now, *results)
    low, high = covered
    if (first - low) * 3 >= high - low:
        low = first
    if (high - last) * 3 >= high - low:
        high = last
    return low, high


def _told(tables: Tables, who: Subject) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events and shares of a subject."""
    told, shares = tables.timeline, tables.vote_shares
    if who.names:
        told = told[has_any(told["actors"], who.names)]
        shares = shares[shares["subject"].isin(who.names)]
    return told, shares


def _years(days: Iterable[str]) -> list[int]:
    return [int(words.year(day)) for day in days if words.year(day).isdigit()]


def presets(covered: tuple[int, int], usual: tuple[int, int], day: str) -> dict[str, tuple[int, int]]:
    """Stretches of years that readers ask for, as far as they are less than all, by their keys: "5" the last
    five years up to an ISO day, "2000" since then, "usual" the usual ones, "all"."""
    ends = min(covered[1], int(words.year(day))) if words.year(day).isdigit() else covered[1]
    asked = {"5": (max(ends - 4, covered[0]), usual[1]), "2000": (2000, usual[1])}
    fit = {key: years for key, years in asked.items() if usual[0] < years[0] <= usual[1]}
    return fit | ({} if usual == covered else {"usual": usual}) | {"all": covered}


def moves(years: tuple[int, int], covered: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Where to go from these years in time, inside what is covered: "earlier" and "later" by half of them,
    "closer" to the later half, "wider" by half of them to both sides."""
    first, last = years
    half = max((last - first + 1) // 2, 1)
    back, ahead = min(half, first - covered[0]), min(half, covered[1] - last)
    return {
        "earlier": (first - back, last - back),
        "closer": (last - half + 1, last),
        "wider": (first - back, last + ahead),
        "later": (first + ahead, last + ahead),
    }


def publishers(tables: Tables) -> list[str]:
    """The publishers with readable articles, in order."""
    return _said(tables, "publisher")


def languages(tables: Tables) -> list[str]:
    """The languages of readable articles, in order."""
    return _said(tables, "language")


def _said(tables: Tables, column: str) -> list[str]:
    articles = tables.articles
    return sorted({each for each in articles.loc[articles["status"] == "ok", column] if each})


def elections(tables: Tables) -> list[str]:
    """The elections that the tables speak of, those with most rows first."""
    spoken = pd.concat([tables.timeline["election_id"], tables.vote_shares["election_id"]])
    counted = spoken[spoken != ""].value_counts()
    return sorted(counted.index, key=lambda each: (-int(counted[each]), each))


def articles_of(view: View, tables: Tables) -> set[str] | None:
    """The articles of the chosen publishers and languages; None where none is chosen, which means all."""
    if not view.sources and not view.languages:
        return None
    articles = tables.articles
    keep = pd.Series(data=True, index=articles.index)
    if view.sources:
        keep &= articles["publisher"].isin(view.sources)
    if view.languages:
        keep &= articles["language"].isin(view.languages)
    return set(articles.loc[keep, "article_id"])


def events(view: View, tables: Tables) -> pd.DataFrame:
    """The rows of `timeline` that the view leaves: of those with tellings that fit it."""
    rows = tables.timeline
    keep = _in_years(rows["earliest"], rows["latest"], view.years)
    if view.types:
        keep &= rows["type"].isin(view.types)
    if view.election:
        keep &= rows["election_id"] == view.election
    for names in (view.who.names, frozenset(view.names)):
        if names:
            keep &= has_any(rows["actors"], names)
    telling = pd.Series(data=True, index=range(tables.size("events")))
    if (articles := articles_of(view, tables)) is not None:
        telling &= tables.column("events", "article_id").isin(articles).to_numpy()
    if view.confidence:
        telling &= (tables.column("events", "confidence") >= view.confidence / 100).to_numpy()
    if not telling.all():
        told = tables.column("events", "event_id")[telling.to_numpy()]
        keep &= has_any(rows["event_ids"], told)
    if view.text:
        quoted = _with_text(view.text, tables.column("events", "quote")).to_numpy()
        said = tables.column("events", "event_id")[quoted]
        found = _with_text(view.text, rows["label"], rows["actors"])
        keep &= found | has_any(rows["event_ids"], said)
    return rows[keep]


def shares(view: View, tables: Tables, official: set[tuple[str, int | None]]) -> pd.DataFrame:
    """The rows of `vote_shares` that the view leaves: of the vote chosen, by or against the subject.

    `official` holds the (election_id, round) that the subject has a record in.
    """
    rows = tables.vote_shares
    days = sources.days(rows, tables.articles)
    keep = _in_years(days, days, view.years)
    if view.election:
        keep &= rows["election_id"] == view.election
    elif view.office:
        keep &= rows["election_id"].map(lambda each: subjects.is_of(each, view.office)).astype("bool")
    if view.who.names:
        own = rows["subject"].isin(view.who.names)
        rounds = zip(rows["election_id"], rows["round"].astype("object"), strict=True)
        beside = pd.Series(
            [(election, None if pd.isna(number) else int(number)) in official for election, number in rounds],
            index=rows.index,
            dtype="bool",
        )
        keep &= own | beside
    if view.names:
        keep &= rows["subject"].isin(view.names)
    if view.kinds:
        keep &= rows["kind"].isin(view.kinds)
    if view.confidence:
        keep &= (rows["confidence"] >= view.confidence / 100).fillna(value=False)
    if (articles := articles_of(view, tables)) is not None:
        keep &= rows["article_id"].isin(articles)
    if view.text:
        keep &= _with_text(view.text, rows["subject"], rows["quote"])
    return rows[keep]


def _with_text(text: str, *columns: "pd.Series[Any]") -> "pd.Series[bool]":
    """Which rows of columns of texts or lists have all words of a text somewhere, whatever their case and
    accents."""
    wanted = "".join(_plain(pa.chunked_array([[text]])).to_pylist()).split()
    index, found = columns[0].index, []
    # Some at a time: of many a second copy would be large.
    for first in range(0, len(index), _AT_ONCE):
        some = [_plain(_texts(column.iloc[first : first + _AT_ONCE])) for column in columns]
        held = [[pc.match_substring(each, word).to_numpy() for each in some] for word in wanted]
        found.append(np.logical_and.reduce([np.logical_or.reduce(each) for each in held]))
    return pd.Series(np.concatenate(found) if found and wanted else True, index=index, dtype="bool")


def _texts(column: "pd.Series[Any]") -> pa.ChunkedArray:
    return arrow(column, pa.string()) if column.dtype == "str" else joined(column)


def _plain(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without case and accents."""
    return pc.utf8_lower(pc.replace_substring_regex(pc.utf8_normalize(texts, "NFKD"), r"\p{M}+", ""))


def _in_years(first: "pd.Series[str]", last: "pd.Series[str]", years: tuple[int, int]) -> "pd.Series[bool]":
    """Whether a row touches the years; rows without a day do not."""
    low, high = f"{years[0]:04d}-01-01", f"{years[1]:04d}-12-31"
    return ((first != "") & (last >= low) & (first <= high)).astype("bool")
