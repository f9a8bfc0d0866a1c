"""The settings of a build in a file, so that it can be repeated and shared: election-timeline.toml."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from pipeline.errors import TimelineError
from pipeline.fetch.url import is_url

FILE: Final = "election-timeline.toml"
PARTITIONS: Final = ("year", "size")
"""By the year of a row's own day, where its table has one, and by size alone."""


@dataclass(frozen=True)
class Settings:
    """What `build` takes, as options of the command have it; paths of a file count from the file's folder."""

    inputs: tuple[str, ...] = ()
    out: Path | str | None = None
    published: date | None = None
    languages: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    reference: tuple[Path, ...] = ()
    corrections: Path | None = None
    jobs: int | None = None
    scheduler: str = ""
    votes_only: bool = False
    text: bool = True
    partition_by: str = ""


def read(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        TimelineError: bad-settings; its detail names every key that is unknown or has no fitting value.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TimelineError("bad-settings", path=path, detail=error.strerror or error) from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise TimelineError("bad-settings", path=path, detail=error) from error
    faults = [f"there is no {key!r}" for key in content if key not in _KINDS]
    faults += [
        f"{key} has to be {kind.what}"
        for key, kind in _KINDS.items()
        if key in content and not kind.fits(content[key])
    ]
    if faults:
        known = ", ".join(_KINDS)
        raise TimelineError("bad-settings", path=path, detail=f"{'; '.join(faults)}. Settings are {known}")
    base = path.parent
    return Settings(**{key: _KINDS[key].taken(value, base) for key, value in content.items()})


@dataclass(frozen=True)
class _Kind:
    """A kind of value: how it is called, what fits, and what is made of it in the file's folder."""

    what: str
    fits: Callable[[Any], bool]
    taken: Callable[[Any, Path], Any] = lambda value, _: value


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_day(value: object) -> bool:
    return type(value) is date  # a datetime is a date as well


_PATH: Final = _Kind("a path in quotes", _is_text, lambda value, base: base / value)
_TRUTH: Final = _Kind("true or false", lambda value: isinstance(value, bool))
_KINDS: Final[Mapping[str, _Kind]] = {
    "inputs": _Kind(
        "a list of files, folders, patterns and URLs in quotes",
        _is_texts,
        lambda value, base: tuple(each if is_url(each) else str(base / each) for each in value),
    ),
    "out": _Kind(
        "a path or an address in quotes",
        _is_text,
        lambda value, base: value if is_url(value) else base / value,
    ),
    "published": _Kind("a day without quotes, e.g. 2022-04-14", _is_day),
    "languages": _Kind("a list of codes in quotes", _is_texts, lambda value, _: tuple(value)),
    "columns": _Kind(
        "a table of names by field",
        lambda value: isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
    ),
    "reference": _Kind(
        "a list of folders in quotes", _is_texts, lambda value, base: tuple(base / each for each in value)
    ),
    "corrections": _PATH,
    "jobs": _Kind("a number from 1 on", lambda value: type(value) is int and value > 0),
    "scheduler": _Kind("an address in quotes", _is_text),
    "votes_only": _TRUTH,
    "text": _TRUTH,
    "partition_by": _Kind(f"one of {', '.join(PARTITIONS)}, in quotes", lambda value: value in PARTITIONS),
}
