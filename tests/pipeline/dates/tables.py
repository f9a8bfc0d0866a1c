"""Tables of phrases: a tab-separated file with "phenomenon, published, text", expressions in the text as [words|value]."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

_MARKED = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<value>[^\]]+)\]")


class Phrase(NamedTuple):
    phenomenon: str
    published: date | None
    text: str
    expected: list[tuple[str, int, str]]
    """Words, where they start, value."""


def phrases(language: str) -> list[Phrase]:
    """The table of a language."""
    path = Path(__file__).with_name(f"phrases_{language}.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return [_phrase(*row) for row in rows]


def _phrase(phenomenon: str, published: str, marked: str) -> Phrase:
    text, expected, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        expected.append((found["words"], len(text), found["value"]))
        text += found["words"]
        at = found.end()
    return Phrase(
        phenomenon, date.fromisoformat(published) if published else None, text + marked[at:], expected
    )
