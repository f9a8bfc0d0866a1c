"""What a date is the date of: the act that the nearest words tell, or a vote.

Every reading is weighed by named features, and the heaviest is taken. An act is told by a verb or noun of
`act` or `hint` in the language's events.toml; its tag says type and class ("events.act.statement.says").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import packs
from pipeline.events.scene import Scene
from pipeline.events.votes import Evidence, evidence
from pipeline.lexicon import Cue, fold
from pipeline.link import Vote
from pipeline.model import Timex

ACT, HINT, OTHER = "events.act.", "events.hint.", "other"
_WEIGHTS: Final[Mapping[str, float]] = {
    "act": 2.2,
    "hint": 1.5,
    # A word of distance, and as much as this where there is none, less a part for each of the next words.
    "away": -0.13,
    "beside": 0.8,
    # In the evening of a polling day people speak.
    "evening": 0.4,
    # Nobody has said what is still to come.
    "not yet": -1.2,
}
# What a date is of where nothing near it tells.
_NOTHING: Final = 0.2
_SAID: Final = ("statement.says", "statement.attacks", "statement.concedes", "statement.promises")
_REFERENDUM: Final = "referendum"
# A phrase so near to a date is beside it; words that turn an act stand so near before it.
_BESIDE, _TURN = 6, 4


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


def typed(timex: Timex, scene: Scene) -> Typed:
    """What happened on a date of a sentence."""
    readings = [_Reading(OTHER, OTHER, None, None, _NOTHING, "nothing told"), *_acts(timex, scene)]
    found = evidence(timex, scene)
    if found is not None:
        readings.append(_vote(found))
    best = max(readings, key=lambda reading: reading.score)
    second = max((other.score for other in readings if other.type != best.type), default=0.0)
    return Typed(best.type, best.topic, best.cue, best.vote, best.score, best.score - second, best.rule)


def _acts(timex: Timex, scene: Scene) -> Iterator[_Reading]:
    ahead, evening = scene.is_ahead(timex), timex.type == "TIME"
    for cue in scene.told.cues:
        strength = "act" if cue.tag.startswith(ACT) else "hint" if cue.tag.startswith(HINT) else ""
        if not strength:
            continue
        topic = _topic(scene, cue, strength)
        away = scene.away(timex, cue)
        score = _WEIGHTS[strength] + _WEIGHTS["away"] * away
        score += _WEIGHTS["beside"] * max(0.0, 1 - away / _BESIDE)
        if topic in _SAID:
            score += _WEIGHTS["evening"] * evening + _WEIGHTS["not yet"] * ahead
        yield _Reading(topic.partition(".")[0], topic, cue, None, score, cue.tag)


def _topic(scene: Scene, cue: Cue, strength: str) -> str:
    """Type and class of an act; a word before may turn it: the party that was born, the poll that said."""
    topic = cue.tag.removeprefix(f"events.{strength}.")
    for kind, turn in packs.load(scene.document.article.language, "events")["turn"].items():
        if topic in turn and _is_turned(scene, cue, turn["words"], kind == "party"):
            return str(turn[topic])
    return topic


def _is_turned(scene: Scene, cue: Cue, words: Sequence[str], party: bool) -> bool:
    """Whether one of some words, or a party's name, stands shortly before a phrase."""
    document, told = scene.document, scene.told
    first = max(told.sentence.first, cue.first - _TURN)
    keys = {word.key for word in document.words[first : cue.first]}
    if not keys.isdisjoint(map(fold, words)):
        return True
    before = [subject for subject in told.subjects if subject.end <= cue.start]
    last = max(before, key=lambda subject: subject.end, default=None)
    if not party or last is None or last.type not in ("party", "bloc"):
        return False
    return document.words_between(last.end, cue.start) <= _TURN


def _vote(found: Evidence) -> _Reading:
    kind = _type_of(found)
    return _Reading(kind, kind, None, found.vote, found.score, f"vote: {', '.join(found.rule)}")


def _type_of(found: Evidence) -> str:
    vote = found.vote
    if (found.asked and vote is None) or (vote is not None and vote.office == _REFERENDUM):
        return _REFERENDUM
    round_ = found.round if vote is None else vote.round
    return {1: "election_round1", 2: "runoff"}.get(round_ or 0, "election")
