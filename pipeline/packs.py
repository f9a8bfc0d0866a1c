"""Load the data of a language: one folder of TOML files under languages/, no code in it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a pack, as BCP 47 primary codes, in order."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and any(path.glob("*.toml"))))


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The file `name`.toml of a language's folder; treat it as read-only.

    Raises:
        KeyError: the language has no such file.
    """
    path = FOLDER / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyError(f"language {language!r} has no {name}.toml in {FOLDER}") from None
