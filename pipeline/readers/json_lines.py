"""JSON lines: a record a line, read one at a time."""

import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers import records
from pipeline.readers.encoding import decode
from pipeline.readers.origin import LARGEST, Origin, too_large
from pipeline.readers.records import Bad, Numbered

# An escaped character may take six bytes for one; and a record has other fields.
_LONGEST_LINE: Final = 4 * LARGEST
_BOM: Final = "\ufeff"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each line, named by the line's number; a bad line costs that line alone."""
    yield from records.articles(lines(stream), origin)


def lines(stream: BinaryIO) -> Iterator[Numbered]:
    """The records of a stream by their lines; empty lines count and give none."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            _pass_over_rest(stream)
            yield number, Bad(too_large(_LONGEST_LINE))
        elif line.strip():
            yield number, _record(line.strip())


def _record(line: bytes) -> dict[str, object] | Bad:
    text = decode(line)
    if text is None:
        return Bad("the line is not text in an encoding that is known", line)
    try:
        record = json.loads(text.lstrip(_BOM))
    except ValueError as error:
        return Bad(f"the line is no JSON: {error}", line)
    except RecursionError:
        return Bad("the line is nested too deep", line)
    return record if isinstance(record, dict) else Bad("the line is no JSON object", line)


def _pass_over_rest(stream: BinaryIO) -> None:
    while (chunk := stream.readline(_LONGEST_LINE)) and not chunk.endswith(b"\n"):
        pass
