"""Tell in one pass over the words of an article whether it can be about a vote, before any extraction.

For crawls, where few articles are. It has to be asked for (`votes_only`): without a word of voting, an
article may still have dated events.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.lexicon import expand, fold
from pipeline.model import Article

PROBLEM: Final = "tells of no vote: it has too few words of voting; build without --votes-only to read it"
_ANY_ENDING: Final = "*"


class _Words(NamedTuple):
    """A pattern with a group for each word in all its forms, letters of which each form of a word has some,
    and how many words have to be there."""

    pattern: re.Pattern[str]
    letters: Sequence[Sequence[str]]
    least: int


def tells_of_votes(article: Article) -> bool:
    """Whether so many different words of voting stand in the text as the article's language asks for."""
    text, words = fold(article.text), _words(article.language)
    # Most articles lack the very letters, which is told in a tenth of the time.
    if sum(any(letters in text for letters in of_word) for of_word in words.letters) < words.least:
        return False
    told = set()
    for match in words.pattern.finditer(text):
        told.add(match.lastindex)
        if len(told) == words.least:
            return True
    return False


@cache
def _words(language: str) -> _Words:
    pack = packs.load(language, "prefilter")
    forms = [expand(fold(word)) for word in pack["words"]]
    groups = "|".join(f"({'|'.join(map(_pattern, of_word))})" for of_word in forms)
    return _Words(re.compile(rf"\b(?:{groups})"), [_letters(of_word) for of_word in forms], pack["least"])


def _pattern(form: str) -> str:
    stem = form.removesuffix(_ANY_ENDING)
    return re.escape(stem) + (r"\b" if stem == form and stem[-1:].isalnum() else "")


def _letters(forms: Sequence[str]) -> list[str]:
    """The forms, without their endings, but for those that have another one within them."""
    stems = {form.removesuffix(_ANY_ENDING) for form in forms}
    return [stem for stem in stems if not any(other in stem for other in stems - {stem})]
