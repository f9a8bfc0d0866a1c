"""TimeML documents: a text, the day of its creation and its labelled time expressions."""

import html
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)(?P<attributes>[^>]*)>")
ATTRIBUTE = re.compile(r'(?P<name>\w+)\s*=\s*"(?P<value>[^"]*)"')
CREATED = re.compile(r"<DCT>.*?value=\"(?P<day>\d{4}-\d\d-\d\d)", re.DOTALL)
TEXT = re.compile(r"<TEXT>(?P<text>.*)</TEXT>", re.DOTALL)


class Span(NamedTuple):
    """A time expression: its place in the text, TIMEX3 type and value, and the rule that found it if told."""

    start: int
    end: int
    type: str
    value: str
    rule_id: str = ""


class Document(NamedTuple):
    """A labelled text; `created` is None where it names no day."""

    name: str
    text: str
    created: date | None
    gold: list[Span]


def read(path: Path) -> Document:
    """A file of TimeML; labels outside <TEXT>, such as the creation time itself, are left out."""
    raw = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    created, body = CREATED.search(raw), TEXT.search(raw)
    source = body["text"] if body else ""
    parts: list[str] = []
    gold: list[Span] = []
    opened: list[tuple[int, dict[str, str]]] = []
    at = size = 0
    for found in [*TAG.finditer(source), None]:
        chunk = html.unescape(source[at : found.start() if found else len(source)])
        parts.append(chunk)
        size += len(chunk)
        if found is None:
            break
        at = found.end()
        if found["name"] != "TIMEX3" or found["attributes"].endswith("/"):
            continue
        if not found["close"]:
            opened.append((size, {m["name"]: m["value"] for m in ATTRIBUTE.finditer(found["attributes"])}))
        elif opened:
            start, attributes = opened.pop()
            if size > start:
                gold.append(Span(start, size, attributes.get("type", ""), attributes.get("value", "")))
    day = date.fromisoformat(created["day"]) if created else None
    return Document(path.stem, "".join(parts), day, sorted(gold))


def documents(folders: Iterable[Path]) -> list[Document]:
    """The documents of all *.tml files in the folders, by folder and name."""
    paths = (path for folder in folders for path in sorted(folder.glob("*.tml")))
    return [read(path) for path in paths if not path.name.startswith(".")]
