"""Drawing of the chart (SVG)."""

from functools import partial

from pipeline.exporting.drawing import draw
from pipeline.exporting.format import Format

FORMAT = Format(
    title="Drawing of the chart (SVG)",
    suffix=".svg",
    view=partial(draw, kind="svg"),
    library="kaleido",
    browser=True,
    keeps="the chart of one subject with its finding and its source; text stays text",
    loses="all but what the chart shows",
)
