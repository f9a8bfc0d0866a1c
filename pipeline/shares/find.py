"""Find the vote shares of an article, sentence by sentence."""

from collections.abc import Sequence
from typing import Final

from pipeline.annotate import Document
from pipeline.link import Story, Vote
from pipeline.model import Refused
from pipeline.reference import Reference
from pipeline.shares import grid
from pipeline.shares.measures import Measured, tells_of_poll
from pipeline.shares.sentence import Decided
from pipeline.shares.share import Share

# The sentences in which an article on a poll tells of it, the title included.
_OPENING: Final = 4


def find(document: Document, story: Story, reference: Reference) -> tuple[list[Share], list[Refused]]:
    """The shares that the text states, in order, and the percentages that are none; pure."""
    shares, lines = grid.shares(document, story, reference)
    refused: list[Refused] = []
    measured = Measured()
    paragraph = -1
    before: dict[str, Vote] = {}
    polled = any(tells_of_poll(document, told) for told in story.told[:_OPENING])
    for told in story.told:
        if told.sentence in lines:
            continue
        if told.sentence.paragraph != paragraph:
            measured, before = Measured(), {}
        paragraph = told.sentence.paragraph
        finder = Decided(document, story, told, reference, measured, before, polled=polled)
        before = {share.subject: share.vote for share in finder.shares if share.vote}
        shares += finder.shares
        refused += finder.refused
        measured = finder.measured
    return _once(sorted(shares, key=lambda share: share.figure.start)), refused


def _once(shares: Sequence[Share]) -> list[Share]:
    """Each subject, share, kind and vote once, where it is told first."""
    seen: set[tuple[object, ...]] = set()
    found: list[Share] = []
    for share in shares:
        key = (share.subject, share.value, share.kind, share.vote)
        if key not in seen:
            seen.add(key)
            found.append(share)
    return found
