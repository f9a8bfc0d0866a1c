"""Which articles reprint another's text: one wire story in several papers is one voice."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

# Runs of so many words are compared: fewer are common turns of phrase, more break at every edit.
_WORDS: Final = 4
# Texts that have so much in common, of all that stands in either, are one; a story cut by a third still is.
SAME: Final = 0.5
BANDS: Final = 42
_ROWS, _SEED = 3, 1
_WORD: Final = re.compile(r"\w+")
# What mixes the rows of a band into one number: odd, so that nothing is lost, and without a pattern.
_MIX: Final = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)
# Pairs that were compared and are two; when there are more, some are compared again.
_REMEMBERED: Final = 1_000_000

Matrix = NDArray[np.uint32]
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
    first = roots(np.array([_bands(own) for own in runs], dtype=np.uint32), runs.__getitem__)
    return {
        article.article_id: printed[root].article_id
        for article, root in zip(printed, first, strict=True)
        if printed[root] is not article
    }


def order(published: str, article_id: str) -> tuple[str, str]:
    """Puts of articles that are alike the first first."""
    return published or "9999", article_id


def bands_of(text: str) -> list[int]:
    """BANDS numbers of a text, of which two that are alike very likely share one; zeros for a short text."""
    return _bands(runs_of(text))


def roots(bands: Matrix, runs: Callable[[int], Runs]) -> list[int]:
    """For each text the number of the first that it is alike, by a chain of others or directly.

    Likely pairs are found by MinHash and then compared word for word, so that no estimate decides.

    Args:
        bands: what `bands_of` gives, a row a text; zeros for a text that is like no other.
        runs: what `runs_of` gives of the text of that number; asked for pairs alone.
    """
    first = list(range(len(bands)))
    different: set[tuple[int, int]] = set()
    for one, other in _likely_pairs(bands):
        if _root(first, one) == _root(first, other) or (one, other) in different:
            continue
        own, others = runs(one), runs(other)
        if len(own & others) >= SAME * len(own | others):
            _join(first, one, other)
        elif len(different) < _REMEMBERED:
            different.add((one, other))
    return [_root(first, number) for number in range(len(bands))]


def runs_of(text: str) -> Runs:
    """The runs of words in a text."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1))


def _bands(runs: Runs) -> list[int]:
    if not runs:
        return [0] * BANDS
    hashed = RMinHash(num_perm=BANDS * _ROWS, seed=_SEED)
    hashed.update(sorted(runs))
    rows = np.array(hashed.digest(), dtype=np.uint32).reshape(BANDS, _ROWS)
    return [int(band) | 1 for band in (rows * _MIX).sum(axis=1, dtype=np.uint32)]


def _likely_pairs(bands: Matrix) -> Iterator[tuple[int, int]]:
    """Pairs of numbers with a band in common, the lower first; some more than once."""
    for band in bands.T if bands.size else ():
        by_value = np.argsort(band, kind="stable")
        values = band[by_value]
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
        lengths = np.diff(np.r_[starts, len(values)])
        shared = (lengths > 1) & (values[starts] != 0)
        for start, length in zip(starts[shared], lengths[shared], strict=True):
            yield from combinations(by_value[start : start + length].tolist(), 2)


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
