"""Files packed one by one: .gz, .bz2, .xz."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from pipeline.readers.archives import Member
from pipeline.readers.bounds import bounded
from pipeline.readers.origin import Origin

_UNPACK: Final[dict[str, Callable[[BinaryIO], object]]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
ENDINGS: Final = (*_UNPACK, ".tgz")
ERRORS: Final = (gzip.BadGzipFile, lzma.LZMAError, zlib.error, EOFError)
"""What the libraries raise for bytes that are not packed so, or broken off."""


def members(stream: BinaryIO, origin: Origin) -> Iterator[Member]:
    """The one file inside: it keeps the source, and its name loses the ending."""
    name = PurePosixPath(origin.name)
    ending = name.suffix.lower()
    inner = f"{name.stem}.tar" if ending == ".tgz" else name.stem
    unpacked = cast("BinaryIO", _UNPACK[".gz" if ending == ".tgz" else ending](stream))
    yield bounded(unpacked, origin.budget, stream), replace(origin, name=inner, media_type="")
