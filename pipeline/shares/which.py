"""Of which vote a figure is: every vote that the sentence or the story tells, weighed by named features."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from pipeline.annotate import Figure, within
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.anchors import Anchor, office_told
from pipeline.link.votes import (
    day_of,
    divided_by,
    is_ahead,
    main_office,
    office_in,
    stood,
    subjects_of,
    undated,
    vote_of,
)
from pipeline.reference import Reference
from pipeline.shares.scene import Scene, distance
from pipeline.shares.ties import tie

_WEIGHTS: Final = {
    "date in the sentence": 1.4,
    "date right behind": 0.8,
    "date told before": 0.2,
    "date of another figure": -0.9,
    "date of another clause": -0.9,
    "date of a comparison": -1.6,
    "bound of a comparison": -1.6,
    "bound right before": 1.6,
    "office in the sentence": 1.0,
    "another office in the sentence": -0.6,
    "another country": -3.0,
    "being told": 0.6,
    "told by words": 0.3,
    "the article's vote": 0.3,
    "the coming vote": 0.2,
    "next after the day": 1.8,
    "poll of a coming vote": 1.0,
    "poll of a vote just held": 1.3,
    "poll of a vote on no record": 0.5,
    "body in the sentence": 0.5,
    "body opens the sentence": 0.5,
    "poll of a vote long held": -0.8,
    "result of a vote not held": -3.0,
    "stood": 0.5,
    "did not stand": -1.2,
    "is on no incomplete record": -0.3,
    "a stranger": -0.6,
}
_WORD: Final = -0.04
_RANK: Final = -0.25
# Beyond so many words a phrase of the sentence is no farther.
_FAR: Final = 14.0
_OPENING_WORDS: Final = 3
_WHOLE: Final = 99.0
_LONG, _JUST, _SOON = 60, 20, 150
_CONDITIONAL: Final = "votes.modal.conditional"
_BODY: Final = "elections.body."
_OF_A_VOTE_HELD: Final = frozenset({"result", "turnout", "other", "margin"})


class Weighed(NamedTuple):
    """A vote that a figure may be of; `score` without what the subject adds.

    `dated` is whether its day stands in the sentence, which tells the round too.
    """

    vote: Vote
    score: float
    dated: bool = False


def options(scene: Scene, figure: Figure, kind: str) -> list[Weighed]:
    """The votes that a figure of a sentence may be of, each once with its best score."""
    country = scene.told.country_at(figure.start)
    best: dict[tuple[str, int | None], Weighed] = {}
    for vote, score, dated in _options(scene, figure, kind, country):
        total = score + _timing(vote, kind, scene)
        if vote.country != country:
            total += _WEIGHTS["another country"]
        key = (vote.election_id, vote.round)
        if key not in best or best[key].score < total:
            best[key] = Weighed(vote, total, dated)
    return sorted(best.values(), key=lambda weighed: -weighed.score)


def _options(scene: Scene, figure: Figure, kind: str, country: str) -> Iterator[Weighed]:
    told, story = scene.told, scene.story
    offices = {office_told(cue, country) for cue in told.offices}
    offices &= {anchor.vote.office for anchor in told.anchors}
    for anchor in told.anchors:
        score = _anchored(scene, figure, anchor)
        if offices and anchor.vote.office not in offices:
            score += _WEIGHTS["another office in the sentence"]
        by_day = anchor.timex is not None and anchor.timex.earliest == anchor.timex.latest
        yield Weighed(anchor.vote, score, by_day)
    for cue in told.offices:
        if vote := _latest(scene, country, office_told(cue, country), kind):
            yield Weighed(vote, _WEIGHTS["office in the sentence"] + _WORD * _gap(scene, figure, cue))
    for cue in told.cues:
        office = office_in(country, cue.tag.removeprefix(_BODY)) if cue.tag.startswith(_BODY) else ""
        elects = office and subjects_of(office) == "parties" and not divided_by(office)
        if elects and (vote := _latest(scene, country, office, kind)):
            opens = cue.first - told.sentence.first < _OPENING_WORDS
            score = _WEIGHTS["body in the sentence"] + _WEIGHTS["body opens the sentence"] * opens
            yield Weighed(vote, score + _WORD * _gap(scene, figure, cue))
    if current := told.current_at(figure.start):
        by_words = _WEIGHTS["told by words"] if told.by_words else 0.0
        yield Weighed(current, _WEIGHTS["being told"] + by_words)
    if story.main:
        yield Weighed(story.main, _WEIGHTS["the article's vote"])
    if story.coming:
        yield Weighed(story.coming, _WEIGHTS["the coming vote"])
    if kind == "poll":
        yield from _after_days(scene, country)


def _gap(scene: Scene, figure: Figure, cue: Cue) -> float:
    return min(distance(scene.document, figure, cue), _FAR)


def _anchored(scene: Scene, figure: Figure, anchor: Anchor) -> float:
    """How well a figure goes with a date, or with other words that tell a vote."""
    tied = tie(scene, figure, anchor, scene.told.anchors)
    score = _WEIGHTS["date in the sentence"] + _WORD * min(tied.gap, _FAR) + _RANK * anchor.rank
    features = (
        ("date right behind", tied.behind),
        ("date told before", anchor.end <= figure.start and not (anchor.since or anchor.compared)),
        ("date of another figure", tied.claimed),
        ("date of another clause", tied.parted or tied.apart),
        ("date of a comparison", tied.compared and not anchor.since),
        ("bound of a comparison", anchor.since and not tied.explained),
        ("bound right before", anchor.since and tied.behind and not tied.compared),
    )
    return score + sum(_WEIGHTS[feature] for feature, holds in features if holds)


def _latest(scene: Scene, country: str, office: str, kind: str) -> Vote | None:
    """The vote for an office that is told without a date: the one being told, or the last or next one."""
    told, story = scene.told, scene.story
    return undated(
        country,
        office,
        by_words=told.current if told.by_words else None,
        known=(told.current, story.main, story.coming),
        day=scene.document.article.published,
        ahead=kind == "poll",
        reference=scene.reference,
    )


def _after_days(scene: Scene, country: str) -> Iterator[Weighed]:
    """The votes soon after the days that the sentence tells: what a poll of long ago asked about."""
    published, sentence = scene.document.article.published, scene.told.sentence
    for timex in within(scene.document.timexes, sentence.start, sentence.end):
        if published is None or not timex.earliest or timex.earliest[:4] == str(published.year):
            continue
        day = date.fromisoformat(timex.earliest)
        election = scene.reference.next_election(country, None, day)
        if election and election.day and (election.day - day).days <= _SOON:
            yield Weighed(vote_of(election).in_round(None), _WEIGHTS["next after the day"])


def _timing(vote: Vote, kind: str, scene: Scene) -> float:
    published, day = scene.document.article.published, day_of(vote, scene.reference)
    if published is None:
        return 0.0
    ahead = is_ahead(vote, published, scene.reference)
    if kind in _OF_A_VOTE_HELD:
        return _WEIGHTS["result of a vote not held"] if ahead else 0.0
    if kind != "poll":
        return 0.0
    if ahead:
        return _WEIGHTS["poll of a coming vote"]
    main = scene.story.main
    just = day is None or (published - day).days <= _JUST
    if main and main.election_id == vote.election_id and just:
        hypothetical = any(cue.tag == _CONDITIONAL for cue in scene.told.cues)
        held = "poll of a vote just held" if day else "poll of a vote on no record"
        return 0.0 if hypothetical else _WEIGHTS[held]
    told = scene.told.by_words and scene.told.current
    if told and told.election_id == vote.election_id:
        return 0.0
    return _WEIGHTS["poll of a vote long held"] if day and (published - day).days > _LONG else 0.0


def standing(name: str, type: str, vote: Vote, reference: Reference) -> float:
    """What it adds that someone stood in a vote, or did not; nothing where the record does not tell.

    It tells less of strangers, and does not tell of persons where it has parties alone; where it lacks some
    of the votes it tells less.
    """
    found = stood(name, vote.in_round(None), reference)
    if found or type == "electorate":
        return _WEIGHTS["stood"] if found else 0.0
    person = reference.person(name)
    known = type == "option" or person is not None or reference.party_named(name) is not None
    if found is None:
        return 0.0
    rows = [row for round_ in (vote.round, 1) for row in reference.results(vote.election_id, round_)]
    of_persons = any(row.subject_type == "candidate" for row in rows)
    if person and not of_persons and vote.office != main_office(vote.country):
        return 0.0
    shares = [row.share_pct or 0.0 for row in rows if row.round == rows[0].round]
    whole = not shares or sum(shares) > _WHOLE
    if not known:
        return _WEIGHTS["a stranger"] if whole else 0.0
    return _WEIGHTS["did not stand" if whole else "is on no incomplete record"]
