"""Split a text into sentences by punctuation, case and the abbreviations of its language."""

import re
from functools import cache
from typing import NamedTuple

from pipeline import packs
from pipeline.model import Span

_LINE = re.compile(r"[^\r\n]+")
# The end of a sentence with the quotation marks and brackets that close after it. It never fails once
# begun, so that no run of stops is read twice.
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?:[\"'”’)\]]|\s?»)*")
_BEFORE_WORD = re.compile(r"[\s(\[\"“«'’]")
_FIRST_WORD = re.compile(r"[\"“«‘'(\[\s—–-]*(?P<word>\w+)")
_LONGEST_WORD = 40


class _Rules(NamedTuple):
    """Words, without their full stop and in lower case."""

    never: frozenset[str]
    sometimes: frozenset[str]
    starters: frozenset[str]


@cache
def _rules(language: str) -> _Rules:
    try:
        data = packs.load(language, "sentences")
    except KeyError:  # a language without rules still has punctuation and case
        data = {}
    names = ("never_end", "may_end", "starters")
    return _Rules(*(frozenset(word.lower() for word in data.get(name, ())) for name in names))


def split(clean_text: str, language: str) -> list[Span]:
    """The sentences in order, without the spaces around them; a newline always ends one.

    No full stop after an abbreviation or an initial, and none before a small letter, ends a sentence.
    Takes time linear in the length of the text.
    """
    rules = _rules(language)
    found: list[Span] = []
    for line in _LINE.finditer(clean_text):
        start = line.start()
        for stop in _STOP.finditer(clean_text, *line.span()):
            after = stop.end()
            if after < line.end() and clean_text[after].isspace() and _ends(clean_text, stop, rules):
                found.append(_trimmed(clean_text, start, after))
                start = after
        found.append(_trimmed(clean_text, start, line.end()))
    return [span for span in found if span.start < span.end]


def _ends(text: str, stop: re.Match[str], rules: _Rules) -> bool:
    """Whether the sentence ends at this punctuation: judged by the words around it."""
    following = _FIRST_WORD.match(text, stop.end())
    word = following["word"] if following else ""
    if word[:1].islower():
        return False
    if stop["stop"] != ".":
        return True
    at = stop.start()
    before = _BEFORE_WORD.split(text[max(0, at - _LONGEST_WORD) : at])[-1]
    lowered = before.lower()
    if lowered in rules.never:
        return False
    initial = before[-1:].isupper() and before[-2:-1] in ("", ".", "-")
    if initial or lowered in rules.sometimes:
        return word.lower() in rules.starters
    return True


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
