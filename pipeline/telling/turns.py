"""What explains the turns of a line: its largest rise and fall, and a new name of the party."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from pipeline.charts.roads import RUNOFF
from pipeline.reference import Party, Reference
from pipeline.telling import words
from pipeline.telling.i18n import _, number
from pipeline.telling.subjects import Point, Subject

_LEAST = 2.0  # points that a turn has
_LEAST_VOTES = 3
_COLUMNS = ["date", "share_pct", "text", "tick"]


def notes(points: Sequence[Point], who: Subject, record: Reference) -> pd.DataFrame:
    """Notes for the line of first (or only) rounds, those that matter most first.

    Columns: `date` (ISO day) and `share_pct` on the line, `text`, `tick` (true: there is no vote on that
    day).
    """
    line = [point for point in points if point.election.round != RUNOFF]
    if len(line) < _LEAST_VOTES:
        return pd.DataFrame(columns=_COLUMNS)
    steps = sorted(pairwise(line), key=_change)
    turns = [step for step in (steps[-1], steps[0]) if abs(_change(step)) >= _LEAST]
    rows = [_turn(step, who) for step in dict.fromkeys(turns)]
    return pd.DataFrame([*rows, *_renaming(line, who, record)], columns=_COLUMNS)


def _change(step: tuple[Point, Point]) -> float:
    return step[1].share_pct - step[0].share_pct


def _turn(step: tuple[Point, Point], who: Subject) -> tuple[object, ...]:
    before, then = step
    told = {"change": number(_change(step), 2, signed=True), "year": words.year(before.day)}
    text = (
        _("{who}: {change} points since {year}", who=words.named(then.result.subject), **told)
        if who.kind == "party" and then.result.subject != before.result.subject
        else _("{change} points since {year}", **told)
    )
    return then.day, then.share_pct, text, False


def _renaming(line: Sequence[Point], who: Subject, record: Reference) -> list[tuple[object, ...]]:
    """The last new name of a party, where it falls between two votes."""
    found = [
        (party.valid_from, party)
        for party in map(record.party, sorted(who.party_ids))
        if party and who.kind == "party" and _has_predecessor(party, record)
        if line[0].day < party.valid_from < line[-1].day and len(party.valid_from) == len(line[0].day)
    ]
    if not found:
        return []
    day, party = max(found, key=lambda each: each[0])
    text = _("Renamed {party}", party=words.named(party.name_en))
    return [(day, _level(line, day), text, True)]


def _has_predecessor(party: Party, record: Reference) -> bool:
    return any(
        (old := record.party(each)) is not None
        and old.successor_id == party.party_id
        and old.valid_to == party.valid_from
        for each in record.lineage(party.party_id)[1:]
    )


def _level(line: Sequence[Point], day: str) -> float:
    """Where a line is on a day between two votes."""
    at = next(index for index, point in enumerate(line) if point.day > day)
    before, after = line[at - 1], line[at]
    first, now, last = (date.fromisoformat(each).toordinal() for each in (before.day, day, after.day))
    return before.share_pct + _change((before, after)) * (now - first) / (last - first)
