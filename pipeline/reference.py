"""What is on record: elections, results, people, parties and milestones, and pure look-ups in them.

`load()` reads the country folders beside this file and any folders of the same shape given by the
user. The dictionaries of a Reference are built once; look-ups are pure and need no pandas. A name is
the canonical name of a person or a party everywhere.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pipeline.reference_read import ReferenceDataError, read_folder
from pipeline.reference_rows import (
    Count,
    Election,
    Kin,
    Membership,
    Milestone,
    Party,
    Person,
    Result,
    Role,
)
from pipeline.reference_schema import REFERENCE_TABLES

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Count",
    "Election",
    "Kin",
    "Membership",
    "Milestone",
    "Party",
    "Person",
    "Reference",
    "ReferenceDataError",
    "Result",
    "Role",
    "Term",
    "fold",
    "load",
]

FOLDER = Path(__file__).parent / "countries"
PARTY_LEADER = "party leader"
_LAST_RANK = 10_000
_DATE = attrgetter("date")
_PLAIN = str.maketrans(dict.fromkeys("’‘ʼ", "'") | dict.fromkeys("‐‑–—", "-"))

Key = tuple[str, int | None]
K = TypeVar("K")
V = TypeVar("V")


class Term(NamedTuple):
    """Who held an office from `start` to before `end` (ISO days; `end` is empty while it lasts)."""

    person: Person
    start: str
    end: str


@cache
def fold(name: str) -> str:
    """A name as the alias dictionaries spell it: no case, no accents, plain marks, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


@dataclass(frozen=True, eq=False)
class Reference:
    """The reference tables, each in the order of its files, and look-ups in them."""

    elections: tuple[Election, ...]
    results_rows: tuple[Result, ...]
    people: tuple[Person, ...]
    parties: tuple[Party, ...]
    milestones: tuple[Milestone, ...]

    # Elections and results

    def election(self, election_id: str, round: int | None = None) -> Election | None:
        """The polling day with this id and round, None where none is on record."""
        return self._elections.get((election_id, round))

    def rounds(self, election_id: str) -> tuple[Election, ...]:
        """The polling days of an election in order; none where it is not on record."""
        return self._rounds.get(election_id, ())

    def results(self, election_id: str, round: int | None = None) -> tuple[Result, ...]:
        """Everyone's result on that polling day in order of rank, unranked rows last."""
        return self._results.get((election_id, round), ())

    def result(self, election_id: str, round: int | None, subject: str) -> Result | None:
        """The result of a subject: a canonical name, a party's English name or id, or an option.

        A party also finds its candidate in a vote for persons and the row under its name of that
        time; a person finds the list of the party that he or she stood for or led. None where no
        row, or more than one, could be meant.
        """
        key = (election_id, round)
        by_subject = self._by_subject.get(key)
        if by_subject is None:
            return None
        if own := by_subject.get(subject):
            return own
        party_id = self._party_of(subject, self._elections[key])
        # In a vote for persons the row of one's party is someone else's.
        by_party = (self._by_party_of_lists if subject in self._people else self._by_party).get(key, {})
        for ids in ((party_id,), self.lineage(party_id)) if party_id else ():
            found = [row for known in ids for row in by_party.get(known, ())]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def alliance_results(self, election_id: str, round: int | None, subject: str) -> tuple[Result, ...]:
        """The rows of alliances that include a subject's party on that polling day."""
        rows = self._results.get((election_id, round), ())
        if not any(row.party_id in self._members for row in rows):
            return ()
        own = self._party_of(subject, self._elections[election_id, round])
        return tuple(row for row in rows if own and own in self._members.get(row.party_id, ()))

    def elections_of(self, country: str, office: str, area: str = "") -> tuple[Election, ...]:
        """The polling days for an office (of an area or body), the earliest first."""
        return self._by_office.get((country, office, area), ())

    def polling_days(
        self, country: str, earliest: str, latest: str, *, areas: bool = False
    ) -> tuple[Election, ...]:
        """The polling days of a country from one ISO day to another, in order: the national ones, or with
        `areas` those of areas and bodies."""
        days = self._by_country.get((country, areas), ())
        first = bisect_left(days, earliest, key=_DATE)
        return days[first : bisect_right(days, latest, first, key=_DATE)]

    def next_election(self, country: str, office: str | None, day: date) -> Election | None:
        """The first national polling day on or after `day`; any office where `office` is None."""
        days, iso = self._polling_days(country, office), day.isoformat()
        return next((election for election in days if election.date >= iso[: len(election.date)]), None)

    def previous_election(self, country: str, office: str | None, day: date) -> Election | None:
        """The last national polling day before `day`; any office where `office` is None."""
        days, iso = self._polling_days(country, office), day.isoformat()
        return next(
            (election for election in reversed(days) if election.date < iso[: len(election.date)]), None
        )

    def candidacies(self, name: str) -> tuple[Key, ...]:
        """The (election_id, round) that a person stood in by name, the earliest first."""
        return self._candidacies.get(name, ())

    # People and parties

    def person(self, name: str) -> Person | None:
        """The person with this canonical name."""
        return self._people.get(name)

    def party(self, party_id: str) -> Party | None:
        """The party with this id."""
        return self._parties.get(party_id)

    def party_named(self, name: str, country: str = "") -> Party | None:
        """The party with this canonical (English) name; without a country the first one found."""
        found = self._party_names.get(name, ())
        return next((party for party in found if country in ("", party.country)), None)

    def lineage(self, party_id: str) -> tuple[str, ...]:
        """A party's id, then those it became, then those it came from, the nearest first."""
        return self._lineages.get(party_id, (party_id,))

    @cached_property
    def people_by_alias(self) -> Mapping[str, tuple[Person, ...]]:
        """Folded name or alias (see `fold`) to the people who bear it."""
        return _by_alias((person, (person.name, *person.aliases)) for person in self.people)

    @cached_property
    def parties_by_alias(self) -> Mapping[str, tuple[Party, ...]]:
        """Folded name or alias (see `fold`) to the parties that bear it, all countries and times."""
        return _by_alias((party, (party.name_en, party.name_fr, *party.aliases)) for party in self.parties)

    def terms(self, country: str, role: str) -> tuple[Term, ...]:
        """Who held an office ("president", "party leader RN") and when, the earliest first."""
        return self._terms.get((country, role), ())

    def holders(self, country: str, role: str, day: date) -> tuple[Person, ...]:
        """Who held an office on a day; on the day of a handover the one who comes in."""
        iso = day.isoformat()
        return tuple(
            term.person
            for term in self.terms(country, role)
            if term.start <= iso and (not term.end or iso < term.end)
        )

    # The tables as a whole

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries on record, in order."""
        return tuple(sorted({election.country for election in self.elections}))

    @cached_property
    def counted(self) -> "Reference":
        """The tables of the countries with figures; of the others there are polling days and names alone."""
        figures = (row for row in self.results_rows if row.share_pct is not None)
        countries = {self._elections[row.election_id, row.round].country for row in figures}
        return Reference(
            elections=tuple(row for row in self.elections if row.country in countries),
            results_rows=tuple(
                row
                for row in self.results_rows
                if self._elections[row.election_id, row.round].country in countries
            ),
            people=tuple(row for row in self.people if row.country in countries),
            parties=tuple(row for row in self.parties if row.country in countries),
            milestones=self.milestones,
        )

    @cached_property
    def as_of(self) -> date | None:
        """The latest day of an event or of a vote with figures on record."""
        counted = [row for row in self.results_rows if row.share_pct is not None]
        days = [self._elections[row.election_id, row.round].day for row in counted]
        days += [date.fromisoformat(row.date) for row in self.milestones if row.precision == "day"]
        return max((day for day in days if day), default=None)

    def frames(self) -> "dict[str, pd.DataFrame]":
        """The tables as frames by name, columns as in the schema, lists as lists of strings."""
        import pandas as pd  # noqa: PLC0415 - only the dashboard and exports need it

        kinds = {
            "integer": "Int64",
            "number": "Float64",
            "boolean": "boolean",
            "string": "string",
            "date": "string",
        }
        frames = {}
        for name, table in REFERENCE_TABLES.items():
            rows = self._table(name)
            frames[name] = pd.DataFrame(
                {
                    column.name: pd.Series(
                        [_plain(getattr(row, column.name)) for row in rows],
                        dtype=kinds.get(column.type, "object"),
                    )
                    for column in table.columns
                }
            )
        return frames

    def _table(self, name: str) -> Sequence[Any]:
        rows: Sequence[Any] = self.results_rows if name == "results" else getattr(self, name)
        return rows

    # Dictionaries behind the look-ups

    @cached_property
    def _elections(self) -> dict[Key, Election]:
        return {(row.election_id, row.round): row for row in self.elections}

    @cached_property
    def _rounds(self) -> dict[str, tuple[Election, ...]]:
        return _group(
            (row.election_id, row) for row in sorted(self.elections, key=lambda row: row.round or 0)
        )

    @cached_property
    def _results(self) -> dict[Key, tuple[Result, ...]]:
        ordered = sorted(self.results_rows, key=lambda row: row.rank or _LAST_RANK)
        return _group(((row.election_id, row.round), row) for row in ordered)

    @cached_property
    def _by_subject(self) -> dict[Key, dict[str, Result]]:
        return {key: {row.subject: row for row in rows} for key, rows in self._results.items()}

    @cached_property
    def _by_party(self) -> dict[Key, dict[str, tuple[Result, ...]]]:
        return {key: _group((row.party_id, row) for row in rows) for key, rows in self._results.items()}

    @cached_property
    def _by_party_of_lists(self) -> dict[Key, dict[str, tuple[Result, ...]]]:
        return {
            key: _group((row.party_id, row) for row in rows if row.subject_type != "candidate")
            for key, rows in self._results.items()
        }

    @cached_property
    def _by_country(self) -> dict[tuple[str, bool], tuple[Election, ...]]:
        ordered = sorted(self.elections, key=_DATE)
        return _group(((row.country, bool(row.area)), row) for row in ordered)

    @cached_property
    def _by_office(self) -> dict[tuple[str, str, str], tuple[Election, ...]]:
        ordered = sorted(self.elections, key=_chronology)
        return _group(((row.country, row.office, row.area), row) for row in ordered)

    def _polling_days(self, country: str, office: str | None) -> tuple[Election, ...]:
        return self._national.get((country, office), ())

    @cached_property
    def _national(self) -> dict[tuple[str, str | None], tuple[Election, ...]]:
        ordered = [row for row in sorted(self.elections, key=_chronology) if not row.area]
        return _group(((row.country, office), row) for row in ordered for office in (row.office, None))

    @cached_property
    def _candidacies(self) -> dict[str, tuple[Key, ...]]:
        stood = [row for row in self.results_rows if row.subject_type == "candidate"]
        ordered = sorted(stood, key=lambda row: _chronology(self._elections[row.election_id, row.round]))
        return _group((row.subject, (row.election_id, row.round)) for row in ordered)

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return {party.party_id: party for party in self.parties}

    @cached_property
    def _party_names(self) -> dict[str, tuple[Party, ...]]:
        return _group((party.name_en, party) for party in self.parties)

    @cached_property
    def _predecessors(self) -> dict[str, tuple[str, ...]]:
        return _group((party.successor_id, party.party_id) for party in self.parties if party.successor_id)

    @cached_property
    def _lineages(self) -> dict[str, tuple[str, ...]]:
        return {party_id: self._lineage(party_id) for party_id in self._parties}

    def _lineage(self, party_id: str) -> tuple[str, ...]:
        after, before = [party_id], [party_id]
        while (
            (party := self._parties.get(after[-1])) and party.successor_id and party.successor_id not in after
        ):
            after.append(party.successor_id)
        for known in before:
            before += [other for other in self._predecessors.get(known, ()) if other not in before]
        return tuple(dict.fromkeys((*after, *before)))

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        return {party.party_id: party.members for party in self.parties if party.members}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], tuple[Term, ...]]:
        terms = [
            ((person.country, role.office), Term(person, role.start, role.end))
            for person in self.people
            for role in person.roles
        ]
        return _group(sorted(terms, key=lambda item: item[1].start))

    def _party_of(self, subject: str, election: Election) -> str:
        """The id of the party that a subject is, stands for in that year or leads on that day."""
        if party := self._parties.get(subject) or self.party_named(subject, election.country):
            return party.party_id
        person = self._people.get(subject)
        if person is None:
            return ""
        year = int(election.date[:4])
        for entry in person.parties:
            if entry.year == year:
                return entry.party_id
        for role in person.roles:
            if role.office.startswith(PARTY_LEADER) and role.on(election.date):
                return role.office.removeprefix(PARTY_LEADER).strip()
        return ""


@cache
def load(*extra: Path) -> Reference:
    """The reference tables of all country folders, then of `extra` ones, whose rows replace equal keys.

    An extra folder holds the CSV files of one country, or a folder for each country.

    Raises:
        ReferenceDataError: a file cannot be used; the message names file, line, column and remedy.
    """
    tables: dict[str, dict[object, Any]] = {name: {} for name in REFERENCE_TABLES}
    for folder in (folder for root in (FOLDER, *extra) for folder in _folders(root)):
        for name, rows in read_folder(folder).items():
            key = REFERENCE_TABLES[name].key
            for row in rows:
                tables[name][tuple(getattr(row, column) for column in key) if key else row] = row
    reference = Reference(*(tuple(tables[name].values()) for name in REFERENCE_TABLES))
    _check_links(reference)
    return reference


def _folders(root: Path) -> list[Path]:
    """The country folders in a folder, or the folder itself where it is one."""
    files = {f"{name}.csv" for name in REFERENCE_TABLES}
    if not root.is_dir():
        raise ReferenceDataError(f"{root}: no such folder; give a folder of reference tables")
    holding = [root, *sorted(path for path in root.iterdir() if path.is_dir())]
    found = [folder for folder in holding if any((folder / name).exists() for name in files)]
    if not found:
        raise ReferenceDataError(f"{root}: no reference table; add {', '.join(sorted(files))}")
    return found


def _check_links(reference: Reference) -> None:
    """Each party and each polling day that a row names must have a row of its own."""
    parties = reference._parties
    for result in reference.results_rows:
        where = f"results.csv, {result.election_id}, round {result.round or '(none)'}, {result.subject}"
        if (result.election_id, result.round) not in reference._elections:
            raise ReferenceDataError(f"{where}: no such polling day; add it to elections.csv")
        if result.party_id and result.party_id not in parties:
            raise ReferenceDataError(
                f"{where}, column party_id: {result.party_id!r} is in no parties.csv; add it there"
            )
    for party in reference.parties:
        for party_id in filter(None, (party.successor_id, *party.members)):
            if party_id not in parties:
                raise ReferenceDataError(f"parties.csv, {party.party_id}: {party_id!r} has no row; add it")
    for person in reference.people:
        for entry in person.parties:
            if entry.party_id not in parties:
                raise ReferenceDataError(
                    f"people.csv, {person.name}, column parties: {entry.party_id!r} is in no parties.csv; "
                    "add it there"
                )


def _chronology(election: Election) -> tuple[str, int]:
    """Sorts by day; a day not known yet comes last in its month or year, round by round."""
    return election.date + "-99" * (2 - election.date.count("-")), election.round or 0


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    grouped: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def _by_alias(named: Iterable[tuple[V, Iterable[str]]]) -> dict[str, tuple[V, ...]]:
    pairs = ((alias, value) for value, names in named for alias in dict.fromkeys(map(fold, names)))
    return _group(pairs)


def _plain(value: object) -> object:
    """A cell of a frame: text for entries with parts, lists for tuples, NA for empty text."""
    if isinstance(value, tuple):
        return [_entry(part) for part in value]
    return value


def _entry(part: object) -> str:
    match part:
        case Count(pct, decimals, whose):
            return f"{pct:.{decimals}f}:{whose}"
        case Role(office, start, end):
            return f"{office}:{start}/{end}"
        case tuple():
            return ":".join(str(item) for item in part)
        case _:
            return str(part)
