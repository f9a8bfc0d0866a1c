"""Articles that visitors bring, pasted, as files or by address: read within bounds; failures in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline import reading
from pipeline.building import extract_part
from pipeline.fetch.error import FetchError
from pipeline.model import Article
from pipeline.parts import Part
from pipeline.readers.bounds import Budget
from pipeline.readers.formats import OPENERS, READERS
from pipeline.telling.i18n import _, number

MOST_ARTICLES: Final = 40
MOST_CHARACTERS: Final = 600_000
LONGEST: Final = 150_000
MOST_MEGABYTES: Final = 10
LARGEST_MEGABYTES: Final = 5
ENDINGS: Final = tuple(sorted(ending.removeprefix(".") for ending in {*READERS, *OPENERS}))
"""The endings of files that are read."""

_MEGABYTE: Final = 1_000_000
_MOST_UNPACKED: Final = 20 * _MEGABYTE


@dataclass(frozen=True)
class Load:
    """How much a session holds."""

    articles: int = 0
    characters: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Brought:
    """A file with the articles in it; `problems` says of each thing in it that is not read why."""

    name: str
    data: bytes
    articles: tuple[Article, ...]
    problems: tuple[tuple[str, str], ...] = ()


def composed(title: str, day: date | None, url: str, text: str) -> str:
    """What was pasted as one text: title, day and address in the lines where readers look for them.

    Without any of these it is the text as it is, which may state them itself.
    """
    if not (title or day or url):
        return text
    head = " ".join(title.split())
    # A text that opens with its title has it once.
    body = text.removeprefix(title).lstrip() if title and text.startswith(title) else text
    lines = [head, day.strftime("%Y%m%d") if day else "", url.strip()]
    return "\n".join((*lines, "", body)) if day or url else f"{head}\n\n{body}"


def pasted(title: str, day: date | None, url: str, text: str, load: Load) -> Brought:
    """A pasted article."""
    whole = composed(title, day, url, text)
    data = whole.encode("utf-8", "replace")
    name = f"pasted-{load.articles + 1}.txt"
    return _sorted_out(name, data, reading.contents(data, name), load)


def uploaded(name: str, data: bytes, published: date | None, load: Load) -> Brought:
    """The articles in a file; `published` is the day of those that state none."""
    if len(data) > LARGEST_MEGABYTES * _MEGABYTE:
        large = _(
            "It has more than {n} MB. Split it; the command `build` takes it whole.", n=LARGEST_MEGABYTES
        )
        return Brought(name, b"", (), ((name, large),))
    return _sorted_out(name, data, reading.contents(data, name, published=published, budget=_budget()), load)


def fetched(url: str, published: date | None, load: Load) -> Brought:
    """The articles of a page on the web, asked for once and kept nowhere but here."""
    from pipeline.fetch.fetcher import Fetcher, Limits  # noqa: PLC0415 (slow, and few visitors fetch)

    limits = Limits(connect=5, answer=15, whole=30, largest=LARGEST_MEGABYTES * _MEGABYTE, longest_wait=5)
    try:
        page = Fetcher(keep=False, limits=limits).fetch(url)
    except FetchError as error:
        return Brought(url, b"", (), ((url, _sentence(error.problem)),))
    found = reading.contents(
        page.data,
        page.url,
        published=published,
        url=page.final_url,
        media_type=page.content_type,
        charset=page.charset,
        budget=_budget(),
    )
    return _sorted_out(page.url, page.data, found, load)


def _budget() -> Budget:
    return Budget(most_members=MOST_ARTICLES * 5, most_bytes=_MOST_UNPACKED)


def _sorted_out(name: str, data: bytes, found: Iterable[Article], load: Load) -> Brought:
    """The articles that are taken, as many as there is room for, and why the others are not."""
    taken: list[Article] = []
    problems: list[tuple[str, str]] = []
    if load.bytes + len(data) > MOST_MEGABYTES * _MEGABYTE:
        full = _("One session has room for files of {n} MB together. Remove some first.", n=MOST_MEGABYTES)
        return Brought(name, b"", (), ((name, full),))
    characters = load.characters
    for article in found:
        what = article.title or article.source
        if article.status != "ok":
            problems.append((article.source, _sentence(article.problem)))
        elif len(article.text) > LONGEST:
            problems.append(
                (
                    what,
                    _("It has more than {n} characters. Paste the part that matters.", n=number(LONGEST)),
                )
            )
        elif load.articles + len(taken) >= MOST_ARTICLES:
            problems.append((what, _full(_("{n} articles", n=MOST_ARTICLES))))
            break
        elif characters + len(article.text) > MOST_CHARACTERS:
            problems.append((what, _full(_("{n} characters", n=number(MOST_CHARACTERS)))))
            break
        else:
            taken.append(article)
            characters += len(article.text)
        if len(problems) > MOST_ARTICLES:
            break
    return Brought(name, data, tuple(taken), tuple(problems))


def _full(room: str) -> str:
    return _(
        "One session has room for {room}. Remove some first; the command `build` has no such bound.",
        room=room,
    )


def extracted(brought: Brought) -> Iterator[tuple[Article, Part]]:
    """What each article yields, one after the other."""
    for article in brought.articles:
        yield article, extract_part(article, ())


def _sentence(problem: str) -> str:
    """A problem of the pipeline as a sentence, with what to do in one of its own."""
    what, _, remedy = problem.partition("; ")
    parts = [f"{part[:1].upper()}{part[1:].removesuffix('.')}." for part in (what, remedy) if part]
    return " ".join(parts)
