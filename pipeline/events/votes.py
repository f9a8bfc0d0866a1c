"""Whether a date is the day of a vote, and of which: by words of voting, figures, and the polling days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Document
from pipeline.events.nearness import Nearness
from pipeline.lexicon import Cue
from pipeline.link import Told, Vote
from pipeline.link.story import Anchor, implied_round, round_number
from pipeline.link.votes import rounds_of, stood_without_final, unrecorded
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share
from pipeline.shares.share import ASKED

# How strongly a kind of word tells of a vote; the tag of a cue starts with the key.
_WORDS: Final[Mapping[str, float]] = {
    "elections.vote.verb": 2.2,
    "elections.vote.noun": 2.1,
    "elections.round.": 2.2,
    "elections.implies.": 2.0,
    "events.vote.held": 2.2,
    "events.vote.noun": 1.5,
    "votes.kind.turnout": 2.0,
    "votes.kind.abstention": 2.0,
    "votes.kind.result": 1.8,
    "votes.base.vote": 1.8,
    "elections.office.": 1.4,
}
_WEIGHTS: Final[Mapping[str, float]] = {
    "away": -0.13,
    # The day is a polling day on record.
    "polling day": 1.0,
    # It is that of the vote that the article is about.
    "its own day": 0.5,
    # A figure of that vote, or of any, stands in the sentence.
    "figures": 0.9,
    "a figure": 0.5,
    # A day on which the record has no vote.
    "no polling day": -0.5,
    # "The highest since 1969": a vote is compared.
    "compared": 0.5,
    # "The ghosts of 2002": a year with a vote, and nothing else.
    "year of a vote": 0.0,
}
# A vote is told this near, in words, by the shortest sentences, and on the article's own polling day by any.
_BESIDE, _WITHIN = 4.0, 6.0
_ALONE: Final = 3
_LEAST: Final = 0.3
# Without a vote that the date can be of, words alone must tell one.
_UNANCHORED: Final = -0.6
_REFERENDUM: Final = "referendum"
_FOR_PERSONS: Final = "president"
_REACH, _REACH_OF_PARTIES = 12.0, 5.0
_NO_RUNOFF: Final = "events.vote.no_runoff"
_OF_REFERENDUM: Final = "elections.office.referendum"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The vote that a date can be of (None where words alone tell one), how strongly, and what says so."""

    vote: Vote | None
    score: float
    rule: tuple[str, ...]


def evidence(
    document: Document,
    timex: Timex,
    told: Told,
    near: Nearness,
    shares: Sequence[Share],
    main: Vote | None,
    reference: Reference,
) -> Evidence | None:
    """What speaks for a vote on a date; None where nothing does."""
    anchor = _anchor(timex, told, shares, near)
    weights: dict[str, float] = {}
    for cue in told.cues:
        strength = next((value for key, value in _WORDS.items() if cue.tag.startswith(key)), 0.0)
        score = strength + _WEIGHTS["away"] * near.away(timex, cue)
        if strength and score > weights.get("words", _LEAST):
            weights["words"] = score
    vote = anchor.vote if anchor else None
    same = [share for share in shares if vote and share.vote and share.vote.election_id == vote.election_id]
    if told.sentence.last - told.sentence.first <= _ALONE and vote:
        weights["words"] = max(weights.get("words", 0.0), _WORDS["events.vote.held"] + _WEIGHTS["away"] * _BESIDE)
    if same:
        weights["words"] = max(weights.get("words", 0.0), _WORDS["events.vote.held"] + _WEIGHTS["away"] * _BESIDE)
        weights["figures"] = _WEIGHTS["figures"]
    elif any(share.kind not in ASKED for share in shares):
        weights["a figure"] = _WEIGHTS["a figure"]
    if vote and timex.earliest == timex.latest:
        if not reference.election(vote.election_id, vote.round):
            weights["no polling day"] = _WEIGHTS["no polling day"]
        else:
            weights["polling day"] = _WEIGHTS["polling day"]
            if main and main.election_id == vote.election_id:
                weights["its own day"] = _WEIGHTS["its own day"]
    if anchor is not None and anchor.since:
        weights["compared"] = _WEIGHTS["compared"]
    if vote is None:
        if "words" not in weights or not (told.current or shares):
            return None
        weights["no vote on record"] = _UNANCHORED
        if not shares:
            return None
        vote = _told(timex, told, shares)
    if vote is not None:
        vote = _in_round(document, timex, told, near, vote, same, reference)
    return Evidence(vote, sum(weights.values()), tuple(weights))


def _told(timex: Timex, told: Told, shares: Sequence[Share]) -> Vote | None:
    """The vote of the sentence if it is of the year of the date: a day may be told wrongly."""
    votes = [share.vote for share in shares if share.vote] + [told.current]
    return next((vote for vote in votes if vote and timex.earliest[:4] == str(vote.year)), None)


def _anchor(timex: Timex, told: Told, shares: Sequence[Share], near: Nearness) -> Anchor | None:
    """The vote that a date is of: the one that a figure of the sentence is of, else the likeliest.

    A referendum must be told as one.
    """
    asked = (
        any(cue.tag == _OF_REFERENDUM for cue in told.cues)
        or any(subject.type == "option" for subject in told.subjects)
        or any(share.subject_type == "option" for share in shares)
        or (told.current is not None and told.current.office == _REFERENDUM)
    )
    anchors = [
        anchor
        for anchor in told.anchors
        if anchor.timex == timex and (asked or anchor.vote.office != _REFERENDUM)
    ]
    with_share = {share.vote.election_id for share in shares if share.vote}
    return next(
        (anchor for anchor in anchors if anchor.vote.election_id in with_share), next(iter(anchors), None)
    )


def _in_round(
    document: Document,
    timex: Timex,
    told: Told,
    near: Nearness,
    vote: Vote,
    same: Sequence[Share],
    reference: Reference,
) -> Vote:
    """The vote in the round that the words next to the date tell, or its figures, or who stood."""
    if rounds_of(vote.country, vote.office) < 2:
        return vote
    if vote.round is not None:
        published = document.article.published
        ahead = published is not None and timex.earliest > published.isoformat()
        whole = timex.earliest == timex.latest or not ahead
        return vote if whole else vote.in_round(None)
    person = vote.office == _FOR_PERSONS
    reach = _REACH if person else _REACH_OF_PARTIES
    if any(cue.tag == _NO_RUNOFF and near.away(timex, cue) <= _REACH for cue in told.cues):
        return vote.in_round(1)
    word = min(told.rounds, key=lambda cue: near.away(timex, cue), default=None)
    if word is not None and near.away(timex, word) <= reach:
        return vote.in_round(round_number(word))
    own = min(same, key=lambda share: abs(share.figure.start - timex.start), default=None)
    if not person:
        return vote
    if own is not None and own.vote is not None:
        return own.vote
    if any(stood_without_final(subject.name, vote, reference) for subject in told.subjects):
        return vote.in_round(1)
    implied = implied_round(told.cues, lambda cue: near.away(timex, cue), _REACH)
    return vote if implied is None else vote.in_round(implied)
