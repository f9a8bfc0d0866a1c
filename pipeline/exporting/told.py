"""The timeline with who tells it: what formats of events are written from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from pipeline.exporting.values import records
from pipeline.store import Tables

_DAY: Final = len("2022-04-24")


@dataclass(frozen=True)
class Telling:
    """A sentence that tells of an event, and its article; `url` is http(s) or empty."""

    quote: str
    article_id: str
    title: str
    publisher: str
    published: str
    url: str


@dataclass(frozen=True)
class Told:
    """An entry of the timeline: its row, and a telling for each article."""

    row: Mapping[str, Any]
    tellings: tuple[Telling, ...]

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date.fromisoformat(self.row["earliest"])

    @property
    def last(self) -> date:
        """The last day that it can be."""
        return date.fromisoformat(self.row["latest"])

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(str(self.row["date"])) == _DAY and not self.row["date_end"]

    @property
    def after(self) -> date:
        """The day after its last one."""
        return self.last + timedelta(days=1) if self.last < date.max else self.last


def timeline(tables: Tables) -> Iterator[Told]:
    """The entries that have days, in order of them; an article tells of each once."""
    articles = {row["article_id"]: row for row in records(tables.articles.drop(columns="text"))}
    events = {row["event_id"]: row for row in records(tables.events)}
    for row in records(tables.timeline.sort_values(["earliest", "timeline_id"])):
        if row["earliest"] and row["latest"]:
            told = [events[each] for each in row["event_ids"] if each in events]
            first = {event["article_id"]: event for event in reversed(told)}
            tellings = (_telling(first[each], articles[each]) for each in sorted(first))
            yield Told(row, tuple(tellings))


def web(url: str | None) -> str:
    """An address of the web, "" for anything else: an article may name any scheme."""
    return url if url and url.startswith(("http://", "https://")) else ""


def _telling(event: Mapping[str, Any], article: Mapping[str, Any]) -> Telling:
    return Telling(
        quote=event["quote"] or "",
        article_id=article["article_id"],
        title=article["title"] or article["source"][0],
        publisher=article["publisher"] or "",
        published=article["published"] or "",
        url=web(article["url"]),
    )
