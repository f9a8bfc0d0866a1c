"""Find the vote shares of an article, sentence by sentence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from pipeline.annotate import Document, Figure, Sentence, within
from pipeline.choice import Weighed
from pipeline.link import Story, Told
from pipeline.model import Refused
from pipeline.reference import Reference
from pipeline.shares import grid
from pipeline.shares.ages import is_age
from pipeline.shares.brackets import heading_in
from pipeline.shares.kinds import Kind
from pipeline.shares.lines import with_name
from pipeline.shares.measures import Measured, electorate_told, kinds_of, source_told, tells_of_poll
from pipeline.shares.memory import Memory
from pipeline.shares.scene import Scene
from pipeline.shares.sentence import Asked, Decided, decide
from pipeline.shares.share import Share, told_first

# The sentences in which an article on a poll tells of it, the title included.
_OPENING: Final = 4


def find(document: Document, story: Story, reference: Reference) -> tuple[list[Share], list[Refused]]:
    """The shares that the text states, in order, and the percentages that are none; pure."""
    shares, lines = grid.shares(document, story, reference)
    refused: list[Refused] = []
    for decided in decisions(document, story, reference, lines):
        shares += decided.shares
        refused += decided.refused
    return told_first(shares, _same), refused


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
            memory = memory._replace(measured=Measured(), votes={})
        paragraph = told.sentence.paragraph
        decided = _decide(document, story, told, reference, memory)
        yield decided
        memory = memory.after(told, decided.shares, decided.pair, decided.measured)
        memory = memory._replace(heading=heading_in(told, memory.heading))
        if decided.measured is None and (source := source_told(document, told)):
            # "A new Ipsos poll is out. Labour has 44."
            memory = memory._replace(measured=memory.measured._replace(source=source))
        if decided.measured is None and (kind := electorate_told(told)):
            memory = memory._replace(measured=memory.measured._replace(last=kind))


def _decide(document: Document, story: Story, told: Told, reference: Reference, memory: Memory) -> Decided:
    found = within(document.figures, told.sentence.start, told.sentence.end)
    figures = [figure for figure in found if not is_age(document, figure, found)]
    if not figures:
        return Decided()

    def measures(scene: Scene) -> Mapping[Figure, Sequence[Weighed[Kind]]]:
        return kinds_of(scene, before=memory.measured, polled=memory.polled)

    told = with_name(document, told, figures)
    return decide(Asked(document, story, told, reference, memory, figures, measures))


def _same(share: Share) -> tuple[object, ...]:
    """What is told once."""
    return share.subject, share.value, share.kind, share.vote
