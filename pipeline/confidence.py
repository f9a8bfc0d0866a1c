"""What scores are worth: how often a row is right whose score is so high."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

EVENTS: Final[Sequence[tuple[float, float]]] = ((0.0, 0.3), (0.95, 0.95))


def confidence(score: float, table: Sequence[tuple[float, float]]) -> float:
    """The confidence of a score by a table of (score, part of rows that are right)."""
    at = bisect_right(table, score, key=lambda row: row[0])
    if at in (0, len(table)):
        return table[min(at, len(table) - 1)][1]
    (low, worth), (high, more) = table[at - 1], table[at]
    return round(worth + (more - worth) * (score - low) / (high - low), 2)
