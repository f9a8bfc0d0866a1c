"""The share of figures that hold, by source."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import (
    ACCENT,
    LIGHT,
    NEUTRAL,
    TEXT_PX,
    Ink,
    frame,
    names_axis,
    note,
    plain,
    shortened,
)

ROW_PX = 28
_NAME_CHARACTERS = 26
_VALUE_PX = 84


def agreement_figure(sources: pd.DataFrame, *, ink: Ink = LIGHT) -> go.Figure:
    """A bar of full width for each source: what agrees with the record, and the rest in the accent colour.

    Args:
        sources: `name`, `agrees` and `differs` (numbers of figures), `value` (text at the right), `hover`,
            `key`; the first on top.
    """
    figure = frame(ROW_PX * len(sources) + 12, ink, barmode="overlay")
    decided = sources["agrees"] + sources["differs"]
    rows = list(range(len(sources)))
    agrees, differs = (sources[part] / decided * 100 for part in ("agrees", "differs"))
    for base, part, colour in ((0 * agrees, agrees, NEUTRAL), (agrees, differs, ACCENT)):
        figure.add_bar(
            orientation="h",
            base=base,
            x=part,
            y=rows,
            width=0.5,
            marker={"color": colour, "line": {"width": 1, "color": ink.paper}},
            hovertext=sources["hover"],
            hoverinfo="text",
            customdata=sources["key"],
            unselected={"marker": {"opacity": 1}},
        )
    figure.update_layout(
        margin={"l": 6, "r": _VALUE_PX, "t": 4, "b": 8},
        xaxis={"range": [0, 100], "visible": False, "fixedrange": True},
        yaxis={
            "range": [len(sources) - 0.5, -0.5],
            "tickvals": rows,
            "ticktext": [plain(shortened(str(name), _NAME_CHARACTERS)) for name in sources["name"]],
            **names_axis(ink),
        },
        annotations=[
            note(
                plain(str(value)), x=1, y=row, colour=ink.text, xref="paper", xanchor="right",
                xshift=_VALUE_PX - 2, yanchor="middle", align="right",
                font={"size": TEXT_PX + 1, "color": ink.text},
            )
            for row, value in zip(rows, sources["value"], strict=True)
        ],
    )  # fmt: skip
    return figure
