"""Repair what scraping damaged, without losing where a character came from.

Law of the stage: the raw text in, a `Text` out whose edits say every change. No digit is changed,
no character of a word is changed: spaces and apostrophes come back, mark-up goes, and a word that is
right as it stands stays. All words are data (clean.toml of each language); a language without it
gets the repairs of characters alone.
"""

from collections.abc import Callable, Sequence
from functools import cache

from pipeline import packs
from pipeline.clean.elisions import Elisions
from pipeline.clean.characters import character_edits
from pipeline.clean.edits import compose
from pipeline.clean.fused import Spacing
from pipeline.clean.possessives import Possessives
from pipeline.clean.vocabulary import Vocabulary
from pipeline.model import Edit, Span, Text

__all__ = ["clean"]

Step = Callable[[str], list[Edit]]


def clean(raw: str, language: str, *, metadata: Sequence[Span] = ()) -> Text:
    """The cleaned text of an article in a language (a BCP 47 primary code).

    Nothing within the `metadata` ranges of `raw` is edited. The kinds of edit: markup, entity, space,
    quote (characters), fused (a space between words), apostrophe.
    """
    text = _outside(Text(raw, tuple(character_edits(raw))), metadata)
    # Each step reads what the step before has mended: "Juppes59" is a possessive once it is two words.
    for step in _steps(language):
        if edits := step(text.clean):
            text = _outside(Text(raw, tuple(compose(text, edits))), metadata)
    return text


def _outside(text: Text, metadata: Sequence[Span]) -> Text:
    """The text without the edits that meet a range of metadata."""
    if not metadata or not text.edits:
        return text
    kept = (
        edit
        for edit in text.edits
        if not any(edit.start < span.end and edit.end > span.start or edit.start == span.start for span in metadata)
    )
    return Text(text.raw, tuple(kept))


@cache
def _steps(language: str) -> tuple[Step, ...]:
    """The repairs of words in a language, in the order in which they are made."""
    try:
        data = packs.load(language, "clean")
    except KeyError:
        return ()
    vocabulary = Vocabulary(language, data)
    return (Spacing(vocabulary).edits, Elisions(vocabulary).edits, Possessives(vocabulary).edits)
