from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.days import day_in_url, day_of

DAY = date(2022, 4, 25)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2022, 4, 25, 23, 59, tzinfo=UTC),
        "2022-04-25",
        "20220425",
        20220425,
        "2022-04-25T23:59:00+02:00",
        "2022-04-25 10:00:00",
        " 2022-04-25Z",
        1650880800,
        1650880800.5,
        1650880800000,
        "1650880800",
        "Mon, 25 Apr 2022 10:00:00 GMT",
        "25 April 2022",
        "April 25, 2022 at 10:00 am",
        "25/04/2022",
        "04/25/2022",
    ],
)
def test_days(value):
    assert day_of(value, "en") == DAY


@pytest.mark.parametrize(
    "value", ["25 avril 2022 à 10h", "lundi 25 avril 2022", "25/04/2022 10:00", "25.04.2022"]
)
def test_days_in_french(value):
    assert day_of(value, "fr") == DAY


@pytest.mark.parametrize(
    "value",
    ["", None, "2022", "April 2022", "Monday", "yesterday", "2022-13-45", "20229999", float("nan"), float("inf"), 17, -5,
     True, "x" * 500, "from 25 to 26 April 2022", "4/5/2022", [], {}],
)  # fmt: skip
def test_what_is_no_full_day_gives_none(value):
    assert day_of(value, "en") is None


def test_the_order_of_day_and_month_comes_from_the_language_or_another_row():
    assert day_of("4/5/2022", "fr") == date(2022, 5, 4)
    assert day_of("4/5/2022", "en", beside="4/25/2022") == date(2022, 4, 5)
    assert day_of("4/5/2022", "en", beside="25/4/2022") == date(2022, 5, 4)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    assert day_of(day.isoformat()) == day_of(f"{day:%Y%m%d}") == day
    assert day_of(f"{day:%a, %d %b %Y} 10:00:00 +0200") == day
    for form in ("/%Y/%m/%d/x", "/news/%Y-%m-%d-x.html", "/a/%Y%m%d/b", "/x_%Y%m%d.html", "/%Y/%m/%d"):
        assert day_in_url(f"https://example.org{day:{form}}") == day


@pytest.mark.parametrize(
    "url",
    ["", "https://a.org/2022/x", "https://a.org/2022/04/x", "https://a.org/20221345/", "https://a.org/a?d=2022-04-25",
     "https://a.org/120220425", "https://2022-04-25.org/", "https://a.org/1234/56/78/"],
)  # fmt: skip
def test_addresses_without_a_day(url):
    assert day_in_url(url) is None


@given(st.text())
def test_any_text_is_a_day_or_none(text):
    assert day_of(text, "en") is None or isinstance(day_of(text, "en"), date)
    assert day_in_url(text) is None or isinstance(day_in_url(text), date)
