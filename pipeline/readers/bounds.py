"""How much may come out of what was packed, so that a small file cannot fill memory or take for ever."""

import io
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

MOST_MEMBERS: Final = 100_000
"""Files in one input, those of archives inside archives included."""
MOST_BYTES: Final = 8_000_000_000
"""Bytes that may be unpacked from one input."""
LARGEST_RATIO: Final = 200
"""Unpacked bytes for each packed one; text packs to a tenth, pages of one site to a fiftieth."""
DEEPEST: Final = 3
"""Archives inside one another."""

# A ratio says nothing about a few bytes.
_RATIO_FROM: Final = 1_000_000
_IN_MEMORY: Final = 16_000_000
_CHUNK: Final = 1 << 16


class BoundsError(Exception):
    """Something unpacks to more than is read; the text says what, and what to do."""


@dataclass
class Budget:
    """What has come out of one input so far, and how much may."""

    members: int = 0
    unpacked: int = 0
    most_members: int = field(default_factory=lambda: MOST_MEMBERS)
    most_bytes: int = field(default_factory=lambda: MOST_BYTES)

    @property
    def spent(self) -> bool:
        """Whether nothing more may come out."""
        return self.members > self.most_members or self.unpacked > self.most_bytes

    def take_member(self) -> None:
        """Count one more file."""
        self.members += 1
        if self.spent:
            raise BoundsError(f"it holds more than {self.most_members} files; split it")

    def take(self, size: int) -> None:
        """Count bytes that were unpacked, or will be."""
        self.unpacked += size
        if self.unpacked > self.most_bytes:
            raise BoundsError(f"it unpacks to more than {self.most_bytes / 1e6:,.0f} MB; split it")


def check_ratio(unpacked: int, packed: int) -> None:
    """Refuse what unpacks to far more than text ever does.

    Raises:
        BoundsError: it does.
    """
    if unpacked > _RATIO_FROM and unpacked > LARGEST_RATIO * max(packed, 1):
        raise BoundsError(f"it unpacks to more than {LARGEST_RATIO} times its size, as no text does")


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that is stopped by `BoundsError` once there are too many."""

    def __init__(self, stream: BinaryIO, budget: Budget, packed: BinaryIO | None = None) -> None:
        self._stream = stream
        self._budget = budget
        self._packed = packed
        self._size = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many bytes were read."""
        return self._size

    def readinto(self, buffer: object) -> int:
        """As of any raw stream."""
        view = memoryview(cast("bytearray", buffer))
        try:
            # What stands before a break; `read` would lose it with what follows.
            data = getattr(self._stream, "read1", self._stream.read)(min(len(view), _CHUNK))
        except EOFError as error:
            raise OSError(*error.args) from error  # To readers of records it is the end of the last one.
        view[: len(data)] = data
        self._size += len(data)
        self._budget.take(len(data))
        if self._packed is not None:
            check_ratio(self._size, self._packed.tell())
        return len(data)


def bounded(stream: BinaryIO, budget: Budget, packed: BinaryIO | None = None) -> BinaryIO:
    """The stream, counted; `packed` is what it is unpacked from, where its place tells how much was read."""
    return io.BufferedReader(Unpacked(stream, budget, packed), _CHUNK)


def peeked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream of all."""
    head = stream.read(size)
    return head, io.BufferedReader(_Rest(head, stream), _CHUNK)


class _Rest(io.RawIOBase):
    """A stream whose first bytes were taken out already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        data = data or self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or a copy of it outside of memory, for formats that are read from their end."""
    if stream.seekable():
        return stream
    copy = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (who reads it lets go of it)
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
    copy.seek(0)
    return cast("BinaryIO", copy)
