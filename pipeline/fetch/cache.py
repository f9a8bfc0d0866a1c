"""Pages on disk, so that an address is fetched once, and whose turn it is to ask a host.

A page is one file: a line of JSON with what is known of it, then its bytes. A file that is torn counts as
none. Nothing is lost when the folder is deleted but that pages are fetched again.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from filelock import FileLock
from platformdirs import user_cache_path

from pipeline.fetch.error import FetchError
from pipeline.fetch.page import Page

_PAGES: Final = "pages"
_HOSTS: Final = "hosts"


def default_folder() -> Path:
    """The user's cache folder of this program."""
    return user_cache_path("election-timeline", appauthor=False) / "fetched"


class Cache:
    """The pages in a folder, which is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> Page | None:
        """The page kept of an address in its normal form, if there is one."""
        try:
            told, _, data = self._path(_PAGES, url).read_bytes().partition(b"\n")
            known = json.loads(told)
            if known.pop("sha256") != hashlib.sha256(data).hexdigest():
                return None
            return Page(**known, data=data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def save(self, page: Page) -> None:
        """Keep a page, whole or not at all.

        Raises:
            FetchError: the folder cannot be written.
        """
        known = asdict(page)
        data = known.pop("data")
        told = json.dumps(known | {"sha256": hashlib.sha256(data).hexdigest()})
        path = self._path(_PAGES, page.url)
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        with self._writing():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_bytes(told.encode() + b"\n" + data)
            unfinished.replace(path)

    @contextmanager
    def turn(self, host: str, pause: float, sleep: Callable[[float], None]) -> Iterator[None]:
        """One request at a time to a host, whichever thread or program asks, `pause` seconds after the last.

        With no pause the request does not count as one that the next has to be apart from.

        Raises:
            FetchError: the folder cannot be written.
        """
        last = self._path(_HOSTS, host)
        with self._writing():
            last.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(last.with_suffix(".lock"))
            lock.acquire()
        try:
            since = time.time() - _changed(last)
            if (wait := pause - max(0.0, since)) > 0:
                sleep(wait)
            try:
                yield
            finally:
                if pause:
                    with self._writing():
                        last.touch()
        finally:
            lock.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FetchError(
                f"the cache {self._folder} cannot be written ({error.strerror or error}); "
                "free some space or make it writable"
            ) from error

    def _path(self, kind: str, name: str) -> Path:
        return self._folder / kind / hashlib.sha256(name.encode()).hexdigest()[:32]


def _changed(path: Path) -> float:
    """When a file was written, in seconds since 1970; long ago for one that is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
