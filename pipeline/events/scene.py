"""A sentence with all that its dates are read with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from pipeline.annotate import Document, Placed, within
from pipeline.events.nearness import Nearness
from pipeline.lexicon import Cue
from pipeline.link import Told, Vote
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share

QUESTION, OF_REFERENDUM = "events.vote.question", "elections.office.referendum"
"""Words for a question that is put, and for a referendum."""
# Kinds of words that tell of a vote, and how clearly; the tag of a cue starts with the key.
VOTE_WORDS: Final[Mapping[str, float]] = {
    "elections.vote.verb": 2.2,
    "elections.vote.noun": 2.1,
    "elections.round.": 2.2,
    "elections.implies.": 2.0,
    "events.vote.held": 2.2,
    QUESTION: 2.2,
    "events.vote.hint": 1.5,
    "votes.kind.turnout": 2.0,
    "votes.kind.abstention": 2.0,
    "votes.kind.result": 1.8,
    "votes.kind.won": 1.8,
    "votes.kind.voted": 1.8,
    "votes.kind.stayed": 1.8,
    "votes.kind.neutral": 1.8,
    "votes.base.vote": 1.8,
    "elections.office.": 1.1,
}
_NEVER = "9999"


@dataclass(frozen=True)
class Scene:
    """A sentence: what it tells, its distances and its shares.

    `following` are the shares of the next sentence of the paragraph if that has no date of its own, `main` is
    the vote that the article is about, `at_once` whether votes of its country have a single round, `asked`
    how often it has words for a question that is put to the people.
    """

    document: Document
    told: Told
    near: Nearness
    shares: Sequence[Share]
    following: Sequence[Share]
    main: Vote | None
    at_once: bool
    asked: int
    reference: Reference

    @cached_property
    def published(self) -> str:
        """The day of publication, a late one where it is not known: nothing is then to come."""
        published = self.document.article.published
        return published.isoformat() if published else _NEVER

    @cached_property
    def vote_words(self) -> Sequence[tuple[str, Cue]]:
        """Words that tell of a vote, each with its kind."""
        return [(kind, cue) for cue in self.told.cues if (kind := _kind(cue.tag))]

    @cached_property
    def has_percent(self) -> bool:
        """Whether the sentence has a figure in percent."""
        figures = within(self.document.figures, self.told.sentence.start, self.told.sentence.end)
        return any(figure.unit == "percent" for figure in figures)

    def is_ahead(self, timex: Timex) -> bool:
        """Whether a date lies behind publication."""
        return timex.earliest > self.published

    def precision(self, timex: Timex) -> str:
        """How fine a date is: time, day, month, year, or else."""
        if timex.type == "TIME":
            return "time"
        if timex.earliest and timex.earliest == timex.latest:
            return "day"
        return {4: "year", 7: "month"}.get(len(timex.value), "else")

    def away(self, timex: Timex, span: Placed) -> float:
        """How far something is from a date, in words and what counts as words."""
        return self.near.away(timex, span.start, span.end)


@cache
def _kind(tag: str) -> str:
    return next((key for key in VOTE_WORDS if tag.startswith(key)), "")
