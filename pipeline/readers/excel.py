"""Excel workbooks (.xlsx): the first sheet, a record a row, or a timeline."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers import records, timelinejs
from pipeline.readers.bounds import check_ratio, seekable
from pipeline.readers.extras import missing
from pipeline.readers.origin import Origin, too_large, unread
from pipeline.readers.records import Numbered

_LIBRARY: Final = "openpyxl"
_MOST_COLUMNS: Final = 1_000
# What Excel has. A sheet that names a row beyond would be read through all the empty ones before.
_MOST_ROWS: Final = 1_048_576
LARGEST_WORKBOOK: Final = 100_000_000
"""Bytes of the largest workbook that is read."""


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each row, named by its number; of a timeline, one of all rows."""
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        yield unread(origin.source, "skipped", missing(_LIBRARY, "documents"))
        return
    file = seekable(stream)
    if file.seek(0, io.SEEK_END) > LARGEST_WORKBOOK:
        yield unread(origin.source, "skipped", too_large(LARGEST_WORKBOOK))
        return
    with zipfile.ZipFile(file) as packed:
        for member in packed.infolist():
            origin.budget.take(member.file_size)
            check_ratio(member.file_size, member.compress_size)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    rows = book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True)
    names = ["" if name is None else str(name) for name in next(rows, ())[:_MOST_COLUMNS]]
    read_rows = timelinejs.of_rows if timelinejs.is_timeline(names) else records.articles
    yield from read_rows(_rows(rows, names), origin)


def _rows(rows: Iterator[tuple[object, ...]], names: list[str]) -> Iterator[Numbered]:
    for number, cells in enumerate(rows, 2):
        if any(cell is not None for cell in cells):
            told = zip(names, islice(cells, len(names)), strict=False)
            yield number, {name: cell for name, cell in told if name}
