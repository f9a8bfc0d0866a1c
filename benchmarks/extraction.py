"""Accuracy and speed of extraction on labelled articles, beside a plain program in the same run.

    python benchmarks/extraction.py FOLDER [--peer none] [--details]
    python benchmarks/extraction.py FOLDER --write-floor FILE [--lower REASON]

FOLDER holds articles/*.txt and labels/*.json (or gold/*.json), as tests/gold does. The measures are
those of docs/accuracy.md: F1 by language and over all. Speed is megabytes of source that are decoded
and extracted in a second of one core's time, once everything is loaded.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks import details, floor
from benchmarks.labels import Labels, corpus_hash, read_labels
from benchmarks.peer import extract as peer
from benchmarks.scoring import (
    COUNT_MEASURES,
    MEASURES,
    Answer,
    Claim,
    Count,
    Event,
    Scores,
    Share,
    score,
    total,
)
from pipeline import reading, reference
from pipeline.extraction import extract_article
from pipeline.garbage import unsearched
from pipeline.model import Article, Extraction
from pipeline.reference import Reference
from pipeline.tables import frame

ALL = "all"
LEAST_SECONDS = 2.0
OURS, PEER = "ours", "peer"
EVENT_COLUMNS = ["date", "date_end", "type", "confidence"]


def answer(extraction: Extraction) -> Answer:
    """What the rows of an article state, in the order of the tables; derived shares are not stated."""
    rows = {
        name: frame(name, extraction.rows[name]) for name in ("events", "vote_shares", "counts", "claims")
    }
    shares = rows["vote_shares"]
    return Answer(
        events=[Event(*row) for row in rows["events"][EVENT_COLUMNS].itertuples(index=False)],
        shares=[_share(row) for _, row in shares[~shares["derived"]].iterrows()],
        claims=[Claim(*row) for row in rows["claims"][["start", "end", "verdict"]].itertuples(index=False)],
        counts=[_count(row) for _, row in rows["counts"].iterrows()],
    )


def _count(row: "pd.Series[Any]") -> Count:
    return Count(
        subject=row["subject"],
        number=int(row["count"]),
        unit=row["unit"],
        election=row["election_id"],
        round=None if pd.isna(row["round"]) else int(row["round"]),
        verdict=row["verdict"],
    )


def _share(row: "pd.Series[Any]") -> Share:
    return Share(
        subject=row["subject"],
        share=row["share_pct"],
        kind=row["kind"],
        election=row["election_id"],
        round=None if pd.isna(row["round"]) else int(row["round"]),
        verdict=row["verdict"],
        start=int(row["start"]),
        end=int(row["end"]),
        confidence=row["confidence"],
    )


def articles(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name without ending and bytes of every article."""
    for path in sorted((folder / "articles").glob("*.txt")):
        yield path.stem, path.read_bytes()


def measure(labels: Mapping[str, Labels], answers: Mapping[str, Answer]) -> dict[str, Scores]:
    """The scores by language, then over all; an article without an answer has found nothing."""
    scores: dict[str, list[Scores]] = {}
    for name, of_article in labels.items():
        found = score(of_article, answers.get(name, Answer()))
        scores.setdefault(of_article.language, []).append(found)
        scores.setdefault(ALL, []).append(found)
    return {language: total(scores[language]) for language in (*sorted(scores.keys() - {ALL}), ALL)}


def extract(content: bytes, data: Reference) -> Extraction:
    """The whole extraction of one article: decode, tell the language, extract."""
    with unsearched():
        return extract_article(_article(content), data)


def extract_by_peer(content: bytes) -> Answer:
    """The same by the peer."""
    return peer(_article(content))


def _article(content: bytes) -> Article:
    return reading.article(reading.decode(content) or "", data=content)


def answers_of(folder: Path) -> dict[str, Answer]:
    """What the extraction finds in each article."""
    data = reference.load()
    return {name: answer(extract(content, data)) for name, content in articles(folder)}


def accuracy(folder: Path) -> dict[str, Scores]:
    """The scores of the extraction by language, then over all."""
    return measure(read_labels(folder), answers_of(folder))


def speed(contents: Sequence[bytes], run: Callable[[bytes], object]) -> float:
    """Megabytes in a second of processor time; loads nothing if everything has run before."""
    size, rounds = sum(map(len, contents)), 0
    began = time.process_time()
    while (seconds := time.process_time() - began) < LEAST_SECONDS:
        for content in contents:
            run(content)
        rounds += 1
    return rounds * size / seconds / 1e6


def table(systems: Mapping[str, Mapping[str, Scores]]) -> Iterator[str]:
    """Lines of a Markdown table: a row a measure, a column a system and language."""
    columns = {
        f"{name} {language}": scores
        for name, by_language in systems.items()
        for language, scores in by_language.items()
    }
    widest = max(map(len, MEASURES.values()))
    yield f"| {'F1':{widest}} | {' | '.join(columns)} |"
    yield f"|{'-' * (widest + 2)}|{'|'.join('-' * (len(name) + 1) + ':' for name in columns)}|"
    labelled = {
        name: label
        for name, label in COUNT_MEASURES.items()
        if any(scores[name].wanted for scores in columns.values())
    }
    for measured, label in {**MEASURES, **labelled}.items():
        cells = (f"{scores[measured].f1:{len(name)}.3f}" for name, scores in columns.items())
        yield f"| {label:{widest}} | {' | '.join(cells)} |"


def main() -> None:
    """Print the measures and the speed of the extraction and of the peer; pin the floor if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--peer", choices=("dateparser", "none"), default="dateparser")
    parser.add_argument(
        "--details", action="store_true", help="recall by phenomenon, kinds confused, worth of a confidence"
    )
    parser.add_argument("--write-floor", type=Path, metavar="FILE", help="raise the floor to these scores")
    parser.add_argument("--lower", default="", metavar="REASON", help="why values of the floor may fall")
    options = parser.parse_args()
    contents = [content for _, content in articles(options.folder)]
    if not contents or not read_labels(options.folder):
        parser.error(f"no articles/*.txt with labels in {options.folder}")
    print(f"{len(contents)} articles, {sum(map(len, contents)):,} bytes")
    labels = read_labels(options.folder)
    answers = {OURS: answers_of(options.folder)}
    speeds = {OURS: speed(contents, partial(extract, data=reference.load()))}
    if options.peer != "none":
        answers[PEER] = {name: extract_by_peer(content) for name, content in articles(options.folder)}
        speeds[PEER] = speed(contents, extract_by_peer)
    systems = {name: measure(labels, found) for name, found in answers.items()}
    scores = systems[OURS]
    print(*table(systems), *(f"{name}: {speeds[name]:.3f} MB/s on one core" for name in systems), sep="\n")
    if options.details:
        texts = {name: content.decode() for name, content in articles(options.folder)}
        print(*details.report(texts, labels, answers, OURS), sep="\n")
    if options.write_floor:
        by_language = {language: found for language, found in scores.items() if language != ALL}
        before = floor.read(options.write_floor)
        try:
            after = before.raised(by_language, corpus_hash(options.folder), options.lower)
        except floor.FloorError as error:
            parser.error(f"{error}; give --lower REASON if that has to be")
        options.write_floor.write_text(floor.text(after), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
