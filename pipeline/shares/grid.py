"""Tables in running text: a line of years, then a line for each party with its share in each of them.

Party / 2021 / 2019 / Seats
Liberal / 32.6 / 33.1 / 160
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, Sentence, within
from pipeline.link import Story, Told, Vote
from pipeline.link.votes import main_office, unrecorded, vote_of
from pipeline.reference import Reference
from pipeline.shares.share import Share

_SEPARATOR = re.compile(r" */ +|\t+|;| *\| *| {3,}| [-–—] ")
# Of these every separator has one.
_SIGNS = ("/", "\t", ";", "|", "   ", " - ", " – ", " — ")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_LEAST_CELLS: Final = 3
_CONFIDENCE: Final = 0.7


class Cell(NamedTuple):
    """A cell of a line, with its text."""

    start: int
    end: int
    text: str


def shares(document: Document, story: Story, reference: Reference) -> tuple[list[Share], set[Sentence]]:
    """The shares of the tables in an article, and the lines that they stand in."""
    found: list[Share] = []
    lines: set[Sentence] = set()
    years: dict[int, Vote] = {}
    width = 0
    for told in story.told:
        line = cells(document, told.sentence)
        header = _years(line, story, reference)
        if header:
            years, width = header, len(line)
            lines.add(told.sentence)
        elif years and len(line) == width:
            found += _row(document, told, line, years)
            lines.add(told.sentence)
        else:
            years = {}
    return found, lines


def cells(document: Document, sentence: Sentence) -> list[Cell]:
    """The cells of a line of a table, none where it is no such line."""
    line: list[Cell] = []
    at = sentence.start
    if sum(map(document.clean[at : sentence.end].count, _SIGNS)) < _LEAST_CELLS - 1:
        return line
    for mark in _SEPARATOR.finditer(document.clean, sentence.start, sentence.end):
        line.append(Cell(at, mark.start(), document.clean[at : mark.start()].strip()))
        at = mark.end()
    line.append(Cell(at, sentence.end, document.clean[at : sentence.end].strip()))
    return line if len(line) >= _LEAST_CELLS else []


def _years(line: Sequence[Cell], story: Story, reference: Reference) -> dict[int, Vote]:
    """The votes of the columns whose heads are years, by column; empty where the line is no such head."""
    years = {index: int(cell.text) for index, cell in enumerate(line) if index and _YEAR.fullmatch(cell.text)}
    return {index: _vote(year, story, reference) for index, year in years.items()} if story.country else {}


def _vote(year: int, story: Story, reference: Reference) -> Vote:
    office = story.main.office if story.main else main_office(story.country)
    rows = reference.elections_of(story.country, office)
    known = next((vote_of(row) for row in rows if row.date[:4] == str(year)), None)
    return known or unrecorded(story.country, office, year)


def _row(document: Document, told: Told, line: Sequence[Cell], years: dict[int, Vote]) -> Iterator[Share]:
    head = line[0]
    subject = next((subject for subject in told.subjects if head.start <= subject.start < head.end), None)
    name, kind = (subject.name, subject.type) if subject else (head.text, "party")
    for index, vote in years.items():
        for figure in within(document.figures, line[index].start, line[index].end):
            if _fills(figure, line[index]):
                yield Share(
                    figure, told.sentence, name, kind, "result", vote, figure.value, _CONFIDENCE, "table"
                )


def _fills(figure: Figure, cell: Cell) -> bool:
    """Whether a cell holds nothing but the figure."""
    return len(cell.text) == figure.end - figure.start and figure.unit in ("", "percent")
