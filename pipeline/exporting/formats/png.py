"""Image of the chart (PNG)."""

from functools import partial

from pipeline.exporting.drawing import draw
from pipeline.exporting.format import Format

FORMAT = Format(
    title="Image of the chart (PNG)",
    suffix=".png",
    view=partial(draw, kind="png"),
    library="kaleido",
    browser=True,
    keeps="the chart of one subject with its finding and its source, twice as fine as a screen",
    loses="all but what the chart shows",
)
