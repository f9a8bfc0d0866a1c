"""Write the tables of a build bit by bit, so that their size is bounded by the disk and not by memory.

The articles pass once, in order of their ids, and leave their rows in the new tables; what other articles
decide (reprints, the timeline) is reckoned from what little of each it needs. The rows are those that
`assembling` gives. What is done with some articles at a time, other machines can do.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline import encoding, store, tables, versions
from pipeline import reference as references
from pipeline.assembling import frames_of
from pipeline.corrections import Ledger, Link, apply
from pipeline.merge.reprints import MARKS, order, roots, runs_of
from pipeline.parts import Packed, Part, Parts
from pipeline.reference import Reference
from pipeline.schemas import TABLES
from pipeline.shuffle import Over, Shuffle, Told, among, told
from pipeline.versions import Choice, Kept

# So much is in memory at once.
_ARTICLES: Final = 1000
_CHARACTERS: Final = 5_000_000
_RUNS: Final = 2000


class Problem(NamedTuple):
    """An article that gave no rows (status failed or skipped), or fewer than it might (status ok)."""

    source: str
    status: str
    problem: str


class Written(NamedTuple):
    """How many rows the tables have, what is wrong with articles, and what was not corrected."""

    rows: dict[str, int]
    problems: tuple[Problem, ...]
    stale: tuple[str, ...]


def write(
    parts: Parts,
    folder: Path,
    reference: tuple[Path, ...],
    ledger: Ledger | None,
    *,
    text: bool,
    partition_by: str = "",
    over: Over = map,
) -> Written:
    """Replace the tables in `folder` by those of the articles that were chosen, and close `parts`.

    Args:
        parts: what was read and extracted.
        folder: the tables' own.
        reference: folders of further reference data.
        ledger: what people correct.
        text: whether the tables hold the full texts.
        partition_by: as in `building.build`.
        over: what has the work done.

    Raises:
        TimelineError: cannot-write or cannot-replace; the earlier tables then still stand.
    """
    corrected = _corrected(parts, references.load(*reference), ledger)
    waiting = Shuffle(parts.database)
    printed = _Printed()
    with store.Writer(folder) as writer:
        apart = writer.staged / store.APART
        with encoding.parquet(apart, TABLES["articles"]) as articles:
            batches = (_Batch(each, _among(corrected, each), reference) for each in _batches(parts))
            for found in over(_rows, batches):
                waiting.add(found.told)
                printed.add(found.printed, found.marks)
                articles.write_table(found.articles)
                for name, rows in found.others.items():
                    writer.add(name, rows)
        originals = printed.originals(parts)
        problems: list[Problem] = []
        read = (
            _Articles(rows, among(rows["article_id"].to_pylist(), originals), text)
            for rows in encoding.batches(apart)
        )
        for done in over(_finished, read):
            writer.add("articles", done.rows)
            # Of a crawl most are skipped, and for one reason.
            problems += (Problem(*map(intern, each)) for each in done.problems)
        apart.unlink()
        stale = waiting.merge(reference, originals, corrected.links if corrected else (), over)
        for rows in over(_timeline, waiting.rows()):
            writer.add("timeline", rows)
        parts.close()
        writer.replace(partition_by)
    unlinked = [f"{ledger.path}, {problem}" for problem in stale] if ledger else []
    return Written(writer.rows, tuple(problems), (*(corrected.stale if corrected else ()), *unlinked))


_Chosen = list[tuple[Choice, Packed]]


def _batches(parts: Parts) -> Iterator[_Chosen]:
    batch: _Chosen = []
    characters = 0
    for choice in versions.chosen(parts.database):
        packed = parts.packed(choice.place)
        batch.append((choice, packed))
        characters += packed.characters
        if len(batch) == _ARTICLES or characters > _CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


class _Batch(NamedTuple):
    articles: _Chosen
    corrected: tables.Frames | None
    reference: tuple[Path, ...]


class _Rows(NamedTuple):
    """What some articles yield; of those that were read day, id and marks."""

    articles: pa.Table
    others: dict[str, encoding.Encoded]
    told: list[Told]
    printed: list[tuple[str, str]]
    marks: bytes


def _rows(batch: _Batch) -> _Rows:
    articles, parts = _unpacked(batch.articles)
    frames = frames_of(articles, parts)
    if batch.corrected:
        frames = _with(frames, batch.corrected)
    rows = frames["articles"]
    read = rows[rows["status"] == "ok"]
    return _Rows(
        encoding.to_arrow(rows, TABLES["articles"]),
        {name: encoding.encoded(name, frame) for name, frame in _by_article(frames) if name != "articles"},
        told(frames, references.load(*batch.reference)),
        list(zip(read["published"], read["article_id"], strict=True)),
        b"".join(bytes.fromhex(parts[article_id]["marks"]) for article_id in read["article_id"]),
    )


def _unpacked(chosen: Iterable[tuple[Choice, Packed]]) -> tuple[list[Kept], dict[str, Part]]:
    articles, parts = [], {}
    for choice, packed in chosen:
        article, part = packed.unpacked()
        articles.append(choice.of(article))
        if part is not None:
            parts[article.article_id] = part
    return articles, parts


class _Articles(NamedTuple):
    rows: pa.Table
    originals: dict[str, str]
    text: bool


class _Finished(NamedTuple):
    rows: encoding.Encoded
    problems: list[tuple[str, str, str]]


def _finished(given: _Articles) -> _Finished:
    frame = encoding.to_frame(given.rows, TABLES["articles"])
    own = frame.assign(reprint_of=[given.originals.get(key, "") for key in frame["article_id"]])
    return _Finished(
        encoding.encoded("articles", own if given.text else own.assign(text="")), list(_problems(frame))
    )


def _timeline(rows: list[str]) -> encoding.Encoded:
    return encoding.encoded("timeline", tables.frame("timeline", map(json.loads, rows)))


def _problems(articles: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    found = articles[articles["problem"] != ""]
    for source, status, problem in zip(found["source"], found["status"], found["problem"], strict=True):
        yield ", ".join(source), status, problem


# Corrections


class _Corrected(NamedTuple):
    ids: frozenset[str]
    frames: tables.Frames
    links: tuple[Link, ...]
    stale: tuple[str, ...]


def _corrected(parts: Parts, reference: Reference, ledger: Ledger | None) -> _Corrected | None:
    """The tables of the articles that the ledger speaks of."""
    if ledger is None:
        return None
    keys = {place.article for entry in ledger.entries for place in (entry.place, entry.other) if place}
    articles, own = _unpacked(
        (choice, parts.packed(choice.place))
        for choice in versions.chosen(parts.database)
        if any(choice.article_id.startswith(key[: len(choice.article_id)]) for key in keys)
    )
    frames = frames_of(articles, own)
    done = apply(ledger, frames, reference)
    return _Corrected(frozenset(frames["articles"]["article_id"]), done.frames, done.links, done.stale)


def _among(corrected: _Corrected | None, batch: _Chosen) -> tables.Frames | None:
    """The rows of the articles that are corrected, of those in a batch."""
    ids = corrected.ids & {choice.article_id for choice, _ in batch} if corrected else ()
    if corrected is None or not ids:
        return None
    return {name: frame[frame["article_id"].isin(ids)] for name, frame in _by_article(corrected.frames)}


def _with(frames: tables.Frames, corrected: tables.Frames) -> tables.Frames:
    """The frames with the rows of corrected articles in the place of what was extracted from them."""
    ids = corrected["articles"]["article_id"]
    return frames | {
        name: tables.ordered(name, pd.concat([frame[~frame["article_id"].isin(ids)], corrected[name]]))
        for name, frame in _by_article(frames)
    }


def _by_article(frames: tables.Frames) -> Iterator[tuple[str, pd.DataFrame]]:
    return ((name, frame) for name, frame in frames.items() if name != "timeline")


# Reprints


class _Printed:
    """What tells which articles are alike."""

    def __init__(self) -> None:
        self._articles: list[tuple[str, str]] = []
        self._marks = bytearray()

    def add(self, articles: Iterable[tuple[str, str]], marks: bytes) -> None:
        """Articles that were read, each with its day and id, and their marks."""
        self._articles += ((intern(published), article_id) for published, article_id in articles)
        self._marks += marks

    def originals(self, parts: Parts) -> dict[str, str]:
        """By the id of each reprint the article that it reprints."""
        by_age = sorted(range(len(self._articles)), key=lambda row: order(*self._articles[row]))
        marks = np.frombuffer(self._marks, dtype=np.uint8).reshape(-1, MARKS)
        ids = [self._articles[row][1] for row in by_age]

        @lru_cache(maxsize=_RUNS)
        def runs(number: int) -> frozenset[str]:
            return runs_of(parts.text(ids[number]))

        found = roots(marks, np.array(by_age, dtype=np.int64), runs)
        return {ids[number]: ids[root] for number, root in enumerate(found) if root != number}
