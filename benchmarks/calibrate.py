"""Count what the scores of events and shares are worth on labelled articles, for pipeline/confidence.py.

    python benchmarks/calibrate.py FOLDER...

Rows are put in order of score and cut into groups of about equal size; a group that is right less often
than one of lower scores is joined with it. Each group gives a line: its middle score, the part of its rows
that are right (an event with its type, a share with its kind, election and round) and how many they are.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.details import judged
from benchmarks.extraction import answers_of
from benchmarks.labels import read_labels
from benchmarks.scoring import accepted_type, fits_election
from pipeline import confidence

GROUPS = 10
_LOWEST, _HIGHEST = -1000.0, 1000.0


class Group(NamedTuple):
    """Rows of about one score: the middle one, how many are right, and how many they are."""

    score: float
    right: int
    rows: int


def groups(judged_rows: Sequence[tuple[float, bool]], number: int = GROUPS) -> list[Group]:
    """Rows, each a score and whether it is right, in groups that are right the more often the higher."""
    rows = sorted(judged_rows)
    found: list[list[tuple[float, bool]]] = []
    for at in range(number):
        part = rows[at * len(rows) // number : (at + 1) * len(rows) // number]
        if part:
            found.append(part)
        while len(found) > 1 and _part(found[-2]) >= _part(found[-1]):
            found[-2:] = [found[-2] + found[-1]]
    return [Group(part[len(part) // 2][0], sum(right for _, right in part), len(part)) for part in found]


def _part(rows: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in rows) / len(rows)


def scored(folders: Sequence[Path]) -> Iterator[tuple[str, list[tuple[float, bool]]]]:
    """For each table, its rows in the folders: score, and whether it is right."""
    # So long a scale gives each score back.
    confidence.TABLES.update(dict.fromkeys(confidence.TABLES, ((_LOWEST, _LOWEST), (_HIGHEST, _HIGHEST))))
    events: list[tuple[float, bool]] = []
    shares: list[tuple[float, bool]] = []
    for folder in folders:
        labels, answers = read_labels(folder), answers_of(folder)
        for name, of_article in labels.items():
            events += judged(answers[name].events, of_article.events, accepted_type)
            shares += judged(answers[name].shares, of_article.shares, fits_election)
    yield "events", events
    yield "vote_shares", shares


def main() -> None:
    """Print the counted tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    for table, rows in scored(parser.parse_args().folders):
        print(f"{table}: {len(rows)} rows")
        for group in groups(rows):
            print(f"    {group.score:6.2f}  {group.right / group.rows:.3f}  of {group.rows}")


if __name__ == "__main__":
    main()
