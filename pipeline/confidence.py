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
        (0.51, 0.57), (0.64, 0.64), (0.81, 0.78), (0.92, 0.85), (0.96, 0.86), (0.99, 0.95), (1.0, 1.0),
    ),
    "vote_shares": (
        (0.27, 0.15), (0.46, 0.46), (0.56, 0.57), (0.67, 0.71), (0.77, 0.86), (0.86, 0.86), (0.92, 0.9),
        (0.98, 0.96),
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
