"""Of which vote a figure is: every vote that the sentence or the story tells, weighed by named features."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, within
from pipeline.lexicon import Cue
from pipeline.link import Story, Told, Vote
from pipeline.link.story import implied_round, office_told, round_number
from pipeline.link.votes import day_of, finalists, is_ahead, rounds_of, stood, stood_without_final, vote_of
from pipeline.reference import Reference
from pipeline.shares.clauses import distance

_ROUND_REACH: Final = 14.0
_IMPLIED_REACH: Final = 10.0
_WEIGHTS: Final = {
    "date in the sentence": 1.3,
    "date right behind": 0.8,
    "date right behind another figure": -0.9,
    "bound of a comparison": -1.6,
    "office in the sentence": 1.0,
    "another office in the sentence": -0.6,
    "being told": 0.6,
    "the article's vote": 0.3,
    "the coming vote": 0.2,
    "poll of a coming vote": 1.0,
    "poll of a vote long held": -0.8,
    "result of a vote not held": -3.0,
    "stood": 0.5,
    "did not stand": -1.2,
}
_WORD: Final = -0.04
_RANK: Final = -0.25
_BEHIND = 3
_RELATIVE: Final = "votes.link.relative"
_PARTING: Final = frozenset({"votes.link.relative", "votes.link.compared", "votes.link.earlier"})
_LONG: Final = 60
_FOR_PERSONS = "president"


class Weighed(NamedTuple):
    """A vote that a figure may be of; `score` without what the subject adds.

    `dated` is whether its day stands in the sentence, which tells the round too.
    """

    vote: Vote
    score: float
    dated: bool = False


def options(
    document: Document, figure: Figure, kind: str, told: Told, story: Story, reference: Reference
) -> list[Weighed]:
    """The votes that a figure of a sentence may be of, each once with its best score."""
    best: dict[tuple[str, int | None], Weighed] = {}
    for vote, score, dated in _options(document, figure, kind, told, story, reference):
        held = _timing(vote, kind, document, reference)
        key = (vote.election_id, vote.round)
        if key not in best or best[key].score < score + held:
            best[key] = Weighed(vote, score + held, dated)
    return sorted(best.values(), key=lambda weighed: -weighed.score)


def _options(
    document: Document, figure: Figure, kind: str, told: Told, story: Story, reference: Reference
) -> Iterator[Weighed]:
    offices = {office_told(cue, told.country) for cue in told.offices}
    offices &= {anchor.vote.office for anchor in told.anchors}
    for anchor in told.anchors:
        cue = Cue(
            "", anchor.start, anchor.end, document.word_at(anchor.start), document.word_at(anchor.end - 1)
        )
        gap = distance(document, figure, cue)
        score = _WEIGHTS["date in the sentence"] + _WORD * gap
        score += _RANK * anchor.rank
        if offices and anchor.vote.office not in offices:
            score += _WEIGHTS["another office in the sentence"]
        if anchor.since:
            score += _WEIGHTS["bound of a comparison"]
        if anchor.start >= figure.end and gap <= _BEHIND:
            score += _WEIGHTS["date right behind"]
        elif _claimed(document, cue, told, figure):
            score += _WEIGHTS["date right behind another figure"]
        by_day = anchor.timex is not None and anchor.timex.earliest == anchor.timex.latest
        yield Weighed(anchor.vote, score, by_day)
    for cue in told.offices:
        office = office_told(cue, told.country)
        if vote := _latest(told.country, office, kind, document, told, story, reference):
            yield Weighed(vote, _WEIGHTS["office in the sentence"] + _WORD * distance(document, figure, cue))
    if told.current:
        yield Weighed(told.current, _WEIGHTS["being told"])
    if story.main and told.country == story.country:
        yield Weighed(story.main, _WEIGHTS["the article's vote"])
    if story.coming and told.country == story.country:
        yield Weighed(story.coming, _WEIGHTS["the coming vote"])


def _claimed(document: Document, date: Cue, told: Told, figure: Figure) -> bool:
    """Whether a date is that of another figure, right before it, and does not reach as far as this one.

    A mark parts it from a figure behind it, a word such as "which" or "compared with" from one before.
    """
    figures = within(document.figures, told.sentence.start, date.start)
    own = figures[-1] if figures else None
    if own is None or own == figure or "," in document.clean[own.end : date.start]:
        return False
    if distance(document, own, date) > _BEHIND:
        return False
    if figure.start > date.start:
        return any(mark in document.clean[date.end : figure.start] for mark in ",;")
    parting = within(told.cues, figure.end, own.start)
    return any(cue.tag in _PARTING for cue in parting)


def _latest(
    country: str, office: str, kind: str, document: Document, told: Told, story: Story, reference: Reference
) -> Vote | None:
    """The vote for an office that is told without a date: the one being told, or the last or next one."""
    for vote in (told.current, story.main, story.coming):
        if vote and vote.office == office and vote.country == country:
            return vote
    day = document.article.published
    if day is None:
        return None
    election = (
        reference.next_election(country, office, day)
        if kind == "poll"
        else reference.previous_election(country, office, day)
    )
    return vote_of(election).in_round(None) if election else None


def _timing(vote: Vote, kind: str, document: Document, reference: Reference) -> float:
    published, day = document.article.published, day_of(vote, reference)
    if published is None:
        return 0.0
    ahead = is_ahead(vote, published, reference)
    if kind in ("result", "turnout", "other", "margin"):
        return _WEIGHTS["result of a vote not held"] if ahead else 0.0
    if kind != "poll":
        return 0.0
    if ahead:
        return _WEIGHTS["poll of a coming vote"]
    return _WEIGHTS["poll of a vote long held"] if day and (published - day).days > _LONG else 0.0


def _in_aside(document: Document, figure: Figure, cue: Cue, told: Told) -> bool:
    """Whether a word stands in a relative clause that ended before a figure ("X, who faces Y, won")."""
    if cue.start > figure.start or "," not in document.clean[cue.end : figure.start]:
        return False
    relative = [
        other for other in within(told.cues, told.sentence.start, cue.start) if other.tag == _RELATIVE
    ]
    return bool(relative) and "," not in document.clean[relative[-1].end : cue.start]


def standing(name: str, vote: Vote, reference: Reference) -> float:
    """What it adds that someone stood in a vote, or did not; nothing where the record does not tell."""
    found = stood(name, vote.in_round(None), reference)
    if found is None:
        return 0.0
    return _WEIGHTS["stood"] if found else _WEIGHTS["did not stand"]


def in_round(
    vote: Vote,
    document: Document,
    figure: Figure,
    subjects: Sequence[str],
    told: Told,
    story: Story,
    reference: Reference,
    *,
    decided: bool,
    opening: bool,
    dated: bool,
    before: Vote | None,
) -> Vote:
    """The vote in the round that the words tell.

    A polling day told (`dated`) goes before all, then who can have stood in which round, then the round
    named nearest and what only happens in one. `decided` is whether the figures around sum up to a decision
    between two, `opening` whether the sentence names someone who stood in the first round alone, `before` the
    vote of the same subject's figure in the sentence before.
    """
    if rounds_of(vote.country, vote.office) < 2 and not finalists(vote, reference):
        return vote.in_round(None)
    rounds = [cue for cue in told.rounds if not _in_aside(document, figure, cue, told)]
    near = min(rounds, key=lambda cue: distance(document, figure, cue), default=None)
    gap = distance(document, figure, near) if near else _ROUND_REACH + 1
    if dated and vote.round is not None and gap > _BEHIND:
        return vote
    if vote.office == _FOR_PERSONS and any(stood_without_final(name, vote, reference) for name in subjects):
        return vote.in_round(1)
    if near is not None and gap <= _ROUND_REACH:
        return vote.in_round(round_number(near))
    if vote.round is not None:
        return vote
    if decided or opening:
        return vote.in_round(2 if decided else 1)
    implied = implied_round(told.cues, lambda cue: distance(document, figure, cue), _IMPLIED_REACH)
    if implied is not None:
        return vote.in_round(implied)
    if story.main and story.main.election_id == vote.election_id and story.main.round:
        return story.main
    if before is not None and before.office == vote.office and before.round:
        return vote.in_round(before.round)
    return vote.in_round(2 if len(finalists(vote, reference)) == 2 else 1)
