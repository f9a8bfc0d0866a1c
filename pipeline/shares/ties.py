"""How the words of a sentence tie a date, a round or another phrase to a figure, or to another one."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, Placed, within
from pipeline.choice import step
from pipeline.lexicon import Cue
from pipeline.link.anchors import COMPARE
from pipeline.shares.scene import Scene, distance

_BEHIND: Final = 4
_DISTANCES: Final = ((2, "next"), (5, "near"), (9, "some words away"), (16, "far"))
# Words of a vote's name behind its date: "last year's European election, when".
_NOUN_WORDS: Final = 4
# So many words between two figures, names apart, are more than a list of them has.
_LIST_WORDS: Final = 3
_PART, _WHEN = "elections.compare.part", "elections.compare.when"
_PARTING: Final = frozenset(
    {"votes.link.relative", "votes.link.compared", "votes.link.earlier", _PART, COMPARE}
)
_AND: Final = "votes.link.and"
_RELATIVE: Final = "votes.link.relative"


class Tie(NamedTuple):
    """How near a phrase is to a figure, in words with marks counted, and what stands between.

    `foreign` is whether it is another figure's behind this one, `behind` whether it stands right behind the
    figure, `claimed` whether right behind another one, `parted` whether another clause begins between
    figure and phrase, `apart` whether a semicolon stands there, `explained` whether one between phrase and
    figure says more of the phrase ("in 1969, when it was 31 percent"), `compared` whether the figure is
    only held against what the phrase tells, `aside` whether the phrase stands in a relative clause that
    ended before the figure.
    """

    gap: float
    foreign: bool
    behind: bool
    claimed: bool
    parted: bool
    apart: bool
    explained: bool
    compared: bool
    aside: bool


def tie(scene: Scene, figure: Figure, phrase: Placed, alike: Sequence[Placed]) -> Tie:
    """The tie of a phrase to a figure; `alike` are all phrases of its sort in the sentence."""
    document = scene.document
    cue = as_cue(document, phrase)
    gap = distance(document, figure, cue)
    between = within(scene.told.cues, figure.end, phrase.start)
    low, high = min(figure.end, cue.end), max(figure.start, cue.start)
    claimed = _is_claimed(scene, figure, cue, alike)
    return Tie(
        gap=gap,
        foreign=claimed and figure.start < phrase.start,
        behind=_is_right_behind(document, figure, cue),
        claimed=claimed,
        parted=any(_parts(document, other) for other in between),
        apart=";" in document.clean[low:high],
        explained=_is_explained(scene, figure, cue),
        compared=any(other.tag == COMPARE for other in between),
        aside=_in_aside(scene, figure, cue),
    )


def how_far(gap: float) -> str:
    """A name for how far a phrase is from a figure."""
    return step(gap, _DISTANCES, "farther")


def features(
    scene: Scene, figure: Figure, phrase: Placed, alike: Sequence[Placed], name: str
) -> Iterator[str]:
    """The tie of a phrase called by a name, as features of a choice."""
    tied = tie(scene, figure, phrase, alike)
    side = "before" if phrase.end <= figure.start else "behind"
    yield f"{name} {side}, {how_far(tied.gap)}"
    low, high = sorted((phrase.start, figure.start))
    if any(low < other.start < high for other in alike):
        yield f"{name} {side}, another between"
    if scene.syntax.clause(phrase.start) == scene.syntax.clause(figure.start):
        yield f"{name} in the clause"
    for feature, holds in (
        ("right behind", tied.behind),
        ("of another figure", tied.claimed),
        ("of a figure behind", tied.foreign),
        ("of another clause", tied.parted),
        ("behind a semicolon", tied.apart),
        ("explained", tied.explained),
        ("of a comparison", tied.compared),
        ("in an aside", tied.aside),
    ):
        if holds:
            yield f"{name} {feature}"


def _parts(document: Document, cue: Cue) -> bool:
    """Whether a word begins another clause; "and" does behind a comma."""
    return cue.tag == _PART or (cue.tag == _AND and document.clean[max(0, cue.start - 2) : cue.start] == ", ")


def as_cue(document: Document, phrase: Placed) -> Cue:
    """A phrase with its words."""
    if isinstance(phrase, Cue):
        return phrase
    first, last = document.word_at(phrase.start), document.word_at(phrase.end - 1)
    return Cue("", phrase.start, phrase.end, first, last)


def _is_right_behind(document: Document, figure: Figure, cue: Cue) -> bool:
    """Whether nothing but a few words stand between a figure and a phrase behind it."""
    between = document.clean[figure.end : cue.start]
    return cue.start >= figure.end and "," not in between and distance(document, figure, cue) <= _BEHIND


def _is_claimed(scene: Scene, figure: Figure, cue: Cue, alike: Sequence[Placed]) -> bool:
    """Whether a phrase is that of another figure, right before it, and does not reach as far as this one.

    A mark parts it from a figure behind it; a word such as "which" or "compared with" from one before, or
    another such phrase right behind that one.
    """
    document = scene.document
    figures = within(scene.figures, scene.told.sentence.start, cue.start)
    own = figures[-1] if figures else None
    if own is None or own == figure or own.unit == "points" or not _is_right_behind(document, own, cue):
        return False
    if figure.start > cue.start:
        return any(mark in document.clean[cue.end : figure.start] for mark in ",;)") or any(
            _is_right_behind(document, figure, as_cue(document, other)) for other in alike
        )
    parting = within(scene.told.cues, figure.end, own.start)
    if _words_between(document, figure, own) >= _LIST_WORDS:
        return True
    return any(other.tag in _PARTING for other in parting) or any(
        _is_right_behind(document, figure, as_cue(document, other)) and other.end <= own.start
        for other in alike
    )


def _words_between(document: Document, one: Figure, other: Figure) -> int:
    """Words between two figures that belong to no name."""
    named = within(document.mentions, one.end, other.start)
    inside = sum(mention.last - mention.first + 1 for mention in named if mention.names)
    return other.first - one.last - 1 - inside


def _is_explained(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a clause that begins right behind a phrase holds the figure."""
    between = within(scene.told.cues, cue.end, figure.start)
    return (
        any(
            other.first - cue.last - 1 <= _NOUN_WORDS and other.tag in (_WHEN, _RELATIVE) for other in between
        )
        and ";" not in scene.document.clean[cue.end : figure.start]
    )


def _in_aside(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a phrase stands in a relative clause that ended before a figure ("X, who faces Y, won")."""
    text = scene.document.clean
    if cue.start > figure.start or "," not in text[cue.end : figure.start]:
        return False
    relative = [
        other
        for other in within(scene.told.cues, scene.told.sentence.start, cue.start)
        if other.tag == _RELATIVE
    ]
    return bool(relative) and "," not in text[relative[-1].end : cue.start]
