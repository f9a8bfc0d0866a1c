"""In which round of its vote a figure is: both rounds weighed by named features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Figure
from pipeline.link import Vote
from pipeline.link.rounds import implied_number, round_number
from pipeline.link.votes import finalists, rounds_of, stood_without_final
from pipeline.shares.kinds import distance
from pipeline.shares.ties import Scene, tie

_WEIGHTS: Final = {
    "stood in the first alone": 4.0,
    "day told": 2.4,
    "round word": 2.6,
    "round word right behind": 0.8,
    "round word of another figure": -1.2,
    "round word of another clause": -1.0,
    "round word of a comparison": -1.4,
    "round word in an aside": -1.6,
    "two share all": 1.3,
    "others of the first": 1.2,
    "only happens in it": 1.1,
    "being told": 1.0,
    "the article's": 0.5,
    "the coming": 0.9,
    "told before": 0.6,
    "usual": 0.1,
}
_ROUND_WORD, _IMPLIED_WORD = -0.1, -0.07
_ROUND_REACH, _IMPLIED_REACH = 14.0, 10.0
_FOR_PERSONS: Final = "president"
_PAIR: Final = 2
_IMPLIES: Final = "elections.implies."


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose round is asked, with what the figures around it tell.

    `subjects` are those whose share it is, `dated` whether the polling day of the vote stands in the sentence,
    `decided` whether two figures share all votes, `opening` whether someone with a figure in the sentence stood
    in the first round alone, `before` the vote of the same subject's figure before.
    """

    figure: Figure
    kind: str
    subjects: Sequence[str] = ()
    dated: bool = False
    decided: bool = False
    opening: bool = False
    before: Vote | None = None


def in_round(vote: Vote, scene: Scene, asked: Asked) -> Vote:
    """The vote in the round with the most evidence; without a round where it has but one."""
    if rounds_of(vote.country, vote.office) < 2 and not finalists(vote, scene.reference):
        return vote.in_round(None)
    score = {1: 0.0, 2: 0.0}
    for number, feature, more in _evidence(vote, scene, asked):
        score[number] += _WEIGHTS[feature] + more
    return vote.in_round(max(score, key=lambda number: score[number]))


def _evidence(vote: Vote, scene: Scene, asked: Asked) -> Iterator[tuple[int, str, float]]:
    """The features that speak for a round: the round, the feature, and what to add to its weight."""
    story, told = scene.story, scene.told
    final = finalists(vote, scene.reference)
    yield (2 if len(final) == _PAIR else 1), "usual", 0.0
    if vote.office == _FOR_PERSONS and any(
        stood_without_final(name, vote, scene.reference) for name in asked.subjects
    ):
        yield 1, "stood in the first alone", 0.0
    if asked.dated and vote.round is not None:
        yield vote.round, "day told", 0.0
    yield from _words(scene, asked)
    if asked.decided:
        yield 2, "two share all", 0.0
    elif asked.opening:
        yield 1, "others of the first", 0.0
    current = told.current
    if told.by_words and current and current.round and current.election_id == vote.election_id:
        yield current.round, "being told", 0.0
    for known, feature in ((story.main, "the article's"), (story.coming, "the coming")):
        wanted = known and (feature != "the coming" or asked.kind == "poll")
        if known and wanted and known.round and known.election_id == vote.election_id:
            yield known.round, feature, 0.0
    if asked.before and asked.before.office == vote.office and asked.before.round:
        yield asked.before.round, "told before", 0.0


def _words(scene: Scene, asked: Asked) -> Iterator[tuple[int, str, float]]:
    """The nearest words for each round, and the nearest for what happens in one round alone."""
    rounds = scene.told.rounds
    best: dict[int, list[tuple[str, float]]] = {}
    for cue in rounds:
        tied = tie(scene, asked.figure, cue, rounds)
        if tied.gap > _ROUND_REACH:
            continue
        features = [("round word", _ROUND_WORD * tied.gap)]
        features += [
            (feature, 0.0)
            for feature, holds in (
                ("round word right behind", tied.behind),
                ("round word of another figure", tied.claimed),
                ("round word of another clause", tied.parted),
                ("round word of a comparison", tied.compared),
                ("round word in an aside", tied.aside),
            )
            if holds
        ]
        known = best.get(round_number(cue))
        if known is None or _sum(features) > _sum(known):
            best[round_number(cue)] = features
    for number, features in best.items():
        if _sum(features) > 0:
            for feature, more in features:
                yield number, feature, more
    implied = [cue for cue in scene.told.cues if cue.tag.startswith(_IMPLIES)]
    near = min(implied, key=lambda cue: distance(scene.document, asked.figure, cue), default=None)
    if near is not None:
        gap = distance(scene.document, asked.figure, near)
        if gap <= _IMPLIED_REACH:
            yield implied_number(near), "only happens in it", _IMPLIED_WORD * gap


def _sum(features: Sequence[tuple[str, float]]) -> float:
    return sum(_WEIGHTS[feature] + more for feature, more in features)
