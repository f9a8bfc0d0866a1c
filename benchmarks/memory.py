"""Memory and time of builds against the size of the corpus, and of the next build of the same.

    python benchmarks/memory.py 1000 10000 100000 [--votes 0.1] [--extract]

The corpora are made by generate.py as JSON lines. What grows with a corpus is everything but extraction,
which holds one article at a time; so by default rows are made of the labels, and reading, choosing,
reprints, merging and writing are what is measured. --extract extracts, which takes its time.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import generate
from pipeline import building
from pipeline.identity import content_id
from pipeline.model import Article, Extraction, Row, Text

VOTES = 0.1


def labelled(article: Article, reference: object = None) -> Extraction:
    """What generate.py says is in an article, as the extraction would."""
    number = int(article.url.rpartition("/")[2])
    labels = generate.article(number, VOTES).labels
    # The text of a record has no day and no address above it.
    event_id = content_id(article.article_id, "event")
    events: list[Row] = [
        {
            "event_id": event_id,
            "article_id": article.article_id,
            "date": told["date"],
            "precision": "day",
            "earliest": told["date"],
            "latest": told["date"],
            "type": told["type"],
            "status": "past",
            "label": f"{told['actors'][0]} wins",
            "actors": told["actors"],
            "election_id": labels["vote_shares"][0]["election"],
            "round": labels["vote_shares"][0]["round"],
            "quote": article.text[:200],
            "start": 0,
            "end": 4,
            "confidence": 0.9,
        }
        for told in labels["events"]
    ]
    shares: list[Row] = [
        {
            "share_id": content_id(article.article_id, told["subject"]),
            "article_id": article.article_id,
            "event_id": event_id,
            "election_id": told["election"],
            "round": told["round"],
            "subject": told["subject"],
            "subject_type": "candidate",
            "share_pct": told["share"],
            "qualifier": "exact",
            "kind": "result",
            "derived": False,
            "quote": article.text[:200],
            "start": 0,
            "end": 4,
            "verdict": "exact",
            "confidence": 0.95,
        }
        for told in labels["vote_shares"]
    ]
    return Extraction(article, Text(article.text), {"events": events, "vote_shares": shares})


def run(folder: Path, out: Path, *, extract: bool) -> str:
    """Build, and tell what it took."""
    if not extract:
        building.extract_article = labelled
    began = time.perf_counter()
    summary = building.build([folder], out, jobs=1)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = sum(summary.rows.values())
    return f"{summary.articles} | {summary.extracted} | {rows} | {seconds:.1f} | {peak:.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line of a Markdown table for each build: each runs in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--extract", action="store_true", help="extract in place of taking the labels")
    parser.add_argument("--one", nargs=2, type=Path, metavar=("CORPUS", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(run(*options.one, extract=options.extract))
        return
    print("| articles | extracted | rows | seconds | MiB at most |\n|--:|--:|--:|--:|--:|", flush=True)
    extract = ["--extract"] * options.extract
    for size in options.sizes:
        with TemporaryDirectory() as made:
            corpus, out = Path(made, "corpus"), Path(made, "out")
            generate.write_lines(size, VOTES, corpus)
            shutil.rmtree(corpus / "labels")
            for _ in range(2):
                child = [sys.executable, "-m", "benchmarks.memory", *extract, "--one", corpus, out]
                told = subprocess.run(child, check=True, capture_output=True, text=True).stdout
                print(f"| {told.strip()} |", flush=True)


if __name__ == "__main__":
    main()
