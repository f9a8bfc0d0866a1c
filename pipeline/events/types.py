"""What a date is the date of: the act that the nearest words tell, or a vote.

Every reading is weighed by named features, and the heaviest is taken. An act is told by a verb or noun of
`act` or `hint` in the language's events.toml, whose tag says the type and the class ("events.act.statement.says").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import packs
from pipeline.annotate import Document
from pipeline.events.nearness import Nearness
from pipeline.events.votes import Evidence, evidence
from pipeline.lexicon import Cue, fold
from pipeline.link import Told, Vote
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share

ACT, HINT, OTHER = "events.act.", "events.hint.", "other"
_WEIGHTS: Final[Mapping[str, float]] = {
    "act": 2.2,
    "hint": 1.5,
    # A word of distance.
    "away": -0.13,
    # In the evening of a polling day people speak.
    "evening": 0.4,
    # Nobody has said what is still to come.
    "not yet": -1.2,
}
# What a date is of where nothing near it tells.
_NOTHING: Final = 0.2
_SAID: Final = ("statement.says", "statement.attacks", "statement.concedes", "statement.promises")
_REFERENDUM: Final = "referendum"
# A word for a party stands so near before what tells of its birth.
_PARTY_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """What happened: type and class, the words that say so (None for a vote), the vote, and how sure it is.

    `margin` is how far the best reading of another type is behind, `rule` names what spoke.
    """

    type: str
    topic: str
    cue: Cue | None
    vote: Vote | None
    score: float
    margin: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Reading:
    type: str
    topic: str
    cue: Cue | None
    vote: Vote | None
    score: float
    rule: str


def typed(
    document: Document,
    timex: Timex,
    told: Told,
    near: Nearness,
    shares: Sequence[Share],
    main: Vote | None,
    reference: Reference,
) -> Typed:
    """What happened on a date of a sentence; `shares` are those of the sentence, `main` the article's vote."""
    readings = [_Reading(OTHER, "", None, None, _NOTHING, "nothing told")]
    readings += _acts(document, timex, told, near)
    found = evidence(document, timex, told, near, shares, main, reference)
    if found is not None:
        readings.append(_vote(found))
    best = max(readings, key=lambda reading: reading.score)
    second = max((other.score for other in readings if other.type != best.type), default=0.0)
    return Typed(
        best.type, best.topic, best.cue, best.vote, best.score, best.score - second, best.rule
    )


def _acts(document: Document, timex: Timex, told: Told, near: Nearness) -> Iterator[_Reading]:
    published = document.article.published
    ahead = published is not None and timex.earliest > published.isoformat()
    for cue in told.cues:
        strength = "act" if cue.tag.startswith(ACT) else "hint" if cue.tag.startswith(HINT) else ""
        if not strength:
            continue
        topic = _topic(document, told, cue, strength)
        score = _WEIGHTS[strength] + _WEIGHTS["away"] * near.away(timex, cue)
        if topic in _SAID:
            score += _WEIGHTS["evening"] * (timex.type == "TIME") + _WEIGHTS["not yet"] * ahead
        yield _Reading(topic.partition(".")[0], topic, cue, None, score, cue.tag)


def _topic(document: Document, told: Told, cue: Cue, strength: str) -> str:
    """Type and class of an act; what is born or launched by that name is a party where one stands before."""
    topic = cue.tag.removeprefix(f"events.{strength}.")
    of_party = packs.load(document.article.language, "events")["of_party"]
    other = of_party.get(topic) or of_party.get(f"{strength}.{topic.partition('.')[0]}")
    return str(other) if other and _of_party(document, told, cue, of_party["words"]) else topic


def _of_party(document: Document, told: Told, cue: Cue, words: Sequence[str]) -> bool:
    """Whether a party, or a word for one, stands right before an act."""
    for index in range(cue.first - 1, max(told.sentence.first, cue.first - _PARTY_WORDS) - 1, -1):
        if document.words[index].key in map(fold, words):
            return True
    before = [subject for subject in told.subjects if subject.end <= cue.start]
    last = max(before, key=lambda subject: subject.end, default=None)
    if last is None or last.type not in ("party", "bloc"):
        return False
    return document.words_between(last.end, cue.start) <= _PARTY_WORDS


def _vote(found: Evidence) -> _Reading:
    return _Reading(_type_of(found.vote), "", None, found.vote, found.score, f"vote: {', '.join(found.rule)}")


def _type_of(vote: Vote | None) -> str:
    if vote is None:
        return "election"
    if vote.office == _REFERENDUM:
        return "referendum"
    return {1: "election_round1", 2: "runoff"}.get(vote.round or 0, "election")
