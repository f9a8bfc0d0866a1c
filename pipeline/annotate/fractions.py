"""Shares told as fractions in words: "two thirds", "one voter in five", "nine électeurs sur dix".

A fraction is a count of parts and their size, or a count, at most two words of what is counted, a word such
as "in", and out of how many.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Word, expand, key

_LARGEST: Final = 100
# "One voter in five", "seven Fine Gael supporters in ten".
_COUNTED_WORDS: Final = 3


class Fraction(NamedTuple):
    """A fraction: its first and last word, and what it is in percent."""

    first: int
    last: int
    percent: float


def fractions(words: Sequence[Word], language: str) -> Iterator[Fraction]:
    """The fractions of a text in order."""
    names = _names(language)
    at = 0
    while at < len(words):
        found = _whole(at, words, names) or _counted(at, words, names)
        if found:
            yield found
        at = found.last + 1 if found else at + 1


class _Names(NamedTuple):
    wholes: Mapping[str, float]
    counts: Mapping[str, int]
    sizes: Mapping[str, int]
    of: frozenset[tuple[str, ...]]


@cache
def _names(language: str) -> _Names:
    tables = phrases(language).votes["fraction"]
    numbers = packs.load(language, "words")["class"]
    counts = {
        key(form)[0]: int(value)
        for table in ("article", "number")
        for value, forms in numbers.get(table, {}).items()
        for form in forms
        if len(key(form)) == 1 and 0 < int(value) <= _LARGEST
    }
    return _Names(
        wholes={key(name)[0]: float(value) for name, value in tables["whole"].items()},
        counts=counts,
        sizes={
            key(form)[0]: int(size)
            for size, forms in tables["part"].items()
            for pattern in forms
            for form in expand(pattern)
        },
        of=frozenset(key(phrase) for phrase in tables["of"]["words"]),
    )


def _count(word: Word, names: _Names) -> int:
    """The number that a word is, 0 where it is none."""
    if word.key.isascii() and word.key.isdigit():
        return int(word.key) if len(word.key) <= len(str(_LARGEST)) else 0
    return names.counts.get(word.key, 0)


def _whole(at: int, words: Sequence[Word], names: _Names) -> Fraction | None:
    """A fraction of one word ("half"), or a count with its size ("two thirds")."""
    if percent := names.wholes.get(words[at].key):
        return Fraction(at, at, percent)
    count = names.counts.get(words[at].key, 0)
    size = names.sizes.get(words[at + 1].key, 0) if at + 1 < len(words) else 0
    return Fraction(at, at + 1, round(_LARGEST * count / size, 2)) if 0 < count < size else None


def _counted(at: int, words: Sequence[Word], names: _Names) -> Fraction | None:
    """So many of those counted out of so many ("one voter in five", "three in ten")."""
    count = _count(words[at], names)
    if not count:
        return None
    for of in range(at + 1, min(at + 2 + _COUNTED_WORDS, len(words) - 1)):
        size = next((size for size in (2, 1) if tuple(w.key for w in words[of : of + size]) in names.of), 0)
        if size and of + size < len(words):
            total = _count(words[of + size], names)
            spelled = not (words[at].key.isdigit() and words[of + size].key.isdigit() and of == at + 1)
            return (
                Fraction(at, of + size, round(_LARGEST * count / total, 2))
                if count < total and spelled
                else None
            )
        if _count(words[of], names):
            return None
    return None
