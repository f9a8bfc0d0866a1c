"""Replace a folder as a whole, so that a reader or a killed program never leaves half of it.

New content is staged in a hidden sibling and takes the folder's place in one step where the system
can exchange two folders (Linux), else by two renames. What an interrupted exchange left is brought
back or cleared by `recover`. The caller holds the folder's lock while it stages and replaces.
"""

import ctypes
import logging
import os
import secrets
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from pipeline.errors import TimelineError

_log = logging.getLogger(__name__)

_NEW: Final = "new"
_OLD: Final = "old"
# From linux/fs.h and fcntl.h.
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; while another program holds it, say so and wait. It ends with its process.

    Raises:
        TimelineError: cannot-write.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.parent / f".{folder.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            _log.warning("another build is writing to %s; waiting for it to end", folder)
            lock.acquire()
    except OSError as error:
        raise TimelineError("cannot-write", path=folder, detail=error.strerror or error) from error
    try:
        yield
    finally:
        lock.release()


def stage(folder: Path) -> Path:
    """A new empty folder beside `folder`, for content that `replace` puts in its place."""
    staged = _sibling(folder, _NEW)
    staged.mkdir()
    if folder.exists():
        shutil.copymode(folder, staged)
    return staged


def replace(folder: Path, staged: Path, ours: Collection[str]) -> None:
    """Put `staged` in the place of `folder`; entries of it that are not `ours` are carried over.

    Raises:
        TimelineError: cannot-replace; the folder is as it was.
    """
    try:
        for path in (*staged.iterdir(), staged):
            _flush(path)
        old = _take_place(folder, staged)
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise TimelineError("cannot-replace", path=folder, detail=error.strerror or error) from error
    _flush(folder.parent)
    if old:
        _clear(old, folder, ours)


def recover(folder: Path, ours: Collection[str]) -> None:
    """Bring back and clear what an interrupted replacement left beside `folder`."""
    left = _siblings(folder, _OLD)
    if left and not folder.exists():
        left.pop().rename(folder)
    for path in (*left, *_siblings(folder, _NEW)):
        _clear(path, folder, ours)


def is_interrupted(folder: Path) -> bool:
    """Whether `folder` is away and `recover` can bring it back."""
    return not folder.exists() and bool(_siblings(folder, _OLD))


def _sibling(folder: Path, kind: str) -> Path:
    return folder.parent / f".{folder.name}.{kind}-{secrets.token_hex(4)}"


def _siblings(folder: Path, kind: str) -> list[Path]:
    prefix = f".{folder.name}.{kind}-"
    if not folder.parent.is_dir():
        return []
    found = [path for path in folder.parent.iterdir() if path.name.startswith(prefix)]
    return sorted(found, key=lambda path: path.stat().st_mtime)


def _take_place(folder: Path, staged: Path) -> Path | None:
    """Where the former content is afterwards; None when there was none."""
    if not folder.exists():
        staged.rename(folder)
        return None
    if _exchange(folder, staged):
        return staged
    old = _sibling(folder, _OLD)
    folder.rename(old)
    try:
        staged.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    return old


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system has no such call."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    paths = (os.fsencode(first), os.fsencode(second))
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


def _clear(left: Path, folder: Path, ours: Collection[str]) -> None:
    """Remove a former folder after moving what is not ours to the present one."""
    if folder.exists():
        for path in left.iterdir():
            if path.name not in ours and not (folder / path.name).exists():
                path.rename(folder / path.name)
    shutil.rmtree(left)


def _flush(path: Path) -> None:
    """Wait until a file or the entries of a folder are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
