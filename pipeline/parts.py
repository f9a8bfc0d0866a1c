"""What was read from inputs and extracted from articles, so that the next build does only what changed.

It is a database in the hidden folder `.parts` of the tables' folder, and everything in it goes by a hash
of all that decides what it is: the file or the article, the program, its data and its libraries. Nothing
is lost when it is deleted: it is made again. A build that ends before its time loses the last second.
"""

import hashlib
import json
import shutil
import sqlite3
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from pipeline import versions
from pipeline.model import Article, Slide, Span
from pipeline.store import PARTS

Part = dict[str, Any]
"""`article`: its row without source and text; `rows`: the rows of the other tables by name."""

_PACKAGE: Final = Path(__file__).parent
# What an article yields depends on the files of the package, but not on those in these folders.
_OTHERS: Final = frozenset({"__pycache__", "charts", "commands", "exporting", "fetch", "_data", "_seeds"})
# The libraries that it depends on.
_LIBRARIES: Final = ("dateparser", "py3langid", "wordfreq")
# Another name for every other schema.
_DATABASE: Final = "parts-1.sqlite"
_SECONDS_BETWEEN_COMMITS: Final = 1.0
# A file that changed so shortly before it was read may have changed again in the same tick of its clock.
_TICK: Final = 2_000_000_000
# Errors of the place where the database is.
_OUTSIDE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY: Final = 0xFF
_TOLD: Final = [field.name for field in fields(Article)]
_SCHEMA: Final = f"""
    CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, again INTEGER, content BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files (
        file INTEGER PRIMARY KEY, key TEXT UNIQUE, size INTEGER, changed INTEGER, read INTEGER, sha256 TEXT
    );
    CREATE TABLE IF NOT EXISTS uses (file INTEGER, key TEXT);
    CREATE TABLE IF NOT EXISTS articles ({versions.COLUMNS}, file INTEGER, key TEXT, header BLOB, text BLOB);
    CREATE INDEX IF NOT EXISTS articles_by_id ON articles (article_id);
    CREATE INDEX IF NOT EXISTS articles_by_file ON articles (file);
    CREATE INDEX IF NOT EXISTS uses_by_file ON uses (file);
    CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, content TEXT);
    CREATE TEMP TABLE current (file INTEGER PRIMARY KEY);
"""
_MARKS: Final = ", ".join("?" * (len(versions.COLUMNS.split(",")) + 4))


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
    """The parts in a tables' folder, for one stamp; close it before the folder is replaced."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._stamp = stamp
        own = folder / PARTS
        own.mkdir(parents=True, exist_ok=True)
        ignore = own / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8", newline="\n")
        for path in own.iterdir():
            if not path.name.startswith((_DATABASE, ignore.name)):  # of an earlier version
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.database = sqlite3.connect(own / _DATABASE)
        try:
            self.database.execute("PRAGMA synchronous = NORMAL")
            self.database.execute("PRAGMA cache_size = -65536")
            self.database.executescript(_SCHEMA)
            # What failed may do better this time.
            self.database.execute("DELETE FROM made WHERE again")
        except sqlite3.Error:
            self.database.close()
            raise
        self._open = True
        self._committed = time.monotonic()
        self._used: set[str] = set()

    def close(self) -> None:
        """Keep what was made; once closed, it stays so."""
        if self._open:
            self._open = False
            try:
                self.database.commit()
            finally:
                self.database.close()

    @staticmethod
    def remove(folder: Path) -> None:
        """Delete the parts in a tables' folder."""
        shutil.rmtree(folder / PARTS, ignore_errors=True)

    # What was made

    def key(self, article: Article) -> str:
        """The name of the article's part: wherever the article stands, it is the same."""
        return self.key_of(repr(replace(article, source="")))

    def key_of(self, content: str) -> str:
        """The name of what is made of `content`."""
        return hashlib.sha256(f"{self._stamp}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()

    def load(self, key: str) -> Part | None:
        """The part, if there is one."""
        self._used.add(key)
        row = self.database.execute("SELECT content FROM made WHERE key = ?", (key,)).fetchone()
        return _part(row[0]) if row else None

    def save(self, key: str, part: Part, *, again: bool = False) -> None:
        """Keep a part, whole or not at all; `again`: the next build shall try to make another."""
        self._used.add(key)
        content = zlib.compress(json.dumps(part, default=str).encode(), 1)
        self.database.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", (key, again, content))
        self._commit_at_times()

    def save_of(self, article_id: str, part: Part, *, again: bool) -> None:
        """Keep the part of an article that was chosen."""
        (key,) = self.database.execute(
            "SELECT key FROM kept JOIN articles ON articles.rowid = place WHERE kept.article_id = ?",
            (article_id,),
        ).fetchone()
        self.save(key, part, again=again)

    # What was read

    def unchanged(self, key: str, path: Path) -> bool:
        """Whether the articles of a file are here as it stands; they then belong to this build.

        Size and time tell, and where these differ, or are too fresh to tell, the content.
        """
        row = self.database.execute(
            "SELECT file, size, changed, read, sha256 FROM files WHERE key = ?", (key,)
        ).fetchone()
        if row is None or row[1] is None:
            return False
        file, size, changed, read, sha256 = row
        state = _state(path)
        if state is None or state[0] != size:
            return False
        if state[1] != changed or read - changed < _TICK:
            now = time.time_ns()
            if _sha256(path) != sha256:
                return False
            self.database.execute(
                "UPDATE files SET changed = ?, read = ? WHERE file = ?", (state[1], now, file)
            )
        self._belongs(file)
        return True

    def has(self, key: str) -> bool:
        """Whether the articles of an input whose key changes with its content are here; they then belong."""
        row = self.database.execute("SELECT file, size FROM files WHERE key = ?", (key,)).fetchone()
        if row is None or row[1] is None:
            return False
        self._belongs(row[0])
        return True

    def take_in(
        self, key: str, path: Path | None, articles: Iterable[Article], *, complete: bool = False
    ) -> None:
        """Keep the articles of an input in the place of those that it had.

        `complete` says that the key changes with the content, so that `has` may tell of it.
        """
        known = self.database.execute(
            "SELECT file, file IN (SELECT file FROM temp.current) FROM files WHERE key = ?", (key,)
        ).fetchone()
        if known and known[1]:
            return
        before = _state(path)
        if known:
            self._forget("?", known[:1])
        file = self.database.execute("INSERT INTO files (key) VALUES (?)", (key,)).lastrowid
        assert file is not None
        self._belongs(file)
        self._used.clear()
        now = time.time_ns()
        for article in articles:
            self.database.execute(
                f"INSERT INTO articles VALUES ({_MARKS})",
                (*versions.compared(article), file, self._key_if_read(article), *_packed(article)),
            )
        self.database.executemany("INSERT INTO uses VALUES (?, ?)", ((file, used) for used in self._used))
        if path is not None and before is not None and before == _state(path):
            # Until then it is unknown what it is, and the next build reads it again.
            self.database.execute(
                "UPDATE files SET size = ?, changed = ?, read = ?, sha256 = ? WHERE file = ?",
                (*before, now, _sha256(path), file),
            )
        elif complete:
            self.database.execute("UPDATE files SET size = 0 WHERE file = ?", (file,))
        self._commit_at_times()

    def _sweep(self) -> None:
        """Delete what does not belong to this build."""
        self._forget("SELECT file FROM files WHERE file NOT IN (SELECT file FROM temp.current)")
        self.database.execute(
            "DELETE FROM made WHERE key NOT IN (SELECT key FROM uses UNION SELECT key FROM articles)"
        )

    def article(self, place: int) -> Article:
        """The article in a row of `articles`."""
        header, text = self.database.execute(
            "SELECT header, text FROM articles WHERE rowid = ?", (place,)
        ).fetchone()
        return _unpacked(header, text)

    def packed(self, place: int) -> "Packed":
        """The article in a row of `articles` and its part, as they are kept."""
        return Packed(
            *self.database.execute(
                "SELECT length, header, text, articles.key, content FROM articles "
                "LEFT JOIN made ON made.key = articles.key WHERE articles.rowid = ?",
                (place,),
            ).fetchone()
        )

    def identity(self, place: int) -> tuple[object, ...]:
        """What tells the article in a row of `articles`, as it was read, from all others."""
        row = self.database.execute(
            "SELECT key, CASE WHEN key IS NULL THEN header END FROM articles WHERE rowid = ?", (place,)
        ).fetchone()
        return tuple(row)

    def missing(self) -> Iterator[Article]:
        """The articles that were chosen and have no part, in order of their ids."""
        for (place,) in self.database.execute("SELECT place FROM temp.missing ORDER BY rowid"):
            yield self.article(place)

    def choose(self) -> tuple[int, int]:
        """Choose among what belongs to this build; how many articles were read, and how many have no part."""
        self._sweep()
        versions.choose(self.database)
        self.database.executescript("""
            DROP TABLE IF EXISTS temp.missing;
            CREATE TEMP TABLE missing AS SELECT place FROM kept JOIN articles ON articles.rowid = place
                WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM made) ORDER BY kept.article_id;
        """)
        ((read,),) = self.database.execute(
            "SELECT count(*) FROM kept JOIN articles ON articles.rowid = place WHERE key IS NOT NULL"
        )
        ((missing,),) = self.database.execute("SELECT count(*) FROM temp.missing")
        return read, missing

    def text(self, article_id: str) -> str:
        """The text of an article that was chosen."""
        (text,) = self.database.execute(
            "SELECT text FROM kept JOIN articles ON articles.rowid = place WHERE kept.article_id = ?",
            (article_id,),
        ).fetchone()
        return zlib.decompress(text).decode("utf-8", "surrogatepass")

    # What is noted

    def note(self, name: str, content: object) -> None:
        """Keep a value under a name, for the next build."""
        self.database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, json.dumps(content)))

    def noted(self, name: str) -> Any:  # noqa: ANN401 - what JSON holds
        """The value that was kept under a name, or None."""
        row = self.database.execute("SELECT content FROM notes WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def _key_if_read(self, article: Article) -> str | None:
        return self.key(article) if article.status == "ok" else None

    def _belongs(self, file: int) -> None:
        self.database.execute("INSERT OR IGNORE INTO temp.current VALUES (?)", (file,))

    def _forget(self, files: str, values: tuple[object, ...] = ()) -> None:
        for table in ("articles", "uses", "files"):
            self.database.execute(f"DELETE FROM {table} WHERE file IN ({files})", values)

    def _commit_at_times(self) -> None:
        if time.monotonic() - self._committed > _SECONDS_BETWEEN_COMMITS:
            self.database.commit()
            self._committed = time.monotonic()


class Packed(NamedTuple):
    """An article and its part as the database has them; without a key it was not read."""

    characters: int
    header: bytes
    text: bytes
    key: str | None
    content: bytes | None

    def unpacked(self) -> tuple[Article, Part | None]:
        """The article, and its part; None where it was not read.

        Raises:
            sqlite3.DatabaseError: the part is gone or torn.
        """
        article = _unpacked(self.header, self.text)
        if self.key is None:
            return article, None
        part = _part(self.content) if self.content else None
        if part is None:
            raise sqlite3.DatabaseError(f"no part {self.key}")
        return article, part


def is_torn(error: sqlite3.DatabaseError) -> bool:
    """Whether the database itself is at fault, which a disk or another program has torn."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & _PRIMARY not in _OUTSIDE


@contextmanager
def opened(folder: Path, stamp: str) -> Iterator[Parts]:
    """The parts of a folder, closed at the end."""
    parts = Parts(folder, stamp)
    try:
        yield parts
    finally:
        parts.close()


def _part(content: bytes) -> Part | None:
    try:
        part = json.loads(zlib.decompress(content))
    except (ValueError, zlib.error):
        return None
    return part if isinstance(part, dict) else None


def _packed(article: Article) -> tuple[bytes, bytes]:
    # asdict() of all would copy each value, which takes longer than all else here.
    told = {name: getattr(article, name) for name in _TOLD}
    header = told | {"text": "", "slides": [asdict(slide) for slide in article.slides]}
    return (
        json.dumps(header, default=date.isoformat).encode(),
        zlib.compress(article.text.encode("utf-8", "surrogatepass"), 1),
    )


def _unpacked(header: bytes, text: bytes) -> Article:
    told = json.loads(header)
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("published", "updated")}
    metadata = tuple(Span(*span) for span in told["metadata"])
    body = zlib.decompress(text).decode("utf-8", "surrogatepass")
    slides = tuple(Slide(**{**each, "actors": tuple(each["actors"])}) for each in told.get("slides", ()))
    return Article(**{**told, **days, "metadata": metadata, "slides": slides, "text": body})


def _state(path: Path | None) -> tuple[int, int] | None:
    """Size and time of a regular file."""
    try:
        state = path.stat() if path else None
    except OSError:
        return None
    return (state.st_size, state.st_mtime_ns) if state and stat.S_ISREG(state.st_mode) else None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
