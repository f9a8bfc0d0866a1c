"""Timelines that people made, in the columns of TimelineJS or as its JSON: dated entries, taken as they are.

A table is such a timeline where its heads are `Year` and `Headline`. One file is one article: its text is
written here, a paragraph an entry, and every entry keeps the date that it has.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Final, NamedTuple

from pipeline import language as languages
from pipeline.dates.values import bounds
from pipeline.identity import DIGITS
from pipeline.model import Article, Slide
from pipeline.readers.origin import LARGEST, Origin, too_large, unread
from pipeline.readers.records import Bad, Numbered
from pipeline.schemas import EVENT_STATUSES, EVENT_TYPES, PRECISIONS
from pipeline.slides import KEPT, ROUGH

NAME: Final = "timelinejs 1"
"""The reader's name and version."""

_HEADS: Final = frozenset({"year", "headline"})
_TITLE: Final = "title"
_MARKUP: Final = re.compile(r"<[^<>]*>")
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_LONGEST_LABEL: Final = 200
_MOST_NAMED: Final = 5
# Characters that a row counts for which cannot be read.
_FEWEST: Final = 20
_PARTS: Final = ("year", "month", "day")


class _Told(NamedTuple):
    """One entry: a headline and a text without mark-up, its first and last date as ISO 8601."""

    headline: str
    text: str
    date: str
    date_end: str
    group: str = ""
    kept: Mapping[str, Any] = {}


def is_timeline(heads: Iterable[str]) -> bool:
    """Whether a table with these heads is a timeline."""
    return _HEADS.issubset(_head(name) for name in heads)


def of_rows(rows: Iterable[Numbered], origin: Origin) -> Iterator[Article]:
    """The timeline in the rows of a table; a bad row costs itself alone."""
    told: list[_Told] = []
    bad: list[str] = []
    title, size = "", 0
    for number, row in rows:
        size += _FEWEST if isinstance(row, Bad) else sum(len(str(value)) for value in row.values())
        if size > LARGEST:
            yield unread(origin.source, "skipped", too_large())
            return
        if isinstance(row, Bad):
            bad.append(f"{number} ({row.problem})")
            continue
        cells = {_head(name): _cell(value) for name, value in row.items()}
        if not any(cells.values()):
            continue
        headline, text = _plain(cells.get("headline", "")), _plain(cells.get("text", ""))
        if cells.get("type", "").casefold() == _TITLE:
            title = title or headline
            continue
        try:
            first = _date([cells.get(part, "") for part in _PARTS])
            days = _range(first, _date([cells.get(f"end {part}", "") for part in _PARTS], optional=True))
        except ValueError as error:
            bad.append(f"{number} ({error})")
            continue
        told.append(_Told(headline, text, *days, cells.get("group", "")))
    yield _article(told, title, bad, origin)


def is_slides(content: Mapping[str, object]) -> bool:
    """Whether a JSON object is a timeline of TimelineJS."""
    events = content.get("events")
    return (
        isinstance(events, list)
        and bool(events)
        and all(isinstance(each, Mapping) and "start_date" in each for each in events)
    )


def of_slides(content: Mapping[str, Any], origin: Origin) -> Iterator[Article]:
    """The timeline in the JSON of TimelineJS; what `export` wrote there comes back whole."""
    told: list[_Told] = []
    bad: list[str] = []
    for number, slide in enumerate(content["events"], 1):
        try:
            days = _range(_day(slide["start_date"]), _day(slide.get("end_date") or {}, optional=True))
        except (ValueError, TypeError, AttributeError) as error:
            bad.append(f"{number} ({error})")
            continue
        kept = slide.get(KEPT)
        headline, text = _texts(slide)
        told.append(
            _Told(
                headline,
                text,
                *days,
                str(slide.get("group") or ""),
                kept if isinstance(kept, Mapping) else {},
            )
        )
    yield _article(told, _texts(content.get("title"))[0], bad, origin)


def _article(told: list[_Told], title: str, bad: list[str], origin: Origin) -> Article:
    if not told:
        named = f": {_some(bad)}" if bad else ""
        return unread(origin.source, "skipped", f"a timeline without an entry that has a date{named}")
    text, slides = _written(told, title)
    beside = [(each.group, *each.kept.items()) for each in told]
    identity = json.dumps([text, beside], ensure_ascii=False, default=str)
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    if len(identity) > LARGEST:
        return unread(origin.source, "skipped", too_large())
    return Article(
        article_id=digest[:DIGITS],
        source=origin.source,
        text=text,
        title=title or origin.name,
        published=origin.published,
        language=languages.detect(text),
        sha256=digest,
        problem=f"rows without a date that can be read: {_some(bad)}" if bad else "",
        reader=NAME,
        slides=slides,
    )


def _written(told: Iterable[_Told], title: str) -> tuple[str, tuple[Slide, ...]]:
    """The text of a timeline, and its entries with their places in it."""
    text = f"{title}\n\n" if title else ""
    slides = []
    for each in told:
        begin = len(text)
        when = " – ".join(filter(None, (each.date, each.date_end)))
        headline = each.headline or " ".join(each.text.split())[:_LONGEST_LABEL]
        text += f"{headline} (" if headline else "("
        start, end = len(text), len(text) + len(when)
        text += f"{when})"
        line = len(text)
        text += f"\n{each.text}\n\n" if each.text else "\n\n"
        slides.append(
            Slide(begin, line, start, end, each.date, each.date_end, headline or when, **_known(each))
        )
    return text.rstrip("\n") + "\n", tuple(slides)


def _known(told: _Told) -> dict[str, Any]:
    """What a timeline says of an entry beside date and words: its group may name a type of ours."""
    named = "_".join(told.group.casefold().split())
    found: dict[str, Any] = {"type": named if named in EVENT_TYPES else ""}
    kept = told.kept
    if kept.get("type") in EVENT_TYPES:
        found["type"] = kept["type"]
    if kept.get("status") in EVENT_STATUSES:
        found["status"] = kept["status"]
    if kept.get("precision") in set(PRECISIONS) - ROUGH.keys() and told.date_end:
        found["precision"] = kept["precision"]
    if isinstance(kept.get("election_id"), str):
        found["election_id"] = kept["election_id"]
    if isinstance(kept.get("round"), int):
        found["round"] = kept["round"]
    if isinstance(kept.get("actors"), list):
        found["actors"] = tuple(str(actor) for actor in kept["actors"])
    return found | {"told": bool(kept)}


def _range(first: str, last: str) -> tuple[str, str]:
    """First and last date; a range that only fills the first date out is none."""
    whole, end = bounds(first), bounds(last) if last else None
    if not whole or not end or end.latest == whole.latest:
        return first, ""
    if end.latest < whole.earliest:
        raise ValueError(f"it ends in {last}, before {first}")
    return first, last


def _day(parts: Mapping[str, Any], *, optional: bool = False) -> str:
    return _date([_cell(parts.get(part)) for part in _PARTS], optional=optional)


def _date(parts: Iterable[str], *, optional: bool = False) -> str:
    """A date as precise as its parts are, "" where it is optional and there is none.

    Raises:
        ValueError: it has no year, or is no date; the message says which.
    """
    year, month, day = (_number(part) for part in parts)
    if year is None:
        if optional:
            return ""
        raise ValueError("no year")
    known = f"{year:04}"
    if month is not None:
        known += f"-{month:02}"
        if day is not None:
            known += f"-{day:02}"
    if not bounds(known):
        raise ValueError(f"{known} is no date")
    return known


def _number(cell: str) -> int | None:
    if not cell:
        return None
    try:
        return int(float(cell))
    except (ValueError, OverflowError):
        raise ValueError(f"{cell[:20]!r} is no number") from None


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def _head(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _texts(slide: object) -> tuple[str, str]:
    text = slide.get("text") if isinstance(slide, Mapping) else None
    parts = text if isinstance(text, Mapping) else {}
    return _plain(_cell(parts.get("headline"))), _plain(_cell(parts.get("text")))


def _plain(marked: str) -> str:
    """Text without the mark-up that TimelineJS takes in cells."""
    lines = _MARKUP.sub("", _BREAK.sub("\n", marked)).splitlines()
    return "\n".join(filter(None, (" ".join(unescape(line).split()) for line in lines)))


def _some(bad: list[str]) -> str:
    more = f" and {len(bad) - _MOST_NAMED} more" if len(bad) > _MOST_NAMED else ""
    return f"{', '.join(bad[:_MOST_NAMED])}{more}"
