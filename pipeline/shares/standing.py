"""What stands in a vote, by its record and its office: persons, parties or the options of a question."""

from typing import Final

from pipeline.link.votes import Vote, divided_by, office_in, subjects_of
from pipeline.reference import Reference

# Dashes in the id of a vote without an area.
_DASHES: Final = 2
_STANDS: Final = {"persons": "candidate", "parties": "party", "options": "option"}


def as_it_stands(name: str, type: str, vote: Vote, reference: Reference) -> tuple[str, str]:
    """Who gets a share that is told of someone, by the record of the vote, with the type.

    In a vote for a parliament it is the party that a person leads, in a vote for persons the candidate of a
    party. A person stays one who heads a list, as in a European election.
    """
    wanted = {"candidate": "party", "party": "candidate"}.get(type)
    parliament = vote.office == office_in(vote.country, "parliament")
    for_persons = subjects_of(vote.office) == "persons"
    if (type == "candidate" and not parliament) or (type == "party" and not for_persons):
        return name, type
    rounds = (vote.round, 1) if vote.round is None else (vote.round,)
    rows = (reference.result(vote.election_id, round_, name) for round_ in rounds)
    row = next((row for row in rows if row and row.subject_type in (wanted, "bloc")), None)
    return (row.subject, row.subject_type) if row else (name, type)


def is_of_seat(type: str, vote: Vote, reference: Reference) -> bool:
    """Whether a share is of one constituency: that of a person who stands for no party in a vote of parties
    for a parliament. A vote on no record has nobody to tell parties' leaders by."""
    of_area = vote.election_id.count("-") > _DASHES
    parliament = (
        vote.office == office_in(vote.country, "parliament") and subjects_of(vote.office) == "parties"
    )
    return (
        type == "candidate"
        and parliament
        and not of_area
        and any(reference.results(vote.election_id, round_) for round_ in (vote.round, 1, None))
    )


def fits(type: str, vote: Vote) -> bool:
    """Whether persons stand for the office, parties for the parliament, options in the question."""
    if divided_by(vote.office) == "parties":
        return type in ("candidate", "option")
    return _STANDS[subjects_of(vote.office)] == ("party" if type == "bloc" else type)
