"""The rows of the reference tables as frozen, typed values; pipeline.reference_read makes them."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class Count(NamedTuple):
    """Another count of the same figure, in percent, its decimals as published, and whose it is."""

    pct: float
    decimals: int
    whose: str


class Tally(NamedTuple):
    """Another count of votes or seats, and whose it is."""

    number: int
    whose: str


class Membership(NamedTuple):
    """The party that a person stood for or led in a year."""

    year: int
    party_id: str


class Role(NamedTuple):
    """An office held from `start` to before `end` (ISO days; `end` is empty while it lasts)."""

    office: str
    start: str
    end: str

    def on(self, day: str) -> bool:
        """Whether it was held on an ISO day."""
        return self.start <= day and (not self.end or day < self.end)


class Kin(NamedTuple):
    """A relative: `relation` is what `name` is to the person."""

    relation: str
    name: str


@dataclass(frozen=True)
class Election:
    """A polling day. `date` is an ISO day, or month or year while the day is not known."""

    election_id: str
    round: int | None
    country: str
    office: str
    area: str
    date: str
    registered: int | None
    votes_cast: int | None
    valid_votes: int | None
    turnout_pct: float | None
    turnout_decimals: int
    other_counts: tuple[Count, ...]
    source: str

    @cached_property
    def day(self) -> datetime.date | None:
        """The polling day, None while it is not known."""
        return datetime.date.fromisoformat(self.date) if DAY.fullmatch(self.date) else None


@dataclass(frozen=True, slots=True)
class Result:
    """What one subject got. `share_decimals` is how many decimals the published share has."""

    election_id: str
    round: int | None
    subject: str
    subject_type: str
    party_id: str
    party_family: str
    votes: int | None
    share_pct: float | None
    share_decimals: int
    rank: int | None
    elected: bool | None
    seats: int | None
    seats_total: int | None
    other_counts: tuple[Count, ...]
    other_votes: tuple[Tally, ...]
    other_seats: tuple[Tally, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `name` is the key in every table."""

    name: str
    country: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    gender: str
    born: str
    died: str
    parties: tuple[Membership, ...]
    roles: tuple[Role, ...]
    kin: tuple[Kin, ...]
    source: str

    def party_id(self, year: int) -> str:
        """The party of the latest entry up to a year, or of the first one; empty without any."""
        known = [entry.party_id for entry in self.parties if entry.year <= year]
        return known[-1] if known else (self.parties[0].party_id if self.parties else "")


@dataclass(frozen=True, slots=True)
class Party:
    """A party or alliance under one name; `name_en` is its canonical name."""

    party_id: str
    country: str
    name_en: str
    name_fr: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    founded: str
    valid_from: str
    valid_to: str
    successor_id: str
    family: str
    colour: str
    members: tuple[str, ...]
    source: str

    @property
    def name(self) -> str:
        """The canonical name."""
        return self.name_en


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated event; `date` is ISO 8601 at the precision known."""

    date: str
    precision: str
    type: str
    label: str
    actors: tuple[str, ...]
    election_id: str
    round: int | None
    source: str
