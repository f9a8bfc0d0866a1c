"""In which round of its vote a figure is: both rounds weighed by named features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Figure, Placed
from pipeline.annotate.counts import COUNTED
from pipeline.choice import Weighed, ranked, step, weigh, weights
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.anchors import Anchor
from pipeline.link.rounds import implied_number, named_rounds, round_number
from pipeline.link.votes import day_of, finalists, rounds_of, stood, stood_without_final
from pipeline.shares import ties
from pipeline.shares.scene import Scene, distance
from pipeline.shares.ties import tie

_CHOICE: Final = "round"
_ROUNDS: Final = (1, 2)
_SIZES: Final = ((5, "tiny"), (20, "small"), (33, "a quarter"), (50, "less than half"))
_PAIR: Final = 2
_IMPLIES: Final = "elections.implies."


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose round is asked, with what the figures around it tell.

    `subject_type` is what gets it, `subjects` are those whose share it is, `decided` whether two figures
    share all votes, `opening` whether someone with a figure in the sentence stood in the first round alone,
    `own` the vote of the same subject's figure before, `before` that of the last figure of the vote, `area`
    the one whose own vote it is.
    """

    figure: Figure
    kind: str
    subject_type: str
    subjects: Sequence[str] = ()
    decided: bool = False
    opening: bool = False
    own: Vote | None = None
    before: Vote | None = None
    area: str = ""


def rounds(vote: Vote, scene: Scene, asked: Asked) -> list[Weighed[int]]:
    """The rounds of a vote that a figure may be in, the likeliest first; none where it has but one, or where
    its country is not told."""
    if not vote.country:
        return []
    if not _has_rounds(vote, scene, asked.area) and not finalists(vote, scene.reference):
        return []
    if scene.reference.election(vote.election_id):
        # The record has it without rounds, whatever its office has as a rule.
        return []
    said = _said(vote, scene, asked)
    return ranked(
        [
            weigh(number, (*said[number], *_evidence(number, vote, scene, asked)), _CHOICE)
            for number in _ROUNDS
        ]
    )


def _has_rounds(vote: Vote, scene: Scene, area: str) -> bool:
    """Whether a vote has two rounds; where only some areas may vote twice, if the article tells of it."""
    if rounds_of(vote.country, vote.office) == _PAIR:
        return True
    return rounds_of(vote.country, vote.office, area) == _PAIR and any(
        told.rounds for told in scene.story.told
    )


def _evidence(number: int, vote: Vote, scene: Scene, asked: Asked) -> Iterator[str]:
    """What speaks for a round besides its words and days."""
    yield from _record(number, vote, scene, asked)
    for cue in scene.told.rounds:
        if round_number(cue) != number and tie(scene, asked.figure, cue, scene.told.rounds).compared:
            yield "held against the other"
    yield from _implied(number, scene, asked)
    yield from _figures(number, asked)
    yield from _story(number, vote, scene, asked)


def _record(number: int, vote: Vote, scene: Scene, asked: Asked) -> Iterator[str]:
    """What is known of the vote: whether it had a second round, and who stood in it."""
    final = finalists(vote, scene.reference)
    which = "second" if number == _PAIR else "first"
    recorded = "two stood" if len(final) == _PAIR else "more stood" if final else "no second known"
    yield f"{which}, {vote.office}, {recorded}"
    if scene.story.at_once:
        yield f"{which}, no second round told"
    alone = [name for name in asked.subjects if stood_without_final(name, vote, scene.reference)]
    if alone:
        yield f"{which}, stood in the first alone, {vote.office}"
    elif any(stood(name, vote.in_round(number), scene.reference) for name in asked.subjects):
        yield f"{which}, stood"


def _figures(number: int, asked: Asked) -> Iterator[str]:
    """What the figure and those around it tell: more than half wins a runoff, one of many gets little."""
    which = "second" if number == _PAIR else "first"
    if asked.decided:
        yield f"{which}, two share all, {asked.kind}"
    elif asked.opening:
        yield f"{which}, others of the first"
    if asked.figure.unit in COUNTED:
        # How large a number of votes is tells nothing without all of them.
        return
    if asked.subject_type == "candidate":
        yield f"{which}, {asked.kind}, {step(asked.figure.value, _SIZES, 'more than half')}"
    else:
        yield f"{which}, {asked.kind} of {asked.subject_type}"


def _said(vote: Vote, scene: Scene, asked: Asked) -> dict[int, tuple[str, ...]]:
    """For each round the features of the word or polling day that tells it best."""
    told = scene.told.rounds
    phrases: list[tuple[int, Placed, Sequence[Placed], str]] = [
        (_number(scene, asked.figure, cue), cue, told, "round word") for cue in told
    ]
    days = [anchor for anchor in scene.told.anchors if _is_day_of(anchor, vote)]
    if asked.kind == "poll":
        # The day of a poll is no polling day.
        days = [anchor for anchor in days if _is_ahead(anchor.vote, scene)]
    phrases += [(anchor.vote.round or 0, anchor, days, "day") for anchor in days]
    table = weights(_CHOICE)
    best: dict[int, tuple[str, ...]] = dict.fromkeys(_ROUNDS, ())
    top = dict.fromkeys(_ROUNDS, float("-inf"))
    for number, phrase, alike, name in phrases:
        features = tuple(ties.features(scene, asked.figure, phrase, alike, name))
        score = sum(table.get(feature, 0.0) for feature in features)
        if number in best and score > top[number]:
            best[number], top[number] = features, score
    for number, other in zip(_ROUNDS, _ROUNDS[::-1], strict=True):
        if not best[number]:
            best[number] = ("nothing said",) if not best[other] else ("only the other said",)
    return best


def _number(scene: Scene, figure: Figure, cue: Cue) -> int:
    """The round that a word tells; a clause that says more of a runoff is of it, whoever only reached it
    before ("was forced into a runoff, which he won")."""
    told = scene.told.rounds
    named = named_rounds(scene.told.cues, told)[told.index(cue)]
    return round_number(named if tie(scene, figure, cue, told).explained else cue)


def _is_day_of(anchor: Anchor, vote: Vote) -> bool:
    by_day = anchor.timex is not None and anchor.timex.earliest == anchor.timex.latest
    return by_day and anchor.vote.election_id == vote.election_id and anchor.vote.round is not None


def _implied(number: int, scene: Scene, asked: Asked) -> Iterator[str]:
    """The nearest word for what happens in one round alone."""
    implied = scene.told.cues.of(_IMPLIES)
    near = min(implied, key=lambda cue: distance(scene.document, asked.figure, cue), default=None)
    if near is not None and implied_number(near) == number:
        which = "second" if number == _PAIR else "first"
        yield f"{which} implied, {ties.how_far(distance(scene.document, asked.figure, near))}"


def _story(number: int, vote: Vote, scene: Scene, asked: Asked) -> Iterator[str]:
    """The round that the story tells of already, or that the article is about."""
    story, told = scene.story, scene.told
    poll = ", poll" if asked.kind == "poll" else ""
    known = (
        (told.current, "being told, by words" if told.by_words else "being told"),
        (story.main, "the article's"),
        (story.coming, "the coming"),
        (asked.before, "of the figure before"),
        (asked.own, "of its subject before"),
        (scene.last, "of the share before"),
    )
    for other, name in known:
        if other and other.round == number and other.election_id == vote.election_id:
            ahead = ", ahead" if _is_ahead(other, scene) else ""
            yield f"{name}{poll}{ahead}"
    for other, name in ((story.main, "as in the article's"), (asked.own, "as of its subject before")):
        like = other and other.office == vote.office and other.election_id != vote.election_id
        if other and like and other.round == number:
            yield name
    if scene.had_been and told.current and told.current.round:
        yield "had been, the same" if told.current.round == number else "had been, the other"


def _is_ahead(vote: Vote, scene: Scene) -> bool:
    day, published = day_of(vote, scene.reference), scene.document.article.published
    return day is not None and published is not None and day > published
