"""Numbers in a sentence about a vote that are ages."""

from collections.abc import Sequence
from typing import Final

from pipeline.annotate import Document, Figure

_BLANKS: Final = 4
_YOUNGEST: Final = 16


def is_age(document: Document, figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether a whole number between commas behind a name is an age, where no other may be one; at the end of
    a clause, where no other whole number is bare."""
    if figure.unit or figure.decimals or figure.spelled or figure.value < _YOUNGEST:
        return False
    before, after = _mark_before(document, figure), document.clean[figure.end : figure.end + 1]
    bare = [other for other in others if other is not figure and not (other.unit or other.decimals)]
    if after == ",":
        bare = [other for other in bare if _mark_before(document, other) in (",", "(")]
    return before == "," and after in (",", ".", ")") and not bare


def _mark_before(document: Document, figure: Figure) -> str:
    return document.clean[max(0, figure.start - _BLANKS) : figure.start].rstrip()[-1:]
