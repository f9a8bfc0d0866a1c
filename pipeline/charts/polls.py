"""Polls before a vote, and what it brought: a dot for each figure, the result as diamonds at the end."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.end_labels import MARGIN_PX, end_labels
from pipeline.charts.style import GRID, LIGHT, RULE, TEXT_PX, Ink, chosen, frame, mark_colour

_TOP, _BOTTOM = 14, 46
_LEAST_HEIGHT, _LINE_PX = 320, 40
_MONTHS = 100  # days, from which months alone stand below


def polls_figure(dots: pd.DataFrame, results: pd.DataFrame, *, day: str, ink: Ink = LIGHT) -> go.Figure:
    """Dots by the day of fieldwork, in the colours of those whose figures they are.

    Args:
        dots: `subject`, `date` (ISO day), `share_pct`, `colour`, `hollow` (an estimate of election night),
            `hover`, `key`.
        results: what stands at the end of each subject: `subject`, `name`, `share_pct` (official, or that
            of the last poll, whose day `date` has), `official` (bool), `colour`, `figure` (as text), `hover`,
            `key`.
        day: the polling day; "" while it is not known.
    """
    height = max(_LEAST_HEIGHT, _LINE_PX * len(results) + _TOP + _BOTTOM)
    figure = frame(height, ink)
    shares = [*dots["share_pct"], *results["share_pct"]]
    low = max(min(shares) - 4, 0.0)
    high = max(shares) + 4
    first, last = dots["date"].min(), max(dots["date"].max(), day)
    for _subject, part in dots.groupby("subject", sort=False):
        colour = mark_colour(str(part["colour"].iloc[0]))
        figure.add_scatter(
            x=part["date"],
            y=part["share_pct"],
            mode="markers",
            marker={
                "size": 9,
                "color": colour,
                "symbol": ["circle-open" if hollow else "circle" for hollow in part["hollow"]],
                "opacity": 0.75,
                "line": {"width": 1.5, "color": colour},
            },
            hovertext=part["hover"],
            hoverinfo="text",
            customdata=part["key"],
            cliponaxis=False,
            **(chosen(15, ink.text) | {"unselected": {"marker": {"opacity": 0.75}}}),
        )
    official = results[results["official"].astype("bool")]
    if day and len(official):
        figure.add_scatter(
            x=[day] * len(official),
            y=official["share_pct"],
            mode="markers",
            marker={
                "symbol": "diamond", "size": 13, "color": [mark_colour(each) for each in official["colour"]],
                "line": {"width": 1.5, "color": ink.paper},
            },
            hovertext=official["hover"],
            hoverinfo="text",
            customdata=official["key"],
            cliponaxis=False,
            **chosen(19, ink.text),
        )  # fmt: skip
    ends = [
        (str(date) or last, float(share), str(name), str(text), str(colour))
        for name, share, text, colour, date in results[
            ["name", "share_pct", "figure", "colour", "date"]
        ].to_numpy()
    ]
    px = height - _TOP - _BOTTOM
    labels, strokes = end_labels(ends, last_day=last, low=low, high=high, px=px, ink=ink)
    if day:
        strokes.append(
            {"type": "line", "x0": day, "x1": day, "y0": low, "y1": high, "line": {"width": 1, "color": RULE}}
        )
    lone = first == last
    long = (pd.Timestamp(last) - pd.Timestamp(first)).days > _MONTHS
    figure.update_layout(
        margin={"l": 6, "r": MARGIN_PX, "t": _TOP, "b": _BOTTOM},
        shapes=strokes,
        annotations=labels,
        xaxis={
            "type": "date", "showgrid": False, "nticks": 5, "fixedrange": True, "tickangle": 0,
            "tickformat": "%b\n%Y" if long else "%-d %b\n%Y",
            "range": [_before(first, 20 if lone else 3), _before(last, -1) if lone else last],
            "tickfont": {"size": TEXT_PX, "color": ink.muted},
        },
        yaxis={
            "range": [low, high], "gridcolor": GRID, "zeroline": False, "ticksuffix": " %", "nticks": 6,
            "tickfont": {"size": TEXT_PX, "color": ink.muted}, "fixedrange": True,
        },
    )  # fmt: skip
    return figure


def _before(day: str, days: int) -> str:
    return str((pd.Timestamp(day) - pd.Timedelta(days=days)).date())
