"""What the figures of a sentence measure: each by its own words, then by what the one before it does."""

from collections.abc import Collection, Sequence
from typing import Final

from pipeline.annotate import Document, Figure, within
from pipeline.lexicon import Cue
from pipeline.link import Told
from pipeline.shares.kinds import Kind, kind_of
from pipeline.shares.share import ASKED

POLL: Final = "votes.kind.poll"
_HANDED_ON: Final = (*ASKED, "other")


def kinds_of(
    document: Document,
    told: Told,
    figures: Sequence[Figure],
    *,
    carried: str,
    paired: Collection[Figure],
    question: bool,
) -> dict[Figure, Kind]:
    """The kind of each figure of a sentence (see `kinds.kind_of`, also for `carried` and `question`).

    `paired` are the figures of two that contest.
    """
    cues = [*told.cues, *firms_in(document, told)]
    parties = {subject.mention.first for subject in told.subjects if subject.type == "party"}
    kinds = {
        figure: kind_of(
            document,
            figure,
            cues,
            carried=carried,
            paired=figure in paired,
            parties=parties,
            question=question,
        )
        for figure in figures
    }
    return _said_of_it(_handed_on(kinds), told)


def firms_in(document: Document, told: Told) -> list[Cue]:
    """Where the sentence names polling firms, as words for a poll."""
    return [
        cue._replace(tag=POLL)
        for cue in within(document.found.firms, told.sentence.start, told.sentence.end)
        if document.clean[cue.start].isupper()
    ]


def _handed_on(kinds: dict[Figure, Kind]) -> dict[Figure, Kind]:
    """A figure without evidence of its own measures what the one before it in the sentence does."""
    found: dict[Figure, Kind] = {}
    before: Kind | None = None
    for figure, kind in kinds.items():
        own = kind.why or not kind.kind
        if not own and before and before.kind in _HANDED_ON and not before.electorate:
            kind = before  # noqa: PLW2901 (the figure's own from here on)
        found[figure] = before = kind
    return found


def _said_of_it(kinds: dict[Figure, Kind], told: Told) -> dict[Figure, Kind]:
    """A figure said of "it" is of the turnout or abstention that the sentence names before."""
    found: dict[Figure, Kind] = {}
    named: Kind | None = None
    for figure, kind in kinds.items():
        of_it = named and kind.kind and not kind.electorate and _is_of_it(figure, told)
        found[figure] = named if named and of_it else kind
        named = found[figure] if found[figure].electorate else named
    return found


def _is_of_it(figure: Figure, told: Told) -> bool:
    before = [subject for subject in told.subjects if subject.end <= figure.start]
    return bool(before) and before[-1].mention.what == "thing"
