"""What scores are worth: how often a row with such a score is right, as counted on labelled articles.

`benchmarks/calibrate.py FOLDER...` counts anew and prints the tables.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

Table = Sequence[tuple[float, float]]
"""Scores in rising order, each with the part of rows that are right there; none is taken for certain."""

TABLES: Final[dict[str, Table]] = {
    "events": (
        (0.5, 0.57), (0.64, 0.66), (0.77, 0.76), (0.86, 0.78), (0.94, 0.86), (0.99, 0.95), (1.0, 0.98),
    ),
    "vote_shares": (
        (0.26, 0.13), (0.44, 0.46), (0.57, 0.6), (0.68, 0.7), (0.73, 0.83), (0.84, 0.87), (0.92, 0.91),
        (0.98, 0.95),
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
