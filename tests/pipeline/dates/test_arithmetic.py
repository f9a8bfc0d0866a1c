from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import arithmetic


@given(st.dates(date(1000, 1, 1), date(2999, 1, 1)), st.integers(-500, 500), st.sampled_from(["D", "W"]))
def test_shift_by_days_has_an_inverse(day: date, amount: int, unit: str) -> None:
    there = arithmetic.shift(day, amount, unit)
    assert there is not None
    assert arithmetic.shift(there, -amount, unit) == day


@given(st.dates(), st.integers(-10_000, 10_000), st.sampled_from([*arithmetic.DAYS, *arithmetic.MONTHS]))
def test_shift_never_fails(day: date, amount: int, unit: str) -> None:
    there = arithmetic.shift(day, amount, unit)
    assert there is None or (there >= day if amount > 0 else there <= day)


@pytest.mark.parametrize(
    ("day", "amount", "unit", "there"),
    [
        ("2024-01-31", 1, "M", "2024-02-29"),
        ("2024-02-29", -1, "Y", "2023-02-28"),
        ("2024-11-30", 1, "Q", "2025-02-28"),
    ],
)
def test_short_months(day: str, amount: int, unit: str, there: str) -> None:
    assert str(arithmetic.shift(date.fromisoformat(day), amount, unit)) == there


@pytest.mark.parametrize(
    ("year", "day"), [(1943, "04-25"), (2000, "04-23"), (2022, "04-17"), (2024, "03-31"), (2038, "04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert arithmetic.easter(year).isoformat() == f"{year}-{day}"


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    easter = arithmetic.easter(year)
    assert easter.isoweekday() == 7
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("code", "year", "day"),
    [
        ("12-25", 2022, "2022-12-25"),
        ("easter+50", 2022, "2022-06-06"),
        ("11.4.4", 1999, "1999-11-25"),
        ("5.1.-1", 2022, "2022-05-30"),
    ],
)
def test_holiday(code: str, year: int, day: str) -> None:
    assert str(arithmetic.holiday(code, year)) == day
