"""Where a large file can be cut, so that several can read it at once: web archives and Parquet.

A piece of a web archive is a web archive itself: it begins with a record, of a packed one with what is packed
by itself (a member of gzip). A piece of a Parquet file is some of its row groups.
"""

import zlib
from collections.abc import Iterable, Iterator
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.readers.origin import Piece

SIZE: Final = 64_000_000
"""Bytes of a piece at least; a file of fewer is read as one."""

_PARQUET: Final = ".parquet"
_ARCHIVE: Final = ".warc"
_PACKED: Final = ".warc.gz"
_ENDINGS: Final = (_PARQUET, _ARCHIVE, _PACKED)

_RECORD: Final = b"WARC/"
_GZIP: Final = 16 + zlib.MAX_WBITS
_CHUNK: Final = 1 << 16
# Lines of the head of a record, and bytes of each.
_HEAD: Final = 1000
_LINE: Final = 100_000


def pieces(path: Path, least: int) -> list[Piece]:
    """The pieces of a file in order, of `least` bytes each at least, which are all of it."""
    name = path.name.lower()
    try:
        if name.endswith(_PARQUET):
            cuts = _groups(path, least)
        else:
            with path.open("rb") as stream:
                found = _members(stream) if name.endswith(_PACKED) else _records(stream)
                cuts = _far_apart(found, path.stat().st_size, least)
    except (OSError, pa.ArrowException):
        cuts = []  # Who reads it as one says what is wrong.
    return [Piece(*cut) for cut in zip([0, *cuts], [*cuts, None], strict=True)]


def is_large(path: Path) -> bool:
    """Whether a file may have several pieces."""
    try:
        return path.name.lower().endswith(_ENDINGS) and path.stat().st_size >= 2 * SIZE
    except OSError:
        return False


def window(stream: BinaryIO, path: Path, piece: Piece) -> BinaryIO:
    """The bytes of a piece alone; all of Parquet, whose reader takes the row groups."""
    if path.name.lower().endswith(_PARQUET):
        return stream
    return BufferedReader(_Window(stream, piece), _CHUNK)


class _Window(RawIOBase):
    def __init__(self, stream: BinaryIO, piece: Piece) -> None:
        self._stream = stream
        self._start = piece.start
        self._size = (stream.seek(0, SEEK_END) if piece.end is None else piece.end) - piece.start
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        base = {SEEK_SET: 0, SEEK_CUR: self.tell(), SEEK_END: self._size}[whence]
        return self._stream.seek(self._start + base + offset) - self._start

    def tell(self) -> int:
        return self._stream.tell() - self._start

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._stream.read(max(min(len(view), self._size - self.tell()), 0))
        view[: len(data)] = data
        return len(data)


def _groups(path: Path, least: int) -> list[int]:
    metadata = pq.read_metadata(path)
    cuts, size = [], 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if size >= least:
            cuts.append(number)
            size = 0
        size += sum(group.column(place).total_compressed_size for place in range(group.num_columns))
    return cuts


def _far_apart(places: Iterable[int], size: int, least: int) -> list[int]:
    found = [0]
    for place in places:
        if min(place - found[-1], size - place) >= least:
            found.append(place)
    return found[1:]


def _members(stream: BinaryIO) -> Iterator[int]:
    """Where a member of gzip begins that begins with a record.

    Raises:
        OSError: a member is broken; how much of it is read depends on where reading began.
    """
    rest, end = stream.read(_CHUNK), b""
    place = 0
    while rest:
        begins, unpacker, head = place, zlib.decompressobj(_GZIP), b""
        while not unpacker.eof:
            if not rest and not (rest := stream.read(_CHUNK)):
                raise OSError("cut off")
            try:
                content = unpacker.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise OSError(error) from error
            left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            place += len(rest) - len(left)
            if not head and content:
                head = content[: len(_RECORD)]
                if begins and head == _RECORD and end.endswith(b"\r\n\r\n"):
                    yield begins
            rest, end = left, (end + content)[-4:]
        rest = rest or stream.read(_CHUNK)


def _records(stream: BinaryIO) -> Iterator[int]:
    """Where a record begins."""
    place = 0
    while stream.readline(_LINE).startswith(_RECORD):
        yield place
        length = None
        for _ in range(_HEAD):
            name, _, value = stream.readline(_LINE).partition(b":")
            if not name.strip():
                break
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
        if length is None:
            return
        stream.seek(length, 1)
        if stream.read(4) != b"\r\n\r\n":
            return
        place = stream.tell()
