"""Days that stand in metadata and addresses. What is no full day gives none; none is guessed."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Final

from pipeline import packs
from pipeline.dates import tag

_IN_URL = re.compile(
    r"(?:^|[/_.-])(?P<year>(?:19|20)\d\d)(?P<mark>[/_.-]?)(?P<month>\d\d)(?:[/_.-]?)(?P<day>\d\d)(?:[/_.-]|$)"
)
_ISO = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?:$|[T\s,.+Z-])")
# Seconds since 1970 from 1973 on, so that a day written as a number (20220424) is none; and milliseconds.
_SECONDS: Final = range(10**8, 10**10)
_MILLISECONDS: Final = range(10**11, 10**13)
_LONGEST: Final = 60
_FIGURES = re.compile(r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-]\d{4}")
_MONTHS: Final = 12


def day_in_url(url: str) -> date | None:
    """The day in the path of an address (/2022/04/24/, /2022-04-24-, /20220424/), where one stands there."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    for match in _IN_URL.finditer(path):
        if found := _date(match["year"], match["month"], match["day"]):
            return found
    return None


def day_of(value: object, language: str = "", beside: str = "") -> date | None:
    """The day of a field: a date or time, ISO 8601, seconds since 1970, an e-mail's date, or in words.

    A time of day keeps the day of its own zone. Days in words, and 25/04/2022, are read as a text in
    `language` has them; 4/5/2022 only where a language has one order of day and month, or `beside`,
    another day of the same column, shows it. Without a full day the result is None.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _day_of_number(value)
    text = str(value or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    if match := _ISO.match(text):
        return _date(match["year"], match["month"], match["day"])
    if text.replace(".", "", 1).isdecimal():
        return _day_of_number(float(text))
    return _day_of_mail(text) or (_day_in_words(text, language, beside) if language else None)


def shows_order(value: object) -> bool:
    """Whether the value is a day in figures that can be read in one way only, such as 25/04/2022."""
    match = _FIGURES.match(str(value).strip())
    return match is not None and max(int(match["first"]), int(match["second"])) > _MONTHS


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day_of_number(number: float) -> date | None:
    if not isfinite(number):
        return None
    whole = int(number)
    if whole in _MILLISECONDS:
        whole //= 1000
    if whole in _SECONDS:
        return datetime.fromtimestamp(whole, UTC).date()
    return _date(str(whole)[:4], str(whole)[4:6], str(whole)[6:]) if len(str(whole)) == 8 else None


def _day_of_mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day_in_words(text: str, language: str, beside: str) -> date | None:
    options = packs.load(language, "dates")["option"] if language in packs.languages() else {}
    # Where countries differ in the order of day and month, all have to give the same day.
    countries = [] if beside else options.get("month_first_countries", [])
    days = {
        found.value[:10]
        for country in ("", *countries)
        for found in tag(f"{text}\n{beside}", language=language, published=None, country=country)
        if found.type in ("DATE", "TIME") and found.end <= len(text)
    }
    match = _ISO.match(days.pop()) if len(days) == 1 else None
    return _date(match["year"], match["month"], match["day"]) if match else None
