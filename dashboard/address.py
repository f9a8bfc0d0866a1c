"""Widgets whose values stand in the address under short, lasting names.

The address is the only place where such a value lives: a widget shows what the address says, and a
change goes into the address, so that Back, a reload and a copied link all show the same view.
Streamlit's own binding writes the labels of options, which change with words and languages; here
the values themselves are written. Whatever an address says is checked; what is not allowed is as
good as not said. Each sort of value has a function that reads it, for pages that do not draw its
widget now, and one that draws it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import streamlit as st

from pipeline.telling.i18n import _

_BETWEEN = ","
_YEARS = re.compile(r"(?P<first>\d{1,4})-(?P<last>\d{1,4})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WIDGET = "address-"
MOST_OPEN = 8
MOST_CHARACTERS = 80


def said(name: str) -> str:
    """What the address says under a name."""
    return st.query_params.get(name, "")


def forget(names: Iterable[str]) -> None:
    """Take values out of the address."""
    for name in names:
        st.query_params.pop(name, None)


def select(
    label: str, options: Sequence[str], name: str, *, usual: str, words: Callable[[str], str], width: int
) -> str:
    """A choice of one; `usual` where the address names none."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = read_one(st.query_params.get(name, usual), options, usual)
    st.selectbox(
        label,
        options,
        format_func=words,
        key=key,
        width=width,
        on_change=lambda: _write(name, str(st.session_state[key]), usual),
    )
    return read_one(st.session_state[key], options, usual)


def read_one(value: str, options: Sequence[str], usual: str) -> str:
    """The value if it is an option, else the usual one."""
    return value if value in options else usual


def segments(
    label: str, options: Sequence[str], name: str, *, usual: str, words: Callable[[str], str]
) -> str:
    """A choice of one of a few that stand open beside each other; the label is for screen readers alone."""
    key = f"{WIDGET}{name}"
    now = read_one(said(name), options, usual)
    st.session_state[key] = now
    st.segmented_control(
        label,
        options,
        format_func=words,
        key=key,
        label_visibility="collapsed",
        # A click on the chosen one would take it away.
        on_change=lambda: _write(name, str(st.session_state[key] or now), usual),
    )
    return read_one(st.session_state[key], options, now)


def derived(
    label: str,
    options: Sequence[str],
    now: str,
    name: str,
    *,
    change: Callable[[str], None],
    words: Callable[[str], str],
    width: int,
) -> None:
    """A choice of one that another value of the address implies; `change` puts what is picked there."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = now
    st.selectbox(
        label,
        options,
        format_func=words,
        key=key,
        width=width,
        on_change=lambda: change(str(st.session_state[key])),
    )


def several(
    label: str,
    options: Sequence[str],
    name: str,
    *,
    words: Callable[[str], str],
    width: int,
    placeholder: str = "",
    listed: bool = False,
) -> tuple[str, ...]:
    """A choice of any number; none means all, or what the placeholder says. A few options stand open, many
    (or all, with `listed`) in a list."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = list(read_several(said(name), options))

    def changed() -> None:
        _write(name, _BETWEEN.join(st.session_state[key]), "")

    if len(options) <= MOST_OPEN and not listed:
        st.pills(label, options, format_func=words, key=key, on_change=changed, selection_mode="multi")
    else:
        st.multiselect(
            label,
            options,
            format_func=words,
            key=key,
            on_change=changed,
            width=width,
            placeholder=placeholder or _("All"),
        )
    chosen = set(st.session_state[key])
    return tuple(option for option in options if option in chosen)


def read_several(value: str, options: Sequence[str]) -> tuple[str, ...]:
    """Those of the options that a value names, whatever commas they have."""
    listed = f"{_BETWEEN}{value}{_BETWEEN}"
    return tuple(each for each in options if each and f"{_BETWEEN}{each}{_BETWEEN}" in listed)


def years(
    label: str, covered: tuple[int, int], name: str, *, usual: tuple[int, int], width: int
) -> tuple[int, int]:
    """A stretch of years within what is covered; the usual one where the address names none."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = read_years(said(name), covered, usual)

    def changed() -> None:
        put_years(name, st.session_state[key], usual)

    st.slider(label, *covered, key=key, width=width, on_change=changed)
    first, last = st.session_state[key]
    return first, last


def periods(
    label: str,
    presets: Mapping[str, tuple[int, int]],
    covered: tuple[int, int],
    name: str,
    *,
    usual: tuple[int, int],
) -> tuple[int, int]:
    """Stretches of years to choose with one press, under the name that `years` has them; none is pressed
    where the address says another stretch."""
    key = f"{WIDGET}{name}-preset"
    now = read_years(said(name), covered, usual)
    st.session_state[key] = next((each for each, stretch in presets.items() if stretch == now), None)

    def changed() -> None:
        # A second press on the chosen one takes it away.
        put_years(name, presets.get(str(st.session_state[key]), usual), usual)

    st.segmented_control(label, list(presets), key=key, on_change=changed)
    return now


def put_years(name: str, stretch: tuple[int, int], usual: tuple[int, int]) -> None:
    """Put years into the address; the usual ones need no name there."""
    _write(name, *(f"{first}-{last}" for first, last in (stretch, usual)))


def read_years(value: str, covered: tuple[int, int], usual: tuple[int, int]) -> tuple[int, int]:
    """ "1990-2010" as years in order and inside what is covered; the usual ones where that leaves none."""
    found = _YEARS.fullmatch(value)
    if not found:
        return usual
    first, last = sorted((int(found["first"]), int(found["last"])))
    first, last = max(first, covered[0]), min(last, covered[1])
    return (first, last) if first <= last else usual


def day(label: str, between: tuple[date, date], name: str, *, usual: date, width: int, help_: str) -> date:
    """A day; `usual` where the address names none."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = read_day(said(name), between, usual)
    st.slider(
        label,
        *between,
        key=key,
        format="YYYY-MM-DD",
        width=width,
        help=help_,
        on_change=lambda: _write(name, st.session_state[key].isoformat(), usual.isoformat()),
    )
    chosen: date = st.session_state[key]
    return chosen


def read_day(value: str, between: tuple[date, date], usual: date) -> date:
    """An ISO day, moved into the days allowed; the usual one where it is none."""
    try:
        found = date.fromisoformat(value) if _DAY.fullmatch(value) else usual
    except ValueError:
        return usual
    return min(max(found, between[0]), between[1])


def text(label: str, name: str, *, width: int, placeholder: str) -> str:
    """A line of text."""
    key = f"{WIDGET}{name}"
    st.session_state[key] = read_text(said(name))
    st.text_input(
        label,
        key=key,
        max_chars=MOST_CHARACTERS,
        placeholder=placeholder,
        icon=":material/search:",
        width=width,
        on_change=lambda: _write(name, read_text(st.session_state[key]), ""),
    )
    return read_text(st.session_state[key])


def read_text(value: str) -> str:
    """A line of text without spaces at its ends, and not endless."""
    return " ".join(value.split())[:MOST_CHARACTERS].strip()


def _write(name: str, value: str, usual: str) -> None:
    if value == usual:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
