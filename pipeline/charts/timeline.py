"""The main chart: vote shares over time above, lanes of dated events below, on one time axis."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.claims import draw_claims, draw_quiet
from pipeline.charts.end_labels import MARGIN_PX, NARROW_PX, end_labels
from pipeline.charts.event_lanes import CHARACTER_PX, DAY_MS, draw_crowd, draw_events, group_headings, lay
from pipeline.charts.point_labels import (
    ABOVE,
    AFTER,
    BEFORE,
    BELOW,
    HIGH_BEFORE,
    LEFT,
    LINE_PX,
    LOW_BEFORE,
    NOTE_SIDES,
    NOTE_WIDTHS_PX,
    PAD_PX,
    RIGHT,
    UNDER_AFTER,
    UNDER_BEFORE,
    WIDTHS_PX,
    Label,
    Plot,
    Point,
    Side,
    place_labels,
    stretch,
)
from pipeline.charts.roads import draw_roads, road_ends
from pipeline.charts.rows import each_row
from pipeline.charts.style import (
    CLEAR,
    GRID,
    LIGHT,
    NEUTRAL,
    RULE,
    STEADY,
    TEXT_PX,
    Ink,
    chosen,
    frame,
    mark_colour,
    note,
    plain,
    wrapped,
)
from pipeline.charts.targets import add_targets

ROW_PX = 21
PANELS_PX = 531  # of shares and events: with title and figures they stand on one screen
SHARES_PX = (258, 310)
TITLE_PX = 18
SOURCE_PX = 20
TITLE_CHARACTERS = (44, 64)  # of a line, on a phone and on a desk
SOURCE_CHARACTERS = MARKS_CHARACTERS = (54, 110)
MOST_EVENTS = 60  # of a group
MOST_CLAIM_LABELS = 6
MOST_NOTES = 3
POLLS_OPACITY = 0.6
_TOP_PX, _BOTTOM_PX = 46, 26  # headings and years
_NOTHING = pd.DataFrame()


class Headings(NamedTuple):
    """The words around the chart: whose shares, what is measured, in which marks, and where it is from."""

    title: str = ""
    shares: str = ""
    marks: str = ""
    source: str = ""

    def in_lines(self, narrow: bool) -> "Headings":
        """The words made ready for Plotly, in lines that a phone or a desk has room for."""
        title, marks, source = (
            each[not narrow] for each in (TITLE_CHARACTERS, MARKS_CHARACTERS, SOURCE_CHARACTERS)
        )
        return Headings(
            wrapped(self.title, title),
            plain(self.shares),
            wrapped(self.marks, marks),
            wrapped(self.source, source),
        )


def _lines_of(text: str) -> int:
    return text.count("<br>") + 1 if text else 0


def timeline_figure(
    official: pd.DataFrame,
    claims: pd.DataFrame,
    events: pd.DataFrame,
    *,
    period: tuple[date, date],
    roads: pd.DataFrame | None = None,
    polls: pd.DataFrame | None = None,
    notes: pd.DataFrame | None = None,
    colour: str = NEUTRAL,
    headings: Headings = Headings(),  # noqa: B008 - immutable
    ink: Ink = LIGHT,
    crowd: pd.DataFrame | None = None,
    crowd_words: Callable[[int, str, str], str] = "{} {}–{}".format,
    narrow: bool = False,
    tapped: bool = False,
) -> go.Figure:
    """Vote shares over events.

    Args:
        official: `series` (a line each; the last is the boldest), `date` (ISO day), `share_pct`,
            `label` (at the point, mostly empty), `rank` (of the label: 0 comes first and is always
            written), `later` (true: after the last article, drawn hollow), `hover` (safe for Plotly), `key`.
        claims: `date`, `share_pct`, `official_pct` (missing: none), `derived`, `holds`, `own` and `quiet`
            (booleans; holds: nothing contradicts it; own: the official figure is a point of the lines;
            quiet: drawn small and grey), `label`, `hover`, `key`.
        events: `start`, `end` (ISO days: what the articles say), `date` (the day of the mark, or
            empty for a bar alone), `group`, `type`, `status`, `label`, `weight` (more: placed
            first), `colour`, `hover`, `key`.
        period: the first and the last day shown.
        roads: lines of several parties or people, named at their ends, as of `roads_figure`.
        polls: `date`, `share_pct`, `colour`, `hover`, `key`: drawn light, below all else.
        notes: `date`, `share_pct`, `text`, `tick` (marked on the line): written beside a line where there is
            room, those that come first before others.
        colour: of the lines, #RRGGBB.
        headings: words over the panels, and under all.
        ink: colours of text and page.
        crowd: further events that are only counted: `start`, `group` and `colour` as of `events`.
        crowd_words: the text for a number of events from one ISO day to another.
        narrow: labels are placed for a phone.
        tapped: a finger chooses marks, and has no texts that hover; the axes do not move.

    Every mark carries its `key` as customdata, so that a click tells which row was meant.
    """
    crowd = pd.DataFrame(columns=["start", "group", "colour"]) if crowd is None else crowd
    roads, polls, notes = (_NOTHING if each is None else each for each in (roads, polls, notes))
    margin = (NARROW_PX if narrow else MARGIN_PX) if len(roads) else 0
    slim, wide = (px - margin for px in ((WIDTHS_PX[0],) * 2 if narrow else WIDTHS_PX))
    laid = lay(events, period, set(crowd["group"]), wide)
    with_shares = any(map(len, (official, claims, roads, polls)))
    lanes_px = ROW_PX * laid.rows
    shares_px = max(SHARES_PX[0], min(SHARES_PX[1], PANELS_PX - lanes_px)) * with_shares
    split = lanes_px / max(shares_px + lanes_px, 1)
    headings = headings.in_lines(narrow)
    above = _TOP_PX + TITLE_PX * (_lines_of(headings.title) + max(_lines_of(headings.marks) - 1, 0))
    below = _BOTTOM_PX + SOURCE_PX * _lines_of(headings.source)
    figure = frame(
        above + shares_px + lanes_px + below, ink, barmode="overlay", bargap=0, uirevision="timeline"
    )
    # An image of it is read on any page.
    figure.update_layout(margin_t=above, margin_b=below, paper_bgcolor=ink.paper)
    top = _top(official, claims, roads, polls)
    figure.update_layout(
        margin_r=8 + margin,
        uniformtext={"minsize": TEXT_PX, "mode": "hide"},
        xaxis={
            "type": "date",
            "range": [day.isoformat() for day in period],
            "fixedrange": tapped,
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
            **_shares_axis(top),
            "tickfont": {"color": ink.muted, "size": TEXT_PX},
            "domain": [min(split + 0.035, 0.99), 1],
        },
        yaxis2={
            "domain": [0, split],
            "range": [laid.rows - 0.5, -0.5],
            "visible": False,
            "fixedrange": True,
        },
    )
    _draw_polls(figure, polls)
    draw_quiet(figure, claims)
    if len(roads):
        draw_roads(figure, roads, "", ink)
    _draw_official(figure, official, mark_colour(colour), ink)
    draw_claims(figure, claims, ink)
    plot = Plot(*period, top, shares_px - 8, _ticks(top))
    marks = _marks(official, claims, roads, polls)
    lines = _lines(official, roads)
    labels = _point_labels(official, claims, ink)
    places = place_labels([label for label, _font in labels], marks, lines, plot, (slim, wide))
    written = [
        note(label.text, x=label.point[0], y=label.point[1], colour=ink.text, font=font)
        | side
        # What must be written may stand on marks, and is read all the same.
        | ({"bgcolor": ink.paper, "borderpad": 0} if label.must else {})
        for (label, font), side in zip(labels, places, strict=True)
        if side
    ]
    if len(notes):
        widths = (slim, wide) if narrow else NOTE_WIDTHS_PX
        taken = [(label, side) for (label, _font), side in zip(labels, places, strict=True)]
        _draw_notes(figure, notes, plot, marks, lines, taken, ink, widths)
    draw_events(figure, events, laid, ink, wide)
    without = events[pd.isna(laid.row)][["start", "group", "colour"]] if laid.crowds else crowd.head(0)
    counted = pd.concat([without, crowd])
    draw_crowd(figure, counted[counted["group"].isin(laid.crowds)], laid.crowds, period, crowd_words)
    rules, names = group_headings(laid.heads, ink)
    written += names
    if len(roads):
        last_day = period[1].isoformat()
        ends, strokes = end_labels(
            road_ends(roads), last_day=last_day, low=0, high=top, px=shares_px - 8, ink=ink, margin=margin
        )
        written, rules = written + ends, rules + strokes
    if with_shares:
        written += _panel_headings(headings, ink)
    if headings.source:
        written.append(_source(headings.source, ink))
    # All at once: Plotly checks every note again at each that is added.
    figure.update_layout(annotations=written, shapes=rules)
    if tapped:
        add_targets(figure, slim)
    return figure


def _top(*drawn: pd.DataFrame) -> float:
    """The upper end of the axis of percentages."""
    values = [value for each in drawn for value in each.get("share_pct", ())]
    return min(max(max((float(value) for value in values), default=50.0) * 1.14, 10), 104)


def _ticks(top: float) -> tuple[int, ...]:
    """The percentages written on the axis."""
    step = next(each for each in (2, 5, 10, 20) if top / each < 6)
    return tuple(range(0, int(top * 0.97) + 1, step))  # the highest stands under the upper edge


def _shares_axis(top: float) -> dict[str, Any]:
    """The axis of percentages: from nought to a little over the highest mark, labels inside the plot."""
    ticks = _ticks(top)
    return {
        "range": [0, top],
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": RULE,
        "ticklabelposition": "inside top",
        "tickvals": ticks,
        "ticktext": [f"{tick} %" if tick == ticks[-1] else str(tick) for tick in ticks],
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
                    **chosen(17 if bold else 14, ink.text),
                )


def _draw_polls(figure: go.Figure, polls: pd.DataFrame) -> None:
    """Small light crosses in the colours of those whose figures they are."""
    if not len(polls):
        return
    colours = [mark_colour(colour) for colour in polls["colour"]]
    figure.add_scatter(
        x=polls["date"],
        y=polls["share_pct"],
        mode="markers",
        marker={
            "symbol": "cross-thin", "size": 7, "opacity": POLLS_OPACITY, "color": colours,
            "line": {"width": 1.5, "color": colours},
        },
        hovertext=polls["hover"],
        hoverinfo="text",
        customdata=polls["key"],
        **(chosen(14) | {"unselected": {"marker": {"opacity": POLLS_OPACITY}}}),
    )  # fmt: skip


def _draw_notes(
    figure: go.Figure,
    notes: pd.DataFrame,
    plot: Plot,
    marks: Sequence[Point],
    lines: Sequence[Sequence[Point]],
    written: Sequence[tuple[Label, Side | None]],
    ink: Ink,
    widths: tuple[int, int],
) -> None:
    """Notes as texts inside clear bars: on a plot that is too narrow Plotly hides them."""
    rows = [*each_row(notes.head(MOST_NOTES))]
    labels = [
        Label((row.date, row.share_pct), plain(row.text), NOTE_SIDES, a_character=CHARACTER_PX)
        for row in rows
    ]
    inside = (-PAD_PX, -PAD_PX)
    sides = place_labels(labels, marks, lines, plot, widths, written, inside)
    placed = [(row, label, side) for row, label, side in zip(rows, labels, sides, strict=True) if side]
    for _row, label, side in placed:
        box = stretch(label, side, plot, widths[0])
        figure.add_bar(
            orientation="h",
            base=[box.first],
            x=[box.days * DAY_MS],
            y=[box.share_pct],
            width=[box.high],
            text=[label.text],
            textposition="inside",
            insidetextanchor={"left": "start", "center": "middle", "right": "end"}[side["xanchor"]],
            textangle=0,
            constraintext="inside",
            textfont={"size": TEXT_PX, "color": ink.muted},
            marker={"color": CLEAR, "line": {"width": 0}},
            hoverinfo="skip",
            **STEADY,
        )
    ticks = [label.point for row, label, _side in placed if row.tick]
    if ticks:
        figure.add_scatter(
            x=[day for day, _share in ticks],
            y=[share for _day, share in ticks],
            mode="markers",
            marker={"symbol": "line-ns", "size": 11, "line": {"width": 1.5, "color": NEUTRAL}},
            hoverinfo="skip",
        )


def _marks(*tables: pd.DataFrame) -> list[Point]:
    """Where marks stand."""
    return [(row.date, row.share_pct) for table in tables if len(table) for row in each_row(table)]


def _lines(official: pd.DataFrame, roads: pd.DataFrame) -> list[list[Point]]:
    """The lines as their points in order of time."""
    return [
        [(row.date, row.share_pct) for row in each_row(line.sort_values("date"))]
        for table, name in ((official, "series"), (roads, "line"))
        if len(table)
        for _, line in table.groupby(name)
    ]


def _point_labels(
    official: pd.DataFrame, claims: pd.DataFrame, ink: Ink
) -> list[tuple[Label, dict[str, Any]]]:
    """The figures that are written beside their points with their fonts, those that matter most first."""
    boldest = official["series"].iloc[-1] if len(official) else ""
    labels: list[tuple[Label, dict[str, Any]]] = []
    for row in each_row(official[official["label"] != ""].sort_values("rank", kind="stable")):
        bold = row.series == boldest
        sides = (ABOVE, BEFORE, AFTER, BELOW, UNDER_BEFORE, UNDER_AFTER, RIGHT, HIGH_BEFORE, LOW_BEFORE)
        font = {"size": 13, "color": ink.text if bold else ink.muted, "weight": 600 if bold else 400}
        labels.append((Label((row.date, row.share_pct), plain(row.label), sides, must=row.rank == 0), font))
    for row in each_row(claims[claims["label"] != ""].head(MOST_CLAIM_LABELS)):
        beside = (RIGHT, LEFT, ABOVE, BELOW)
        font = {"size": 13, "color": ink.text}
        labels.append((Label((row.date, row.share_pct), plain(row.label), beside), font))
    return labels


def _source(text: str, ink: Ink) -> dict[str, Any]:
    """Where it is from, under the years: an image of the chart keeps it."""
    return note(
        text,
        x=0,
        y=0,
        colour=ink.muted,
        xref="paper",
        yref="paper",
        yanchor="top",
        yshift=-SOURCE_PX - 4,
    )


def _panel_headings(headings: Headings, ink: Ink) -> list[dict[str, Any]]:
    """Whose shares, what is measured, and in which marks."""
    over_marks = 3 + LINE_PX * max(_lines_of(headings.marks), 1)
    return [
        note(
            text,
            x=0,
            y=1,
            colour=ink.text,
            xref="paper",
            yref="paper",
            yanchor="bottom",
            yshift=shift,
            font={"size": size, "color": ink.text, "weight": weight},
        )
        for text, shift, size, weight in (
            (headings.title, over_marks + TITLE_PX, 13, 600),
            (headings.shares, over_marks, 13, 400 if headings.title else 600),
            (headings.marks, 3, TEXT_PX, 400),
        )
        if text
    ]
