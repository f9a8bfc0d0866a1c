"""Archives of files: .zip and .tar. Nothing is written to disk under a name that an archive chose."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, Final, cast

from pipeline.model import Article
from pipeline.readers.bounds import bounded, check_ratio, seekable
from pipeline.readers.origin import Origin, unread

Member = tuple[BinaryIO, Origin] | Article
"""A file inside, to be read before the next one is asked for, or an article that says what is wrong."""

Opener = Callable[[BinaryIO, Origin], Iterator[Member]]

ERRORS: Final = (zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
"""What the libraries raise for bytes that are no archive, or one of a kind that they do not know."""

_ENCRYPTED: Final = 0x1
_LOCKED: Final = "it is encrypted; unpack the archive with its password first"
# Kinds of entries that have nothing after their header, whatever size it states.
_EMPTY: Final = (
    tarfile.LNKTYPE,
    tarfile.SYMTYPE,
    tarfile.CHRTYPE,
    tarfile.BLKTYPE,
    tarfile.DIRTYPE,
    tarfile.FIFOTYPE,
)
_LONGEST_PROPERTIES: Final = 8_192
# Where macOS keeps what is no content.
_SHADOWS: Final = "__MACOSX"


def zip_members(stream: BinaryIO, origin: Origin) -> Iterator[Member]:
    """The files of a ZIP archive in order of name; its directory is held against the bounds first."""
    with zipfile.ZipFile(seekable(stream)) as archive:
        named = ((_path(entry), entry) for entry in archive.infolist())
        entries = sorted(
            ((path, entry) for path, entry in named if not path.endswith("/") and not _is_hidden(path)),
            key=itemgetter(0),
        )
        for _, entry in entries:
            origin.budget.take_member()
            check_ratio(entry.file_size, entry.compress_size)
        origin.budget.take(sum(entry.file_size for _, entry in entries))
        for path, entry in entries:
            inside = origin.member(path)
            if _leaves(path):
                yield _outside(inside)
            elif entry.flag_bits & _ENCRYPTED:
                yield unread(inside.source, "failed", _LOCKED)
            else:
                with archive.open(entry) as file:
                    yield cast("BinaryIO", file), inside


def _path(entry: zipfile.ZipInfo) -> str:
    # Some programs write the strokes of Windows, which the format does not know.
    return entry.filename.replace("\\", "/")


class _Entry(tarfile.TarInfo):
    """An entry of a tar archive, whose name and properties are no longer than any are."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Entry":
        """The entry of a header; the library reads what belongs to it into memory, in quadratic time."""
        entry = super().frombuf(buf, encoding, errors)
        if entry.type not in (*tarfile.REGULAR_TYPES, *_EMPTY) and entry.size > _LONGEST_PROPERTIES:
            raise tarfile.ReadError("an entry with a name or properties beyond all bounds")
        return entry


def tar_members(stream: BinaryIO, origin: Origin) -> Iterator[Member]:
    """The regular files of a tar archive, in its order; links and devices are passed over."""
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Entry) as archive:
        for entry in archive:
            if not entry.isreg() or _is_hidden(entry.name):
                continue
            origin.budget.take_member()
            inside = origin.member(entry.name.removeprefix("./"))
            if _leaves(entry.name):
                yield _outside(inside)
            elif (file := archive.extractfile(entry)) is not None:
                yield bounded(cast("BinaryIO", file), origin.budget), inside


def _is_hidden(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any(part == _SHADOWS or (part.startswith(".") and not part.startswith("..")) for part in parts)


def _leaves(path: str) -> bool:
    """Whether a path leads out of the folder that an archive would be unpacked to, on any system."""
    return any(
        given.is_absolute() or given.drive or given.root or ".." in given.parts
        for given in (PurePosixPath(path), PureWindowsPath(path))
    )


def _outside(inside: Origin) -> Article:
    return unread(inside.source, "skipped", "its path leads out of the archive, so it is not read")
