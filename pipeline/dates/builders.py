"""From the words of a match to what they say by themselves: the table of builders.

A builder sees the captured words (as numbers or codes) and returns `Half`s: values that still lack
what only the context knows. It knows no language and no publication day.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Value = int | str
Groups = Mapping[str, Value]


class Half(NamedTuple):
    """A half-resolved expression.

    `kind` says how the context completes it:
    fixed: `value` is final. calendar: `year` is missing if None, to be found by `direction`
    (-1 last, 0 this, 1 next, None open) or `years` (a shift from the anchor's year). weekday: the
    nearest in `direction`. period: the `unit` that lies `amount` units from the anchor's. offset: the
    point `amount` units away. monthday: `day` of a month to be found. clock: a time of a day to be
    found. `anchor` is published or story.
    `start` and `end` name the groups that bound the words, where a match makes several.
    """

    kind: str
    type: str = "DATE"
    value: str = ""
    mod: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    code: str = ""
    time: str = ""
    zone: str = ""
    unit: str = ""
    amount: int = 0
    direction: int | None = None
    years: int | None = None
    anchor: str = "published"
    start: str = ""
    end: str = ""
    opens_range: bool = False


def _number(groups: Groups, name: str) -> int | None:
    value = groups.get(name)
    return value if isinstance(value, int) else None


def _text(groups: Groups, name: str) -> str:
    value = groups.get(name, "")
    return value if isinstance(value, str) else str(value)


def _year(groups: Groups) -> int | None:
    """The year of the groups: in full, as two digits, or in words ("nineteen ninety-six")."""
    year = _number(groups, "year")
    if year is not None:
        return year
    short = _number(groups, "yy")
    if short is None:
        return None
    century = _number(groups, "century")
    if century is not None:
        return 100 * century + short
    return 2000 + short if short < 50 else 1900 + short


def calendar(groups: Groups) -> list[Half]:
    """Day, month, quarter, half, season, holiday or year, as far as the words go."""
    first, second = _number(groups, "first"), _number(groups, "second")
    month, day = _number(groups, "month"), _number(groups, "dd")
    if first is not None and second is not None:
        day_first = bool(groups.get("day_first", 1)) if first <= 12 and second <= 12 else first > 12
        day, month = (first, second) if day_first else (second, first)
    half = Half(
        "calendar",
        year=_year(groups),
        month=month,
        day=day,
        weekday=_number(groups, "weekday"),
        code=_text(groups, "code"),
        part=_text(groups, "part"),
        direction=_number(groups, "direction"),
        years=_number(groups, "years"),
        anchor=_text(groups, "anchor") or "published",
        mod=_text(groups, "mod"),
        type="TIME" if groups.get("part") or "hh" in groups or "clock" in groups else "DATE",
        time=_time(groups),
        zone=_zone(groups),
        unit=_text(groups, "unit"),
    )
    if month is not None and not 1 <= month <= 12:
        return []
    if "century" in groups and not 10 <= (_number(groups, "yy") or 0) < 100:
        return []  # "nineteen six", "eighteen thousand"
    return [half]


def listed(groups: Groups) -> list[Half]:
    """Two or three days of one month: each an expression of its own ("12 and 19 June")."""
    last = calendar(groups)[0]
    days = [name for name in ("d1", "d2", "dd") if name in groups]
    opens = bool(groups.get("range"))
    halves = [
        last._replace(
            day=_number(groups, name), weekday=None if name != "dd" else last.weekday,
            start=name if index else "", end=name if index < len(days) - 1 else "",
            opens_range=opens and index == 0,
        )
        for index, name in enumerate(days)
    ]  # fmt: skip
    if groups.get("month_first"):
        halves = [
            half._replace(start=name if index else "", end=name)
            for index, (half, name) in enumerate(zip(halves, days, strict=True))
        ]
    return halves


def years(groups: Groups) -> list[Half]:
    """Two years, the second perhaps short ("1974-81")."""
    first, last = _number(groups, "year"), _number(groups, "to_year")
    short = _number(groups, "to_yy")
    if first is None:
        return []
    if last is None and short is not None:
        last = first - first % 100 + short
        if last <= first:
            last += 100
    if last is None or not first < last < first + 100:
        return []
    return [
        Half("calendar", year=first, end="year", opens_range=True),
        Half("calendar", year=last, start="to_year" if "to_year" in groups else "to_yy"),
    ]


def weekday(groups: Groups) -> list[Half]:
    """A day of the week, perhaps with a part of the day or a time."""
    return [
        Half(
            "weekday",
            weekday=_number(groups, "weekday"),
            part=_text(groups, "part"),
            time=_time(groups),
            zone=_zone(groups),
            direction=_number(groups, "direction"),
            amount=_number(groups, "weeks") or 0,
            anchor=_text(groups, "anchor") or "published",
            type="TIME" if groups.get("part") or "hh" in groups or "clock" in groups else "DATE",
        )
    ]


def day(groups: Groups) -> list[Half]:
    """A day so many days from the anchor, perhaps with a part of the day or a time."""
    return [
        Half(
            "offset",
            amount=_number(groups, "days") or 0,
            unit="D",
            part=_text(groups, "part"),
            time=_time(groups),
            zone=_zone(groups),
            anchor=_text(groups, "anchor") or "published",
            type="TIME" if groups.get("part") or "hh" in groups or "clock" in groups else "DATE",
        )
    ]


def month_day(groups: Groups) -> list[Half]:
    """A day of a month that is not named ("the 24th")."""
    return [
        Half(
            "monthday", day=_number(groups, "dd"), weekday=_number(groups, "weekday"),
            direction=_number(groups, "direction"), anchor=_text(groups, "anchor") or "published",
        )
    ]  # fmt: skip


def period(groups: Groups) -> list[Half]:
    """A whole unit by its distance from the anchor's ("last year", "the following month")."""
    unit = _text(groups, "unit")
    return [
        Half(
            "period", unit=unit, amount=_number(groups, "direction") or 0, code=_text(groups, "code"),
            anchor=_text(groups, "anchor") or "published", mod=_text(groups, "mod"),
            part=_text(groups, "part"),
        )
    ]  # fmt: skip


def offset(groups: Groups) -> list[Half]:
    """A distance from the anchor ("three weeks ago"); a vague number makes a reference, not a date."""
    number = groups.get("n", 1)
    sign = _number(groups, "direction") or 0
    unit = _text(groups, "unit")
    if isinstance(number, str):
        return [fixed_ref(sign, groups)]
    if unit.startswith("T"):
        return [Half("fixed", type="DATE", value="PAST_REF" if sign < 0 else "FUTURE_REF")]
    return [
        Half(
            "offset", amount=sign * number, unit=unit, anchor=_text(groups, "anchor") or "published",
            mod=_text(groups, "mod"), part=_text(groups, "part"),
            type="TIME" if groups.get("part") else "DATE",
        )
    ]  # fmt: skip


def fixed_ref(sign: int, groups: Groups) -> Half:
    """PAST_REF or FUTURE_REF."""
    return Half("fixed", value="PAST_REF" if sign < 0 else "FUTURE_REF", mod=_text(groups, "mod"))


def fixed(groups: Groups) -> list[Half]:
    """What is always the same: PRESENT_REF, a set, a decade."""
    return [Half("fixed", type=_text(groups, "type") or "DATE", value=_text(groups, "value"))]


def decade(groups: Groups) -> list[Half]:
    """A decade by its first year ("the 1990s") or in short ("the '90s")."""
    year = _year(groups)
    if year is None or year % 10:
        return []
    return [Half("fixed", value=f"{year // 10:03d}")]


def century(groups: Groups) -> list[Half]:
    """A century by its ordinal: the 20th is "19"."""
    number = _number(groups, "ordinal") or 0
    return [Half("fixed", value=f"{number - 1:02d}")] if 2 <= number <= 22 else []


_BASE = {"E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}


def duration(groups: Groups) -> list[Half]:
    """A length of time ("three months", "several days")."""
    unit = _text(groups, "unit")
    number = groups.get("n", groups.get("decimal", 1))
    factor = 1
    if unit in _BASE and isinstance(number, int):
        unit, factor = _BASE[unit]
    timed = unit.removeprefix("T")
    sign = "PT" if unit.startswith("T") else "P"
    amount = str(number * factor) if isinstance(number, int) else number.replace(",", ".")
    value = f"{sign}{amount}{timed}"
    if groups.get("and_half") and isinstance(number, int):
        value = _and_half(number, unit, value)
    return [Half("fixed", type="DURATION", value=value, mod=_text(groups, "mod"))]


def _and_half(number: int, unit: str, value: str) -> str:
    smaller = {"Y": (6, "M"), "TH": (30, "M"), "TM": (30, "S"), "D": (12, "TH")}
    if unit not in smaller:
        return value.replace(str(number), f"{number}.5", 1)
    amount, name = smaller[unit]
    return f"{value}{name[:-1]}{amount}{name[-1]}"


def every(groups: Groups) -> list[Half]:
    """Something that comes again ("every five years", "each Thursday")."""
    day_of_week = _number(groups, "weekday")
    month = _number(groups, "month")
    part = _text(groups, "part")
    if day_of_week is not None:
        return [Half("fixed", type="SET", value=f"XXXX-WXX-{day_of_week}{'T' + part if part else ''}")]
    if month is not None:
        return [Half("fixed", type="SET", value=f"XXXX-{month:02d}")]
    if groups.get("code"):
        return [Half("fixed", type="SET", value=f"XXXX-{groups['code']}")]
    return [half._replace(type="SET") for half in duration(groups)]


def quarter_told(groups: Groups) -> list[Half]:
    """The quarter that the text reports on, or one so many quarters from it ("the year-ago quarter")."""
    return [
        Half(
            "quarter", year=_year(groups), amount=_number(groups, "amount") or 0,
            direction=_number(groups, "direction"),
        )
    ]  # fmt: skip


def clock(groups: Groups) -> list[Half]:
    """A time of a day that the context knows."""
    return [Half("clock", type="TIME", time=_time(groups), part=_text(groups, "part"), zone=_zone(groups))]


def _time(groups: Groups) -> str:
    """hh:mm of the groups; empty where they name none."""
    if groups.get("clock"):
        return _text(groups, "clock")
    hour = _number(groups, "hh")
    if hour is None:
        return ""
    half_day = _text(groups, "meridiem")
    if half_day == "PM" and hour < 12:
        hour += 12
    if half_day == "AM" and hour == 12:
        hour = 0
    return f"{hour:02d}:{_number(groups, 'mi') or 0:02d}"


def _zone(groups: Groups) -> str:
    """Z for universal time; other zones are read but not kept."""
    return "Z" if groups.get("zone") == "Z" else ""


BUILDERS: dict[str, Callable[[Groups], list[Half]]] = {
    "calendar": calendar, "list": listed, "years": years, "weekday": weekday, "day": day,
    "month_day": month_day, "period": period, "offset": offset, "fixed": fixed, "decade": decade,
    "century": century, "duration": duration, "every": every, "clock": clock, "quarter_told": quarter_told,
}  # fmt: skip
"""The builders by the names that rules call them."""
