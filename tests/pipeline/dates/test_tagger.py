"""What holds for any text."""

import time
from datetime import date, datetime

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import packs
from pipeline.dates import tag
from pipeline.dates.values import bounds
from pipeline.model import Timex
from tests.pipeline.dates.tables import phrases

CODES = st.sampled_from([*packs.languages(), "ru", "ja", "", "xx"])
DAYS = st.none() | st.dates()
WORDS = [
    word
    for code in packs.languages()
    for phrase in phrases(code)
    for word in phrase.text.replace(",", " ,").split()
]
SENTENCES = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(["\n", ".", "\u2019", "İ", "e\u0301", "9999", "0001"]),
    max_size=30,
).map(" ".join)


def check(text: str, found: list[Timex]) -> None:
    at = 0
    for timex in found:
        assert at <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        at = timex.end
        assert timex.value
        assert timex.earliest <= timex.latest or timex.value == "FUTURE_REF"
        if timex.value not in ("PAST_REF", "FUTURE_REF"):
            assert bool(timex.earliest) == bool(timex.latest) == (bounds(timex.value) is not None)
        if timex.edtf:
            assert parse_edtf(timex.edtf)
        if timex.range_end:
            closing = bounds(timex.range_end)
            assert closing is not None
            assert timex.earliest <= closing.latest.isoformat()


@settings(deadline=None)
@given(st.text(), CODES, DAYS)
def test_any_text(text: str, code: str, published: date | None) -> None:
    check(text, tag(text, language=code, published=published))


@settings(max_examples=300, deadline=None)
@given(SENTENCES, st.sampled_from(packs.languages()), DAYS)
def test_any_words(text: str, code: str, published: date | None) -> None:
    found = tag(text, language=code, published=published)
    check(text, found)
    assert tag(text, language=code, published=published) == found


@settings(deadline=None)
@given(st.sampled_from(phrases("en") + phrases("fr")), st.sampled_from(["", "\n\n", "Prologue.\n\n"]))
def test_what_stands_before_in_another_paragraph_moves_offsets_alone(phrase: object, before: str) -> None:
    text = phrase.text  # type: ignore[attr-defined]
    published = phrase.published  # type: ignore[attr-defined]
    plain = tag(text, language="en", published=published)
    moved = tag(before + text, language="en", published=published)
    assert [(t.start - len(before), t.value) for t in moved] == [(t.start, t.value) for t in plain]


WORST = {
    "blanks": " " * 200_000,
    "digits": "1 " * 100_000,
    "one number": "1" * 200_000,
    "years": "2022 " * 40_000,
    "years and dashes": "2022-" * 40_000,
    "open patterns": "the first two and a half " * 8_000,
    "months": "april " * 30_000,
    "weekdays": "sunday, " * 25_000,
    "one word": "a" * 200_000,
    "apostrophes": "'" * 200_000,
    "later": "two years later " * 12_000,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_time_is_linear(text: str) -> None:
    began = time.perf_counter()
    tag(text[: len(text) // 4], language="en", published=date(2022, 4, 14))
    quarter = time.perf_counter() - began
    began = time.perf_counter()
    tag(text, language="en", published=date(2022, 4, 14))
    assert time.perf_counter() - began < 10 * quarter + 0.5


def test_a_time_of_publication_counts_as_its_day() -> None:
    (found,) = tag("yesterday", language="en", published=datetime(2022, 4, 14, 8))
    assert found.value == "2022-04-13"


def test_without_a_day_nothing_is_invented() -> None:
    found = tag("Yesterday, last May and in 2017", language="en", published=None)
    assert [(timex.value, timex.resolved_by) for timex in found] == [
        ("XXXX-XX-XX", "unresolved"), ("XXXX-05", "unresolved"), ("2017", "explicit"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "value"),
    [("", "2022-05-04"), ("UK", "2022-05-04"), ("FR", "2022-05-04"), ("US", "2022-04-05")],
)
def test_order_of_figures_goes_by_country(country: str, value: str) -> None:
    (found,) = tag("04/05/2022", language="en", published=None, country=country)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("recently", "../2022-04-14", "", "2022-04-14"),
        ("in the near future", "2022-04-14/..", "2022-04-14", ""),
        ("next week", "2022-04-18/2022-04-24", "2022-04-18", "2022-04-24"),
        ("in the spring of 2017", "2017-21", "2017-03-01", "2017-05-31"),
        ("the 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("around May 1972", "1972-05~", "1972-05-01", "1972-05-31"),
    ],
)
def test_what_is_known(text: str, edtf: str, earliest: str, latest: str) -> None:
    (found,) = tag(text, language="en", published=date(2022, 4, 14))
    assert (found.edtf, found.earliest, found.latest) == (edtf, earliest, latest)


def test_order_of_figures_goes_by_another_date_of_the_text() -> None:
    found = tag("From 03/04/2022 to 04/24/2022", language="en", published=None)
    assert [timex.value for timex in found] == ["2022-03-04", "2022-04-24"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("from April 19 to June 1", ["2022-06-01", ""]),
        ("between 2004 and 2016", ["2016", ""]),
        ("2017-2022", ["2022", ""]),
        ("on April 15-18", ["2022-04-18", ""]),
        ("in 2004 and 2016", ["", ""]),
        ("from 2016 to 2004", ["", ""]),
    ],
)
def test_range_end(text: str, ends: list[str]) -> None:
    assert [timex.range_end for timex in tag(text, language="en", published=date(2022, 4, 14))] == ends
