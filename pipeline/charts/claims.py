"""What articles claim, on the lines of what was: rings where it holds, crosses where it does not."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.rows import each_row
from pipeline.charts.style import ACCENT, NEUTRAL, Ink, chosen

MOST_RINGS, RING_PX, SMALL_RING_PX = 10, 19, 11  # many large ones would hide the lines
_CHOSEN_PX = 7  # larger
_SHAPES = {False: "circle-open", True: "square-open"}  # whether it is what a figure leaves


def draw_quiet(figure: go.Figure, claims: pd.DataFrame) -> None:
    """Small grey rings on what articles say of others."""
    quiet = claims[claims["quiet"]] if len(claims) else claims
    if len(quiet):
        figure.add_scatter(
            **_places(quiet),
            marker={"symbol": "circle-open", "size": 8, "color": NEUTRAL, "line": {"width": 1.5}},
            **chosen(14),
        )


def draw_claims(figure: go.Figure, claims: pd.DataFrame, ink: Ink) -> None:
    """Rings on the figures that hold, and over them crosses on those that do not, with a stroke to the
    official figure."""
    claims = claims[~claims["quiet"]] if len(claims) else claims
    if not len(claims):
        return
    size = RING_PX if len(claims) <= MOST_RINGS else SMALL_RING_PX
    right, wrong = claims[claims["holds"]], claims[~claims["holds"]]
    strokes = _strokes(wrong[wrong["official_pct"].notna()])
    if strokes["x"]:
        figure.add_scatter(
            **strokes, mode="lines", line={"color": ACCENT, "width": size / 11}, hoverinfo="skip"
        )
    for derived, symbol in _SHAPES.items():
        part = right[right["derived"] == derived]
        if len(part):
            _draw_rings(figure, part, symbol, size, ink)
    if len(wrong):
        line = {"width": 1.5, "color": ink.paper}
        figure.add_scatter(
            **_places(wrong),
            marker={"symbol": "x", "size": size * 0.8, "color": ACCENT, "line": line},
            cliponaxis=False,
            **chosen(size + _CHOSEN_PX),
        )
    beside = claims[claims["official_pct"].notna() & ~claims["own"]]
    if len(beside):
        figure.add_scatter(
            x=beside["date"],
            y=beside["official_pct"],
            mode="markers",
            marker={"symbol": "circle", "size": 6, "color": NEUTRAL},
            hoverinfo="skip",
        )


def _places(claims: pd.DataFrame) -> dict[str, object]:
    """Marks with what they tell, for Plotly's scatter."""
    return {
        "x": claims["date"],
        "y": claims["share_pct"],
        "mode": "markers",
        "hovertext": claims["hover"],
        "hoverinfo": "text",
        "customdata": claims["key"],
    }


def _strokes(claims: pd.DataFrame) -> dict[str, list[object]]:
    """Lines from what is claimed to what was."""
    days: list[object] = []
    levels: list[object] = []
    for row in each_row(claims):
        days += [row.date, row.date, None]
        levels += [row.share_pct, row.official_pct, None]
    return {"x": days, "y": levels}


def _draw_rings(figure: go.Figure, claims: pd.DataFrame, symbol: str, size: int, ink: Ink) -> None:
    """Open marks in the colour of the text, with a rim of the page's colour that parts them from what is
    below."""
    width = size / 8
    places = _places(claims)
    for line, options in (
        ({"width": width * 2.5, "color": ink.paper}, {"hoverinfo": "skip", "customdata": None}),
        ({"width": width, "color": ink.text}, chosen(size + _CHOSEN_PX)),
    ):
        marker = {"symbol": symbol, "size": size, "color": line["color"], "line": line}
        figure.add_scatter(**(places | options), marker=marker, cliponaxis=False)
