"""Whether a date is the day of a vote, and of which: by words of voting, figures, and the polling days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.annotate import Placed, within
from pipeline.events.scene import Scene
from pipeline.link import Told, Vote
from pipeline.link.anchors import office_told
from pipeline.link.rounds import implied_round, named_rounds, round_number
from pipeline.link.votes import rounds_of, stood, stood_without_final, subjects_of, unrecorded
from pipeline.model import Timex
from pipeline.shares import Share
from pipeline.shares.share import ASKED

_QUESTION: Final = "events.vote.question"
# How strongly words of a kind tell of a vote; the tag of a cue starts with the key.
_WORDS: Final[Mapping[str, float]] = {
    "elections.vote.verb": 2.2,
    "elections.vote.noun": 2.1,
    "elections.round.": 2.2,
    "elections.implies.": 2.0,
    "events.vote.held": 2.2,
    _QUESTION: 2.2,
    "events.vote.hint": 1.5,
    "votes.kind.turnout": 2.0,
    "votes.kind.abstention": 2.0,
    "votes.kind.result": 1.8,
    "votes.kind.won": 1.8,
    "votes.kind.voted": 1.8,
    "votes.kind.stayed": 1.8,
    "votes.kind.neutral": 1.8,
    "votes.base.vote": 1.8,
    "elections.office.": 1.1,
}
_WEIGHTS: Final[Mapping[str, float]] = {
    "figure": 2.0,
    # One in percent that is no share, where none of `_OTHER_FIGURES` is told.
    "percent": 1.3,
    # A word of distance, and as much as this where there is none, less a part for each of the next words.
    "away": -0.13,
    "beside": 0.5,
    # Words and a figure of that vote.
    "both": 0.4,
    # The day is a polling day on record; in the evening people speak.
    "polling day": 1.3,
    "polling evening": 0.4,
    # It is that of the vote that the article is about.
    "its own day": 0.6,
    # A day on which the record has no vote.
    "no polling day": -0.5,
    # Someone named near the date stood in the vote, by the record.
    "stood": 0.6,
    # "The highest since 1969": a vote is compared.
    "compared": 0.5,
    # A sentence that says no more than the date, such as a heading "1965.".
    "heading": 1.6,
    # The figures of the sentence are of prices or ratings.
    "other figures": -1.0,
    # No vote can be of the date but by the words.
    "no vote known": -0.6,
}
# What figures that are no shares are of.
_PRICES: Final = ("votes.kind.economy", "votes.kind.approval")
_OTHER_FIGURES: Final = (*_PRICES, "votes.kind.opinion", "votes.kind.poll")
_LEAST: Final = 0.3
_HEADING_WORDS: Final = 3
# Words so near to a date are beside it.
_BESIDE: Final = 4
# Whom a sentence names is named for a date within so many words.
_NAMED_NEAR: Final = 10.0
# Words alone tell a vote that is not known from this on.
_CLEAR: Final = 1.3
_REFERENDUM: Final = "referendum"
_FOR_PERSONS: Final = "president"
_REACH, _REACH_OF_PARTIES = 12.0, 5.0
_NO_RUNOFF: Final = "events.vote.no_runoff"
_OFFICE: Final = "elections.office."
_OF_REFERENDUM: Final = "elections.office.referendum"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The vote that a date can be of (None where words alone tell one), how strongly, and what says so.

    `asked` is whether it is a referendum, `round` its round, where the vote is not known.
    """

    vote: Vote | None
    asked: bool
    round: int | None
    score: float
    rule: tuple[str, ...]


def evidence(timex: Timex, scene: Scene) -> Evidence | None:
    """What speaks for a vote on a date; None where nothing does."""
    told = scene.told
    held = [share for share in scene.shares if share.kind not in ASKED or scene.is_ahead(timex)]
    vote, since = _anchored(timex, told, held)
    said = dict(_said(timex, scene, vote, held))
    if not held and any(cue.tag.startswith(_PRICES) for cue in told.cues):
        said["other figures"] = _WEIGHTS["other figures"]
    if vote is not None:
        said |= _known(timex, scene, vote, said=bool(said))
        if since:
            said["compared"] = _WEIGHTS["compared"]
    elif max(said.values(), default=0.0) >= _CLEAR:
        said["no vote known"] = _WEIGHTS["no vote known"]
        vote = _told(timex, told, held)
    else:
        return None
    asked = _is_asked(timex, scene, held)
    if asked and vote is not None and vote.office != _REFERENDUM:
        vote = unrecorded(vote.country, _REFERENDUM, vote.year)
    if vote is not None:
        vote = _in_round(timex, scene, vote, held)
    away, number = _round_told(timex, scene)
    return Evidence(vote, asked, number if away <= _REACH else None, sum(said.values()), tuple(said))


def _is_asked(timex: Timex, scene: Scene, shares: Sequence[Share]) -> bool:
    """Whether a question was put on a date: a referendum or its answers are told nearer than any office."""
    cues = scene.told.cues
    answers: list[Placed] = [share.figure for share in shares if share.subject_type == "option"]
    answers += [cue for cue in cues if cue.tag == _QUESTION]
    offices = [cue for cue in cues if cue.tag.startswith(_OFFICE) and cue.tag != _OF_REFERENDUM]
    nearest = min((scene.away(timex, answer) for answer in answers), default=_NAMED_NEAR + 1)
    return nearest <= min((_NAMED_NEAR, *(scene.away(timex, office) for office in offices)))


def _said(
    timex: Timex, scene: Scene, vote: Vote | None, shares: Sequence[Share]
) -> Iterator[tuple[str, float]]:
    """How strongly words and figures near the date tell of a vote: the stronger, and a little for both."""
    told, document = scene.told, scene.document
    words = [
        (strength, scene.away(timex, cue))
        for cue in told.cues
        if (strength := _strength(cue.tag))
        and not (vote and cue.tag.startswith(_OFFICE) and office_told(cue, told.country) != vote.office)
    ]
    figures = [(_WEIGHTS["figure"], scene.away(timex, share.figure)) for share in shares]
    if not any(cue.tag.startswith(_OTHER_FIGURES) for cue in told.cues):
        figures += [
            (_WEIGHTS["percent"], scene.away(timex, figure))
            for figure in within(document.figures, told.sentence.start, told.sentence.end)
            if figure.unit == "percent"
        ]
    by_words, by_figures = (
        max((strength + _worth(away) for strength, away in found), default=0.0) for found in (words, figures)
    )
    if max(by_words, by_figures) < _LEAST:
        return
    yield ("words", by_words) if by_words >= by_figures else ("figure", by_figures)
    if min(by_words, by_figures) >= _LEAST:
        yield "both", _WEIGHTS["both"]


@cache
def _strength(tag: str) -> float:
    return next((value for key, value in _WORDS.items() if tag.startswith(key)), 0.0)


def _worth(away: float) -> float:
    return _WEIGHTS["away"] * away + _WEIGHTS["beside"] * max(0.0, 1 - away / _BESIDE)


def _known(timex: Timex, scene: Scene, vote: Vote, *, said: bool) -> Iterator[tuple[str, float]]:
    """What the record says for a vote on the date; `said` is whether words or figures tell of one."""
    sentence, main = scene.told.sentence, scene.main
    if sentence.last - sentence.first <= _HEADING_WORDS:
        yield "heading", _WEIGHTS["heading"]
    if timex.earliest == timex.latest:
        if not scene.reference.election(vote.election_id, vote.round):
            yield "no polling day", _WEIGHTS["no polling day"]
        else:
            day = "polling evening" if timex.type == "TIME" else "polling day"
            yield day, _WEIGHTS[day]
            if said and main and main.election_id == vote.election_id and timex.type != "TIME":
                yield "its own day", _WEIGHTS["its own day"]
    if any(
        (subject.type == "candidate") == (subjects_of(vote.office) == "persons")
        and stood(subject.name, vote, scene.reference)
        and scene.away(timex, subject) <= _NAMED_NEAR
        for subject in scene.told.subjects
    ):
        yield "stood", _WEIGHTS["stood"]


# Which vote


def _anchored(timex: Timex, told: Told, shares: Sequence[Share]) -> tuple[Vote | None, bool]:
    """The vote that a date can be of, and whether it only bounds a comparison.

    Of several it is the one that a figure of the sentence is of, else the likeliest. A referendum must be
    told as one but on its very day.
    """
    asked = (
        timex.earliest == timex.latest
        or any(cue.tag == _OF_REFERENDUM for cue in told.cues)
        or any(share.subject_type == "option" for share in shares)
        or any(subject.type == "option" for subject in told.subjects)
        or _is_question(told.current, told)
    )
    anchors = [
        anchor
        for anchor in told.anchors
        if anchor.timex == timex and (asked or anchor.vote.office != _REFERENDUM)
    ]
    with_share = {share.vote.election_id for share in shares if share.vote}
    anchor = next(
        (anchor for anchor in anchors if anchor.vote.election_id in with_share), next(iter(anchors), None)
    )
    return (anchor.vote, anchor.since) if anchor else (None, False)


def _is_question(current: Vote | None, told: Told) -> bool:
    """Whether a sentence goes on about a referendum: it names nobody who could stand."""
    named = any(subject.type == "candidate" for subject in told.subjects)
    return current is not None and current.office == _REFERENDUM and not named and not told.offices


def _told(timex: Timex, told: Told, shares: Sequence[Share]) -> Vote | None:
    """The vote of the sentence if it is of the year of the date: a day may be told wrongly."""
    current = told.current
    if current and current.office == _REFERENDUM and not _is_question(current, told):
        current = None
    votes = [share.vote for share in shares if share.vote] + [current]
    same = (vote for vote in votes if vote and timex.earliest[:4] == str(vote.year))
    vote = next(same, None)
    return vote.in_round(None) if vote else None


# Which round


def _in_round(timex: Timex, scene: Scene, vote: Vote, shares: Sequence[Share]) -> Vote:
    """The vote in the round that the words next to the date tell, or who stood, or its figures."""
    told, reference = scene.told, scene.reference
    if rounds_of(vote.country, vote.office) < 2:
        return vote
    if vote.round is not None:
        # Of a month or year to come only words tell a round.
        by_day = timex.earliest == timex.latest
        return vote if by_day or not scene.is_ahead(timex) else vote.in_round(None)
    person = vote.office == _FOR_PERSONS
    if any(cue.tag == _NO_RUNOFF and scene.away(timex, cue) <= _REACH for cue in told.cues):
        return vote.in_round(1)
    away, number = _round_told(timex, scene)
    if away <= (_REACH if person else _REACH_OF_PARTIES):
        return vote.in_round(number)
    if not person:
        return vote
    people = [subject for subject in told.subjects if subject.type == "candidate"]
    if not people and told.current and told.current.office == vote.office:
        return vote.in_round(told.current.round)
    if any(
        stood_without_final(subject.name, vote, reference) and scene.away(timex, subject) <= _NAMED_NEAR
        for subject in people
    ):
        return vote.in_round(1)
    own = [share for share in shares if share.vote and share.vote.election_id == vote.election_id]
    share = min(own, key=lambda share: abs(share.figure.start - timex.start), default=None)
    if share is not None and share.vote is not None:
        return share.vote
    if not reference.rounds(vote.election_id):
        return vote
    implied = implied_round(told.cues, lambda cue: scene.away(timex, cue), _REACH)
    return vote if implied is None else vote.in_round(implied)


def _round_told(timex: Timex, scene: Scene) -> tuple[float, int]:
    """The round word nearest to a date: how far it is, and its number."""
    rounds = [
        (scene.away(timex, cue), round_number(cue))
        for cue in named_rounds(scene.told.cues, scene.told.rounds)
    ]
    return min(rounds, default=(_REACH + 1, 0))
