"""What the bare command shows: the tables of seeds/, built first where they are missing."""

import csv
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.errors import TimelineError
from pipeline.identity import DIGITS
from pipeline.readers.formats import SINGLE
from pipeline.schemas import LIST_SEPARATOR

FALLBACK: Final = "election-timeline-data"
"""Where tables are built, in the working folder, when the project's own place cannot be written."""


def folder_to_show(build: Callable[[Path, Path], object]) -> Path:
    """The folder of tables to open; `build(seeds, folder)` is called when none holds all of seeds/.

    A folder that ELECTION_TIMELINE_DATA names, and tables of other articles alone, are taken as they are.
    """
    shipped = store.default_folder()
    if store.DATA_VARIABLE in os.environ:
        return shipped
    seeds = store.seeds_folder()
    fallback = Path(FALLBACK).absolute()
    for folder in (shipped, fallback):
        if holds(folder, seeds) or _is_of_others(folder, seeds):
            return folder
    folder = shipped if _can_be_replaced(shipped) else fallback
    build(seeds, folder)
    return folder


def holds(folder: Path, seeds: Path) -> bool:
    """Whether the folder has tables that can be read and a row for every article in `seeds`."""
    try:
        store.require(folder)
        known = {row["article_id"] for row in _articles(folder)}
        return all(_article_id(path) in known for path in seeds.rglob("*") if path.suffix.lower() in SINGLE)
    except (TimelineError, OSError, KeyError):
        return False


def _is_of_others(folder: Path, seeds: Path) -> bool:
    """Whether the folder has tables, and no row of them is of a file in `seeds`."""
    try:
        sources = {source for row in _articles(folder) for source in row["source"].split(LIST_SEPARATOR)}
    except (OSError, KeyError):
        return False
    files = {path.relative_to(seeds).as_posix() for path in seeds.rglob("*")}
    # The source of an article inside a file begins with the file's.
    return bool(sources) and not any(source.startswith(tuple(files)) for source in sources)


def _articles(folder: Path) -> list[dict[str, str]]:
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _article_id(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def _can_be_replaced(folder: Path) -> bool:
    return os.access(folder.parent, os.W_OK) and (not folder.exists() or os.access(folder, os.W_OK))
