"""What all charts share: colours that work on light and dark, symbols, text made harmless, the frame."""

import colorsys
import html
import re
from collections.abc import Sequence
from functools import cache
from math import dist
from typing import Any, NamedTuple

import plotly.graph_objects as go

TEXT_PX = 12


class Ink(NamedTuple):
    """The colours that differ between a light and a dark page; these are for a light one."""

    text: str = "#24272C"
    muted: str = "#555B66"
    paper: str = "#FFFFFF"


LIGHT = Ink()
ACCENT = "#D2503C"  # a figure that does not hold, and what is chosen; nothing else is drawn in it
NEUTRAL = "#808895"
# Told apart by colour-blind readers too, and on light and dark pages.
PALETTE = ("#3B6EA5", "#A0702A", "#7B5EA7", "#4C8C6B", "#B4518F", "#2E8C9C", "#8A7F2E", "#6B6F76")
GRID = "rgba(128,136,149,0.18)"
RULE = "rgba(128,136,149,0.55)"
CLEAR = "rgba(0,0,0,0)"
WASH = "rgba(210,80,60,0.18)"  # the accent, for what text stands on

# A mark keeps a contrast of 3 to 1 against white and against near-black between these luminances.
_DARKEST, _LIGHTEST = 0.15, 0.29
_CALM = 0.7
_APART = 60  # how far two colours lie from each other in 8-bit channels to be told apart
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")

# A click must not fade what was not clicked.
STEADY = {"unselected": {"marker": {"opacity": 1}}, "selected": {"marker": {"opacity": 1}}}


def chosen(size: int | None = None, colour: str = ACCENT) -> dict[str, Any]:
    """As `STEADY`, the chosen mark in this colour, and of this size where a mark has one.

    Among marks in the colours of parties, some of which are near the accent, it is that of the text.
    """
    marker = {"opacity": 1, "color": colour} | ({"size": size} if size else {})
    return STEADY | {"selected": {"marker": marker}}


def chosen_label(ink: Ink) -> dict[str, Any]:
    """The same for labels that are texts in clear bars: a wash lies over the chosen one."""
    return STEADY | {"selected": {"marker": {"opacity": 1, "color": WASH}, "textfont": {"color": ink.text}}}


EVENT_SYMBOLS = {
    "election_round1": "circle",
    "runoff": "diamond",
    "election": "square",
    "referendum": "hexagon",
    "founding": "star",
    "resignation": "triangle-down",
    "appointment": "triangle-up",
    "rename": "triangle-right",
    "death": "cross",
    "statement": "circle",
    "campaign": "pentagon",
    "law": "hourglass",
    "war": "x",
    "other": "bowtie",
}


def _luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance as WCAG defines it, of channels from 0 to 1."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour, from 0 (black) to 1 (white)."""
    return _luminance(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))


@cache
def mark_colour(colour: str) -> str:
    """The colour in its own hue, as light or dark as marks on light and dark pages need it.

    Anything that is no #RRGGBB becomes the neutral grey.
    """
    if not _HEX.fullmatch(colour):
        return NEUTRAL
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    low, high = 0.0, 1.0
    if _DARKEST <= luminance(colour) <= _LIGHTEST:
        return colour
    target = _DARKEST if luminance(colour) < _DARKEST else _LIGHTEST
    if target == _DARKEST:
        saturation *= _CALM  # a dark blue made lighter would shout
    for _ in range(24):
        lightness = (low + high) / 2
        if _luminance(*colorsys.hls_to_rgb(hue, lightness, saturation)) < target:
            low = lightness
        else:
            high = lightness
    channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def distinct(colours: Sequence[str]) -> list[str]:
    """A colour for each: its own where it stands apart from those before it, else one of a palette."""
    own = [colour for colour in colours if _HEX.fullmatch(colour)]
    rest = [each for each in PALETTE if not any(_near(each, colour) for colour in own)]
    found: list[str] = []
    for colour in colours:
        if _HEX.fullmatch(colour) and not any(_near(colour, other) for other in found):
            found.append(colour)
        else:
            found.append(rest.pop(0) if rest else NEUTRAL)
    return found


def _near(one: str, other: str) -> bool:
    """Whether two colours look alike as marks."""
    return dist(_channels(mark_colour(one)), _channels(mark_colour(other))) < _APART


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def plain(text: str) -> str:
    """The text for a chart, where Plotly would read tags and entities: shown as it is."""
    return html.escape(text, quote=False)


def shortened(text: str, most: int) -> str:
    """The text, cut at a space and marked where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head = kept.rpartition(" ")[0] if " " in kept[most // 2 :] else kept
    return f"{head.rstrip(' ,-')}…"


def wrapped(text: str, width: int = 52) -> str:
    """Escaped text in lines of about `width` characters, for a hover box."""
    lines: list[str] = []
    line = ""
    for word in filter(None, text.split(" ")):  # what must not be parted has other spaces
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "<br>".join(plain(each) for each in [*lines, line])


def frame(height: int, ink: Ink, **layout: object) -> go.Figure:
    """An empty figure with the look of all charts. `layout` goes to Plotly as it is."""
    return go.Figure(
        layout=go.Layout(
            height=height,
            margin={"l": 6, "r": 8, "t": 46, "b": 26},
            showlegend=False,
            hovermode="closest",
            hoverlabel={"align": "left", "font": {"size": 13, "color": ink.text}, "bgcolor": ink.paper},
            font={"size": TEXT_PX, "color": ink.text},
            dragmode=False,
            clickmode="event+select",
            modebar={"bgcolor": CLEAR},
            paper_bgcolor=CLEAR,
            plot_bgcolor=CLEAR,
            **layout,
        )
    )


def names_axis(ink: Ink) -> dict[str, Any]:
    """What the axes with names at their rows have in common, for Plotly's `yaxis`."""
    return {
        "tickfont": {"size": TEXT_PX + 1, "color": ink.text},
        "ticklabelstandoff": 8,
        "automargin": "width",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def note(text: str, *, x: float | str, y: float, colour: str, **options: object) -> dict[str, Any]:
    """A small piece of text without arrow, left-aligned at its anchor."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "font": {"size": TEXT_PX, "color": colour},
        **options,
    }
