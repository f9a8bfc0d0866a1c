"""The events that are merged, as each article tells them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Final

import pandas as pd

from pipeline.reference import Reference, fold

Bounds = tuple[str, str]
"""The first and the last ISO day that a date can mean."""

_FIRST_DAY: Final = "0001-01-01"
_LAST_DAY: Final = "9999-12-31"
# A telling less sure than this is likelier misread than wrong.
_SURE: Final = 0.8
# Read by the day of another date, so that a misreading is as likely as a mistake of the article.
_INFERRED: Final = frozenset({"weekday", "relative", "anaphora"})


@dataclass(frozen=True)
class Member:
    """An event as one article tells it.

    `voice` is the article whose text the telling is (of a reprint, the original), `published` its day,
    `shares` how many vote shares hang on it, `resolved_by` how its date was read.
    """

    event_id: str
    article_id: str
    voice: str
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
    resolved_by: str
    corrected: tuple[str, ...]
    entered: str

    @property
    def told(self) -> tuple[str, str, int, str]:
        """Orders tellings from the earliest to the latest, those of unknown day first."""
        return self.published, self.article_id, self.start, self.event_id

    @property
    def added(self) -> tuple[str, str, str, int, str]:
        """Orders tellings as articles come in, those of unknown day last."""
        return self.published or _LAST_DAY, *self.told

    @cached_property
    def bounds(self) -> Bounds:
        """The days that it can mean by its own words."""
        return self.earliest or _FIRST_DAY, self.latest or _LAST_DAY

    @property
    def weight(self) -> tuple[int, int, tuple[str, str, int, str]]:
        """Orders equals: what most shares hang on, then what is surest to a tenth, then what is told last."""
        return self.shares, int(10 * self.confidence), self.told

    @property
    def disputes(self) -> bool:
        """Whether its date, where it fits no other, is likelier the article's than misread."""
        return self.sure and self.status != "hypothetical" and self.resolved_by not in _INFERRED

    @property
    def sure(self) -> bool:
        """Whether it is likely read right."""
        return self.confidence >= _SURE


_COLUMNS: Final = tuple(column.name for column in fields(Member))


def members(tables: Mapping[str, pd.DataFrame], originals: Mapping[str, str]) -> list[Member]:
    """Every row of `events`; `originals` leads from a reprint to the article that it reprints."""
    articles, dates, events = tables["articles"], tables["dates"], tables["events"]
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    shares = Counter(tables["vote_shares"]["event_id"])
    places = zip(dates["article_id"], dates["start"], dates["end"], strict=True)
    resolved = dict(zip(places, dates["resolved_by"], strict=True))
    at = zip(events["article_id"], events["start"], events["end"], strict=True)
    events = events.assign(
        voice=[originals.get(article_id, article_id) for article_id in events["article_id"]],
        published=events["article_id"].map(published).fillna(""),
        round=events["round"].astype("object").where(events["round"].notna(), None),
        actors=events["actors"].map(tuple),
        corrected=events["corrected"].map(tuple),
        shares=[shares[event_id] for event_id in events["event_id"]],
        resolved_by=[resolved.get(place, "") for place in at],
    )
    columns: dict[str, list[Any]] = {name: events[name].tolist() for name in _COLUMNS}
    return [
        Member(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    ]


def within(inner: Bounds, outer: Bounds) -> bool:
    """Whether one date lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: Bounds, other: Bounds) -> bool:
    """Whether two dates can mean the same day."""
    return one[0] <= other[1] and other[0] <= one[1]


def days(bounds: Bounds) -> int:
    """How many days a date leaves open."""
    return (date.fromisoformat(bounds[1]) - date.fromisoformat(bounds[0])).days


def gap(one: Bounds, other: Bounds) -> int:
    """How many days lie between two dates; none where they overlap."""
    first, second = sorted((one, other))
    return max((date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days, 0)


def actor_key(name: str, reference: Reference) -> str:
    """The same for all spellings of a name, and for all names that a party had."""
    party = reference.party_named(name)
    while party and (later := reference.party(party.successor_id)):
        party = later
    return party.party_id if party else fold(name)
