"""In which round of its vote a figure is: both rounds weighed by named features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Figure, Placed
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.anchors import Anchor
from pipeline.link.rounds import implied_number, named_rounds, round_number
from pipeline.link.votes import day_of, finalists, rounds_of, stood_without_final
from pipeline.shares.scene import Scene, distance
from pipeline.shares.ties import Tie, tie

_WEIGHTS: Final = {
    "stood in the first alone": 4.0,
    "round word": 2.6,
    "day told": 2.2,
    "right behind": 0.8,
    "of another figure": -1.2,
    "of another clause": -2.6,
    "behind a semicolon": -0.4,
    "in an aside": -1.6,
    "two share all": 1.3,
    "others of the first": 1.2,
    "only happens in it": 1.1,
    "being told": 1.0,
    "the article's": 0.5,
    "as in the article's": 0.5,
    "more than half": 1.5,
    "less than a third": 0.4,
    "held against the other": 0.6,
    "the coming": 0.9,
    "told before": 0.6,
    "usual": 0.1,
    "no second round told": 2.5,
}
_SAID_WORD, _IMPLIED_WORD = -0.1, -0.07
_SAID_REACH, _IMPLIED_REACH = 20.0, 10.0
_FOR_PERSONS: Final = "president"
_PAIR, _HALF, _THIRD = 2, 50.0, 33.0
# Words for a round this clear leave nothing to what the story told before.
_CLEAR: Final = 1.0
_IMPLIES: Final = "elections.implies."


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose round is asked, with what the figures around it tell.

    `subject_type` is what gets it, `subjects` are those whose share it is, `decided` whether two figures
    share all votes, `opening` whether someone with a figure in the sentence stood in the first round alone,
    `before` the vote of the same subject's figure before.
    """

    figure: Figure
    kind: str
    subject_type: str
    subjects: Sequence[str] = ()
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
    """The features that speak for a round: the round, the feature, and what to add to its weight.

    The size of a share and what the story told before count only where no clear words for a round, or a
    polling day, are near.
    """
    final = finalists(vote, scene.reference)
    yield (2 if len(final) == _PAIR else 1), "usual", 0.0
    if scene.story.at_once:
        yield 1, "no second round told", 0.0
    if vote.office == _FOR_PERSONS and any(
        stood_without_final(name, vote, scene.reference) for name in asked.subjects
    ):
        yield 1, "stood in the first alone", 0.0
    said = _said(vote, scene, asked)
    for number, features in said.items():
        for feature, more in features:
            yield number, feature, more
    if asked.decided:
        yield 2, "two share all", 0.0
    elif asked.opening:
        yield 1, "others of the first", 0.0
    yield from _implied(scene, asked)
    for cue in scene.told.rounds:
        if tie(scene, asked.figure, cue, scene.told.rounds).compared:
            yield 3 - round_number(cue), "held against the other", 0.0
    if max(map(_sum, said.values()), default=0.0) < _CLEAR:
        yield from _size(vote, asked)
        yield from _story(vote, scene, asked)


def _size(vote: Vote, asked: Asked) -> Iterator[tuple[int, str, float]]:
    """What the size of a candidate's share tells: more than half wins a runoff, one of many gets little."""
    if asked.kind == "result" and asked.subject_type == "candidate" and vote.office == _FOR_PERSONS:
        if asked.figure.value > _HALF:
            yield 2, "more than half", 0.0
        elif asked.figure.value < _THIRD:
            yield 1, "less than a third", 0.0


def _said(vote: Vote, scene: Scene, asked: Asked) -> dict[int, list[tuple[str, float]]]:
    """The words for each round, or the polling day, that go best with the figure."""
    rounds = scene.told.rounds
    phrases: list[tuple[int, Placed, Sequence[Placed], str]] = [
        (_number(scene, asked.figure, cue), cue, rounds, "round word") for cue in rounds
    ]
    days = [anchor for anchor in scene.told.anchors if _is_day_of(anchor, vote)]
    if asked.kind == "poll":
        # The day of a poll is no polling day.
        days = [anchor for anchor in days if _is_ahead(anchor.vote, scene)]
    phrases += [(anchor.vote.round or 0, anchor, days, "day told") for anchor in days]
    best: dict[int, list[tuple[str, float]]] = {}
    for number, phrase, alike, name in phrases:
        tied = tie(scene, asked.figure, phrase, alike)
        if tied.foreign or tied.compared:
            continue
        features = [(name, _SAID_WORD * tied.gap)]
        features += [(feature, 0.0) for feature, holds in _ties(tied) if holds]
        if tied.gap <= _SAID_REACH and _sum(features) > max(0.0, _sum(best.get(number, []))):
            best[number] = features
    return best


def _number(scene: Scene, figure: Figure, cue: Cue) -> int:
    """The round that a word tells; a clause that says more of a runoff is of it, whoever only reached it
    before ("was forced into a runoff, which he won")."""
    rounds = scene.told.rounds
    named = named_rounds(scene.told.cues, rounds)[rounds.index(cue)]
    return round_number(named if tie(scene, figure, cue, rounds).explained else cue)


def _is_day_of(anchor: Anchor, vote: Vote) -> bool:
    by_day = anchor.timex is not None and anchor.timex.earliest == anchor.timex.latest
    return by_day and anchor.vote.election_id == vote.election_id and anchor.vote.round is not None


def _ties(tied: Tie) -> Iterator[tuple[str, bool]]:
    yield "right behind", tied.behind
    yield "of another figure", tied.claimed
    yield "of another clause", tied.parted
    yield "behind a semicolon", tied.apart
    yield "in an aside", tied.aside


def _implied(scene: Scene, asked: Asked) -> Iterator[tuple[int, str, float]]:
    """The nearest word for what happens in one round alone."""
    implied = [cue for cue in scene.told.cues if cue.tag.startswith(_IMPLIES)]
    near = min(implied, key=lambda cue: distance(scene.document, asked.figure, cue), default=None)
    if near is not None:
        gap = distance(scene.document, asked.figure, near)
        if gap <= _IMPLIED_REACH:
            yield implied_number(near), "only happens in it", _IMPLIED_WORD * gap


def _story(vote: Vote, scene: Scene, asked: Asked) -> Iterator[tuple[int, str, float]]:
    """The round that the story tells of already, or that the article is about."""
    story, told = scene.story, scene.told
    known = (
        (told.current if told.by_words else None, "being told"),
        (story.main, "the article's"),
        (story.coming if asked.kind == "poll" else None, "the coming"),
    )
    for other, feature in known:
        if other and asked.kind != "poll" and _is_ahead(other, scene):
            continue
        if other and other.round and other.election_id == vote.election_id:
            yield other.round, feature, 0.0
    main = story.main
    if main and main.round and main.office == vote.office and main.election_id != vote.election_id:
        yield main.round, "as in the article's", 0.0
    if asked.before and asked.before.office == vote.office and asked.before.round:
        yield asked.before.round, "told before", 0.0


def _is_ahead(vote: Vote, scene: Scene) -> bool:
    day, published = day_of(vote, scene.reference), scene.document.article.published
    return day is not None and published is not None and day > published


def _sum(features: Sequence[tuple[str, float]]) -> float:
    return sum(_WEIGHTS[feature] + more for feature, more in features)
