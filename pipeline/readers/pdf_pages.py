"""The pages of a PDF as pdfminer lays them out, in time that grows with what stands on them and no faster."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTComponent, LTPage, LTTextBox, LTTextGroup, LTTextLine
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

MOST_ITEMS: Final = 50_000
"""Characters and lines on a page: a large one of a newspaper has thirty thousand."""

MOST_LINES: Final = 3_000
"""Lines and cells on a page: a large one of a newspaper has a thousand."""

# The library compares each pair of boxes; beyond so many, they stand from the top to the bottom.
_MOST_BOXES: Final = 150

# The library copies what it has of a line for each part of the file the line spreads over: few, large parts.
_PART: Final = 1 << 18


def pages(data: bytes, most: int) -> "Iterator[LTPage]":
    """The first pages, `most` at most.

    Raises:
        ValueError: more stands on a page than on any that is read.
    """
    from pdfminer.layout import LAParams  # noqa: PLC0415 - an extra
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    parser = PDFParser(io.BytesIO(data))
    parser.BUFSIZ = _PART
    resources = PDFResourceManager()
    device = _aggregator()(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for page in islice(PDFPage.create_pages(PDFDocument(parser)), most):
        interpreter.process_page(page)
        yield device.get_result()


@cache
def _aggregator() -> "type[PDFPageAggregator]":
    """The library's, whose pages have bounds."""
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415
    from pdfminer.layout import LTPage, LTTextGroupLRTB  # noqa: PLC0415
    from pdfminer.utils import apply_matrix_rect  # noqa: PLC0415

    class Page(LTPage):
        def add(self, obj: "LTComponent") -> None:
            if len(self) >= MOST_ITEMS:
                raise ValueError(f"a page holds more than {MOST_ITEMS:,} characters")
            super().add(obj)

        def group_textlines(
            self, laparams: "LAParams", lines: "Iterable[LTTextLine]"
        ) -> "Iterator[LTTextBox]":
            found = list(lines)
            if len(found) > MOST_LINES:
                raise ValueError(f"text stands in more than {MOST_LINES:,} places of a page")
            return super().group_textlines(laparams, found)

        def group_textboxes(self, laparams: "LAParams", boxes: "Sequence[LTTextBox]") -> "list[LTTextGroup]":
            if len(boxes) > _MOST_BOXES:
                return [LTTextGroupLRTB(boxes)]
            return super().group_textboxes(laparams, boxes)

    class Aggregator(PDFPageAggregator):
        def begin_page(self, page: "PDFPage", ctm: "Matrix") -> None:
            x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
            self.cur_item = Page(self.pageno, (0, 0, abs(x0 - x1), abs(y0 - y1)))

    return Aggregator
