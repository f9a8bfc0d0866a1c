"""Which numbers may be shares, what they say and where they stand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import Figure
from tests.pipeline.sentence_tables import document

PUBLISHED = date(2022, 4, 14)


def _figures(text: str, language: str = "en") -> list[Figure]:
    return list(document(text, published=PUBLISHED, language=language).figures)


@pytest.mark.parametrize(
    ("text", "words", "value", "decimals"),
    [
        ("He won 66 percent of the vote.", "66 percent", 66, 0),
        ("He won 66 per cent of the vote.", "66 per cent", 66, 0),
        ("He won 66.1% of the vote.", "66.1%", 66.1, 1),
        ("He won 66.10 % of the vote.", "66.10 %", 66.1, 2),
        ("He won 66,1\u00a0% of the vote.", "66,1 %", 66.1, 1),
        ("He won with66 percent of the vote.", "66 percent", 66, 0),
        ("He won sixty-six percent of the vote.", "sixty-six percent", 66, 0),
        ("He won two thirds of the vote.", "two thirds", 66.67, 0),
        ("She trails by 17 points.", "17 points", 17, 0),
        ("Il a obtenu 66,1 % des voix.", "66,1 %", 66.1, 1),
        ("Il a obtenu 66 pour cent des voix.", "66 pour cent", 66, 0),
    ],
)
def test_value_and_words(text: str, words: str, value: float, decimals: int) -> None:
    laid = document(text, published=PUBLISHED, language="fr" if text.startswith("Il") else "en")
    assert [(laid.clean[f.start : f.end], f.value, f.decimals) for f in laid.figures] == [
        (words, value, decimals)
    ]


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("He won 66 percent.", "exact", None, None),
        ("He won about 66 percent.", "about", None, None),
        ("He won nearly 66 percent.", "about", None, None),
        ("He won two thirds of the vote.", "about", None, None),
        ("He won more than 66 percent.", "over", 66, None),
        ("He won at least 66 percent.", "over", 66, None),
        ("He won less than 66 percent.", "under", None, 66),
        ("He won just under 66 percent.", "under", None, 66),
    ],
)
def test_qualifier(text: str, qualifier: str, low: float | None, high: float | None) -> None:
    (figure,) = _figures(text)
    assert (figure.qualifier, figure.low, figure.high) == (qualifier, low, high)


@pytest.mark.parametrize(
    ("text", "language"),
    [("He has between 51 and 54 percent.", "en"), ("Il aurait entre 51 et 54 % des voix.", "fr")],
)
def test_a_range_qualifies_both_of_its_bounds(text: str, language: str) -> None:
    figures = _figures(text, language)
    assert [(f.value, f.qualifier, f.low, f.high, f.unit) for f in figures] == [
        (51, "between", 51, 54, "percent"),
        (54, "between", 51, 54, "percent"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 24 April 2022.",
        "Some 195,000 people came.",
        "It cost €66 and $17.",
        "They met at 20:30.",
        "She finished 3rd of 12 runners.",
        "Article 49.3 of the constitution, version 1.2.3.",
        "The G7 and COP26 and A380 and Covid-19.",
        "It is 150 percent of nothing.",
        "He has 3 children and 12 goats.",
        "Some 1.5 million people voted.",
    ],
)
def test_numbers_of_something_else_are_passed_over(text: str) -> None:
    assert [figure for figure in _figures(text) if figure.unit or "49" not in text] == []


@pytest.mark.parametrize(
    "text", ["Macron 24.0, Le Pen 21.3", "Macron beat Le Pen 66 to 34", "51 percent against 49"]
)
def test_numbers_without_a_unit_may_be_shares(text: str) -> None:
    assert len(_figures(text)) == 2


PIECES = st.sampled_from(
    ["66", "66.1", "33,9", "%", "percent", "per cent", "points", "two thirds", "a quarter", "sixty-six", "six", "between", "and",
     "to", "about", "more than", "less than", "the vote", ",", ".", "-", "–", "\n", "(", ")", "0", "100", "101", "1,000", "٦٦", "６６", "½", "²", "in 2017"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]), st.sampled_from(["en", "fr"]))
def test_figures_stand_apart_begin_with_a_number_and_are_bounded(
    pieces: list[str], gap: str, language: str
) -> None:
    laid = document(gap.join(["x", *pieces]), published=PUBLISHED, language=language)
    before = 0
    for figure in laid.figures:
        assert before <= figure.start < figure.end <= len(laid.clean)
        before = figure.end
        first = laid.clean[figure.start]
        assert first.isdecimal() or (figure.spelled and first.isalpha())
        assert 0 <= figure.value <= 100
        assert 0 <= figure.first <= figure.last
        low, high = figure.low, figure.high
        assert (low if low is not None else 0) <= figure.value <= (high if high is not None else 100)
        assert (figure.qualifier == "exact") <= (low is None and high is None)
        assert figure.qualifier in ("exact", "about", "over", "under", "between")


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 100),
    st.integers(0, 99),
    st.sampled_from([".", ","]),
    st.sampled_from(["%", " %", " percent", "\u202f%"]),
)
def test_a_percentage_is_read_as_it_stands(whole: int, part: int, mark: str, sign: str) -> None:
    value = min(100.0, whole + part / 100)
    number = f"{value:.2f}".replace(".", mark)
    text = f"He won {number}{sign} of the vote."
    (figure,) = _figures(text)
    assert figure.value == pytest.approx(value)
    assert text[figure.start : figure.end] == f"{number}{sign}"
    assert figure.decimals == 2
