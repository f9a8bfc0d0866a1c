"""What a TIMEX3 value means: its first and last day, its precision, the same in EDTF."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from pipeline.model import Timex

UNRESOLVED = "XXXX-XX-XX"
"""The value of an expression that hangs on a day that nobody knows."""

SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}
"""A season's first month (in the northern half, as forecasters count) and its EDTF code."""

_QUALIFIED = ("day", "month", "year", "decade", "century")
"""Precisions whose EDTF string can be marked as approximate."""

_VALUE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|W(?P<week>[0-9]{2})(?P<weekend>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T\S+)?"
)
_DECADE = re.compile(r"[0-9]{3}")
_CENTURY = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day (proleptic Gregorian), the precision by name and the EDTF string."""

    earliest: date
    latest: date
    precision: str
    edtf: str


@lru_cache(maxsize=8192)
def bounds(value: str) -> Bounds | None:
    """The days that a TIMEX3 DATE or TIME value covers; None for durations, sets, references and unknowns."""
    found = _VALUE.fullmatch(value)
    if found is None:
        return _long(value)
    year = int(found["year"])
    if not 1 <= year < MAXYEAR:
        return None
    try:
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return Bounds(day, day, "day", day.isoformat())
        if found["month"]:
            return _months(year, int(found["month"]), 1, "month", f"{year:04d}-{found['month']}")
        if found["week"]:
            first = date.fromisocalendar(year, int(found["week"]), 6 if found["weekend"] else 1)
            last = first + timedelta(days=1 if found["weekend"] else 6)
            return Bounds(first, last, "week", f"{first.isoformat()}/{last.isoformat()}")
    except ValueError:
        return None
    if found["quarter"]:
        number = int(found["quarter"])
        return _months(year, 3 * number - 2, 3, "quarter", f"{year:04d}-{32 + number}")
    if found["half"]:
        number = int(found["half"])
        return _months(year, 6 * number - 5, 6, "half", f"{year:04d}-{39 + number}")
    if found["season"]:
        month, code = SEASONS[found["season"]]
        return _months(year, month, 3, "season", f"{year:04d}-{code}")
    return _months(year, 1, 12, "year", f"{year:04d}")


def _long(value: str) -> Bounds | None:
    if _DECADE.fullmatch(value) and int(value):
        return _months(int(value) * 10, 1, 120, "decade", f"{value}X")
    if _CENTURY.fullmatch(value) and int(value):
        return _months(int(value) * 100, 1, 1200, "century", f"{value}XX")
    return None


def _months(year: int, month: int, count: int, precision: str, edtf: str) -> Bounds | None:
    """`count` months from the first of a month on."""
    years, last = divmod(month - 1 + count - 1, 12)
    if not 1 <= month <= 12 or year + years > MAXYEAR:
        return None
    end = date(year + years, last + 1, monthrange(year + years, last + 1)[1])
    return Bounds(date(year, month, 1), end, precision, edtf)


def edtf(value: str, mod: str = "") -> str:
    """The value in EDTF (level 2), "~" where `mod` says that it is about right; empty where it has none."""
    found = bounds(value)
    if found is None:
        return ""
    return f"{found.edtf}~" if mod == "APPROX" and found.precision in _QUALIFIED else found.edtf


def span(value: str, mod: str, published: date | None) -> tuple[str, str, str]:
    """The EDTF string of a value and its first and last day, in ISO; empty where it has none.

    What lies before or after publication without saying when (PAST_REF, FUTURE_REF) is half known: the
    open end is empty, and ".." in EDTF.
    """
    found = bounds(value)
    if found is not None:
        return edtf(value, mod), found.earliest.isoformat(), found.latest.isoformat()
    if published is not None and value == "PAST_REF":
        return f"../{published.isoformat()}", "", published.isoformat()
    if published is not None and value == "FUTURE_REF":
        return f"{published.isoformat()}/..", published.isoformat(), ""
    return "", "", ""


def iso_date(timex: Timex) -> tuple[str, str, str]:
    """date, date_end and precision of an event on that date.

    A day, month or year stands at its own precision ("2022-04") without an end; a week, season,
    quarter, half, decade or century as its first and last day. All are empty for durations, sets
    and dates that are not known.
    """
    if timex.type not in ("DATE", "TIME"):
        return "", "", ""
    found = bounds(timex.value)
    if found is None:
        return "", "", ""
    if found.precision in ("day", "month", "year"):
        return found.edtf, "", found.precision
    return found.earliest.isoformat(), found.latest.isoformat(), found.precision
