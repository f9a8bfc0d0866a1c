"""Put the entries of a ledger on the tables of a build; what no longer fits is said and left alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd

from pipeline import tables
from pipeline.corrections import rows
from pipeline.corrections.ledger import KEYS, ON_ENTRIES, Correction, Ledger, Place
from pipeline.corrections.links import Link
from pipeline.encoding import csv_cell
from pipeline.model import Row
from pipeline.reference import Reference
from pipeline.schemas import TABLES
from pipeline.tables import Frames

_KINDS: Final = {"events": "date", "vote_shares": "percentage", "counts": "count", "claims": "claim"}
"""What a rejected row of each table is listed as."""


class Applied(NamedTuple):
    """The corrected tables, the links for the timeline, and of each entry that does not fit what to do.

    `articles` are the ids of all articles that the ledger speaks of.
    """

    frames: Frames
    links: tuple[Link, ...]
    stale: tuple[str, ...]
    articles: frozenset[str]


class StaleError(Exception):
    """An entry expects what is not there; the message says what is, and the next step."""


def apply(ledger: Ledger, frames: Frames, reference: Reference) -> Applied:
    """Add, change, reject and confirm rows of the tables in `KEYS` as the ledger says.

    Corrected rows say so in `corrected` and have confidence 1; what follows from their values (bounds,
    labels, exact days, verdicts, complements) is reckoned anew. Rejected rows move to `rejected`.

    Args:
        ledger: entries apply in its order; one that finds other than it expects applies not at all.
        frames: tables without timeline, as they were extracted; they are not changed.
        reference: what verdicts and exact days are reckoned by.
    """
    work = _Work(ledger, frames, reference)
    links, stale = [], []
    # Rows first: what is joined has to be there still.
    for entry in sorted(ledger.entries, key=lambda entry: entry.do in ON_ENTRIES):
        try:
            if entry.do in ON_ENTRIES:
                links.append(work.link(entry))
            else:
                work.correct(entry)
        except StaleError as error:
            stale.append(f"{ledger.path}, {entry.where}: {error}")
    return Applied(work.frames(), tuple(links), tuple(stale), work.articles)


@dataclass(frozen=True)
class _Article:
    article_id: str
    text: str
    language: str


class _Work:
    """The rows of the articles that a ledger speaks of, while it is put on them."""

    def __init__(self, ledger: Ledger, frames: Frames, reference: Reference) -> None:
        self._frames = frames
        self._reference = reference
        articles = frames["articles"]
        read = articles[articles["status"] == "ok"]
        keys = {place.article for entry in ledger.entries for place in (entry.place, entry.other) if place}
        self._articles: dict[str, list[_Article]] = {
            key: [
                _Article(*row)
                for row in read.loc[
                    read["sha256"].str.startswith(key) | (read["article_id"] == key),
                    ["article_id", "text", "language"],
                ].itertuples(index=False)
            ]
            for key in keys
        }
        self.articles = frozenset(
            article.article_id for found in self._articles.values() for article in found
        )
        self._were = {name: self._of_articles(name) for name in (*KEYS, "rejected")}
        self._rows: dict[str, list[Row]] = {
            name: [_plain(row) for row in own.to_dict("records")] for name, own in self._were.items()
        }

    def _of_articles(self, name: str) -> pd.DataFrame:
        frame = self._frames[name]
        return frame[frame["article_id"].isin(self.articles)]

    def frames(self) -> Frames:
        """All tables, corrected."""
        found = dict(self._frames)
        for name, own in self._rows.items():
            rows = tables.frame(name, own)
            if not rows.equals(self._were[name].reset_index(drop=True)):
                others = found[name].drop(self._were[name].index)
                found[name] = tables.ordered(name, pd.concat([others, rows]))
        return found

    def link(self, entry: Correction) -> Link:
        """The two events of an entry that joins or splits."""
        assert entry.other is not None
        event, other = (
            str(self._row("events", place, self._article(place), "")["event_id"])
            for place in (entry.place, entry.other)
        )
        return Link(entry.do, event, other, entry.note, entry.where)

    def correct(self, entry: Correction) -> None:
        """Put one entry on its row."""
        article = self._article(entry.place)
        if entry.do == "add":
            self._add(entry, article)
            return
        row = self._row(entry.table, entry.place, article, entry.subject)
        if row["corrected"]:
            raise StaleError("another entry has corrected the same row; write one entry that does both.")
        self._check(entry, row)
        if entry.do == "reject":
            self._reject(entry, article, row)
            return
        complements = self._complements(entry.table, row) if entry.set else []
        after = rows.changed(entry, row, article.text, self._reference)
        self._check_key(entry.table, (row, *complements), after)
        _check_order(after)
        if entry.set and entry.table == "vote_shares":
            self._relink(after)
            for complement in complements:
                complement.update(rows.complement(entry, row, after, complement, self._reference))
        row.update(after)

    def _article(self, place: Place) -> _Article:
        found = self._articles[place.article]
        if not found:
            raise StaleError(
                f"no article of this build is {place.article!r}. Its file has changed or is not among the "
                "inputs: give its id by now, or delete the entry."
            )
        if len(found) > 1:
            ids = ", ".join(article.article_id for article in found)
            raise StaleError(f"{place.article!r} begins the ids of {ids}. Give the whole id of one.")
        (article,) = found
        words = article.text[place.start : place.end]
        if words != place.words:
            raise StaleError(
                f"at {place.start} to {place.end} stands {words!r}, not {place.words!r}. Find the words "
                "again, or delete the entry."
            )
        return article

    def _at(self, table: str, place: Place, article: _Article) -> Iterator[Row]:
        for row in self._rows[table]:
            if (row["article_id"], row["start"], row["end"]) == (article.article_id, place.start, place.end):
                yield row

    def _row(self, table: str, place: Place, article: _Article, subject: str) -> Row:
        here = list(self._at(table, place, article))
        found = [row for row in here if not subject or row["subject"] == subject]
        if len(found) == 1:
            return found[0]
        stated = [row for row in found if not row.get("derived")]
        if len(stated) == 1:
            return stated[0]
        subjects = ", ".join(sorted(repr(row["subject"]) for row in here if "subject" in row))
        if not found:
            there = f"; there is one of {subjects}" if subjects else ""
            raise StaleError(
                f"{table} has no such row at {place.words!r} any more{there}. Extraction has changed: "
                "correct the entry, or delete it if the tables are right now."
            )
        raise StaleError(f"{table} has several rows at {place.words!r}. Write subject = one of {subjects}.")

    def _check(self, entry: Correction, row: Mapping[str, Any]) -> None:
        """Make sure that the row says what the entry expects."""
        types = {column.name: column.type for column in TABLES[entry.table].columns}
        expected = tables.frame(entry.table, [entry.expect]).iloc[0]
        found = tables.frame(entry.table, [dict(row)]).iloc[0]
        for name in entry.expect:
            wanted, there = (csv_cell(each[name], types[name]) for each in (expected, found))
            if wanted != there:
                raise StaleError(
                    f"{name} is {there or 'empty'!r} now, not {wanted!r}. Correct what the entry expects, or "
                    "delete it if the tables are right now."
                )

    def _check_key(self, table: str, own: Sequence[Row], after: Row) -> None:
        """Make sure that no row but those that change has the id that the row will have."""
        key = KEYS[table]
        others = (row for row in self._rows[table] if all(row is not each for each in own))
        if any(row[key] == after[key] for row in others):
            raise StaleError(
                f"{table} has a row of {after['subject']!r} at these words already. Correct that one."
            )

    def _add(self, entry: Correction, article: _Article) -> None:
        added = rows.added(entry, article.article_id, article.text, article.language, self._reference)
        key = KEYS[entry.table]
        if any(row[key] == added[key] for row in self._rows[entry.table]):
            raise StaleError(f"{entry.table} has this row by now. Change or confirm it, or delete the entry.")
        _check_order(added)
        if entry.table == "vote_shares":
            self._relink(added)
        self._rows[entry.table].append(added)
        self._rows["rejected"] = [
            row
            for row in self._rows["rejected"]
            if (row["article_id"], row["start"], row["end"], row["kind"])
            != (article.article_id, entry.place.start, entry.place.end, _KINDS[entry.table])
        ]

    def _reject(self, entry: Correction, article: _Article, row: Row) -> None:
        gone = [row, *self._complements(entry.table, row)]
        key = KEYS[entry.table]
        ids = {each[key] for each in gone}
        self._rows[entry.table] = [each for each in self._rows[entry.table] if each[key] not in ids]
        if entry.table == "events":
            for share in self._rows["vote_shares"]:
                if share["event_id"] in ids:
                    share["event_id"] = ""
        kind = _KINDS[entry.table]
        others = [each for each in self._at("rejected", entry.place, article) if each["kind"] == kind]
        if others:
            # A second row on the same words was rejected, too.
            others[0]["reason"] = f"{others[0]['reason']}; {entry.note}"
            others[0]["corrected"] = [*_list(others[0]["corrected"]), entry.note]
            return
        self._rows["rejected"].append(
            {
                "article_id": article.article_id,
                "start": entry.place.start,
                "end": entry.place.end,
                "text": entry.place.words,
                "kind": kind,
                "reason": entry.note,
                "corrected": [entry.note],
            }
        )

    def _complements(self, table: str, row: Row) -> list[Row]:
        """The rows that are what the figure of a row leaves."""
        if table != "vote_shares" or row["derived"]:
            return []
        place = ("article_id", "start", "end")
        return [
            each
            for each in self._rows[table]
            if each["derived"] and all(each[name] == row[name] for name in place)
        ]

    def _relink(self, share: Row) -> None:
        """Lead a share to the nearest event of its vote in the article, or to none."""
        votes: dict[object, list[Row]] = defaultdict(list)
        for event in self._rows["events"]:
            if event["article_id"] == share["article_id"] and event["election_id"]:
                votes[event["election_id"], event["round"]].append(event)
        own = votes.get((share["election_id"], share["round"])) or votes.get((share["election_id"], None), [])
        if all(event["event_id"] != share["event_id"] for event in own):
            nearest = min(
                own, key=lambda event: abs(int(str(event["start"])) - int(str(share["start"]))), default=None
            )
            share["event_id"] = nearest["event_id"] if nearest else ""


def _check_order(row: Row) -> None:
    """Make sure that no range ends before it begins."""
    for low, high in (("earliest", "latest"), ("share_low", "share_high")):
        first, last = row.get(low), row.get(high)
        if first is not None and last is not None and first > last:  # type: ignore[operator]
            raise StaleError(f"the row would go from {first} to {last}. Set both ends of the range.")


def _list(value: object) -> Sequence[str]:
    return value if isinstance(value, list) else ()


def _plain(row: Mapping[Any, Any]) -> Row:
    """A record of a frame as a row: None for what is not stated."""
    return {
        str(name): value if isinstance(value, list) or not pd.isna(value) else None
        for name, value in row.items()
    }
