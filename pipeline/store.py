"""Tables on disk: CSV, Parquet and datapackage.json in one folder, replaced as a whole.

What readers may count on: a folder always holds the tables of one build, and `load` never returns
a mix of two, even while a build replaces them.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final, Self

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import datapackage, encoding, lists, objects, partitions, swap
from pipeline.errors import TimelineError
from pipeline.schemas import OLDER_VERSIONS, SCHEMA_VERSION, TABLES, Table

DATA_VARIABLE: Final = "ELECTION_TIMELINE_DATA"
# Parts of articles that a next build takes up again; see build.py.
PARTS: Final = ".parts"
# What a build writes on the way; nothing of it stays.
APART: Final = ".articles"
OWN_FILES: Final = frozenset(
    {
        APART,
        datapackage.FILE,
        partitions.FOLDER,
        *(f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")),
    }
)
_PACKAGE: Final = Path(__file__).parent
_ATTEMPTS: Final = 50
LONG_TEXTS: Final = 100_000_000
"""Bytes of texts from which on they stay on the disk where tables are read as they are asked for."""


@dataclass(frozen=True, eq=False)
class Tables(Mapping[str, pd.DataFrame]):
    """The tables of one build as frames with the columns of docs/tables.md; treat them as read-only.

    `tables.events` and `tables["events"]` are the same frame. `folder` is where they were read (None for
    tables that were never stored), `identity` a hash of their content.
    """

    articles: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    vote_shares: pd.DataFrame
    counts: pd.DataFrame
    claims: pd.DataFrame
    rejected: pd.DataFrame
    timeline: pd.DataFrame
    folder: Path | None = None
    identity: str = ""

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by table name."""
        return {name: getattr(self, name) for name in TABLES}

    # A mapping of its own, and no value to compare: frames have no one truth of being equal.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(name)
        frame: pd.DataFrame = getattr(self, name)
        return frame

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def size(self, name: str) -> int:
        """How many rows a table has."""
        return len(self[name])

    def head(self, name: str, number: int) -> pd.DataFrame:
        """The first rows of a table."""
        return self[name].head(number)

    def column(self, name: str, column: str) -> "pd.Series[Any]":
        """One column of a table."""
        return self[name][column]

    def rows_of(self, name: str, column: str, values: Collection[str]) -> pd.DataFrame:
        """The rows of a table whose column has one of the values."""
        frame = self[name]
        return frame[frame[column].isin(values)]

    def of_articles(self, ids: frozenset[str]) -> "Tables":
        """What some articles tell; the timeline as it is."""
        told = {name: self.rows_of(name, "article_id", ids) for name in TABLES if name != "timeline"}
        return Tables(**told, timeline=self.timeline, folder=self.folder, identity=self.identity)

    def with_timeline(self, timeline: pd.DataFrame) -> "Tables":
        """These tables with another timeline."""
        found = copy(self)
        object.__setattr__(found, "timeline", timeline)
        return found

    @property
    def left_texts(self) -> bool:
        """Whether the texts are too long, all together, to stand in `articles`; `text_of` reads them."""
        return False

    def text_of(self, article_id: str) -> str:
        """The text of an article, from the disk where it was left there; "" where there is none."""
        texts = self.articles.loc[self.articles["article_id"] == article_id, "text"]
        if texts.empty or texts.iloc[0] or self.folder is None:
            return str(texts.iloc[0]) if len(texts) else ""
        # Who has that id has that text, whichever build is in the folder by now.
        path = self.folder / "articles.parquet"
        try:
            rows = pq.read_table(path, columns=["text"], filters=[("article_id", "==", article_id)])
        except (OSError, pa.ArrowException):
            return ""
        return next(iter(rows["text"].to_pylist()), "") or ""

    def texts(self) -> Iterator[pa.RecordBatch]:
        """The columns article_id and text, some articles at a time."""
        yield pa.RecordBatch.from_pandas(self.articles[["article_id", "text"]], preserve_index=False)

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(frame)}" for name, frame in self.items())
        return f"<Tables: {rows}>"


class _Stored(Tables):
    """Tables that are read when they are first asked for, all from the files as they were when opened.

    Their lists are Arrow's, and of long texts none is read.
    """

    _files: Mapping[str, pq.ParquetFile]
    _frames: dict[str, pd.DataFrame]
    _lock: AbstractContextManager[bool]
    _left: frozenset[str]
    _told_by: pa.Array | None  # the articles whose rows these are; None for all

    def __init__(self, files: Mapping[str, pq.ParquetFile], folder: Path, identity: str) -> None:
        articles = files["articles"]
        groups = map(articles.metadata.row_group, range(articles.num_row_groups))
        text = articles.schema.names.index("text")
        size = sum(group.column(text).total_uncompressed_size for group in groups)
        own = {"folder": folder, "identity": identity, "_files": files, "_frames": {}, "_lock": Lock()}
        own["_told_by"] = None
        for name, value in (own | {"_left": frozenset({"text"} if size > LONG_TEXTS else ())}).items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a table; mypy asks it of all names
        if name not in TABLES:
            raise AttributeError(name)
        with self._lock:
            if name not in self._frames:
                self._frames[name] = self._read(name)
            frame: pd.DataFrame = self._frames[name]
        return frame

    def _read(self, name: str) -> pd.DataFrame:
        try:
            rows = encoding.by_column(
                self._files[name], TABLES[name], self._left if name == "articles" else ()
            )
            told = self._told(name)
            return rows if told is None else rows[told.to_numpy()]
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            raise TimelineError("broken-tables", path=self.folder, detail=f"{name}: {error}") from error

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by table name, with lists of Python."""
        return {name: lists.plain(frame) for name, frame in super().frames.items()}

    def of_articles(self, ids: frozenset[str]) -> Tables:
        """What some articles tell; the timeline as it is."""
        found = copy(self)
        told = self.articles["article_id"]
        own = {"timeline": self.timeline, "_frames": {}, "_told_by": pa.array(told[told.isin(ids)])}
        for name, value in own.items():
            object.__setattr__(found, name, value)
        return found

    def _told(self, name: str) -> pa.ChunkedArray | None:
        """Which rows of a file are of the articles; None for all."""
        if self._told_by is None:
            return None
        articles = self._files[name].read(columns=["article_id"])["article_id"]
        return pc.is_in(articles, value_set=self._told_by)

    # Of a table that no page has asked for as a whole, no more is read than is wanted.

    def _is_whole(self, name: str) -> bool:
        return name in self._frames or name in self.__dict__

    def size(self, name: str) -> int:
        """How many rows a table has."""
        if self._is_whole(name):
            return super().size(name)
        with self._lock:
            told = self._told(name)
        return int(self._files[name].metadata.num_rows if told is None else pc.sum(told).as_py() or 0)

    def head(self, name: str, number: int) -> pd.DataFrame:
        """The first rows of a table."""
        if self._is_whole(name) or self._told_by is not None:
            return lists.plain(super().head(name, number))
        file = self._files[name]
        with self._lock:
            rows = next(file.iter_batches(batch_size=number), file.schema_arrow.empty_table())
        return encoding.to_frame(pa.table(rows), TABLES[name])

    def column(self, name: str, column: str) -> "pd.Series[Any]":
        """One column of a table."""
        if self._is_whole(name):
            return super().column(name, column)
        with self._lock:
            values, told = self._files[name].read(columns=[column])[column], self._told(name)
        (of_table,) = (each for each in TABLES[name].columns if each.name == column)
        return encoding.from_array(values if told is None else values.filter(told), of_table)

    def rows_of(self, name: str, column: str, values: Collection[str]) -> pd.DataFrame:
        """The rows of a table whose column has one of the values."""
        if self._is_whole(name):
            return super().rows_of(name, column, values)
        file, wanted, found = self._files[name], pa.array(values, pa.string()), []
        with self._lock:
            for group in range(file.num_row_groups):
                has = pc.is_in(file.read_row_group(group, columns=[column])[column], value_set=wanted)
                if pc.any(has).as_py():
                    found.append(file.read_row_group(group).filter(has))
        rows = pa.concat_tables(found) if found else file.schema_arrow.empty_table()
        if self._told_by is not None:
            rows = rows.filter(pc.is_in(rows["article_id"], value_set=self._told_by))
        return encoding.to_frame(rows, TABLES[name])

    @property
    def left_texts(self) -> bool:
        return bool(self._left)

    def texts(self) -> Iterator[pa.RecordBatch]:
        """The columns article_id and text, some articles at a time."""
        with self._lock:
            for some in self._files["articles"].iter_batches(columns=["article_id", "text"]):
                told = self._told_by
                yield some if told is None else some.filter(pc.is_in(some["article_id"], value_set=told))


def default_folder() -> Path:
    """The tables that are shown when no folder is named.

    The environment variable ELECTION_TIMELINE_DATA, else data/ of the checkout, else the tables
    that the installed package carries.
    """
    if named := os.environ.get(DATA_VARIABLE):
        return Path(named)
    return _shipped("data")


def seeds_folder() -> Path:
    """The articles that the project starts from: seeds/ of the checkout, or the package's copy."""
    return _shipped("seeds")


def _shipped(name: str) -> Path:
    checkout = _PACKAGE.parent
    return checkout / name if (checkout / "pyproject.toml").is_file() else _PACKAGE / f"_{name}"


def check_target(folder: Path) -> None:
    """Make sure that tables may be written to `folder`: it is new, empty or holds tables of ours.

    Raises:
        TimelineError: not-a-folder, not-ours or cannot-replace (the working folder).
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise TimelineError("not-a-folder", path=folder)
    if Path.cwd().is_relative_to(folder):
        raise TimelineError("cannot-replace", path=folder, detail="it is the working folder.")
    others = {path.name for path in folder.iterdir()} - {PARTS}
    if others and _package(folder).get("name") != datapackage.NAME:
        raise TimelineError("not-ours", path=folder)


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Replace the tables in `folder` as a whole. The caller holds `swap.locked(folder)`.

    Raises:
        TimelineError: cannot-write or cannot-replace; the earlier tables then still stand.
    """
    with Writer(folder) as writer:
        for name in TABLES:
            writer.add(name, encoding.encoded(name, frames[name]))
        writer.replace()


class Writer:
    """New tables for a folder, written bit by bit beside it. The caller holds `swap.locked(folder)`.

    Where the block that it opens ends without `replace`, nothing of it stays, and the earlier tables stand.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.rows = dict.fromkeys(TABLES, 0)

    def __enter__(self) -> Self:
        with _said(self._folder):
            self.staged = swap.stage(self._folder)
            self._stack.callback(shutil.rmtree, self.staged, ignore_errors=True)
            self._csv = {
                name: self._stack.enter_context(_Csv(self.staged / f"{name}.csv", table))
                for name, table in TABLES.items()
            }
            self._parquet = {
                name: self._stack.enter_context(encoding.parquet(self.staged / f"{name}.parquet", table))
                for name, table in TABLES.items()
            }
        return self

    def __exit__(self, *_: object) -> None:
        # What could not be written before cannot be written now.
        with suppress(OSError):
            self._stack.close()

    def add(self, name: str, found: encoding.Encoded) -> None:
        """Add rows to a table, in its order after those that it has.

        Raises:
            TimelineError: cannot-write.
        """
        with _said(self._folder):
            self._csv[name].write(found.csv)
            if len(found.rows):
                self._parquet[name].write_table(found.rows)
        self.rows[name] += len(found.rows)

    def replace(self, partition_by: str = "") -> None:
        """Put the tables in the folder's place, with partitions of them where a way is named.

        Raises:
            TimelineError: cannot-write or cannot-replace.
        """
        with _said(self._folder):
            for file in (*self._csv.values(), *self._parquet.values()):
                file.close()
            if partition_by:
                partitions.write(self.staged, partition_by)
            package = datapackage.descriptor({name: file.written() for name, file in self._csv.items()})
            text = json.dumps(package, ensure_ascii=False, indent=1)
            (self.staged / datapackage.FILE).write_bytes(f"{text}\n".encode())
        self._stack.pop_all()  # From here on what is staged may be what was there before.
        swap.replace(self._folder, self.staged, OWN_FILES)


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TimelineError("cannot-write", path=folder, detail=error.strerror or error) from error


class _Csv:
    """A CSV file that grows, its size and hash."""

    def __init__(self, path: Path, table: Table) -> None:
        self._file = path.open("wb")
        self._size, self._hash = 0, hashlib.sha256()
        self.write(encoding.header(table).encode("utf-8"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, content: bytes) -> None:
        self._file.write(content)
        self._size += len(content)
        self._hash.update(content)

    def close(self) -> None:
        self._file.close()

    def written(self) -> datapackage.Written:
        return datapackage.Written(self._size, self._hash.hexdigest())


def load(folder: str | Path | None = None, *, at_once: bool = True) -> Tables:
    """The tables of a folder (without one, of `default_folder()`), all of them from the same build.

    Without `at_once` each is read when it is first asked for, where the system lets files that are open be
    replaced; lists are then Arrow's (a cell still gives a Python list), and of texts of more than
    `LONG_TEXTS` bytes none is read but by `text_of`.

    Those at an address on object storage are fetched first.

    Raises:
        TimelineError: needs-storage, no-folder, no-tables, broken-tables or other-schema.
    """
    if objects.is_object(folder):
        folder = objects.fetched(str(folder))
    path = Path(folder).absolute() if folder is not None else default_folder().absolute()
    for _ in range(_ATTEMPTS):
        identity = identity_of(path)
        with ExitStack() as stack:
            try:
                files = _open(path, stack)
            except TimelineError:
                # A folder that a build replaced in this very moment is no broken folder.
                if identity_of(path) == identity:
                    raise
                continue
            # Files that are open stay whole, whatever becomes of the folder.
            if identity_of(path) == identity:
                whole = all(each.name.endswith(".parquet") for each in files.values())
                if not at_once and whole and os.name != "nt":
                    opened = _checked(path, files)
                    # Tables of an earlier build lack columns, which reading them whole fills.
                    if not any(encoding.missing(name, file) for name, file in opened.items()):
                        stack.pop_all()
                        return _Stored(opened, path, identity)
                return Tables(**_read(path, files), folder=path, identity=identity)
    raise TimelineError("broken-tables", path=path, detail="they are being replaced again and again.")


def _open(folder: Path, stack: ExitStack) -> dict[str, BinaryIO]:
    """Each table's Parquet file, or its CSV file where there is no Parquet."""
    require(folder)
    try:
        return {name: stack.enter_context(_file(folder, name).open("rb")) for name in TABLES}
    except OSError as error:
        raise TimelineError("broken-tables", path=folder, detail=error) from error


def _checked(folder: Path, files: Mapping[str, BinaryIO]) -> dict[str, pq.ParquetFile]:
    """The files, of which each has the columns that may not be empty."""
    found = {}
    for name, file in files.items():
        try:
            found[name] = pq.ParquetFile(file)
        except (OSError, pa.ArrowException) as error:
            raise TimelineError("broken-tables", path=folder, detail=f"{name}: {error}") from error
        if lost := [column.name for column in encoding.missing(name, found[name]) if column.required]:
            raise TimelineError("broken-tables", path=folder, detail=f"{name}: no {', '.join(lost)}")
    return found


def _file(folder: Path, name: str) -> Path:
    parquet = folder / f"{name}.parquet"
    return parquet if parquet.exists() else folder / f"{name}.csv"


def _read(folder: Path, files: Mapping[str, BinaryIO]) -> dict[str, pd.DataFrame]:
    frames = {}
    for name, file in files.items():
        read = encoding.read_parquet if file.name.endswith(".parquet") else encoding.read_csv
        try:
            frames[name] = read(file, TABLES[name])
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            raise TimelineError("broken-tables", path=folder, detail=f"{name}: {error}") from error
    return frames


def require(folder: Path) -> None:
    """Make sure that the folder holds tables that this program reads.

    Raises:
        TimelineError: no-folder, not-a-folder, no-tables or other-schema.
    """
    if swap.is_interrupted(folder):
        with suppress(TimelineError), swap.locked(folder):
            swap.recover(folder, OWN_FILES)
    if not folder.exists():
        raise TimelineError("no-folder", path=folder)
    if not folder.is_dir():
        raise TimelineError("not-a-folder", path=folder)
    package = _package(folder)
    if package.get("name") != datapackage.NAME:
        raise TimelineError("no-tables", path=folder)
    found = package.get(datapackage.VERSION_KEY)
    if found not in (SCHEMA_VERSION, *OLDER_VERSIONS):
        raise TimelineError("other-schema", path=folder, found=found, wanted=SCHEMA_VERSION)


def _package(folder: Path) -> dict[str, object]:
    """The folder's datapackage.json, empty where there is none that can be read."""
    try:
        package = json.loads((folder / datapackage.FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return package if isinstance(package, dict) else {}


def identity_of(folder: Path) -> str:
    """What tells the tables of one build in a folder from those of another; "" where there are none."""
    try:
        return hashlib.sha256((folder / datapackage.FILE).read_bytes()).hexdigest()
    except OSError:
        return ""
