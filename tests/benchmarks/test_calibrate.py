"""The groups of rows by score that tell what a score is worth."""

from benchmarks.calibrate import Group, groups


def test_groups_rise_with_the_score() -> None:
    rows = [(0.0, False), (1.0, True), (2.0, False), (3.0, True)]
    assert groups(rows, 4) == [Group(0.0, 0, 1), Group(2.0, 1, 2), Group(3.0, 1, 1)]


def test_no_rows_are_no_groups() -> None:
    assert groups([]) == []
