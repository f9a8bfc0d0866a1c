"""What was read from pages and extracted from articles, so that the next build does only what changed.

A part is a JSON file in the hidden folder `.parts` of the tables' folder, named by a hash of all that
decides what is in it: the article, the program, its data and its libraries. A part that is missing
or torn is made again, so nothing is lost when they are deleted.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pipeline.model import Article
from pipeline.store import PARTS

Part = dict[str, Any]
"""`article`: its row without source and text; `rows`: the rows of the other tables by name."""

_PACKAGE: Final = Path(__file__).parent
# What an article yields depends on the files of the package, but not on those in these folders.
_OTHERS: Final = frozenset({"__pycache__", "charts", "commands", "exporting", "fetch", "_data", "_seeds"})
# The libraries that it depends on.
_LIBRARIES: Final = ("dateparser", "py3langid", "wordfreq")


def stamp(reference: Sequence[Path] = ()) -> str:
    """A hash of the program, its data, its libraries and the folders of further reference data."""
    digest = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    for folder in (_PACKAGE, *reference):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and _OTHERS.isdisjoint(name.parts):
                digest.update(f"\0{name.as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


class Parts:
    """The parts in a tables' folder, for one stamp."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._folder = folder / PARTS
        self._stamp = stamp
        self._used: set[Path] = set()

    def key(self, article: Article) -> str:
        """The name of the article's part: wherever the article stands, it is the same."""
        return self.key_of(repr(replace(article, source="")))

    def key_of(self, content: str) -> str:
        """The name of what is made of `content`."""
        return hashlib.sha256(f"{self._stamp}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()

    def load(self, key: str) -> Part | None:
        """The part, if there is one."""
        self._used.add(self._path(key))
        try:
            part = json.loads(self._path(key).read_bytes())
        except (OSError, ValueError):
            return None
        return part if isinstance(part, dict) else None

    def save(self, key: str, part: Part) -> None:
        """Keep a part, whole or not at all."""
        path = self._path(key)
        self._used.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        unfinished = path.with_suffix(".tmp")
        unfinished.write_bytes(json.dumps(part, default=str).encode())
        unfinished.replace(path)

    def sweep(self) -> None:
        """Delete all parts but those that were loaded or saved here."""
        for path in self._folder.glob("*/*"):
            if path not in self._used:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
