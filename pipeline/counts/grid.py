"""Tables in running text whose columns are votes or seats.

Party | Votes | Seats
Labour | 9,708,716 | 411
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.annotate import Document, Figure, Sentence
from pipeline.annotate.counts import SEATS, VOTES
from pipeline.lexicon import expand, fold
from pipeline.link import Story, Told, Vote
from pipeline.link.votes import has_seats
from pipeline.shares.grid import Cell, cells
from pipeline.shares.share import Share

_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009.,'’][0-9]{3})*|[0-9]+")
_CONFIDENCE: Final = 0.7


def counts(document: Document, story: Story) -> tuple[list[Share], set[Sentence]]:
    """The counts of the tables in an article, of its own vote, and the lines that they stand in."""
    found: list[Share] = []
    lines: set[Sentence] = set()
    columns: Mapping[int, str] = {}
    width = 0
    if story.main is None:
        return found, lines
    for told in story.told:
        row = cells(document, told.sentence)
        if heads := _heads(row, document.article.language):
            columns, width = heads, len(row)
            lines.add(told.sentence)
        elif columns and len(row) == width:
            found += _row(document, told, row, columns, story.main)
            lines.add(told.sentence)
        else:
            columns = {}
    return found, lines


def _heads(row: Sequence[Cell], language: str) -> dict[int, str]:
    """What the columns count, by column; empty where the line is no such head."""
    units = _columns(language)
    return {
        index: units[fold(cell.text)] for index, cell in enumerate(row) if index and fold(cell.text) in units
    }


@cache
def _columns(language: str) -> Mapping[str, str]:
    table: Mapping[str, Sequence[str]] = packs.load(language, "counts")["unit"]["column"]
    return {fold(form): unit for unit in (VOTES, SEATS) for phrase in table[unit] for form in expand(phrase)}


def _row(
    document: Document, told: Told, row: Sequence[Cell], columns: Mapping[int, str], vote: Vote
) -> Iterator[Share]:
    head = row[0]
    subject = next((subject for subject in told.subjects if head.start <= subject.start < head.end), None)
    name, kind = (subject.name, subject.type) if subject else (head.text, "party")
    for index, unit in columns.items():
        cell = row[index]
        if not _NUMBER.fullmatch(cell.text) or (unit == SEATS and not has_seats(vote.office)):
            continue
        start = cell.start + document.clean[cell.start : cell.end].index(cell.text)
        end = start + len(cell.text)
        value = float(re.sub(r"\D", "", cell.text))
        figure = Figure(start, end, document.word_at(start), document.word_at(end - 1), value, 0, unit)
        of = vote.in_round(None) if unit == SEATS else vote
        yield Share(figure, told.sentence, name, kind, "result", of, value, _CONFIDENCE, "table")
