"""Paragraphs out of lines that were broken to a width, as mail programs and printed pages have them."""

import re
from collections.abc import Callable, Iterable
from typing import Final

# Words at a line's end and the next one's start that a hyphen divides.
_DIVIDED = re.compile(r"(?P<head>[^\W\d_]{1,40})[-\u00ad\u2010]$")
_LONGEST_END: Final = 41
_REST = re.compile(r"[^\W\d_]+")
# A line as long as this was broken by a program; a shorter one ends where its writer ended it.
_SHORTEST_BROKEN: Final = 55


def paragraphs(text: str) -> str:
    """The text with a paragraph a line, where its lines were broken to a width; else as it is.

    An empty line ends a paragraph, and so does a line that is shorter than broken ones are.
    """
    lines = text.splitlines()
    if max(map(len, lines), default=0) < _SHORTEST_BROKEN:
        return text
    found: list[list[str]] = [[]]
    for line in lines:
        found[-1].append(line)
        if len(line.strip()) < _SHORTEST_BROKEN:
            found.append([])
    return "\n\n".join(filter(None, map(joined, found)))


def joined(lines: Iterable[str], is_word: Callable[[str], bool] = lambda _: False) -> str:
    """The lines of one paragraph as one line.

    A hyphen at a line's end stays, unless the word without it is one: "elec-" and "tion" are "election",
    "far-" and "right" are "far-right".
    """
    parts: list[str] = []
    for line in lines:
        bare = " ".join(line.split())
        head = _DIVIDED.search(parts[-1], max(len(parts[-1]) - _LONGEST_END, 0)) if parts else None
        rest = _REST.match(bare)
        if head and rest and bare[0].islower():
            divided = is_word(f"{head['head']}{rest[0]}")
            parts[-1] = f"{parts[-1][:-1] if divided else parts[-1]}{bare}"
        elif bare:
            parts.append(bare)
    return " ".join(parts)
