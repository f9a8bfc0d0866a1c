"""Scores of answers whose score is known, and what holds of any answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.date_scoring import MEASURES, SCOPES, errors, pairs, score
from benchmarks.timeml import Document, Span

TEXT = "He won on Sunday, April 24, and again five years later."
SUNDAY = Span(10, 26, "DATE", "2022-04-24")
LATER = Span(38, 54, "DURATION", "P5Y")
OF = Document("votes", TEXT, date(2022, 4, 27), [SUNDAY, LATER])


def test_the_labels_score_all() -> None:
    found = score([OF], [OF.gold])
    assert all(found.f1(measure) == 100 for measure in MEASURES)
    assert (found.precision, found.recall, found.gold, found.found) == (100, 100, 2, 2)


@pytest.mark.parametrize(
    ("answer", "hits"),
    [
        (Span(8, 27, "DATE", "2022-04-24"), (0, 1, 1, 1, 1)),
        (Span(9, 28, "DATE", "2022-04-24"), (1, 1, 1, 1, 1)),
        (Span(10, 16, "TIME", "2022-04-24"), (0, 1, 0, 1, 1)),
        (SUNDAY._replace(value="2022-04-24T20:00"), (1, 1, 1, 0, 1)),
        (SUNDAY._replace(value="2022-04"), (1, 1, 1, 0, 0)),
        (Span(0, 2, "DATE", "2022-04-24"), (0, 0, 0, 0, 0)),
    ],
)
def test_what_counts_for_each_measure(answer: Span, hits: tuple[int, ...]) -> None:
    found = score([OF], [[answer]])
    assert tuple(found.hits[measure] for measure in ("strict", "relaxed", "type", "value", "dayval")) == hits
    assert found.f1("relaxed") == 100 * 2 * hits[1] / 3
    assert found.precision == 100 * hits[1]
    assert found.recall == 50 * hits[1]


def test_the_scope_is_the_type_of_both() -> None:
    found = score([OF], [[SUNDAY, LATER._replace(type="DATE")]], "DATE")
    assert (found.gold, found.found, found.hits["relaxed"]) == (1, 2, 1)


def test_pairs_are_one_to_one_and_the_largest_overlap_comes_first() -> None:
    half, rest = Span(10, 16, "DATE", "2022-04-24"), Span(16, 26, "DATE", "2022-04-24")
    assert list(pairs([SUNDAY], [half, rest])) == [(SUNDAY, rest)]


def test_nothing_found_scores_nothing() -> None:
    empty = Document("none", "", None, [])
    assert [score([empty], [[]]).f1(measure) for measure in MEASURES] == [0.0] * len(MEASURES)


def test_errors_name_what_went_wrong() -> None:
    wrong = SUNDAY._replace(value="2023-04-24", rule_id="day_month")
    spurious = Span(0, 2, "DATE", "PAST_REF", "pronoun")
    assert list(errors([OF], [[spurious, wrong]])) == [
        "SPURIOUS\tvotes\t2022-04-27\t\t\t\tHe\tDATE\tPAST_REF\tpronoun",
        "VALUE\tvotes\t2022-04-27\tSunday, April 24\tDATE\t2022-04-24\tSunday, April 24\tDATE\t2023-04-24\tday_month",
        "MISS\tvotes\t2022-04-27\tfive years later\tDURATION\tP5Y\t\t\t\t",
    ]
    assert list(errors([OF], [OF.gold])) == []


def test_an_error_is_one_line() -> None:
    wrapped = Document("votes", "on April\n24", None, [Span(3, 11, "DATE", "2022-04-24")])
    assert list(errors([wrapped], [[]])) == ["MISS\tvotes\t\tApril 24\tDATE\t2022-04-24\t\t\t\t"]


SPANS = st.builds(
    lambda start, size, kind, value: Span(start, start + size, kind, value),
    st.integers(0, 40),
    st.integers(1, 10),
    st.sampled_from(["DATE", "TIME"]),
    st.sampled_from(["2022", "2022-04-24", "2022-04-24TEV"]),
)


@given(st.lists(SPANS, max_size=6, unique=True), st.lists(SPANS, max_size=6, unique=True))
def test_no_measure_exceeds_the_pairs(gold: list[Span], answer: list[Span]) -> None:
    of = Document("any", TEXT, None, sorted(gold))
    for scope in SCOPES:
        found = score([of], [answer], scope)
        assert all(0 <= found.hits[measure] <= found.hits["relaxed"] for measure in MEASURES)
        assert found.hits["relaxed"] <= min(found.gold, found.found)
        assert found.hits["value"] <= found.hits["dayval"]
    told = [line.split("\t")[0] for line in errors([of], [answer])]
    whole = score([of], [answer])
    assert told.count("MISS") == whole.gold - whole.hits["relaxed"]
    assert told.count("SPURIOUS") == whole.found - whole.hits["relaxed"]
    assert told.count("VALUE") == whole.hits["relaxed"] - whole.hits["value"]
