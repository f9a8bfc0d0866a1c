"""The row whose evidence is shown; it stands in the address, where Back, a reload and a link find it."""

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
