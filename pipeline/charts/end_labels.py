"""Names at the ends of lines, one below the other in the margin, so that none covers another."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from pipeline.charts.style import RULE, Ink, mark_colour, note, plain, shortened

GAP_PX = 34.0
MARGIN_PX = 148
NARROW_PX = 104  # on a phone
_CHARACTER_PX = 6.7
_LEAST_CHARACTERS = 6  # of a name's second line


def _text(name: str, figure: str, margin: int) -> str:
    """Two lines: the name and the figure, a long name in both where they have room."""
    characters = int((margin - 20) / _CHARACTER_PX)
    beside = characters - len(figure) - 1
    if len(name) <= characters or beside < _LEAST_CHARACTERS:
        return f"<b>{plain(shortened(name, characters))}</b><br>{plain(figure)}"
    first, *rest = wrap(name, characters)
    return f"<b>{plain(first)}</b><br><b>{plain(shortened(' '.join(rest), beside))}</b> {plain(figure)}"


def spread(levels: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart in the order of `levels`, each as near to its level as that allows.

    They stay between `low` and `high` where there is room for all.
    """
    order = sorted(range(len(levels)), key=lambda index: levels[index])
    blocks: list[list[float]] = []  # middle, number of labels
    for index in order:
        blocks.append([levels[index], 1])
        while len(blocks) > 1 and _foot(blocks[-1], gap) - _head(blocks[-2], gap) < gap:
            middle, number = blocks.pop()
            before, more = blocks.pop()
            # The labels of a block share one middle; the mean keeps all near to their levels.
            blocks.append([(middle * number + before * more) / (number + more), number + more])
    places = [0.0] * len(levels)
    laid = [_foot(block, gap) + gap * step for block in blocks for step in range(int(block[1]))]
    laid = _within(laid, gap, low, high)
    for index, place in zip(order, laid, strict=True):
        places[index] = place
    return places


def _foot(block: list[float], gap: float) -> float:
    return block[0] - gap * (block[1] - 1) / 2


def _head(block: list[float], gap: float) -> float:
    return block[0] + gap * (block[1] - 1) / 2


def _within(laid: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places, those beyond an edge moved back and the next ones before them."""
    for step, place in enumerate(laid):
        laid[step] = max(place, low if step == 0 else laid[step - 1] + gap)
    for step in range(len(laid) - 1, -1, -1):
        laid[step] = min(laid[step], high if step == len(laid) - 1 else laid[step + 1] - gap)
    return laid


def end_labels(
    ends: Sequence[tuple[str, float, str, str, str]],
    *,
    last_day: str,
    low: float,
    high: float,
    px: int,
    ink: Ink,
    margin: int = MARGIN_PX,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Annotations and the strokes that lead to them.

    Args:
        ends: of each line the day and share that it ends at, its name, its figure as text, its colour.
        last_day: where the axis ends.
        low: the least share on the axis, high: the highest.
        px: the height of the axis.
        margin: how many pixels the labels have beside it.
    """
    scale = px / (high - low)
    places = spread(
        [share * scale for _day, share, *_texts in ends], GAP_PX, low * scale + 12, high * scale - 12
    )
    annotations, strokes = [], []
    for (day, share, name, figure, colour), place in zip(ends, places, strict=True):
        level = place / scale
        annotations.append(
            note(
                _text(name, figure, margin),
                x=1,
                y=level,
                colour=ink.text,
                xref="paper",
                xshift=20,
                yanchor="middle",
            )
        )
        line = {"width": 1, "color": RULE, "dash": "dot"}
        if day < last_day:
            strokes.append(
                {"type": "line", "x0": day, "x1": last_day, "y0": share, "y1": share, "line": line}
            )
        strokes.append(
            {
                "type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "x0": 3, "x1": 16,
                "y0": share, "y1": level,
                "line": {"width": 1.5, "color": mark_colour(colour)},
            }
        )  # fmt: skip
    return annotations, strokes
