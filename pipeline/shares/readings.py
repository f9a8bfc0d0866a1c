"""What else a figure may be: the readings that were weighed beside the one chosen."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.choice import Weighed
from pipeline.link import Vote
from pipeline.link.votes import rounds_of
from pipeline.shares.holders import Held
from pipeline.shares.kinds import Kind
from pipeline.shares.share import Reading

# Less likely readings are left out.
_LEAST: Final = 0.005


class Weighings(NamedTuple):
    """What was weighed for a figure, the likeliest first: what it measures, whose it is, of which vote and
    in which round."""

    kinds: Sequence[Weighed[Kind]]
    holders: Sequence[Held]
    votes: Sequence[Weighed[Vote]]
    rounds: Sequence[Weighed[int]]


def others(kind: str, subject: str, vote: Vote, weighings: Weighings) -> tuple[Reading, ...]:
    """The readings that differ from the one chosen in one thing, each with how likely that is."""
    return tuple(one for one in _others(kind, subject, vote, weighings) if one.likely >= _LEAST)


def _others(kind: str, subject: str, vote: Vote, weighings: Weighings) -> Iterator[Reading]:
    for other in weighings.kinds:
        if other.one.kind != kind or (other.one.electorate or subject) != subject:
            yield Reading(other.one.kind, other.one.electorate or subject, vote, other.likely)
    for held in weighings.holders:
        if held.name != subject:
            yield Reading(kind, held.name, vote, held.likely)
    for option in weighings.votes:
        if option.one.election_id != vote.election_id:
            yield from _in_rounds(kind, subject, option)
    for round_ in weighings.rounds:
        if round_.one != vote.round:
            yield Reading(kind, subject, vote.in_round(round_.one), round_.likely)


def _in_rounds(kind: str, subject: str, option: Weighed[Vote]) -> Iterator[Reading]:
    """A vote in each of its rounds, as likely as the vote itself."""
    most = rounds_of(option.one.country, option.one.office)
    for round_ in range(1, most + 1) if most > 1 else (None,):
        yield Reading(kind, subject, option.one.in_round(round_), option.likely)
