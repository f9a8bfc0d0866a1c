"""Merge what the articles tell into one timeline: reports of one event are one entry.

The rules, in their order:

- Votes with an election are one entry per election and round. A vote whose round nobody tells stands
  by itself: it may be the first round, the second or both.
- What happens once to those it happens to (a founding, a death, a vote of an unknown election) is one
  entry where the type is the same, the actors of one are among the actors of the other, and the dates
  fit: the more precise lies within the less precise. "1972" joins "5 October 1972"; where two entries
  lie within it, it joins neither.
- What may happen often (statements, campaigns, laws, wars, others) is one entry only on the same day,
  or with the same date and the same label.
- The date is the day of the reference data where there is one, else of the most precise dates the one
  that most articles give (then: the latest article). Members whose dates do not fit it are a conflict.
- The status is that of the latest article. The label is the one that most articles give; of equals,
  the one of the member that most shares hang on, then of the surest to a tenth, then of the one told last.

Pure: the same rows give the same timeline in whatever order they come.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

import pandas as pd

from pipeline import tables
from pipeline.identity import content_id
from pipeline.model import Row

VOTES: Final = frozenset({"election_round1", "runoff", "election", "referendum"})
REPEATABLE: Final = frozenset({"statement", "campaign", "law", "war", "other"})
# A round settles what a vote was, whatever word the article has for it.
_TYPE_OF_ROUND: Final = {1: "election_round1", 2: "runoff"}
_FIRST_DAY: Final = "0001-01-01"
_LAST_DAY: Final = "9999-12-31"


@dataclass(frozen=True)
class _Member:
    """An event as one article tells it; `published` orders the articles, the undated ones first."""

    event_id: str
    article_id: str
    published: str
    start: int
    date: str
    date_end: str
    precision: str
    earliest: str
    latest: str
    exact_date: str
    type: str
    status: str
    label: str
    actors: tuple[str, ...]
    election_id: str
    round: int | None
    confidence: float
    shares: int

    @property
    def told(self) -> tuple[str, str, int, str]:
        """Orders members from the earliest telling to the latest."""
        return self.published, self.article_id, self.start, self.event_id

    @property
    def bounds(self) -> tuple[str, str]:
        """First and last day that it can mean by its own words and the reference data."""
        if self.exact_date:
            return self.exact_date, self.exact_date
        return self.told_bounds

    @property
    def told_bounds(self) -> tuple[str, str]:
        """First and last day that it can mean by its own words."""
        return self.earliest or _FIRST_DAY, self.latest or _LAST_DAY


_MEMBER_COLUMNS: Final = tuple(column.name for column in fields(_Member))


@dataclass
class _Entry:
    """Members that are one event; the first is the most precise and gives the bounds to fit."""

    members: list[_Member] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)

    def add(self, member: _Member) -> None:
        self.members.append(member)
        self.actors.update(member.actors)

    def fits(self, member: _Member) -> bool:
        """Whether the member tells of this event, by actors and dates."""
        first = self.members[0]
        if not _within(first.bounds, member.bounds):
            return False
        if member.type in REPEATABLE and not (
            first.bounds == member.bounds and (member.precision == "day" or first.label == member.label)
        ):
            return False
        if first.exact_date and first.exact_date == member.exact_date:
            return not (self.actors and member.actors) or not self.actors.isdisjoint(member.actors)
        if not self.actors or not member.actors:
            return self.actors == set(member.actors) and first.label == member.label
        return self.actors.issuperset(member.actors) or self.actors.issubset(member.actors)


def merge(articles: pd.DataFrame, events: pd.DataFrame, vote_shares: pd.DataFrame) -> pd.DataFrame:
    """The table `timeline` for the events of all articles.

    Args:
        articles: the day of publication tells which article is the latest.
        events: what is merged; each event is in exactly one entry.
        vote_shares: how many shares hang on an event says how well it is told.
    """
    members = _members(articles, events, vote_shares)
    known: dict[tuple[str, int | None, str], list[_Member]] = defaultdict(list)
    others: dict[str, list[_Member]] = defaultdict(list)
    for member in members:
        if member.type in VOTES and member.election_id:
            known[member.election_id, member.round, _vote_type(member)].append(member)
        else:
            others[member.type].append(member)
    rows = [
        _row(group, type_, (election, round_, type_)) for (election, round_, type_), group in known.items()
    ]
    for type_, candidates in others.items():
        for entry in _entries(candidates):
            first = min(entry.members, key=lambda member: member.told)
            rows.append(_row(entry.members, type_, (type_, *sorted(first.actors), first.event_id)))
    return tables.frame("timeline", rows)


def _members(articles: pd.DataFrame, events: pd.DataFrame, vote_shares: pd.DataFrame) -> list[_Member]:
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    shares = Counter(vote_shares["event_id"])
    events = events.assign(
        published=events["article_id"].map(published).fillna(""),
        round=events["round"].astype("object").where(events["round"].notna(), None),
        actors=events["actors"].map(tuple),
        shares=[shares[event_id] for event_id in events["event_id"]],
    )
    columns: dict[str, list[Any]] = {name: events[name].tolist() for name in _MEMBER_COLUMNS}
    return [
        _Member(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    ]


def _vote_type(member: _Member) -> str:
    return _TYPE_OF_ROUND.get(member.round or 0, member.type)


def _entries(members: Iterable[_Member]) -> Iterable[_Entry]:
    """Members of one type, joined; the precise ones lead, so that the vague ones find them."""
    by_place: dict[object, dict[int, _Entry]] = defaultdict(dict)
    entries = []
    for member in sorted(members, key=lambda member: (_days(member.bounds), member.told)):
        places = _places(member)
        near = {number: entry for place in places for number, entry in by_place[place].items()}
        entry = _best_fitting(near.values(), member)
        if entry is None:
            entry = _Entry()
            entries.append(entry)
        entry.add(member)
        for place in places:
            by_place[place][id(entry)] = entry
    return entries


def _places(member: _Member) -> set[object]:
    """Where entries that the member may fit are found: by actor, and by the day of a known event."""
    when = member.bounds if member.type in REPEATABLE else None
    places: set[object] = {(actor, when) for actor in member.actors or ("",)}
    return places | {member.exact_date} if member.exact_date else places


def _best_fitting(entries: Iterable[_Entry], member: _Member) -> _Entry | None:
    """The one entry that the member tells of; None where there is none, or several as good."""
    grades: dict[tuple[bool, bool], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.fits(member):
            same_dates = entry.members[0].bounds == member.bounds
            grades[same_dates, entry.actors == set(member.actors)].append(entry)
    best = grades[max(grades)] if grades else []
    return best[0] if len(best) == 1 else None


def _days(bounds: tuple[str, str]) -> int:
    """Roughly how many days lie between; enough to order dates by precision."""
    first, last = (
        int(day[:4]) * 372 + int(day[5:7]) * 31 + int(day[8:10]) for day in bounds
    )  # equal months make equal steps
    return last - first


def _within(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _row(members: Sequence[_Member], type_: str, identity: Sequence[object]) -> Row:
    members = sorted(members, key=lambda member: member.told)
    dated = _best_dated(members)
    labelled = _best_labelled(members)
    bounds = dated.bounds
    date = {"date": dated.date, "date_end": dated.date_end, "precision": dated.precision}
    if dated.exact_date:
        date = {"date": dated.exact_date, "date_end": "", "precision": "day"}
    latest = [member for member in members if member.told[:2] == members[-1].told[:2]]
    actors = sorted({actor for member in members for actor in member.actors})
    return {
        "timeline_id": content_id("timeline", *("" if part is None else part for part in identity)),
        **date,
        "earliest": "" if bounds[0] == _FIRST_DAY else bounds[0],
        "latest": "" if bounds[1] == _LAST_DAY else bounds[1],
        "type": type_,
        "status": max(latest, key=lambda member: (member.confidence, -member.start)).status,
        "label": labelled.label,
        "actors": list(dict.fromkeys((*labelled.actors, *actors))),
        "election_id": members[0].election_id,
        "round": members[0].round,
        "articles": len({member.article_id for member in members}),
        "event_ids": [member.event_id for member in members],
        "conflict": _conflict(members, bounds),
    }


def _articles_by(members: Iterable[_Member], what: Callable[[_Member], str]) -> Counter[str]:
    """How many articles give each value."""
    return Counter(value for value, _ in {(what(member), member.article_id) for member in members})


def _best_dated(members: Sequence[_Member]) -> _Member:
    exact = [member for member in members if member.exact_date]
    if exact:
        support = _articles_by(exact, lambda member: member.exact_date)
        return max(exact, key=lambda member: (support[member.exact_date], member.told))
    finest = min(_days(member.bounds) for member in members)
    precise = [member for member in members if _days(member.bounds) == finest]
    support = _articles_by(precise, lambda member: member.date)
    return max(precise, key=lambda member: (support[member.date], member.told))


def _best_labelled(members: Sequence[_Member]) -> _Member:
    support = _articles_by(members, lambda member: member.label)
    return max(
        members,
        key=lambda member: (
            support[member.label],
            member.shares,
            round(member.confidence, 1),
            member.told,
        ),
    )


def _conflict(members: Sequence[_Member], bounds: tuple[str, str]) -> str:
    """Which dates do not fit the entry's, and the articles that give them; "" where all fit."""
    told: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if not _overlap(member.told_bounds, bounds):
            told[member.date].add(member.article_id)
    return "; ".join(f"date {date} in {', '.join(sorted(ids))}" for date, ids in sorted(told.items()))
