"""Figures written beside their points: on the side where they cover no mark, no line and no other label."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple

CHARACTER_PX: Final = 7.0
LINE_PX: Final = 17
WIDTHS_PX: Final = (335, 860)  # of the plot on a phone and on a desk
NOTE_WIDTHS_PX: Final = (740, 1100)  # a plot that is not a phone’s has notes while it is as wide
_STEP_PX: Final = 5
_NEAR_PX: Final = 9
PAD_PX: Final = 6  # around a text in a bar
_TICK_PX: Final = -5  # percentages of the axis stand on their lines, from here on

# How a label is anchored to its point, as Plotly's annotations say it.
ABOVE: Final = {"xanchor": "center", "yanchor": "bottom", "xshift": 0, "yshift": 9}
BELOW: Final = {"xanchor": "center", "yanchor": "top", "xshift": 0, "yshift": -9}
BEFORE: Final = {"xanchor": "right", "yanchor": "bottom", "xshift": -5, "yshift": 5}
AFTER: Final = {"xanchor": "left", "yanchor": "bottom", "xshift": 5, "yshift": 5}
UNDER_BEFORE: Final = {"xanchor": "right", "yanchor": "top", "xshift": 8, "yshift": -8}
UNDER_AFTER: Final = {"xanchor": "left", "yanchor": "top", "xshift": -8, "yshift": -8}
# Farther off, past a ring that stands on the point or close to it.
HIGH_BEFORE: Final = {"xanchor": "right", "yanchor": "bottom", "xshift": -13, "yshift": 10}
LOW_BEFORE: Final = {"xanchor": "right", "yanchor": "top", "xshift": -13, "yshift": -10}
RIGHT: Final = {"xanchor": "left", "yanchor": "middle", "xshift": 13, "yshift": 0}
# For notes, which may stand a little off.
NOTE_SIDES: Final = tuple(
    {"xanchor": xanchor, "yanchor": yanchor, "xshift": xshift, "yshift": yshift * sign}
    for yshift in (12, 26)
    for yanchor, sign in (("top", -1), ("bottom", 1))
    for xanchor, xshift in (("center", 0), ("left", -8), ("right", 8))
)
LEFT: Final = {"xanchor": "right", "yanchor": "middle", "xshift": -13, "yshift": 0}

Side = dict[str, Any]
Point = tuple[str, float]  # an ISO day and a percentage


class Label(NamedTuple):
    """A text for a point; `must` is written even where it covers a line, though never another label.

    `a_character` is the width of one in pixels.
    """

    point: Point
    text: str
    sides: tuple[Side, ...]
    must: bool = False
    a_character: float = CHARACTER_PX


class Plot(NamedTuple):
    """The part of the chart with the points.

    Its first and last day, its highest percentage, its height, and the percentages on its axis.
    """

    first: date
    last: date
    top: float
    height: float
    ticks: tuple[int, ...] = ()

    def at(self, point: Point, width: float) -> tuple[float, float]:
        """Where a point is, in pixels from the upper left."""
        days = date.fromisoformat(point[0]).toordinal() - self.first.toordinal()
        across = days / max(self.last.toordinal() - self.first.toordinal(), 1)
        return across * width, (1 - point[1] / self.top) * self.height


class Stretch(NamedTuple):
    """A part of the plot: first ISO day, number of days, percentage in its middle, height in percentages."""

    first: str
    days: float
    share_pct: float
    high: float


def stretch(label: Label, side: Side, plot: Plot, width: float) -> Stretch:
    """What a label takes up on a plot so wide, with room for Plotly's padding."""
    box = _box(label, side, plot, width)
    a_day = width / max(plot.last.toordinal() - plot.first.toordinal(), 1)
    first = plot.first.toordinal() + (box.left - PAD_PX) / a_day
    return Stretch(
        date.fromordinal(max(round(first), 1)).isoformat(),
        (box.right - box.left + 2 * PAD_PX) / a_day,
        (1 - (box.top + box.bottom) / 2 / plot.height) * plot.top,
        (LINE_PX + 2 * PAD_PX) / plot.height * plot.top,
    )


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


def place_labels(
    labels: Sequence[Label],
    marks: Sequence[Point],
    lines: Sequence[Sequence[Point]],
    plot: Plot,
    widths: tuple[float, float] = WIDTHS_PX,
    written: Sequence[tuple[Label, Side | None]] = (),
    beyond: tuple[float, float] = (4, 8),
) -> list[Side | None]:
    """A side for each label, the first labels having the first choice; None where it has no room.

    `written` are labels that have their places already, `beyond` says how many pixels labels may reach out
    at the left and at the right.

    What is free on the narrowest and on the widest chart is free on those between: marks only move
    apart.
    """
    drawn = [_Drawn(marks, lines, plot, width, beyond) for width in widths]
    for each in drawn:
        for label, side in written:
            if side:
                each.take(label, side)
    places: list[Side | None] = []
    for label in labels:
        tries = [[each.cost(label, side) for each in drawn] for side in label.sides]
        costs = [max(cost) for cost in tries]
        best = min(range(len(costs)), key=costs.__getitem__)
        allowed = costs[best] < (_FORBIDDEN if label.must else _DEAR)
        places.append(label.sides[best] if allowed else None)
        if allowed:
            for each in drawn:
                each.take(label, label.sides[best])
    return places


_FORBIDDEN: Final = 1_000  # covers another label or leaves the chart
_DEAR: Final = 30  # covers a mark, or much of a line


class _Drawn:
    """What is drawn already on a chart of one width."""

    def __init__(
        self,
        marks: Sequence[Point],
        lines: Sequence[Sequence[Point]],
        plot: Plot,
        width: float,
        beyond: tuple[float, float],
    ) -> None:
        self._plot = plot
        self._beyond = beyond
        self._width = width
        self._marks = [plot.at(mark, width) for mark in marks]
        self._dots = [dot for line in lines for dot in _dots([plot.at(each, width) for each in line])]
        self._labels = [_tick_box(tick, plot) for tick in plot.ticks]

    def cost(self, label: Label, side: Side) -> float:
        """How much the label would cover."""
        box = _box(label, side, self._plot, self._width)
        if (
            box.left < -self._beyond[0]
            or box.right > self._width + self._beyond[1]
            or box.top < -12
            or box.bottom > self._plot.height + 4
        ):
            return _FORBIDDEN
        if any(box.touches(other) for other in self._labels):
            return _FORBIDDEN
        at_x, at_y = self._plot.at(label.point, self._width)
        covered = sum(
            box.touches(_Box(x - _NEAR_PX, x + _NEAR_PX, y - _NEAR_PX, y + _NEAR_PX))
            for x, y in self._marks
            if abs(x - at_x) > _NEAR_PX or abs(y - at_y) > _NEAR_PX  # a ring on the point is part of it
        )
        return covered * _DEAR + sum(box.holds(*dot) for dot in self._dots)

    def take(self, label: Label, side: Side) -> None:
        """The label stands there."""
        self._labels.append(_box(label, side, self._plot, self._width))


def _box(label: Label, side: Side, plot: Plot, width: float) -> _Box:
    """What a label takes up, in pixels."""
    x, y = plot.at(label.point, width)
    wide = len(label.text) * label.a_character
    left = x + side["xshift"] - wide * {"left": 0, "center": 0.5, "right": 1}[side["xanchor"]]
    top = y - side["yshift"] - LINE_PX * {"top": 0, "middle": 0.5, "bottom": 1}[side["yanchor"]]
    return _Box(left, left + wide, top, top + LINE_PX)


def _tick_box(tick: int, plot: Plot) -> _Box:
    """Where a percentage of the axis is written."""
    wide = CHARACTER_PX * len(f"{tick} %" if tick == plot.ticks[-1] else str(tick))
    line = (1 - tick / plot.top) * plot.height
    return _Box(_TICK_PX, _TICK_PX + wide, line - LINE_PX, line)


def _dots(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Dots along a line, close enough that no label slips between them."""
    dots = []
    for (x0, y0), (x1, y1) in pairwise(line):
        steps = max(int(max(abs(x1 - x0), abs(y1 - y0)) / _STEP_PX), 1)
        dots += [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1)]
    return dots
