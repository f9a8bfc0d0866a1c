"""TimelineJS: slides of the timeline, as its JSON."""

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Final

from pipeline.exporting.format import Format
from pipeline.exporting.told import Telling, Told, timeline
from pipeline.slides import COLUMNS, KEPT, ROUGH
from pipeline.store import Tables

_PARTS: Final = ("year", "month", "day")
_TITLE: Final = "Election timeline"


def _tables(tables: Tables, path: Path) -> None:
    told = list(timeline(tables))
    articles = int((tables.articles["status"] == "ok").sum())
    about = f"{len(told)} dated events, as told by {articles} article{'' if articles == 1 else 's'}"
    content = {
        "title": {"text": {"headline": _TITLE, "text": f"<p>{about}</p>"}},
        "events": [_slide(each) for each in told],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _slide(told: Told) -> dict[str, Any]:
    row = told.row
    slide: dict[str, Any] = {
        "unique_id": row["timeline_id"],
        "group": row["type"].replace("_", " "),
        "start_date": _day(told.first) if told.is_day else _rough(told.first, row["precision"]),
        "text": {"headline": escape(row["label"]), "text": "".join(map(_paragraph, told.tellings))},
        KEPT: {name: row[name] for name in COLUMNS},
    }
    if not told.is_day:
        slide["end_date"] = _day(told.last)
        slide["display_date"] = " to ".join(each for each in (row["date"], row["date_end"]) if each)
    return slide


def _day(day: date) -> dict[str, int]:
    return {part: getattr(day, part) for part in _PARTS}


def _rough(day: date, precision: str) -> dict[str, int]:
    """No more of a date than is known."""
    return {part: getattr(day, part) for part in _PARTS[: ROUGH.get(precision, 3)]}


def _paragraph(telling: Telling) -> str:
    """A sentence with its article; TimelineJS takes HTML, so what articles say is escaped."""
    source = escape(", ".join(each for each in (telling.title, telling.publisher, telling.published) if each))
    if telling.url:
        source = f'<a href="{escape(telling.url)}">{source}</a>'
    return f"<p>“{escape(telling.quote)}”<br>{source}</p>"


FORMAT = Format(
    title="TimelineJS",
    suffix=".json",
    tables=_tables,
    keeps="the timeline: dates as precise as they are known, labels, types, votes, actors, sentences with "
    "their articles; read back whole",
    loses="figures, verdicts, dates of articles",
)
