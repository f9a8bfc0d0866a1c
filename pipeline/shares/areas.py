"""Where a figure was counted: in a part of the country, or in the vote of an area or party of its own."""

from typing import Final

from pipeline.annotate import Figure
from pipeline.lexicon import Cue, key
from pipeline.link import Told, Vote
from pipeline.link.votes import divided_by, is_area_of, is_for_a_seat, of_area
from pipeline.reference import Reference
from pipeline.shares.localities import Where
from pipeline.shares.scene import Scene, distance

# "In Ohio", "carried Ohio".
_WHERE: Final = frozenset({"votes.link.in", "votes.kind.result", "votes.kind.won"})
# "Ohio voted", "Ohio approved".
_VOTES: Final = frozenset({"elections.vote.verb", "votes.kind.result", "votes.kind.won"})
# "The mayor of Paris won".
_OF: Final = "votes.link.part"
_REACH: Final = 6.0
# A place that opens the sentence is where all of it happens, up to a semicolon.
_OPENING_REACH: Final = 30.0
_OPENING_WORDS: Final = 3
# Words such as "while", behind which something else is told.
_APART: Final = "votes.clause.apart"
# Dashes in the id of a vote without an area.
_DASHES: Final = 2


def place_of(scene: Scene, figure: Figure) -> str:
    """The part of a country (FR-paca) that the words count a figure in, empty for all of it."""
    document, told = scene.document, scene.told
    if not told.places:
        return ""
    located = {cue.last + 1 for tag in _WHERE for cue in told.cues.of(tag)}
    located |= {word + 1 for word in scene.inner_words}
    voting = {cue.first - 1 for tag in _VOTES for cue in told.cues.of(tag)}
    owned = {cue.last + 1 for cue in told.cues.of(_OF)}
    places = [
        cue for cue in told.places if cue.first in located or (cue.last in voting and cue.first not in owned)
    ]
    apart = [cue.start for cue in told.cues.of(_APART)]
    near = [
        cue
        for cue in places
        if distance(document, figure, cue) <= _reach(told, cue, figure)
        and not any(cue.end <= start < figure.start for start in apart)
    ]
    return min(near, key=lambda cue: distance(document, figure, cue)).tag if near else ""


def _reach(told: Told, cue: Cue, figure: Figure) -> float:
    opens = cue.first - told.sentence.first < _OPENING_WORDS and cue.end <= figure.start
    return _OPENING_REACH if opens else _REACH


def own_vote(vote: Vote, place: str, told: Told, reference: Reference) -> Vote:
    """The vote of the area or of the party that is told, where the office has one of each.

    The area is the one in which the figure was counted (`place`), else the one told with the office.
    """
    if is_of_area(vote):
        return vote
    match divided_by(vote.office):
        case "areas":
            for tag in (place, told.area):
                country, _, area = tag.partition("-")
                if country == vote.country and is_area_of(vote.office, country, area):
                    return of_area(vote, area, reference)
            return vote
        case "parties":
            party = _party(vote, told, reference)
            return of_area(vote, party, reference) if party else vote
        case _:
            return vote


def is_part(vote: Vote, place: str) -> bool:
    """Whether a figure counted in a place is a part of the vote: not where the vote is of that place."""
    if is_for_a_seat(vote):
        return False
    return bool(place) and not vote.election_id.startswith(f"{vote.country}-{vote.office}-{place[3:]}-")


def is_counted_in(vote: Vote, where: Where) -> bool:
    """Whether words that name no known place count a figure in a part of a vote.

    A state is no part of a vote that states have for themselves, and an unknown name no part of one whose
    area is not known, or is the one named; nor is any constituency one of the vote that fills its seat.
    """
    if is_for_a_seat(vote):
        return False
    divided = divided_by(vote.office) == "areas"
    match where.sort:
        case "place":
            return True
        case "name":
            return not divided or (is_of_area(vote) and "".join(key(where.name)) not in vote.election_id)
        case "area":
            return not divided
        case _:
            return False


def is_of_area(vote: Vote) -> bool:
    """Whether a vote is one of an area or party of its own."""
    return vote.election_id.count("-") > _DASHES


def _party(vote: Vote, told: Told, reference: Reference) -> str:
    """The id of the party that a sentence names, or that its people belonged to in the year."""
    for subject in told.subjects:
        party = reference.party_named(subject.name, vote.country)
        if party and subject.type == "party":
            return party.party_id
    for subject in told.subjects:
        person = reference.person(subject.name)
        if person and person.country == vote.country and (party_id := person.party_id(vote.year)):
            return party_id
    return ""
