"""What figures measure: the sentences of kinds_<language>.tsv, each figure marked with its kind."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.pipeline.sentence_tables import extraction

_MARKED = re.compile(r"\[(?P<figure>[^|\]]+)\|(?P<kind>[a-z-]+)\]")


class Marked(NamedTuple):
    """A text without its marks, and the kind of each figure by the place where it starts, - for no vote."""

    language: str
    published: date
    text: str
    kinds: dict[int, str]


def marked() -> Iterator[Marked]:
    """The sentences of the tables."""
    for path in sorted(Path(__file__).parent.glob("kinds_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1] != "#":
                published, text = line.split("\t")
                yield unmarked(path.stem[-2:], published, text)


def unmarked(language: str, published: str, text: str) -> Marked:
    """The case of a line."""
    plain, at, kinds = "", 0, {}
    for mark in _MARKED.finditer(text):
        plain += text[at : mark.start()]
        kinds[len(plain)] = mark["kind"]
        plain += mark["figure"]
        at = mark.end()
    return Marked(language, date.fromisoformat(published), plain + text[at:], kinds)


@pytest.mark.parametrize("case", list(marked()), ids=lambda case: f"{case.language}-{case.text[:60]}")
def test_kinds(case: Marked) -> None:
    rows = extraction(case.text, published=case.published, language=case.language).rows["vote_shares"]
    found = {int(str(row["start"])): str(row["kind"]) for row in rows if not row["derived"]}
    assert {start: found.get(start, "-") for start in case.kinds} == case.kinds
