"""Collect the pages that feeds and sitemaps name into a folder of web archives, each page once.

A scheduler calls it again and again; `build` reads the folder.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from pipeline.errors import TimelineError
from pipeline.fetch.error import FetchError
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.page import Page
from pipeline.fetch.url import without_secrets

ENDING: Final = ".warc.gz"
MOST_FEEDS: Final = 200
"""Feeds and sitemaps that one run asks for: an index of sitemaps names more of them."""

_LINKS: Final = etree.XPath(
    "//*[local-name()='item']/*[local-name()='link']/text()"
    " | //*[local-name()='entry']/*[local-name()='link'][not(@rel) or @rel='alternate']/@href"
    " | //*[local-name()='url']/*[local-name()='loc']/text()"
)
_SITEMAPS: Final = etree.XPath("//*[local-name()='sitemap']/*[local-name()='loc']/text()")


@dataclass(frozen=True)
class Named:
    """What a feed names: addresses of pages, and of further feeds."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collected:
    """What a run did: pages that are new, that the folder had, that are left; and what failed, and why."""

    new: int
    known: int
    left: int
    problems: tuple[str, ...]


def named(data: bytes, address: str) -> Named:
    """The addresses in a feed (RSS, Atom) or sitemap, in its order, each once; none where it is neither."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return Named()
    if tree is None:
        return Named()

    def absolute(found: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(urljoin(address, each.strip()) for each in found if each.strip()))

    return Named(absolute(_LINKS(tree)), absolute(_SITEMAPS(tree)))


def collect(
    feeds: Sequence[str],
    folder: Path,
    *,
    most: int,
    fetcher: Fetcher,
    report: Callable[[str], None] = lambda _: None,
) -> Collected:
    """Fetch the pages that feeds name and `folder` has not, and add them to it as one more web archive.

    Args:
        feeds: addresses of RSS and Atom feeds, sitemaps and indexes of sitemaps.
        folder: where the archives are; it is made where it is missing.
        most: new pages at most, in the order of the feeds; the rest is left for the next run.
        fetcher: gets feeds and pages; it asks the servers anew (`refresh`), since feeds change.
        report: told each address before it is asked for.

    Raises:
        TimelineError: needs-library or cannot-export; the folder is as it was.
    """
    known = _known(folder)
    problems: list[str] = []
    wanted = list(dict.fromkeys(_wanted(feeds, fetcher, report, problems)))
    new = [url for url in wanted if url not in known]
    pages: list[tuple[str, Page]] = []
    for url in new[:most]:
        report(url)
        try:
            pages.append((url, fetcher.fetch(url)))
        except FetchError as error:
            problems.append(f"{without_secrets(url)}: {error.problem}")
    if pages:
        _write(pages, folder)
    return Collected(len(pages), len(wanted) - len(new), len(new[most:]), tuple(problems))


def _wanted(
    feeds: Sequence[str], fetcher: Fetcher, report: Callable[[str], None], problems: list[str]
) -> Iterator[str]:
    """The pages that feeds name, and the feeds that those name."""
    waiting, asked = list(feeds), set[str]()
    while waiting and len(asked) < MOST_FEEDS:
        feed = waiting.pop(0)
        if feed in asked:
            continue
        asked.add(feed)
        report(feed)
        try:
            page = fetcher.fetch(feed)
        except FetchError as error:
            problems.append(f"{feed}: {error.problem}")
            continue
        found = named(page.data, page.final_url)
        if not found.pages and not found.feeds:
            problems.append(f"{feed}: names no page; give the address of an RSS or Atom feed or a sitemap")
        yield from found.pages
        waiting += found.feeds


def _archives(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{ENDING}"))


def _known(folder: Path) -> set[str]:
    """The addresses of the pages in the folder's archives."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise TimelineError(
            "needs-library", path=folder, format="WARC", library="warcio", extra="crawls"
        ) from error
    found = set()
    for path in _archives(folder):
        with path.open("rb") as file:
            found |= {record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(file)}
    return found


def _write(pages: Sequence[tuple[str, Page]], folder: Path) -> None:
    """One more archive with the pages, under the addresses that named them; whole or not at all."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - an extra
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
        numbers = [
            int(path.name.removesuffix(ENDING))
            for path in _archives(folder)
            if path.name.removesuffix(ENDING).isdecimal()
        ]
        path = folder / f"{max(numbers, default=0) + 1:05}{ENDING}"
        unfinished = path.with_suffix(".tmp")
        with unfinished.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for url, page in pages:
                charset = f"; charset={page.charset}" if page.charset else ""
                headers = [("Content-Type", f"{page.content_type}{charset}")]
                answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(
                        url, "response", payload=BytesIO(page.data), http_headers=answer
                    )
                )
        unfinished.replace(path)
    except OSError as error:
        raise TimelineError("cannot-export", path=folder, detail=error.strerror or error) from error
