"""Tables as text: comma, semicolon, tab or bar between the columns, a header in the first row."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from pipeline.model import Article
from pipeline.readers import records, timelinejs
from pipeline.readers.bounds import peeked
from pipeline.readers.encoding import encoding_of, looks_binary
from pipeline.readers.origin import LARGEST, Origin, unread
from pipeline.readers.records import Bad, Numbered

_SAMPLE: Final = 1_000_000
_DELIMITERS: Final = (",", ";", "\t", "|")


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each row, named by the line that it starts in; a bad row costs that row alone."""
    sample, whole = peeked(stream, _SAMPLE)
    if looks_binary(sample):
        yield unread(origin.source, "skipped", "a binary file, not a table as text", sample)
        return
    text = io.TextIOWrapper(whole, encoding=encoding_of(sample), errors="replace", newline="")
    names, rows = _table(text)
    read_rows = timelinejs.of_rows if timelinejs.is_timeline(names) else records.articles
    yield from read_rows(rows, origin)


def _table(text: TextIO) -> tuple[list[str], Iterator[Numbered]]:
    """The heads of the columns, and the rows."""
    # The module's own limit, for all readers, is far below the length of an article.
    csv.field_size_limit(LARGEST)
    # A line without end is cut, so that it does not fill memory.
    lines = iter(lambda: text.readline(LARGEST), "")
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    (names,) = csv.reader([header], delimiter=delimiter) if header.strip() else ([],)
    return names, _rows(lines, names, delimiter)


def _rows(lines: Iterator[str], names: list[str], delimiter: str) -> Iterator[Numbered]:
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        line = rows.line_num + 2
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Bad(f"the row cannot be read: {error}")
            continue
        if len(cells) > len(names):
            yield line, Bad(f"the row has {len(cells)} cells and the header {len(names)}")
        elif cells:
            yield line, dict(zip(names, cells, strict=False))
