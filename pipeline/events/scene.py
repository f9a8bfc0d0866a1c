"""A sentence with all that its dates are read with."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate import Document, Placed
from pipeline.events.nearness import Nearness
from pipeline.link import Told, Vote
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share

_NEVER = "9999"


@dataclass(frozen=True)
class Scene:
    """A sentence: what it tells, its distances, its shares, and the vote that the article is about."""

    document: Document
    told: Told
    near: Nearness
    shares: Sequence[Share]
    main: Vote | None
    reference: Reference

    @property
    def published(self) -> str:
        """The day of publication, a late one where it is not known: nothing is then to come."""
        published = self.document.article.published
        return published.isoformat() if published else _NEVER

    def is_ahead(self, timex: Timex) -> bool:
        """Whether a date lies behind publication."""
        return timex.earliest > self.published

    def away(self, timex: Timex, span: Placed) -> float:
        """How far something is from a date, in words and what counts as words."""
        return self.near.away(timex, span.start, span.end)
