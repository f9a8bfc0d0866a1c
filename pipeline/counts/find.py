"""Find the counts of an article, sentence by sentence, behind its shares."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.annotate import Document, Figure, Sentence, within
from pipeline.annotate.counts import OF_SEATS, SEATS, VOTES
from pipeline.choice import Weighed
from pipeline.counts import grid
from pipeline.counts.kinds import BY_NAME, kind_of
from pipeline.link import Story, Told
from pipeline.link.votes import office_in, subjects_of
from pipeline.reference import Reference
from pipeline.shares.kinds import Kind
from pipeline.shares.memory import Memory
from pipeline.shares.scene import Scene
from pipeline.shares.sentence import Asked, Decided, decide
from pipeline.shares.share import Share, told_first

_COUNTED: Final = ("result", "turnout")
# "And only" between votes and seats.
_JOINED_WORDS: Final = 3
# Words between a share and the count that says the same.
_BESIDE_WORDS: Final = 8


def find(document: Document, story: Story, shares: Sequence[Share], reference: Reference) -> list[Share]:
    """The counts that the text states, in order, each as the share of a figure in votes or seats; pure.

    `shares` are those of the article, which tell whom a count beside one is of.
    """
    counts, lines = grid.counts(document, story)
    for decided in decisions(document, story, shares, reference, lines):
        counts += decided.shares
    return told_first(counts, _same)


def decisions(
    document: Document,
    story: Story,
    shares: Sequence[Share],
    reference: Reference,
    lines: Collection[Sentence] = (),
) -> Iterator[Decided]:
    """What became of the counts of each sentence, in order, but for the `lines` of tables; `shares` as in
    `find`."""
    by_sentence: dict[Sentence, list[Share]] = defaultdict(list)
    for share in shares:
        if not share.derived:
            by_sentence[share.sentence].append(share)
    memory = Memory()
    for told in story.told:
        own = by_sentence[told.sentence]
        figures = within(document.counts, told.sentence.start, told.sentence.end)
        counts: Sequence[Share] = ()
        if figures and told.sentence not in lines:
            decided = _decide(document, story, told, reference, memory, figures, own)
            counts = decided.shares
            yield decided
        memory = memory.after(told, sorted([*own, *counts], key=lambda one: one.figure.start), (), None)


def _decide(
    document: Document,
    story: Story,
    told: Told,
    reference: Reference,
    memory: Memory,
    figures: Sequence[Figure],
    shares: Sequence[Share],
) -> Decided:
    known = _beside(document, told, figures, shares)

    def measures(scene: Scene) -> Mapping[Figure, Sequence[Weighed[Kind]]]:
        kinds = {figure: kind_of(scene, figure) for figure in figures}
        for figure, share in known.items():
            if kinds[figure].kind or kinds[figure].why in BY_NAME:
                kinds[figure] = Kind(share.kind, "beside its share")
        return {figure: [Weighed(kind, (), 0.0, 1.0)] for figure, kind in kinds.items()}

    decided = decide(Asked(document, story, told, reference, memory, figures, measures, known))
    counts = [
        replace(count, figure=replace(count.figure, unit=_unit(count.figure)))
        for count in decided.shares
        if count.kind in _COUNTED and not _is_of_person(count)
    ]
    return decided._replace(shares=_together(document, counts))


def _together(document: Document, counts: Sequence[Share]) -> list[Share]:
    """The counts of a sentence, seats right behind votes being of the same one where nobody is named between:
    "won 4.1 million votes and five seats"."""
    found: list[Share] = []
    for count in counts:
        last = found[-1] if found else None
        if last and last.figure.unit != count.figure.unit and _is_next(document, last.figure, count.figure):
            found.append(replace(count, subject=last.subject, subject_type=last.subject_type))
        else:
            found.append(count)
    return found


def _is_next(document: Document, one: Figure, other: Figure) -> bool:
    near = 0 <= other.first - one.last - 1 <= _JOINED_WORDS
    return near and not any(mention.names for mention in within(document.mentions, one.end, other.start))


def _unit(figure: Figure) -> str:
    return SEATS if figure.unit in OF_SEATS else VOTES


def _is_of_person(count: Share) -> bool:
    """Whether seats of an assembly are told of a person, who can only have one; who heads a list has more."""
    vote = count.vote
    if vote is None or count.figure.unit not in OF_SEATS or count.subject_type != "candidate":
        return False
    parliament = vote.office == office_in(vote.country, "parliament")
    return parliament or subjects_of(vote.office) == "persons"


def _beside(
    document: Document, told: Told, figures: Sequence[Figure], shares: Sequence[Share]
) -> dict[Figure, Share]:
    """The share that each count says again: "58.5 percent of the vote, or 18.8 million votes"."""
    words = {
        word
        for cue in told.cues
        if cue.tag.startswith(("counts.beside.", "votes.qualifier."))
        for word in range(cue.first, cue.last + 1)
    }
    found: dict[Figure, Share] = {}
    for share in shares:
        for figure in figures:
            one, other = sorted((share.figure, figure), key=lambda each: each.start)
            between = range(one.last + 1, other.first)
            marks = document.clean[one.end : other.start]
            if len(between) <= _BESIDE_WORDS and words.issuperset(between) and ";" not in marks:
                found.setdefault(figure, share)
    return found


def _same(count: Share) -> tuple[object, ...]:
    """What is told once."""
    return count.subject, count.value, count.figure.unit, count.vote
