"""Load data files: a language's folder of TOML files, and what holds across countries. No code in them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"
COUNTRIES = Path(__file__).parent / "countries"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a pack, for dates at least, as BCP 47 primary codes, in order."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and any(path.glob("*.toml"))))


@cache
def full() -> tuple[str, ...]:
    """Those in which articles become rows, not dates alone."""
    return tuple(code for code in languages() if (FOLDER / code / "votes.toml").is_file())


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The file `name`.toml of a language's folder; treat it as read-only.

    Raises:
        KeyError: the language has no such file.
        ValueError: the file is no TOML; the message names it and the line.
    """
    path = FOLDER / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyError(f"language {language!r} has no {name}.toml in {FOLDER}") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from None


@cache
def shared(name: str) -> dict[str, Any]:
    """The file `name`.toml that stands beside the country folders; treat it as read-only."""
    return tomllib.loads((COUNTRIES / f"{name}.toml").read_text(encoding="utf-8"))
