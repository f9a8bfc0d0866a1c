"""Labelled articles: what a reader found in each, as the label files state it.

A folder holds articles/*.txt and, by the same names, labels/*.json (or gold/*.json). The format is
explained in tests/gold/README.md.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

LABEL_FOLDERS = ("labels", "gold")
DECOY_KINDS = frozenset({"turnout", "margin", "swing"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


class EventLabel(NamedTuple):
    """A date that anchors an event; `types` holds the type and then others that are right as well."""

    date: str
    end: str
    types: tuple[str, ...]
    optional: bool


class ShareLabel(NamedTuple):
    """A share; `subjects` holds the subject and then other right names, `verdict` may be unlabelled ("")."""

    subjects: tuple[str, ...]
    share: float
    kind: str
    election: str
    round: int | None
    verdict: str
    start: int
    end: int
    optional: bool


class ClaimLabel(NamedTuple):
    """A claim about the record and what the record says of it."""

    start: int
    end: int
    verdict: str


class CountLabel(NamedTuple):
    """A number of votes or seats; `subjects` as in `ShareLabel`."""

    subjects: tuple[str, ...]
    count: int
    unit: str
    election: str
    round: int | None
    verdict: str


class Labels(NamedTuple):
    """All labels of an article; `claims` and `counts` are None where these were not labelled.

    `distractors` are numbers that a hasty reader takes for a vote share.
    """

    language: str
    events: tuple[EventLabel, ...]
    shares: tuple[ShareLabel, ...]
    claims: tuple[ClaimLabel, ...] | None
    distractors: frozenset[float]
    counts: tuple[CountLabel, ...] | None = None


def label_folder(folder: Path) -> Path:
    """Where the labels of a corpus are."""
    return next((folder / name for name in LABEL_FOLDERS if (folder / name).is_dir()), folder)


def read_labels(folder: Path) -> dict[str, Labels]:
    """The labels of a corpus by the name of the article, without ending, in order."""
    paths = sorted(label_folder(folder).glob("*.json"))
    return {path.stem: parse(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


def corpus_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of all articles and labels: the same hash, the same task."""
    digest = hashlib.sha256()
    for path in (*sorted((folder / "articles").glob("*.txt")), *sorted(label_folder(folder).glob("*.json"))):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def parse(content: Mapping[str, Any]) -> Labels:
    """The labels in the content of a label file."""
    shares = tuple(_share(row) for row in content["vote_shares"])
    claims, counts = content.get("claims"), content.get("counts")
    return Labels(
        language=content["lang"],
        events=tuple(_event(row) for row in content["events"]),
        shares=shares,
        claims=None if claims is None else tuple(_claim(row) for row in claims),
        distractors=_distractors(content["not_vote_shares"], shares),
        counts=None if counts is None else tuple(_count(row) for row in counts),
    )


def _event(row: Mapping[str, Any]) -> EventLabel:
    types = (row["type"], *row.get("alt_types", ()))
    return EventLabel(row["date"], row.get("end", ""), types, row.get("optional", False))


def _share(row: Mapping[str, Any]) -> ShareLabel:
    return ShareLabel(
        subjects=(row["subject"], *row.get("alt_subjects", ())),
        share=row["share"],
        kind=row["kind"],
        election=row["election"],
        round=row["round"],
        verdict=row.get("verdict", ""),
        start=row["start_char"],
        end=row["end_char"],
        optional=row.get("optional", False),
    )


def _claim(row: Mapping[str, Any]) -> ClaimLabel:
    return ClaimLabel(row["start_char"], row["end_char"], row["verdict"])


def _count(row: Mapping[str, Any]) -> CountLabel:
    return CountLabel(
        subjects=(row["subject"], *row.get("alt_subjects", ())),
        count=row["count"],
        unit=row["unit"],
        election=row["election"],
        round=row["round"],
        verdict=row["verdict"],
    )


def _distractors(quotes: list[str], shares: tuple[ShareLabel, ...]) -> frozenset[float]:
    """Percentages of something else, turnout, margins and swings, unless a share is as large."""
    numbers = (found[0] for quote in quotes for found in _NUMBER.finditer(quote))
    values = {float(number.replace(",", ".")) for number in numbers if _SHARE.fullmatch(number)}
    decoys = {label for label in shares if label.kind in DECOY_KINDS and not label.optional}
    values = {value for value in values if value <= 100} | {label.share for label in decoys}
    return frozenset(values - {label.share for label in shares if label not in decoys})
