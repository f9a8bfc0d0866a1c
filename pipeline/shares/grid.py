"""Tables in running text: a line that heads the columns, then lines whose cells are shares.

Party / 2021 / 2019 / Seats     Institute | Macron | Le Pen     ... Share of the vote, share in 2019, seats:
Liberal / 32.6 / 33.1 / 160     Ifop | 53 | 47                  Labour: 33.7%, 32.1%, 411
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Document, Figure, Sentence, within
from pipeline.check import TURNOUT
from pipeline.lexicon import expand, fold
from pipeline.link import Story, Told, Vote
from pipeline.link.people import Subject
from pipeline.link.rounds import round_number
from pipeline.link.votes import is_ahead, main_office, unrecorded, vote_of
from pipeline.reference import Reference
from pipeline.shares.areas import own_vote
from pipeline.shares.measures import firms_in, tells_of_poll
from pipeline.shares.share import Share

_SEPARATOR = re.compile(r" */ +|\t+|;| *\| *| {3,}| [-–—] ")
# Of these every separator has one.
_SIGNS = ("/", "\t", ";", "|", "   ", " - ", " – ", " — ")
# What parts the figures behind a name in a list.
_LISTED = re.compile(r",\s+|;\s*| {0,9}[/|] *| [-–—] ")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_NAME = re.compile(r"\s{0,9}:\s+|\s{0,9}[/|]\s{0,9}(?=[0-9])| [-–—] (?=[0-9])| {1,9}(?=[0-9])")
_WORDS = re.compile(r"[^\W\d_]+|%")
_BLANKS: Final = " \t\u00a0()[]*:/|"
_SIGNED = " \u00a0+-−–±"
_LEAST_CELLS: Final = 3
_LONGEST_HEAD: Final = 24
_LEAST_SUBJECTS: Final = 2
_CONFIDENCE: Final = 0.7
_RESULT, _POLL, _SWING, _TURNOUT = "result", "poll", "swing", "turnout"
_TURNOUT_WORD: Final = "votes.kind.turnout"


class Cell(NamedTuple):
    """A cell of a line, with its text."""

    start: int
    end: int
    text: str


class Column(NamedTuple):
    """What the cells below a head are: shares of a vote, or changes of those in it; of a subject, where the
    lines are polls or votes."""

    vote: Vote | None = None
    kind: str = _RESULT
    subject: Subject | None = None


class _Head(NamedTuple):
    """The columns of a table, how many cells its lines have at most, and whether these are parted as in a
    list."""

    columns: Mapping[int, Column]
    width: int
    listed: bool = False


def shares(document: Document, story: Story, reference: Reference) -> tuple[list[Share], set[Sentence]]:
    """The shares of the tables in an article, and the lines that they stand in."""
    found: list[Share] = []
    lines: set[Sentence] = set()
    head: _Head | None = None
    opened = story.told[0].sentence if story.told else None
    for told in story.told:
        if started := _head(document, told, story, reference) or _told_head(document, told, story):
            head, opened = started, told.sentence
            continue
        line = (_listed if head.listed else cells)(document, told.sentence) if head else []
        row = list(_row(document, told, line, head, story, reference)) if head else []
        if head and line and (row or opened in lines):
            found += row
            # What is told before a list is a sentence like others.
            lines |= {told.sentence} if head.listed or opened is None else {told.sentence, opened}
        else:
            head = None
    return found, lines


def cells(document: Document, sentence: Sentence) -> list[Cell]:
    """The cells of a line of a table, none where it is no such line."""
    line: list[Cell] = []
    at = sentence.start
    if sum(map(document.clean[at : sentence.end].count, _SIGNS)) < _LEAST_CELLS - 1:
        return line
    line = _parted(document, _SEPARATOR, at, sentence.end)
    return line if len(line) >= _LEAST_CELLS else []


def _listed(document: Document, sentence: Sentence) -> list[Cell]:
    """The name that begins a line of a list and the cells behind it, none where it is no such line."""
    name = _NAME.search(document.clean, sentence.start, sentence.end)
    if name is None or not document.is_line(sentence):
        return []
    first = Cell(sentence.start, name.start(), document.clean[sentence.start : name.start()].strip())
    return [first, *_parted(document, _LISTED, name.end(), sentence.end)]


def _parted(document: Document, marks: re.Pattern[str], start: int, end: int) -> list[Cell]:
    line: list[Cell] = []
    for mark in marks.finditer(document.clean, start, end):
        line.append(Cell(start, mark.start(), document.clean[start : mark.start()].strip()))
        start = mark.end()
    return [*line, Cell(start, end, document.clean[start:end].strip())]


# Heads


def _head(document: Document, told: Told, story: Story, reference: Reference) -> _Head | None:
    """What heads a table; None where the line is no such head."""
    line = cells(document, told.sentence) if document.is_line(told.sentence) else []
    columns = _columns(document, told, line, story, reference) if line and story.country else {}
    return _Head(columns, len(line)) if columns else None


def _told_head(document: Document, told: Told, story: Story) -> _Head | None:
    """What is told of the columns before a list: "Share of the vote, share in 2019, number of seats"."""
    after = document.clean[told.sentence.end : told.sentence.end + 1]
    if story.main is None or after not in ("", "\n", "\r"):
        return None
    language = document.article.language
    parts = _parted(document, _parting(language), told.sentence.start, told.sentence.end)
    shares_told = [_tells(cell, language, "column") for cell in parts]
    if not any(shares_told):
        return None
    others = [_tells(cell, language, "other") for cell in parts]
    kept = [one for one in zip(parts, shares_told, others, strict=True) if one[1] or one[2]]
    columns = {
        index: Column(_told_vote(told, cell, story.main))
        for index, (cell, is_share, is_other) in enumerate(kept, 1)
        if is_share and not is_other
    }
    votes = {(column.vote.election_id, column.vote.round) for column in columns.values() if column.vote}
    by_round = any(vote[1] for vote in votes) and any(others)
    return _Head(columns, len(kept) + 1, listed=True) if len(votes) > 1 or by_round else None


@cache
def _parting(language: str) -> re.Pattern[str]:
    """What parts the columns that a sentence tells of: commas, and words such as "and"."""
    words: Sequence[str] = packs.load(language, "votes")["link"]["and"]
    joined = "|".join(re.escape(word) for phrase in words for word in expand(phrase))
    return re.compile(rf",? (?:{joined}) |, |; ")


def _tells(cell: Cell, language: str, name: str) -> bool:
    """Whether a part of a sentence has a word for a column of shares, or of something else."""
    return not _words(language, name).isdisjoint(fold(word) for word in _WORDS.findall(cell.text))


def _told_vote(told: Told, cell: Cell, main: Vote) -> Vote:
    """The vote of the shares that a part of a sentence tells of."""
    cue = next((one for one in told.rounds if cell.start <= one.start < cell.end), None)
    vote = _dated(told, cell) or main
    return vote.in_round(round_number(cue)) if cue else vote


def _dated(told: Told, cell: Cell) -> Vote | None:
    """The vote of a date in a cell."""
    return next((one.vote for one in told.anchors if cell.start <= one.start < cell.end and one.timex), None)


def _columns(
    document: Document, told: Told, line: Sequence[Cell], story: Story, reference: Reference
) -> dict[int, Column]:
    """The columns by their heads; empty where there is no such head."""
    language = document.article.language
    columns: dict[int, Column] = {}
    for index, cell in enumerate(line):
        if index and (vote := _vote(cell, told, story, language, reference)):
            columns[index] = Column(vote)
    if columns:
        first = next(iter(columns.values()))
        for index, cell in enumerate(line):
            if index and index not in columns and _is_all(cell, language, "change"):
                columns[index] = Column(first.vote, _SWING)
        return columns
    main = story.main
    shares_told = [index for index, cell in enumerate(line) if index and _is_all(cell, language, "share")]
    changes = [index for index, cell in enumerate(line) if index and _is_all(cell, language, "change")]
    if main and shares_told and changes:
        return {
            **{index: Column(main) for index in shares_told[:1]},
            **{index: Column(main, _SWING) for index in changes[:1]},
        }
    subjects = {index: _subject(told, cell) for index, cell in enumerate(line) if index}
    named = {index: Column(subject=subject) for index, subject in subjects.items() if subject}
    is_head = not within(document.figures, told.sentence.start, told.sentence.end)
    return named if is_head and len(named) == len(line) - 1 >= _LEAST_SUBJECTS else {}


def _vote(cell: Cell, told: Told, story: Story, language: str, reference: Reference) -> Vote | None:
    """The vote that a head tells: its year, its day, or a round of the article's."""
    years = _YEAR.findall(cell.text)
    if len(years) == 1 and _is_all(cell, language, "share", without=years[0]):
        return _in_year(int(years[0]), story, reference)
    if len(cell.text) > _LONGEST_HEAD:
        return None
    if vote := _dated(told, cell):
        return vote
    cue = next((one for one in told.rounds if cell.start <= one.start < cell.end), None)
    return story.main.in_round(round_number(cue)) if cue and story.main else None


def _is_all(cell: Cell, language: str, name: str, *, without: str = "") -> bool:
    """Whether a head has nothing but words of a kind, and those for shares."""
    text = cell.text.replace(without, " ", 1) if without else cell.text
    words = [fold(word) for word in _WORDS.findall(text)]
    if not words:
        return bool(without) or (name == "change" and bool(text) and not text.strip(_SIGNED + "/()"))
    known = _words(language, name)
    return any(word in known for word in words) and set(words) <= known | _words(language, "share")


@cache
def _words(language: str, name: str) -> frozenset[str]:
    table: Sequence[str] = packs.load(language, "votes")["table"][name]
    return frozenset(fold(form) for phrase in table for form in expand(phrase))


def _in_year(year: int, story: Story, reference: Reference) -> Vote:
    office = story.main.office if story.main else main_office(story.country)
    rows = reference.elections_of(story.country, office)
    known = next((vote_of(row) for row in rows if row.date[:4] == str(year)), None)
    return known or unrecorded(story.country, office, year)


# Lines


def _row(
    document: Document,
    told: Told,
    line: Sequence[Cell],
    head: _Head,
    story: Story,
    reference: Reference,
) -> Iterator[Share]:
    columns = head.columns
    if not max(columns) < len(line) <= head.width:
        return
    names = line[: min(columns)]
    subject = next((one for cell in names if (one := _subject(told, cell))), None)
    place = next((cue.tag for cue in told.places if cue.end <= names[-1].end), "")
    turnout = any(line[0].start <= cue.start < line[0].end for cue in told.cues.of(_TURNOUT_WORD))
    for index, column in columns.items():
        of, vote, kind = column.subject or subject, column.vote, column.kind
        if column.subject:
            vote, kind = _of_line(document, told, line[0], story, reference)
        elif vote and kind == _RESULT and is_ahead(vote, document.article.published, reference):
            kind = _POLL
        if vote:
            vote = own_vote(vote, place, told, reference)
        name, type_ = (of.name, of.type) if of else (as_name(line[0].text), "party")
        if turnout and not of:
            name, type_, kind = TURNOUT, "electorate", _TURNOUT if kind == _RESULT else kind
        for figure in within(document.figures, line[index].start, line[index].end):
            if vote and _fills(document, figure, line[index], signed=kind == _SWING):
                yield Share(
                    figure, told.sentence, name, type_, kind, vote, figure.value, _CONFIDENCE, "table"
                )


def _of_line(
    document: Document, told: Told, head: Cell, story: Story, reference: Reference
) -> tuple[Vote | None, str]:
    """The vote and the kind of a line below heads that are names: a vote by its year, else a poll."""
    if year := _YEAR.fullmatch(head.text.strip(_BLANKS)):
        return _in_year(int(year[0]), story, reference), _RESULT
    if firms_in(document, told) or any(tells_of_poll(document, one) for one in story.told[:1]):
        return story.coming or story.main, _POLL
    return None, _RESULT


def _subject(told: Told, cell: Cell) -> Subject | None:
    """Who is named in a cell; an unknown one that begins it has all of it as the name."""
    subject = next((one for one in told.subjects if cell.start <= one.start < cell.end), None)
    if subject and not subject.mention.known and subject.type == "party":
        return subject._replace(name=as_name(cell.text))
    return subject


def as_name(text: str) -> str:
    """A name as it stands in a table, without what brackets add."""
    return text.partition("(")[0].strip(_BLANKS)


def _fills(document: Document, figure: Figure, cell: Cell, *, signed: bool) -> bool:
    """Whether a cell holds nothing but the figure, in a column of changes with its sign."""
    rest = document.clean[cell.start : figure.start] + document.clean[figure.end : cell.end]
    marks = _BLANKS + "." + (_SIGNED if signed else "")
    return not rest.strip(marks) and (figure.unit in ("", "percent") or (signed and figure.unit == "points"))
