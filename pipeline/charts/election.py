"""One round of an election: official shares as bars, what articles claim as rings on them."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import GRID, LIGHT, TEXT_PX, Ink, frame, mark_colour, plain, ring

ROW_PX = 34
_AXIS_PX = 56


def election_figure(official: pd.DataFrame, claims: pd.DataFrame, *, ink: Ink = LIGHT) -> go.Figure:
    """Bars of official shares, the highest on top, with the claimed shares on them.

    Args:
        official: `subject`, `share_pct`, `colour` (#RRGGBB), `text` (beside the bar), `hover`, `key`.
        claims: `subject` (one of those or another), `share_pct`, `derived`, `hover`, `key`.
    """
    names = list(dict.fromkeys([*official["subject"], *claims["subject"]]))
    rows = {name: index for index, name in enumerate(names)}
    shares = [float(value) for value in (*official["share_pct"], *claims["share_pct"])]
    top = max(shares, default=50.0)
    width = min(top * 1.3, 128)
    ticks = [tick for tick in range(0, 101, 10 if top < 60 else 20) if tick <= width]
    figure = frame(ROW_PX * max(len(names), 1) + _AXIS_PX, ink, bargap=0.42, barmode="overlay")
    figure.update_layout(
        margin={"l": 6, "r": 12, "t": 8, "b": 30},
        xaxis={
            "range": [0, width],
            "gridcolor": GRID,
            "zeroline": False,
            "tickfont": {"size": TEXT_PX, "color": ink.muted},
            "tickvals": ticks,
            "ticktext": [f"{tick} %" if tick == max(ticks) else str(tick) for tick in ticks],
            "fixedrange": True,
        },
        yaxis={
            "range": [len(names) - 0.5, -0.5],
            "tickvals": list(rows.values()),
            "ticktext": [plain(name) for name in names],
            "tickfont": {"size": TEXT_PX + 1, "color": ink.text},
            "ticklabelstandoff": 6,
            "automargin": "width",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
    )
    figure.add_bar(
        orientation="h",
        x=official["share_pct"],
        y=[rows[name] for name in official["subject"]],
        marker={"color": [mark_colour(colour) for colour in official["colour"]]},
        text=[plain(text) for text in official["text"]],
        textposition="outside",
        textfont={"size": TEXT_PX + 1, "color": ink.text},
        cliponaxis=False,
        hovertext=official["hover"],
        hoverinfo="text",
        customdata=official["key"],
        unselected={"marker": {"opacity": 1}},
    )
    for derived, symbol in ((False, "circle-open"), (True, "square-open")):
        part = claims[claims["derived"].astype(bool) == derived]
        if len(part):
            figure.add_traces(
                ring(
                    symbol,
                    part["share_pct"],
                    [rows[name] for name in part["subject"]],
                    ink,
                    hovertext=part["hover"],
                    customdata=part["key"],
                )
            )
    return figure
