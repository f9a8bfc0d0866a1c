"""Web archives of crawlers (.warc): the pages in them, one after another, each under its address."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast
from urllib.parse import urlsplit

from pipeline.readers.archives import Member
from pipeline.readers.extras import missing
from pipeline.readers.origin import Origin, unread

_LIBRARY: Final = "warcio"
_RECORDS: Final = ("response", "resource")
_PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain")
_WEB: Final = ("http://", "https://")
_OK: Final = "200"


def members(stream: BinaryIO, origin: Origin) -> Iterator[Member]:
    """The pages that were answered well; pictures, scripts, redirects and errors are passed over.

    A page's source is that of the archive with its address. The day of the crawl is no day of publication.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ModuleNotFoundError:
        origin.stop()
        yield unread(origin.source, "skipped", missing(_LIBRARY, "crawls"))
        return
    try:
        for record in ArchiveIterator(stream):
            # Older archives have the address in angle brackets.
            url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            answer = record.http_headers
            content_type = (answer or record.rec_headers).get_header("Content-Type") or ""
            media_type = content_type.partition(";")[0].strip().lower()
            good = answer is None or answer.get_statuscode() == _OK
            if record.rec_type in _RECORDS and url.startswith(_WEB) and media_type in _PAGES and good:
                inside = origin.member(PurePosixPath(urlsplit(url).path).name)
                page = replace(
                    inside,
                    source=f"{origin.source}#{url}",
                    url=url,
                    media_type=media_type,
                    charset=_charset(content_type),
                )
                yield cast("BinaryIO", record.content_stream()), page
    except (ArchiveLoadFailed, ValueError) as error:
        origin.stop()
        yield unread(
            origin.source, "failed", f"the web archive is broken ({error}); what stands before it is read"
        )


def _charset(content_type: str) -> str:
    _, _, charset = content_type.lower().partition("charset=")
    return charset.partition(";")[0].strip(" \"'")
