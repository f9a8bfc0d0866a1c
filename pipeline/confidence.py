"""What scores are worth: how often a row with such a score is right, as counted on labelled articles.

`benchmarks/calibrate.py FOLDER...` counts anew and prints the tables.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

Table = Sequence[tuple[float, float]]
"""Scores in rising order, each with the part of rows that are right there."""

TABLES: Final[dict[str, Table]] = {
    "events": (
        (0.3, 0.38), (0.5, 0.62), (0.67, 0.8), (0.8, 0.86), (0.9, 0.92), (1.0, 0.95),
    ),
    "vote_shares": (
        (0.37, 0.33), (0.56, 0.43), (0.7, 0.54), (0.81, 0.73), (0.95, 0.8), (1.0, 0.87),
    ),
}  # fmt: skip


def confidence(score: float, table: str) -> float:
    """How sure a row of a table is, from 0 to 1; scores between two counted ones are worth in proportion."""
    counted = TABLES[table]
    at = bisect_right(counted, score, key=lambda row: row[0])
    if at in (0, len(counted)):
        return counted[min(at, len(counted) - 1)][1]
    (low, worth), (high, more) = counted[at - 1], counted[at]
    return round(worth + (more - worth) * (score - low) / (high - low), 2)
