"""True figures are not called false, false ones are, with their cause: sentences_<language>.tsv."""

from pathlib import Path

import pytest

from tests.pipeline.sentence_tables import Case, cases, extraction

CASES = list(cases(Path(__file__).parent))
FALSE = {"disagrees", "other_holder", "other_round", "other_base"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_verdicts(case: Case) -> None:
    rows = extraction(case.text, published=case.published, language=case.language).rows["vote_shares"]
    told = [
        (str(row["subject"]), f"{row['share_pct']:g}", str(row["verdict"]))
        for row in rows
        if not row["derived"]
    ]
    assert sorted(told) == sorted(case.expected)
    assert all(row["because"] for row in rows if row["verdict"])


def test_the_cases_are_what_they_say() -> None:
    for case in CASES:
        told = {verdict for _, _, verdict in case.expected}
        assert told <= FALSE if case.phenomenon.startswith("false") else told.isdisjoint(FALSE), case.id
