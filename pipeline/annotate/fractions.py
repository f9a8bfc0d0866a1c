"""Shares told as fractions in words: "two thirds", "one voter in five", "nine électeurs sur dix".

A fraction is a count of parts and their size, or a count, at most two words of what is counted, a word such
as "in", and out of how many.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Word, expand, key

_LARGEST: Final = 100
# "One voter in five", "seven Fine Gael supporters in ten".
_COUNTED_WORDS: Final = 3
# An adjective and a noun.
_NOUN_WORDS: Final = 2


class Fraction(NamedTuple):
    """A fraction: its first and last word, and what it is in percent.

    `of` is of what, where a word within it or right behind says so: a key of the table [fraction.counted], or
    "unknown" for any other noun within it.
    """

    first: int
    last: int
    percent: float
    of: str = ""


def fractions(words: Sequence[Word], language: str) -> Iterator[Fraction]:
    """The fractions of a text in order."""
    names = _names(language)
    end = -1
    for at, word in enumerate(words):
        if at <= end or not (word.key in names.begin or word.key.isdigit()):
            continue
        found = _whole(at, words, names) or _counted(at, words, names)
        if found:
            end = found.last
            yield found if found.of else found._replace(of=_base(list(_behind(end, words)), names))


class _Names(NamedTuple):
    """Words of fractions; one begins with a word of `begin`, or with a number in figures."""

    begin: Set[str]
    wholes: Mapping[str, float]
    counts: Mapping[str, int]
    sizes: Mapping[str, int]
    out_of: Mapping[str, Sequence[tuple[str, ...]]]
    bases: Mapping[str, str]


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
    wholes = {key(name)[0]: float(value) for name, value in tables["whole"].items()}
    return _Names(
        begin=wholes.keys() | counts.keys(),
        wholes=wholes,
        counts=counts,
        sizes={
            key(form)[0]: int(size)
            for size, forms in tables["part"].items()
            for pattern in forms
            for form in expand(pattern)
        },
        out_of=_by_first(tables["of"]["words"]),
        bases={
            key(form)[0]: name
            for name, patterns in tables["counted"].items()
            for pattern in patterns
            for form in expand(pattern)
        },
    )


def _by_first(patterns: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Phrases by their first words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(map(key, patterns), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


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
        if size := _size(of, words, names):
            total = _count(words[of + size], names) if of + size < len(words) else 0
            # "3 in 10" in figures alone may be anything.
            if count >= total or (
                of == at + 1 and words[at].key.isdigit() and words[of + size].key.isdigit()
            ):
                return None
            percent = round(_LARGEST * count / total, 2)
            counted = words[at + 1 : of]
            return Fraction(at, of + size, percent, _base(counted, names) or ("unknown" if counted else ""))
        if _count(words[of], names):
            return None
    return None


def _size(at: int, words: Sequence[Word], names: _Names) -> int:
    """How many words "out of" is that stands at a place, 0 where there is none."""
    for phrase in names.out_of.get(words[at].key, ()):
        if all(word.key == part for word, part in zip(words[at : at + len(phrase)], phrase, strict=False)):
            return len(phrase)
    return 0


def _behind(last: int, words: Sequence[Word]) -> Iterator[Word]:
    """The words that may say what a fraction is of, right behind it: "in ten young voters"."""
    for at in range(last + 1, min(last + 1 + _NOUN_WORDS, len(words))):
        if words[at].start - words[at - 1].end > 1:
            return
        yield words[at]


def _base(counted: Sequence[Word], names: _Names) -> str:
    """What is counted, of the words for it that are known by the one that says most; empty without one."""
    known = {names.bases[word.key] for word in counted if word.key in names.bases}
    return next((base for base in names.bases.values() if base in known), "")
