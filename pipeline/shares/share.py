"""A vote share as the text tells it."""

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
