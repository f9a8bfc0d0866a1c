"""What a date can be the date of, and the named features that speak for each."""

from typing import Final, NamedTuple

from pipeline.choice import step
from pipeline.lexicon import Cue
from pipeline.link import Vote

# How far something is from a date: within so many words, and what counts as words.
_DISTANCES: Final = (
    (0.7, "beside"), (1.6, "next"), (2.6, "near"), (4.0, "some words away"), (6.0, "several words away"),
    (8.5, "far"), (12.0, "farther"), (18.0, "very far"),
)  # fmt: skip


class Reading(NamedTuple):
    """A type and class of event, the words that tell it or the vote that it is, and what speaks for it."""

    type: str
    topic: str
    cue: Cue | None
    vote: Vote | None
    features: tuple[str, ...]


def distance(away: float) -> str:
    """A name for how far something is from a date."""
    return step(away, _DISTANCES, "out of reach")
