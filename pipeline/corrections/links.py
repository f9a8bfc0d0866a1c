"""Join and split the entries of the timeline as people say."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.merge.entries import Entry


class Link(NamedTuple):
    """What an entry of a ledger does to the timeline.

    `join`: all that is told with the event `event_id` is what is told with `other_id`. `split`: the event
    `event_id` is another than `other_id`. `note` is what the row will say, `where` names the entry in errors.
    """

    do: str
    event_id: str
    other_id: str
    note: str
    where: str


def link(entries: Iterable[Entry], links: Iterable[Link]) -> tuple[list[Entry], list[str]]:
    """The entries joined and split, and of each link that has nothing to do why."""
    found = list(entries)
    stale = []
    for each in links:
        own, other = _of(found, each.event_id), _of(found, each.other_id)
        if each.do == "join":
            if own is other:
                stale.append(f"{each.where}: the two events are one entry already. Delete the entry.")
                continue
            found.remove(own)
            found[found.index(other)] = _joined(own, other, each.note)
        else:
            if own is not other:
                stale.append(f"{each.where}: the two events are two entries already. Delete the entry.")
                continue
            found[found.index(own)] = _without(own, each)
            found.append(_alone(own, each))
    return found, stale


def _of(entries: Sequence[Entry], event_id: str) -> Entry:
    return next(entry for entry in entries if any(member.event_id == event_id for member in entry.members))


def _joined(own: Entry, other: Entry, note: str) -> Entry:
    return replace(
        other, members=[*other.members, *own.members], corrected=(*other.corrected, *own.corrected, note)
    )


def _without(entry: Entry, link: Link) -> Entry:
    rest = [member for member in entry.members if member.event_id != link.event_id]
    dated = entry.dated if entry.dated in rest else None
    return replace(entry, members=rest, dated=dated, corrected=(*entry.corrected, link.note))


def _alone(entry: Entry, link: Link) -> Entry:
    """The event that left; which vote it is of is not said."""
    (member,) = (member for member in entry.members if member.event_id == link.event_id)
    return Entry(
        type=member.type, identity=("split", member.event_id), members=[member], corrected=(link.note,)
    )
