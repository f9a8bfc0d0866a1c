"""Which articles reprint another's text: one wire story in several papers is one voice."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rensa import RMinHash, RMinHashLSH

# Runs of so many words are compared: fewer are common turns of phrase, more break at every edit.
_WORDS: Final = 4
# Texts that have so much in common, of all that stands in either, are one; a story cut by a third still is.
SAME: Final = 0.5
_HASHES, _BANDS, _SEED = 126, 42, 1
_WORD: Final = re.compile(r"\w+")


class Printed(NamedTuple):
    """An article's text; `published` is an ISO day or empty."""

    article_id: str
    published: str
    text: str


def originals(articles: Iterable[Printed]) -> dict[str, str]:
    """By the id of each reprint the article that it reprints: of all alike the one published first.

    Likely pairs are found by MinHash and then compared word for word, so that no estimate decides.
    """
    printed = sorted(articles, key=lambda article: (article.published or "9999", article.article_id))
    runs = [_runs(article.text) for article in printed]
    first = list(range(len(printed)))
    for one, other in _likely_pairs(runs):
        if len(runs[one] & runs[other]) >= SAME * len(runs[one] | runs[other]):
            _join(first, one, other)
    return {
        article.article_id: printed[_root(first, number)].article_id
        for number, article in enumerate(printed)
        if _root(first, number) != number
    }


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1))


def _likely_pairs(runs: Sequence[frozenset[str]]) -> Iterable[tuple[int, int]]:
    index = RMinHashLSH(threshold=SAME, num_perm=_HASHES, num_bands=_BANDS)
    for number, own in enumerate(runs):
        if not own:
            continue
        hashed = RMinHash(num_perm=_HASHES, seed=_SEED)
        hashed.update(sorted(own))
        yield from ((other, number) for other in index.query(hashed))
        index.insert(number, hashed)


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low


def _root(first: Sequence[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number
