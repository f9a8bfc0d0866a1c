"""The days of votes on one line, for what is on record without figures."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import LIGHT, NEUTRAL, RULE, STEADY, TEXT_PX, Ink, frame, note, plain

_HEIGHT = 108


def days_figure(days: pd.DataFrame, *, ink: Ink = LIGHT) -> go.Figure:
    """A dot for each vote; the chosen one is large and named.

    Args:
        days: `date` (ISO day, month or year), `chosen` (bool), `label` (of the chosen), `hover`, `key`.
    """
    figure = frame(_HEIGHT, ink)
    dates = pd.to_datetime(days["date"], format="ISO8601")
    first, last = dates.min(), dates.max()
    room = max((last - first) / 20, pd.Timedelta(days=200))
    colours = [ink.text if chosen else NEUTRAL for chosen in days["chosen"]]
    figure.add_scatter(
        x=dates.dt.strftime("%Y-%m-%d"),
        y=[0] * len(days),
        mode="markers",
        marker={
            "size": [17 if chosen else 11 for chosen in days["chosen"]],
            "color": colours,
            "opacity": 1,
            "line": {"width": 2, "color": ink.paper},
        },
        hovertext=days["hover"],
        hoverinfo="text",
        customdata=days["key"],
        cliponaxis=False,
        **STEADY,
    )
    chosen = days[days["chosen"]].drop_duplicates("label")
    early = [date < first + (last - first) / 2 for date in dates[chosen.index]]
    figure.update_layout(
        margin={"l": 10, "r": 10, "t": 36, "b": 28},
        shapes=[
            {
                "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0, "layer": "below",
                "line": {"width": 1.5, "color": RULE},
            }
        ],
        annotations=[
            note(
                f"<b>{plain(str(label))}</b>", x=date.strftime("%Y-%m-%d"), y=0, colour=ink.text, yshift=12,
                yanchor="bottom", xanchor="left" if left else "right", xshift=-10 if left else 10,
            )
            for label, date, left in list(zip(chosen["label"], dates[chosen.index], early, strict=True))[:1]
        ],
        xaxis={
            "type": "date", "range": [str((first - room).date()), str((last + room).date())],
            "showgrid": False, "nticks": 8, "tickfont": {"size": TEXT_PX, "color": ink.muted},
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [-1, 1], "fixedrange": True},
    )  # fmt: skip
    return figure
