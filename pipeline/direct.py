"""Tables straight from a text or from files, held in memory; `build` stores those of many articles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from pipeline import reading, reference, versions
from pipeline.assembling import assemble
from pipeline.building import extract_part
from pipeline.errors import TimelineError
from pipeline.model import Article
from pipeline.store import Tables


def extract(
    text: str,
    *,
    published: date | str | None = None,
    language: str = "",
    reference: Sequence[str | Path] = (),
) -> Tables:
    """The tables of one article given as text.

    Args:
        text: an article in the seed's form or plain text.
        published: its day of publication (a date, or text as 2022-04-25), where the text states none.
        language: its BCP 47 code; detected where it is not given.
        reference: folders of further reference data.
    """
    return _tables(
        [reading.article(text, published=_day(published), language=language, source="text")], reference
    )


def read(
    path: str | Path,
    *,
    published: date | str | None = None,
    columns: Mapping[str, str] | None = None,
    reference: Sequence[str | Path] = (),
) -> Tables:
    """The tables of the articles at a path: a file, a folder of them, a pattern (`news/*.html`) or a URL.

    A file or page that cannot be read is a row of `articles` that says why. Tables that `build` wrote are
    not articles: `load` opens them.

    Args:
        path: any of what docs/formats.md lists.
        published: the day (a date, or text as 2022-04-25) of articles that state none.
        columns: the columns of tables by field of an article, e.g. {"text": "body"}; others are guessed.
        reference: folders of further reference data.

    Raises:
        TimelineError: nothing-read, where no article could be read at all.
    """
    found = list(reading.articles([path], published=_day(published), columns=columns))
    if not any(article.status == "ok" for article in found):
        problems = dict.fromkeys(article.problem for article in found)
        raise TimelineError("nothing-read", path=path, detail="; ".join(problems))
    return _tables(found, reference)


def _tables(articles: Iterable[Article], folders: Sequence[str | Path]) -> Tables:
    further = tuple(Path(folder).resolve() for folder in folders)
    kept = versions.newest(articles)
    parts = {
        each.article.article_id: extract_part(each.article, further)
        for each in kept
        if each.article.status == "ok"
    }
    frames, _ = assemble(kept, parts, reference.load(*further))
    return Tables(**frames, folder=None, identity="")


def _day(published: date | str | None) -> date | None:
    """The day, also of a time of day, which datetimes and pandas' timestamps are."""
    if isinstance(published, datetime):
        return published.date()
    return date.fromisoformat(published) if isinstance(published, str) else published
