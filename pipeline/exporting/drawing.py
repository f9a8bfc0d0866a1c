"""The chart of a view as an image, drawn by Chromium."""

import re
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from pipeline.exporting.format import NoBrowserError

if TYPE_CHECKING:
    from pipeline.telling.filters import View
    from pipeline.telling.known import Known

_SCALE: Final = 2  # of the pixels of a raster image, for print and fine screens
_ONE: Final = Lock()  # a server draws one image at a time


def draw(view: "View", known: "Known", path: Path, kind: str) -> None:
    """Write the chart to a file as `png` or `svg`.

    Raises:
        ModuleNotFoundError: Kaleido is not installed.
        NoBrowserError: it finds no Chromium or Chrome, or cannot start it.
    """
    from choreographer.errors import BrowserDepsError, BrowserFailedError, ChromeNotFoundError
    from kaleido import PageGenerator, calc_fig_sync

    from pipeline.telling import chart, story

    figure = chart.titled(view, story.tell(view, known), known)
    # Plotly draws names by lot where none are given.
    for number, trace in enumerate(figure.data):
        trace.uid = str(number)
    options = {"format": kind, "width": chart.WIDTH_PX, "height": figure.layout.height, "scale": _SCALE}
    # Without MathJax nothing comes from the network, and what stands between dollar signs stays text.
    page = PageGenerator(mathjax=False)
    try:
        with _ONE:
            image: bytes = calc_fig_sync(figure, opts=options, kopts={"page_generator": page})
    except (BrowserDepsError, BrowserFailedError, ChromeNotFoundError) as error:
        said, _, _ = str(error).strip().replace("\n", " ").partition(". ")
        raise NoBrowserError(f"{said.rstrip('.')}.") from error
    path.write_bytes(_same(image) if kind == "svg" else image)


def _same(drawing: bytes) -> bytes:
    """The drawing without the name that Plotly draws by lot: the same chart is the same bytes."""
    drawn = re.search(rb'<defs id="defs-([0-9a-f]+)"', drawing)
    return drawing.replace(drawn[1], b"timeline") if drawn else drawing
