"""Write the tables of a build bit by bit, so that their size is bounded by the disk and not by memory.

The articles pass once, in order of their ids, and leave their rows in the new tables; what other articles
decide (reprints, the timeline) is reckoned from what little of each it needs. The rows are those that
`assembling` gives. What waits to be merged stands in temporary tables of the database of parts.
"""

import json
import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from pipeline import merge, store, tables, versions
from pipeline.assembling import frames_of
from pipeline.corrections import Ledger, Link, apply, link
from pipeline.merge import acts, votes
from pipeline.merge.entries import Entry
from pipeline.merge.members import Member, members
from pipeline.merge.reprints import MARKS, order, roots, runs_of
from pipeline.model import Row
from pipeline.parts import Part, Parts
from pipeline.reference import Reference
from pipeline.schemas import TABLES
from pipeline.versions import Kept

# So much is in memory at once.
_ARTICLES: Final = 1000
_CHARACTERS: Final = 5_000_000
_ENTRIES: Final = 5000
_RUNS: Final = 2000

_WAITING: Final = """
    DROP TABLE IF EXISTS temp.told;
    DROP TABLE IF EXISTS temp.entries;
    CREATE TEMP TABLE told (kind TEXT, name TEXT, content BLOB);
    CREATE INDEX temp.told_by_name ON told (kind, name);
    CREATE TEMP TABLE entries (earliest TEXT, latest TEXT, timeline_id TEXT, content TEXT);
"""


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
    reference: Reference,
    ledger: Ledger | None,
    *,
    text: bool,
    partition_by: str = "",
) -> Written:
    """Replace the tables in `folder` by those of the articles that were chosen, and close `parts`.

    Raises:
        TimelineError: cannot-write or cannot-replace; the earlier tables then still stand.
    """
    parts.database.executescript(_WAITING)
    corrected = _corrected(parts, reference, ledger)
    printed = _Printed()
    with store.Writer(folder) as writer:
        apart = writer.staged / store.APART
        with store.parquet(apart, TABLES["articles"]) as articles:
            for batch in _batches(parts):
                frames = _with(frames_of((kept for kept, _ in batch), _by_id(batch)), corrected)
                _tell(parts.database, frames)
                printed.add(frames["articles"], _by_id(batch))
                articles.write_table(store.to_arrow(frames["articles"], TABLES["articles"]))
                for name, frame in frames.items():
                    if name not in ("articles", "timeline"):
                        writer.add(name, frame)
        originals = printed.originals(parts)
        problems: list[Problem] = []
        for frame in store.batches(apart, TABLES["articles"]):
            own = frame.assign(reprint_of=[originals.get(key, "") for key in frame["article_id"]])
            writer.add("articles", own if text else own.assign(text=""))
            problems += _problems(frame)
        apart.unlink()
        links = corrected.links if corrected else ()
        stale = _merge(parts.database, reference, originals, links)
        for rows in _in_order(parts.database):
            writer.add("timeline", tables.frame("timeline", rows))
        parts.close()
        writer.replace(partition_by)
    unlinked = [f"{ledger.path}, {problem}" for problem in stale] if ledger else []
    return Written(writer.rows, tuple(problems), (*(corrected.stale if corrected else ()), *unlinked))


def _batches(parts: Parts) -> Iterator[list[tuple[Kept, Part | None]]]:
    batch: list[tuple[Kept, Part | None]] = []
    characters = 0
    for choice in versions.chosen(parts.database):
        kept = choice.of(parts.article(choice.place))
        batch.append((kept, parts.part(choice.place)))
        characters += len(kept.article.text)
        if len(batch) == _ARTICLES or characters > _CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


def _by_id(batch: Iterable[tuple[Kept, Part | None]]) -> dict[str, Part]:
    return {kept.article.article_id: part for kept, part in batch if part is not None}


def _problems(articles: pd.DataFrame) -> Iterator[Problem]:
    found = articles[articles["problem"] != ""]
    for source, status, problem in zip(found["source"], found["status"], found["problem"], strict=True):
        # Of a crawl most are skipped, and for one reason.
        yield Problem(", ".join(source), intern(status), intern(problem))


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
    batch = [
        (choice.of(article), parts.part(choice.place))
        for choice in versions.chosen(parts.database)
        if any(choice.article_id.startswith(key[: len(choice.article_id)]) for key in keys)
        for article in [parts.article(choice.place)]
    ]
    frames = frames_of((kept for kept, _ in batch), _by_id(batch))
    done = apply(ledger, frames, reference)
    return _Corrected(frozenset(frames["articles"]["article_id"]), done.frames, done.links, done.stale)


def _with(frames: tables.Frames, corrected: _Corrected | None) -> tables.Frames:
    """The frames with the rows of corrected articles in the place of what was extracted from them."""
    ids = corrected.ids & set(frames["articles"]["article_id"]) if corrected else ()
    if corrected is None or not ids:
        return frames

    def one(name: str, frame: pd.DataFrame) -> pd.DataFrame:
        own = corrected.frames[name]
        rows = [frame[~frame["article_id"].isin(ids)], own[own["article_id"].isin(ids)]]
        return tables.ordered(name, pd.concat(rows))

    return {name: frame if name == "timeline" else one(name, frame) for name, frame in frames.items()}


# Reprints


class _Printed:
    """What tells which articles are alike."""

    def __init__(self) -> None:
        self._articles: list[tuple[str, str]] = []
        self._marks = bytearray()

    def add(self, articles: pd.DataFrame, parts: Mapping[str, Part]) -> None:
        """Articles with their parts; those that were not read are like no other."""
        read = articles[articles["status"] == "ok"]
        for article_id, published in zip(read["article_id"], read["published"], strict=True):
            self._articles.append((intern(published), article_id))
            self._marks += bytes.fromhex(parts[article_id]["marks"])

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


# The timeline


def _tell(database: sqlite3.Connection, frames: tables.Frames) -> None:
    """Keep what is merged: votes by election, other events by type, results by election."""
    told: dict[tuple[str, str], list[object]] = defaultdict(list)
    for member in members(frames, {}):
        of_vote = member.type in votes.VOTES and member.election_id
        told["vote" if of_vote else "act", member.election_id if of_vote else member.type].append(member)
    for result in votes.stated(frames["vote_shares"]):
        told["result", result.election_id].append(result)
    _keep(database, told)


def _keep(database: sqlite3.Connection, told: Mapping[tuple[str, str], list[object]]) -> None:
    rows = ((kind, name, pickle.dumps(each)) for (kind, name), each in told.items())
    database.executemany("INSERT INTO told VALUES (?, ?, ?)", rows)


def _told(database: sqlite3.Connection, kind: str, name: str) -> list[Any]:
    found = database.execute(
        "SELECT content FROM told WHERE kind = ? AND name = ? ORDER BY rowid", (kind, name)
    )
    # No one else can write to a temporary table.
    return [each for (content,) in found for each in pickle.loads(content)]


def _names(database: sqlite3.Connection, kind: str) -> list[str]:
    found = database.execute("SELECT DISTINCT name FROM told WHERE kind = ? ORDER BY name", (kind,))
    return [name for (name,) in found]


def _merge(
    database: sqlite3.Connection, reference: Reference, originals: Mapping[str, str], links: tuple[Link, ...]
) -> list[str]:
    """Fill `entries`, one vote and one type at a time, and tell which links do not fit."""
    linked = {event_id for each in links for event_id in (each.event_id, each.other_id)}
    held = []
    for entry in _merged(database, reference, originals):
        if any(member.event_id in linked for member in entry.members):
            held.append(entry)
        else:
            _enter(database, [entry])
    found, stale = link(held, links)
    _enter(database, found)
    return stale


def _merged(
    database: sqlite3.Connection, reference: Reference, originals: Mapping[str, str]
) -> Iterator[Entry]:
    for election_id in _names(database, "vote"):
        results = _told(database, "result", election_id)
        own = _voiced(_told(database, "vote", election_id), originals)
        found, strays = votes.entries(own, results, reference, originals)
        yield from found
        others: dict[tuple[str, str], list[object]] = defaultdict(list)
        for stray in strays:
            others["act", stray.type].append(stray)
        _keep(database, others)
    for type_ in _names(database, "act"):
        yield from acts.entries(_voiced(_told(database, "act", type_), originals), reference)


def _voiced(told: Iterable[Member], originals: Mapping[str, str]) -> Iterator[Member]:
    for member in told:
        original = originals.get(member.article_id)
        yield replace(member, voice=original) if original else member


def _enter(database: sqlite3.Connection, merged: Iterable[Entry]) -> None:
    database.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?)",
        ((row["earliest"], row["latest"], row["timeline_id"], json.dumps(row)) for row in merge.rows(merged)),
    )


def _in_order(database: sqlite3.Connection) -> Iterator[list[Row]]:
    found = database.execute("SELECT content FROM entries ORDER BY earliest, latest, timeline_id, content")
    while rows := found.fetchmany(_ENTRIES):
        yield [json.loads(content) for (content,) in rows]
