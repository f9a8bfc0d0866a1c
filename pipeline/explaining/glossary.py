"""What features mean, in words: glossary.toml says it for whole features and for their parts."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

_FILE: Final = Path(__file__).with_name("glossary.toml")
_PARTED: Final = re.compile(r"(: |, )")
# Marks inside of names that are no words.
_PLAIN: Final = str.maketrans("._", "  ")
_AS_NAMED: Final = "as_named"
ANY: Final = "any"
"""The section for the features of all choices."""
CONTEXT: Final = "why"
"""The context that the words have in catalogues."""


class _Part(NamedTuple):
    """What an entry says of a feature or of a part of one, and what {} in it puts in."""

    said: str
    rest: tuple[str, ...] = ()


@cache
def sections() -> Mapping[str, Mapping[str, str]]:
    """The entries by choice; "*" in one stands for anything, which is put in for {}."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: entries for name, entries in found.items() if name != _AS_NAMED}


def words(model: str, feature: str, translate: Callable[[str], str] = str) -> str:
    """What a feature of a choice means; each of its messages is put into another language by `translate`."""
    return "".join(
        translate(part.said).replace("{}", "".join(map(translate, part.rest)))
        for part in _parts(model, feature)
    )


def messages(
    file: BinaryIO, _keywords: object, _comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """The messages of glossary.toml, as Babel asks a method of extraction for them."""
    found = tomllib.load(file)
    named: list[str] = found.pop(_AS_NAMED)
    for message in (*named, *(said for entries in found.values() for said in entries.values())):
        yield 0, "pgettext", (CONTEXT, message), []


@cache
def _parts(model: str, feature: str) -> tuple[_Part, ...]:
    """What a feature says: as a whole, else part by part, the signs between them too."""
    whole = _entry(model, feature)
    names = _PARTED.split(feature)
    return (whole,) if whole else tuple(_entry(model, name) or _Part(_plain(name)) for name in names)


def _entry(model: str, name: str) -> _Part | None:
    """The longest entry that fits a feature or a part of one, those of the choice first."""
    for section in (sections()[model], sections()[ANY]):
        if fitting := [key for key in section if _fits(key, name)]:
            key = max(fitting, key=len)
            head, _star, tail = key.partition("*")
            said, told = section[key], name[len(head) : len(name) - len(tail)]
            rest = _PARTED.split(told) if "{}" in said else ()
            return _Part(said, tuple(map(_plain, rest)))
    return None


def _plain(name: str) -> str:
    return name.translate(_PLAIN)


def _fits(key: str, name: str) -> bool:
    head, star, tail = key.partition("*")
    if not star:
        return key == name
    return len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
