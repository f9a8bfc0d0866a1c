"""Cases as rows for the tables of sentences among the tests, each in the smallest text that gives it.

A row holds what came out; where that is wrong, a person writes what should have.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from pipeline import reading
from pipeline.explaining.case import Case
from pipeline.extraction import extract_article
from pipeline.model import Article, Row
from pipeline.reference import Reference

_KINDS: Final = "tests/pipeline/shares/kinds_{}.tsv"
_EMPTY: Final = "-"

Rows = dict[str, list[Row]]


class _Form(NamedTuple):
    """The table of sentences for a sort of row, and the cells of a row in it."""

    path: str
    table: str
    cells: Callable[[Row], Sequence[object]]


def _share(row: Row) -> Sequence[object]:
    return row["subject"], f"{row['share_pct']:g}", row["kind"], row["election_id"], row["round"]


def _count(row: Row) -> Sequence[object]:
    return tuple(row[name] for name in ("subject", "count", "unit", "election_id", "round", "verdict"))


def _event(row: Row) -> Sequence[object]:
    actors: Sequence[str] = row["actors"]  # type: ignore[assignment]
    day = f"{row['date']}/{row['date_end']}".rstrip("/")
    return day, row["type"], row["status"], ", ".join(actors)


_SHARES: Final = _Form("tests/pipeline/shares/sentences_{}.tsv", "vote_shares", _share)
_FORMS: Final[Mapping[str, _Form]] = {
    "percentage": _SHARES,
    "number": _SHARES,
    "count": _Form("tests/pipeline/counts/sentences_{}.tsv", "counts", _count),
    "date": _Form("tests/pipeline/events/sentences_{}.tsv", "events", _event),
}
"""The form by the kind of case; claims have none."""


class _Context(NamedTuple):
    """A text with the place of the case in it, and what it gives."""

    text: str
    start: int
    end: int
    rows: Rows


def rows_for_tests(cases: Sequence[Case], article: Article, reference: Reference) -> dict[str, list[str]]:
    """The rows of cases by the file that they are for; those of claims are for none."""
    found: dict[str, dict[str, str]] = {}
    whole = extract_article(article, reference).rows
    for case in cases:
        if form := _FORMS.get(case.kind):
            context = _smallest(case, form, article, whole, reference)
            for path, line in _lines(case, form, context, article):
                # Two cases of a sentence give one row, by the name of the first.
                told = line.partition("\t")[2]
                found.setdefault(path.format(article.language), {}).setdefault(told, line)
    return {path: list(lines.values()) for path, lines in found.items()}


def _lines(case: Case, form: _Form, context: _Context, article: Article) -> Iterator[tuple[str, str]]:
    published = article.published.isoformat() if article.published else ""
    name = f"{PurePosixPath(article.source).stem} {case.start}"
    rows = "; ".join(_joined(row, form) for row in _stated(context.rows, form))
    yield form.path, "\t".join((name, published, context.text.replace("\n", "\\n"), rows))
    if form is _SHARES and published and "\n" not in context.text:
        here = (row["kind"] for row in _stated(context.rows, form) if row["start"] == context.start)
        text, start, end = context.text, context.start, context.end
        marked = f"{text[:start]}[{text[start:end]}|{next(here, _EMPTY)}]{text[end:]}"
        yield _KINDS, f"{published}\t{marked}"


def _joined(row: Row, form: _Form) -> str:
    return " | ".join(str(cell or _EMPTY) for cell in form.cells(row))


def _stated(rows: Rows, form: _Form) -> list[Row]:
    """The rows of a form that the text states."""
    return [row for row in rows[form.table] if not row.get("derived")]


# The smallest text


def _smallest(case: Case, form: _Form, article: Article, whole: Rows, reference: Reference) -> _Context:
    """The first of the texts around a case that gives what the article gives, else the last of them."""
    context = _Context("", 0, 0, {})
    for text, at in _around(case, article.text):
        flat, start = _flat(text), _place(text, at)
        found = reading.article(flat, published=article.published, language=article.language)
        context = _Context(flat, start, start + len(case.text), extract_article(found, reference).rows)
        if _given(form, context.rows, start) == _given(form, whole, case.start):
            break
    return context


def _around(case: Case, text: str) -> Iterator[tuple[str, int]]:
    """Texts that hold a case, each with its place: the sentence, then more and more around it."""
    low, high = case.within
    line_start = text.rfind("\n", 0, low) + 1
    line_end = text.find("\n", high) if "\n" in text[high:] else len(text)
    title = text[: text.find("\n") + 1]
    yield text[low:high], case.start - low
    yield text[line_start:high], case.start - line_start
    yield text[line_start:line_end], case.start - line_start
    yield title + text[line_start:line_end], len(title) + case.start - line_start
    yield text[:high], case.start
    yield text, case.start


def _flat(text: str) -> str:
    """A text with single spaces, and without empty lines."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _place(text: str, at: int) -> int:
    """Where a place of a text is when it is flat."""
    before = text[:at]
    return len(_flat(before)) + bool(before.strip() and before[-1].isspace())


def _given(form: _Form, rows: Rows, start: int) -> list[str]:
    """What stands at a place, in words: rows, or the reason for none."""
    told = [_joined(row, form) for row in _stated(rows, form) if row["start"] == start]
    refused = [str(row["reason"]) for row in rows["rejected"] if row["start"] == start]
    return sorted([*told, *refused])
