"""Who each sentence of a text names, by phenomenon: sentences_<language>.tsv."""

from pathlib import Path

import pytest

from tests.pipeline.sentence_tables import Case, cases, story

CASES = list(cases(Path(__file__).parent))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_who_is_named(case: Case) -> None:
    told = story(case.text, published=case.published, language=case.language).told
    found = [tuple(dict.fromkeys(subject.name for subject in one.subjects)) for one in told]
    assert found == [tuple(name for name in names if name) for names in case.expected]


def test_every_case_is_another_phenomenon() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
