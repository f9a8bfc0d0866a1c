"""A calendar (iCalendar): the dated events, votes that are announced included."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.exporting.format import Format
from pipeline.exporting.told import Telling, Told, timeline
from pipeline.store import Tables

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT: Final = "-//election-timeline//election-timeline//EN"
_STATUSES: Final = {"past": "CONFIRMED", "scheduled": "CONFIRMED", "hypothetical": "TENTATIVE"}


def _tables(tables: Tables, path: Path) -> None:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Election timeline")
    stamp = _stamp(tables)
    for told in timeline(tables):
        calendar.add_component(_event(told, stamp))
    path.write_bytes(calendar.to_ical())


def _event(told: Told, stamp: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{told.row['timeline_id']}@election-timeline")
    event.add("dtstamp", stamp)
    event.add("summary", told.row["label"])
    event.add("dtstart", told.first)
    event.add("dtend", told.after)
    event.add("categories", [told.row["type"]])
    event.add("status", _STATUSES[told.row["status"]])
    # It is no appointment: the day stays free.
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n\n".join(_description(told)))
    if url := next((telling.url for telling in told.tellings if telling.url), ""):
        event.add("url", url)
    return event


def _description(told: Told) -> Iterator[str]:
    if not told.is_day:
        yield f"As precise as it is known: {told.row['date']}"
    yield from map(_cited, told.tellings)


def _cited(telling: Telling) -> str:
    parts = (telling.title, telling.publisher, telling.published, telling.url)
    return f"“{telling.quote}”\n{', '.join(part for part in parts if part)}"


def _stamp(tables: Tables) -> datetime:
    """When the calendar was made, which it has to say: the day of the newest article, and so no clock."""
    newest = max((day for day in tables.articles["published"] if day), default="1970-01-01")
    return datetime.combine(date.fromisoformat(newest), time(tzinfo=UTC))


FORMAT = Format(
    title="Calendar (iCalendar)",
    suffix=".ics",
    tables=_tables,
    library="icalendar",
    keeps="the timeline: days, labels, types, sentences with their articles, stable ids",
    loses="figures, verdicts, dates of articles; a year is an entry as long as the year",
)
