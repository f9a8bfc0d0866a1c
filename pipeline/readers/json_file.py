"""JSON files: an array of records, one record, records inside an object, or lines after all."""

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers import json_lines, records, timelinejs
from pipeline.readers.bounds import peeked
from pipeline.readers.columns import ColumnsError, Record, choose, flat
from pipeline.readers.encoding import decode
from pipeline.readers.origin import Origin, too_large, unread
from pipeline.readers.records import Bad, Numbered

LARGEST_OBJECT: Final = 100_000_000
"""Bytes of the largest object that holds records; arrays and lines of records have no such limit."""

_SAMPLE: Final = 1_000_000
_BOM: Final = b"\xef\xbb\xbf"
# How deep in an object its list of records may stand: {"response": {"docs": [...]}}.
_DEEPEST: Final = 3
_MOST_NESTED: Final = 500
# The parser looks again at a string or number for each part of the file it spreads over: few, large parts.
_PART: Final = 1 << 23


class _TooDeepError(ValueError):
    """Lists in lists beyond what any record of an article has."""


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each record, named by its place in the file (its line, where each has one)."""
    head, whole = peeked(stream, _SAMPLE)
    if head.removeprefix(_BOM).lstrip().startswith(b"["):
        yield from records.articles(_items(whole), origin)
    elif _is_lines(head):
        yield from json_lines.read(whole, origin)
    else:
        yield from _of_object(whole, origin)


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a whole object, and another follows."""
    first, _, rest = head.lstrip().partition(b"\n")
    _, found = next(json_lines.lines(BytesIO(first)), (0, Bad("")))
    return bool(rest.strip()) and not isinstance(found, Bad)


def _items(stream: BinaryIO) -> Iterator[Numbered]:
    """The records of an array, one at a time; what breaks off is named and ends it."""
    import ijson  # noqa: PLC0415 (for arrays alone)

    number = 0
    head, whole = peeked(stream, len(_BOM))
    content = stream if head == _BOM else whole
    try:
        events = _not_too_deep(ijson.basic_parse(content, use_float=True, buf_size=_PART))
        for number, item in enumerate(ijson.items(ijson.parse(events), "item"), 1):
            yield number, item if isinstance(item, dict) else Bad("the item is no JSON object")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield number + 1, Bad(f"no JSON from here on: {error}")
    except _TooDeepError:
        yield number + 1, Bad("nested too deep; nothing is read from here on")


def _not_too_deep(events: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """The events of a parser. (ijson names each with its whole path: memory by the depth squared.)"""
    depth = 0
    for event in events:
        depth += event[0].startswith("start_") - event[0].startswith("end_")
        if depth > _MOST_NESTED:
            raise _TooDeepError
        yield event


def _of_object(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    data = stream.read(LARGEST_OBJECT + 1)
    if len(data) > LARGEST_OBJECT:
        yield unread(origin.source, "skipped", too_large(LARGEST_OBJECT))
        return
    try:
        content = json.loads((decode(data) or "").lstrip("\ufeff"))
    except ValueError as error:
        yield unread(origin.source, "failed", f"no JSON: {error}", data)
        return
    except RecursionError:
        yield unread(origin.source, "failed", "the object is nested too deep", data)
        return
    if not isinstance(content, dict):
        yield unread(origin.source, "failed", "the file holds no JSON object", data)
        return
    if timelinejs.is_slides(content):
        yield from timelinejs.of_slides(content, origin)
        return
    yield from records.articles(_records(content, origin), origin)


def _records(content: Record, origin: Origin) -> Iterator[Numbered]:
    """The object itself where it has a text, else its longest list of objects."""
    try:
        choose([flat(content)], origin.columns)
    except ColumnsError:
        found = max(_lists(content), key=len, default=[content])
    else:
        found = [content]
    for number, item in enumerate(found, 1):
        yield number, item if isinstance(item, dict) else Bad("the item is no JSON object")


def _lists(content: Record, depth: int = 1) -> Iterator[list[object]]:
    for value in content.values():
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield value
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists(value, depth + 1)
