"""Widgets whose values stand in the address under short, lasting names.

The address is the only place where such a value lives: a widget shows what the address says, and a
change goes into the address, so that Back, a reload and a copied link all show the same view.
Streamlit's own binding writes the labels of options, which change with words and languages; here
the values themselves are written. Whatever an address says is checked; what is not allowed is as
good as not said.
"""

import re
from collections.abc import Callable, Sequence

import streamlit as st

_BETWEEN = ","
_YEARS = re.compile(r"(?P<first>\d{1,4})-(?P<last>\d{1,4})")
WIDGET = "address-"
MOST_OPEN = 8


def select(
    label: str, options: Sequence[str], name: str, *, usual: str, words: Callable[[str], str], width: int
) -> str:
    """A choice of one; `usual` where the address names none."""
    said = st.query_params.get(name, usual)
    key = f"{WIDGET}{name}"
    st.session_state[key] = said if said in options else usual
    st.selectbox(
        label,
        options,
        format_func=words,
        key=key,
        width=width,
        on_change=lambda: _write(name, str(st.session_state[key]), usual),
    )
    chosen = st.session_state[key]
    return chosen if chosen in options else usual


def several(
    label: str, options: Sequence[str], name: str, *, words: Callable[[str], str], width: int
) -> tuple[str, ...]:
    """A choice of any number; none means all. A few options stand open, many in a list."""
    said = set(st.query_params.get(name, "").split(_BETWEEN))
    key = f"{WIDGET}{name}"
    st.session_state[key] = [option for option in options if option in said]

    def changed() -> None:
        _write(name, _BETWEEN.join(st.session_state[key]), "")

    if len(options) <= MOST_OPEN:
        st.pills(label, options, format_func=words, key=key, on_change=changed, selection_mode="multi")
    else:
        st.multiselect(
            label, options, format_func=words, key=key, on_change=changed, width=width, placeholder="All"
        )
    chosen = set(st.session_state[key])
    return tuple(option for option in options if option in chosen)


def years(label: str, covered: tuple[int, int], name: str, *, width: int) -> tuple[int, int]:
    """A stretch of years within what is covered."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = read_years(st.query_params.get(name, ""), covered)

    def changed() -> None:
        first, last = st.session_state[key]
        _write(name, f"{first}-{last}", f"{covered[0]}-{covered[1]}")

    st.slider(label, *covered, key=key, width=width, on_change=changed)
    first, last = st.session_state[key]
    return first, last


def read_years(said: str, covered: tuple[int, int]) -> tuple[int, int]:
    """ "1990-2010" as years in order and inside what is covered; all of it where that leaves none."""
    found = _YEARS.fullmatch(said)
    if not found:
        return covered
    first, last = sorted((int(found["first"]), int(found["last"])))
    first, last = max(first, covered[0]), min(last, covered[1])
    return (first, last) if first <= last else covered


def _write(name: str, value: str, usual: str) -> None:
    if value == usual:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
