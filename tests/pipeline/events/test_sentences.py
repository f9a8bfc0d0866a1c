"""What happened on a date, who took part and how certain it is, by phenomenon: sentences_<language>.tsv."""

from pathlib import Path

import pytest

from tests.pipeline.sentence_tables import Case, cases, extraction

CASES = list(cases(Path(__file__).parent))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_events(case: Case) -> None:
    rows = extraction(case.text, published=case.published, language=case.language).rows["events"]
    found = [
        (
            f"{row['date']}/{row['date_end']}".rstrip("/"),
            str(row["type"]),
            str(row["status"]),
            ", ".join(row["actors"]),
        )
        for row in rows
    ]
    assert sorted(found) == sorted(case.expected)


def test_every_case_is_another_phenomenon() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
