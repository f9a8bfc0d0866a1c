"""Which articles reprint another's text: one wire story in several papers is one voice."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

# Runs of so many words are compared: fewer are common turns of phrase, more break at every edit.
_WORDS: Final = 4
# Texts that have so much in common, of all that stands in either, are one; a story cut by a third still is.
SAME: Final = 0.5
MARKS: Final = 294
"""Bytes that `marks_of` gives."""
_BANDS, _ROWS, _SEED = 42, 3, 1
_HASHES: Final = _BANDS * _ROWS
_BAND: Final = np.dtype("<u4")
# Two texts that are one have fewer hashes in common, of all, less than once in a million times.
_HOPELESS: Final = 0.27
_WORD: Final = re.compile(r"\w+")
# What mixes the rows of a band into one number: odd, so that nothing is lost, and without a pattern.
_MIX: Final = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)
# Pairs that were compared and are two; when there are more, some are compared again.
_REMEMBERED: Final = 1_000_000

Marks = NDArray[np.uint8]
Runs = frozenset[str]


class Printed(NamedTuple):
    """An article's text; `published` is an ISO day or empty."""

    article_id: str
    published: str
    text: str


def originals(articles: Iterable[Printed]) -> dict[str, str]:
    """By the id of each reprint the article that it reprints: of all alike the one published first."""
    printed = sorted(articles, key=lambda article: order(article.published, article.article_id))
    runs = [runs_of(article.text) for article in printed]
    marks = np.frombuffer(b"".join(map(_marks, runs)), dtype=np.uint8).reshape(-1, MARKS)
    first = roots(marks, np.arange(len(marks)), runs.__getitem__)
    return {
        article.article_id: printed[root].article_id
        for article, root in zip(printed, first, strict=True)
        if printed[root] is not article
    }


def order(published: str, article_id: str) -> tuple[str, str]:
    """Puts of articles that are alike the first first."""
    return published or "9999", article_id


def marks_of(text: str) -> bytes:
    """What tells without the text which others are likely alike; zeros for a text of a few words."""
    return _marks(runs_of(text))


def roots(marks: Marks, by_age: NDArray[np.int64], runs: Callable[[int], Runs]) -> list[int]:
    """For each text the number of the first that it is alike, by a chain of others or directly.

    Likely pairs are found by MinHash and then compared word for word, so that no estimate makes two one.

    Args:
        marks: what `marks_of` gives, a row a text, in any order.
        by_age: the row of each text, the first first; numbers count in this order.
        runs: what `runs_of` gives of the text of that number; asked for likely pairs alone.
    """
    first = list(range(len(by_age)))
    different: set[tuple[int, int]] = set()
    for one, other in _likely_pairs(marks, by_age):
        if _root(first, one) == _root(first, other) or (one, other) in different:
            continue
        own, others = runs(one), runs(other)
        if len(own & others) >= SAME * len(own | others):
            _join(first, one, other)
        elif len(different) < _REMEMBERED:
            different.add((one, other))
    return [_root(first, number) for number in range(len(by_age))]


def runs_of(text: str) -> Runs:
    """The runs of words in a text."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1))


def _marks(runs: Runs) -> bytes:
    """The bands, and the low byte of each hash."""
    if not runs:
        return bytes(MARKS)
    hashed = RMinHash(num_perm=_HASHES, seed=_SEED)
    hashed.update(sorted(runs))
    hashes = np.array(hashed.digest(), dtype=np.uint32)
    bands = (hashes.reshape(_BANDS, _ROWS) * _MIX).sum(axis=1, dtype=np.uint32) | 1
    marks: bytes = bands.astype(_BAND).tobytes() + hashes.astype(np.uint8).tobytes()
    return marks


def _likely_pairs(marks: Marks, by_age: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers with a band in common, and more, the lower first; some more than once."""
    low = marks[:, _BANDS * _BAND.itemsize :]
    for start in range(0, _BANDS * _BAND.itemsize if len(by_age) else 0, _BAND.itemsize):
        column = np.ascontiguousarray(marks[by_age, start : start + _BAND.itemsize])
        band = column.view(_BAND)[:, 0]
        by_value = np.argsort(band, kind="stable")
        values = band[by_value]
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
        lengths = np.diff(np.r_[starts, len(values)])
        shared = (lengths > 1) & (values[starts] != 0)
        for begin, length in zip(starts[shared], lengths[shared], strict=True):
            alike = by_value[begin : begin + length]
            for at in range(length - 1):
                rest = alike[at + 1 :]
                equal = (low[by_age[rest]] == low[by_age[alike[at]]]).sum(axis=1)
                for other in rest[equal >= _HOPELESS * _HASHES].tolist():
                    yield int(alike[at]), other


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
