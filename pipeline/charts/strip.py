"""How far the figures of several sources lie from the official one: a strip of dots around a line."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.election import NAME_CHARACTERS
from pipeline.charts.style import (
    ACCENT,
    GRID,
    LIGHT,
    NEUTRAL,
    RULE,
    TEXT_PX,
    Ink,
    chosen,
    frame,
    names_axis,
    note,
    plain,
    shortened,
)

_BINS = 64  # dots of one bin stand on each other
_DOT_PX = 11
_MOST_HIGH = 8  # a higher pile is cut: its last dot stands for the rest
_ROW_PX = 44
_LEAST_REACH, _MOST_REACH = 0.6, 4.0


def strip_figure(dots: pd.DataFrame, *, official: str, below: str, above: str, ink: Ink = LIGHT) -> go.Figure:
    """A row for each subject, a dot for each figure; what lies further out than the axis stands at its edge.

    Args:
        dots: `subject`, `name`, `official` (its official figure as text), `difference` (points), `stance`
            (agrees, differs, open), `label` (the figure as text), `hover`, `key`.
        official: what the line in the middle is called.
        below: what lies left of it, above: what lies right of it.
    """
    reach = _reach(dots["difference"])
    piled = _piled(dots, reach)
    laid = piled[piled["high"] < _MOST_HIGH]
    rows, height = _rows(laid)
    figure = frame(height + 62, ink)
    step = next((step for step in (0.2, 0.5, 1.0) if step * 2.9 > reach), 2.0)
    ticks = [step * number for number in range(-2, 3) if abs(step * number) <= reach]
    top = {"yref": "paper", "yanchor": "bottom"}
    figure.update_layout(
        margin={"l": 6, "r": 10, "t": 30, "b": 32},
        xaxis={
            "range": [-reach * 1.08, reach * 1.08],
            "gridcolor": GRID,
            "zeroline": False,
            "tickvals": ticks,
            "ticktext": [f"{tick:+g}".replace("-", "−") if tick else "0" for tick in ticks],
            "tickfont": {"size": TEXT_PX, "color": ink.muted},
            "fixedrange": True,
        },
        yaxis={
            "range": [height, 0],
            "tickvals": list(rows.values()),
            "ticktext": [
                f"{plain(shortened(str(name), NAME_CHARACTERS))}<br>"
                f'<span style="font-size:{TEXT_PX}px;color:{ink.muted}">{plain(str(value))}</span>'
                for name, value in laid.drop_duplicates("subject")[["name", "official"]].to_numpy()
            ],
            **names_axis(ink),
        },
        shapes=[
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": height, "line": {"width": 1.5, "color": RULE}}
        ],
        annotations=[
            note(plain(official), x=0, y=1, colour=ink.text, xanchor="center", **top),
            note(f"← {plain(below)}", x=0, y=1, colour=ink.muted, xref="paper", **top),
            note(f"{plain(above)} →", x=1, y=1, colour=ink.muted, xref="paper", xanchor="right", **top),
            *_labels(laid, rows, reach, ink),
            *_rest(piled, laid, rows, ink),
        ],
    )  # fmt: skip
    differs = laid["stance"] == "differs"
    beyond = laid["difference"].abs() > reach
    symbols = differs.map({True: "x", False: "circle"}).mask(beyond, "triangle-right")
    symbols = symbols.mask(beyond & (laid["difference"] < 0), "triangle-left")
    figure.add_scatter(
        x=laid["x"],
        y=[
            rows[str(each)] - high * _DOT_PX for each, high in zip(laid["subject"], laid["high"], strict=True)
        ],
        mode="markers",
        marker={
            "symbol": symbols,
            "size": 10,
            "opacity": 1,
            "color": differs.map({True: ACCENT, False: NEUTRAL}),
            "line": {"width": 1, "color": ink.paper},
        },
        hovertext=laid["hover"],
        hoverinfo="text",
        customdata=laid["key"],
        cliponaxis=False,
        **chosen(17),
    )
    return figure


def _reach(differences: "pd.Series[float]") -> float:
    """How many points the axis goes to either side: nine in ten of the figures, within bounds."""
    return min(max(float(differences.abs().quantile(0.9)) * 1.1, _LEAST_REACH), _MOST_REACH)


def _piled(dots: pd.DataFrame, reach: float) -> pd.DataFrame:
    """The dots with `x` on the axis, and `high`, the place in the pile."""
    x = dots["difference"].clip(-reach, reach)
    bins = (x / reach * _BINS / 2).round()
    # Who is right stands nearest to the line of the row.
    laid = dots.assign(x=bins * reach / _BINS * 2, bin=bins).sort_values("stance", kind="stable")
    laid = laid.assign(high=laid.groupby(["subject", "bin"]).cumcount())
    return laid.sort_index()


def _rows(laid: pd.DataFrame) -> tuple[dict[str, float], int]:
    """The foot of each row's piles in pixels from the top, and the height of all rows."""
    rows, height = {}, 0
    for subject, high in laid.groupby("subject", sort=False)["high"].max().items():
        cut = 1 if high == _MOST_HIGH - 1 else 0
        height += _ROW_PX + (int(high) + cut) * _DOT_PX
        rows[str(subject)] = height - _ROW_PX / 2
    return rows, height


def _rest(
    piled: pd.DataFrame, laid: pd.DataFrame, rows: dict[str, float], ink: Ink
) -> list[dict[str, object]]:
    """How many dots more each pile that is cut would have, above it."""
    left = piled.drop(index=laid.index).groupby(["subject", "bin"], sort=False)
    return [
        note(
            f"+{len(rest)}",
            x=float(rest["x"].iloc[0]),
            y=rows[str(rest["subject"].iloc[0])] - _MOST_HIGH * _DOT_PX,
            colour=ink.muted,
            xanchor="center",
            yanchor="middle",
        )
        for _place, rest in left
    ]


def _labels(laid: pd.DataFrame, rows: dict[str, float], reach: float, ink: Ink) -> list[dict[str, object]]:
    """The figure that is furthest off on each side of a row, where no other dot is in the way."""
    found = []
    for side in (-1, 1):
        off = laid[(laid["stance"] == "differs") & (laid["difference"] * side > 0)]
        for subject, index in (
            off.groupby("subject")["difference"].agg("idxmax" if side > 0 else "idxmin").items()
        ):
            dot = laid.loc[index]
            near = laid[(laid["subject"] == subject) & (laid["high"] == dot["high"])]
            inner = (near["x"] * side < dot["x"] * side) & (near["x"] * side > dot["x"] * side - reach * 0.75)
            if inner.any():
                continue
            found.append(
                note(
                    plain(str(dot["label"])),
                    x=dot["x"],
                    y=rows[str(subject)] - dot["high"] * _DOT_PX,
                    colour=ink.text,
                    xanchor="right" if side > 0 else "left",
                    xshift=-9 * side,
                    yanchor="middle",
                )
            )
    return found
