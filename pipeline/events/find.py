"""Find the events of an article: one for each date expression that anchors something."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from pipeline.annotate import Document, Sentence, within
from pipeline.check import exact_date, milestone_for
from pipeline.confidence import confidence
from pipeline.dates import iso_date
from pipeline.events.actors import actors
from pipeline.events.acts import ACT
from pipeline.events.nearness import Nearness
from pipeline.events.refusals import NO_DATE, refusal
from pipeline.events.scene import OF_REFERENDUM, QUESTION, Scene
from pipeline.events.types import Typed, typed
from pipeline.labels import facts_of, write
from pipeline.link import Story, Vote
from pipeline.model import Refused, Timex
from pipeline.reference import Reference
from pipeline.shares import Share

_NEAR: Final = 8.0
_STATUS: Final = "events.status."
_HYPOTHETICAL, _CONDITIONAL = "events.status.hypothetical", "events.status.conditional"
_SCHEDULED: Final = "events.status.scheduled"
_STATEMENT: Final = f"{ACT}statement."
_RESULT: Final = "result"
_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a date, as the text tells it; `exact` is the day by the record, if it is known."""

    timex: Timex
    sentence: Sentence
    date: str
    date_end: str
    precision: str
    type: str
    status: str
    label: str
    actors: tuple[str, ...]
    vote: Vote | None
    exact: str
    confidence: float
    rule: str


def find(
    document: Document, story: Story, shares: Sequence[Share], reference: Reference
) -> tuple[list[Event], list[Refused]]:
    """The events of an article in order, and the date expressions that are none; pure.

    `shares` are those that the text states, and what they leave for someone else, which labels show.
    """
    events: list[Event] = []
    refused: list[Refused] = []
    results: dict[Vote, list[Share]] = defaultdict(list)
    for share in shares:
        if share.vote and share.kind == _RESULT:
            results[share.vote].append(share)
    for timex, scene in dates(document, story, shares, reference):
        when = iso_date(timex)
        if reason := refusal(timex, when[0], scene):
            refused.append(Refused(timex.start, timex.end, "date", reason))
        else:
            events.append(_event(timex, when, scene, results))
    return events, refused


def dates(
    document: Document, story: Story, shares: Sequence[Share], reference: Reference
) -> Iterator[tuple[Timex, Scene]]:
    """The date expressions of an article, each with its sentence; `shares` as in `find`."""
    stated: dict[Sentence, list[Share]] = defaultdict(list)
    for share in shares:
        if not share.derived:
            stated[share.sentence].append(share)
    asked = len(document.cues.of(QUESTION)) + len(document.cues.of(OF_REFERENDUM))
    for told, after in zip_longest(story.told, story.told[1:]):
        timexes = within(document.timexes, told.sentence.start, told.sentence.end)
        if not timexes:
            continue
        near = Nearness(document, told, [timex for timex in timexes if timex.type not in NO_DATE])
        following: Sequence[Share] = ()
        if after and after.sentence.paragraph == told.sentence.paragraph:
            dated = within(document.timexes, after.sentence.start, after.sentence.end)
            if all(timex.type in NO_DATE for timex in dated):
                following = stated.get(after.sentence, ())
        own = stated.get(told.sentence, ())
        scene = Scene(document, told, near, own, following, story.main, story.at_once, asked, reference)
        for timex in timexes:
            yield timex, scene


def _event(
    timex: Timex, when: tuple[str, str, str], scene: Scene, results: Mapping[Vote, Sequence[Share]]
) -> Event:
    what = typed(timex, scene)
    who = actors(timex, what, scene)
    vote = what.vote
    figures = _figures(timex, scene, results.get(vote, ())) if vote else {}
    facts = facts_of(what.topic, who, vote.election_id if vote else "", figures)
    day, end, precision = when
    return Event(
        timex=timex,
        sentence=scene.told.sentence,
        date=day,
        date_end=end,
        precision=precision,
        type=what.type,
        status=_status(timex, scene),
        label=write(facts, "en"),
        actors=who,
        vote=vote,
        exact=_exact(timex, what, who, scene.reference),
        confidence=confidence(what.likely, "events"),
        rule=what.rule,
    )


def _figures(timex: Timex, scene: Scene, shares: Sequence[Share]) -> dict[str, str]:
    """What each got in a vote as the text writes it: by the sentence of a date, else told nearest to it.

    A sentence that has one of the two alone leaves the other to where it is told, as the title does.
    """
    sentence = scene.told.sentence
    here = [share for share in shares if share.sentence == sentence]
    some = shares if len(here) < _BOTH else here
    near = sorted(
        some, key=lambda share: (share.sentence == sentence, -abs(share.figure.start - timex.start))
    )
    return {share.subject: f"{share.value:.{share.figure.decimals}f}" for share in near}


def _exact(timex: Timex, what: Typed, who: tuple[str, ...], reference: Reference) -> str:
    """The day by the record, empty where it is not known."""
    if what.vote is not None:
        known = exact_date(what.vote.election_id, what.vote.round, reference)
        return known.isoformat() if known else ""
    milestone = milestone_for(what.type, who, timex.earliest, timex.latest, reference)
    return milestone.date if milestone and milestone.precision == "day" else ""


def _status(timex: Timex, scene: Scene) -> str:
    published = scene.document.article.published
    if published is None or (timex.latest and date.fromisoformat(timex.latest) < published):
        return "past"
    tags = {cue.tag for cue in scene.told.cues.of(_STATUS) if scene.away(timex, cue) <= _NEAR}
    if not scene.is_ahead(timex):
        # The day, month or year of publication: the words decide.
        return "scheduled" if _SCHEDULED in tags else "past"
    reported = bool(scene.told.cues.of(_STATEMENT))
    supposed = _HYPOTHETICAL in tags or (_CONDITIONAL in tags and not reported)
    return "hypothetical" if supposed and _SCHEDULED not in tags else "scheduled"
