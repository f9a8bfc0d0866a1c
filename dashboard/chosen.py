"""The row whose evidence is shown; it stands in the address, where Back, a reload and a link find it."""

from dataclasses import dataclass

import streamlit as st

from dashboard import evidence
from dashboard.evidence import Choice


def now() -> Choice | None:
    """The row that the address names."""
    for kind in evidence.KINDS:
        if value := st.query_params.get(kind):
            return Choice(kind, value)
    return None


def put(choice: Choice | None) -> None:
    """Put a choice into the address in place of what was chosen before."""
    for kind in evidence.KINDS:
        if choice is None or kind != choice.kind:
            st.query_params.pop(kind, None)
    if choice is not None:
        st.query_params[choice.kind] = choice.id


def at(key: str) -> Choice | None:
    """The row of the mark that was clicked in the chart with this key."""
    points = st.session_state[key]["selection"]["points"]
    return evidence.parse(points[0].get("customdata")) if points else None


def clicked(key: str) -> None:
    """A mark of the chart with this key was clicked."""
    if choice := at(key):
        put(choice)


@dataclass(frozen=True)
class Drawing:
    """A chart as it was last sent: of what, which mark was pointed out in it, and how often it was sent."""

    of: object
    key: str
    again: int


def drawing(chart: str, of: object, choice: Choice | None) -> Drawing:
    """How to draw the chart with this key so that the choice is pointed out.

    A mark that is clicked the browser itself points out: the drawing stays what it is, as sending another
    one would draw all of it anew.
    """
    key, place = choice.key if choice else "", f"{chart}-drawing"
    before: Drawing = st.session_state.get(place, Drawing(of, "", 0))
    clicked = at(chart) if chart in st.session_state else None
    if before.of != of or key != (clicked.key if clicked else before.key):
        before = Drawing(of, key, before.again + 1)
    st.session_state[place] = before
    return before
