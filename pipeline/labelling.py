"""What people labelled in Label Studio or doccano, as entries of a ledger of corrections."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from pipeline.corrections import draft
from pipeline.corrections.drafts import draft_added
from pipeline.corrections.ledger import SETTABLE
from pipeline.errors import TimelineError
from pipeline.exporting.formats.labelstudio import units
from pipeline.exporting.regions import LABELLED, LABELS, Region, regions
from pipeline.exporting.values import records
from pipeline.model import Row
from pipeline.reference import Reference
from pipeline.store import Tables

_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
_NUMBER: Final = re.compile(r"\d{1,3}(?:[,.\s]\d{3})+|\d+")
_REASON: Final = "Labelled so."
_FIGURES: Final = {"vote_shares": "share_pct", "counts": "count"}


@dataclass(frozen=True)
class Labelled:
    """An article as somebody labelled it; `day` is None where the tool does not say when."""

    article_id: str
    text: str
    regions: tuple[Region, ...]
    day: date | None = None


@dataclass(frozen=True)
class Result:
    """The text of a ledger, how many articles and entries are in it, and what a person has to add by hand."""

    ledger: str
    articles: int
    entries: int
    problems: tuple[str, ...]


def read(path: Path) -> list[Labelled]:
    """The articles in what Label Studio (JSON) or doccano (JSONL) exported; those without a label of a person
    are left out.

    Raises:
        TimelineError: bad-labels.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
        if content.lstrip().startswith("["):
            return [found for task in json.loads(content) if (found := _of_task(task))]
        return [_of_document(json.loads(line)) for line in content.split("\n") if line.strip()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise TimelineError("bad-labels", path=path, detail=detail) from error


def _of_task(task: Mapping[str, Any]) -> Labelled | None:
    """The last thing that somebody said of a task; None where nobody did."""
    done = [each for each in task["annotations"] if not each.get("was_cancelled")]
    if not done:
        return None
    last = max(done, key=lambda each: str(each.get("updated_at") or each.get("created_at") or ""))
    text = task["data"]["text"]
    said: dict[str, dict[str, Any]] = {}
    for part in last["result"]:
        value = part["value"]
        if part["type"] == "labels":
            own = {"start": value["start"], "end": value["end"], "label": value["labels"][0]}
            said.setdefault(part["id"], {}).update(own)
        elif part["type"] == "textarea":
            said.setdefault(part["id"], {})["subject"] = " ".join(value["text"]).strip()
    when = str(last.get("updated_at") or last.get("created_at") or "")
    return Labelled(
        article_id=str(task["data"].get("article_id") or ""),
        text=text,
        regions=tuple(
            Region(
                _place(text, each["start"]),
                _place(text, each["end"]),
                each["label"],
                each.get("subject", ""),
                id_,
            )
            for id_, each in said.items()
            if "label" in each
        ),
        day=datetime.fromisoformat(when).date() if when else None,
    )


def _place(text: str, unit: int) -> int:
    """A place in characters of one that JavaScript counted."""
    at = unit
    while at and units(text, at) > unit:
        at -= 1
    return at


def _of_document(document: Mapping[str, Any]) -> Labelled:
    labels = document["label"] if "label" in document else document["labels"]
    return Labelled(
        article_id=str(document.get("article_id") or ""),
        text=document["text"],
        regions=tuple(Region(int(start), int(end), str(label)) for start, end, label in labels),
    )


def ledger(
    tables: Tables, labelled: Sequence[Labelled], reference: Reference, *, author: str, today: date
) -> Result:
    """The entries that make the rows of these tables say what was labelled.

    Args:
        tables: those that were exported, with the full texts.
        labelled: what `read` gives.
        reference: tells parties from people, for rows that were added.
        author: who labelled.
        today: the day of what the tool does not date.
    """
    known = {article["article_id"]: (article, own) for article, own in regions(tables)}
    by_text = {article["text"]: article["article_id"] for article, _ in known.values()}
    entries: list[str] = []
    problems: list[str] = []
    for each in labelled:
        article_id = each.article_id if each.article_id in known else by_text.get(each.text, "")
        if not article_id or known[article_id][0]["text"] != each.text:
            problems.append(f"no article of these tables has the text that begins {each.text[:40]!r}")
            continue
        own = known[article_id][1]
        one = _Article(tables, article_id, each, reference, author, each.day or today)
        for change in _changes(own, each.regions):
            try:
                entries += one.entries(*change)
            except ValueError as error:
                problems.append(f"{article_id}, {error}")
    return Result("\n".join(entries), len(labelled), len(entries), tuple(problems))


_Change = tuple[Region | None, Region | None]


def _changes(own: Sequence[Region], labelled: Sequence[Region]) -> Iterator[_Change]:
    """Rows with what became of them: (row, None) is gone, (None, region) is new."""
    left, new = list(own), list(labelled)
    # The surest match first; doccano knows neither ids nor subjects.
    for same in (_is_row, _is_alike, _is_there):
        for region in list(new):
            row = next((each for each in left if same(each, region)), None)
            if row:
                left.remove(row)
                new.remove(region)
                yield row, region
    yield from ((row, None) for row in left)
    yield from ((None, region) for region in new)


def _is_row(row: Region, region: Region) -> bool:
    return row.row == region.row


def _is_alike(row: Region, region: Region) -> bool:
    return _is_there(row, region) and row.label == region.label


def _is_there(row: Region, region: Region) -> bool:
    return _key(row) == _key(region) and region.subject in ("", row.subject)


def _key(region: Region) -> tuple[int, int, str]:
    return region.start, region.end, LABELS.get(region.label, (region.label, ""))[0]


class _Article:
    """Writes the entries of one article."""

    def __init__(
        self,
        tables: Tables,
        article_id: str,
        labelled: Labelled,
        reference: Reference,
        author: str,
        day: date,
    ) -> None:
        self._tables = tables
        self._id = article_id
        self._labelled = labelled
        self._reference = reference
        self._author = author
        self._day = day

    def entries(self, row: Region | None, region: Region | None) -> list[str]:
        """The entries that make of a row what was labelled.

        Raises:
            ValueError: the words do not say what an added row needs; the text names them.
        """
        if region is None:
            assert row is not None
            return [self._draft(row, "reject")]
        if region.label not in LABELS:
            raise ValueError(f"{self._words(region)!r} has the label {region.label!r}, which is none of ours")
        if row is None:
            return [self._add(region, {})]
        table, value = LABELS[region.label]
        moved = (region.start, region.end) != (row.start, row.end)
        if moved or table != LABELS[row.label][0]:
            kept = self._values(row) if table == LABELS[row.label][0] else {}
            added = self._add(region, kept)
            return [self._draft(row, "reject"), added]
        changed = {LABELLED[table][1]: value} if region.label != row.label else {}
        if row.subject and region.subject and region.subject != row.subject:
            changed["subject"] = region.subject
        return [self._draft(row, "change", changed)] if changed else []

    def _draft(self, row: Region, do: str, values: Mapping[str, Any] | None = None) -> str:
        table, _ = LABELS[row.label]
        told = (self._tables.frames, table, row.row)
        return draft(*told, do=do, set=values, reason=_REASON, author=self._author, day=self._day)

    def _values(self, row: Region) -> Row:
        """What a row says by itself."""
        table = LABELS[row.label][0]
        frame = self._tables.frames[table]
        (found,) = records(frame[frame[LABELLED[table][0]] == row.row])
        return {name: found[name] for name in SETTABLE[table] if found[name] not in (None, [])}

    def _add(self, region: Region, kept: Row) -> str:
        table, value = LABELS[region.label]
        values = kept | {LABELLED[table][1]: value}
        if region.subject:
            values["subject"] = region.subject
        if table == "events":
            values.setdefault("date", self._date(region))
        else:
            if not values.get("subject"):
                raise ValueError(
                    f"{self._words(region)!r} is a new figure of nobody: write its entry by hand"
                )
            values.setdefault(_FIGURES[table], self._figure(region, table))
        if table == "vote_shares":
            values.setdefault("subject_type", self._subject_type(str(values["subject"])))
        place = (self._labelled.text, table, self._id, region.start, region.end)
        return draft_added(*place, set=values, reason=_REASON, author=self._author, day=self._day)

    def _words(self, region: Region) -> str:
        return self._labelled.text[region.start : region.end]

    def _date(self, region: Region) -> str:
        """The date that the article's words were read as."""
        dates = self._tables.dates
        own = dates[dates["article_id"] == self._id]
        for row in records(own[(own["start"] < region.end) & (own["end"] > region.start)]):
            if _DATE.fullmatch(row["value"]):
                return str(row["value"])
        raise ValueError(f"{self._words(region)!r} is a new event without a date: write its entry by hand")

    def _figure(self, region: Region, table: str) -> float:
        pattern = _FIGURE if table == "vote_shares" else _NUMBER
        found = pattern.search(self._words(region))
        if not found or (table == "counts" and not self._words(region).strip().startswith(found[0])):
            raise ValueError(f"{self._words(region)!r} is a new figure in words: write its entry by hand")
        if table == "counts":
            return int(re.sub(r"\D", "", found[0]))
        return float(found[0].replace(",", "."))

    def _subject_type(self, subject: str) -> str:
        shares = self._tables.vote_shares
        told = shares.loc[shares["subject"] == subject, "subject_type"]
        if len(told):
            return str(told.iloc[0])
        return "party" if self._reference.party_named(subject) else "candidate"
