"""A vote as articles tell it, and which one a date can mean.

The record knows the polling days of some countries; of all others a vote is what the words say: country,
office and year.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from pipeline import packs
from pipeline.model import Timex
from pipeline.reference import Election, Reference

# Office words of the language packs that mean another office in each country, and the one for a vacant seat.
_PARLIAMENT, _BYELECTION = frozenset({"parliament", "federal"}), "byelection"
_PRESIDENT: Final = "president"
_TWO_ROUNDS: Final = 2
_NOT_REGULAR: Final = frozenset({"referendum"})


class Vote(NamedTuple):
    """A round of a vote, or the vote where `round` is None. `election_id` names it as the tables do."""

    election_id: str
    country: str
    office: str
    year: int
    round: int | None = None

    def in_round(self, round: int | None) -> "Vote":
        """The same vote in another round."""
        if round == self.round:
            return self
        return Vote(self.election_id, self.country, self.office, self.year, round)


@cache
def office_in(country: str, word: str) -> str:
    """The office that an office word of a language pack means in a country."""
    only_in = _office(word).get("only_in")
    if only_in is not None and country not in only_in:
        word = str(_office(word)["else"])
    return str(_of(country, "parliament")) if word in _PARLIAMENT else word


@cache
def main_office(country: str) -> str:
    """The office that "the election" without a word for it means in a country."""
    main = str(_of(country, "main"))
    return office_in(country, main)


@cache
def counts_nominations(country: str) -> bool:
    """Whether who seeks a nomination is said to run for the office itself."""
    return bool(_of(country, "nominations"))


def region_office(country: str) -> str:
    """The office of the assemblies that the regions of a country elect, empty where that is not their main
    vote."""
    return str(_of(country, "region"))


@cache
def rounds_of(country: str, office: str, area: str = "") -> int:
    """How many rounds a vote for the office has at most in a country, or in an area of it."""
    if office == _PRESIDENT:
        return int(_of(country, "president_rounds"))
    if office == _BYELECTION:
        office = office_in(country, str(_of(country, _BYELECTION)))
    if office == _of(country, "parliament"):
        return int(_of(country, "parliament_rounds"))
    only_in = _office(office).get("two_rounds_in")
    if only_in is None or country in only_in:
        return int(_office(office).get("rounds", 1))
    return _TWO_ROUNDS if f"{country}-{area}" in only_in else 1


def sort_of(vote: Vote) -> str:
    """The office of a vote; one for a president that few such countries elect is told apart."""
    rare = (
        vote.office == _PRESIDENT
        and rounds_of(vote.country, _PRESIDENT) == 1
        and main_office(vote.country) != _PRESIDENT
    )
    return f"{vote.office}, seldom elected" if rare else vote.office


@cache
def subjects_of(office: str) -> str:
    """What stands in votes for an office: persons, parties or options."""
    return str(_office(office).get("subjects", "parties"))


@cache
def has_seats(office: str) -> bool:
    """Whether votes for an office fill the seats of an assembly."""
    return bool(_office(office).get("seats", subjects_of(office) == "parties"))


@cache
def divided_by(office: str) -> str:
    """What has votes of its own for an office: areas, parties or, empty, nothing."""
    return str(_office(office).get("of", ""))


def area_of(vote: Vote) -> str:
    """The area or party whose own vote it is, empty where it has none."""
    return "-".join(vote.election_id.split("-")[2:-1])


def is_for_a_seat(vote: Vote) -> bool:
    """Whether a vote is one for a single seat that fell vacant."""
    return vote.office == _BYELECTION


def is_area_of(office: str, country: str, area: str) -> bool:
    """Whether a part of a country (paca, TX) is one that can have a vote of its own for an office."""
    kind = _office(office).get("areas")
    regions = packs.shared("offices")["regions"].get(country, ())
    is_region = area in regions or area.isupper()
    return kind is None or is_region == (kind == "regions")


def _office(office: str) -> dict[str, Any]:
    known: dict[str, Any] = packs.shared("offices")["office"].get(office, {})
    return known


def _of(country: str, key: str) -> Any:  # noqa: ANN401 (a value of the file)
    offices = packs.shared("offices")
    return offices.get("country", {}).get(country, {}).get(key, offices["default"][key])


def vote_of(election: Election) -> Vote:
    """A polling day on record as a vote."""
    return Vote(
        election.election_id, election.country, election.office, int(election.date[:4]), election.round
    )


def unrecorded(country: str, office: str, year: int, area: str = "") -> Vote:
    """A vote that is on no record; one for a vacant seat has the name of the office that the seat is of, one
    in a country that is not told has no id."""
    name = office_in(country, str(_of(country, _BYELECTION))) if office == _BYELECTION else office
    parts = (country, name, area, f"{year:04d}") if area else (country, name, f"{year:04d}")
    return Vote("-".join(parts) if country else "", country, office, year)


def dated(
    timex: Timex,
    *,
    country: str,
    office: str,
    preferred: Sequence[str],
    reference: Reference,
    voting: bool,
    fresh: bool = False,
) -> Sequence[Vote]:
    """The votes that a date can mean, the likeliest first: of the office if one is told, else of any.

    A day must be a polling day on record. Of a country or an office that the record does not have at that
    time it can be any date in a sentence about voting (`voting`), as a vote of the office told or
    preferred. Of the preferred one it is that though the record has others on the same day only if the date
    is `fresh`.
    """
    if not timex.earliest or timex.earliest[:4] != timex.latest[:4]:
        return ()
    bounds = timex.earliest, timex.latest
    return _dated(bounds, country, office, tuple(preferred), reference, voting=voting, fresh=fresh)


@lru_cache(maxsize=4096)
def _dated(
    bounds: tuple[str, str],
    country: str,
    office: str,
    preferred: tuple[str, ...],
    reference: Reference,
    *,
    voting: bool,
    fresh: bool,
) -> Sequence[Vote]:
    """The same for the first and the last day of a date."""
    earliest, latest = bounds
    by_day = earliest == latest
    found = _on_record(earliest, latest, country, office, reference)
    wanted = office or next(iter(preferred), "")
    order = [*dict.fromkeys((wanted, *preferred)), *sorted({election.office for election in found})]
    found.sort(key=lambda election: (order.index(election.office), election.date, election.round or 0))
    votes: list[Vote] = []
    for election_id in dict.fromkeys(election.election_id for election in found):
        days = [election for election in found if election.election_id == election_id]
        vote = vote_of(days[0])
        votes.append(vote if len(days) == 1 else vote.in_round(None))
    if (
        country
        and wanted
        and not any(vote.office == wanted for vote in votes)
        and (voting or not by_day)
        and (office or not votes or (fresh if by_day else not reference.elections_of(country, wanted)))
        and not is_covered(country, wanted, earliest[:4], reference)
    ):
        other = unrecorded(country, wanted, int(earliest[:4]))
        # A day that is no polling day is not one of a vote on record.
        if not (by_day and reference.rounds(other.election_id)):
            votes.insert(0, other)
    return tuple(votes)


def _on_record(earliest: str, latest: str, country: str, office: str, reference: Reference) -> list[Election]:
    """The polling days in a date: of the office told, else of any unless the office is on no record."""
    by_day = earliest == latest
    found = list(reference.polling_days(country, earliest, latest))
    own = [election for election in found if election.office == office]
    if not own and (office or by_day):
        of_areas = list(reference.polling_days(country, earliest, latest, areas=True))
        own = [election for election in of_areas if election.office == office]
        if len({election.area for election in own}) > 1:
            own = []  # which area's is for the words to say
        found = found or of_areas if by_day else found
    return own if own or (office and not reference.elections_of(country, office)) else found


def is_covered(country: str, office: str, year: str, reference: Reference) -> bool:
    """Whether the record has votes for the office before and after a year: then none was in it, if such
    votes are held every few years everywhere at once."""
    if office in _NOT_REGULAR or divided_by(office):
        return False
    years = [election.date[:4] for election in reference.elections_of(country, office)]
    return bool(years) and min(years) <= year <= max(years)


def of_area(vote: Vote, area: str, reference: Reference) -> Vote:
    """The vote for the same office of an area or party, in the same year by the record, else by its name."""
    rows = reference.elections_of(vote.country, vote.office, area)
    same = next((row for row in rows if row.date[:4] == str(vote.year)), None)
    own = vote_of(same) if same else unrecorded(vote.country, vote.office, vote.year, area)
    return own.in_round(vote.round)


@lru_cache(maxsize=4096)
def neighbour(vote: Vote, step: int, reference: Reference) -> Vote | None:
    """The vote for the same office before (-1) or after (1) one, by the record."""
    ids = list(
        dict.fromkeys(election.election_id for election in reference.elections_of(vote.country, vote.office))
    )
    if vote.election_id not in ids:
        return None
    at = ids.index(vote.election_id) + step
    if not 0 <= at < len(ids):
        return None
    return vote_of(reference.rounds(ids[at])[0]).in_round(None)


@lru_cache(maxsize=4096)
def last_held(country: str, office: str, day: date, reference: Reference) -> Vote:
    """The vote for an office last held before a day, by the record, else the one of that year; round open."""
    election = reference.previous_election(country, office, day)
    known = reference.elections_of(country, office)
    vote = vote_of(election) if election and known else unrecorded(country, office, day.year)
    return vote.in_round(None)


def undated(
    country: str,
    office: str,
    *,
    by_words: Vote | None,
    known: Sequence[Vote | None],
    day: date | None,
    ahead: bool,
    reference: Reference,
) -> Vote | None:
    """The vote for an office that is told without a date: one already told (`known`), else the last one.

    It is the nearest to a vote of another year that the words tell (`by_words`), or the next one where the
    words look `ahead`. `day` is that of publication.
    """
    for vote in known:
        if vote and vote.office == office and vote.country == country:
            return vote
    if day is None:
        return None
    if office == _BYELECTION:
        return unrecorded(country, office, day.year)
    if by_words and by_words.country == country and by_words.year != day.year:
        return nearest(country, office, by_words, reference)
    if ahead and (election := reference.next_election(country, office, day)):
        return vote_of(election).in_round(None)
    return last_held(country, office, day, reference)


@lru_cache(maxsize=4096)
def nearest(country: str, office: str, vote: Vote, reference: Reference) -> Vote:
    """The vote for an office that was held nearest to another vote; round open."""
    day = day_of(vote, reference) or date(vote.year, 7, 1)
    held = [election for election in reference.elections_of(country, office) if election.day]
    near = min(held, key=lambda row: abs((row.day or day) - day), default=None)
    if near is None or abs(int(near.date[:4]) - vote.year) > 1:
        return unrecorded(country, office, vote.year)
    return vote_of(near).in_round(None)


@lru_cache(maxsize=1024)
def wins_of(name: str, reference: Reference) -> tuple[Vote, ...]:
    """The votes for the main office of a country that a person won, alone or at the head of a party, the
    earliest first."""
    person = reference.person(name)
    if person is None:
        return ()
    votes: dict[str, Vote] = {}
    for election in reference.elections_of(person.country, main_office(person.country)):
        row = reference.result(election.election_id, election.round, name)
        first = row is not None and row.rank == 1 and row.subject_type != "candidate"
        if row is not None and (row.elected or first):
            votes[election.election_id] = vote_of(election)
    return tuple(votes.values())


@lru_cache(maxsize=4096)
def day_of(vote: Vote, reference: Reference) -> date | None:
    """The polling day; the first round's where no round is told."""
    for election in reference.rounds(vote.election_id):
        if vote.round in (None, election.round):
            return election.day
    return None


def is_ahead(vote: Vote, published: date | None, reference: Reference) -> bool:
    """Whether a vote is still to come on the day of publication; False where none is known."""
    if published is None:
        return False
    day = day_of(vote, reference)
    return day > published if day else vote.year > published.year


@lru_cache(maxsize=1024)
def finalists(vote: Vote, reference: Reference) -> tuple[str, ...]:
    """Who stood in the second round, by the record; empty where there was none or it is not known."""
    return tuple(row.subject for row in reference.results(vote.election_id, 2))


@lru_cache(maxsize=4096)
def stood_without_final(name: str, vote: Vote, reference: Reference) -> bool:
    """Whether someone stood in a vote and not in its second round, by the record of both."""
    pair = finalists(vote, reference)
    return bool(pair) and name not in pair and bool(stood(name, vote, reference))


def contenders(vote: Vote, reference: Reference) -> tuple[str, ...]:
    """The two who decided a vote between them, the winner first, by the record: of its second round, else
    of a vote for a person; empty where it is not known."""
    rows = reference.results(vote.election_id, 2)
    if not rows and not rounds_of(vote.country, vote.office) > 1:
        rows = tuple(row for row in reference.results(vote.election_id) if row.subject_type == "candidate")
    return tuple(row.subject for row in sorted(rows[:2], key=lambda row: not row.elected))


@lru_cache(maxsize=1024)
def own_votes(names: tuple[str, ...], reference: Reference) -> tuple[Vote, ...]:
    """The votes in which all of some people stood, the latest first; rounds left open."""
    found = [{key[0] for key in reference.candidacies(name)} for name in names]
    common = set.intersection(*found) if found else set()
    votes = [vote_of(reference.rounds(election_id)[0]).in_round(None) for election_id in sorted(common)]
    return tuple(sorted(votes, key=lambda vote: -vote.year))


@lru_cache(maxsize=4096)
def stood(name: str, vote: Vote, reference: Reference) -> bool | None:
    """Whether a person or party stood in a vote; None where the record does not tell."""
    known = None
    for election in reference.rounds(vote.election_id):
        if vote.round in (None, election.round) and reference.results(vote.election_id, election.round):
            if reference.result(vote.election_id, election.round, name):
                return True
            known = False
    return known
