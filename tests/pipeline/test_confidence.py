"""What a score is worth."""

import pytest

from pipeline.confidence import TABLES, confidence


@pytest.mark.parametrize("table", TABLES)
def test_confidence_rises_with_the_score_and_stays_within_bounds(table: str) -> None:
    found = [confidence(tenth / 10, table) for tenth in range(-100, 200)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


@pytest.mark.parametrize("table", TABLES)
def test_a_counted_score_is_worth_what_was_counted(table: str) -> None:
    assert all(confidence(score, table) == worth for score, worth in TABLES[table])
