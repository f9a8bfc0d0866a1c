"""Tables of figures as lines, in a form in which each row can be read alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lxml.html import HtmlElement

FIGURE = re.compile(r"[-+−]?\d[\d\s.,’']*(?:\s?%)?")

_UNIT: Final = "%"
_SPACE = re.compile(r"\s+")
_MOST_COLUMNS: Final = 40
_MOST_ROWS: Final = 1_000


class Cell(NamedTuple):
    """A place in the grid of a table: what it says, and whether it is a heading or repeats its neighbour."""

    text: str
    heading: bool = False
    repeats: bool = False


def lines(table: HtmlElement) -> Iterator[str]:
    """The caption, the headings, then a line for each row: its name, and its cells with their headings.

    A row reads "Emmanuel Macron | 8,656,346 | 24.01%", or where there are several columns of percentages,
    "Emmanuel Macron: First round 24.01%; Second round 66.10%". A heading that is a unit stands behind the
    figure. Headings of several rows are joined.
    """
    for caption in table.iter("caption"):
        yield text(caption)
    rows = _grid(table)
    above = _headings(rows)
    if heads := _joined(rows[:above]):
        yield " | ".join(dict.fromkeys(filter(None, heads)))
    body = [["" if cell.repeats else cell.text for cell in row] for row in rows[above:]]
    as_pairs = _share_columns(heads, body) > 1
    for name, *values in body:
        told = [
            _told(heads[place] if place < len(heads) else "", value, named=as_pairs)
            for place, value in enumerate(values, 1)
        ]
        yield (
            ": ".join(filter(None, (name, "; ".join(filter(None, told)))))
            if as_pairs
            else " | ".join((name, *told))
        )


def _share_columns(heads: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns hold percentages."""
    of_heads = {place for place, head in enumerate(heads) if _UNIT in head}
    return len(of_heads | {place for row in body for place, value in enumerate(row) if _UNIT in value})


def pairs(definitions: HtmlElement) -> Iterator[str]:
    """A line for each term of a list of definitions: "Macron: 58.55%"."""
    told: list[str] = []
    for element in definitions.iter("dt", "dd"):
        if element.tag == "dt" and told:
            yield ": ".join(told)
            told = []
        told.append(text(element))
    yield ": ".join(told)


def text(element: HtmlElement) -> str:
    """What an element says, on one line."""
    return _SPACE.sub(" ", element.text_content()).strip()


def _grid(table: HtmlElement) -> list[list[Cell]]:
    """The rows of a table, cells that span several columns or rows at each of their places."""
    rows = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in table.iter("tr"):
        cells: list[Cell] = []
        for element in row.iterchildren("td", "th"):
            _carry(below, cells)
            heading = element.tag == "th" or row.getparent().tag == "thead"
            cell = Cell(text(element), heading)
            height = _span(element, "rowspan", _MOST_ROWS)
            width = min(_span(element, "colspan", _MOST_COLUMNS), _MOST_COLUMNS - len(cells))
            for place in range(width):
                if height > 1:
                    below[len(cells)] = (height - 1, cell._replace(repeats=place > 0))
                cells.append(cell._replace(repeats=place > 0))
        _carry(below, cells)
        if cells:
            rows.append(cells)
    return rows


def _carry(below: dict[int, tuple[int, Cell]], cells: list[Cell]) -> None:
    """Put in what cells of rows above leave at the next places."""
    while len(cells) in below:
        left, cell = below.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _headings(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are headings: those marked so, or else one of words above figures."""
    for place, row in enumerate(rows):
        if not all(cell.heading for cell in row):
            above = place
            break
    else:
        return len(rows)
    if above or len(rows) < 2:
        return above
    first, second = ([any(map(str.isdigit, cell.text)) for cell in row] for row in rows[:2])
    return int(len(first) > 1 and not any(first) and any(second[1:]))


def _joined(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The heading of each column, from the top to the bottom, without repeats."""
    width = max(map(len, rows), default=0)
    columns = [[row[place].text for row in rows if place < len(row)] for place in range(width)]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]


def _told(head: str, value: str, *, named: bool) -> str:
    """A cell with the unit that its heading has, and `named` by the heading."""
    if not value:
        return ""
    if _UNIT in head and _UNIT not in value and FIGURE.fullmatch(value):
        head = head.replace(f"({_UNIT})", _UNIT).strip()
        if head.startswith(_UNIT):
            return f"{value}{head}" if named else f"{value}{_UNIT}"
        head, value = _SPACE.sub(" ", head.replace(_UNIT, "")).strip(), f"{value}{_UNIT}"
    return f"{head} {value}".strip() if named else value


def _span(cell: HtmlElement, name: str, most: int) -> int:
    """How many columns or rows a cell spans; what no table has counts as one."""
    span = cell.get(name, "1").strip()
    return int(span) if span.isdecimal() and len(span) < 5 and 0 < int(span) <= most else 1
