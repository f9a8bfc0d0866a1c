"""Which rounds the words of a sentence tell."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from pipeline.annotate import Cues, Document, within
from pipeline.lexicon import Cue

_ROUND: Final = "elections.round."
_ELLIPTIC: Final = "elections.elliptic."
_ARTICLE, _BESIDE = "elections.elliptic.article", "elections.elliptic.beside"
_ON_THE_WAY: Final = "elections.toward."
_TOWARD, _AHEAD = f"{_ON_THE_WAY}words", f"{_ON_THE_WAY}ahead"
_COMPARE: Final = "elections.compare.words"
_COMPARED_WORDS: Final = 3
_IMPLIES: Final = "elections.implies."
# Words between "reached" and the round, and between "will face" and it: "will face Macron in the runoff".
_TOWARD_WORDS, _AHEAD_WORDS = 3, 7
_CLOSING_MARKS: Final = '.,;:)!?—–»"'


def round_number(cue: Cue) -> int:
    """The round that a round word tells."""
    return int(cue.tag.removeprefix(_ROUND))


def rounds_in(document: Document, cues: Cues) -> list[Cue]:
    """The round words among the cues of a sentence, as words for the round that what is told happened in.

    A bare numeral is one where an article stands before it and no noun behind it ("in the second"). Whoever
    reached, faces or escaped a later round is told of in the one before it ("reached the runoff").
    """
    found = [*cues.of(_ROUND)]
    for cue in cues.of(_ELLIPTIC):
        number = cue.tag.removeprefix(_ELLIPTIC)
        if number.isdecimal() and _is_elliptic(document, cue, cues):
            found.append(cue._replace(tag=f"{_ROUND}{number}"))
    found.sort(key=attrgetter("start", "end"))
    return [_as_told(document, cue, cues) for cue in found]


def named_rounds(cues: Cues, rounds: Sequence[Cue]) -> list[Cue]:
    """The round words of a sentence as words for the rounds that they name, whoever was only on the way
    there."""
    named = {cue.start: cue for cue in cues.of(_ROUND)}
    return [named.get(cue.start, cue) for cue in rounds]


def last_round(cues: Cues, rounds: Sequence[Cue]) -> int | None:
    """The round that a sentence told last, but for a comparison; None where somebody was on the way to it, or
    none is told."""
    held = {cue.last for cue in cues.of(_COMPARE)}
    told = [cue for cue in rounds if not any(0 < cue.first - last <= _COMPARED_WORDS for last in held)]
    if not told:
        return None
    return None if is_toward(cues, told) else round_number(told[-1])


def is_toward(cues: Cues, rounds: Sequence[Cue]) -> bool:
    """Whether somebody was only on the way to the round told last."""
    last = rounds[-1]
    named = any(cue.start == last.start for cue in cues.of(f"{_ROUND}2"))
    return named and round_number(last) == 1


def implied_number(cue: Cue) -> int:
    """The round that a word for what happens in one round alone tells."""
    return int(cue.tag.removeprefix(_IMPLIES))


def _is_elliptic(document: Document, cue: Cue, cues: Cues) -> bool:
    if not any(other.last == cue.first - 1 for other in cues.of(_ARTICLE)):
        return False
    behind = document.clean[cue.end : cue.end + 2].strip()
    if not behind or behind[0] in _CLOSING_MARKS:
        return True
    return any(other.first == cue.last + 1 for other in cues.of(_BESIDE))


def _as_told(document: Document, cue: Cue, cues: Cues) -> Cue:
    """A word for a later round as one for the first, where somebody is on the way to it."""
    if round_number(cue) == 1:
        return cue
    for other in cues.of(_ON_THE_WAY):
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
