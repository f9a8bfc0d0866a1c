"""Find the vote shares of an article, sentence by sentence."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.annotate import Document, Sentence
from pipeline.link import Story
from pipeline.model import Refused
from pipeline.reference import Reference
from pipeline.shares import grid
from pipeline.shares.measures import Measured, source_told, tells_of_poll
from pipeline.shares.memory import Memory
from pipeline.shares.sentence import Decided, decide
from pipeline.shares.share import Share

# The sentences in which an article on a poll tells of it, the title included.
_OPENING: Final = 4


def find(document: Document, story: Story, reference: Reference) -> tuple[list[Share], list[Refused]]:
    """The shares that the text states, in order, and the percentages that are none; pure."""
    shares, lines = grid.shares(document, story, reference)
    refused: list[Refused] = []
    for decided in decisions(document, story, reference, lines):
        shares += decided.shares
        refused += decided.refused
    return _once(sorted(shares, key=lambda share: share.figure.start)), refused


def decisions(
    document: Document, story: Story, reference: Reference, lines: Collection[Sentence]
) -> Iterator[Decided]:
    """What became of the figures of each sentence, in order, but for the `lines` of tables."""
    polled = any(tells_of_poll(document, told) for told in story.told[:_OPENING])
    memory, paragraph = Memory(polled=polled), -1
    for told in story.told:
        if told.sentence in lines:
            continue
        if told.sentence.paragraph != paragraph:
            memory = replace(memory, measured=Measured(), votes={})
        paragraph = told.sentence.paragraph
        decided = decide(document, story, told, reference, memory)
        yield decided
        memory = memory.after(told, decided.shares, decided.pair, decided.measured)
        if decided.measured is None and (source := source_told(document, told)):
            # "A new Ipsos poll is out. Labour has 44."
            memory = replace(memory, measured=replace(memory.measured, source=source))


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
