"""Which party words such as "her party", "the president's movement" and "the party" mean."""

from collections.abc import Collection, Iterator
from datetime import date

from pipeline.annotate import Mention
from pipeline.link import roles
from pipeline.link.described import governing, owner_of
from pipeline.link.known import Known
from pipeline.link.scene import Scene
from pipeline.link.stage import OBJECT
from pipeline.link.subject import PARTIES, PERSON, Subject, of_party
from pipeline.link.votes import Vote


def own_party(known: Known, mention: Mention, scene: Scene) -> Iterator[Subject]:
    """The party of the owner or of those who govern, else the one in focus; an owner without one himself."""
    noun, vote = mention.noun, scene.vote_at(mention)
    day = known.day(vote)
    if noun is None or day is None or (noun.determiner == "indefinite" and noun.whose):
        return
    if noun.leanings and noun.whose is None:
        yield from _of_family(known, mention, noun.leanings)
        return
    ruling = known.pack.role_words["ruling"]
    if noun.whose is None:
        rules = noun.words <= ruling and not scene.says(mention.last + 1, "no_ruling")
        if noun.time == "current" or rules:
            yield from _party_of(known, next(governing(known, vote), ""), day, mention)
        elif noun.determiner == "definite" and mention.what == "party" and len(noun.words) == 1:
            yield from _told(known, mention, day, scene)
        return
    owner, type_ = owner_of(known, mention, scene)
    if type_ in PARTIES or not ruling.isdisjoint(noun.words):
        return
    known.lift_owner(owner)
    found = list(_party_of(known, owner, day, mention))
    if not known.pack.role_words["list"].isdisjoint(noun.words):
        # A list is its head's where his party did not stand.
        found = [one for one in found if vote and _stood(known, one, vote)]
    yield from found or ([Subject(owner, PERSON[0], mention)] if owner else [])


def _of_family(known: Known, mention: Mention, leanings: Collection[str]) -> Iterator[Subject]:
    """The party of a political family that is most in focus, a stranger where the record knows of none."""
    told = known.parties()
    on_record = {actor.name: known.reference.party_named(actor.name, known.country) for actor in told}
    fitting = [
        actor
        for actor in told
        if (party := on_record[actor.name]) and roles.party_leans(known.reference, party, leanings)
    ]
    strangers = [actor for actor in told if on_record[actor.name] is None]
    for actor in (*fitting, *strangers)[:1]:
        yield Subject(actor.name, actor.type, mention)


def _stood(known: Known, party: Subject, vote: Vote) -> bool:
    rounds = (vote.round, 1, None)
    return any(known.reference.result(vote.election_id, one, party.name) for one in rounds)


def _told(known: Known, mention: Mention, day: date, scene: Scene) -> Iterator[Subject]:
    """The party that "the party" is: of the person in focus, or the one in focus itself."""
    if before := scene.last_person():
        # "She has led the party since 2011" is about her.
        for own in _party_of(known, before, day, mention):
            known.stage.see(own.name, own.type, known.gender_of(own), OBJECT)
        return
    party, person = known.party_in_focus(), next(iter(known.people()), None)
    if person and (party is None or person.focus > party.focus):
        own_one = list(_party_of(known, person.name, day, mention))
        if own_one:
            yield from own_one
            return
    if party:
        yield Subject(party.name, party.type, mention)


def _party_of(known: Known, name: str, day: date, mention: Mention) -> Iterator[Subject]:
    """A person's party under the name that it had on a day."""
    person = known.reference.person(name)
    party = roles.party_of(known.reference, person, day) if person else None
    if party:
        yield of_party(party, mention)
    elif told := known.party_told_of(name):
        yield Subject(told, "party", mention)
