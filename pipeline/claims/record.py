"""The record as claims speak of it: who stood in the votes for an office, and each vote's figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from pipeline.link.votes import rounds_of
from pipeline.reference import Election, Reference, Result
from pipeline.vote_names import vote_name, votes_name

_WHOLE = 100.0
# A house whose size is not on record has no majority.
_WHOLE_HOUSE = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What one subject got in one vote: its rows by round.

    `incumbent` is whether he or she held the office on the eve of the first polling day, `won` whether he or
    she was elected, or of a parliament the party with most seats, `leads` whether nobody, no bloc of
    parties either, got more in the first round, `decided` whether the record says who won.
    """

    subject: str
    election_id: str
    year: int
    date: str
    rows: Mapping[int | None, Result]
    incumbent: bool
    won: bool
    leads: bool
    decided: bool
    two_rounds: bool
    gender: str

    @property
    def any_row(self) -> Result:
        """The row of the first round that he or she stood in."""
        return next(iter(self.rows.values()))

    def rank(self, round: int | None) -> int | None:
        """The place in a round, in the first one where none is told."""
        row = self.rows.get(round) if round is not None else self.any_row
        return row.rank if row else None


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """The votes for one office of a country that have results on record, the earliest first."""

    country: str
    office: str
    area: str
    days: Sequence[Election]
    standings: Sequence[Standing]

    @property
    def told(self) -> str:
        """The votes in English: "presidential elections, France"."""
        return votes_name(self.country, self.office)

    @property
    def first_year(self) -> int:
        """The year of the first vote with figures; 0 where there is none."""
        return min((int(day.date[:4]) for day in self.days), default=0)

    def of(self, election_id: str) -> list[Standing]:
        """Everyone in one vote."""
        return [standing for standing in self.standings if standing.election_id == election_id]


@cache
def office(reference: Reference, country: str, name: str, area: str = "") -> Office:
    """The record of an office."""
    days = tuple(
        day
        for day in reference.elections_of(country, name, area)
        if day.turnout_pct is not None or reference.results(day.election_id, day.round)
    )
    ids = dict.fromkeys(day.election_id for day in days)
    standings = tuple(
        standing for election_id in ids for standing in _standings(reference, country, name, election_id)
    )
    return Office(country, name, area, days, standings)


def _standings(reference: Reference, country: str, name: str, election_id: str) -> list[Standing]:
    rounds = reference.rounds(election_id)
    eve = rounds[0].day - timedelta(days=1) if rounds[0].day else None
    holders = {person.name for person in reference.holders(country, name, eve)} if eve else set()
    rows: dict[str, dict[int | None, Result]] = {}
    for day in rounds:
        for row in reference.results(election_id, day.round):
            rows.setdefault(row.subject, {})[day.round] = row
    every = [row for of in rows.values() for row in of.values()]
    # Of one party alone the seats do not tell who won.
    seated = {row.subject for row in every if row.seats is not None}
    most = max((row.seats or 0 for row in every), default=0) if len(seated) > 1 else 0
    top = max((row.share_pct or 0 for row in reference.results(election_id, rounds[0].round)), default=0)
    found = []
    for subject, of in rows.items():
        won = any(row.elected or (most and row.seats == most) for row in of.values())
        person = reference.person(subject)
        found.append(
            Standing(
                subject=subject,
                election_id=election_id,
                year=int(rounds[0].date[:4]),
                date=rounds[0].date,
                rows=of,
                incumbent=subject in holders,
                won=won,
                leads=(next(iter(of.values())).share_pct or 0) >= top,
                decided=most > 0 or any(row.elected for row in every),
                two_rounds=rounds_of(country, name) > 1,
                gender=person.gender if person else "",
            )
        )
    return found


# What someone did in a vote, by the keys of the class "deed" of a pack.

DEEDS: Mapping[str, Callable[[Standing, int | None], bool]] = {
    "ran": lambda standing, _: True,
    "lost": lambda standing, _: standing.decided and not standing.won,
    "lost_runoff": lambda standing, _: 2 in standing.rows and standing.decided and not standing.won,
    "ousted": lambda standing, _: standing.incumbent and standing.decided and not standing.won,
    "won": lambda standing, _: standing.won,
    "kept": lambda standing, _: standing.incumbent and standing.won,
    "runoff": lambda standing, _: 2 in standing.rows,
    "eliminated": lambda standing, _: standing.two_rounds and 2 not in standing.rows and standing.decided,
    "majority": lambda standing, _: any(
        2 * (row.seats or 0) > (row.seats_total or _WHOLE_HOUSE) for row in standing.rows.values()
    ),
    "hung": lambda standing, _: (
        standing.won and any(2 * (row.seats or 0) <= (row.seats_total or 0) for row in standing.rows.values())
    ),
    "seated": lambda standing, _: any(row.seats for row in standing.rows.values()),
    "out": lambda standing, _: any(row.seats == 0 for row in standing.rows.values()),
    "first": lambda standing, round: standing.rank(round) == 1 and standing.leads,
    "second": lambda standing, round: standing.rank(round) == 2,
    "third": lambda standing, round: standing.rank(round) == 3,
    "fourth": lambda standing, round: standing.rank(round) == 4,
}


# Figures of a polling day, by the keys of the class "measure" of a pack.


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure that is compared: of a polling day, or of a subject on it."""

    value: float
    election_id: str
    round: int | None
    year: int
    date: str
    subject: str
    unit: str

    def told(self, reference: Reference) -> str:
        """The figure and whose it is, in English."""
        shown = f"{self.value:,.0f}" if self.unit in COUNTED else f"{self.value:.2f}"
        who = f" ({self.subject})" if self.subject else ""
        return f"{shown} {self.unit} in the {vote_name(self.election_id, self.round, reference)}{who}"


SUBJECT_FIGURES = frozenset({"score", "votes", "seats"})
COUNTED = frozenset({"votes", "candidates", "seats", "seats of majority"})
Figures = Callable[[Election, Sequence[Result]], tuple[float, str, str] | None]


def _turnout(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    return None if day.turnout_pct is None else (day.turnout_pct, "", "percent turnout")


def _abstention(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    if day.turnout_pct is None:
        return None
    return round(_WHOLE - day.turnout_pct, day.turnout_decimals), "", "percent abstention"


def _blank(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    if not day.votes_cast or not day.valid_votes:
        return None
    share = _WHOLE * (day.votes_cast - day.valid_votes) / day.votes_cast
    return share, "", "percent blank and void ballots"


def _margin(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    if not _is_contest(rows):
        return None
    lead = (rows[0].share_pct or 0.0) - (rows[1].share_pct or 0.0)
    return round(lead, 2), f"{rows[0].subject} over {rows[1].subject}", "points"


def _lead(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    if not _is_contest(rows) or rows[0].votes is None or rows[1].votes is None:
        return None
    return rows[0].votes - rows[1].votes, f"{rows[0].subject} over {rows[1].subject}", "votes"


def _is_contest(rows: Sequence[Result]) -> bool:
    return len(rows) > 1 and all(row.rank == place and row.share_pct for place, row in enumerate(rows[:2], 1))


def _winner(rows: Sequence[Result]) -> Result | None:
    """Who was elected, or of a parliament the party with most seats."""
    seated = [row for row in rows if row.seats is not None]
    most = max(seated, key=lambda row: row.seats or 0) if len(seated) > 1 else None
    return next((row for row in rows if row.elected), most)


def _winning_votes(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    winner = _winner(rows)
    return (winner.votes, winner.subject, "votes") if winner and winner.votes else None


def _winning_share(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    winner = _winner(rows)
    return (winner.share_pct, winner.subject, "percent") if winner and winner.share_pct else None


def _mandate(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    winner = _winner(rows)
    if not winner or not winner.votes or not day.registered:
        return None
    return _WHOLE * winner.votes / day.registered, winner.subject, "percent of registered voters"


def _majority(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    """By how many seats the largest party outnumbers all others together."""
    winner = _winner([row for row in rows if row.seats_total])
    if not winner or winner.seats is None or not winner.seats_total:
        return None
    return 2 * winner.seats - winner.seats_total, winner.subject, "seats of majority"


def _candidates(day: Election, rows: Sequence[Result]) -> tuple[float, str, str] | None:
    # Only where every candidate is on record: the votes add up to the valid ones.
    total = sum(row.votes or 0 for row in rows)
    if not rows or not day.valid_votes or total != day.valid_votes:
        return None
    return len(rows), "", "candidates"


DAY_FIGURES: Mapping[str, Figures] = {
    "turnout": _turnout,
    "abstention": _abstention,
    "blank": _blank,
    "margin": _margin,
    "lead": _lead,
    "winning_votes": _winning_votes,
    "winning_share": _winning_share,
    "mandate": _mandate,
    "majority": _majority,
    "candidates": _candidates,
}
DECIDING = frozenset({"margin", "lead", "winning_votes", "winning_share", "mandate", "majority"})
"""Figures of the round that decides a vote."""


@cache
def day_entries(reference: Reference, record: Office, measure: str) -> tuple[Entry, ...]:
    """A figure of every polling day that the record has it of."""
    found = []
    for day in record.days:
        rows = reference.results(day.election_id, day.round)
        figure = DAY_FIGURES[measure](day, rows)
        if figure is None or (measure in DECIDING and not _decides(reference, day)):
            continue
        value, subject, unit = figure
        found.append(Entry(value, day.election_id, day.round, int(day.date[:4]), day.date, subject, unit))
    return tuple(found)


def _decides(reference: Reference, day: Election) -> bool:
    return day == reference.rounds(day.election_id)[-1]


def subject_entries(standings: Sequence[Standing], measure: str) -> list[Entry]:
    """The shares (or votes, seats) of some subjects, one entry a round."""
    found = []
    for standing in standings:
        for round_, row in standing.rows.items():
            value = {"score": row.share_pct, "votes": row.votes, "seats": row.seats}.get(measure)
            if value is not None:
                unit = {"score": "percent"}.get(measure, measure)
                found.append(
                    Entry(
                        value,
                        standing.election_id,
                        round_,
                        standing.year,
                        standing.date,
                        standing.subject,
                        unit,
                    )
                )
    return found
