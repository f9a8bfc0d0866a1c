"""Places that a finger can tap, over the marks of a chart.

Of a bar or a scatter trace Plotly chooses what hovered before the click: for a finger nothing, or what it
tapped before. Of a treemap it chooses what is clicked.
"""

from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import CLEAR

REACH_PX = 16  # from a mark to each side
LEAST_PX = 5  # the same where marks crowd
_NOTHING = "-"  # the id of what stands for no row


class _Box(NamedTuple):
    """What is tapped, its middle, and half its size in px from the lower left."""

    key: str
    x: float
    y: float
    wide: float
    high: float


def add_targets(figure: go.Figure, width: float) -> None:
    """Lay clear boxes over the marks and labels that have keys, and one below them over all that is between:
    there a finger scrolls the page.

    The chart is about `width` px wide between its edges, which are days. Its axes must not move: the boxes
    stand where they are. A tap on one gives its key as `id`.
    """
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    bars: list[_Box] = []
    points: list[_Box] = []
    for trace in figure.data:
        if trace.customdata is not None:
            (bars if trace.type == "bar" else points).extend(_boxes(figure, trace, width, height))
    all_over = _Box(_NOTHING, width / 2, height / 2, width / 2, height / 2)
    boxes = [all_over, *bars, *_apart(points)]
    figure.add_traces([_target(box, width, height) for box in boxes if 0 <= box.x <= width])


def _boxes(figure: go.Figure, trace: Any, width: float, height: float) -> Iterator[_Box]:  # noqa: ANN401
    """The boxes of a trace; points do not have a size yet."""
    first, last = (pd.Timestamp(day) for day in figure.layout.xaxis.range)
    axis = figure.layout["yaxis" + (trace.yaxis or "y")[1:]]
    (low, high), (bottom, top) = axis.range, axis.domain
    a_row = (top - bottom) * height / (high - low)
    is_bar = trace.type == "bar"
    lengths = trace.x if is_bar else repeat(0)
    starts = trace.base if is_bar else trace.x
    half = abs(a_row) * trace.width / 2 if is_bar else 0
    for key, day, length, value in zip(trace.customdata, starts, lengths, trace.y, strict=False):
        start = pd.Timestamp(day)
        ends = [(each - first) / (last - first) for each in (start, start + pd.Timedelta(length, "ms"))]
        left, right = (min(max(end, 0), 1) * width if is_bar else end * width for end in ends)
        y = bottom * height + (float(value) - low) * a_row
        yield _Box(key, (left + right) / 2, y, (right - left) / 2, half)


def _apart(points: list[_Box]) -> list[_Box]:
    """The boxes of points, each as large as its neighbours let it be."""
    found = []
    for point in points:
        gaps = (max(abs(point.x - other.x), abs(point.y - other.y)) / 2 for other in points)
        reach = min((gap for gap in gaps if gap >= LEAST_PX), default=REACH_PX)
        reach = min(reach, REACH_PX)
        found.append(point._replace(wide=reach, high=reach))
    return found


def _target(box: _Box, width: float, height: float) -> go.Treemap:
    """A treemap of one box."""
    return go.Treemap(
        ids=[box.key],
        labels=[""],
        parents=[""],
        values=[1],
        text=[""],
        textinfo="none",
        hoverinfo="none",
        marker={"colors": [CLEAR], "line": {"width": 0}},
        root={"color": CLEAR},
        pathbar={"visible": False},
        domain={"x": _span(box.x, box.wide, width), "y": _span(box.y, box.high, height)},
    )


def _span(middle: float, half: float, whole: float) -> list[float]:
    return [max((middle - half) / whole, 0), min((middle + half) / whole, 1)]
