"""Read articles from files, folders, patterns and URLs. What cannot be read becomes an article that says why.

The formats are in `readers`. Nothing here raises for a bad file, and none stops the others.
"""

import glob
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple
from urllib.parse import urlsplit

from pipeline import objects
from pipeline.errors import TimelineError
from pipeline.fetch.error import FetchError
from pipeline.fetch.url import is_url, without_secrets, without_user
from pipeline.model import Article
from pipeline.readers import formats, split
from pipeline.readers.article import article
from pipeline.readers.article import domain as publisher
from pipeline.readers.bounds import Budget
from pipeline.readers.encoding import decode
from pipeline.readers.origin import LARGEST, Made, Origin, Piece, unread

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

    from pipeline.fetch.fetcher import Fetcher

__all__ = ["LARGEST", "article", "articles", "contents", "decode", "files", "publisher"]

# Where browsers put what belongs to a page that they save as "complete".
_COMPANIONS: Final = ("_files", "_fichiers", ".files", "-Dateien", "_archivos")
_PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
# What a folder of built tables holds.
_TABLES: Final = frozenset({"datapackage.json", "articles.csv", "vote_shares.csv"})


def articles(
    inputs: Sequence[str | Path],
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    fetcher: "Fetcher | None" = None,
    made: Made | None = None,
) -> Iterator[Article]:
    """The articles of files, folders (all below them, in order of name), patterns and URLs, as they are read.

    `published` is the day of those that state none, `columns` names the columns of tables by field
    ({"text": "body"}); the others are guessed. Passed over are hidden files and folders, those that a
    browser saves beside a page, and folders of built tables. An article inside a file has the source
    "news.zip/a.html" or "crawl.jsonl#17". The same bytes under two names are two articles with one id: who
    keeps them joins the sources. An input that does not exist, and a file or page that cannot be read, is an
    article whose status is failed or skipped and whose problem says what to do. `fetcher` gets the
    pages; without one, each is fetched once and then taken from the user's cache. Pages that an earlier
    build has `made` into text are not read again.
    """
    for each in files(inputs, published=published, columns=columns, fetcher=fetcher, made=made):
        yield from each.articles()


class Input(NamedTuple):
    """A file, an object, a page or what is none: `name` tells it from all others, `articles` reads it.

    Of a file at `path` it takes a `Piece`, where that alone is to be read.

    `version` is another for every content of an object; "" where the storage does not tell.
    """

    name: str
    path: Path | None
    articles: Callable[..., Iterator[Article]]
    version: str = ""


def files(
    inputs: Sequence[str | Path],
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    fetcher: "Fetcher | None" = None,
    made: Made | None = None,
) -> Iterator[Input]:
    """What `articles` reads, one file or page at a time, before it is read."""
    for given in inputs:
        if objects.is_object(given):
            yield from _objects(str(given), Origin("", "", published, columns=columns or {}, made=made))
            continue
        if is_url(given):
            if fetcher is None:
                from pipeline.fetch.fetcher import Fetcher  # noqa: PLC0415 (slow, and most inputs are files)

                fetcher = Fetcher()
            page = partial(_read_page, str(given), published, columns, fetcher, made)
            yield Input(str(given), None, page)
            continue
        found = False
        for path, source in _files(given):
            found = True
            origin = Origin(source, path.name, published=published, columns=columns or {}, made=made)
            yield Input(f"{path.absolute()}\0{source}", path, partial(_read_file, path, origin))
        if not found:
            nothing = [unread(str(given), "failed", _nothing_at(given))]
            yield Input(str(given), None, partial(iter, nothing))


def contents(
    data: bytes | BinaryIO,
    source: str,
    *,
    published: date | None = None,
    url: str = "",
    media_type: str = "",
    charset: str = "",
    columns: Mapping[str, str] | None = None,
    made: Made | None = None,
    budget: Budget | None = None,
) -> Iterator[Article]:
    """The articles in bytes that came from elsewhere than a file, e.g. from a server.

    Args:
        data: the bytes, or a stream of them.
        source: what `articles.source` says; the ending of its path helps to choose the reader.
        published: the day of articles that state none, and have none in their address.
        url: where the bytes were found, for pages that do not name their own address.
        media_type: what a server said that they are, e.g. "text/html".
        charset: the encoding that it named.
        columns: as in `articles`.
        made: as in `articles`.
        budget: how much may be unpacked from them; by default as much as from a file.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    path = urlsplit(source).path if is_url(source) else source
    name = PurePosixPath(path).name
    origin = Origin(
        source,
        name,
        published,
        url,
        media_type,
        charset,
        columns or {},
        budget=budget or Budget(),
        made=made,
    )
    return formats.contents(stream, origin)


def _read_file(path: Path, origin: Origin, piece: Piece | None = None) -> Iterator[Article]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield unread(origin.source, "skipped", "not a regular file; give a file, a folder or a pattern")
            return
        stream = path.open("rb")
    except OSError as error:
        reason = error.strerror or str(error)
        yield unread(
            origin.source, "failed", f"cannot be read ({reason}); check the file and its permissions"
        )
        return
    with stream:
        if piece is None:
            yield from formats.contents(stream, origin)
        else:
            yield from formats.contents(split.window(stream, path, piece), replace(origin, piece=piece))


def _objects(url: str, origin: Origin) -> Iterator[Input]:
    """The objects at an address; what goes wrong is an article that says so."""
    found = False
    try:
        files, path = objects.storage(url)
        for each in objects.objects(files, path):
            found = True
            own = replace(origin, source=each.source, name=PurePosixPath(each.path).name, budget=Budget())
            yield Input(
                f"{url}\0{each.source}", None, partial(_read_object, files, each.path, own), each.version
            )
        problem = "no object there; check the address"
    except TimelineError as error:
        problem = str(error)
    # Every library of a storage has errors of its own.
    except Exception as error:
        problem = _unreachable(error)
        found = False
    if not found:
        yield Input(url, None, partial(iter, [unread(without_user(url), "failed", problem)]))


def _read_object(files: "AbstractFileSystem", path: str, origin: Origin) -> Iterator[Article]:
    try:
        stream = files.open(path, "rb")
    except Exception as error:
        yield unread(origin.source, "failed", _unreachable(error))
        return
    with stream:
        yield from formats.contents(stream, origin)


def _unreachable(error: Exception) -> str:
    reason = without_secrets(str(error)) or type(error).__name__
    return f"cannot be read ({reason}); check the address and who may read it"


def _read_page(
    url: str,
    published: date | None,
    columns: Mapping[str, str] | None,
    fetcher: "Fetcher",
    made: Made | None,
) -> Iterator[Article]:
    source = without_user(url)
    try:
        page = fetcher.fetch(url)
    except FetchError as error:
        yield unread(source, error.status, error.problem)
        return
    for found in contents(
        page.data,
        source,
        published=published,
        url=page.final_url,
        media_type=page.content_type,
        charset=page.charset,
        columns=columns,
        made=made,
    ):
        yield replace(found, problem="; ".join(filter(None, (found.problem, page.problem))))


def _files(given: str | Path) -> Iterator[tuple[Path, str]]:
    """The files of an input, in order, each with its path relative to the input."""
    path = Path(given)
    try:
        if path.is_dir():
            yield from _below(path)
        elif path.exists():
            yield path, path.name
        elif glob.has_magic(str(given)):
            base = _fixed_part(path)
            for name in sorted(glob.glob(str(given), recursive=True)):  # noqa: PTH207 (takes absolute patterns too)
                match = Path(name)
                inside = _below(match) if match.is_dir() and "**" not in str(given) else [(match, "")]
                for found, _ in inside:
                    if found.is_file():
                        yield found, found.relative_to(base).as_posix()
    except (OSError, ValueError):  # a path no file system takes, e.g. too long or with a null
        return


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    found = []  # of a million files; so their names alone
    for root, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        if _TABLES.issubset(names):  # written by `build`
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".") and not _accompanies(name, pages)]
        base = Path(root).relative_to(folder).as_posix()
        prefix = "" if base == "." else f"{base}/"
        found += [prefix + name for name in names if not name.startswith(".")]
    for name in sorted(found):
        yield folder / name, name


def _accompanies(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the scripts and pictures of a page beside it."""
    return any(folder.endswith(ending) and folder.removesuffix(ending) in pages for ending in _COMPANIONS)


def _fixed_part(pattern: Path) -> Path:
    """The folder of a pattern above its first wildcard."""
    base = Path(pattern.anchor)
    for part in pattern.parts[len(base.parts) : -1]:
        if glob.has_magic(part):
            break
        base /= part
    return base


def _nothing_at(given: str | Path) -> str:
    text = str(given)
    if glob.has_magic(text):
        return "the pattern matches no file; check it and put it in quotation marks"
    if os.path.isdir(text):  # noqa: PTH112 (does not raise for a name that no file system takes)
        return "the folder holds no file to read"
    return "no such file or folder; check the path"
