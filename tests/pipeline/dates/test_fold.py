from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates.fold import WRAPPED, fold, folded, unwrap
from pipeline.dates.pack import grammar


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(unwrap(text)) == len(text)


@given(
    st.lists(st.sampled_from(["onApril", "24", "since2017", "1995with", " ", "May", "the", "é", "\n"])).map(
        "".join
    )
)
def test_offsets_lead_back(text: str) -> None:
    result = folded(text, grammar("en").fused)
    kept = [char for index, char in enumerate(result.text) if index not in result.added]
    assert len(kept) == len(text)
    back = [result.origin(index) for index in range(len(result.text)) if index not in result.added]
    assert back == list(range(len(text)))


def test_fused_words_are_parted() -> None:
    assert (
        folded("onApril 24, since2017, 1995with", grammar("en").fused).text
        == "on april 24, since 2017, 1995 with"
    )
    assert folded("TheSun iPhone12 McDonald2", grammar("en").fused).text == "thesun iphone12 mcdonald2"


def test_plain_spelling() -> None:
    assert fold("FÉVRIER\u00a02016 \u2013 l\u2019été") == "fevrier 2016 - l'ete"


def test_line_ends_of_wrapped_text_are_blanks_and_those_of_paragraphs_stay() -> None:
    assert unwrap("last\nyear") == "last year"
    assert unwrap("last\n\nyear") == "last\n\nyear"
    long = "x" * (WRAPPED + 1)
    assert unwrap(f"{long}\nyear") == f"{long}\nyear"
