"""One round of an election: official shares as bars, what articles claim as marks on them."""

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import (
    ACCENT,
    GRID,
    LIGHT,
    NEUTRAL,
    TEXT_PX,
    Ink,
    chosen,
    frame,
    mark_colour,
    names_axis,
    note,
    plain,
    shortened,
)

ROW_PX = 46
MINOR_ROW_PX = 34
NAME_CHARACTERS = 24
_VALUE_PX = 66
_AXIS_PX = 34
_MOST_BINS = 45  # figures nearer to each other than the eye can tell are one mark
SYMBOLS = {"agrees": "circle", "differs": "x", "open": "circle-open-dot", "derived": "square"}


def election_figure(rows: pd.DataFrame, marks: pd.DataFrame, *, ink: Ink = LIGHT) -> go.Figure:
    """Bars of official shares with their values at the right edge, and the claimed shares on them.

    Args:
        rows: `subject` (the key), `name`, `note` (a second line), `share_pct` (NaN for no bar), `colour`
            (#RRGGBB), `value` and `change` (texts), `minor` (a thin bar of its own kind), `hover`, `key`.
        marks: `subject`, `share_pct`, `stance` (agrees, differs, open), `derived`, `hover`, `key`.
    """
    bars, places, height = _places(rows)
    top = max([*rows["share_pct"].dropna(), *marks["share_pct"]], default=50.0)
    width = min(top * 1.04, 104)
    ticks = [tick for tick in range(0, 101, 10 if top < 30 else 20) if tick <= width]
    figure = frame(height + _AXIS_PX, ink, barmode="overlay")
    figure.update_layout(
        margin={"l": 6, "r": _VALUE_PX, "t": 4, "b": 30},
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
            "range": [height, 0],
            "tickvals": list(places.values()),
            "ticktext": [
                _lines(name, second, ink) for name, second in zip(bars["name"], bars["note"], strict=True)
            ],
            **names_axis(ink),
        },
    )
    drawn = bars[bars["share_pct"].notna()]
    figure.add_bar(
        orientation="h",
        x=drawn["share_pct"],
        y=[places[subject] for subject in drawn["subject"]],
        width=[8 if minor else 20 for minor in drawn["minor"]],
        marker={
            "color": [
                NEUTRAL if minor else mark_colour(colour)
                for minor, colour in zip(drawn["minor"], drawn["colour"], strict=True)
            ]
        },
        hovertext=drawn["hover"],
        hoverinfo="text",
        customdata=drawn["key"],
        unselected={"marker": {"opacity": 1}},
    )
    figure.add_traces(_marks(marks, bars, places, width, ink))
    for row, value, change in zip(places.values(), bars["value"], bars["change"], strict=True):
        figure.add_annotation(_value(value, change, row, ink))
    return figure


def _places(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float], int]:
    """The rows with the middle of each in pixels from the top, and the height of all."""
    bars = rows.drop_duplicates("subject", ignore_index=True)
    places, height = {}, 0
    for subject, second, change in bars[["subject", "note", "change"]].to_numpy():
        high = ROW_PX if second or change else MINOR_ROW_PX
        places[str(subject)] = height + high / 2
        height += high
    return bars, places, max(height, MINOR_ROW_PX)


def _lines(name: str, second: str, ink: Ink) -> str:
    """A name, and what stands below it small and grey."""
    first = plain(shortened(name, NAME_CHARACTERS))
    if not second:
        return first
    small = plain(shortened(second, NAME_CHARACTERS + 4))
    return f'{first}<br><span style="font-size:{TEXT_PX}px;color:{ink.muted}">{small}</span>'


def _value(value: str, change: str, row: float, ink: Ink) -> dict[str, object]:
    """The figure of a row in the column at the right, with its change below."""
    text = f"<b>{plain(value)}</b>" if value else ""
    if change:
        text += f'<br><span style="font-size:{TEXT_PX}px;color:{ink.muted}">{plain(change)}</span>'
    return note(
        text,
        x=1,
        y=row,
        colour=ink.text,
        xref="paper",
        xanchor="right",
        align="right",
        xshift=_VALUE_PX - 2,
        yanchor="middle",
        font={"size": TEXT_PX + 1, "color": ink.text},
    )


def _marks(
    marks: pd.DataFrame, bars: pd.DataFrame, places: dict[str, float], width: float, ink: Ink
) -> list[go.Scatter]:
    """The claimed shares; a thin stroke leads from those that differ to the official one."""
    if marks.empty:
        return []
    official = dict(zip(bars["subject"], bars["share_pct"], strict=True))
    told = marks[marks["subject"].isin(places.keys())]
    kind = told["stance"].where((told["stance"] != "agrees") | ~told["derived"].astype("bool"), "derived")
    bins = (told["share_pct"] / width * _MOST_BINS).round()
    told = told.assign(kind=kind, bin=bins).drop_duplicates(["subject", "kind", "bin"])
    rows = [places[subject] for subject in told["subject"]]
    strokes: list[float | None] = []
    levels: list[float | None] = []
    for subject, share, stance, row in zip(
        told["subject"], told["share_pct"], told["stance"], rows, strict=True
    ):
        if stance == "differs" and pd.notna(official[subject]):
            strokes += [official[subject], share, None]
            levels += [row, row, None]
    found = [
        go.Scatter(
            x=strokes, y=levels, mode="lines", line={"width": 1.5, "color": ACCENT, "dash": "dot"},
            hoverinfo="skip",
        )
    ] if strokes else []  # fmt: skip
    symbols = [SYMBOLS[each] for each in told["kind"]]
    fills = {"differs": ACCENT, "open": ink.text}
    common = {"x": told["share_pct"], "y": rows, "mode": "markers", "cliponaxis": False}
    crosses = [each == "x" for each in symbols]
    sizes = [13 if cross else 15 for cross in crosses]
    return [
        *found,
        go.Scatter(
            **common,
            # A rim of the page's colour parts the marks from the bars.
            marker={
                "symbol": symbols,
                "size": [size + 5 * cross for size, cross in zip(sizes, crosses, strict=True)],
                "color": ink.paper,
                "opacity": 1,
                "line": {"width": [0 if cross else 6 for cross in crosses], "color": ink.paper},
            },
            hoverinfo="skip",
        ),
        go.Scatter(
            **common,
            marker={
                "symbol": symbols,
                "size": sizes,
                # What holds is hollow, so that no colour of a party shines through it.
                "color": [fills.get(each, ink.paper) for each in told["kind"]],
                "opacity": 1,
                "line": {"width": [0 if cross else 2.5 for cross in crosses], "color": ink.text},
            },
            hovertext=told["hover"],
            hoverinfo="text",
            customdata=told["key"],
            **chosen(24),
        ),
    ]
