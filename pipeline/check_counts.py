"""Hold numbers of votes and seats against the record, as `check` does shares; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.reference import Election, Reference, Result

SEATS: Final = "seats"
_ELECTORATE: Final = (TURNOUT, ABSTENTION, BLANK)
# Two digits of a round number are meant, whatever zeros follow.
_LEAST_PART: Final = 10


@dataclass(frozen=True, slots=True)
class CountVerdict:
    """How a number compares with the record: `official` is what it was held against, None where there is
    nothing; `verdict` is one of schemas.SHARE_VERDICTS."""

    official: int | None
    verdict: str


_UNKNOWN: Final = CountVerdict(None, "no_reference")


def count_verdict(
    *,
    subject: str,
    count: int,
    decimals: int,
    unit: str,
    qualifier: str,
    low: float | None,
    high: float | None,
    election_id: str,
    round: int | None,
    reference: Reference,
) -> CountVerdict:
    """Compare a number of votes or seats with the record, as rounding is done by people.

    `decimals` is negative where the last digit told is one of thousands or millions, `unit` votes or seats,
    `low` and `high` bound the number where its words do.
    """
    days = _days(election_id, round, unit, reference)
    own = [number for day in days for number in _own(subject, day, unit, reference)]
    for official in own:
        if grade := _grade(count, decimals, unit, qualifier, low, high, official):
            return CountVerdict(official, grade)
    if not own:
        return _UNKNOWN
    others = [
        number
        for day in days
        for row in reference.results(day.election_id, day.round)
        if (number := _number(row, unit)) is not None and number not in own
    ]
    if subject not in _ELECTORATE and _fits_one(count, decimals, unit, others):
        return CountVerdict(own[0], "other_holder")
    if unit != SEATS:
        elsewhere = [
            number
            for day in reference.rounds(election_id)
            if day.round != round
            for number in _own(subject, day, unit, reference)
        ]
        if _fits_one(count, decimals, unit, elsewhere):
            return CountVerdict(own[0], "other_round")
    return CountVerdict(own[0], "disagrees")


def _days(election_id: str, round: int | None, unit: str, reference: Reference) -> tuple[Election, ...]:
    """The polling days that the number may be of; seats stand with any day of the whole election."""
    if unit == SEATS:
        return reference.rounds(election_id)
    day = reference.election(election_id, round)
    return (day,) if day else ()


def _own(subject: str, day: Election, unit: str, reference: Reference) -> Iterator[int]:
    """The numbers of a subject on record: its own, then with its allies."""
    if subject in _ELECTORATE:
        number = None if unit == SEATS else _of_electorate(subject, day)
        yield from () if number is None else (number,)
        return
    row = reference.result(day.election_id, day.round, subject)
    rows = (*((row,) if row else ()), *reference.alliance_results(day.election_id, day.round, subject))
    for one in dict.fromkeys(rows):
        if (number := _number(one, unit)) is not None:
            yield number


def _number(row: Result, unit: str) -> int | None:
    return row.seats if unit == SEATS else row.votes


def _of_electorate(subject: str, day: Election) -> int | None:
    cast = day.votes_cast
    if subject == TURNOUT or cast is None:
        return cast
    if subject == ABSTENTION:
        return day.registered - cast if day.registered else None
    return cast - day.valid_votes if day.valid_votes else None


# Comparing


def _grade(
    count: int, decimals: int, unit: str, qualifier: str, low: float | None, high: float | None, official: int
) -> str:
    """exact, rounds, truncates or near where the number holds, else empty."""
    if qualifier in ("over", "under", "between") and (low is not None or high is not None):
        holds = (low is None or low <= official) and (high is None or official <= high)
        return "exact" if holds else ""
    fit = _fit(count, decimals, unit, official)
    if qualifier != "about" or fit in ("exact", "rounds"):
        return fit
    return "near" if abs(count - official) <= min(_zeros(count), count / _LEAST_PART) else ""


def _fit(count: int, decimals: int, unit: str, official: int) -> str:
    """How a number without a bound renders an official one: exact, rounds, truncates or empty."""
    if count == official:
        return "exact"
    # Seats are counted, and told one by one; of votes the zeros at the end are rounded.
    part = 1 if unit == SEATS else max(10**-decimals, _zeros(count))
    while part > 1 and part * _LEAST_PART > count and part > 10**-decimals:
        part //= 10
    if abs(count - official) * 2 <= part:
        return "rounds"
    return "truncates" if part > 1 and count <= official < count + part else ""


def _zeros(count: int) -> int:
    """The value of the last digit that is not zero."""
    part = 1
    while count and count % (part * 10) == 0:
        part *= 10
    return part


def _fits_one(count: int, decimals: int, unit: str, numbers: list[int]) -> bool:
    """Whether a number is that of one other alone; of several it explains nothing."""
    fitting = {number for number in numbers if _fit(count, decimals, unit, number) in ("exact", "rounds")}
    return len(fitting) == 1
