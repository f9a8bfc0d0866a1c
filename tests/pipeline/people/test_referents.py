"""Whom words mean that are no name: the texts of referents_<language>.tsv, each such word marked with whom."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.subject import NOBODY
from tests.pipeline.sentence_tables import story

_MARKED = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<name>[^|\]]+)\]")
_NOBODY = "-"
_NAMES = ("Rui Costa", "Ana Ferreira", "Jorge Leite")


class Marked(NamedTuple):
    """A text without its marks, and whom the words mean by their place."""

    language: str
    published: date
    text: str
    meant: dict[tuple[int, int], str]


def marked() -> Iterator[Marked]:
    """The texts of the tables."""
    for path in sorted(Path(__file__).parent.glob("referents_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1] != "#":
                published, text = line.split("\t")
                yield _unmarked(path.stem[-2:], date.fromisoformat(published), text.replace("\\n", "\n"))


def _unmarked(language: str, published: date, text: str) -> Marked:
    plain, at, meant = "", 0, {}
    for mark in _MARKED.finditer(text):
        plain += text[at : mark.start()]
        meant[len(plain), len(plain) + len(mark["words"])] = mark["name"]
        plain += mark["words"]
        at = mark.end()
    return Marked(language, published, plain + text[at:], meant)


@pytest.mark.parametrize("case", list(marked()), ids=lambda case: f"{case.language}-{case.text[:70]}")
def test_whom_words_mean(case: Marked) -> None:
    weighed = story(case.text, published=case.published, language=case.language).referents
    found = {place: weighed[place][0].one.name if place in weighed else "" for place in case.meant}
    assert {place: name or _NOBODY for place, name in found.items()} == case.meant


@given(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4), st.sampled_from(("He", "She", "The mayor")))
def test_the_likeliest_is_first_and_all_add_up(named: list[str], words: str) -> None:
    sentences = [f"{name} spoke on Sunday." for name in named]
    weighed = story(" ".join((*sentences, f"{words} won.")), published=date(2021, 10, 20)).referents
    for found in weighed.values():
        assert [one.likely for one in found] == sorted((one.likely for one in found), reverse=True)
        assert sum(one.likely for one in found) == pytest.approx(1.0)
        assert len({one.one for one in found}) == len(found)
        assert NOBODY in {one.one for one in found}
