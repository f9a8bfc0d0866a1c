"""What a view is limited to: values from the address, checked, and the rows that they leave."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import subjects, words
from dashboard.subjects import Subject
from pipeline.store import Tables


@dataclass(frozen=True)
class View:
    """The filters of the timeline: whose road, which vote, which years, event types and publishers.

    Empty `types` and `sources` mean all.
    """

    who: Subject
    office: str
    years: tuple[int, int]
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

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
    told, shares = tables.timeline, tables.vote_shares
    if who.names:
        told = told[told["actors"].map(lambda actors: not who.names.isdisjoint(actors)).astype("bool")]
        shares = shares[shares["subject"].isin(who.names)]
    days = [*told["earliest"], *told["latest"], *shares["date"], *(point.day for point in points)]
    known = [int(words.year(day)) for day in days if words.year(day).isdigit()]
    return (min(known), max(known)) if known else (date(2000, 1, 1).year, date(2000, 1, 1).year)


def publishers(tables: Tables) -> list[str]:
    """The publishers with readable articles, in order."""
    articles = tables.articles
    return sorted({name for name in articles.loc[articles["status"] == "ok", "publisher"] if name})


def articles_of(view: View, tables: Tables) -> set[str] | None:
    """The articles of the chosen publishers; None where none is chosen, which means all."""
    if not view.sources:
        return None
    articles = tables.articles
    return set(articles.loc[articles["publisher"].isin(view.sources), "article_id"])


def events(view: View, tables: Tables) -> pd.DataFrame:
    """The rows of `timeline` that the view leaves."""
    rows = tables.timeline
    keep = _in_years(rows["earliest"], rows["latest"], view.years)
    if view.types:
        keep &= rows["type"].isin(view.types)
    if view.who.names:
        keep &= rows["actors"].map(lambda actors: not view.who.names.isdisjoint(actors)).astype("bool")
    if (articles := articles_of(view, tables)) is not None:
        told = set(tables.events.loc[tables.events["article_id"].isin(articles), "event_id"])
        keep &= rows["event_ids"].map(lambda ids: not told.isdisjoint(ids)).astype("bool")
    return rows[keep]


def shares(view: View, tables: Tables, official: set[tuple[str, int | None]]) -> pd.DataFrame:
    """The rows of `vote_shares` that the view leaves: of the vote chosen, by or against the subject.

    `official` holds the (election_id, round) that the subject has a record in.
    """
    rows = tables.vote_shares
    keep = _in_years(rows["date"], rows["date"], view.years)
    if view.office:
        keep &= rows["election_id"].map(lambda each: subjects.office_of(each) == view.office).astype("bool")
    if view.who.names:
        own = rows["subject"].isin(view.who.names)
        rounds = zip(rows["election_id"], rows["round"].astype("object"), strict=True)
        beside = pd.Series(
            [(election, None if pd.isna(number) else int(number)) in official for election, number in rounds],
            index=rows.index,
            dtype="bool",
        )
        keep &= own | beside
    if (articles := articles_of(view, tables)) is not None:
        keep &= rows["article_id"].isin(articles)
    return rows[keep]


def _in_years(first: "pd.Series[str]", last: "pd.Series[str]", years: tuple[int, int]) -> "pd.Series[bool]":
    """Whether a row touches the years; rows without a day do not."""
    low, high = f"{years[0]:04d}-01-01", f"{years[1]:04d}-12-31"
    return ((first != "") & (last >= low) & (first <= high)).astype("bool")
