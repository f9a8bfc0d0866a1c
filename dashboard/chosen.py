"""The row whose evidence is shown; it stands in the address, where Back, a reload and a link find it."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard import evidence
from dashboard.evidence import Choice
from pipeline.charts import Drawn, has_mark, is_target, pointed_out


def now() -> Choice | None:
    """The row that the address names."""
    for kind in evidence.KINDS:
        if value := st.query_params.get(kind):
            return Choice(kind, value)
    return None


def put(choice: Choice | None, **beside: str) -> None:
    """Put a choice into the address in place of what was chosen before, and other values with it."""
    kept = [name for name in st.query_params if name not in evidence.KINDS]
    said: dict[str, str | list[str]] = {name: st.query_params.get_all(name) for name in kept}
    chosen = beside | ({choice.kind: choice.id} if choice else {})
    try:
        # In one go: each change is an entry of the browser's history, and Back would stop at half of this.
        st.query_params.from_dict({**said, **chosen})
    except StreamlitAPIException:  # what a widget has in the address, nobody else may write, be it the same
        for kind in evidence.KINDS:
            if kind not in chosen:
                st.query_params.pop(kind, None)
        st.query_params.update(chosen)


def at(chart: str) -> Choice | None:
    """The row of the mark that was clicked in the chart with this key."""
    return evidence.parse(key_at(chart))


def key_at(chart: str) -> str:
    """The key of the mark that was clicked in the chart with this key; "" where none was."""
    points = _points(chart)
    # What a finger taps gives its key as its id.
    return str(points[0].get("customdata") or points[0].get("id") or "") if points else ""


def clicked(chart: str, **beside: str) -> bool:
    """Choose the row of the mark that was clicked in the chart with this key, and put other values into the
    address with it; False where the mark has no row."""
    if choice := at(chart):
        put(choice, **beside)
        return True
    if _points(chart) and (before := st.session_state.get(_place(chart))):
        # What was pointed out no longer is; drawing all anew for that would make the reader wait.
        choice = now()
        st.session_state[_place(chart)] = replace(before, shown=choice.key if choice else "")
    return False


def _points(chart: str) -> list[dict[str, Any]]:
    """The marks that are chosen in a chart."""
    found: list[dict[str, Any]] = (
        st.session_state[chart]["selection"]["points"] if chart in st.session_state else []
    )
    return found


def _place(chart: str) -> str:
    return f"{chart}-drawing"


@dataclass(frozen=True)
class Drawing:
    """A chart as it was last sent: of what, which mark was pointed out in it, and how often it was sent;
    `shown` is the mark that is pointed out now, as the browser does it for one that is clicked."""

    of: object
    key: str
    again: int
    shown: str


def drawing(chart: str, of: object, choice: Choice | None, figure: Drawn) -> Drawn:
    """The chart with this key as it is to be sent so that the choice is pointed out.

    A mark or a label that is clicked the browser itself points out: the drawing stays what it is, as sending
    another one would draw all of it anew. A tap on a target points out nothing, and what was tapped is chosen
    in the browser until the chart is another one: where nothing is chosen any more, it could not be tapped.
    """
    before: Drawing = st.session_state.get(_place(chart), Drawing(of, "", 0, ""))
    by_click = at(chart)
    tapped = bool(by_click and is_target(figure, int(_points(chart)[0]["curve_number"])))
    if tapped:
        by_click = None
    key = choice.key if choice and (choice == by_click or has_mark(figure, choice.key)) else ""
    shown = by_click.key if by_click else before.shown
    if before.of != of or key != shown or (tapped and not key):
        before = Drawing(of, key, before.again + 1, key)
    st.session_state[_place(chart)] = before = replace(before, shown=key)
    return pointed_out(figure, before.key, before.again)
