"""What is supported, by phenomenon: phrases_<language>.tsv."""

import pytest

from pipeline import packs
from pipeline.dates import tag
from tests.pipeline.dates.tables import Phrase, phrases

TABLES = [
    pytest.param(code, phrase, id=f"{code}-{phrase.phenomenon}-{phrase.text[:40]}")
    for code in packs.languages()
    for phrase in phrases(code)
]


@pytest.mark.parametrize(("code", "phrase"), TABLES)
def test_phrase(code: str, phrase: Phrase) -> None:
    found = tag(phrase.text, language=code, published=phrase.published)
    assert [(timex.text, timex.start, timex.value) for timex in found] == phrase.expected
