"""Put back apostrophes after words that lose their last vowel: "l histoire", "lUnion", "repetequ il".

Which words those are, and before which letters, is data; a language without them has none of this.
"""

import re

from pipeline.clean.vocabulary import Vocabulary
from pipeline.lexicon import fold
from pipeline.model import Edit

_APOSTROPHE = "'"
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = '.!?…:\n\r"«“'
# A fused form is rarer than the word in it by these powers of ten, and no common word itself.
_RARER = 2.0
_COMMON = 3.4
_SHORTEST_HALF = 2


class Elisions:
    """Finds lost apostrophes in texts of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._elided = tuple(sorted(vocabulary.listed("elisions"), key=len, reverse=True))
        self._before = frozenset(vocabulary.listed("elided_before"))

    def edits(self, text: str) -> list[Edit]:
        """The apostrophes (and the spaces before them) to put in, in order."""
        if not self._elided:
            return []
        edits: list[Edit] = []
        words = list(_WORD.finditer(text))
        # A text that has apostrophes has lost few: only what cannot be a word is mended.
        whole = _APOSTROPHE in text
        for index, match in enumerate(words):
            following = words[index + 1] if index + 1 < len(words) else None
            word, at = match[0], match.start()
            if at and text[at - 1] in "'-@/#_":
                continue
            apart = following is not None and text[match.end() : following.start()] == " "
            if apart and following is not None and self._takes(following[0]):
                edits += self._spaced(text, word, at, match.end(), whole=whole)
            if not edits or edits[-1].start < at:
                edits += self._fused(word, at, whole=whole, opens=_begins_sentence(text, at))
        return edits

    def suspects(self, chunk: str) -> bool:
        """Whether a run of characters is an elided word or begins with one before a capital."""
        return chunk.lower() in self._elided or any(
            self._fused(match[0], match.start(), whole=True) for match in _WORD.finditer(chunk)
        )

    def _takes(self, word: str) -> bool:
        """Whether words are elided before this one."""
        return fold(word[0]) in self._before and (word[0].isupper() or self._vocabulary.knows(word.lower()))

    def _spaced(self, text: str, word: str, start: int, end: int, *, whole: bool) -> list[Edit]:
        """ "l histoire", and "repetequ il" where the word before is fused to it."""
        space = Edit(end, end + 1, _APOSTROPHE, "apostrophe")
        lowered = word.lower()
        if lowered in self._elided:
            small = word.islower() or (word[1:] == word[1:].lower() and _begins_sentence(text, start))
            return [space] if small else []
        vocabulary = self._vocabulary
        if whole or not word.islower():
            return []
        if vocabulary.knows(lowered) and lowered not in vocabulary.listed("foreign"):
            return []
        for elided in self._elided:
            before = lowered.removesuffix(elided)
            if before != lowered and vocabulary.frequency(before) > _COMMON and len(before) >= _SHORTEST_HALF:
                at = end - len(elided)
                return [Edit(at, at, " ", "fused"), space]
        return []

    def _fused(self, word: str, start: int, *, whole: bool, opens: bool = False) -> list[Edit]:
        """ "lUnion", "lhistoire", and "Labstention" where it `opens` a sentence: without a space."""
        lowered = word.lower()
        small = word.islower() or (opens and word[1:].islower())
        if not (lowered if small else word).startswith(self._elided):
            return []
        vocabulary = self._vocabulary
        for elided in self._elided:
            rest = word[len(elided) :]
            if (
                not (lowered if small else word).startswith(elided)
                or len(rest) < _SHORTEST_HALF
                or not self._takes(rest)
            ):
                continue
            if rest[0].isupper():
                fits = rest[1:].islower()
            else:
                known, inner = vocabulary.frequency(lowered), vocabulary.frequency(rest)
                likely = known < _COMMON < inner and inner - known > _RARER
                fits = likely and not whole and small
            if fits:
                at = start + len(elided)
                return [Edit(at, at, _APOSTROPHE, "apostrophe")]
        return []


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS
