"""Repair what scraping damaged, without losing where a character came from.

Law of the stage: the raw text in, a `Text` out whose edits say every change. No digit is changed,
no character of a word is changed: spaces and apostrophes come back, mark-up goes, and a word that is
right as it stands stays. All words are data (clean.toml of each language); a language without it
gets the repairs of characters alone.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from pipeline import packs
from pipeline.clean.characters import character_edits
from pipeline.clean.edits import compose
from pipeline.clean.elisions import Elisions
from pipeline.clean.fused import Spacing
from pipeline.clean.possessives import Possessives
from pipeline.clean.vocabulary import Vocabulary
from pipeline.model import Edit, Span, Text

__all__ = ["clean"]

_APOSTROPHE = "'"
_REMEMBERED = 300_000


def clean(raw: str, language: str, *, metadata: Sequence[Span] = ()) -> Text:
    """The cleaned text of an article in a language (a BCP 47 primary code).

    Nothing within the `metadata` ranges of `raw` is edited. The kinds of edit: markup, entity, space,
    quote (characters), fused (a space between words), apostrophe.
    """
    text = Text(raw, _outside(character_edits(raw), metadata))
    repairs = _repairs(language)
    if repairs.needed(text.clean):
        # Each step reads what the step before has mended: "Juppes59" is a possessive once it is two words.
        for step in repairs.steps:
            if edits := step.edits(text.clean):
                text = Text(raw, _outside(compose(text, edits), metadata))
    return text


class Step(Protocol):
    """A kind of repair in one language."""

    def edits(self, text: str) -> list[Edit]:
        """What to put in, in order: each edit inserts characters or replaces a single one."""

    def suspects(self, chunk: str) -> bool:
        """Whether a run of characters without a space may have to be mended in a text with apostrophes."""


class _Repairs:
    """The repairs of words in a language, in order, and the runs of characters that need none of them."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self._fine: set[str] = set()

    def needed(self, text: str) -> bool:
        """Whether any step may find something; quick for texts of words that were seen before."""
        if not self.steps:
            return False
        if _APOSTROPHE not in text:
            return True
        if len(self._fine) > _REMEMBERED:
            self._fine = set()
        fine = self._fine
        for chunk in set(text.split()) - fine:
            if any(step.suspects(chunk) for step in self.steps):
                return True
            fine.add(chunk)
        return False


def _outside(edits: Sequence[Edit], metadata: Sequence[Span]) -> tuple[Edit, ...]:
    """The edits that meet no range of metadata."""
    if not metadata:
        return tuple(edits)
    return tuple(edit for edit in edits if not any(_meets(edit, span) for span in metadata))


def _meets(edit: Edit, span: Span) -> bool:
    return edit.start < span.end and max(edit.end, edit.start + 1) > span.start


@cache
def _repairs(language: str) -> _Repairs:
    try:
        data = packs.load(language, "clean")
    except KeyError:
        return _Repairs(())
    vocabulary = Vocabulary(language, data)
    return _Repairs((Spacing(vocabulary), Elisions(vocabulary), Possessives(vocabulary)))
