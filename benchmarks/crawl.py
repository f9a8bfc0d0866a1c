"""A crawl to try things on: articles about a vote among many that tell of none.

The articles about a vote come from folders of labelled ones; the others are put together from the sentences
of other_news.toml, by a fixed seed, so that the same call gives the same files.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction import articles

CHARACTERS = 2_500
SENTENCES_OF_A_PARAGRAPH = 4
DAY = "20210615"
WORDS = Path(__file__).with_name("other_news.toml")


def write(folder: Path, labelled: Sequence[Path], *, one_in: int) -> int:
    """Write all labelled articles, and others so that one in `one_in` is about a vote; the bytes written."""
    votes = [content for corpus in labelled for _, content in articles(corpus)]
    others = other_news()
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(len(votes) * one_in):
        about, nth = divmod(number, one_in)
        content = next(others).encode() if nth else votes[about]
        (folder / f"{number:06}.txt").write_bytes(content)
        size += len(content)
    return size


def other_news(seed: int = 0) -> Iterator[str]:
    """Articles that tell of no vote, in the seed's form, in all languages of other_news.toml in turn."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    fill = words.pop("fill")
    chance = random.Random(seed)
    while True:
        for of_language in words.values():
            yield _article(of_language, fill, chance)


def _article(words: Mapping[str, Any], fill: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    def filled(pattern: str) -> str:
        return pattern.format_map({name: chance.choice(values) for name, values in fill.items()})

    paragraphs = [filled(chance.choice(words["titles"])), DAY]
    while sum(map(len, paragraphs)) < CHARACTERS:
        sentences = chance.sample(words["sentences"], SENTENCES_OF_A_PARAGRAPH)
        paragraphs += ["", " ".join(map(filled, sentences))]
    return "\n".join(paragraphs) + "\n"
