"""From records (lines of JSON, rows of a table) to articles."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from pipeline import language as languages
from pipeline import packs
from pipeline.dates.tagger import primary
from pipeline.model import Article
from pipeline.readers import columns as table_columns
from pipeline.readers import web
from pipeline.readers.article import Form, domain, form, is_address, told, with_title
from pipeline.readers.columns import Columns, ColumnsError, Record
from pipeline.readers.days import day_of, shows_order
from pipeline.readers.origin import LARGEST, Origin, too_large, unread

NAME: Final = "record 1"
"""The reader's name and version."""

# Records by which the columns are guessed.
_SAMPLES: Final = 100
_SAMPLED_CHARACTERS: Final = 20_000_000
_PAGE = re.compile(r"\s*<(?:!doctype html|html|body)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Bad:
    """A record that cannot be read, and why; `data` are its bytes, where they are known."""

    problem: str
    data: bytes | None = None


Numbered = tuple[int, Record | Bad]
"""A record by the number that names it: its line, or its place in the file."""


def articles(
    records: Iterable[Numbered], origin: Origin, before: Sequence[Numbered] = ()
) -> Iterator[Article]:
    """The articles of a file's records, as they come; a bad record costs itself alone.

    Raises nothing for what stands in the records: without a column of texts, the file is one article
    that says so.

    Args:
        records: of a piece of the file, those of the piece.
        origin: the file.
        before: of a piece that is not the first, the file's `first` records, which tell what columns mean.
    """
    stream = iter(records)
    own = [] if before else first(stream)
    samples = [table_columns.flat(record) for _, record in before or own if not isinstance(record, Bad)]
    if not before and not own:
        yield unread(origin.source, "skipped", "the file holds no record")
        return
    columns: Columns = {}
    beside = ""
    for number, record in chain(own, stream):
        if isinstance(record, Bad):
            yield unread(origin.record(number), "failed", record.problem, record.data)
            continue
        fields = table_columns.flat(record)
        if not columns:
            samples = samples or [fields]
            try:
                columns = table_columns.choose(samples, origin.columns)
            except ColumnsError as error:
                origin.stop()
                yield unread(origin.source, "failed", str(error))
                return
            beside = _order_shown(samples, columns)
        yield _article(fields, columns, origin.record(number), origin, beside)


def first(stream: Iterator[Numbered]) -> list[Numbered]:
    """The first records, as many as there is room for."""
    found, characters = [], 0
    for number, record in islice(stream, _SAMPLES):
        found.append((number, record))
        if not isinstance(record, Bad):
            characters += sum(len(value) for value in record.values() if isinstance(value, str))
        if characters > _SAMPLED_CHARACTERS:
            break
    return found


def _order_shown(samples: Iterable[Record], columns: Columns) -> str:
    """A day among the samples that shows the order of day and month, "" if none does."""
    values = (record.get(name) for record in samples for name in columns.get("published", ()))
    return next((str(value) for value in values if shows_order(value)), "")


def _article(record: Record, columns: Columns, source: str, origin: Origin, beside: str) -> Article:
    text = _value(record, columns["text"])
    if not text.strip():
        return unread(source, "skipped", f"no text in {' or '.join(columns['text'])}")
    title, url = _value(record, columns["title"]).strip(), _value(record, columns["url"]).strip()
    stated, changed = (
        next((record[name] for name in columns[field] if record.get(name)), None)
        for field in ("published", "updated")
    )
    # The same article in a table of another format has the same bytes.
    identity = json.dumps(
        [text, title, url, str(stated or ""), str(changed or "")], ensure_ascii=False, separators=(",", ":")
    ).encode("utf-8", "surrogatepass")
    if len(identity) > LARGEST:
        return unread(source, "skipped", too_large())
    try:
        page = web.page(text, url) if _PAGE.match(text) else None
    # Whatever mark-up does to the libraries must cost that record alone.
    except Exception as error:
        return unread(source, "failed", f"the page cannot be read: {error}", identity)
    body = page.text if page else with_title(title, text)
    # A text that was read before has its day and address in it; they are no prose.
    known = Form(page.published, page.url, ()) if page else form(body)
    tag = primary(_value(record, columns["language"]))
    language = tag if tag in packs.languages() else languages.detect(body)
    published = day_of(stated, language, beside)
    return told(
        body,
        data=identity,
        reader=f"{NAME}, {web.name()}" if page else NAME,
        source=source,
        title=title or (page.title if page else ""),
        url=url if is_address(url) else known.address,
        publisher=_publisher(_value(record, columns["publisher"]).strip()),
        stated=published or known.day,
        updated=day_of(changed, language, beside) or (page.updated if page else None),
        published=origin.published,
        language=language,
        metadata=known.metadata,
        problem="" if published or not stated else f"no day can be read in {str(stated)[:40]!r}",
    )


def _value(record: Record, names: Iterable[str]) -> str:
    """The first of the columns that has a text; a list of paragraphs is a text as well."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return "\n\n".join(value)
    return ""


def _publisher(named: str) -> str:
    return domain(named) if is_address(named) else named
