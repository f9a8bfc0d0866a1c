"""The lower panel of the timeline: events in lanes, their labels beside them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.lanes import Item, Place, place
from pipeline.charts.rows import each_row
from pipeline.charts.style import (
    CHOSEN_LABEL,
    CLEAR,
    EVENT_SYMBOLS,
    GRID,
    STEADY,
    TEXT_PX,
    Ink,
    chosen,
    mark_colour,
    note,
    plain,
)

PLOT_PX = 860  # the width that labels are placed for; where the chart is narrower they give way
CHARACTER_PX = 6.4
MARK_PX = 11
MOST_LANES = 5
CROWD_BINS = 100
CROWD_LEAST, CROWD_MOST = 0.2, 0.8  # heights in lanes
_DAY_MS = 86_400_000


def lay(
    events: pd.DataFrame, period: tuple[date, date], crowded: Collection[str] = ()
) -> tuple[int, list[tuple[float, Place]], dict[str, float]]:
    """How many rows the event panel has, row and place of each event, in the frame's order, and by group the
    row in which events without room are counted; `crowded` groups have one in any case."""
    if not len(events):
        return 0, [], {}
    crowds: dict[str, float] = {}
    low, high = (day.toordinal() for day in period)
    a_px = max(high - low, 1) / PLOT_PX
    placed: list[tuple[float, Place]] = [(0.0, Place(0, ""))] * len(events)
    row = 0
    order = events.reset_index(drop=True)
    for name, group in order.groupby("group", sort=False):
        first = group.sort_values(["weight", "start"], ascending=[False, True], kind="stable")
        places = place(
            [_item(each, a_px) for each in each_row(first)],
            low=low,
            high=high,
            lanes=MOST_LANES,
            gap=2 * a_px,
        )
        for index, found in zip(first.index, places, strict=True):
            placed[index] = (row + 1 + found.lane, found)
        lanes = 1 + max(found.lane for found in places)
        if lanes > MOST_LANES or name in crowded:
            crowds[str(name)] = row + 1 + min(lanes, MOST_LANES)
            lanes = min(lanes, MOST_LANES) + 1
        row += 1 + lanes
    return row, placed, crowds


def _item(event: Any, a_px: float) -> Item:  # noqa: ANN401 - a row of a frame has no type of its own
    """What an event takes up on the axis, in days."""
    start, end = (float(date.fromisoformat(day).toordinal()) for day in (event.start, event.end))
    if event.date:
        mark = date.fromisoformat(event.date).toordinal()
        start, end = min(start, mark - MARK_PX * a_px), max(end, mark + MARK_PX * a_px)
    return Item(start, end, (len(event.label) * CHARACTER_PX + 14) * a_px)


def draw_crowd(
    figure: go.Figure,
    days: pd.DataFrame,
    rows: Mapping[str, float],
    period: tuple[date, date],
    words: Callable[[int, str, str], str],
) -> None:
    """How many events there are where marks have no room: columns of a histogram in the last lane of a group.

    Args:
        figure: is drawn on.
        days: `start` (ISO day), `group`, `colour` of each event.
        rows: the lane of each group.
        period: the first and the last day shown.
        words: the text for a number of events from one ISO day to another.
    """
    low, high = period[0].toordinal(), min(period[1].toordinal() + 1, date.max.toordinal())
    edges = [low + round((high - low) * each / CROWD_BINS) for each in range(CROWD_BINS + 1)]
    ends = [date.fromordinal(edge).isoformat() for edge in edges]
    for group, part in days.groupby("group", sort=False):
        # ISO days order as texts do, and texts need no parsing.
        counts = Counter(bisect_right(ends, day, 1, CROWD_BINS) - 1 for day in part["start"])
        filled = sorted(counts)
        most = max(counts.values())
        tall = [CROWD_LEAST + (CROWD_MOST - CROWD_LEAST) * sqrt(counts[each] / most) for each in filled]
        figure.add_bar(
            x=[ends[each] for each in filled],
            y=[-each for each in tall],  # the axis points down
            base=[rows[str(group)] + 0.4] * len(filled),
            width=[(edges[each + 1] - edges[each]) * _DAY_MS * 0.8 for each in filled],
            offset=0,
            yaxis="y2",
            marker={"color": mark_colour(str(part["colour"].iloc[0])), "opacity": 0.55, "line": {"width": 0}},
            hovertext=[words(counts[each], ends[each], ends[each + 1]) for each in filled],
            hoverinfo="text",
            **STEADY,
        )


def draw_events(
    figure: go.Figure, events: pd.DataFrame, places: Sequence[tuple[float, Place]], ink: Ink
) -> None:
    """Bars as wide as what the article says, marks on exact days, labels beside them."""
    if not len(events):
        return
    laid = events.reset_index(drop=True).assign(
        row=[row for row, _ in places], side=[found.side for _, found in places]
    )
    laid = laid[[found.lane < MOST_LANES for _, found in places]].copy()  # `draw_crowd` counts the others
    laid["hollow"] = laid["status"] != "past"
    laid["colour"] = [mark_colour(colour) for colour in laid["colour"]]
    bars = laid[(laid["start"] != laid["end"]) | (laid["date"] == "")]
    if len(bars):
        figure.add_bar(
            orientation="h",
            base=bars["start"],
            x=[_length(row.start, row.end) for row in each_row(bars)],
            y=bars["row"],
            width=0.52,
            yaxis="y2",
            marker={
                "color": [CLEAR if row.hollow else _faint(row.colour) for row in each_row(bars)],
                "line": {"width": 1.5, "color": bars["colour"]},
            },
            hovertext=bars["hover"],
            hoverinfo="text",
            customdata=bars["key"],
            **chosen(),
        )
    marks = laid[laid["date"] != ""]
    if len(marks):
        figure.add_scatter(
            x=marks["date"],
            y=marks["row"],
            yaxis="y2",
            mode="markers",
            marker={
                "symbol": [
                    EVENT_SYMBOLS.get(row.type, "circle") + ("-open" if row.hollow else "")
                    for row in each_row(marks)
                ],
                "size": 12,
                "color": marks["colour"],
                "opacity": 1,
                "line": {"width": 2 if marks["hollow"].any() else 0, "color": marks["colour"]},
            },
            hovertext=marks["hover"],
            hoverinfo="text",
            customdata=marks["key"],
            cliponaxis=False,
            **chosen(18),
        )
    _write_labels(figure, laid, ink)


def _write_labels(figure: go.Figure, laid: pd.DataFrame, ink: Ink) -> None:
    """Labels as text inside clear bars: Plotly hides a text that its bar has no room for."""
    a_px = (
        pd.Timestamp(figure.layout.xaxis.range[1]).toordinal()
        - pd.Timestamp(figure.layout.xaxis.range[0]).toordinal()
    ) / PLOT_PX
    for side, anchor in (("right", "start"), ("left", "end")):
        part = laid[laid["side"] == side]
        if not len(part):
            continue
        bases: list[str] = []
        lengths: list[float] = []
        for row in each_row(part):
            item = _item(row, a_px)
            low = item.end if side == "right" else item.start - item.width
            bases.append(date.fromordinal(max(round(low), 1)).isoformat())
            lengths.append(item.width * _DAY_MS)
        figure.add_bar(
            orientation="h",
            base=bases,
            x=lengths,
            y=part["row"],
            width=1,
            yaxis="y2",
            text=[plain(label) for label in part["label"]],
            textposition="inside",
            insidetextanchor=anchor,
            textangle=0,
            constraintext="inside",
            textfont={"size": TEXT_PX, "color": ink.text},
            marker={"color": CLEAR, "line": {"width": 0}},
            hovertext=part["hover"],
            hoverinfo="text",
            customdata=part["key"],
            **CHOSEN_LABEL,
        )


def group_headings(
    events: pd.DataFrame, places: Sequence[tuple[float, Place]], ink: Ink
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line over the lanes of each group, and its name: Plotly shapes and annotations."""
    rules: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    seen: set[str] = set()
    for group, (row, found) in zip(events.get("group", ()), places, strict=True):
        if group in seen:
            continue
        seen.add(group)
        top = row - found.lane - 1
        names.append(note(plain(group), xref="paper", x=0, yref="y2", y=top, yshift=-2, colour=ink.muted))
        rules.append(
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "yref": "y2",
                "y0": top - 0.42,
                "y1": top - 0.42,
                "line": {"color": GRID, "width": 1},
            }
        )
    return rules, names


def _length(start: str, end: str) -> float:
    """Milliseconds from the first to the end of the last day."""
    return float((date.fromisoformat(end).toordinal() - date.fromisoformat(start).toordinal() + 1) * _DAY_MS)


def _faint(colour: str) -> str:
    """The colour as a light wash."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.22)"
