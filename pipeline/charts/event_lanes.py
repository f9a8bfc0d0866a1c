"""The lower panel of the timeline: events in lanes, their labels beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.lanes import Item, Place, place
from pipeline.charts.rows import each_row
from pipeline.charts.style import CLEAR, EVENT_SYMBOLS, GRID, STEADY, TEXT_PX, Ink, mark_colour, note, plain

PLOT_PX = 860  # the width that labels are placed for; where the chart is narrower they give way
CHARACTER_PX = 6.4
MARK_PX = 11
MOST_LANES = 5
_DAY_MS = 86_400_000


def lay(events: pd.DataFrame, period: tuple[date, date]) -> tuple[int, list[tuple[float, Place]]]:
    """How many rows the event panel has, and row and place of each event, in the frame's order."""
    if not len(events):
        return 0, []
    low, high = (day.toordinal() for day in period)
    a_px = max(high - low, 1) / PLOT_PX
    placed: list[tuple[float, Place]] = [(0.0, Place(0, ""))] * len(events)
    row = 0
    order = events.reset_index(drop=True)
    for _, group in order.groupby("group", sort=False):
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
        row += 2 + max(found.lane for found in places)
    return row, placed


def _item(event: Any, a_px: float) -> Item:  # noqa: ANN401 - a row of a frame has no type of its own
    """What an event takes up on the axis, in days."""
    start, end = (float(date.fromisoformat(day).toordinal()) for day in (event.start, event.end))
    if event.date:
        mark = date.fromisoformat(event.date).toordinal()
        start, end = min(start, mark - MARK_PX * a_px), max(end, mark + MARK_PX * a_px)
    return Item(start, end, (len(event.label) * CHARACTER_PX + 14) * a_px)


def draw_events(
    figure: go.Figure, events: pd.DataFrame, places: Sequence[tuple[float, Place]], ink: Ink
) -> None:
    """Bars as wide as what the article says, marks on exact days, labels beside them."""
    if not len(events):
        return
    laid = events.reset_index(drop=True).assign(
        row=[row for row, _ in places], side=[found.side for _, found in places]
    )
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
            **STEADY,
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
            **STEADY,
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
            **STEADY,
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
