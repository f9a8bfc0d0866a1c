"""Places that a finger can tap, over the marks of a chart.

Of a bar or a scatter trace Plotly chooses what hovered before the click: for a finger nothing, or what it
tapped before. Of a treemap it chooses what is clicked.
"""

from collections.abc import Iterator
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import CLEAR

REACH_PX = 16  # from a mark to each side
LEAST_PX = 5  # the same where marks crowd
MOST_APART = 150  # a page draws each box as a chart of its own
_NOTHING = "-"  # the id of what stands for no row


class _Box(NamedTuple):
    """What is tapped, its middle, and half its size in px from the lower left; what a tap tells of a mark
    without a row."""

    key: str
    x: float
    y: float
    wide: float
    high: float
    told: str = ""


def add_targets(figure: go.Figure, width: float) -> go.Figure:
    """Lay clear boxes over the marks and labels that have keys, and one below them over all that is between:
    there a finger scrolls the page.

    The chart is about `width` px wide between its edges. Its axes have ranges and must not move: the boxes
    stand where they are. A tap on one gives its key as `id`.
    """
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    bars: list[_Box] = []
    points: list[_Box] = []
    for trace in figure.data:
        if trace.customdata is not None:
            (bars if trace.type == "bar" else points).extend(_boxes(figure, trace, width, height))
    if not bars and not points:
        return figure
    all_over = _Box(_NOTHING, width / 2, height / 2, width / 2, height / 2)
    boxes = [all_over, *bars, *_apart(points)]
    return figure.add_traces([_target(box, width, height) for box in boxes if 0 <= box.x <= width])


def _boxes(figure: go.Figure, trace: Any, width: float, height: float) -> Iterator[_Box]:  # noqa: ANN401
    """The boxes of a trace; points do not have a size yet."""
    across, up = figure.layout.xaxis, figure.layout["yaxis" + (trace.yaxis or "y")[1:]]
    bottom, top = up.domain or (0, 1)
    is_bar = trace.type == "bar"
    starts = trace.x if not is_bar else repeat(0) if trace.base is None else trace.base
    lengths = trace.x if is_bar else repeat(0)
    thick = trace.width if is_bar else 0
    thicks = repeat(thick) if isinstance(thick, int | float) else thick
    marks = zip(trace.customdata, trace.hovertext, starts, lengths, trace.y, thicks, strict=False)
    for key, told, at, length, value, wide in marks:
        start = _number(at)
        ends = (_part(across, each) for each in (start, start + length))
        left, right = (min(max(end, 0), 1) * width if is_bar else end * width for end in ends)
        level, edge = (_part(up, each) for each in (float(value), float(value) + wide / 2))
        y = (bottom + level * (top - bottom)) * height
        high = abs(edge - level) * (top - bottom) * height
        yield _Box(key or _NOTHING, (left + right) / 2, y, (right - left) / 2, high, "" if key else told)


def _number(place: object) -> float:
    """A place on an axis, a day in milliseconds."""
    return pd.Timestamp(place).value / 1e6 if isinstance(place, str | date) else float(place)  # type: ignore[arg-type]


def _part(axis: Any, place: float) -> float:  # noqa: ANN401
    """Where a place stands on an axis, from 0 to 1."""
    low, high = map(_number, axis.range)
    return (place - low) / (high - low)


def _apart(points: list[_Box]) -> list[_Box]:
    """The boxes of points, each as large as its neighbours let it be; of very many, where no finger could
    tell them apart, those that are drawn last."""
    if len(points) > MOST_APART:
        points = [*{(round(each.x / LEAST_PX), round(each.y / LEAST_PX)): each for each in points}.values()]
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
        hovertext=[box.told],
        hoverinfo="text" if box.told else "none",
        marker={"colors": [CLEAR], "line": {"width": 0}},
        root={"color": CLEAR},
        pathbar={"visible": False},
        domain={"x": _span(box.x, box.wide, width), "y": _span(box.y, box.high, height)},
    )


def _span(middle: float, half: float, whole: float) -> list[float]:
    return [max((middle - half) / whole, 0), min((middle + half) / whole, 1)]
