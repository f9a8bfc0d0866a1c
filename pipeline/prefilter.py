"""Tell in one pass over the words of an article whether it can be about a vote, before any extraction.

For crawls, where few articles are. It has to be asked for (`votes_only`): without a word of voting, an
article may still have dated events.
"""

import re
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.lexicon import expand, fold
from pipeline.model import Article

PROBLEM: Final = "tells of no vote: it has too few words of voting; build without --votes-only to read it"
_ANY_ENDING: Final = "*"


def tells_of_votes(article: Article) -> bool:
    """Whether so many different words of voting stand in the text as the article's language asks for."""
    pattern, least = _words(article.language)
    told = set()
    for match in pattern.finditer(fold(article.text)):
        told.add(match.lastindex)
        if len(told) == least:
            return True
    return False


@cache
def _words(language: str) -> tuple[re.Pattern[str], int]:
    """A pattern with a group for each word in all its forms, and how many of them have to be there."""
    pack = packs.load(language, "prefilter")
    groups = ("|".join(map(_form, expand(fold(word)))) for word in pack["words"])
    return re.compile(rf"\b(?:{'|'.join(map('({})'.format, groups))})"), pack["least"]


def _form(word: str) -> str:
    stem = word.removesuffix(_ANY_ENDING)
    return re.escape(stem) + (r"\b" if stem == word and stem[-1:].isalnum() else "")
