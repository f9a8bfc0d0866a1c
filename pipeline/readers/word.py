"""Word documents (.docx): paragraphs and tables in the order of the page."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.article import with_title
from pipeline.readers.bounds import check_ratio
from pipeline.readers.documents import Document, Kind, article
from pipeline.readers.origin import Origin

if TYPE_CHECKING:
    from docx.table import Table

_LIBRARY: Final = "python-docx"
_NO_TEXT: Final = "no text stands in the document"
_TITLES: Final = ("Title", "Heading 1")
_CELLS: Final = " | "
_MOST_COLUMNS: Final = 1_000


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article a document. Its day is not that of the file: a document tells when it was saved."""
    yield from article(stream, origin, _KIND, _document)


def _document(data: bytes, origin: Origin) -> Document:
    import docx  # noqa: PLC0415 - an extra

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in packed.infolist():
            origin.budget.take(member.file_size)
            check_ratio(member.file_size, member.compress_size)
    document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    title = ""
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines += _rows(block)
        elif text := " ".join(block.text.split()):
            style = block.style.name if block.style else ""
            title = title or (text if style in _TITLES else "")
            lines += [text] if [text] != lines[-1:] else []
    title = title or (document.core_properties.title or "").strip()
    return Document(with_title(title, "\n\n".join(lines)), title)


def _rows(table: "Table") -> Iterator[str]:
    """A line a row; cells that are merged stand once."""
    for row in table.rows:
        # The library makes a cell for each column that one spans.
        if sum(cell.grid_span for cell in row._tr.tc_lst) > _MOST_COLUMNS:
            raise ValueError(f"a table has more than {_MOST_COLUMNS} columns")
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
        if line := _CELLS.join(text for text in cells.values() if text):
            yield line


@cache
def name() -> str:
    """The reader's name and version."""
    return f"word 1, {_LIBRARY} {version(_LIBRARY)}"


_KIND: Final = Kind("the document", name, _NO_TEXT, _LIBRARY)
