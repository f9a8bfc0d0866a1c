"""Hold numbers of votes and seats against the record, as `check` does shares; pure."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.reference import Election, Reference, Result

SEATS: Final = "seats"
_ELECTORATE: Final = (TURNOUT, ABSTENTION, BLANK)
# Two digits of a round number are meant, whatever zeros follow.
_LEAST_PART: Final = 10

# A smaller number is right in some year by chance.
_LEAST_TELLING: Final = 10


class CountVerdict(NamedTuple):
    """How a number compares with the record: `official` is what it was held against, None where there is
    nothing; `verdict` is one of schemas.SHARE_VERDICTS, `because` says in English what was compared."""

    official: int | None
    verdict: str
    because: str


class Known(NamedTuple):
    """A number on record, and what it is."""

    number: int
    what: str


class Told(NamedTuple):
    """The number as the text has it; `part` is the value of the last digit that is meant."""

    number: int
    part: int
    qualifier: str
    low: float | None
    high: float | None


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
    if not days:
        return CountVerdict(None, "no_reference", "no such vote is on record")
    own = [known for day in days for known in _own(subject, day, unit, reference)]
    if not own:
        return CountVerdict(None, "no_reference", f"the {unit} of {subject} are not on record")
    told = Told(count, 1 if unit == SEATS else _part(count, decimals), qualifier, low, high)
    for known in own:
        if grade := _grade(told, known.number):
            return CountVerdict(known.number, grade, known.what)
    verdict, why = _cause(subject, told, days, unit, reference)
    return CountVerdict(own[0].number, verdict, "; ".join(filter(None, (own[0].what, why))))


def _cause(
    subject: str, told: Told, days: Sequence[Election], unit: str, reference: Reference
) -> tuple[str, str]:
    """What else the number is, where that can be seen: verdict and words."""
    rows = [row for day in days for row in reference.results(day.election_id, day.round)]
    own = [reference.result(day.election_id, day.round, subject) for day in days]
    others = [known for row in rows if row not in own for known in _numbers(row, unit)[:1]]
    if subject not in _ELECTORATE and (other := _only_fit(told, others)):
        return "other_holder", f"the number is that of {other.what}"
    rounds = [day for day in reference.rounds(days[0].election_id) if day not in days]
    elsewhere = [known for day in rounds for known in _own(subject, day, unit, reference)]
    if other := _only_fit(told, elsewhere):
        return "other_round", f"the number is that of {other.what}"
    return "disagrees", _same_in_another_year(subject, told, days[0], unit, reference)


def _same_in_another_year(subject: str, told: Told, day: Election, unit: str, reference: Reference) -> str:
    """Words on another year of the same office in which the number was right, or empty."""
    if told.number < _LEAST_TELLING:
        return ""
    for other in reversed(reference.elections_of(day.country, day.office, day.area)):
        if other.election_id != day.election_id:
            for known in _own(subject, other, unit, reference):
                if _fit(told, known.number) in ("exact", "rounds"):
                    return f"the number is that of {known.what}"
    return ""


def _days(election_id: str, round: int | None, unit: str, reference: Reference) -> tuple[Election, ...]:
    """The polling days that the number may be of; seats stand with any day of the whole election."""
    if unit == SEATS:
        return reference.rounds(election_id)
    day = reference.election(election_id, round)
    return (day,) if day else ()


def _own(subject: str, day: Election, unit: str, reference: Reference) -> Iterator[Known]:
    """The numbers of a subject on record: its own by each count, then with its allies."""
    if subject in _ELECTORATE:
        number = None if unit == SEATS else _of_electorate(subject, day)
        yield from () if number is None else (Known(number, f"{subject}, {_name(day)}: {number} {unit}"),)
        return
    row = reference.result(day.election_id, day.round, subject)
    rows = (*((row,) if row else ()), *reference.alliance_results(day.election_id, day.round, subject))
    for one in dict.fromkeys(rows):
        yield from _numbers(one, unit)


def _numbers(row: Result, unit: str) -> Sequence[Known]:
    """The number of a row by each count, the published one first; none where it has none."""
    number, others = (row.seats, row.other_seats) if unit == SEATS else (row.votes, row.other_votes)
    what = f"{row.subject}, {row.election_id}{f' round {row.round}' if row.round and unit != SEATS else ''}"
    found = [] if number is None else [Known(number, f"{what}: {number} {unit}")]
    return [*found, *(Known(n, f"{what}: {n} {unit} by another count ({whose})") for n, whose in others)]


def _name(day: Election) -> str:
    return f"{day.election_id}{f' round {day.round}' if day.round else ''}"


def _of_electorate(subject: str, day: Election) -> int | None:
    cast = day.votes_cast
    if subject == TURNOUT or cast is None:
        return cast
    if subject == ABSTENTION:
        return day.registered - cast if day.registered else None
    return cast - day.valid_votes if day.valid_votes else None


# Comparing


def _grade(told: Told, official: int) -> str:
    """exact, rounds, truncates or near where the number holds, else empty."""
    if told.qualifier in ("over", "under", "between") and (told.low is not None or told.high is not None):
        above = told.low is None or told.low <= official
        return "exact" if above and (told.high is None or official <= told.high) else ""
    fit = _fit(told, official)
    if told.qualifier != "about" or fit in ("exact", "rounds"):
        return fit
    rough = min(_zeros(told.number), told.number / _LEAST_PART)
    return "near" if abs(told.number - official) <= rough else ""


def _fit(told: Told, official: int) -> str:
    """How a number without a bound renders an official one: exact, rounds, truncates or empty."""
    if told.number == official:
        return "exact"
    if abs(told.number - official) * 2 <= told.part:
        return "rounds"
    return "truncates" if told.part > 1 and told.number <= official < told.number + told.part else ""


def _part(count: int, decimals: int) -> int:
    """The value of the last digit of a number of votes that is meant: the zeros at the end are rounded."""
    least = int(10**-decimals)
    part = max(least, _zeros(count))
    while part > least and part * _LEAST_PART > count:
        part //= 10
    return part


def _zeros(count: int) -> int:
    """The value of the last digit that is not zero."""
    part = 1
    while count and count % (part * 10) == 0:
        part *= 10
    return part


def _only_fit(told: Told, known: Sequence[Known]) -> Known | None:
    """The one number that a told one renders; of several it explains nothing."""
    fitting = {one.number: one for one in known if _fit(told, one.number) in ("exact", "rounds")}
    return next(iter(fitting.values())) if len(fitting) == 1 else None
