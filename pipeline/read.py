"""Read articles from files, folders and patterns. What cannot be read becomes an article that says why.

Law of the stage: bytes in, `Article` out. Nothing is repaired here, no newline translated, no day
invented, and no bad file raises or stops the others.
"""

import glob
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline import language as languages
from pipeline import packs
from pipeline.fetch.error import FetchError
from pipeline.fetch.page import CONTENT_TYPES, Page
from pipeline.fetch.url import is_url, without_user
from pipeline.identity import DIGITS, content_id
from pipeline.model import Article, Span

if TYPE_CHECKING:
    from pipeline.fetch.fetcher import Fetcher

LARGEST = 10_000_000
"""Bytes of the largest file that is read."""

# A reader takes a file's bytes, its name and the fallback day, and gives back its articles.
Reader = Callable[[bytes, str, date | None], Iterator[Article]]

_LINE = re.compile(r"(?P<line>[^\r\n]*)(?P<newline>\r\n|\r|\n|$)")
_DAY = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")
_HOST_PREFIX = re.compile(r"(?:www\d?|m|amp)\.")
_LONGEST_TITLE = 250
_BOM = "\ufeff"
_MARKED = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WESTERN = "cp1252"
_NEARLY_AS_CLEAN = 0.01
# Control characters that text does not have; a share of them above this is a binary file.
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"} | {0x7F})
_MOST_CONTROLS = 0.01
# What files are in when they are not Unicode.
_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "gb18030", "big5", "shift_jis")
_NO_DAY = "no publication day is known: relative dates are not resolved; give one with --published"


def article(
    text: str,
    *,
    published: date | None = None,
    language: str = "",
    source: str = "",
    title: str = "",
    url: str = "",
    data: bytes | None = None,
) -> Article:
    """One article from its decoded text; never raises on any text.

    The seed's form (title, day as YYYYMMDD, address, then paragraphs) is recognised by its second
    or third line. `title` and `url` go before what the text says; `published` is for a text that
    states no day. `data` are the bytes that the text was decoded from and that its id counts.
    """
    data = text.encode("utf-8", "surrogatepass") if data is None else data
    lines = list(_first_lines(text))
    stated_day = _stated_day(text, lines)
    address = _stated_address(text, lines)
    metadata = tuple(lines[index] for index, found in ((1, stated_day), (2, address)) if found)
    title = title or _stated_title(text, lines, known_form=bool(metadata))
    url = url or address
    published = stated_day or published
    body = text[metadata[-1].end :] if metadata else text
    status, problem = "ok", "" if published else _NO_DAY
    if not text.strip(_BOM + " \t\r\n"):
        status, problem = "skipped", "the text is empty"
    elif len(data) > LARGEST:
        status, problem = "skipped", _too_large(len(data))
    else:
        language = language or languages.detect(body)
        if language not in packs.full():
            status, problem = "skipped", _no_pack(language)
    return Article(
        article_id=hashlib.sha256(data).hexdigest()[:DIGITS],
        source=source,
        text=text,
        title=title,
        url=url,
        publisher=publisher(url),
        published=published,
        language=language,
        sha256=hashlib.sha256(data).hexdigest(),
        status=status,
        problem=problem,
        metadata=metadata,
    )


def articles(
    inputs: Sequence[str | Path], *, published: date | None = None, fetcher: "Fetcher | None" = None
) -> Iterator[Article]:
    """The articles of files, folders (all below them, in order of name), patterns and URLs, as they are read.

    `published` is the day of those that state none. Hidden files and folders are passed over.
    The same bytes under two names are two articles with one id: who keeps them joins the sources.
    An input that does not exist, and a file or page that cannot be read, is an article whose status is
    failed or skipped and whose problem says what to do. `fetcher` gets the pages; without one, each
    is fetched once and then taken from the user's cache.
    """
    for given in inputs:
        if is_url(given):
            if fetcher is None:
                from pipeline.fetch.fetcher import Fetcher  # noqa: PLC0415 (slow, and most inputs are files)

                fetcher = Fetcher()
            yield from _read_page(str(given), published, fetcher)
            continue
        found = False
        for path, source in _files(given):
            found = True
            yield from _read_file(path, source, published)
        if not found:
            yield _unread(str(given), "failed", _nothing_at(given))


def publisher(url: str) -> str:
    """The host of an address without "www."; "" when it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # e.g. an unclosed bracket: no address after all
        return ""
    return _HOST_PREFIX.sub("", host, count=1)


def decode(data: bytes) -> str | None:
    """The text of a file's bytes: UTF-8, UTF-16 with its mark, or what its letters suggest; else None.

    Newlines and a byte order mark in UTF-8 stay, so that offsets count the file as it is.
    """
    if _looks_binary(data):
        return None
    marked = _marked_encoding(data)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        return None if marked else _decode_by_letters(data)


def _marked_encoding(data: bytes) -> str:
    """The encoding that a byte order mark names, other than UTF-8."""
    return next((name for mark, name in _MARKED.items() if data.startswith(mark)), "")


def _decode_by_letters(data: bytes) -> str | None:
    # Takes a tenth of a second to load, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = from_bytes(data, cp_isolation=[*_CODE_PAGES], enable_fallback=False)
    if not (best := matches.best()):
        return None
    # A few accents fit several code pages as well; the packs' languages are Western.
    likely = [match for match in matches if match.chaos <= best.chaos + _NEARLY_AS_CLEAN]
    encodings = [match.encoding for match in likely]
    return data.decode(_WESTERN if _WESTERN in encodings else best.encoding)


def _looks_binary(data: bytes) -> bool:
    sample = b"" if _marked_encoding(data) else data[:8192]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > _MOST_CONTROLS * len(sample)


def _read_text(data: bytes, source: str, published: date | None) -> Iterator[Article]:
    """The reader of plain text: one article a file."""
    text = decode(data)
    if text is None:
        yield _unread(source, "failed", "not text in an encoding that is known; save it as UTF-8 text", data)
    else:
        yield article(text, published=published, source=source, data=data)


READERS: dict[str, Reader] = {"": _read_text, ".txt": _read_text, ".text": _read_text, ".md": _read_text}
"""The readers by file ending, in lower case; a new format is one more."""


def _read_file(path: Path, source: str, published: date | None) -> Iterator[Article]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(sorted(filter(None, READERS)))
        yield _unread(source, "skipped", f"no reader for {path.suffix} files; these are read: {endings}")
        return
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            yield _unread(source, "skipped", "not a regular file; give a file, a folder or a pattern")
            return
        if state.st_size > LARGEST:
            yield _unread(source, "skipped", _too_large(state.st_size))
            return
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        yield _unread(source, "failed", f"cannot be read ({reason}); check the file and its permissions")
        return
    if _looks_binary(data):
        yield _unread(source, "skipped", "a binary file, not text; save the article as UTF-8 text", data)
    else:
        yield from reader(data, source, published)


def _read_page(url: str, published: date | None, fetcher: "Fetcher") -> Iterator[Article]:
    source = without_user(url)
    try:
        page = fetcher.fetch(url)
    except FetchError as error:
        yield _unread(source, error.status, error.problem)
        return
    if (reader := READERS.get(CONTENT_TYPES[page.content_type])) is None:
        yield _unread(source, "skipped", f"no reader for {page.content_type}", page.data)
    elif _looks_binary(page.data):
        yield _unread(source, "skipped", "a binary file, not text", page.data)
    else:
        for found in reader(page.data, source, published):
            yield _of_page(found, page)


def _of_page(found: Article, page: Page) -> Article:
    """An article with the address that it came from, and what was wrong with getting it."""
    problem = "; ".join(filter(None, (found.problem, page.problem)))
    url = found.url or page.final_url
    return replace(found, url=url, publisher=found.publisher or publisher(url), problem=problem)


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
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    for path in sorted(found, key=lambda path: path.relative_to(folder).as_posix()):
        yield path, path.relative_to(folder).as_posix()


def _fixed_part(pattern: Path) -> Path:
    """The folder of a pattern above its first wildcard."""
    base = Path(pattern.anchor)
    for part in pattern.parts[len(base.parts) : -1]:
        if glob.has_magic(part):
            break
        base /= part
    return base


def _first_lines(text: str) -> Iterator[Span]:
    """The ranges of the first three lines, without their newlines."""
    at = 0
    for _ in range(3):
        if (match := _LINE.match(text, at)) is None or (at and at >= len(text)):
            return
        yield Span(*match.span("line"))
        at = match.end()


def _stated_day(text: str, lines: list[Span]) -> date | None:
    if len(lines) < 2 or not (match := _DAY.fullmatch(text[slice(*lines[1])].strip())):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:  # 20171345 is a number, not a day
        return None


def _stated_address(text: str, lines: list[Span]) -> str:
    line = text[slice(*lines[2])].strip() if len(lines) > 2 else ""
    return line if _ADDRESS.fullmatch(line) else ""


def _stated_title(text: str, lines: list[Span], *, known_form: bool) -> str:
    """The first line, if the form says that it is the title or it looks like one."""
    line = text[slice(*lines[0])].lstrip(_BOM).strip() if lines else ""
    heading = _HEADING.match(line)
    line = line[heading.end() :] if heading else line
    short = len(line) <= _LONGEST_TITLE and len(lines) > 1 and not line.endswith((".", ";", ":", ","))
    return line if known_form or heading or short else ""


def _unread(source: str, status: str, problem: str, data: bytes | None = None) -> Article:
    """An article of which there is only its problem; without bytes its id is that of its name."""
    digest = "" if data is None else hashlib.sha256(data).hexdigest()
    article_id = digest[:DIGITS] or content_id("unread", source)
    return Article(article_id, source, "", sha256=digest, status=status, problem=problem)


def _too_large(size: int) -> str:
    return f"{size / 1e6:.0f} MB is over the {LARGEST / 1e6:.0f} MB that one article may have; split the file"


def _no_pack(code: str) -> str:
    known = ", ".join(packs.full())
    if not code:
        return f"the language could not be told from the text; name it with language=... (known: {known})"
    return f"no pack for the language {code!r} (known: {known}); docs say how to add one"


def _nothing_at(given: str | Path) -> str:
    text = str(given)
    if glob.has_magic(text):
        return "the pattern matches no file; check it and put it in quotation marks"
    if os.path.isdir(text):  # noqa: PTH112 (does not raise for a name that no file system takes)
        return "the folder holds no file to read"
    return "no such file or folder; check the path"
