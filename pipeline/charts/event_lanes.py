"""The lower panel of the timeline: events in lanes, their labels beside them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date
from math import sqrt
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.lanes import Item, Place, place
from pipeline.charts.rows import each_row
from pipeline.charts.style import (
    CLEAR,
    EVENT_SYMBOLS,
    GRID,
    STEADY,
    TEXT_PX,
    Ink,
    chosen,
    chosen_label,
    mark_colour,
    note,
    plain,
)

CHARACTER_PX = 6.4
MARK_PX = 11
MOST_LANES = 5  # of a group
MOST_ROWS = 13  # of all groups: a screen has room for these and the shares
LABEL_ROWS = 1.25  # the height of a label's clear bar: Plotly hides a text in one as low as a row
CROWD_BINS = 100
CROWD_LEAST, CROWD_MOST = 0.2, 0.8  # heights in lanes
DAY_MS = 86_400_000


class Laid(NamedTuple):
    """Where events go, in rows from the top.

    `row` and label's `side` of each event in the frame's order (NaN: no room, it is only counted), the row of
    each group's heading and, where events of it are counted, of its columns.
    """

    rows: int
    row: list[float]
    side: list[str]
    heads: dict[str, float]
    crowds: dict[str, float]


def lay(events: pd.DataFrame, period: tuple[date, date], crowded: Collection[str], width: int) -> Laid:
    """Places on a plot `width` pixels wide; `crowded` groups have further events that are only counted."""
    laid = Laid(0, [float("nan")] * len(events), [""] * len(events), {}, {})
    low, high = (day.toordinal() for day in period)
    a_px = max(high - low, 1) / width
    items = {
        str(name): [
            (index, _item(each, a_px)) for index, each in zip(first.index, each_row(first), strict=True)
        ]
        for name, group in events.reset_index(drop=True).groupby("group", sort=False)
        for first in (group.sort_values(["weight", "start"], ascending=[False, True], kind="stable"),)
    }

    def placed(name: str, lanes: int) -> list[Place]:
        each = [item for _index, item in items[name]]
        return place(each, low=low, high=high, lanes=lanes, gap=2 * a_px)

    needed = {name: 1 + max(found.lane for found in placed(name, MOST_LANES)) for name in items}
    row = 0
    for name, lanes in _shared_out(needed, crowded).items():
        laid.heads[name] = row
        for (index, _each), found in zip(items[name], placed(name, lanes), strict=True):
            if found.lane < lanes:
                laid.row[index], laid.side[index] = row + 1 + found.lane, found.side
        row += 1 + lanes
        if needed[name] > lanes or name in crowded:
            laid.crowds[name] = row
            row += 1
    return laid._replace(rows=row)


def _shared_out(needed: Mapping[str, int], crowded: Collection[str]) -> dict[str, int]:
    """How many lanes each group has: what it needs, those with most giving way until all have room."""
    given = {name: min(lanes, MOST_LANES) for name, lanes in needed.items()}

    def rows() -> int:
        counted = sum(given[name] < needed[name] or name in crowded for name in given)
        return len(given) + sum(given.values()) + counted

    while rows() > MOST_ROWS and max(given.values()) > 1:
        # Of equals the last gives way: the first group matters most.
        given[max(reversed(given), key=given.__getitem__)] -= 1
    return given


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
            width=[(edges[each + 1] - edges[each]) * DAY_MS * 0.8 for each in filled],
            offset=0,
            yaxis="y2",
            marker={"color": mark_colour(str(part["colour"].iloc[0])), "opacity": 0.55, "line": {"width": 0}},
            hovertext=[words(counts[each], ends[each], ends[each + 1]) for each in filled],
            hoverinfo="text",
            **STEADY,
        )


def draw_events(figure: go.Figure, events: pd.DataFrame, places: Laid, ink: Ink, width: int) -> None:
    """Bars as wide as what the article says, marks on exact days, labels beside them."""
    if not len(events):
        return
    laid = events.assign(row=places.row, side=places.side)
    laid = laid[laid["row"].notna()].copy()  # `draw_crowd` counts the others
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
    _write_labels(figure, laid, ink, width)


def _write_labels(figure: go.Figure, laid: pd.DataFrame, ink: Ink, width: int) -> None:
    """Labels as text inside clear bars: Plotly hides a text that its bar has no room for."""
    a_px = (
        pd.Timestamp(figure.layout.xaxis.range[1]).toordinal()
        - pd.Timestamp(figure.layout.xaxis.range[0]).toordinal()
    ) / width
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
            lengths.append(item.width * DAY_MS)
        figure.add_bar(
            orientation="h",
            base=bases,
            x=lengths,
            y=part["row"],
            width=LABEL_ROWS,
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
            **chosen_label(ink),
        )


def group_headings(heads: Mapping[str, float], ink: Ink) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line over the lanes of each group, and its name: Plotly shapes and annotations."""
    names = [
        note(plain(group), xref="paper", x=0, yref="y2", y=row, yshift=-2, colour=ink.muted)
        for group, row in heads.items()
    ]
    rules = [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y2", "y0": row - 0.42,
            "y1": row - 0.42, "line": {"color": GRID, "width": 1},
        }
        for row in heads.values()
    ]  # fmt: skip
    return rules, names


def _length(start: str, end: str) -> float:
    """Milliseconds from the first to the end of the last day."""
    return float((date.fromisoformat(end).toordinal() - date.fromisoformat(start).toordinal() + 1) * DAY_MS)


def _faint(colour: str) -> str:
    """The colour as a light wash."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.22)"
