"""The pass over the half-resolved expressions that finds what only the context knows.

It walks an article once, in order, and remembers the story's clock: the latest dates told, the
paragraph that they stand in. Each expression comes out with its TIMEX3 value and with the name of
the rule that chose it.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.dates import arithmetic, cues
from pipeline.dates.builders import Half
from pipeline.dates.pack import Grammar
from pipeline.dates.scan import Draft
from pipeline.dates.values import SEASONS, UNRESOLVED, Bounds, bounds

Answer = tuple[str, str]
"""A TIMEX3 value and the context rule that chose it."""
_UNKNOWN: Answer = (UNRESOLVED, "unresolved")
_COARSE = ("year", "decade", "century")


@dataclass(slots=True)
class Told:
    """A date that the story has told: its bounds, where, and how its value was found."""

    found: Bounds
    paragraph: int
    at: int
    resolved_by: str


@dataclass(slots=True)
class Story:
    """What is known while walking through an article."""

    text: str
    grammar: Grammar
    published: date | None
    breaks: list[int]
    told: list[Told] = field(default_factory=list)

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that an offset lies in."""
        return bisect_right(self.breaks, offset)

    def last(self, precisions: tuple[str, ...] = ()) -> Told | None:
        """The latest date told, of one of the precisions if any are given."""
        for told in reversed(self.told):
            if not precisions or told.found.precision in precisions:
                return told
        return None

    def year_here(self, offset: int) -> int | None:
        """The year that the paragraph is telling of: the latest that it names in full, if not the publication's."""
        here = self.paragraph(offset)
        for told in reversed(self.told):
            if told.paragraph != here:
                return None
            if told.resolved_by in ("published", "weekday", "relative"):
                return None
            if told.found.precision not in ("decade", "century"):
                return told.found.earliest.year
        return None


def resolve(draft: Draft, story: Story) -> Answer:
    """The value of an expression and the context rule that chose it; remembers it in the story."""
    value, why = _RESOLVERS[draft.half.kind](draft, story)
    found = bounds(value)
    if found is not None:
        story.told.append(Told(found, story.paragraph(draft.start), draft.start, why))
    return value, why


def _with_time(day: date, half: Half) -> str:
    """A day's value with the time or part of the day."""
    if half.time:
        return f"{day.isoformat()}T{half.time}{half.zone}"
    return f"{day.isoformat()}T{half.part}" if half.part else day.isoformat()


def _fixed(draft: Draft, story: Story) -> Answer:
    return draft.half.value, "explicit"


def _calendar(draft: Draft, story: Story) -> Answer:
    half = draft.half
    if half.year is not None:
        return _dated(half, half.year) or _UNKNOWN[0], "explicit"
    year, why = _year_of(draft, story)
    if year is None:
        return _open(half), "unresolved"
    return _dated(half, year) or _UNKNOWN[0], why


def _open(half: Half) -> str:
    """The value where the year stays unknown."""
    if half.month is not None:
        return f"XXXX-{half.month:02d}" + (f"-{half.day:02d}" if half.day else "")
    return f"XXXX-{half.code}" if half.code and half.code[0] in "QHSFW" else UNRESOLVED


def _dated(half: Half, year: int) -> str | None:
    """The value in that year; None where the calendar has no such day."""
    if half.code and (half.code in SEASONS or half.code[0] in "QH"):
        return f"{year:04d}-{half.code}"
    if half.code:
        day = arithmetic.holiday(half.code, year)
        return _with_time(day, half) if day else None
    if half.month is None:
        return f"{year:04d}"
    if half.day is None:
        return f"{year:04d}-{half.month:02d}"
    day = arithmetic.make(year, half.month, half.day)
    return _with_time(day, half) if day else None


def _year_of(draft: Draft, story: Story) -> tuple[int | None, str]:
    """The year of a month, day, season, quarter or holiday that names none."""
    half, published = draft.half, story.published
    if half.anchor == "story":
        told = story.last()
        if told is not None:
            if half.direction:
                return _near(half, told.found.latest, half.direction, strict=True), "anaphora"
            return told.found.earliest.year + (half.years or 0), "anaphora"
    if half.years is not None:
        return (published.year + half.years, "relative") if published else (None, "")
    if half.direction is not None:
        if published is None:
            return None, ""
        if half.direction == 0:
            return published.year, "relative"
        return _near(half, published, half.direction, strict=True), "relative"
    if half.weekday is not None and published is not None and half.day is not None:
        year = _year_by_weekday(half, published)
        if year is not None:
            return year, "weekday"
    year = story.year_here(draft.start)
    if year is not None and (published is None or year != published.year):
        return year, "story"
    if published is None:
        return None, ""
    pointed = cues.direction(story.text, draft.start, draft.end, story.grammar)
    if pointed:
        return _near(half, published, pointed, strict=False), "tense"
    return _nearest(half, published), "published"


def _near(half: Half, anchor: date, direction: int, *, strict: bool) -> int:
    """The year of the latest (-1) or next (1) such period beside the anchor; `strict` leaves the running one out."""
    years = range(anchor.year, anchor.year - 9, -1) if direction < 0 else range(anchor.year - 1, anchor.year + 9)
    for year in years:
        found = bounds(_dated(half, year) or "")
        if found is None:
            continue
        if direction < 0 and (found.latest < anchor if strict else found.earliest <= anchor):
            return year
        if direction > 0 and (found.earliest > anchor if strict else found.latest >= anchor):
            return year
    return anchor.year


def _nearest(half: Half, anchor: date) -> int:
    """The year in which such a period lies nearest to the anchor, the running year preferred."""

    def distance(year: int) -> int:
        found = bounds(_dated(half, year) or "")
        if found is None:
            return 10**6
        if found.earliest <= anchor <= found.latest:
            return 0
        return min(abs((found.earliest - anchor).days), abs((found.latest - anchor).days)) + (
            0 if year == anchor.year else 60
        )

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=distance)


def _year_by_weekday(half: Half, published: date) -> int | None:
    """The year near publication in which that day is that weekday."""
    for years in (0, -1, 1, -2, 2):
        day = arithmetic.make(published.year + years, half.month or 1, half.day or 1)
        if day is not None and day.isoweekday() == half.weekday:
            return day.year
    return None


def _weekday(draft: Draft, story: Story) -> Answer:
    half = draft.half
    weekday = half.weekday or 1
    if half.anchor == "story":
        told = story.last(("day", "week"))
        if told is not None:
            base = told.found.latest if (half.direction or 0) >= 0 else told.found.earliest
            return _with_time(_weekday_near(base, weekday, half.direction or 0, strict=True), half), "anaphora"
    base_day = story.published
    if base_day is None:
        return _UNKNOWN
    if half.amount:
        monday = base_day - timedelta(days=base_day.weekday()) + timedelta(weeks=half.amount)
        return _with_time(monday + timedelta(days=weekday - 1), half), "relative"
    if half.direction is not None:
        if half.direction == 0:
            pointed = cues.direction(story.text, draft.start, draft.end, story.grammar) or 1
            return _with_time(_weekday_near(base_day, weekday, pointed, strict=False), half), "relative"
        return _with_time(_weekday_near(base_day, weekday, half.direction, strict=True), half), "relative"
    pointed = cues.direction(story.text, draft.start, draft.end, story.grammar) or -1
    return _with_time(_weekday_near(base_day, weekday, pointed, strict=False), half), "weekday"


def _weekday_near(base: date, weekday: int, direction: int, *, strict: bool) -> date:
    """The latest or next such weekday; the base itself counts unless `strict`."""
    try:
        if direction < 0:
            back = (base.isoweekday() - weekday) % 7
            return base - timedelta(days=back or (7 if strict else 0))
        ahead = (weekday - base.isoweekday()) % 7
        return base + timedelta(days=ahead or (7 if strict else 0))
    except OverflowError:
        return base


def _anchor(draft: Draft, story: Story, precisions: tuple[str, ...] = ()) -> tuple[Bounds | None, str]:
    """The date that a relative expression starts from."""
    if draft.half.anchor == "story":
        told = story.last(precisions)
        if told is not None:
            return told.found, "anaphora"
    if story.published is None:
        return None, ""
    return Bounds(story.published, story.published, "day", ""), "relative"


def _offset(draft: Draft, story: Story) -> Answer:
    half = draft.half
    fine = ("day",) if half.unit == "D" else ("day", "week") if half.unit == "W" else ("day", "week", "month") if half.unit == "M" else ()
    found, why = _anchor(draft, story, fine)
    if found is None:
        return _UNKNOWN
    day = arithmetic.shift(found.earliest, half.amount, half.unit)
    if day is None:
        return _UNKNOWN
    if half.unit == "D" or half.part:
        return _with_time(day, half), why
    if half.unit == "W":
        return (day.isoformat() if half.anchor == "story" and found.precision == "day" else arithmetic.iso_week(day)), why
    if half.unit == "M":
        return f"{day.year:04d}-{day.month:02d}", why
    return _unit_value(day, half.unit) or _UNKNOWN[0], why


def _period(draft: Draft, story: Story) -> Answer:
    half = draft.half
    found, why = _anchor(draft, story)
    if found is None:
        return _UNKNOWN
    unit = half.unit
    amount = half.amount
    if unit == "WE":
        if half.anchor != "story" and amount == 0 and cues.direction(story.text, draft.start, draft.end, story.grammar) < 0 and found.earliest.isoweekday() < 5:
            amount = -1
        day = arithmetic.shift(found.earliest, amount, "W")
        return (f"{arithmetic.iso_week(day)}-WE" if day else _UNKNOWN[0]), why
    day = arithmetic.shift(found.earliest, amount, unit)
    if day is None:
        return _UNKNOWN
    if unit == "D":
        return _with_time(day, half), why
    return _unit_value(day, unit) or _UNKNOWN[0], why


def _unit_value(day: date, unit: str) -> str | None:
    """The value of the unit that a day lies in."""
    year = f"{day.year:04d}"
    match unit:
        case "Y":
            return year
        case "M":
            return f"{year}-{day.month:02d}"
        case "W":
            return arithmetic.iso_week(day)
        case "Q":
            return f"{year}-Q{(day.month + 2) // 3}"
        case "H":
            return f"{year}-H{(day.month + 5) // 6}"
        case "E":
            return year[:3]
        case "C":
            return year[:2]
        case _:
            return None


def _monthday(draft: Draft, story: Story) -> Answer:
    half = draft.half
    told = story.last(("day", "month"))
    base = told.found.earliest if told is not None else story.published
    if base is None:
        return _UNKNOWN
    day = arithmetic.make(base.year, base.month, half.day or 1)
    return (day.isoformat(), "story") if day else _UNKNOWN


def _clock(draft: Draft, story: Story) -> Answer:
    half = draft.half
    told = story.last(("day",))
    if told is not None and told.paragraph == story.paragraph(draft.start):
        return _with_time(told.found.earliest, half), "story"
    if story.published is None:
        return _UNKNOWN
    return _with_time(story.published, half), "published"


_RESOLVERS: dict[str, Callable[[Draft, Story], Answer]] = {
    "fixed": _fixed, "calendar": _calendar, "weekday": _weekday, "offset": _offset, "period": _period,
    "monthday": _monthday, "clock": _clock,
}  # fmt: skip
