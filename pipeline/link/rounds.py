"""Which rounds the words of a sentence tell."""

from collections.abc import Sequence
from typing import Final

from pipeline.annotate import Document, within
from pipeline.lexicon import Cue

_ROUND: Final = "elections.round."
_ELLIPTIC: Final = "elections.elliptic."
_ARTICLE, _BESIDE = "elections.elliptic.article", "elections.elliptic.beside"
_TOWARD, _AHEAD = "elections.toward.words", "elections.toward.ahead"
_COMPARE: Final = "elections.compare.words"
_COMPARED_WORDS: Final = 3
_IMPLIES: Final = "elections.implies."
# Words between "reached" and the round, and between "will face" and it: "will face Macron in the runoff".
_TOWARD_WORDS, _AHEAD_WORDS = 3, 7
_CLOSING_MARKS: Final = '.,;:)!?—–»"'


def round_number(cue: Cue) -> int:
    """The round that a round word tells."""
    return int(cue.tag.removeprefix(_ROUND))


def rounds_in(document: Document, cues: Sequence[Cue]) -> list[Cue]:
    """The round words among the cues of a sentence, as words for the round that what is told happened in.

    A bare numeral is one where an article stands before it and no noun behind it ("in the second"). Whoever
    reached, faces or escaped a later round is told of in the one before it ("reached the runoff").
    """
    found: list[Cue] = []
    for cue in cues:
        if cue.tag.startswith(_ROUND):
            found.append(cue)
        elif (number := cue.tag.removeprefix(_ELLIPTIC)).isdecimal() and _is_elliptic(document, cue, cues):
            found.append(cue._replace(tag=f"{_ROUND}{number}"))
    return [_as_told(document, cue, cues) for cue in found]


def named_rounds(cues: Sequence[Cue], rounds: Sequence[Cue]) -> list[Cue]:
    """The round words of a sentence as words for the rounds that they name, whoever was only on the way
    there."""
    named = {cue.start: cue for cue in cues if cue.tag.startswith(_ROUND)}
    return [named.get(cue.start, cue) for cue in rounds]


def last_round(cues: Sequence[Cue], rounds: Sequence[Cue]) -> int | None:
    """The round that a sentence told last, but for a comparison; None where somebody was on the way to it, or
    none is told."""
    held = {cue.last for cue in cues if cue.tag == _COMPARE}
    told = [cue for cue in rounds if not any(0 < cue.first - last <= _COMPARED_WORDS for last in held)]
    if not told:
        return None
    return None if is_toward(cues, told) else round_number(told[-1])


def is_toward(cues: Sequence[Cue], rounds: Sequence[Cue]) -> bool:
    """Whether somebody was only on the way to the round told last."""
    last = rounds[-1]
    named = any(cue.start == last.start and cue.tag == f"{_ROUND}2" for cue in cues)
    return named and round_number(last) == 1


def implied_number(cue: Cue) -> int:
    """The round that a word for what happens in one round alone tells."""
    return int(cue.tag.removeprefix(_IMPLIES))


def _is_elliptic(document: Document, cue: Cue, cues: Sequence[Cue]) -> bool:
    if not any(other.tag == _ARTICLE and other.last == cue.first - 1 for other in cues):
        return False
    behind = document.clean[cue.end : cue.end + 2].strip()
    if not behind or behind[0] in _CLOSING_MARKS:
        return True
    return any(other.tag == _BESIDE and other.first == cue.last + 1 for other in cues)


def _as_told(document: Document, cue: Cue, cues: Sequence[Cue]) -> Cue:
    """A word for a later round as one for the first, where somebody is on the way to it."""
    if round_number(cue) == 1:
        return cue
    for other in cues:
        gap = cue.first - other.last - 1
        if other.tag == _AHEAD and 0 <= gap <= _AHEAD_WORDS:
            between = document.clean[other.end : cue.start]
        elif other.tag == _TOWARD and 0 <= gap <= _TOWARD_WORDS:
            between = document.clean[other.end : cue.start]
            if any(mention.names for mention in within(document.mentions, other.end, cue.start)):
                continue
        else:
            continue
        if not any(mark in between for mark in ",;:."):
            return cue._replace(tag=f"{_ROUND}1")
    return cue
