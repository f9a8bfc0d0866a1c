"""The dated events on record: milestones, and those that terms, lives and party names imply.

A term of office begins with an appointment, a party's row with its founding or renaming, and a life
ends with a death. The end of a term implies no resignation: who leaves after a defeat has resigned
days before or never. Milestones stand first, since they say more.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.reference import PARTY_LEADER, Milestone, Party, Person, Reference

_PRECISIONS = {4: "year", 7: "month", 10: "day"}


@cache
def known_events(reference: Reference) -> Mapping[str, tuple[Milestone, ...]]:
    """The events on record by type, milestones first; labels are English."""
    grouped: dict[str, list[Milestone]] = defaultdict(list)
    for event in (*reference.milestones, *_implied(reference)):
        grouped[event.type].append(event)
    return {kind: tuple(events) for kind, events in grouped.items()}


def _implied(reference: Reference) -> Iterator[Milestone]:
    for person in reference.people:
        yield from _of_person(person, reference)
    for party in reference.parties:
        yield from _of_party(party, reference)


def _of_person(person: Person, reference: Reference) -> Iterator[Milestone]:
    ends = {role.end for role in person.roles if role.office.startswith(PARTY_LEADER)}
    for role in person.roles:
        leads = role.office.startswith(PARTY_LEADER)
        actors: tuple[str, ...] = (person.name,)
        if leads and (party := reference.party(role.office.removeprefix(PARTY_LEADER).strip())):
            actors = (person.name, party.name)
        # The leader of a party that takes a new name is neither appointed nor gone.
        if not (leads and role.start in ends):
            yield _event(
                role.start, "appointment", f"{person.name} becomes {role.office}", actors, person.source
            )
    if person.died:
        yield _event(person.died, "death", f"{person.name} dies", (person.name,), person.source)


def _of_party(party: Party, reference: Reference) -> Iterator[Milestone]:
    before = [reference.party(party_id) for party_id in reference.lineage(party.party_id)[1:]]
    renamed = [old for old in before if old and old.successor_id == party.party_id and old.valid_to]
    if party.founded and party.founded == party.valid_from:
        yield _event(party.founded, "founding", f"{party.name} founded", (party.name,), party.source)
    for old in renamed:
        if old.valid_to == party.valid_from:
            yield _event(
                party.valid_from,
                "rename",
                f"{old.name} becomes {party.name}",
                (old.name, party.name),
                party.source,
            )


def _event(day: str, kind: str, label: str, actors: tuple[str, ...], source: str) -> Milestone:
    return Milestone(
        date=day,
        precision=_PRECISIONS[len(day)],
        type=kind,
        label=label,
        actors=actors,
        election_id="",
        round=None,
        source=source,
    )
