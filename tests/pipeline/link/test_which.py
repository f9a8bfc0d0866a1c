"""Of which vote and round a share is, by phenomenon: sentences_<language>.tsv."""

from pathlib import Path

import pytest

from tests.pipeline.sentence_tables import Case, cases, extraction

CASES = list(cases(Path(__file__).parent))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_vote_of_a_share(case: Case) -> None:
    rows = extraction(case.text, published=case.published, language=case.language).rows["vote_shares"]
    found = [
        (f"{row['share_pct']:g}", str(row["election_id"]), str(row["round"] or ""))
        for row in rows
        if not row["derived"]
    ]
    assert sorted(found) == sorted(case.expected)


def test_every_case_is_another_phenomenon() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
