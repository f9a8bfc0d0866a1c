"""Hold what a text says against the record: verdicts on vote shares, exact days, known events.

The record never decides what the text says: the figure comes in as written, and the verdict says
how it compares. All functions are pure.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from pipeline.reference import Election, Milestone, Reference, Result
from pipeline.reference_events import known_events

TURNOUT, ABSTENTION, BLANK = "turnout", "abstention", "blank and spoiled ballots"
NEAR = Decimal(1)
NEAR_FRACTION = Decimal(2)
# Counts that are not final differ from the published one by as much.
_TENTHS = Decimal("0.5")
_BOUNDS = ("over", "under", "between")
# A share computed from the votes is only used where it confirms the published one up to rounding.
_SAME_COUNT = Decimal("0.02")


class Verdict(NamedTuple):
    """How a figure compares with the record.

    `official_pct` is the figure it was held against, in percent, `difference` the text's figure less
    that one, in points; both None where there is none. `verdict` is one of schemas.SHARE_VERDICTS or
    empty for kinds that get none. `because` says in English what was compared.
    """

    official_pct: float | None
    difference: float | None
    verdict: str
    because: str


class Figure(NamedTuple):
    """A figure on record, in percent with the decimals that were published, and what it is."""

    pct: Decimal
    what: str


class Told(NamedTuple):
    """The figure as the text has it; `near` is how far one that is told as rough may be off."""

    share: Decimal
    qualifier: str
    low: Decimal | None
    high: Decimal | None
    near: Decimal = NEAR


def verdict(
    *,
    subject: str,
    share: float,
    decimals: int,
    qualifier: str,
    low: float | None,
    high: float | None,
    kind: str,
    election_id: str,
    round: int | None,
    reference: Reference,
    fraction: bool = False,
) -> Verdict:
    """Compare a result or a turnout with the record, as rounding is done by people.

    `decimals` counts the digits after the decimal mark in the text, `fraction` is whether it tells a fraction
    ("a quarter"), which is rough by nature. Where the office votes in rounds
    and `round` is None there is nothing to compare with. Kinds other than result and turnout, and
    blank ballots, get an empty verdict.
    """
    if kind not in ("result", "turnout") or subject == BLANK:
        return Verdict(None, None, "", "")
    election = reference.election(election_id, round)
    if election is None:
        return Verdict(None, None, "no_reference", _unknown(election_id, round, reference))
    told = Told(_decimal(share, decimals), qualifier, _bound(low), _bound(high))
    if fraction and qualifier not in _BOUNDS:
        told = Told(_decimal(share, 2), "about", None, None, NEAR_FRACTION)
    about_turnout = kind == "turnout" or subject in (TURNOUT, ABSTENTION)
    own = tuple(_turnout(subject, election) if about_turnout else _shares(subject, election, reference))
    graded = [(grade, figure) for figure in own if (grade := _grade(told, figure.pct))]
    if graded:
        # A count by which the figure is right comes before one that it only truncates.
        grade, figure = next((pair for pair in graded if pair[0] in ("exact", "rounds")), graded[0])
        return _compared(told, figure, grade, figure.what)
    named = _cause(subject, told, election, reference, turnout=about_turnout)
    if about_turnout or reference.result(election_id, round, subject):
        if not own or (about_turnout and election.turnout_pct is None):
            return Verdict(None, None, "no_reference", f"{_name(election)} has no such figure on record")
        if told.qualifier == "about" and abs(told.share - own[0].pct) <= told.near:
            return _compared(told, own[0], "near", own[0].what)
        cause, why = named or ("disagrees", _why_else(subject, told, own[0], election, reference))
        return _compared(told, own[0], cause, "; ".join(filter(None, (own[0].what, why))))
    if named and _stood_elsewhere(subject, election, reference):
        return Verdict(None, None, named[0], f"{subject} did not stand there; {named[1]}")
    return Verdict(None, None, "no_reference", f"{subject} is not in the results of {_name(election)}")


def exact_date(election_id: str, round: int | None, reference: Reference) -> date | None:
    """The polling day; None where it is unknown, or the office votes in rounds and none is told."""
    election = reference.election(election_id, round)
    return election.day if election else None


def milestone_for(
    type: str, actors: Sequence[str], earliest: str, latest: str, reference: Reference
) -> Milestone | None:
    """The known event that an extracted one is: same type, compatible days, a common actor.

    `earliest` and `latest` are ISO days, empty where open. A party is the same under its former and
    later names. Without actors only the very day counts. None where two days fit equally well.
    """
    names = _with_other_names(actors, reference)
    fitting: dict[tuple[str, ...], list[Milestone]] = {}
    most = 0
    for event in known_events(reference).get(type, ()):
        common = len(names.intersection(event.actors))
        if actors and not common:
            continue
        first, last = _bounds(event.date)
        if (latest and first > latest) or (earliest and last < earliest):
            continue
        if not common and not first == last == earliest == latest:
            continue
        if common > most:
            fitting, most = {}, common
        if common == most:
            fitting.setdefault((event.date,), []).append(event)
    if len(fitting) != 1:
        return None
    return next(iter(fitting.values()))[0]


def known_day(event: Mapping[str, object], earliest: str, latest: str, reference: Reference) -> str:
    """The ISO day on record of an event with its type, actors, election and round; "" where there is none."""
    actors = event["actors"]
    named = [str(actor) for actor in actors] if isinstance(actors, list | tuple) else []
    if event["election_id"]:
        round_ = None if event["round"] is None else int(str(event["round"]))
        day = exact_date(str(event["election_id"]), round_, reference)
        return day.isoformat() if day else ""
    known = milestone_for(str(event["type"]), named, earliest, latest, reference)
    return known.date if known and known.precision == "day" else ""


# Figures on record


def _shares(subject: str, election: Election, reference: Reference) -> Iterator[Figure]:
    """What a subject got by each count on record, its own first, then with its allies."""
    row = reference.result(election.election_id, election.round, subject)
    if row and row.share_pct is not None:
        yield from _counts(row, reference)
    for alliance in reference.alliance_results(election.election_id, election.round, subject):
        if alliance != row and alliance.share_pct is not None:
            yield from _counts(alliance, reference)


def _counts(row: Result, reference: Reference) -> Sequence[Figure]:
    """The share of a row by each count, the published one first; none where it has no share."""
    return _counts_of_day(row.election_id, row.round, reference)[row.subject]


@cache
def _counts_of_day(
    election_id: str, round: int | None, reference: Reference
) -> Mapping[str, tuple[Figure, ...]]:
    """The shares of everyone on a polling day on record."""
    election = reference.election(election_id, round)
    rows = reference.results(election_id, round)
    return {row.subject: tuple(_counted(row, election)) for row in rows if election}


def _counted(row: Result, election: Election) -> Iterator[Figure]:
    if row.share_pct is None:
        return
    what = f"{row.subject}, {_name(election)}"
    published = _decimal(row.share_pct, row.share_decimals)
    yield Figure(published, f"{what}: {published}")
    if row.votes and election.valid_votes:
        computed = Decimal(100 * row.votes) / election.valid_votes
        if abs(computed - published) <= _SAME_COUNT:
            yield Figure(computed, f"{what}: {row.votes} of {election.valid_votes} votes")
    for count in row.other_counts:
        yield Figure(
            _decimal(count.pct, count.decimals), f"{what}: {count.pct} by another count ({count.whose})"
        )


def _turnout(subject: str, election: Election) -> Iterator[Figure]:
    """Turnout, or for abstention 100 less it, by each count on record."""
    figures = []
    if election.turnout_pct is not None:
        published = _decimal(election.turnout_pct, election.turnout_decimals)
        figures.append((published, ""))
        if election.votes_cast and election.registered:
            computed = Decimal(100 * election.votes_cast) / election.registered
            if abs(computed - published) <= _SAME_COUNT:
                figures.append((computed, f", {election.votes_cast} of {election.registered} voters"))
    for count in election.other_counts:
        figures.append((_decimal(count.pct, count.decimals), f" by another count ({count.whose})"))
    for pct, note in figures:
        taken = 100 - pct if subject == ABSTENTION else pct
        yield Figure(taken, f"{subject}, {_name(election)}: {taken:.2f}{note}")


# Comparing


def _grade(told: Told, official: Decimal) -> str:
    """exact, rounds, truncates (or near) where the text's figure holds, else empty."""
    low = told.low if told.low is not None else told.share if told.qualifier == "over" else None
    high = told.high if told.high is not None else told.share if told.qualifier == "under" else None
    if told.qualifier in _BOUNDS and (low is not None or high is not None):
        if (low is None or low <= official) and (high is None or official <= high):
            return "exact"
        # A whole number is a threshold; a bound with decimals may itself be rounded.
        rounded = _unit(told.share) < 1 and _fit(told.share, official) in ("exact", "rounds")
        return "rounds" if rounded and told.qualifier != "between" else ""
    fit = _fit(told.share, official)
    return "near" if fit == "truncates" and told.qualifier == "about" else fit


def _fit(share: Decimal, official: Decimal) -> str:
    """How a figure without a bound renders an official one: exact, rounds, truncates or empty."""
    if share == official:
        return "exact"
    places, on_record = _unit(share), _unit(official)
    if places < on_record:
        # The text is finer than the record: all that can be said is that the record rounds it.
        return "rounds" if share.quantize(on_record, ROUND_HALF_UP) == official else ""
    if share in (official.quantize(places, ROUND_HALF_UP), official.quantize(places, ROUND_HALF_EVEN)):
        return "rounds"
    return "truncates" if share == official.quantize(places, ROUND_DOWN) else ""


def _cause(
    subject: str, told: Told, election: Election, reference: Reference, *, turnout: bool
) -> tuple[str, str] | None:
    """What else the figure is, where that can be seen: verdict and words; exact fits go first.

    A bound that does not hold is no figure of anything else.
    """
    if told.qualifier in _BOUNDS and _unit(told.share) == 1:
        return None
    finders = (_other_holder, _other_round, _other_base)
    fits = [
        (grade, name, figure)
        for name, find in zip(("other_holder", "other_round", "other_base"), finders, strict=True)
        for grade, figure in [find(subject, told, election, reference, turnout)]
        if figure
    ]
    for wanted in ("exact", "rounds", "truncates"):
        for grade, name, figure in fits:
            if grade == wanted and figure:
                return name, f"the figure is that of {figure.what}"
    return None


Found = tuple[str, Figure | None]


def _best(told: Told, figures: Sequence[Figure]) -> Found:
    """The one figure that fits best; none where two fit equally well, since that explains nothing."""
    fits = [(figure, _fit(told.share, figure.pct)) for figure in figures]
    for wanted in ("exact", "rounds", "truncates"):
        fitting = [figure for figure, fit in fits if fit == wanted]
        if fitting:
            return (wanted, fitting[0]) if len(fitting) == 1 else ("", None)
    return "", None


def _other_holder(subject: str, told: Told, election: Election, reference: Reference, turnout: bool) -> Found:
    if turnout:
        other = TURNOUT if subject == ABSTENTION else ABSTENTION
        return _best(told, tuple(_turnout(other, election))[:1])
    own = reference.result(election.election_id, election.round, subject)
    rows = reference.results(election.election_id, election.round)
    return _best(told, [figure for row in rows if row is not own for figure in _counts(row, reference)[:1]])


def _other_round(subject: str, told: Told, election: Election, reference: Reference, turnout: bool) -> Found:
    figures: list[Figure] = []
    for other in reference.rounds(election.election_id):
        if other.round != election.round:
            found = _turnout(subject, other) if turnout else _shares(subject, other, reference)
            figures += tuple(found)[:1]
    return _best(told, figures)


def _other_base(subject: str, told: Told, election: Election, reference: Reference, turnout: bool) -> Found:
    row = reference.result(election.election_id, election.round, subject)
    if turnout or row is None or not row.votes:
        return "", None
    bases = (
        (election.registered, "registered voters"),
        (election.votes_cast, "ballots, blank ones included"),
    )
    return _best(
        told,
        [
            Figure(Decimal(100 * row.votes) / base, f"{row.subject}, {_name(election)}, of {base} {name}")
            for base, name in bases
            if base
        ],
    )


def _why_else(subject: str, told: Told, own: Figure, election: Election, reference: Reference) -> str:
    """Words on why a figure may differ, or empty: it is that of another year, or of a count not final."""
    if same := _same_in_another_year(subject, told, election, reference):
        return same
    if _unit(told.share) < 1 and abs(told.share - own.pct) <= _TENTHS:
        return "a provisional count, or one of a part of the territory, may differ by as little"
    return ""


def _same_in_another_year(subject: str, told: Told, election: Election, reference: Reference) -> str:
    """Words on another year of the same office in which the figure was right, or empty."""
    if _unit(told.share) == 1:
        return ""
    for other in reversed(reference.elections_of(election.country, election.office, election.area)):
        if other.election_id != election.election_id:
            row = reference.result(other.election_id, other.round, subject)
            for figure in _counts(row, reference)[:1] if row else ():
                if _fit(told.share, figure.pct) in ("exact", "rounds"):
                    return f"the figure is that of {figure.what}"
    return ""


def _stood_elsewhere(subject: str, election: Election, reference: Reference) -> bool:
    """Whether the subject is on record in another round of the same election."""
    rounds = reference.rounds(election.election_id)
    return any(reference.result(other.election_id, other.round, subject) for other in rounds)


# Small things


def _compared(told: Told, figure: Figure, grade: str, because: str) -> Verdict:
    official = round(float(figure.pct), 2)
    return Verdict(official, round(float(told.share) - official, 2), grade, because)


def _unknown(election_id: str, round: int | None, reference: Reference) -> str:
    if not election_id:
        return "the text does not tell which election"
    if round is None and reference.rounds(election_id):
        return f"{election_id} has rounds, and the text does not tell which"
    return f"{election_id}{f' round {round}' if round else ''} is not on record"


def _name(election: Election) -> str:
    return f"{election.election_id}{f' round {election.round}' if election.round else ''}"


def _decimal(value: float, decimals: int) -> Decimal:
    return Decimal(f"{value:.{decimals}f}")


def _bound(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _unit(value: Decimal) -> Decimal:
    """The value of the last digit: 0.01 for 82.21."""
    return Decimal((0, (1,), value.as_tuple().exponent))  # type: ignore[arg-type]


@cache
@cache
def _bounds(iso: str) -> tuple[str, str]:
    """First and last day of an ISO date of day, month or year precision."""
    if len(iso) == 4:
        return f"{iso}-01-01", f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-01", f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]}"
    return iso, iso


def _with_other_names(actors: Sequence[str], reference: Reference) -> set[str]:
    """The actors, and of each party its former and later names."""
    names = set(actors)
    for actor in actors:
        if party := reference.party_named(actor):
            known = (reference.party(party_id) for party_id in reference.lineage(party.party_id))
            names.update(other.name for other in known if other)
    return names
