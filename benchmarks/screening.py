"""How sure and how fast articles without a vote are passed over (`build --votes-only`).

    python benchmarks/screening.py LABELLED... [--others FOLDER]

LABELLED are folders with articles/*.txt about votes and their labels. `--others` holds news of all kinds, in
any format that `build` reads; without it, news without a vote is put together from templates. Real news holds
some articles about a vote, so what is let through there is listed to be looked at.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crawl import other_news
from benchmarks.extraction import articles, extract, speed
from benchmarks.labels import read_labels
from pipeline import prefilter, reading, reference
from pipeline.model import Article

OTHERS = 2_000


def recall(folder: Path) -> Counter[tuple[str, bool]]:
    """How many articles with an event, a share or a claim are kept and not, by language."""
    found: Counter[tuple[str, bool]] = Counter()
    labels = read_labels(folder)
    for name, content in articles(folder):
        of_article = labels[name]
        if of_article.events or of_article.shares or of_article.claims:
            article = reading.article(reading.decode(content) or "", data=content)
            found[of_article.language, prefilter.tells_of_votes(article)] += 1
    return found


def pass_over(folder: Path) -> list[Article]:
    """What is let through of a folder; it is read anew, as a build reads it."""
    return [article for article in _read(folder) if prefilter.tells_of_votes(article)]


def _read(folder: Path) -> Iterator[Article]:
    return (article for article in reading.articles([folder]) if article.status == "ok")


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """The least processor time of some rounds."""

    def once() -> float:
        began = time.process_time()
        run()
        return time.process_time() - began

    return min(once() for _ in range(rounds))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print recall, what is let through of other news, and the ratio of the speeds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", nargs="+", type=Path, metavar="LABELLED")
    parser.add_argument("--others", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    found = sum(map(recall, options.labelled), Counter[tuple[str, bool]]())
    for language in sorted({language for language, _ in found}):
        kept, lost = found[language, True], found[language, False]
        print(f"{language}: {kept} of {kept + lost} about a vote are kept, recall {kept / (kept + lost):.3f}")
    with TemporaryDirectory() as made:
        others = options.others or Path(made)
        if not options.others:
            for number, text in enumerate(islice(other_news(), OTHERS)):
                (others / f"{number}.txt").write_text(text, encoding="utf-8")
        read_ones = list(_read(others))
        through = pass_over(others)
        print(f"{len(read_ones) - len(through)} of {len(read_ones)} other articles passed over; let through:")
        print(*(f"  {article.source}" for article in through), sep="\n")
        size = sum(len(article.text.encode()) for article in read_ones)
        passing = size / seconds(partial(pass_over, others)) / 1e6
    contents = [content for folder in options.labelled for _, content in articles(folder)]
    data = reference.load()
    for content in contents:
        extract(content, data)
    extracting = speed(contents, partial(extract, data=data))
    print(f"passed over, reading included: {passing:.2f} MB/s on one core")
    print(f"extracted: {extracting:.3f} MB/s; ratio {passing / extracting:.0f}")


if __name__ == "__main__":
    main()
