"""What dateparser makes of words of time: "24 апреля" a day of April, "3 päivää sitten" three days back.

Each phrase is asked about once, from the view of one fixed day, and the answer is kept: what comes
back is a month, a weekday, or a distance in days, weeks, months or years, which the context turns into
a date of the article at hand. Years and the size of a number speak for themselves and are not asked
about, so that a language has a few thousand phrases at most, however long a text is.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from dateparser.date import DateDataParser

from pipeline.dates import locales
from pipeline.dates.builders import BUILDERS, Groups, Half, Value

NAME = "dateparser"
"""What rules call the builder."""
_VIEW = datetime(2000, 1, 15, 12)
"""The day from which phrases are seen; its year has a 29 February."""
_SETTINGS = {
    "RELATIVE_BASE": _VIEW,
    "DATE_ORDER": "DMY",  # of "24 april"; else a language that writes the year first reads 2024
    "PREFER_DATES_FROM": "current_period",
    "PREFER_DAY_OF_MONTH": "first",
    "TIMEZONE": "UTC",
}
_MOST = 16_384
"""Answers kept: all that a few languages have."""
_ROUND = 100
"""The words after a number go by its last two figures: 121 years are spelled like 21."""


class Told(NamedTuple):
    """A point of time by dateparser and how fine it is: day, week, month or year."""

    day: datetime
    period: str


class Distance(NamedTuple):
    """So many of a unit (D, W, M, Y; TH for hours and less), back where negative."""

    amount: int
    unit: str


@cache
def _parser(language: str, kind: str) -> DateDataParser:
    settings = _SETTINGS | {"PARSERS": [kind]}
    return DateDataParser(languages=locales.scripts(language), use_given_order=True, settings=settings)


@lru_cache(maxsize=_MOST)
def ask(phrase: str, language: str, kind: str = "absolute-time") -> Told | None:
    """What dateparser says of a phrase, seen from a fixed day; None where it knows nothing.

    `kind` is the one of its parsers that is asked: absolute-time for names of months and days,
    relative-time for distances.
    """
    data = _parser(language, kind).get_date_data(phrase)
    return Told(data.date_obj, data.period) if data.date_obj is not None else None


def month(name: str, language: str, day: int = 0) -> int | None:
    """The month of a name, 1 to 12, with a `day` before it if there is one; None where that is no date."""
    told = ask(f"{day} {name}" if day else name, language)
    if told is None or told.period != ("day" if day else "month"):
        return None
    return told.day.month if not day or told.day.day == day else None


def weekday(name: str, language: str) -> int | None:
    """The weekday of a name, 1 is Monday."""
    told = ask(name, language)
    return told.day.isoweekday() if told is not None and told.period == "day" else None


def distance(phrase: str, language: str) -> Distance | None:
    """How far a phrase such as "yesterday" or "next week" leads."""
    told = ask(phrase, language, "relative-time")
    if told is None:
        return None
    if told.day.time() != _VIEW.time():
        return Distance(1 if told.day > _VIEW else -1, "TH")
    match told.period:
        case "day" | "week":
            days = (told.day - _VIEW).days
            return Distance(days, "D") if told.period == "day" else Distance(days // 7, "W")
        case "month":
            return Distance(12 * (told.day.year - _VIEW.year) + told.day.month - _VIEW.month, "M")
        case "year":
            return Distance(told.day.year - _VIEW.year, "Y")
        case _:
            return None


def _months_named(groups: Groups, language: str) -> dict[str, Value] | None:
    days = [day for name in ("d1", "dd") if isinstance(day := groups.get(name), int)] or [0]
    numbers = {month(str(groups["month"]), language, day) for day in days}
    (number,) = numbers if len(numbers) == 1 else (None,)
    if number is None:
        return None
    named = _weekdays_named(groups, language) if "weekday" in groups else None
    return {"month": number} | (named or {})


def _weekdays_named(groups: Groups, language: str) -> dict[str, Value] | None:
    number = weekday(str(groups["weekday"]), language)
    return None if number is None else {"weekday": number}


def _relative(groups: Groups, language: str) -> dict[str, Value] | None:
    return _offset(distance(str(groups["relative"]), language))


def _counted(groups: Groups, language: str) -> dict[str, Value] | None:
    number = groups["n"]
    if not isinstance(number, int) or not number:
        return None
    asked = number % _ROUND or _ROUND
    behind = groups.get("behind", groups.get("closing", ""))
    found = distance(f"{groups.get('before', '')}{asked}{behind}", language)
    if found is None or found.unit == "TH":
        return _offset(found)
    return _offset(Distance(found.amount * number // asked, found.unit))


def _offset(found: Distance | None) -> dict[str, Value] | None:
    """The groups that the builder of distances reads."""
    if found is None:
        return None
    return {"n": abs(found.amount), "direction": -1 if found.amount < 0 else 1, "unit": found.unit}


def _year_off(groups: Groups, language: str) -> dict[str, Value] | None:
    found = distance(str(groups["relative"]), language)
    return {"years": found.amount} if found is not None and found.unit == "Y" else None


def _month_off(groups: Groups, language: str) -> dict[str, Value] | None:
    named, off = _months_named(groups, language), _year_off(groups, language)
    return named | off if named is not None and off is not None else None


def _era(groups: Groups, language: str) -> dict[str, Value] | None:
    before, number = groups["era"], groups["yy"]
    return {"year": before + number} if isinstance(before, int) and isinstance(number, int) else None


_READERS: dict[str, Callable[[Groups, str], dict[str, Value] | None]] = {
    "month": _months_named, "month_off": _month_off, "year_off": _year_off, "weekday": _weekdays_named,
    "relative": _relative, "counted": _counted, "era": _era,
}  # fmt: skip
"""By what a rule `asks`."""


def build(groups: Groups) -> list[Half]:
    """The words of a match as numbers, handed on to the builder that the rule names in `then`.

    Nothing where dateparser finds no date in them.
    """
    told = _READERS[str(groups["asks"])](groups, str(groups["language"]))
    return BUILDERS[str(groups["then"])]({**groups, **told}) if told is not None else []
