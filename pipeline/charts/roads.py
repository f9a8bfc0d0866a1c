"""Shares over many elections: a line for each party, family or person, named at its end."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.end_labels import MARGIN_PX, end_labels
from pipeline.charts.style import GRID, LIGHT, TEXT_PX, Ink, chosen, frame, mark_colour, note, plain

_HEIGHT = 460
_TOP, _BOTTOM = 18, 30
RUNOFF = 2
RUNOFF_SIGN = "◆ "
_ROOM = 0.2  # of the axis, for a figure beside the first point
_CLEAR = 5.5  # points above or below it, for the figure alone


def roads_figure(points: pd.DataFrame, *, bold: str, ink: Ink = LIGHT) -> go.Figure:
    """Lines through the first rounds (or only votes), with the runoffs as diamonds above or below them.

    Args:
        points: `line` (its key), `name`, `colour` (#RRGGBB), `date` (ISO day), `share_pct`, `round`
            (1, 2 or 0), `later` (true: drawn hollow), `figure` (the share as text), `hover`, `key`; in order
            of time.
        bold: the key of the line that is drawn before all others and whose first figure is written.
    """
    figure = frame(_HEIGHT, ink)
    high = max(points["share_pct"].max() * 1.08, 10.0)
    first, last = points["date"].min(), points["date"].max()
    draw_roads(figure, points, bold, ink)
    px = _HEIGHT - _TOP - _BOTTOM
    labels, strokes = end_labels(road_ends(points), last_day=str(last), low=0, high=high, px=px, ink=ink)
    start = points[points["line"] == bold].iloc[0]
    figure.update_layout(
        margin={"l": 6, "r": MARGIN_PX, "t": _TOP, "b": _BOTTOM},
        shapes=strokes,
        annotations=[
            *labels,
            *_first(start, points, ink),
        ],
        xaxis={
            "type": "date", "range": [_room(str(first), -200), last], "showgrid": False, "tickformat": "%Y",
            "tickfont": {"size": TEXT_PX, "color": ink.muted}, "fixedrange": True,
        },
        yaxis={
            "range": [0, high], "gridcolor": GRID, "zeroline": False, "ticksuffix": " %", "nticks": 6,
            "tickfont": {"size": TEXT_PX, "color": ink.muted}, "fixedrange": True,
        },
    )  # fmt: skip
    return figure


def draw_roads(figure: go.Figure, points: pd.DataFrame, bold: str, ink: Ink) -> None:
    """The lines, the bold one over all others; strokes to runoffs below, the runoffs above them."""
    links, lines, marks = [], [], []
    for key, line in sorted(points.groupby("line", sort=False), key=lambda each: each[0] == bold):
        colour = mark_colour(str(line["colour"].iloc[0]))
        rounds, runoffs = line[line["round"] != RUNOFF], line[line["round"] == RUNOFF]
        links += _links(rounds, runoffs, colour)
        lines += _line(rounds, colour, key == bold, ink)
        marks += _runoffs(runoffs, colour, ink)
    figure.add_traces([*links, *lines, *marks])


def road_ends(points: pd.DataFrame) -> list[tuple[str, float, str, str, str]]:
    """What `end_labels` needs of each line; a figure says of which round it is where lines have two, and of
    which year where the others go on."""
    last = points.drop_duplicates("line", keep="last")
    newest = _year(points["date"].max())
    columns = last[["date", "share_pct", "name", "figure", "colour", "round"]].to_numpy()
    return [
        (
            str(day),
            float(share),
            str(name),
            f"{RUNOFF_SIGN * (number == RUNOFF)}{figure}{f' ({_year(day)})' if _year(day) < newest else ''}",
            str(colour),
        )
        for day, share, name, figure, colour, number in columns
    ]


def _year(day: object) -> str:
    return str(day)[:4]


def _first(start: "pd.Series[Any]", points: pd.DataFrame, ink: Ink) -> list[dict[str, Any]]:
    """The figure that the bold line begins with: before its first point where there is room, else above or
    below; nowhere where other marks stand there."""
    days = pd.to_datetime(points["date"])
    day = pd.Timestamp(str(start["date"]))
    room = max(days.max() - days.min(), pd.Timedelta(days=1)) * _ROOM
    level = float(start["share_pct"])
    higher = points.loc[days.between(day - room * 0.2, day + room), "share_pct"] - level
    if day - days.min() >= room:
        place = {"xanchor": "right", "xshift": -10, "yanchor": "middle"}
    elif not higher.between(0, _CLEAR, inclusive="right").any():
        place = {"xanchor": "left", "xshift": -8, "yanchor": "bottom", "yshift": 9}
    elif not higher.between(-_CLEAR, 0, inclusive="left").any():
        place = {"xanchor": "left", "xshift": -8, "yanchor": "top", "yshift": -9}
    else:
        return []
    figure = f"<b>{plain(str(start['figure']))}</b>"
    return [note(figure, x=str(start["date"]), y=level, colour=ink.text, **place)]


def _line(rounds: pd.DataFrame, colour: str, is_bold: bool, ink: Ink) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=rounds["date"],
            y=rounds["share_pct"],
            mode="lines+markers",
            line={"width": 4 if is_bold else 1.8, "color": colour},
            marker={
                "symbol": ["circle-open" if later else "circle" for later in rounds["later"]],
                "size": 9 if is_bold else 7,
                "color": colour,
                "line": {"width": 1.5, "color": ink.paper},
            },
            hovertext=rounds["hover"],
            hoverinfo="text",
            customdata=rounds["key"],
            cliponaxis=False,
            **chosen(14, ink.text),
        )
    ]


def _links(rounds: pd.DataFrame, runoffs: pd.DataFrame, colour: str) -> list[go.Scatter]:
    """Thin strokes from a first round to the runoff after it."""
    before = {_year(date): share for date, share in zip(rounds["date"], rounds["share_pct"], strict=True)}
    days: list[str | None] = []
    levels: list[float | None] = []
    for date, share in zip(runoffs["date"], runoffs["share_pct"], strict=True):
        if _year(date) in before:
            days += [date, date, None]
            levels += [before[_year(date)], share, None]
    if not days:
        return []
    return [
        go.Scatter(
            x=days,
            y=levels,
            mode="lines",
            line={"width": 1, "color": colour},
            opacity=0.4,
            hoverinfo="skip",
        )
    ]


def _runoffs(runoffs: pd.DataFrame, colour: str, ink: Ink) -> list[go.Scatter]:
    if runoffs.empty:
        return []
    return [
        go.Scatter(
            x=runoffs["date"],
            y=runoffs["share_pct"],
            mode="markers",
            marker={
                "symbol": ["diamond-open" if later else "diamond" for later in runoffs["later"]],
                "size": 11, "color": colour, "line": {"width": 1.5, "color": ink.paper},
            },
            hovertext=runoffs["hover"],
            hoverinfo="text",
            customdata=runoffs["key"],
            cliponaxis=False,
            **chosen(17, ink.text),
        )
    ]  # fmt: skip


def _room(day: str, days: int) -> str:
    """The day, so many days earlier or later."""
    return str((pd.Timestamp(day) + pd.Timedelta(days=days)).date())
