"""What was extracted from each article, kept so that the next build extracts only what changed.

A part is a JSON file in the hidden folder `.parts` of the tables' folder, named by a hash of all that
decides what is in it: the article, the program, its data and its libraries. A part that is missing
or torn is made again, so nothing is lost when they are deleted.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
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
_OTHERS: Final = frozenset({"__pycache__", "charts", "fetch", "_data", "_seeds"})
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

    def key(self, article: Article) -> str:
        """The name of the article's part: wherever the article stands, it is the same."""
        content = f"{self._stamp}\0{replace(article, source='')!r}"
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()

    def load(self, key: str) -> Part | None:
        """The part, if there is one."""
        try:
            part = json.loads(self._path(key).read_bytes())
        except (OSError, ValueError):
            return None
        return part if isinstance(part, dict) else None

    def save(self, key: str, part: Part) -> None:
        """Keep a part, whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        unfinished = path.with_suffix(".tmp")
        unfinished.write_bytes(json.dumps(part, default=str).encode())
        unfinished.replace(path)

    def keep_only(self, keys: Collection[str]) -> None:
        """Delete all parts but those of these keys."""
        wanted = {self._path(key) for key in keys}
        for path in self._folder.glob("*/*"):
            if path not in wanted:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
