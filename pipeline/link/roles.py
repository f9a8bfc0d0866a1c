"""Who is meant by an office, a post, a party or kin, by the record; pure look-ups."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from pipeline.lexicon import fold, key
from pipeline.link.votes import Vote, main_office, office_in
from pipeline.reference import PARTY_LEADER, Party, Person, Reference, Result, Role

_HEADS_OF_GOVERNMENT = ("chancellor", "prime minister")
_PRESIDENT = "president"
_LARGEST = 2
_CHILDREN, _PARENTS = {"male": "son", "female": "daughter"}, {"male": "father", "female": "mother"}
_SIBLINGS = {"male": "brother", "female": "sister"}
_BACK = {
    "son": _PARENTS,
    "daughter": _PARENTS,
    "father": _CHILDREN,
    "mother": _CHILDREN,
    "brother": _SIBLINGS,
    "sister": _SIBLINGS,
    "wife": {"male": "husband"},
    "husband": {"female": "wife"},
}


def holders(
    reference: Reference, country: str, office: str, proper: Collection[str], day: date
) -> Iterator[str]:
    """Who held an office on a day; one of a place ("mayor" of "bordeaux") where `proper` names it."""
    if not proper:
        yield from (person.name for person in reference.holders(country, office, day))
        return
    for name, role in _roles(reference).get(key(office)[:1], ()):
        if _is_office(role.office, office, proper) and role.on(day.isoformat()):
            yield name


def held(reference: Reference, name: str, office: str, proper: Collection[str], day: date) -> bool:
    """Whether someone had held an office and left it by a day."""
    person = reference.person(name)
    return person is not None and any(
        _is_office(role.office, office, proper)
        and role.start < day.isoformat()
        and not role.on(day.isoformat())
        for role in person.roles
    )


def largest_parties(reference: Reference, country: str, day: date) -> Sequence[str]:
    """The two parties that had most in the last vote for the parliament before a day."""
    election = reference.previous_election(country, office_in(country, "parliament"), day)
    rows = (
        reference.results(election.election_id, 1) or reference.results(election.election_id)
        if election
        else ()
    )
    return [row.subject for row in sorted(rows, key=lambda row: -(row.share_pct or 0.0))[:_LARGEST]]


@cache
def _roles(reference: Reference) -> Mapping[tuple[str, ...], Sequence[tuple[str, Role]]]:
    """Who held what, by the first word of the office."""
    found: dict[tuple[str, ...], list[tuple[str, Role]]] = defaultdict(list)
    for person in reference.people:
        for role in person.roles:
            found[key(role.office)[:1]].append((person.name, role))
    return found


def _is_office(recorded: str, office: str, proper: Collection[str]) -> bool:
    if not proper:
        return recorded == office
    head, rest = office.split(), list(key(recorded))
    return rest[: len(head)] == head and set(proper) <= set(rest[len(head) :])


def incumbent_office(reference: Reference, country: str) -> str:
    """The office that "the incumbent" holds in a country: the president's or the head of government's."""
    if main_office(country) == _PRESIDENT:
        return _PRESIDENT
    return next((role for role in _HEADS_OF_GOVERNMENT if reference.terms(country, role)), "")


def leaders(reference: Reference, party_ids: Collection[str], day: date) -> Iterator[str]:
    """Who led a party on a day, under any of its names."""
    for party_id in party_ids:
        for line in reference.lineage(party_id):
            party = reference.party(line)
            if party:
                leading = reference.holders(party.country, f"{PARTY_LEADER} {line}", day)
                yield from (person.name for person in leading)


def founders(reference: Reference, party_ids: Collection[str]) -> Iterator[str]:
    """Who first led a party, under the earliest of its names."""
    for party_id in party_ids:
        party = reference.party(party_id)
        for line in reversed(reference.lineage(party_id)) if party else ():
            if terms := reference.terms(party.country if party else "", f"{PARTY_LEADER} {line}"):
                yield terms[0].person.name
                break


def results(reference: Reference, vote: Vote) -> Sequence[Result]:
    """The results of a vote, those of its first round where its own round has none."""
    return reference.results(vote.election_id, vote.round) or reference.results(vote.election_id, 1)


def standing(reference: Reference, leanings: Collection[str], vote: Vote) -> Iterator[Result]:
    """Who stood in a vote for one of some parties or political families, the best placed first."""
    lines = lines_of(reference, leanings)
    for row in results(reference, vote):
        if row.party_id in lines or row.party_family in leanings:
            yield row


def lines_of(reference: Reference, party_ids: Collection[str]) -> set[str]:
    """The parties, with those they came from and became."""
    return {
        line for party_id in party_ids if reference.party(party_id) for line in reference.lineage(party_id)
    }


def leans(reference: Reference, name: str, leanings: Collection[str], year: int) -> bool:
    """Whether someone was of one of some parties or political families."""
    person = reference.person(name)
    party = reference.party(person.party_id(year)) if person else None
    return party is not None and party_leans(reference, party, leanings)


def party_leans(reference: Reference, party: Party, leanings: Collection[str]) -> bool:
    """Whether a party is one of some, under any of its names, or of some political families."""
    return party.family in leanings or party.party_id in lines_of(reference, leanings)


def party_of(reference: Reference, person: Person, day: date) -> Party | None:
    """A person's party under the name that it had on a day."""
    line = [reference.party(name) for name in reference.lineage(person.party_id(day.year))]
    parties = [party for party in line if party]
    return next((party for party in parties if is_alive(party, day)), next(iter(parties), None))


def is_alive(party: Party, day: date) -> bool:
    """Whether a party bore its name on a day."""
    begun = not party.valid_from or party.valid_from <= day.isoformat()
    return begun and (not party.valid_to or party.valid_to > day.isoformat())


def kin(reference: Reference, name: str, relation: str) -> str:
    """Someone's relative, by what it is to him or her; empty where none is on record."""
    person = reference.person(name)
    return next((kin.name for kin in person.kin if kin.relation == relation), "") if person else ""


def back(relation: str, gender: str) -> str:
    """What someone of a gender is to his or her relative: the father of a daughter."""
    return _BACK.get(relation, {}).get(gender, "")


def beside(reference: Reference, name: str, step: int, day: date) -> str:
    """Who held an office after (1) or before (-1) someone, of the last office taken up by a day."""
    person = reference.person(name)
    roles = [role for role in person.roles if role.start <= day.isoformat()] if person else []
    if person is None or not roles:
        return ""
    main = (_PRESIDENT, *_HEADS_OF_GOVERNMENT)
    last = max(roles, key=lambda role: (role.office in main, role.start))
    terms = reference.terms(person.country, last.office)
    at = next((index for index, term in enumerate(terms) if term.start == last.start), None)
    other = terms[at + step] if at is not None and 0 <= at + step < len(terms) else None
    return other.person.name if other and other.start <= day.isoformat() else ""


def surname(name: str) -> str:
    """The last word of a name, folded."""
    return fold(name.rsplit(maxsplit=1)[-1])


def first_name(name: str) -> str:
    """The first word of a name, folded; of a double one its first part."""
    return next(iter(key(name)), "")
