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

    @property
    def is_day(self) -> bool:
        """Whether it names a single day, that a time before it can be of."""
        return (
            self.kind == "weekday"
            or (self.kind == "calendar" and self.day is not None)
            or (self.kind == "offset" and self.unit == "D")
        )


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
    code = f"W{groups['ww']:02d}" if "ww" in groups else _text(groups, "code")
    if first is not None and second is not None:
        day_first = bool(groups.get("day_first", 1)) if first <= 12 and second <= 12 else first > 12
        day, month = (first, second) if day_first else (second, first)
    nth = _number(groups, "nth")
    if nth is not None:
        code, month = f"{month}.{groups['weekday']}.{nth}", None
    half = Half(
        "calendar",
        year=_year(groups),
        month=month,
        day=day,
        weekday=_number(groups, "weekday"),
        code=code,
        part=_text(groups, "part"),
        direction=_number(groups, "direction"),
        years=_number(groups, "years"),
        anchor=_text(groups, "anchor") or "published",
        mod=_text(groups, "mod"),
        type=_point_type(groups),
        time=_time(groups),
        zone=_zone(groups),
        unit=_text(groups, "unit"),
    )
    if month is not None and not 1 <= month <= 12:
        return []
    least = 1 if groups.get("century") == 20 or "oh" in groups else 10
    if "century" in groups and not least <= (_number(groups, "yy") or 0) < 100:
        return []  # "nineteen six", "eighteen thousand"
    return [half]


def _named(groups: Groups, *names: str) -> list[tuple[str, str, str]]:
    """The groups of a list that are there, each with those that bound its words; "" is the match's end."""
    there = [name for name in names if name in groups]
    return [(name, name if name != there[0] else "", name if name != there[-1] else "") for name in there]


def listed(groups: Groups) -> list[Half]:
    """Two or three days of one month: each an expression of its own ("12 and 19 June")."""
    last = calendar(groups)[0]
    return [
        last._replace(
            day=_number(groups, name), weekday=None if name != "dd" else last.weekday,
            start=start, end=name if groups.get("month_first") else end,
            opens_range=bool(groups.get("range")) and not start,
        )
        for name, start, end in _named(groups, "d1", "d2", "d3", "dd")
    ]  # fmt: skip


def months(groups: Groups) -> list[Half]:
    """Several months of one year ("March to May 2020"); one later than the last is of the year before."""
    last = _number(groups, "month") or 12
    year = _year(groups)
    halves: list[Half] = []
    for name, start, end in _named(groups, "m1", "m2", "m3", "month"):
        month = _number(groups, name) or 1
        halves.append(
            Half(
                "calendar", month=month, year=year if year is None or month <= last else year - 1,
                direction=_number(groups, "direction"), years=_number(groups, "years"),
                start=start, end=end, opens_range=bool(groups.get("range")) and not start,
            )
        )  # fmt: skip
    return halves


def years(groups: Groups) -> list[Half]:
    """Two years, the second perhaps short ("1974-81", "1999-02" but never "2022-04")."""
    first, last = _number(groups, "year"), _number(groups, "to_year")
    short = _number(groups, "to_yy")
    if first is None:
        return []
    if last is None and short is not None:
        last = first - first % 100 + short
        if last <= first and first % 100 >= _LATE_IN_CENTURY:
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
            unit="W" if "weeks" in groups else "",
            amount=_number(groups, "weeks") or 0,
            anchor=_text(groups, "anchor") or "published",
            type=_point_type(groups),
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
            type=_point_type(groups),
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


def year_list(groups: Groups) -> list[Half]:
    """Several years, each an expression of its own ("2002, 2017 and 2022")."""
    return [
        Half("calendar", year=_number(groups, name), start=start, end=end)
        for name, start, end in _named(groups, "y1", "y2", "y3", "year")
    ]


def decade(groups: Groups) -> list[Half]:
    """A decade by its first year ("the 1990s"), in short ("the '90s") or in words."""
    year = _year(groups)
    century = _number(groups, "century")
    if year is not None and century is not None:
        year = 100 * century + year % 100
    if year is None or year % 10:
        return []
    return [Half("fixed", value=f"{year // 10:03d}")]


def century(groups: Groups) -> list[Half]:
    """A century by its ordinal: the 20th is "19"."""
    number = _number(groups, "ordinal") or 0
    return [Half("fixed", value=f"{number - 1:02d}")] if 2 <= number <= 22 else []


_LATE_IN_CENTURY = 90
_HALF = "0.5"
_HALVES = {"TH": "PT30M", "TM": "PT30S", "D": "PT12H", "E": "P5Y", "C": "P50Y"}
_BASE = {"E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}


def duration(groups: Groups) -> list[Half]:
    """A length of time ("three months", "several days")."""
    unit = _text(groups, "unit")
    number = groups.get("n", groups.get("decimal", 1))
    factor = 1
    if unit in _BASE and isinstance(number, int):
        unit, factor = _BASE[unit]
    timed = unit.removeprefix("T")
    if number == _HALF and unit in _HALVES:
        return [Half("fixed", type="DURATION", value=_HALVES[unit], mod=_text(groups, "mod"))]
    sign = "PT" if unit.startswith("T") else "P"
    amount = str(number * factor) if isinstance(number, int) else number.replace(",", ".")
    value = f"{sign}{amount}{timed}"
    if groups.get("and_half") and isinstance(number, int):
        value = _and_half(number, _text(groups, "unit"), value)
    value += _and_smaller(value, groups)
    return [Half("fixed", type="DURATION", value=value, mod=_text(groups, "mod"))]


def _and_half(number: int, unit: str, value: str) -> str:
    if unit in _BASE:
        name, factor = _BASE[unit]
        return f"P{number * factor + factor // 2}{name}"
    smaller = {"Y": (6, "M"), "TH": (30, "M"), "TM": (30, "S"), "D": (12, "TH")}
    if unit not in smaller:
        return value.replace(str(number), f"{number}.5", 1)
    amount, name = smaller[unit]
    return f"{value}{name[:-1]}{amount}{name[-1]}"


def _and_smaller(value: str, groups: Groups) -> str:
    """The second part of "two years and three months"; empty where there is none."""
    number, unit = groups.get("n2"), _text(groups, "unit2")
    if not isinstance(number, int):
        return ""
    timed = unit.startswith("T") and not value.startswith("PT")
    return f"{'T' if timed else ''}{number}{unit.removeprefix('T')}"


def every(groups: Groups) -> list[Half]:
    """Something that comes again ("every five years", "each Thursday")."""
    day_of_week = _number(groups, "weekday")
    month = _number(groups, "month")
    part = _text(groups, "part")
    if groups.get("unit") == "WE":
        return [Half("fixed", type="SET", value="XXXX-WXX-WE")]
    if day_of_week is not None:
        return [Half("fixed", type="SET", value=f"XXXX-WXX-{day_of_week}{'T' + part if part else ''}")]
    if month is not None:
        number = _number(groups, "dd")
        return [Half("fixed", type="SET", value=f"XXXX-{month:02d}" + (f"-{number:02d}" if number else ""))]
    if part:
        return [Half("fixed", type="SET", value=f"XXXX-XX-XXT{part}")]
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
    if (_number(groups, "hh") or 0) > 24:
        return []
    return [Half("clock", type="TIME", time=_time(groups), part=_text(groups, "part"), zone=_zone(groups))]


def _time(groups: Groups) -> str:
    """hh:mm of the groups; empty where they name none."""
    if groups.get("clock"):
        return _text(groups, "clock")
    together = _number(groups, "hhmm")
    if together is not None:
        return f"{together // 100:02d}:{together % 100:02d}"
    hour = _number(groups, "hh")
    if hour is None:
        return ""
    half_day = _text(groups, "meridiem")
    if half_day == "PM" and hour < 12:
        hour += 12
    if half_day == "AM" and hour == 12:
        hour = 0
    return f"{hour:02d}:{_number(groups, 'mi') or 0:02d}"


def _point_type(groups: Groups) -> str:
    """TIME where there is a part of the day or a time."""
    return "TIME" if groups.get("part") or not groups.keys().isdisjoint(("hh", "hhmm", "clock")) else "DATE"


def _zone(groups: Groups) -> str:
    """Z for universal time; other zones are read but not kept."""
    return "Z" if groups.get("zone") == "Z" else ""


NOTHING = "nothing"
"""The builder of a rule for what is no date ("the Sunday Times"): its words are passed over."""
BUILDERS: dict[str, Callable[[Groups], list[Half]]] = {
    "calendar": calendar, "list": listed, "months": months, "years": years, "year_list": year_list,
    "weekday": weekday, "day": day,
    "month_day": month_day, "period": period, "offset": offset, "fixed": fixed, "decade": decade,
    "century": century, "duration": duration, "every": every, "clock": clock, "quarter_told": quarter_told,
    NOTHING: lambda groups: [],
}  # fmt: skip
"""The builders by the names that rules call them."""
