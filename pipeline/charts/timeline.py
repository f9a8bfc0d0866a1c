"""The main chart: vote shares over time above, lanes of dated events below, on one time axis."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.lanes import Item, Place, place
from pipeline.charts.style import (
    ACCENT,
    CLEAR,
    EVENT_SYMBOLS,
    GRID,
    LIGHT,
    NEUTRAL,
    RULE,
    STEADY,
    TEXT_PX,
    Ink,
    frame,
    mark_colour,
    note,
    plain,
    ring,
)

PLOT_PX = 860  # the width that labels are placed for; where the chart is narrower they give way
CHARACTER_PX = 6.4
MARK_PX = 9
ROW_PX = 25
SHARES_PX = 310
MOST_LANES = 6
MOST_EVENTS = 600
MOST_CLAIM_LABELS = 6
_AXIS_PX = 52
_DAY_MS = 86_400_000


class Headings(NamedTuple):
    """The words over the chart: what is measured, and in which marks."""

    shares: str = ""
    marks: str = ""


def timeline_figure(
    official: pd.DataFrame,
    claims: pd.DataFrame,
    events: pd.DataFrame,
    *,
    period: tuple[date, date],
    colour: str = NEUTRAL,
    headings: Headings = Headings(),  # noqa: B008 - immutable
    chosen: str = "",
    ink: Ink = LIGHT,
) -> go.Figure:
    """Vote shares over events.

    Args:
        official: `series` (a line each; the last is the boldest), `date` (ISO day), `share_pct`,
            `label` (at the point, mostly empty), `side` (of the label: above, before or below),
            `later` (true: after the last article, drawn hollow), `hover` (safe for Plotly), `key`.
        claims: `date`, `share_pct`, `official_pct` (missing: none), `derived`, `poll` and `own`
            (booleans; own: the official figure is a point of the lines), `label`, `hover`, `key`.
        events: `start`, `end` (ISO days: what the articles say), `date` (the day of the mark, or
            empty for a bar alone), `group`, `type`, `status`, `label`, `weight` (more: placed
            first), `colour`, `hover`, `key`.
        period: the first and the last day shown.
        colour: of the lines, #RRGGBB.
        headings: words over the panels.
        chosen: the `key` of the mark to point out.
        ink: colours of text and page.

    Every mark carries its `key` as customdata, so that a click tells which row was meant.
    """
    rows, places = _rows(events, period)
    height = SHARES_PX * bool(len(official) or len(claims)) + ROW_PX * rows + _AXIS_PX
    figure = frame(height, ink, barmode="overlay", bargap=0, uirevision="timeline")
    split = (ROW_PX * rows) / max(height - _AXIS_PX, 1)
    figure.update_layout(
        uniformtext={"minsize": TEXT_PX, "mode": "hide"},
        xaxis={
            "type": "date",
            "range": [day.isoformat() for day in period],
            "showgrid": True,
            "gridcolor": GRID,
            "showline": False,
            "zeroline": False,
            "ticks": "",
            "anchor": "y2",
            "hoverformat": "%-d %B %Y",
            "tickfont": {"color": ink.muted, "size": TEXT_PX},
        },
        yaxis={
            **_shares_axis(official, claims),
            "tickfont": {"color": ink.muted, "size": TEXT_PX},
            "domain": [min(split + 0.035, 0.99), 1],
        },
        yaxis2={
            "domain": [0, split],
            "range": [rows - 0.5, -0.5],
            "visible": False,
            "fixedrange": True,
        },
    )
    _draw_official(figure, official, mark_colour(colour), ink)
    _draw_claims(figure, claims, period, ink)
    _draw_events(figure, events, places, ink)
    _write_headings(figure, events, places, headings, ink, has_shares=bool(len(official) or len(claims)))
    if chosen:
        lanes = events.assign(row=[row for row, _ in places])
        _point_out(figure, chosen, (official, claims), lanes)
    return figure


def _shares_axis(official: pd.DataFrame, claims: pd.DataFrame) -> dict[str, Any]:
    """The axis of percentages: from nought to a little over the highest mark, labels inside the plot."""
    values = [*official.get("share_pct", ()), *claims.get("share_pct", ())]
    top = max((float(value) for value in values), default=50.0)
    return {
        "range": [0, min(max(top * 1.14, 10), 104)],
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": RULE,
        "ticksuffix": " %",
        "showticksuffix": "last",
        "ticklabelposition": "inside top",
        "nticks": 6,
        "fixedrange": True,
        "anchor": "x",
    }


def _draw_official(figure: go.Figure, official: pd.DataFrame, colour: str, ink: Ink) -> None:
    """A line a series; what came after the last article is dotted and hollow."""
    names = list(dict.fromkeys(official["series"])) if len(official) else []
    for name in names:
        bold = name == names[-1] and len(names) > 1
        line = official[official["series"] == name].sort_values("date")
        known, later = line[~line["later"]], line[line["later"]]
        bridge = pd.concat([known.tail(1), later])
        shape = "diamond" if bold else "circle"
        for part, dash in ((known, "solid"), (bridge, "dot")):
            if len(part) > 1:
                figure.add_scatter(
                    x=part["date"],
                    y=part["share_pct"],
                    mode="lines",
                    line={"color": colour, "width": 3 if bold else 1.5, "dash": dash},
                    opacity=1 if bold else 0.75,
                    hoverinfo="skip",
                )
        for part, symbol in ((known, shape), (later, f"{shape}-open")):
            if len(part):
                figure.add_scatter(
                    x=part["date"],
                    y=part["share_pct"],
                    mode="markers",
                    marker={
                        "symbol": symbol,
                        "size": 11 if bold else 7,
                        "color": colour,
                        "opacity": 1,
                        "line": {"width": 2 if symbol.endswith("open") else 0, "color": colour},
                    },
                    cliponaxis=False,
                    hovertext=part["hover"],
                    hoverinfo="text",
                    customdata=part["key"],
                    **STEADY,
                )
    _label_points(figure, official, ink)


_SIDES = {
    "above": {"xanchor": "center", "yanchor": "bottom", "yshift": 7},
    "before": {"xanchor": "right", "yanchor": "bottom", "yshift": 4, "xshift": -6},
    "below": {"xanchor": "right", "yanchor": "top", "yshift": -7, "xshift": 8},
}


def _label_points(figure: go.Figure, official: pd.DataFrame, ink: Ink) -> None:
    """The few figures that are written beside their points."""
    for row in official[official["label"] != ""].itertuples():
        bold = row.series == official["series"].iloc[-1]
        font = {"size": 13, "color": ink.text if bold else ink.muted, "weight": 600 if bold else 400}
        figure.add_annotation(
            **note(plain(row.label), x=row.date, y=row.share_pct, colour=ink.text)
            | {"font": font, **_SIDES[row.side]}
        )


def _draw_claims(figure: go.Figure, claims: pd.DataFrame, period: tuple[date, date], ink: Ink) -> None:
    """Rings on the figures that articles give, with a stroke to the official figure where there is one."""
    if not len(claims):
        return
    checked = claims[claims["official_pct"].notna() & ~claims["poll"]]
    if len(checked):
        strokes_x: list[str | None] = []
        strokes_y: list[float | None] = []
        for row in checked.itertuples():
            strokes_x += [row.date, row.date, None]
            strokes_y += [row.share_pct, row.official_pct, None]
        figure.add_scatter(
            x=strokes_x, y=strokes_y, mode="lines", line={"color": ACCENT, "width": 1.5}, hoverinfo="skip"
        )
    shape = claims["derived"].map({True: "square-open", False: "circle-open"}).mask(claims["poll"], "x-thin")
    polls = claims[shape == "x-thin"]
    if len(polls):
        figure.add_scatter(
            x=polls["date"],
            y=polls["share_pct"],
            mode="markers",
            opacity=0.7,
            marker={"symbol": "x-thin", "size": 8, "line": {"width": 2, "color": ACCENT}},
            hovertext=polls["hover"],
            hoverinfo="text",
            customdata=polls["key"],
            **STEADY,
        )
    for symbol in ("square-open", "circle-open"):
        part = claims[shape == symbol]
        if len(part):
            found = {"hovertext": part["hover"], "customdata": part["key"]}
            figure.add_traces(ring(symbol, part["date"], part["share_pct"], ink, **found))
    beside = checked[~checked["own"]]
    if len(beside):
        figure.add_scatter(
            x=beside["date"],
            y=beside["official_pct"],
            mode="markers",
            marker={"symbol": "circle", "size": 6, "color": NEUTRAL},
            hoverinfo="skip",
        )
    named = claims[claims["label"] != ""].head(MOST_CLAIM_LABELS)
    last = period[1].toordinal()
    days_a_px = (last - period[0].toordinal()) / PLOT_PX
    for row in named.itertuples():
        room = (last - date.fromisoformat(row.date).toordinal()) / max(days_a_px, 1e-9)
        rightwards = room > len(row.label) * (CHARACTER_PX + 0.6) + 20
        figure.add_annotation(
            **note(
                plain(row.label),
                x=row.date,
                y=row.share_pct,
                xanchor="left" if rightwards else "right",
                xshift=13 if rightwards else -13,
                colour=ink.text,
                font={"size": 13, "color": ink.text},
            )
        )


def _rows(events: pd.DataFrame, period: tuple[date, date]) -> tuple[int, list[tuple[float, Place]]]:
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
            [_item(each, a_px) for each in first.itertuples()],
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
    start, end = (date.fromisoformat(day).toordinal() for day in (event.start, event.end))
    if event.date:
        mark = date.fromisoformat(event.date).toordinal()
        start, end = min(start, mark - MARK_PX * a_px), max(end, mark + MARK_PX * a_px)
    return Item(start, end, (len(event.label) * CHARACTER_PX + 14) * a_px)


def _draw_events(
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
            x=[_length(row.start, row.end) for row in bars.itertuples()],
            y=bars["row"],
            width=0.52,
            yaxis="y2",
            marker={
                "color": [CLEAR if row.hollow else _faint(row.colour) for row in bars.itertuples()],
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
                    for row in marks.itertuples()
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
        for row in part.itertuples():
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


def _write_headings(
    figure: go.Figure,
    events: pd.DataFrame,
    places: Sequence[tuple[float, Place]],
    headings: Headings,
    ink: Ink,
    *,
    has_shares: bool,
) -> None:
    """The words over the panels and over each group of events."""
    if has_shares:
        above = {"xref": "paper", "x": 0, "yref": "paper", "y": 1, "yanchor": "bottom"}
        bold = {"size": 13, "color": ink.text, "weight": 600}
        figure.add_annotation(**note(plain(headings.shares), **above, yshift=20, colour=ink.text, font=bold))
        figure.add_annotation(**note(plain(headings.marks), **above, yshift=3, colour=ink.muted))
    seen: set[str] = set()
    for group, (row, found) in zip(events.get("group", ()), places, strict=True):
        if group in seen:
            continue
        seen.add(group)
        top = row - found.lane - 1
        figure.add_annotation(
            **note(plain(group), xref="paper", x=0, yref="y2", y=top, yshift=-2, colour=ink.muted)
        )
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            yref="y2",
            y0=top - 0.42,
            y1=top - 0.42,
            line={"color": GRID, "width": 1},
        )


def _point_out(figure: go.Figure, chosen: str, shares: Sequence[pd.DataFrame], lanes: pd.DataFrame) -> None:
    """A line through both panels at the chosen mark, and a halo around it."""
    for table in shares:
        for row in table[table["key"] == chosen].itertuples() if len(table) else ():
            _halo(figure, row.date, row.share_pct, "y")
    for row in lanes[lanes["key"] == chosen].itertuples() if len(lanes) else ():
        _halo(figure, row.date or row.start, row.row, "y2")


def _halo(figure: go.Figure, day: str, y: float, axis: str) -> None:
    """Point out one mark."""
    figure.add_shape(
        type="line",
        xref="x",
        x0=day,
        x1=day,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": ACCENT, "width": 1, "dash": "dot"},
        layer="below",
    )
    figure.add_scatter(
        x=[day],
        y=[y],
        yaxis=axis,
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 25,
            "color": ACCENT,
            "line": {"width": 2.5, "color": ACCENT},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _length(start: str, end: str) -> float:
    """Milliseconds from the first to the end of the last day."""
    return float((date.fromisoformat(end).toordinal() - date.fromisoformat(start).toordinal() + 1) * _DAY_MS)


def _faint(colour: str) -> str:
    """The colour as a light wash."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.22)"
