"""Whose road a chart follows: a party with its renamings, a person, or a political family."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from pipeline.lists import counted
from pipeline.reference import Election, Reference, Result
from pipeline.store import Tables
from pipeline.telling import places, words
from pipeline.telling.i18n import SOURCE, _, language, party_article

EVERYONE = "everyone"
_MOST_CHOICES = 40


@dataclass(frozen=True)
class Subject:
    """Someone with a record: `names` are all canonical names under which tables may speak of them."""

    key: str
    name: str
    kind: str  # party, person, family or everyone
    country: str = ""
    names: frozenset[str] = frozenset()
    party_ids: frozenset[str] = frozenset()
    family: str = ""
    colour: str = ""
    founded: str = ""
    earlier: str = ""  # what a party was called before

    @property
    def label(self) -> str:
        """The subject in the reader's language."""
        match self.kind:
            case "everyone":
                return _("Everyone")
            case "family":
                return _(
                    "{family}, all parties ({country})",
                    family=words.FAMILIES[self.family],
                    country=places.country(self.country, language()),
                )
        name = words.named(self.name)
        return (
            _("{party} (earlier {name})", party=name, name=words.named(self.earlier))
            if self.earlier
            else name
        )


@dataclass(frozen=True)
class Point:
    """An official figure of a subject: `subject` is who stood."""

    election: Election
    result: Result
    share_pct: float
    day: str = field(default="")

    @property
    def key(self) -> str:
        """What a mark of it carries."""
        return f"result={self.election.election_id}/{self.election.round or ''}"


NOBODY = Subject(EVERYONE, EVERYONE, EVERYONE)


def country_of(election_id: str) -> str:
    """The country at the head of an election's id."""
    return election_id.partition("-")[0]


def office_of(election_id: str) -> str:
    """The office in an election's id."""
    parts = election_id.split("-")
    return parts[1] if len(parts) > 2 else ""


def is_of(election_id: str, office: str) -> bool:
    """Whether an election is for an office: "president", or "FR-president" of that country alone."""
    country, _, name = office.rpartition("-")
    return office_of(election_id) == name and country in ("", country_of(election_id))


def mentions(tables: Tables) -> Counter[str]:
    """How often the tables name each person and party."""
    return counted(tables.timeline["actors"]) + Counter(tables.vote_shares["subject"])


def subjects(tables: Tables, reference: Reference) -> list[Subject]:
    """Everyone the tables speak of, those with the most mentions first, "everyone" last.

    Parties come before persons and families where the mentions are equal, so that the first is the
    story that most of the tables tell.
    """
    named = mentions(tables)
    weight: Counter[Subject] = Counter()
    for name, count in named.items():
        person = reference.person(name)
        if person:
            weight[_person(name, reference)] += count
            parties = {entry.party_id for entry in person.parties if entry.party_id}
        else:
            party = reference.party_named(name)
            parties = {party.party_id} if party else set()
        lines = {_line(party_id, reference) for party_id in parties}
        for line in lines:
            weight[line] += count
        for family in {(line.country, line.family) for line in lines if line.family}:
            weight[_family(*family, reference)] += count
    rank = {"party": 0, "person": 1, "family": 2}
    ordered = sorted(
        (subject for subject in weight if _has_record(subject, reference)),
        # A family always outweighs its parties; it is offered after them.
        key=lambda each: (each.kind == "family", -weight[each], rank[each.kind], each.name),
    )
    return [*ordered[:_MOST_CHOICES], NOBODY]


def _has_record(subject: Subject, reference: Reference) -> bool:
    return any(points(subject, office, reference) for office in offices(subject.country, reference))


@cache
def offices(country: str, reference: Reference) -> tuple[str, ...]:
    """The offices with national votes on record in a country, in order."""
    return tuple(
        sorted({row.office for row in reference.elections if row.country == country and not row.area})
    )


@cache
def _person(name: str, reference: Reference) -> Subject:
    person = reference.person(name)
    parties = [entry.party_id for entry in person.parties if entry.party_id] if person else []
    party = reference.party(parties[-1]) if parties else None
    return Subject(
        key=name,
        name=name,
        kind="person",
        country=person.country if person else "",
        names=frozenset({name}),
        colour=party.colour if party else "",
    )


@cache
def _line(party_id: str, reference: Reference) -> Subject:
    """The party with what it was before and what it became, under the id that it bears now."""
    lineage = reference.lineage(party_id)
    newest = party_id
    while (party := reference.party(newest)) and party.successor_id and party.successor_id != party_id:
        newest = party.successor_id
    lineage = reference.lineage(newest) or lineage
    parties = [found for each in lineage if (found := reference.party(each))]
    earlier = list(dict.fromkeys(each.name_en for each in parties[1:]))
    latest = parties[0] if parties else None
    members = {
        person.name
        for person in reference.people
        if any(entry.party_id in lineage for entry in person.parties)
    }
    return Subject(
        key=newest,
        name=latest.name_en if latest else party_id,
        kind="party",
        country=latest.country if latest else "",
        names=frozenset({*members, *(each.name_en for each in parties)}),
        party_ids=frozenset(lineage),
        family=latest.family if latest else "",
        colour=latest.colour if latest else "",
        founded=latest.founded if latest else "",
        earlier=next(iter(earlier), ""),
    )


@cache
def _family(country: str, family: str, reference: Reference) -> Subject:
    parties = [party for party in reference.parties if (party.country, party.family) == (country, family)]
    people = {
        row.subject
        for row in reference.results_rows
        if row.party_family == family and country_of(row.election_id) == country
    }
    return Subject(
        key=f"{family.replace(' ', '-')}-{country}",
        name=family,
        kind="family",
        country=country,
        names=frozenset({*people, *(party.name_en for party in parties)}),
        party_ids=frozenset(party.party_id for party in parties),
        family=family,
        colour=parties[0].colour if parties else "",
    )


@cache
def points(subject: Subject, office: str, reference: Reference) -> tuple[Point, ...]:
    """The subject's official figures in national votes for an office, the earliest first.

    Of several rows of one party in a round the highest counts (a merged party has the candidates of
    all that became it); of a family the shares are added.
    """
    found = []
    for election in reference.elections_of(subject.country, office):
        rows = [row for row in reference.results(election.election_id, election.round) if row.share_pct]
        own = [row for row in rows if _is_own(row, subject)]
        if not own:
            continue
        best = max(own, key=lambda row: row.share_pct or 0)
        share = sum(row.share_pct or 0 for row in own if row.rank) if subject.kind == "family" else 0
        found.append(Point(election, best, share or float(best.share_pct or 0), election.date))
    return tuple(found)


def colour(subject: str, party_id: str, country: str, year: int, record: Reference) -> str:
    """The colour of a party by convention, a person's is that of the party of that year; "" for none."""
    person = record.person(subject)
    party = record.party(party_id or (person.party_id(year) if person else ""))
    party = party or record.party_named(subject, country)
    return party.colour if party else ""


def _is_own(row: Result, subject: Subject) -> bool:
    if subject.kind == "person":
        return row.subject == subject.key
    if subject.kind == "family":
        return row.party_family == subject.family
    return row.party_id in subject.party_ids


def open_offices(subject: Subject, tables: Tables, reference: Reference) -> tuple[list[str], str]:
    """The offices to choose from, and the one to begin with; of everyone those of each country."""
    if not subject.country:
        ids = [each for each in _ids(tables) if office_of(each)]
        counted = Counter(f"{country_of(each)}-{office_of(each)}" for each in ids)
        spoken = [office for office, _ in counted.most_common(_MOST_CHOICES)]
        return spoken, spoken[0] if spoken else ""
    held = [each for each in offices(subject.country, reference) if points(subject, each, reference)]
    told = [each for each, _ in office_mentions(_ids(tables), subject.country).most_common() if each]
    return list(dict.fromkeys([*held, *told])), default_office(subject, tables, reference)


def default_office(subject: Subject, tables: Tables, reference: Reference) -> str:
    """The office that the tables speak of most, of those that the subject has a record in."""
    open_to = [office for office in offices(subject.country, reference) if points(subject, office, reference)]
    spoken = office_mentions(_ids(tables), subject.country)
    return max(
        open_to,
        key=lambda office: (spoken[office], len(points(subject, office, reference))),
        default=spoken.most_common(1)[0][0] if spoken else "",
    )


def _ids(tables: Tables) -> Iterable[str]:
    told = (tables.timeline["election_id"], tables.vote_shares["election_id"])
    return [each for ids in told for each in ids[ids != ""]]


def office_mentions(election_ids: Iterable[str], country: str) -> Counter[str]:
    """How often each office stands in ids of a country ("": of any)."""
    return Counter(office_of(each) for each in election_ids if each and country in ("", country_of(each)))


def name_in_tables(subject: Subject, tables: Tables, reference: Reference) -> str:
    """What the tables call the subject: of a party's names the one they use most."""
    if subject.kind != "party":
        return subject.label
    named = mentions(tables)
    own = [party.name_en for each in subject.party_ids if (party := reference.party(each))]
    newest = reference.party(subject.key)
    fallback = newest.name_en if newest else subject.name
    return max(sorted(own), key=lambda name: (named[name], name == fallback), default=fallback)


def in_sentence(name: str, reference: Reference) -> str:
    """The name with what the language puts before it: "the National Front", "le Front national".

    English has "the" before a translated name of several words, nothing before a person or "En Marche!".
    """
    party, said = reference.party_named(name), words.named(name)
    if party is None:
        return said
    if language() != SOURCE:
        return f"{party_article(said)}{said}"
    translated = words.folded(party.name_en) != words.folded(party.name_fr)
    return f"the {said}" if translated and " " in said and not said.startswith("The ") else said
