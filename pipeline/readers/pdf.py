"""PDF files: the text of the pages, a paragraph a line. What is a picture of text is not read."""

from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Final

from pipeline import language as languages
from pipeline import packs
from pipeline.model import Article
from pipeline.readers.documents import Document, Kind, article
from pipeline.readers.origin import Origin
from pipeline.readers.pdf_pages import pages
from pipeline.readers.wrapping import joined

if TYPE_CHECKING:
    from pdfminer.layout import LTTextBox, LTTextLine

MOST_PAGES: Final = 200
"""Pages of the longest document: an article has a few, and each takes a tenth of a second."""

_LIBRARY: Final = "pdfminer.six"
_NO_TEXT: Final = "no text stands in the PDF; it may be a scan: save its text as a text file"
# Zipf frequency of the rarest words of the lists.
_RARE: Final = 1.0
_CELLS: Final = " | "
# Paragraphs among which the heading stands.
_TITLE_WITHIN: Final = 6


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article a file. Its day is not that of the file: a PDF tells when it was made."""
    yield from article(stream, origin, _KIND, _document)


def _document(data: bytes, _: Origin) -> Document:
    from pdfminer.layout import LTTextBox  # noqa: PLC0415 - an extra

    boxes = [
        element for page in pages(data, MOST_PAGES) for element in page if isinstance(element, LTTextBox)
    ]
    language = languages.detect(" ".join(box.get_text() for box in boxes))
    paragraphs = [text for box in boxes for text in _paragraphs(box, language) if text]
    return Document("\n\n".join(paragraphs), _title(boxes))


def _paragraphs(box: "LTTextBox", language: str) -> list[str]:
    """The lines of a box as one paragraph; of a box with lines side by side, a table, a row each."""
    rows: list[list[LTTextLine]] = []
    for line in sorted(box, key=lambda line: -line.y1):
        if rows and line.y1 > (rows[-1][0].y0 + rows[-1][0].y1) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    if all(len(row) == 1 for row in rows):
        return [joined((line.get_text() for (line,) in rows), partial(_is_word, language=language))]
    ordered = (sorted(row, key=lambda line: line.x0) for row in rows)
    return [_CELLS.join(joined([line.get_text()]) for line in row) for row in ordered]


def _is_word(word: str, language: str) -> bool:
    from wordfreq import zipf_frequency  # noqa: PLC0415 - half a second, for words that are divided alone

    return language in packs.full() and zipf_frequency(word, language) > _RARE


def _title(boxes: "list[LTTextBox]") -> str:
    """The tallest of the first paragraphs; the title that a PDF names is often that of its template."""
    heights = [(_height(box), -place) for place, box in enumerate(boxes[:_TITLE_WITHIN])]
    if len({height for height, _ in heights}) < 2:
        return ""
    _, place = max(heights)
    return joined(boxes[-place].get_text().splitlines())


def _height(box: "LTTextBox") -> float:
    return round(max((line.height for line in box), default=0.0), 1)


@cache
def name() -> str:
    """The reader's name and version."""
    return f"pdf 1, {_LIBRARY} {version(_LIBRARY)}"


_KIND: Final = Kind("the PDF", name, _NO_TEXT, _LIBRARY)
