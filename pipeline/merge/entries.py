"""An entry of the timeline: its members, the best supported date and label, and the conflicts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pipeline.merge.members import Bounds, Member, days, gap, overlap, within
from pipeline.model import Row

_T = TypeVar("_T")
# A date further away from the entry's tells of something else: a poll, the start of a campaign, another vote.
NEAR: Final = 31
_NAMED: Final = 3
_ON_RECORD: Final = "on record"


@dataclass
class Entry:
    """Members that are one event.

    `identity` is what the id is made of. `day` is the ISO day on record, "" where there is none; `dated` the
    member that gives the date where it is not the best dated of all; `label` the label where it is none of
    the members'; `disputed` what articles disagree on beside the date.
    """

    type: str
    identity: tuple[object, ...]
    members: list[Member] = field(default_factory=list)
    election_id: str = ""
    round: int | None = None
    day: str = ""
    dated: Member | None = None
    label: str = ""
    disputed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


def best_dated(members: Sequence[Member]) -> Member:
    """The member whose date most articles agree with, be theirs as fine or less fine.

    Of equals the finest, then what most articles give in these very words, then the one of most `weight`.
    """
    agreeing: dict[Bounds, set[str]] = {member.bounds: set() for member in members}
    giving = articles_by(members, lambda member: member.bounds)
    voices: dict[Bounds, set[str]] = defaultdict(set)
    for member in members:
        voices[member.bounds].add(member.voice)
    for bounds, own in agreeing.items():
        own.update(*(voices[other] for other in voices if within(bounds, other)))
    return max(
        members,
        key=lambda member: (
            len(agreeing[member.bounds]),
            -days(member.bounds),
            giving[member.bounds],
            *member.weight,
        ),
    )


def best_labelled(members: Sequence[Member]) -> Member:
    """The member with the label that most articles give, of equals the one of most `weight`."""
    support = articles_by(members, lambda member: member.label)
    return max(members, key=lambda member: (support[member.label], *member.weight))


def articles_by(members: Iterable[Member], what: Callable[[Member], _T]) -> Counter[_T]:
    """How many articles give each value; a reprint and its original are one."""
    return Counter(value for value, _ in {(what(member), member.voice) for member in members})


def row(entry: Entry) -> Row:
    """The entry as a row of `timeline`, without its id."""
    members = sorted(entry.members, key=lambda member: member.told)
    dated = entry.dated or best_dated(members)
    earliest, latest = (entry.day, entry.day) if entry.day else (dated.earliest, dated.latest)
    date = {"date": dated.date, "date_end": dated.date_end, "precision": dated.precision}
    if entry.day:
        date = {"date": entry.day, "date_end": "", "precision": "day"}
    labelled = best_labelled(members)
    last = [member for member in members if member.told[:2] == members[-1].told[:2]]
    told_of = Counter(actor for actor, _ in {(a, member.voice) for member in members for a in member.actors})
    others = sorted(told_of, key=lambda actor: (-told_of[actor], actor))
    corrected = (*entry.corrected, *(note for member in members for note in member.corrected))
    return {
        **date,
        "earliest": earliest,
        "latest": latest,
        "type": entry.type,
        "status": max(last, key=lambda member: (member.confidence, -member.start)).status,
        "label": entry.label or labelled.label,
        "actors": list(dict.fromkeys((*labelled.actors, *others))),
        "election_id": entry.election_id,
        "round": entry.round,
        "articles": len(
            {member.voice for member in members if not member.entered} or {member.voice for member in members}
        ),
        "event_ids": [member.event_id for member in members],
        "conflict": ". ".join(filter(None, (_conflict(members, entry.day, dated), *entry.disputed))),
        "corrected": list(dict.fromkeys(corrected)),
        "entered": _entered({member.entered for member in members}),
    }


def _entered(ways: set[str]) -> str:
    """Who tells of it: timelines that people made, articles, or both."""
    return next(iter(ways)) if len(ways) == 1 else "both"


def _conflict(members: Sequence[Member], day: str, dated: Member) -> str:
    """The dates that articles disagree on, the entry's own first, each with its articles; "" where none do.

    An article disagrees that surely gives one date near the entry's and nowhere one that fits. Where no day
    is on record, its date has to be as fine as the entry's.
    """
    bounds = (day, day) if day else dated.bounds
    agree = [member for member in members if overlap(member.bounds, bounds)]
    voices = {member.voice for member in agree}
    disputes: dict[str, set[str]] = defaultdict(set)
    for member in members:
        near = 0 < gap(member.bounds, bounds) <= NEAR
        fine = day or days(member.bounds) <= days(bounds)
        if near and fine and member.disputes and member.voice not in voices:
            disputes[member.voice].add(member.date)
    told: dict[str, set[str]] = defaultdict(set)
    for member in members:
        # Who has two other dates tells of something else that took days: early voting, a count.
        if disputes[member.voice] == {member.date}:
            told[member.date].add(member.article_id)
    if not told:
        return ""
    finest = [member for member in agree if within(member.bounds, bounds)]
    sources = sorted({member.article_id for member in finest or agree})
    chosen = f"{day or dated.date} in {named(sources)}" if sources else f"{day} {_ON_RECORD}"
    return "; ".join(
        (f"date {chosen}", *(f"{date} in {named(sorted(ids))}" for date, ids in sorted(told.items())))
    )


def named(article_ids: Sequence[str]) -> str:
    """The first few articles, and how many more there are."""
    more = len(article_ids) - _NAMED
    shown = ", ".join(article_ids[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
