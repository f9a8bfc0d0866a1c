"""A vote share as the text tells it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Figure, Sentence
from pipeline.link import Vote

WHOLE: Final = 100.0
"""All votes, in percent."""
ASKED: Final = ("poll", "projection")
"""Kinds that a polling firm asked for."""


@dataclass(frozen=True, slots=True)
class Share:
    """One figure of one subject: what it measures, of which vote, and how sure that is (0 to 1).

    `rule` names what tied figure and subject together. A derived share is the complement of the figure.
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


def told_first(shares: Sequence[Share], same: Callable[[Share], Hashable]) -> list[Share]:
    """The shares in the order of the text, of those that are the same the first."""
    first: dict[Hashable, Share] = {}
    for share in sorted(shares, key=lambda share: share.figure.start):
        first.setdefault(same(share), share)
    return list(first.values())
