"""Figures alone in brackets behind a share: how it has changed, or what it was the time before.

Labour 33.7 (+1.6), the Greens 11.6 (14.8), the Social Democrats 16.4 percent (2021: 25.7)
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, Placed, within
from pipeline.annotate.counts import COUNTED
from pipeline.link import Told, Vote

_OPENED = re.compile(r"[ \u00a0]*\(")
_SIGN = re.compile(r"[-+−–±][ \u00a0]?\Z")
_WORD = re.compile(r"\w")
# Words that say how the two figures go together.
_CHANGES: Final = ("votes.kind.change", "votes.kind.swing")
_JOINING: Final = (
    "votes.link.earlier",
    "votes.link.compared",
    "votes.link.in",
    "elections.anaphor.last",
    *_CHANGES,
)
_HEADING: Final = "votes.link.brackets"
_BASE: Final = "votes.base.vote"


class Heading(NamedTuple):
    """What a line such as "2007 in brackets" or "change in brackets" says of the figures in the next ones."""

    vote: Vote | None = None
    is_change: bool = False


NO_HEADING: Final = Heading()


class Bracketed(NamedTuple):
    """A share and the figure in brackets behind it: a change of it, or else an earlier one.

    `start` and `end` are where the brackets open and close.
    """

    share: Figure
    figure: Figure
    is_change: bool
    start: int
    end: int


def heading_in(told: Told, before: Heading) -> Heading:
    """What is told of figures in brackets behind a sentence."""
    cues = told.cues.of(_HEADING)
    if not cues:
        return before
    near = min(told.anchors, key=lambda anchor: abs(anchor.start - cues[0].start), default=None)
    if near:
        return Heading(near.vote)
    return Heading(is_change=any(told.cues.of(tag) for tag in _CHANGES))


def bracketed(document: Document, figures: Sequence[Figure], told: Told, heading: Heading) -> list[Bracketed]:
    """The figures of a sentence that stand right behind a share in brackets of their own, in order."""
    found = (_bracketed(document, one, other, told, heading) for one, other in pairwise(figures))
    return [one for one in found if one]


def _bracketed(
    document: Document, share: Figure, figure: Figure, told: Told, heading: Heading
) -> Bracketed | None:
    if share.unit == "points" or share.unit in COUNTED or figure.unit in COUNTED:
        return None
    if share.qualifier != "exact" or share.unit == "fraction":
        # "Fewer than one in three (30.19 percent)" says it again.
        return None
    opened = _OPENED.match(document.clean, _end_with_base(share, told))
    close = document.clean.find(")", figure.end, told.sentence.end)
    if opened is None or close < 0 or opened.end() > figure.start:
        return None
    sign = _SIGN.search(document.clean, opened.end(), figure.start)
    stands_alone = _says_no_more(document, told, opened.end(), figure.start) and _says_no_more(
        document, told, figure.end, close
    )
    is_change = heading.is_change or sign is not None or figure.unit == "points"
    # A bare whole number in brackets is a footnote, an age, seats.
    is_share = is_change or figure.decimals or figure.unit or heading.vote
    if not (stands_alone and is_share):
        return None
    return Bracketed(share, figure, is_change, opened.end(), close)


def _end_with_base(share: Figure, told: Told) -> int:
    """Where a share ends, with what it is a share of."""
    return max((cue.end for cue in told.cues.of(_BASE) if cue.first == share.last + 1), default=share.end)


def _says_no_more(document: Document, told: Told, start: int, end: int) -> bool:
    """Whether a range holds nothing but a date and words that join two figures."""
    joining = [cue for tag in _JOINING for cue in told.cues.of(tag)]
    at = start
    spans: list[Placed] = [*joining, *within(document.timexes, start, end)]
    for span in sorted(spans, key=lambda span: span.start):
        if at <= span.start and span.end <= end:
            if _WORD.search(document.clean, at, span.start):
                return False
            at = span.end
    return not _WORD.search(document.clean, at, end)
