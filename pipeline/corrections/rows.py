"""A row with what a person says of it, and all that follows: bounds, labels, exact days, ids, verdicts."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pipeline import labels, sentences
from pipeline.check import exact_date, known_day, verdict
from pipeline.check_counts import count_verdict
from pipeline.corrections.ledger import KEYS, Correction
from pipeline.dates.values import bounds
from pipeline.extraction import DAYS_OF_RESULTS
from pipeline.identity import content_id
from pipeline.model import Row
from pipeline.reference import Reference
from pipeline.shares.share import WHOLE

_SURE: Final = 1.0
_RULE: Final = "correction"
_FIGURE: Final = re.compile(r"\d+(?:[.,](?P<decimals>\d+))?")
_NOT_JUDGED: Final = frozenset({"subject_type", "date", "pollster", "sample"})
_OF_VOTE: Final = ("election_id", "round", "kind", "date", "qualifier")


def changed(entry: Correction, row: Row, text: str, reference: Reference) -> Row:
    """The row with what an entry sets, nothing where it confirms."""
    after = row | _stated(entry.set) | _told_by(entry, row)
    return after | _following(entry, after, text, reference) if entry.set else after


def added(entry: Correction, article_id: str, text: str, language: str, reference: Reference) -> Row:
    """A new row at the place of an entry."""
    row: Row = {
        "article_id": article_id,
        "start": entry.place.start,
        "end": entry.place.end,
        "quote": _sentence(text, entry.place.start, language),
        "status": "past",
        "qualifier": "exact",
        "derived": False,
        "rule_id": _RULE,
        **_unstated(entry.table),
        **_stated(entry.set),
        **_told_by(entry, {}),
    }
    return row | _following(entry, row, text, reference)


def complement(entry: Correction, before: Row, after: Row, own: Row, reference: Reference) -> Row:
    """What a changed figure leaves, where `own` is what it left before."""
    changes: Row = {name: after[name] for name in _OF_VOTE} | {"event_id": after["event_id"]}
    if _number(own["share_pct"]) == _left(before["share_pct"]):
        changes["share_pct"] = _left(after["share_pct"])
        changes["share_low"], changes["share_high"] = _left(after["share_high"]), _left(after["share_low"])
    if own["subject"] == after["subject"]:
        # The figure is the other side's: what it leaves is for the one that it was taken for.
        place = (before["article_id"], "vote_shares", before["start"], before["end"])
        changes |= {name: before[name] for name in ("subject", "subject_type")}
        changes["share_id"] = content_id(*place, before["subject"])
    row = own | changes | _told_by(entry, own)
    return row | _held("vote_shares", row, "", reference) | {"date": after["date"]}


def _told_by(entry: Correction, row: Mapping[str, Any]) -> Row:
    return {"confidence": _SURE, "corrected": [*(row.get("corrected") or ()), entry.note]}


def _stated(values: Row) -> Row:
    """Values, None for what is set to be empty and is no text."""
    return {name: None if value == "" and name in _NUMBERS else value for name, value in values.items()}


_NUMBERS: Final = frozenset({"round", "share_low", "share_high", "sample"})


def _unstated(table: str) -> Row:
    empty: Row = {"election_id": "", "round": None}
    if table == "events":
        return empty | {"date_end": "", "actors": [], "label": "", "exact_date": ""}
    if table == "vote_shares":
        return empty | {
            "event_id": "",
            "date": "",
            "share_low": None,
            "share_high": None,
            "pollster": "",
            "sample": None,
        }
    return empty


def _following(entry: Correction, row: Row, text: str, reference: Reference) -> Row:
    """What follows from the values of a row that an entry set."""
    table, given = entry.table, entry.set
    if table == "events":
        return _event(row, given, reference)
    if table == "claims":
        return _claim(entry, row)
    if given.keys() <= _NOT_JUDGED:
        return {}
    words = text[int(str(row["start"])) : int(str(row["end"]))]
    identity = content_id(row["article_id"], table, row["start"], row["end"], row["subject"])
    found = {KEYS[table]: identity} | _held(table, row, words, reference)
    if table == "vote_shares" and row["kind"] not in DAYS_OF_RESULTS and "kind" not in given:
        found["date"] = row["date"]
    return found | {name: given[name] for name in ("date",) if name in given}


def _claim(entry: Correction, row: Row) -> Row:
    """The id, and why a person judges so where the entry does not say it apart."""
    found: Row = {"claim_id": content_id(row["article_id"], "claims", row["start"], row["end"])}
    if "verdict" in entry.set:
        found["because"] = entry.set.get("because") or entry.reason
    return found


def _event(row: Row, given: Row, reference: Reference) -> Row:
    found: Row = {"event_id": content_id(row["article_id"], "events", row["start"], row["end"])}
    if given.keys() & {"date", "date_end"}:
        first, last = bounds(str(row["date"])), bounds(str(row["date_end"] or row["date"]))
        assert first and last, "a ledger's dates are days, months or years"
        found |= {
            "precision": first.precision,
            "earliest": first.earliest.isoformat(),
            "latest": last.latest.isoformat(),
        }
    row = row | found
    found["exact_date"] = known_day(row, str(row["earliest"]), str(row["latest"]), reference)
    if "label" not in given and (given.keys() & {"type", "actors", "election_id", "round"}):
        facts = labels.facts_of(str(row["type"]), _actors(row), str(row["election_id"] or ""))
        found["label"] = labels.write(facts, "en")
    return found


def _held(table: str, row: Row, words: str, reference: Reference) -> Row:
    """The verdict on a figure, and the polling day."""
    election_id, round_ = str(row["election_id"] or ""), _round(row)
    if table == "counts":
        count = int(str(row["count"]))
        number = count_verdict(
            subject=str(row["subject"]),
            count=count,
            decimals=_decimals_of_count(count, words),
            unit=str(row["unit"]),
            qualifier=str(row["qualifier"]),
            low=None,
            high=None,
            election_id=election_id,
            round=round_,
            reference=reference,
        )
        return number._asdict()
    share = _number(row["share_pct"])
    assert share is not None
    held = verdict(
        subject=str(row["subject"]),
        share=share,
        decimals=_decimals(share, words),
        qualifier=str(row["qualifier"]),
        low=_number(row["share_low"]),
        high=_number(row["share_high"]),
        kind=str(row["kind"]),
        election_id=election_id,
        round=round_,
        reference=reference,
    )
    polled = exact_date(election_id, round_, reference) if row["kind"] in DAYS_OF_RESULTS else None
    return held._asdict() | {"date": polled.isoformat() if polled else ""}


def _decimals(share: float, words: str) -> int:
    """How many decimals the words give a figure; those it needs where it is not among them."""
    for found in _FIGURE.finditer(words):
        if float(found[0].replace(",", ".")) == share:
            return len(found["decimals"] or "")
    return len(f"{share:.6f}".rstrip("0").partition(".")[2])


def _decimals_of_count(count: int, words: str) -> int:
    """0 where the words have all digits, else less by one for each zero at the end: 13.3 million is -5."""
    digits = "".join(character for character in words if character.isdecimal())
    return 0 if digits == str(count) else len(str(count).rstrip("0")) - len(str(count))


def _sentence(text: str, at: int, language: str) -> str:
    spans = sentences.split(text, language)
    span = next((span for span in spans if span.start <= at < span.end), None)
    return " ".join(text[span.start : span.end].split()) if span else ""


def _actors(row: Row) -> list[str]:
    actors = row["actors"]
    return list(actors) if isinstance(actors, list | tuple) else []


def _round(row: Row) -> int | None:
    return None if row["round"] is None else int(str(row["round"]))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _left(value: object) -> float | None:
    share = _number(value)
    return None if share is None else round(WHOLE - share, 6)
