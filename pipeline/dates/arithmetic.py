"""Calendar arithmetic on ISO days: shifts, weeks, Easter, the nth weekday of a month."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

DAYS = {"D": 1, "W": 7}
MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
"""How many days or months one unit of a TIMEX3 duration has (E: decade, C: century, L: millennium)."""


def shift(day: date, amount: int, unit: str) -> date | None:
    """The day `amount` units later; a day that a month has not becomes its last. None if there is none."""
    try:
        if unit in DAYS:
            return day + timedelta(days=amount * DAYS[unit])
        months = day.year * 12 + day.month - 1 + amount * MONTHS[unit]
        year, month = divmod(months, 12)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except OverflowError:
        return None


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The nth (from 1; -1 is the last) `weekday` (1 is Monday) of a month."""
    if n < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    return day if day.month == month else None


def holiday(code: str, year: int) -> date | None:
    """The day of a holiday: "12-25", "easter+50" or "11.4.4+1" (month, weekday, which one; days later)."""
    if not MINYEAR <= year < MAXYEAR:
        return None
    if code.startswith("easter"):
        return easter(year) + timedelta(days=int(code.removeprefix("easter") or 0))
    if "." in code:
        code, _, later = code.partition("+")
        month, weekday, nth = (int(part) for part in code.split("."))
        found = nth_weekday(year, month, weekday, nth)
        return found + timedelta(days=int(later or 0)) if found else None
    month, day = (int(part) for part in code.split("-"))
    return make(year, month, day)


def iso_week(day: date) -> str:
    """The TIMEX3 value of the day's week."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
