"""What features mean, in words: glossary.toml says it for whole features and for their parts."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("glossary.toml")
_PARTED: Final = re.compile(r"(: |, )")
# Marks inside of names that are no words.
_PLAIN: Final = str.maketrans("._", "  ")
ANY: Final = "any"
"""The section for the features of all choices."""


@cache
def sections() -> Mapping[str, Mapping[str, str]]:
    """The entries by choice; "*" in one stands for anything, which is put in for {}."""
    found: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def words(model: str, feature: str) -> str:
    """What a feature of a choice means."""
    return _said(model, feature) or "".join(
        _said(model, part) or part.translate(_PLAIN) for part in _PARTED.split(feature)
    )


def _said(model: str, name: str) -> str:
    """The longest entry that fits a feature or a part of one, those of the choice first; else empty."""
    for section in (sections()[model], sections()[ANY]):
        if fitting := [key for key in section if _fits(key, name)]:
            key = max(fitting, key=len)
            head, star, tail = key.partition("*")
            rest = name[len(head) : len(name) - len(tail)] if star else ""
            return section[key].replace("{}", rest.translate(_PLAIN))
    return ""


def _fits(key: str, name: str) -> bool:
    head, star, tail = key.partition("*")
    if not star:
        return key == name
    return len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
