"""Claims as journalists make them, found where they stand and judged right; none where there is none."""

import pytest

from tests.pipeline.claims.reading import Case, cases, found

CASES = [
    pytest.param(case, id=f"{case.language}-{case.text[:60]}-{case.claim[-30:]}")
    for code in ("en", "fr")
    for case in cases(code, "news")
]


@pytest.mark.parametrize("case", CASES)
def test_news(case: Case) -> None:
    claims = found(case.text, case.language, case.published)
    assert [claim.verdict for claim in claims] == ([case.verdict] if case.verdict else [])
    assert all(_meet(case.text, claim.words, case.claim) for claim in claims)


def _meet(text: str, one: str, other: str) -> bool:
    """Whether two quotations of a text have characters in common."""
    start, begin = text.index(one), text.index(other)
    return start < begin + len(other) and begin < start + len(one)
