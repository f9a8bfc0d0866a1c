from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import iso_date
from pipeline.dates.values import bounds, edtf
from pipeline.model import Timex

YEARS = st.integers(min_value=1000, max_value=2999)


def written(text: str, *numbers: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.tuples(*numbers).map(lambda parts: text.format(*parts))


VALUES = st.one_of(
    written("{:04d}", YEARS),
    written("{:04d}-{:02d}", YEARS, st.integers(1, 12)),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(lambda day: f"{day.isoformat()}TEV"),
    written("{:04d}-W{:02d}", YEARS, st.integers(1, 52)),
    written("{:04d}-W{:02d}-WE", YEARS, st.integers(1, 52)),
    written("{:04d}-Q{}", YEARS, st.integers(1, 4)),
    written("{:04d}-H{}", YEARS, st.integers(1, 2)),
    written("{:04d}-{}", YEARS, st.sampled_from(["SP", "SU", "FA", "WI"])),
    written("{:03d}", st.integers(100, 299)),
    written("{:02d}", st.integers(10, 29)),
)


@settings(deadline=None)
@given(VALUES)
def test_bounds_are_in_order_and_edtf_is_valid(value: str) -> None:
    found = bounds(value)
    assert found is not None
    assert found.earliest <= found.latest
    assert parse_edtf(edtf(value))
    assert parse_edtf(edtf(value, "APPROX"))


@given(st.text())
def test_anything_else_has_no_bounds(value: str) -> None:
    found = bounds(value)
    assert found is None or found.earliest <= found.latest


@pytest.mark.parametrize(
    ("value", "mod", "first", "last", "written_as", "event"),
    [
        ("2022-04-24", "", "2022-04-24", "2022-04-24", "2022-04-24", ("2022-04-24", "", "day")),
        ("2022-04-24TEV", "", "2022-04-24", "2022-04-24", "2022-04-24", ("2022-04-24", "", "day")),
        ("2022-04-24T18:00", "", "2022-04-24", "2022-04-24", "2022-04-24", ("2022-04-24", "", "day")),
        ("2024-02", "", "2024-02-01", "2024-02-29", "2024-02", ("2024-02", "", "month")),
        ("2017", "", "2017-01-01", "2017-12-31", "2017", ("2017", "", "year")),
        ("1972", "APPROX", "1972-01-01", "1972-12-31", "1972~", ("1972", "", "year")),
        (
            "2013-W11",
            "",
            "2013-03-11",
            "2013-03-17",
            "2013-03-11/2013-03-17",
            ("2013-03-11", "2013-03-17", "week"),
        ),
        (
            "2013-W11-WE",
            "",
            "2013-03-16",
            "2013-03-17",
            "2013-03-16/2013-03-17",
            ("2013-03-16", "2013-03-17", "week"),
        ),
        ("2026-SU", "", "2026-06-01", "2026-08-31", "2026-22", ("2026-06-01", "2026-08-31", "season")),
        ("1999-WI", "", "1999-12-01", "2000-02-29", "1999-24", ("1999-12-01", "2000-02-29", "season")),
        ("1989-Q3", "", "1989-07-01", "1989-09-30", "1989-35", ("1989-07-01", "1989-09-30", "quarter")),
        ("1989-H1", "", "1989-01-01", "1989-06-30", "1989-40", ("1989-01-01", "1989-06-30", "half")),
        ("199", "", "1990-01-01", "1999-12-31", "199X", ("1990-01-01", "1999-12-31", "decade")),
        ("18", "", "1800-01-01", "1899-12-31", "18XX", ("1800-01-01", "1899-12-31", "century")),
    ],
)
def test_meaning(
    value: str, mod: str, *, first: str, last: str, written_as: str, event: tuple[str, str, str]
) -> None:
    found = bounds(value)
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (first, last)
    assert edtf(value, mod) == written_as
    assert iso_date(Timex(0, 1, "x", "DATE", value, mod)) == event


@pytest.mark.parametrize(
    "value", ["", "PAST_REF", "XXXX-04-24", "P3M", "2022-13", "2022-02-30", "0000", "2023-W53"]
)
def test_no_meaning(value: str) -> None:
    assert bounds(value) is None
    assert edtf(value) == ""
    assert iso_date(Timex(0, 1, "x", "DATE", value)) == ("", "", "")


def test_lengths_and_sets_are_no_event_dates() -> None:
    assert iso_date(Timex(0, 1, "x", "DURATION", "2022")) == ("", "", "")
