"""A vote share as the text tells it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipeline.annotate import Figure, Sentence
from pipeline.link import Vote

WHOLE: Final = 100.0
"""All votes, in percent."""
ASKED: Final = ("poll", "projection")
"""Kinds that a polling firm asked for."""


class Reading(NamedTuple):
    """What else a figure may be of, and how likely that is (0 to 1); without a subject it is nobody's."""

    kind: str
    subject: str
    vote: Vote | None
    likely: float


@dataclass(frozen=True, slots=True)
class Share:
    """One figure of one subject: what it measures, of which vote, and how sure that is (0 to 1).

    `rule` names what tied figure and subject together. A derived share is the complement of the figure.
    `readings` are the others that were weighed.
    """

    figure: Figure
    sentence: Sentence
    subject: str
    subject_type: str
    kind: str
    vote: Vote | None
    value: float
    confidence: float
    rule: str
    pollster: str = ""
    derived: bool = False
    readings: tuple[Reading, ...] = ()


def told_first(shares: Sequence[Share], same: Callable[[Share], Hashable]) -> list[Share]:
    """The shares in the order of the text, of those that are the same the first."""
    first: dict[Hashable, Share] = {}
    for share in sorted(shares, key=lambda share: share.figure.start):
        first.setdefault(same(share), share)
    return list(first.values())
