"""The pass over the half-resolved expressions that finds what only the context knows.

It walks an article once, in order, and remembers the story's clock: the latest dates told, the
paragraph that they stand in. Each expression comes out with its TIMEX3 value and with the name of
the rule that chose it.
"""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from pipeline.dates import arithmetic
from pipeline.dates.builders import Half
from pipeline.dates.scan import Draft
from pipeline.dates.story import Story, Told
from pipeline.dates.values import UNRESOLVED, Bounds, bounds

Answer = tuple[str, str]
"""A TIMEX3 value and the context rule that chose it."""
_UNKNOWN: Answer = (UNRESOLVED, "unresolved")


_PERIOD_CODES = "QHSFW"
"""How the codes of quarters, halves, seasons and weeks begin; those of holidays are days."""


def resolve_all(drafts: list[Draft], story: Story) -> list[Answer]:
    """The value of each expression and the context rule that chose it; a time waits for the day after it."""
    drafts = _told_in_full(_share_years(drafts, story), story)
    answers: list[Answer] = [_UNKNOWN] * len(drafts)
    order = list(range(len(drafts)))
    for index in range(len(drafts) - 1):
        this, after = drafts[index], drafts[index + 1]
        if this.half.kind == "clock" and after.half.is_day and story.beside(this, after):
            order[index], order[index + 1] = index + 1, index
    for index in order:
        answers[index] = resolve(drafts[index], story)
    return answers


def _share_years(drafts: list[Draft], story: Story) -> list[Draft]:
    """The same where a date of a list or range takes its year from the one after it ("March to May 2020")."""
    out = list(drafts)
    for index in range(len(drafts) - 2, -1, -1):
        half, after = out[index].half, out[index + 1].half
        if half.month is None or after.month is None or after.year is None or not _lacks_year(half):
            continue
        if story.joins(out[index], out[index + 1]):
            later = (half.month, half.day or 0) > (after.month, after.day or 31)
            out[index] = out[index]._replace(half=half._replace(year=after.year - later))
    return out


def _told_in_full(drafts: list[Draft], story: Story) -> list[Draft]:
    """The same where the day that a distance leads to is told, too ("Five years earlier, on 7 May 2017")."""
    out = list(drafts)
    for index in range(len(drafts) - 1):
        half, after = drafts[index].half, drafts[index + 1].half
        if half.kind != "offset" or half.anchor != "story" or after.kind != "calendar" or after.year is None:
            continue
        found = bounds(_dated(after, after.year) or "")
        value = _unit_value(found.earliest, half.unit) if found else None
        if value and found and found.precision == "day" and story.beside(drafts[index], drafts[index + 1]):
            out[index] = out[index]._replace(half=half._replace(kind="fixed", value=value))
    return out


def _lacks_year(half: Half) -> bool:
    """Whether nothing in the words says which year."""
    return (half.year, half.direction, half.years) == (None, None, None) and half.anchor == "published"


def resolve(draft: Draft, story: Story) -> Answer:
    """The value of an expression and the context rule that chose it; remembers it in the story."""
    value, why = _RESOLVERS[draft.half.kind](draft, story)
    found = bounds(value)
    if found is not None:
        opens = why == "story" or story.opens(draft)
        story.tell(Told(found, draft.start, draft.end, story.paragraph(draft.start), opens, why))
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
    return f"XXXX-{half.code}" if half.code and half.code[0] in _PERIOD_CODES else UNRESOLVED


def _dated(half: Half, year: int) -> str | None:
    """The value in that year; None where the calendar has no such year or day."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if half.code and half.code[0] in _PERIOD_CODES:
        return f"{year:04d}-{half.code}"
    if half.code:
        day = arithmetic.holiday(half.code, year)
        return _with_time(day, half) if day else None
    if half.month is None:
        return f"{year:04d}"
    if half.day is None:
        return f"{year:04d}-{half.month:02d}"
    day = arithmetic.make(year, half.month, half.day)
    if day is not None and half.unit == "W":
        return arithmetic.iso_week(day)
    return _with_time(day, half) if day else None


def _year_of(draft: Draft, story: Story) -> tuple[int | None, str]:
    """The year of a month, day, season, quarter or holiday that names none."""
    half, published = draft.half, story.published
    if half.anchor == "story":
        told = story.last()
        if told is not None:
            if half.direction:
                anchor = told.found.latest if half.direction > 0 else told.found.earliest
                return _near(half, anchor, half.direction, strict=True), "anaphora"
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
        told = story.last()
        here = told if told and told.paragraph == story.paragraph(draft.start) else None
        year = _year_by_weekday(
            half, here.found.earliest if here and story.tells_of_then(here) else published
        )
        if year is not None:
            return year, "weekday"
    joined = story.joined(draft)
    if joined is not None and joined.found.precision == ("day" if half.day else "month"):
        return _near(half, joined.found.earliest, 1, strict=True), "list"
    pointed = story.direction(draft)
    heading = story.heading(draft)
    if heading is not None:
        return heading.found.earliest.year, "story"
    told = story.year_here(draft, pointed)
    if told is not None and (published is None or told.found.earliest.year != published.year):
        year = _story_year(half, told.found)
        near = bounds(_dated(half, _likeliest(half, published, pointed)) or "") if published else None
        if (
            told.opens
            or story.long_ago(told)
            or near is None
            or published is None
            or abs((near.earliest - published).days) > _NEAR
        ):
            return year, "story"
    if published is None:
        return None, ""
    if abs(pointed) == SURELY and half.month is not None and half.day is None:
        return _near(half, published, pointed, strict=False), "tense"
    return _likeliest(half, published, pointed), "tense" if pointed else "published"


def _story_year(half: Half, told: Bounds) -> int:
    """The year of a period in a story that has just told of another: the nearest to it, rather later."""
    year = told.earliest.year
    if told.precision not in ("day", "month"):
        return year

    def cost(candidate: int) -> float:
        found = bounds(_dated(half, candidate) or "")
        away = (found.latest - told.earliest).days if found else 10**6
        return away if away >= 0 else -BACKWARDS * away

    return min((year, year + 1, year - 1), key=cost)


def _near(half: Half, anchor: date, direction: int, *, strict: bool) -> int:
    """The year of the latest (-1) or next (1) such period; `strict` leaves the running one out."""
    years = (
        range(anchor.year, anchor.year - 9, -1) if direction < 0 else range(anchor.year - 1, anchor.year + 9)
    )
    for year in years:
        found = bounds(_dated(half, year) or "")
        if found is None:
            continue
        if direction < 0 and (found.latest < anchor if strict else found.earliest <= anchor):
            return year
        if direction > 0 and (found.earliest > anchor if strict else found.latest >= anchor):
            return year
    return anchor.year


BACKWARDS = 1.5
"""How many times nearer an earlier year must be in a story that goes on in time."""
SURELY = 2
"""The direction that words give which are so close to a month that the distance does not count."""
_WEEK_OF_WORK = 5
"""Days from a weekday to one that is listed after it and lies ahead of it, not behind."""
_NEAR = 45
"""Days from publication within which a day needs more than a date beside it to be of another year."""
AGAINST_TENSE = 5
"""How many times nearer a year must be for its date to be read against the tense around it."""


def _likeliest(half: Half, published: date, pointed: int) -> int:
    """The year in which such a period lies nearest to publication; against the tense it counts as farther."""

    def cost(year: int) -> float:
        found = bounds(_dated(half, year) or "")
        if found is None:
            return 10.0**6
        if found.earliest <= published <= found.latest:
            return 0
        away = (
            (found.earliest - published).days
            if found.earliest > published
            else (found.latest - published).days
        )
        return abs(away) * (AGAINST_TENSE if away * pointed < 0 else 1)

    return min((published.year - 1, published.year, published.year + 1), key=cost)


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
            if not half.direction:
                first = told.found.earliest
                day = arithmetic.shift(first, weekday - first.isoweekday(), "D")
                return (_with_time(day, half) if day else UNRESOLVED), "anaphora"
            base = told.found.latest if half.direction > 0 else told.found.earliest
            return _with_time(_weekday_near(base, weekday, half.direction, strict=True), half), "anaphora"
    base_day = story.published
    if base_day is None:
        return _UNKNOWN
    if half.unit == "W":
        day = arithmetic.shift(base_day, 7 * half.amount + weekday - base_day.isoweekday(), "D")
        return (_with_time(day, half) if day else UNRESOLVED), "relative"
    if half.direction is not None:
        if half.direction == 0:
            pointed = story.direction(draft) or 1
            return _with_time(_weekday_near(base_day, weekday, pointed, strict=False), half), "relative"
        return _with_time(_weekday_near(base_day, weekday, half.direction, strict=True), half), "relative"
    joined = story.joined(draft)
    if joined is not None and joined.found.precision == "day" and joined.resolved_by in ("weekday", "list"):
        day = _weekday_near(joined.found.earliest, weekday, 1, strict=True)
        reversed_list = (day - joined.found.earliest).days > _WEEK_OF_WORK  # "Friday and Thursday"
        if not (reversed_list and joined.found.earliest <= base_day < day):
            return _with_time(day, half), "list"
    pointed = story.direction(draft) or -1
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


def _published(story: Story) -> Bounds | None:
    return Bounds(story.published, story.published, "day", "") if story.published else None


def _anchor(draft: Draft, story: Story, precisions: tuple[str, ...] = ()) -> tuple[Bounds | None, str]:
    """The date that a relative expression starts from, and how it was found."""
    if draft.half.anchor == "story":
        told = story.told_before(draft, precisions)
        if told is not None:
            return told.found, "anaphora"
    return _published(story), "relative"


_FINE: dict[str, tuple[str, ...]] = {"D": ("day",), "W": ("day", "week"), "M": ("day", "week", "month")}
"""How fine a date must be for so many of a unit to be counted from it."""


def _offset(draft: Draft, story: Story) -> Answer:
    half = draft.half
    if half.unit == "Y" and not half.part:
        return _years_off(draft, story)
    if half.unit == "W" and half.anchor == "story" and (month := _month_here(draft, story)):
        # "In May 2012 it had 16.8 percent, and six weeks later 26.9": a month again.
        day = arithmetic.shift(month, half.amount, "W")
        return (_unit_value(day, "M") or _UNKNOWN[0] if day else _UNKNOWN[0]), "anaphora"
    found, why = _anchor(draft, story, _FINE.get(half.unit, ()))
    if found is None:
        return _UNKNOWN
    day = arithmetic.shift(found.earliest, half.amount, half.unit)
    if day is None:
        return _UNKNOWN
    if half.unit == "D" or half.part:
        return _with_time(day, half), why
    if half.unit == "W" and half.anchor == "story" and found.precision == "day":
        return day.isoformat(), why
    return _unit_value(day, half.unit) or _UNKNOWN[0], why


def _month_here(draft: Draft, story: Story) -> date | None:
    """The first day of the month that the sentence has just told in full, if it has."""
    told = story.last()
    if told is None or told.found.precision != "month" or told.resolved_by != "explicit":
        return None
    return told.found.earliest if story.in_sentence(told, draft) else None


def _years_off(draft: Draft, story: Story) -> Answer:
    """So many years away: a year, or the same quarter where quarters are told."""
    half = draft.half
    latest = story.last()
    if latest is not None and latest.found.precision == "quarter":
        reported = _reported_quarter(story)
        day = arithmetic.shift(reported, half.amount, "Y") if reported else None
        return (_unit_value(day, "Q") or _UNKNOWN[0] if day else _UNKNOWN[0]), "anaphora"
    found, why = _anchor(draft, story)
    if found is None:
        return _UNKNOWN
    if half.anchor == "story" and latest is not None:
        years = [told.found.earliest.year for told in story.told]
        if story.follows(draft) and years[-1] - half.amount in years[:-1]:
            # "1988. Seven years later ..." only says 1988 again.
            return f"{years[-1]:04d}", "anaphora"
    year = found.earliest.year + half.amount
    return (f"{year:04d}", why) if 0 < year < 10000 else _UNKNOWN


_PERIODS: dict[str, tuple[str, ...]] = {
    "D": ("day",), "W": ("day", "week"), "M": ("day", "week", "month"), "WE": ("day", "week"),
    "Q": ("quarter",), "H": ("half",),
}  # fmt: skip
"""What must have been told for "the following <unit>" to follow it."""


def _period(draft: Draft, story: Story) -> Answer:
    half = draft.half
    told = story.last(_PERIODS.get(half.unit, ())) if half.anchor == "story" else None
    found = told.found if told else _published(story)
    why = "anaphora" if told else "relative"
    if found is None:
        return _UNKNOWN
    unit, amount = half.unit, half.amount
    if unit == "WE":
        behind = found.earliest.isoweekday() < 5 and story.direction(draft) < 0
        day = arithmetic.shift(
            found.earliest, amount - 1 if not told and not amount and behind else amount, "W"
        )
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
    """A day of a month that is not named: of the month that the paragraph tells of, or near publication."""
    half = draft.half
    number = half.day or 1
    told = story.last(("day", "month"))
    if told is not None and told.paragraph == story.paragraph(draft.start):
        day = arithmetic.make(told.found.earliest.year, told.found.earliest.month, number)
        if day is not None and half.weekday in (None, day.isoweekday()):
            return day.isoformat(), "story"
    if story.published is None:
        return _UNKNOWN
    pointed = story.direction(draft)
    near: list[tuple[int, date]] = []
    for months in (-2, -1, 0, 1, 2) if half.weekday is None else range(-12, 13):
        month = arithmetic.shift(story.published.replace(day=1), months, "M")
        day = arithmetic.make(month.year, month.month, number) if month else None
        if day is not None and half.weekday in (None, day.isoweekday()):
            away = (day - story.published).days
            near.append((abs(away) * (AGAINST_TENSE if away * pointed < 0 else 1), day))
    return (min(near)[1].isoformat(), "tense" if pointed else "published") if near else _UNKNOWN


def _quarter(draft: Draft, story: Story) -> Answer:
    """The quarter last told, or the last that was over on publication, moved by so many quarters."""
    start = _reported_quarter(story, over=draft.half.direction == -1)
    if start is None:
        return _UNKNOWN
    if half_year := draft.half.year:
        start = start.replace(year=half_year)
    day = arithmetic.shift(start, draft.half.amount, "Q")
    return (_unit_value(day, "Q") or _UNKNOWN[0], "anaphora") if day else _UNKNOWN


def _reported_quarter(story: Story, *, over: bool = False) -> date | None:
    """The first day of the quarter reported on: the last one named (that is `over`), else the last over."""
    for told in reversed(story.told):
        ahead = over and story.published is not None and told.found.latest >= story.published
        if told.found.precision == "quarter" and told.resolved_by != "anaphora" and not ahead:
            return told.found.earliest
    return arithmetic.shift(story.published.replace(day=1), -1, "Q") if story.published else None


def _clock(draft: Draft, story: Story) -> Answer:
    half = draft.half
    told = story.last(("day",))
    if told is not None and told.paragraph == story.paragraph(draft.start):
        return _with_time(told.found.earliest, half), "story"
    if story.published is None:
        return f"{UNRESOLVED}T{half.time or half.part}", "unresolved"
    return _with_time(story.published, half), "published"


_RESOLVERS: dict[str, Callable[[Draft, Story], Answer]] = {
    "fixed": _fixed, "calendar": _calendar, "weekday": _weekday, "offset": _offset, "period": _period,
    "monthday": _monthday, "quarter": _quarter, "clock": _clock,
}  # fmt: skip
