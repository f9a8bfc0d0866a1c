"""The seats of an assembly as one bar, whose parts are as wide as parties are strong in it."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.rows import each_row
from pipeline.charts.style import LIGHT, NEUTRAL, TEXT_PX, Ink, frame, luminance, mark_colour, note, plain

HEIGHT_PX = 84
_BAR_PX, _TOP_PX = 34, 30
_SLIM_PX = 300  # of the bar on a phone
_LETTER_PX = 8  # of a digit, with room beside it
_HALF = 0.18  # luminance from which black letters stand out better than white ones


def seats_figure(parties: pd.DataFrame, total: int, *, majority: str, ink: Ink = LIGHT) -> go.Figure:
    """A bar of `total` seats, the strongest party first, with a line at the majority.

    Args:
        parties: `seats`, `text` (their number as text), `colour` (#RRGGBB), `hover`.
        total: seats of the assembly; what no row has is left empty.
        majority: what the line is called.
    """
    figure = frame(HEIGHT_PX, ink, barmode="stack")
    most = total // 2 + 1
    for party in each_row(parties):
        colour = mark_colour(str(party.colour)) if party.colour else NEUTRAL
        text = str(party.text)
        fits = len(text) * _LETTER_PX < party.seats / total * _SLIM_PX
        figure.add_bar(
            orientation="h",
            x=[party.seats],
            y=[0],
            width=1,
            marker={"color": colour, "line": {"width": 1, "color": ink.paper}},
            text=[plain(text) if fits else ""],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": TEXT_PX + 1, "color": "#000000" if luminance(colour) > _HALF else "#FFFFFF"},
            hovertext=[party.hover],
            hoverinfo="text",
            unselected={"marker": {"opacity": 1}},
        )
    line = {"x0": most, "x1": most, "y0": -0.5, "y1": 0.5, "line": {"width": 2, "color": ink.text}}
    return figure.update_layout(
        margin={"l": 6, "r": 6, "t": _TOP_PX, "b": HEIGHT_PX - _TOP_PX - _BAR_PX},
        xaxis={"range": [0, total], "visible": False, "fixedrange": True},
        yaxis={"range": [-0.5, 0.5], "visible": False, "fixedrange": True},
        shapes=[{"type": "line", **line}],
        annotations=[
            note(plain(majority), x=most, y=0.5, colour=ink.muted, xanchor="center", yanchor="bottom")
        ],
    )
