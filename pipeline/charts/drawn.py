"""A figure that is drawn again and again: made ready once, marks pointed out without building it anew.

Building a figure takes Plotly some sixty milliseconds, most of it checks; a click must not wait for them.
"""

from itertools import count, repeat
from typing import Any

import plotly.graph_objects as go


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


def pointed_out(figure: Drawn, key: str, again: int = 0) -> Drawn:
    """The figure with the mark of this `key` chosen; without one where none has it.

    Figures that differ in `again` alone look alike, yet a page draws another one anew.
    """
    ready = figure.to_dict()
    found = [each for each in map(_place, ready["data"], repeat(key), count()) if each] if key else []
    if not found and not again:
        return figure
    data = [*ready["data"]]
    for trace, place in found[-1:]:  # of a bar and a mark on it the mark, which is drawn later
        data[trace] = {**data[trace], "selectedpoints": [place]}
    return Drawn({"data": data, "layout": {**ready["layout"], "meta": again}})


def has_mark(figure: Drawn, key: str) -> bool:
    """Whether a mark of the figure has this key."""
    return any(_place(trace, key, 0) for trace in figure.to_dict()["data"])


def is_target(figure: Drawn, number: int) -> bool:
    """Whether a trace is a place to tap, in which nothing can be pointed out."""
    return bool(figure.to_dict()["data"][number]["type"] == "treemap")


def _place(trace: dict[str, Any], key: str, number: int) -> tuple[int, int] | None:
    """The number of a trace and the place in it of the mark of a key; None where it has none."""
    keys = list(trace.get("customdata", ()))
    if key not in keys or trace.get("text") is not None:  # bars with text are labels
        return None
    return number, keys.index(key)
