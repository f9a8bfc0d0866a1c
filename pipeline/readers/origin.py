"""What is known of a file beside its bytes, and what its readers may take from it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final, Protocol

from pipeline.identity import DIGITS, content_id
from pipeline.model import Article
from pipeline.readers.bounds import Budget

LARGEST: Final = 10_000_000
"""Bytes of the largest article that is read; a file of many articles may have more."""


class Made(Protocol):
    """What earlier builds made, by the hash of what they made it of."""

    def key_of(self, content: str) -> str:
        """The key of what is made of `content`."""

    def load(self, key: str) -> dict[str, Any] | None:
        """What was made under a key, if anything was."""

    def save(self, key: str, part: dict[str, Any]) -> None:
        """Keep what was made."""


@dataclass
class Piece:
    """A part of a file, up to `end` or all that follows: bytes of a web archive, row groups of Parquet.

    `stopped` is whether a reader could not read on, and so would not have read the pieces that follow.
    """

    start: int
    end: int | None = None
    stopped: bool = False


@dataclass(frozen=True)
class Origin:
    """Where bytes come from.

    `source` is what `articles.source` says, `name` the file's name, whose endings choose the reader.
    `published` is the day of articles that state none, `columns` names the columns of tables by field.
    `url`, `media_type` and `charset` are what a server said. `depth` counts the archives around it,
    which share one `budget`. Slow readers take up again what they have `made` before. `piece` is what alone
    is read of the file.
    """

    source: str
    name: str
    published: date | None = None
    url: str = ""
    media_type: str = ""
    charset: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    budget: Budget = field(default_factory=Budget)
    made: Made | None = None
    piece: Piece | None = None

    def stop(self) -> None:
        """Note that nothing more can be read of the whole file."""
        if self.piece and not self.depth:
            self.piece.stopped = True

    def member(self, path: str) -> "Origin":
        """A file inside the archive that this is; nothing that a server said holds for it."""
        return replace(
            self,
            source=f"{self.source}/{path}",
            name=PurePosixPath(path).name,
            url="",
            media_type="",
            charset="",
            depth=self.depth + 1,
        )

    def record(self, number: int) -> str:
        """The source of one record of the file, by its line or its place."""
        return f"{self.source}#{number}"


Reader = Callable[[BinaryIO, Origin], Iterator[Article]]
"""Gives back the articles in a stream, as it is read; what is wrong with one costs that one alone."""


def unread(source: str, status: str, problem: str, data: bytes | None = None) -> Article:
    """An article of which there is only its problem; without bytes its id is that of its name."""
    digest = "" if data is None else hashlib.sha256(data).hexdigest()
    article_id = digest[:DIGITS] or content_id("unread", source)
    return Article(article_id, source, "", sha256=digest, status=status, problem=problem)


def too_large(limit: int = LARGEST) -> str:
    """The problem of an article that has more bytes than are read."""
    return f"more than the {limit / 1e6:.0f} MB that one article may have; split the file"
