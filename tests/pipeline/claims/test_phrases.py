"""Sentences of the news with the claims that they make, and many that make none."""

import pytest

from tests.pipeline.claims.reading import Case, cases, found

CASES = [
    pytest.param(case, id=f"{case.language}-{case.text[:60]}")
    for code in ("en", "fr")
    for case in cases(code)
]


@pytest.mark.parametrize("case", CASES)
def test_phrase(case: Case) -> None:
    expected = [(case.claim, case.verdict)] if case.claim else []
    assert [
        (claim.words, claim.verdict) for claim in found(case.text, case.language, case.published)
    ] == expected
