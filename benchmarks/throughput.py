"""How fast a build is, reading and writing included, beside `dateparser.search` and the tagger of dates.

    python benchmarks/throughput.py LABELLED... [--one-in 10] [--peer none]

A crawl is made in which one article in `--one-in` is about a vote (crawl.py), and its votes are built from
nothing, on one core and by default on all. `--one-in 1` is the labelled articles alone.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dateparser.search import search_dates

from benchmarks import crawl
from pipeline import building, reading
from pipeline.dates import tag
from pipeline.model import Article

SAMPLE = 40
"""Articles of the crawl that the peer and the tagger read; they take their time."""


class Took(NamedTuple):
    """Seconds by the clock, and of processors in this process and those that it started."""

    clock: float
    processor: float


def measured(run: Callable[[], object]) -> Took:
    """What a run takes."""
    clock, processor = time.perf_counter(), _processor()
    run()
    return Took(time.perf_counter() - clock, _processor() - processor)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def by_peer(articles: Sequence[Article]) -> None:
    """The dates of articles by `dateparser.search`, the language given."""
    for article in articles:
        search_dates(article.text, languages=[article.language])


def by_tagger(articles: Sequence[Article]) -> None:
    """The dates of articles by the pipeline's tagger."""
    for article in articles:
        tag(article.text, language=article.language, published=article.published or date(2021, 6, 15))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print megabytes in a second of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", nargs="+", type=Path, metavar="LABELLED")
    parser.add_argument("--one-in", type=int, default=10, metavar="N")
    parser.add_argument("--peer", choices=("dateparser", "none"), default="dateparser")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as made:
        folder = Path(made, "crawl")
        size = crawl.write(folder, options.labelled, one_in=options.one_in)
        articles = list(reading.articles([folder]))
        print(f"{len(articles)} articles, {size:,} bytes")
        sample = articles[:SAMPLE]
        of_sample = sum(len(article.text.encode()) for article in sample)
        building.build([folder / "000000.txt"], Path(made, "warm"))
        runs: dict[str, tuple[int, Callable[[], object]]] = {
            "build --votes-only, one core": (
                size,
                lambda: building.build([folder], Path(made, "votes"), jobs=1, votes_only=True),
            ),
            "build --votes-only, by default": (
                size,
                lambda: building.build([folder], Path(made, "default"), jobs=None, votes_only=True),
            ),
            "the tagger of dates": (of_sample, lambda: by_tagger(sample)),
        }
        if options.peer != "none":
            runs["dateparser.search"] = (of_sample, lambda: by_peer(sample))
        for name, (of_run, run) in runs.items():
            took = measured(run)
            print(
                f"{name}: {of_run / took.clock / 1e6:.3f} MB/s by the clock, "
                f"{of_run / took.processor / 1e6:.3f} in a second of processor"
            )


if __name__ == "__main__":
    main()
