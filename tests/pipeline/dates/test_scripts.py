import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import foreign, scripts


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("२४", "24"), ("٢٤", "24"), ("۲۴", "24"), ("２４", "24"), ("๒๔", "24"),
        ("ΑΠΡΙΛΙΟΥ", "απριλιου"), ("Απριλίου", "απριλιου"), ("четвёртый", "четвертый"), ("أبريل", "ابریل"),
        ("April", "april"),
    ],
)  # fmt: skip
def test_one_spelling(text: str, spelled: str) -> None:
    assert scripts.spell(text) == spelled


def test_marks_are_letters_and_told_apart() -> None:
    june, january = scripts.spell("जून"), scripts.spell("जन")
    assert june.isalpha()
    assert re.fullmatch(r"\b\w+\b", june)
    assert june != january


@given(st.text())
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(scripts.spell(text)) == len(text)
    assert scripts.spell(scripts.spell(text)) == scripts.spell(text)


def test_every_character_keeps_its_place() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(scripts.spell(text)) == len(text)


@pytest.mark.parametrize(
    ("code", "text", "parted"),
    [
        ("ja", "選挙は2022年4月24日に", "選挙は 2022 年 4 月 24 日 に"),
        ("ko", "2022년 4월 24일에 일요일에", "2022 년 4 월 24 일 에 일요일 에"),
        ("he", "באפריל", "ב אפריל"), ("ru", "24 апреля", "24 апреля"), ("th", "ปี 2565", "ปี 2022"),
    ],
)  # fmt: skip
def test_blanks_are_put_in(code: str, text: str, parted: str) -> None:
    folded = foreign.folded(text, code)
    assert folded.text == scripts.spell(parted)
    if folded.added:
        kept = "".join(char for at, char in enumerate(folded.text) if at not in folded.added)
        assert kept == scripts.spell(text)


@given(st.text(alphabet="年月日に昨2024 .\n"), st.sampled_from(["ja", "zh", "th", "ko", "he"]))
def test_offsets_lead_back(text: str, code: str) -> None:
    folded = foreign.folded(text, code)
    assert len(folded.text) == len(text) + len(folded.added)
    assert [folded.origin(at) for at in range(len(folded.text)) if at not in folded.added] == [
        *range(len(text))
    ]
