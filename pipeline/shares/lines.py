"""Lines of a list that begin with a name and its figure: "Conservative 31.9 (39.6), 99 seats"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.annotate import Document, Figure, Mention, Placed
from pipeline.lexicon import expand, fold
from pipeline.link import Told
from pipeline.link.people import Subject
from pipeline.link.votes import subjects_of
from pipeline.shares.grid import as_name

_LONGEST: Final = 40
_MOST_WORDS: Final = 6
# What is told of all who vote, or of nobody.
_NO_NAME: Final = ("votes.kind.", "votes.base.", "votes.link.", "elections.")


def with_name(document: Document, told: Told, figures: Sequence[Figure]) -> Told:
    """A line of a list with the name that begins it as a subject, where nothing is known of that name."""
    name = _name(document, told, figures)
    return replace(told, subjects=[name, *told.subjects]) if name else told


def _name(document: Document, told: Told, figures: Sequence[Figure]) -> Subject | None:
    sentence, figure = told.sentence, figures[0]
    if not (document.is_line(sentence) and (figure.decimals or figure.unit == "percent")):
        return None
    behind = document.clean[figure.end : sentence.end].lstrip()[:1]
    if behind.isalnum():
        # "Only 12 percent of trains ran"
        return None
    head = document.clean[sentence.start : figure.start]
    text = as_name(head)
    words = document.words[sentence.first : figure.first]
    if not 0 < len(words) <= _MOST_WORDS or len(head) > _LONGEST or not text[:1].isupper():
        return None
    if any(not document.clean[word.start].isupper() for word in words):
        return None
    taken: list[Placed] = [*told.subjects, *told.named, *told.anchors]
    if any(one.start < figure.start for one in taken):
        return None
    if told.current and subjects_of(told.current.office) == "options":
        # Names beside answers to a question are of places.
        return None
    known = any(cue.start < figure.start for tag in _NO_NAME for cue in told.cues.of(tag))
    if known or fold(text) in _others(document.article.language):
        return None
    start, end = sentence.start, sentence.start + len(head.rstrip(" :-–—"))
    mention = Mention(start, end, sentence.first, figure.first - 1, "party", (text,), known=False)
    return Subject(text, "party", mention)


@cache
def _others(language: str) -> frozenset[str]:
    table: Sequence[str] = packs.load(language, "votes")["table"]["nobody"]
    return frozenset(fold(form) for phrase in table for form in expand(phrase))
