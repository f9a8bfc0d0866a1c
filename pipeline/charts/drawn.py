"""A figure that is drawn again and again: made ready once, marks pointed out without building it anew.

Building a figure takes Plotly some sixty milliseconds, most of it checks; a click must not wait for them.
"""

import base64
import struct
from typing import Any

import plotly.graph_objects as go

from pipeline.charts.style import ACCENT

# Plotly's names of the types of packed numbers, and those of `struct`.
_PACKED = {
    "i1": "b",
    "u1": "B",
    "i2": "h",
    "u2": "H",
    "i4": "i",
    "u4": "I",
    "f4": "f",
    "f8": "d",
}


class Drawn(go.Figure):  # type: ignore[misc]
    """A figure as what it is sent as. Nothing of that is ever changed."""

    def __init__(self, ready: dict[str, Any]) -> None:
        super().__init__()
        self._ready = ready

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain values."""
        return self._ready


def drawn(figure: go.Figure) -> Drawn:
    """The figure, made ready."""
    return Drawn(figure.to_dict())


def pointed_out(figure: Drawn, key: str) -> Drawn:
    """The figure with a halo around the mark of this `key` and a line at it; itself where none has it."""
    ready = figure.to_dict()
    found = [place for trace in ready["data"] if (place := _place(trace, key))] if key else []
    if not found:
        return figure
    x, y, axis = found[-1]  # of a bar and a mark on it the mark, which is drawn later
    halo = {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "yaxis": axis,
        "mode": "markers",
        "marker": {
            "symbol": "circle-open",
            "size": 20,
            "color": ACCENT,
            "line": {"width": 2.5, "color": ACCENT},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    line = {
        "type": "line",
        "xref": "x",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": ACCENT, "width": 1, "dash": "dot"},
        "layer": "below",
    }
    layout = {**ready["layout"], "shapes": [*ready["layout"].get("shapes", ()), line]}
    return Drawn({"data": [*ready["data"], halo], "layout": layout})


def _place(trace: dict[str, Any], key: str) -> tuple[Any, Any, str] | None:
    """Where a trace has the mark of a key: x, y and the axis of y; None where it has none."""
    keys = list(trace.get("customdata", ()))
    if key not in keys or trace.get("text") is not None:  # bars with text are labels
        return None
    at = keys.index(key)
    x = trace["base"] if trace["type"] == "bar" else trace["x"]
    return _values(x)[at], _values(trace["y"])[at], trace.get("yaxis", "y")


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - as Plotly packs it
    if isinstance(column, dict):
        packed = base64.b64decode(column["bdata"])
        return [value for (value,) in struct.iter_unpack(f"<{_PACKED[column['dtype']]}", packed)]
    return list(column)
