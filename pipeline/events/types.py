"""What a date is the date of: a vote, or what the nearest words of the sentence tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import packs
from pipeline.annotate import Document
from pipeline.lexicon import Cue
from pipeline.link.anchors import Anchor
from pipeline.link.rounds import implied_round, named_rounds, round_number
from pipeline.link.story import Told
from pipeline.link.votes import Vote, rounds_of, stood_without_final
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share

_TYPE = "events.type."
_STATEMENT = "events.type.statement"
_VOTE: Final = (
    "elections.vote.",
    "elections.round.",
    "elections.office.",
    "elections.implies.",
    "votes.kind.turnout",
    "votes.kind.abstention",
    "votes.kind.result",
    "votes.base.vote",
)
_MARKS: Final = {",": 2.5, ";": 8.0, ":": 3.0, "(": 2.0, ")": 2.0, "—": 4.0, '"': 1.0}
_FULL, _WORD, _BEHIND = 2.2, 0.13, 1.5
_LEAST: Final = 0.2
_POLLING_DAY, _WITH_SHARES, _UNDATED_DAY = 1.6, 1.2, -0.5
_REACH: Final = 12.0
_NEAR: Final = 4.0
# "The National Assembly" is no election.
_OFFICE, _OFFICE_ALONE = "elections.office.", 6.0
# A sentence of so few words says nothing but the date, such as a heading "1965."
_ALONE = 3
_FOR_PERSONS: Final = "president"
_REFERENDUM: Final = "referendum"


@dataclass(frozen=True, slots=True)
class Typed:
    """What happened: the type, the words that say so (None for a vote), the vote, and how sure it is."""

    type: str
    cue: Cue | None
    vote: Vote | None
    score: float


def words_between(document: Document, timex: Timex, cue: Cue) -> float:
    """How far a phrase is from a date, in words, marks counted as words; one behind is a little farther."""
    if cue.end <= timex.start:
        low, high, behind = cue.end, timex.start, 0.0
    elif cue.start >= timex.end:
        low, high, behind = timex.end, cue.start, _BEHIND
    else:
        return 0.0
    return document.words_between(low, high) + behind + document.marks_between(low, high, _MARKS)


def typed(
    document: Document,
    timex: Timex,
    told: Told,
    anchor: Anchor | None,
    shares: Sequence[Share],
    reference: Reference,
) -> Typed:
    """The type of what happened on a date of a sentence; `shares` are those of the sentence."""
    order = list(packs.load(document.article.language, "events")["type"])
    best = Typed("other", None, None, _LEAST)
    for cue in told.cues:
        if cue.tag.startswith(_TYPE):
            name = cue.tag.removeprefix(_TYPE)
            score = _FULL - _WORD * words_between(document, timex, cue) - 0.01 * order.index(name)
            if score > best.score:
                best = Typed(name, cue, None, score)
    if anchor is None:
        return best
    score = _vote_score(document, timex, told, anchor, shares, reference)
    if score <= best.score:
        return best
    vote = _in_round(document, timex, told, anchor, shares, reference)
    return Typed(_type_of(vote), None, vote, score)


def _vote_score(
    document: Document,
    timex: Timex,
    told: Told,
    anchor: Anchor,
    shares: Sequence[Share],
    reference: Reference,
) -> float:
    """How surely a date is that of a vote: by words of voting near it, its figures, and the polling days."""
    gaps = [
        (words_between(document, timex, cue), cue.tag.startswith(_OFFICE))
        for cue in told.cues
        if cue.tag.startswith(_VOTE)
    ]
    gap = min((away + _OFFICE_ALONE * office for away, office in gaps), default=_REACH * 2)
    voting = min((away for away, office in gaps if not office), default=_REACH * 2)
    same = [share for share in shares if share.vote and share.vote.election_id == anchor.vote.election_id]
    if same or told.sentence.last - told.sentence.first <= _ALONE:
        gap = min(gap, _NEAR)
    score = _FULL - _WORD * gap + (_WITH_SHARES if same else 0.0)
    if timex.earliest == timex.latest:
        if not reference.election(anchor.vote.election_id, anchor.vote.round):
            return score + _UNDATED_DAY
        if voting > _REACH:
            return max(score, _FULL - _WORD * _REACH / 2)
        said = any(
            cue.tag == _STATEMENT and words_between(document, timex, cue) <= _NEAR for cue in told.cues
        )
        score = score + _POLLING_DAY if not (said and timex.type == "TIME") else score
        return max(score, _FULL - _WORD * _NEAR)
    return score


def _in_round(
    document: Document,
    timex: Timex,
    told: Told,
    anchor: Anchor,
    shares: Sequence[Share],
    reference: Reference,
) -> Vote:
    vote = anchor.vote
    if vote.round is not None or rounds_of(vote.country, vote.office) < 2:
        return vote
    person = vote.office == _FOR_PERSONS
    reach = _REACH if person else _NEAR
    named = named_rounds(told.cues, told.rounds)
    near = min(named, key=lambda cue: words_between(document, timex, cue), default=None)
    if near is not None and words_between(document, timex, near) <= reach:
        return vote.in_round(round_number(near))
    own = [share.vote for share in shares if share.vote and share.vote.election_id == vote.election_id]
    if own and person:
        return own[0]
    if not person:
        return vote
    if any(stood_without_final(subject.name, vote, reference) for subject in told.subjects):
        return vote.in_round(1)
    implied = implied_round(told.cues, lambda cue: words_between(document, timex, cue), _REACH)
    return vote if implied is None else vote.in_round(implied)


def _type_of(vote: Vote) -> str:
    if vote.office == _REFERENDUM:
        return "referendum"
    return {1: "election_round1", 2: "runoff"}.get(vote.round or 0, "election")
