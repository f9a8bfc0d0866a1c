"""Find the events of an article: one for each date expression that anchors something."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.annotate import Document, Sentence, within
from pipeline.check import exact_date, milestone_for
from pipeline.dates import iso_date
from pipeline.events.types import Typed, typed, words_between
from pipeline.labels import label_of
from pipeline.lexicon import Cue
from pipeline.link import Story, Told, Vote
from pipeline.link.anchors import Anchor
from pipeline.link.people import Subject
from pipeline.link.votes import finalists, stood
from pipeline.model import Refused, Timex
from pipeline.reference import Reference
from pipeline.shares import Share
from pipeline.shares.holders import is_owner

_VOTES: Final = frozenset({"election_round1", "runoff", "election", "referendum"})
_OF_PARTIES: Final = frozenset({"founding", "rename"})
_WITH_PARTY: Final = frozenset({"founding", "rename", "resignation", "appointment"})
# Of several, the first one of the sentence does it: "Macron and Le Pen debate", "Attal said that Le Pen".
_BY_THE_FIRST: Final = frozenset({"statement", "campaign"})
_RIGHT_BEHIND: Final = 2
_MOST_ACTORS: Final = 4
_NEAR: Final = 8.0
_CLEAR: Final = 2.4
_HYPOTHETICAL, _SCHEDULED = "events.status.hypothetical", "events.status.scheduled"
_NO_DATE: Final = {
    "DURATION": "a length of time, no date",
    "SET": "a repetition, no date",
}


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
    """The events of an article in order, and the date expressions that are none; pure."""
    events: list[Event] = []
    refused: list[Refused] = []
    by_sentence: dict[Sentence, list[Share]] = defaultdict(list)
    for share in shares:
        by_sentence[share.sentence].append(share)
    for told in story.told:
        own = by_sentence[told.sentence]
        for timex in within(document.timexes, told.sentence.start, told.sentence.end):
            day, end, precision = iso_date(timex)
            if reason := _no_event(timex, day):
                refused.append(Refused(timex.start, timex.end, "date", reason))
            else:
                events.append(_event(document, timex, (day, end, precision), told, own, reference))
    return events, refused


def _no_event(timex: Timex, day: str) -> str:
    """Why a date expression is no event, empty where it is one."""
    if timex.type in _NO_DATE:
        return _NO_DATE[timex.type]
    if timex.value.endswith("_REF"):
        return "vague: it names no day, month or year"
    if not day:
        return "it hangs on a day that is not known"
    if timex.type == "TIME" and timex.resolved_by in ("published", "story"):
        return "a time of day without its day"
    return ""


def _event(
    document: Document,
    timex: Timex,
    when: tuple[str, str, str],
    told: Told,
    shares: Sequence[Share],
    reference: Reference,
) -> Event:
    anchor = _anchor(timex, told, shares)
    what = typed(document, timex, told, anchor, shares, reference)
    actors = _actors(document, timex, what, told, shares, reference)
    day, end, precision = when
    vote = what.vote
    if vote is not None:
        known = exact_date(vote.election_id, vote.round, reference)
        exact = known.isoformat() if known else ""
    else:
        milestone = milestone_for(what.type, actors, timex.earliest, timex.latest, reference)
        exact = milestone.date if milestone and milestone.precision == "day" else ""
    return Event(
        timex=timex,
        sentence=told.sentence,
        date=day,
        date_end=end,
        precision=precision,
        type=what.type,
        status=_status(document, timex, told),
        label=label_of(what.type, actors, vote.election_id if vote else "", "en"),
        actors=actors,
        vote=vote,
        exact=exact,
        confidence=round(min(0.95, max(0.3, what.score / _CLEAR)), 2),
        rule=what.cue.tag if what.cue else timex.rule_id,
    )


def _anchor(timex: Timex, told: Told, shares: Sequence[Share]) -> Anchor | None:
    """The vote that a date is of: the one that a figure of the sentence is of, else the likeliest."""
    anchors = [anchor for anchor in told.anchors if anchor.timex == timex]
    with_share = {share.vote.election_id for share in shares if share.vote}
    return next(
        (anchor for anchor in anchors if anchor.vote.election_id in with_share), next(iter(anchors), None)
    )


def _status(document: Document, timex: Timex, told: Told) -> str:
    published = document.article.published
    if published is None:
        return "past"
    if timex.latest and date.fromisoformat(timex.latest) < published:
        return "past"
    near = [cue for cue in told.cues if words_between(document, timex, cue) <= _NEAR]
    ahead = timex.earliest > published.isoformat()
    if ahead and any(cue.tag == _HYPOTHETICAL for cue in near):
        scheduled = any(cue.tag == _SCHEDULED for cue in near)
        return "scheduled" if scheduled else "hypothetical"
    if ahead:
        return "scheduled"
    # The day, month or year of publication: the words decide.
    return "scheduled" if any(cue.tag == _SCHEDULED for cue in near) else "past"


def _actors(
    document: Document,
    timex: Timex,
    what: Typed,
    told: Told,
    shares: Sequence[Share],
    reference: Reference,
) -> tuple[str, ...]:
    """Who took part, the most important first."""
    if what.vote is not None:
        return _contenders(what.vote, told, shares, reference)
    subjects = [subject for subject in told.subjects if subject.type != "option"]
    if not subjects:
        return ()
    at = what.cue.start if what.cue else timex.start
    if what.type in _BY_THE_FIRST:
        nearest = sorted(subjects, key=lambda subject: (subject.end > at, subject.start))
    else:
        nearest = sorted(subjects, key=lambda subject: _reach(document, subject, at))
        if what.type == "appointment" and (cue := what.cue):
            nearest.sort(key=lambda subject: not _is_named_behind(subject, cue))
    parties = [subject.name for subject in nearest if subject.type in ("party", "bloc")]
    people = [subject.name for subject in nearest if subject.type == "candidate"]
    if what.type in _OF_PARTIES:
        chosen = [*parties[:1], *people[:1]]
    elif what.type in _WITH_PARTY:
        chosen = [*people[:1], *parties[:1]]
    else:
        chosen = people[:1] or parties[:1]
    return tuple(dict.fromkeys(chosen))


def _is_named_behind(subject: Subject, cue: Cue) -> bool:
    """Whether a name stands right behind a verb: "named Chirac prime minister"."""
    return subject.mention.kind == "person" and 0 <= subject.start - cue.end <= _RIGHT_BEHIND


def _reach(document: Document, subject: Subject, at: int) -> tuple[bool, bool, int]:
    """Orders subjects from the nearest before a place to the ones behind it, owners of something last."""
    return is_owner(document, subject), subject.end > at, abs(at - subject.end)


def _contenders(vote: Vote, told: Told, shares: Sequence[Share], reference: Reference) -> tuple[str, ...]:
    """The two of a runoff on record, else those of the sentence who stood or got a share."""
    pair = finalists(vote, reference) if vote.round == 2 else ()
    if len(pair) == 2:
        return pair
    with_share = [
        share.subject
        for share in shares
        if share.vote
        and share.vote.election_id == vote.election_id
        and share.subject_type in ("candidate", "party", "bloc")
    ]
    named = [
        subject.name
        for subject in told.subjects
        if subject.type != "option" and stood(subject.name, vote, reference) is not False
    ]
    return tuple(dict.fromkeys((*with_share, *named)))[:_MOST_ACTORS]
