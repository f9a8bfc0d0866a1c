"""How common words are in a language: wordfreq's list and the closed classes of the language's pack."""

import math
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from pipeline import packs
from pipeline.lexicon import fold

RARE = 0.5
"""Zipf frequency taken for a word that the list does not have (its rarest words have 1)."""


@cache
def _frequencies(language: str) -> dict[str, float]:
    """Occurrences per word of running text, by lower-case word; empty for a language without a list."""
    # Takes half a second, and a text of a language without a pack needs none.
    import wordfreq  # noqa: PLC0415

    if language not in wordfreq.available_languages():
        return {}
    frequencies: dict[str, float] = wordfreq.get_frequency_dict(language, "best")
    return frequencies


class Vocabulary:
    """The words of a language. Frequencies are on the Zipf scale: 3 is once in a million, 7 is "the"."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.data = data
        self.language = language
        self.functions = frozenset(data["functions"])
        self._sets: dict[str, frozenset[str]] = {}

    @cached_property
    def _exact(self) -> dict[str, float]:
        return _frequencies(self.language)

    @cached_property
    def _unaccented(self) -> dict[str, float]:
        """The accented words without their accents: some sources lose them all."""
        found: dict[str, float] = {}
        for word, frequency in self._exact.items():
            if not word.isascii():
                bare = fold(word)
                found[bare] = max(frequency, found.get(bare, 0.0))
        return found

    @cached_property
    def firms(self) -> frozenset[str]:
        """The folded words of the names of polling firms, which are no words that lost a space."""
        names: list[str] = packs.shared("pollsters")["names"]
        return frozenset(fold(word) for name in names for word in name.split())

    def listed(self, name: str) -> frozenset[str]:
        """A word list of the pack; empty where it has none."""
        if name not in self._sets:
            self._sets[name] = frozenset(self.data.get(name, ()))
        return self._sets[name]

    def frequency(self, word: str) -> float:
        """Zipf frequency of a lower-case word, accents or not; 0 for an unknown one."""
        value = self._exact.get(word, 0.0)
        if word.isascii():
            value = max(value, self._unaccented.get(word, 0.0))
        return math.log10(value) + 9 if value else 0.0

    def knows(self, word: str) -> bool:
        """Whether the list has the lower-case word, accents or not."""
        return word in self._exact or word in self._unaccented
