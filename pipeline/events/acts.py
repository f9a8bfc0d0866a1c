"""Which acts a date can be of: a verb or noun of `act` or `hint` in the language's events.toml tells each.

The tag of a word says strength, type and class ("events.act.statement.says").
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline import packs
from pipeline.events.reading import Reading, distance
from pipeline.events.scene import Scene
from pipeline.lexicon import Cue, fold
from pipeline.model import Timex

_EVENTS: Final = "events."
ACT: Final = f"{_EVENTS}act."
_HINT: Final = f"{_EVENTS}hint."
_STRENGTHS: Final = ((ACT, "act", 2.2), (_HINT, "hint", 1.5))
_AWAY: Final = 0.13
# Words that turn an act stand so near before it.
_TURN: Final = 4


def acts(timex: Timex, scene: Scene) -> Iterator[Reading]:
    """For each type of act that the sentence tells, the reading by the word that tells it best."""
    best: dict[str, tuple[float, float, str, str, Cue]] = {}
    several: set[str] = set()
    for cue in scene.told.cues.of(_EVENTS):
        for tag, strength, value in _STRENGTHS:
            if not cue.tag.startswith(tag):
                continue
            topic = _topic(scene, cue, cue.tag.removeprefix(tag))
            away = scene.away(timex, cue)
            kind, worth = topic.partition(".")[0], value - _AWAY * away
            if kind in best:
                several.add(kind)
            if kind not in best or worth > best[kind][0]:
                best[kind] = worth, away, strength, topic, cue
    for kind, (_, away, strength, topic, cue) in best.items():
        side = "before" if cue.end <= timex.start else "behind"
        features = [
            "act told",
            f"{strength}: {distance(away)}",
            f"{strength}: {side}",
            f"topic: {topic}, {strength}",
        ]
        if kind in several:
            features.append("several words")
        yield Reading(kind, topic, cue, None, tuple(features))


def _topic(scene: Scene, cue: Cue, topic: str) -> str:
    """Type and class of an act; a word before may turn it: the party that was born, the poll that said."""
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
