"""How many votes and seats of whom, and whether that is right: sentences_<language>.tsv."""

from pathlib import Path

import pytest

from tests.pipeline.sentence_tables import Case, cases, extraction

CASES = list(cases(Path(__file__).parent))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_counts(case: Case) -> None:
    found = extraction(case.text, published=case.published, language=case.language)
    rows = found.rows["counts"]
    told = [
        (
            str(row["subject"]),
            str(row["count"]),
            str(row["unit"]),
            str(row["election_id"]),
            str(row["round"] or ""),
            str(row["verdict"]),
        )
        for row in rows
    ]
    assert sorted(told) == sorted(case.expected)
    assert all(case.text[row["start"] : row["end"]].strip() for row in rows)


def test_every_case_is_another_phenomenon() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
