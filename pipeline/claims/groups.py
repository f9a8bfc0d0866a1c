"""Among whom a claim holds: "any candidate bearing her name", "a sitting president", "socialist history"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.claims.record import Standing
from pipeline.claims.scan import Passage, class_of, key_of
from pipeline.lexicon import Cue
from pipeline.link.people import Subject
from pipeline.reference import Reference, fold
from pipeline.reference_events import known_events

Test = Callable[[Standing], bool]
# How far behind "candidate" its party may stand.
_OF_PARTY = 3
_BEHIND_SINCE = 4


@dataclass(frozen=True)
class Group:
    """Some of those who stood: `told` says in English who, `holds` tests one of them.

    `everyone` is whether it is no group at all; `round` the round that it is of, if it is of one.
    """

    told: str
    holds: Test
    everyone: bool = False
    round: int | None = None
    names: frozenset[str] = frozenset()


ALL = Group("everyone who stood", lambda standing: True, everyone=True)

WINNERS = Group("winners", lambda standing: standing.won)

_KEYED: dict[str, Group] = {
    "any": ALL,
    "every": ALL,
    "incumbent": Group("sitting holders of the office", lambda standing: standing.incumbent),
    "woman": Group("women", lambda standing: standing.gender == "female"),
    "man": Group("men", lambda standing: standing.gender == "male"),
    "winner": WINNERS,
    "loser": Group(
        "losing finalists",
        lambda standing: 2 in standing.rows and not standing.won,
        round=2,
    ),
    "first": Group("leaders of the first round", lambda standing: standing.rank(None) == 1, round=1),
    "second": Group("runners-up of the first round", lambda standing: standing.rank(None) == 2, round=1),
    "third": Group("those third in the first round", lambda standing: standing.rank(None) == 3, round=1),
}


def group_among(passage: Passage, first: int, last: int) -> Group | None:
    """The group that some words of the sentence name; None where they name none."""
    tests: list[Group] = []
    since = [mark.last for mark in passage.between(first, last, "scope.since")]
    for mark in passage.marks:
        if mark.first < first or mark.last > last:
            continue
        # "The best since Mitterrand" is not of him.
        if class_of(mark) == "who" and any(
            0 < mark.first - word <= _BEHIND_SINCE and not passage.has_comma(word + 1, mark.first)
            for word in since
        ):
            continue
        group = group_of(passage, mark)
        if group and group.told not in [known.told for known in tests]:
            tests.append(group)
    narrow = [group for group in tests if not group.everyone]
    if any(passage.between(first, last, name) for name in ("family", "line", "own")):
        # Of "the far-right party" the party is told by its family, of "his party" by who he is.
        vague = {one.name for one in passage.subjects if one.mention.kind == "own_party"}
        narrow = [group for group in narrow if group.told not in vague] or narrow
    # Of "any candidate bearing her name" the name is wider than "her".
    wide = frozenset().union(*(group.names for group in narrow if len(group.names) > 1))
    narrow = [group for group in narrow if len(group.names) != 1 or not group.names <= wide]
    if not narrow:
        return tests[0] if tests else None
    if len(narrow) == 1:
        return narrow[0]
    return Group(
        " and ".join(group.told for group in narrow),
        lambda standing: all(group.holds(standing) for group in narrow),
        round=next((group.round for group in narrow if group.round), None),
        names=frozenset().union(*(group.names for group in narrow)),
    )


def group_of(passage: Passage, mark: Cue) -> Group | None:
    """The group that one mark names; None where it names none."""
    name, key = class_of(mark), key_of(mark)
    match name:
        case "group" if key == "namesake":
            subject = subject_near(passage, mark.last)
            return _namesakes(passage.reference, subject.name) if subject else None
        case "group" if key == "founder":
            return _founder(passage, mark)
        case "group":
            return _KEYED[key]
        case "family":
            return Group(f"the {key}", lambda standing: standing.any_row.party_family == key)
        case "line":
            party = passage.reference.party(key)
            return _line(passage.reference, key) if party and party.country == passage.told.country else None
        case "own":
            people = [one for one in passage.subjects if one.mention.last < mark.first]
            people = [one for one in people if one.type == "candidate"] or people
            subject = people[-1] if people else subject_near(passage, mark.last)
            if subject and subject.type == "candidate" and key == "party":
                return _party_told(passage, mark) or party_of(passage, subject)
            return of_subject(passage, subject) if subject else None
        case "who":
            subject = next((one for one in passage.subjects if one.start == mark.start), None)
            if subject is None or subject.mention.kind in ("role", "family", "pronoun"):
                return None
            if subject.mention.kind == "candidate":
                return _standing_for(passage, mark)
            if subject.mention.kind == "person" and passage.between(mark.first - 1, mark.first - 1, "one"):
                return _namesakes(passage.reference, subject.name)
            return of_subject(passage, subject)
    return None


def of_subject(passage: Passage, subject: Subject) -> Group | None:
    """One person, all who bear an ambiguous surname, or a party with those who stood for it."""
    mention = subject.mention
    if subject.type == "candidate":
        return named(passage.reference, subject.name)
    party = passage.reference.party_named(subject.name, passage.told.country)
    if party is None:
        return None
    return _line(passage.reference, party.party_id) if mention.known else None


def _standing_for(passage: Passage, mark: Cue) -> Group | None:
    """All who stood for the party in "a candidate of the National Front"."""
    for mention in passage.document.mentions:
        near = mark.first < mention.first <= mark.last + _OF_PARTY
        if mention.kind == "party" and mention.known and near:
            return _line(passage.reference, mention.names[0])
    return None


def _party_told(passage: Passage, mark: Cue) -> Group | None:
    """The party that the sentence names before "its history"."""
    told = [one for one in passage.subjects if one.type in ("party", "bloc") and one.start < mark.start]
    return of_subject(passage, told[-1]) if told else None


def party_of(passage: Passage, subject: Subject) -> Group | None:
    """The party that a person stood for or led last before publication."""
    person = passage.reference.person(subject.name)
    published = passage.document.article.published
    party_id = person.party_id(published.year) if person and published else ""
    return _line(passage.reference, party_id) if party_id else None


def named(reference: Reference, name: str) -> Group:
    """One subject, a person also by the lists that he or she led."""
    person = reference.person(name)
    led = {(entry.year, entry.party_id) for entry in person.parties} if person else set()

    def holds(standing: Standing) -> bool:
        row = standing.any_row
        return standing.subject == name or (
            row.subject_type in ("party", "bloc") and (standing.year, row.party_id) in led
        )

    return Group(name, holds, names=frozenset({name}))


def bearers(names: Sequence[str]) -> Group:
    """Several people."""
    known = frozenset(names)
    return Group(", ".join(sorted(known)), lambda standing: standing.subject in known, names=known)


def _line(reference: Reference, party_id: str) -> Group:
    """A party under all its names, and whoever stood for it."""
    ids = party_ids(reference, party_id)
    party = reference.party(party_id)
    told = party.name if party else party_id
    return Group(told, lambda standing: standing.any_row.party_id in ids)


@cache
def party_ids(reference: Reference, party_id: str) -> frozenset[str]:
    """The ids that a party had under its other names; parties that merged into it are others."""
    known = {party_id}
    for other in reference.lineage(party_id):
        party = reference.party(other)
        after = reference.party(party.successor_id) if party else None
        if party and after and party.valid_to == after.valid_from and known & {other, after.party_id}:
            known |= {other, after.party_id}
    return frozenset(known)


@cache
def _namesakes(reference: Reference, name: str) -> Group:
    """Everyone on record who shares a name with someone."""
    person = reference.person(name)
    shared = {
        other.name
        for alias in (person.aliases if person else ())
        for other in reference.people_by_alias.get(fold(alias), ())
    }
    return bearers(sorted({name, *shared}))


def _founder(passage: Passage, mark: Cue) -> Group | None:
    """Who founded the party named last before."""
    parties = [one.name for one in passage.subjects if one.type in ("party", "bloc") and one.start < mark.end]
    for party in reversed(parties):
        for event in known_events(passage.reference).get("founding", ()):
            founders = [name for name in event.actors if passage.reference.person(name)]
            if party in event.actors and founders:
                return named(passage.reference, founders[0])
    return None


def subject_before(passage: Passage) -> Subject | None:
    """Who the sentences before tell of, for a sentence without a subject ("Three candidacies, no win")."""
    told = passage.story.told
    index = next(at for at, other in enumerate(told) if other is passage.told)
    for other in reversed(told[:index]):
        people = [one for one in other.subjects if one.type == "candidate"]
        if people:
            return people[0]
    return None


def subject_near(passage: Passage, word: int) -> Subject | None:
    """Who is named last up to a word of the sentence."""
    before = [one for one in passage.subjects if one.mention.first <= word]
    return before[-1] if before else None
