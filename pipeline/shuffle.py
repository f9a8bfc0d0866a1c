"""Merge the timeline of many articles a part at a time: what can be one event goes to one task.

What articles tell waits in temporary tables of a database until all of it is there. Then tasks, here or on
other machines, merge all of a few slots each (`merge.apart`). Each task needs what is told of its own events
alone, so none holds the whole.
"""

import json
import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from pipeline import merge, tables
from pipeline import reference as references
from pipeline.corrections import Link, link
from pipeline.merge import acts, apart, votes
from pipeline.merge.apart import Place, Ties
from pipeline.merge.entries import Entry
from pipeline.merge.members import Member, members
from pipeline.model import Row
from pipeline.reference import Reference

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
# A `Member` or a `Stated` as a tuple, which takes less room and time.
_Values = tuple[Any, ...]

# So many tellings go to a task, or those of one slot.
_TOLD: Final = 20_000
_ENTRIES: Final = 5000

_SCHEMA: Final = """
    DROP TABLE IF EXISTS temp.told;
    DROP TABLE IF EXISTS temp.roots;
    DROP TABLE IF EXISTS temp.entries;
    CREATE TEMP TABLE told (kind TEXT, key INTEGER, size INTEGER, content BLOB);
    CREATE TEMP TABLE roots (key INTEGER PRIMARY KEY, root INTEGER);
    CREATE TEMP TABLE entries (earliest TEXT, latest TEXT, timeline_id TEXT, content TEXT);
"""
_PLACED: Final = f"""
    DROP TABLE IF EXISTS temp.placed;
    CREATE TEMP TABLE placed AS
        SELECT coalesce(root, key) % {apart.SLOTS} AS slot, told.rowid AS told
        FROM told LEFT JOIN roots USING (key) WHERE kind IN ({{kinds}}) ORDER BY slot, told.rowid;
"""
_VALUES: Final = attrgetter(*(each.name for each in fields(Member)))


class Over(Protocol):
    """Calls a function with each of the arguments, here (as `map` does) or elsewhere; results in order."""

    def __call__(self, function: Callable[[_Given], _Found], given: Iterable[_Given], /) -> Iterator[_Found]:
        """The results, as they are asked for."""


class Told(NamedTuple):
    """What some articles tell that belongs to one place: votes, results of votes, or other events."""

    kind: str
    place: Place
    content: list[_Values]


def told(frames: tables.Frames, reference: Reference) -> list[Told]:
    """What the articles of these tables tell, by where it is merged."""
    found: dict[tuple[str, Place], list[_Values]] = defaultdict(list)
    for member in members(frames, {}):
        if member.type in votes.VOTES and member.election_id:
            of_vote = "vote", apart.place_of_vote(*votes.key_of(member, reference))
            found[of_vote].append(_VALUES(member))
        else:
            found["act", apart.place_of_act(member, reference)].append(_VALUES(member))
    for result in votes.stated(frames["vote_shares"]):
        place = apart.place_of_vote(*votes.key_of_result(result, reference))
        found["result", place].append(tuple(result))
    return [Told(kind, place, content) for (kind, place), content in found.items()]


class Shuffle:
    """What waits to be merged, and what was, in temporary tables of a database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.executescript(_SCHEMA)
        self._database = database
        self._ties = Ties()

    def add(self, told: Iterable[Told]) -> None:
        """Keep what articles tell."""
        rows = []
        for kind, place, content in told:
            self._ties.add(place.key, place.ties)
            rows.append((kind, place.key, len(content), pickle.dumps(content)))
        self._database.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", rows)

    def merge(
        self, reference: tuple[Path, ...], originals: Mapping[str, str], links: tuple[Link, ...], over: Over
    ) -> list[str]:
        """Merge all of it, and tell which links do not fit.

        Args:
            reference: folders of further reference data.
            originals: lead from a reprint to the article that it reprints.
            links: what people join and split.
            over: what has the tasks done.
        """
        linked = frozenset(event_id for each in links for event_id in (each.event_id, each.other_id))
        held = []
        # What turns out to be another vote than that of its name is merged with the other events.
        for kinds in (("vote", "result"), ("act",)):
            tasks = (
                _Task(found, among(_articles(found), originals), linked, reference)
                for found in self._slots(kinds)
            )
            for merged in over(_merged, tasks):
                self._enter(merged.rows)
                self.add(merged.strays)
                held += merged.held
        found, stale = link(held, links)
        self._enter(merge.rows(found))
        return stale

    def rows(self) -> Iterator[list[str]]:
        """The rows of the timeline in their order, some at a time, each as JSON."""
        found = self._database.execute(
            "SELECT content FROM entries ORDER BY earliest, latest, timeline_id, content"
        )
        while rows := found.fetchmany(_ENTRIES):
            yield [content for (content,) in rows]

    def _slots(self, kinds: tuple[str, ...]) -> Iterator["list[_Content]"]:
        """What is told, slot by slot, a few of them at a time."""
        self._database.executemany("INSERT OR REPLACE INTO roots VALUES (?, ?)", self._ties.roots())
        named = ", ".join(f"'{kind}'" for kind in kinds)
        self._database.executescript(_PLACED.format(kinds=named))
        found: list[_Content] = []
        size, last = 0, None
        for slot, kind, number, content in self._database.execute(
            "SELECT slot, kind, size, content FROM placed JOIN told ON told.rowid = placed.told "
            "ORDER BY placed.rowid"
        ):
            if slot != last and size >= _TOLD:
                yield found
                found, size = [], 0
            # No one else can write to a temporary table.
            found.append((kind, pickle.loads(content)))
            size, last = size + number, slot
        if found:
            yield found

    def _enter(self, rows: Iterable[Row]) -> None:
        self._database.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?)",
            ((row["earliest"], row["latest"], row["timeline_id"], json.dumps(row)) for row in rows),
        )


_Content = tuple[str, list[_Values]]


class _Task(NamedTuple):
    told: list[_Content]
    originals: dict[str, str]
    linked: frozenset[str]
    reference: tuple[Path, ...]


class _Merged(NamedTuple):
    """Rows of the timeline; entries that a person joins or splits; and what is no vote of its name."""

    rows: list[Row]
    held: list[Entry]
    strays: list[Told]


def among(articles: Iterable[str], originals: Mapping[str, str]) -> dict[str, str]:
    """Of the reprints those that are among some articles, by id, with what they reprint."""
    return {key: originals[key] for key in articles if key in originals}


def _articles(told: Iterable[_Content]) -> set[str]:
    return {str(values[_ARTICLE[kind]]) for kind, content in told for values in content}


_ARTICLE: Final = {
    "result": votes.Stated._fields.index("article_id"),
    **dict.fromkeys(("vote", "act"), [each.name for each in fields(Member)].index("article_id")),
}


def _merged(task: _Task) -> _Merged:
    reference = references.load(*task.reference)
    own: dict[str, list[Member]] = {"vote": [], "act": []}
    results = []
    for kind, content in task.told:
        if kind == "result":
            results += [votes.Stated(*values) for values in content]
        else:
            own[kind] += (Member(*values) for values in content)
    told_of = {kind: _voiced(found, task.originals) for kind, found in own.items()}
    found, strays = votes.entries(told_of["vote"], results, reference, task.originals)
    found += acts.entries(told_of["act"], reference)
    held: list[Entry] = []
    free: list[Entry] = []
    for entry in found:
        linked = any(each.event_id in task.linked for each in entry.members)
        (held if linked else free).append(entry)
    others = [Told("act", apart.place_of_act(stray, reference), [_VALUES(stray)]) for stray in strays]
    return _Merged(list(merge.rows(free)), held, others)


def _voiced(told: Iterable[Member], originals: Mapping[str, str]) -> Iterator[Member]:
    for member in told:
        original = originals.get(member.article_id)
        yield replace(member, voice=original) if original else member
