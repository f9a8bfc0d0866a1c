"""Which events can be one: those that cannot are merged apart from each other, on whatever machine.

Merging all that has one slot, slot by slot, gives the entries that merging everything at once gives.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final, NamedTuple

from pipeline.merge import acts
from pipeline.merge.members import Member, actor_key
from pipeline.reference import Reference

SLOTS: Final = 1024
"""Into how many slots keys fall; two that fall into one for no reason are merged together and stay two."""


class Place(NamedTuple):
    """Where an event is merged: with those of the same `key`, and of those that any of `ties` leads to."""

    key: int
    ties: frozenset[int] = frozenset()


def place_of_vote(election_id: str, round_: int | None) -> Place:
    """Where a vote with an election is merged, and what is stated of its results."""
    return Place(_key("vote", election_id, round_) % SLOTS)


def place_of_act(member: Member, reference: Reference) -> Place:
    """Where any other event is merged: what recurs by its days, else by those whom it names."""
    record = acts.on_record(member, reference)
    if member.type in acts.REPEATABLE:
        return Place(_key(*(record or (member.type, *member.bounds))) % SLOTS)
    # What is told without anyone goes by its label, as an id does.
    names = {acts.topic(member.label), *(actor_key(actor, reference) for actor in member.actors)} - {""}
    ties = {_key(member.type, name) for name in names}
    if record:
        ties.add(_key(*record))
    return Place(_key(member.type, member.label), frozenset(ties))


class Ties:
    """Keys that were tied to each other, directly or by others."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def add(self, key: int, ties: Iterable[int]) -> None:
        """Tie keys to one."""
        for tie in ties:
            one, other = sorted((self.root(key), self.root(tie)))
            self._above[other] = one

    def root(self, key: int) -> int:
        """The same for all that are tied."""
        above = self._above
        while (next_ := above.get(key, key)) != key:
            above[key] = above.get(next_, next_)
            key = next_
        return key

    def roots(self) -> Iterable[tuple[int, int]]:
        """The keys that were tied to others, and the root of each."""
        return ((key, self.root(key)) for key in list(self._above))


def _key(*told: object) -> int:
    content = repr(told).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big") >> 1
