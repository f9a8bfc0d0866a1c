"""Find the events of an article: one for each date expression that anchors something."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.annotate import Document, Sentence, within
from pipeline.check import exact_date, milestone_for
from pipeline.dates import iso_date
from pipeline.events.nearness import Nearness
from pipeline.events.types import Typed, typed
from pipeline.labels import label_of
from pipeline.lexicon import Cue
from pipeline.link import Story, Told, Vote
from pipeline.link.people import Subject
from pipeline.link.votes import finalists, stood
from pipeline.model import Refused, Timex
from pipeline.reference import Reference
from pipeline.shares import Share
from pipeline.shares.syntax import is_owner

_VOTES: Final = frozenset({"election_round1", "runoff", "election", "referendum"})
_OF_PARTIES: Final = frozenset({"founding", "rename"})
_WITH_PARTY: Final = frozenset({"founding", "rename", "resignation", "appointment"})
# Of several, the first one of the sentence does it: "Macron and Le Pen debate", "Attal said that Le Pen".
_BY_THE_FIRST: Final = frozenset({"statement", "campaign"})
_RIGHT_BEHIND: Final = 2
_MOST_ACTORS: Final = 4
_PUBLISHED, _FRAME = "events.none.published", "events.none.frame"
_OPENING_WORDS: Final = 2
# "NEW YORK, June 2 (Agency) -"
_MOST_PLACE_WORDS, _DATELINE_ENDS = 4, "(-–—"
_NEAR: Final = 8.0
_CLEAR: Final = 2.4
_STATUS: Final = "events.status."
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
        timexes = within(document.timexes, told.sentence.start, told.sentence.end)
        near = Nearness(document, told, [timex for timex in timexes if timex.type not in _NO_DATE])
        for timex in timexes:
            day, end, precision = iso_date(timex)
            if reason := _no_event(timex, day) or _frame(document, timex, told):
                refused.append(Refused(timex.start, timex.end, "date", reason))
            else:
                events.append(
                    _event(document, timex, (day, end, precision), told, near, own, story.main, reference)
                )
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


def _frame(document: Document, timex: Timex, told: Told) -> str:
    """Why a date is one of the article itself or of what stands around it, empty where it is not."""
    first = document.word_at(timex.start)
    opening = [cue for cue in told.cues if cue.first - told.sentence.first < _OPENING_WORDS]
    if any(cue.tag == _PUBLISHED and 0 <= first - cue.last <= _RIGHT_BEHIND for cue in opening):
        return "the day of the article itself"
    if any(cue.tag == _FRAME and cue.end <= timex.start for cue in opening):
        return "a caption or a notice, not the article"
    before = document.clean[told.sentence.start : timex.start].split()
    behind = document.clean[timex.end : timex.end + _RIGHT_BEHIND].strip()[:1]
    if 0 < len(before) <= _MOST_PLACE_WORDS and behind and behind in _DATELINE_ENDS:
        if "".join(before).isupper() and len(before[0]) > _RIGHT_BEHIND:
            return "the dateline of the article"
    return ""


def _event(
    document: Document,
    timex: Timex,
    when: tuple[str, str, str],
    told: Told,
    near: Nearness,
    shares: Sequence[Share],
    main: Vote | None,
    reference: Reference,
) -> Event:
    what = typed(document, timex, told, near, shares, main, reference)
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
        status=_status(document, timex, told, near),
        label=label_of(what.type, actors, vote.election_id if vote else "", "en"),
        actors=actors,
        vote=vote,
        exact=exact,
        confidence=round(min(0.95, max(0.3, what.score / _CLEAR)), 2),
        rule=what.rule,
    )


def _status(document: Document, timex: Timex, told: Told, near: Nearness) -> str:
    published = document.article.published
    if published is None:
        return "past"
    if timex.latest and date.fromisoformat(timex.latest) < published:
        return "past"
    beside = [
        cue
        for cue in told.cues
        if cue.tag.startswith(_STATUS) and near.away(timex, cue.start, cue.end) <= _NEAR
    ]
    ahead = timex.earliest > published.isoformat()
    if ahead and any(cue.tag == _HYPOTHETICAL for cue in beside):
        scheduled = any(cue.tag == _SCHEDULED for cue in beside)
        return "scheduled" if scheduled else "hypothetical"
    if ahead:
        return "scheduled"
    # The day, month or year of publication: the words decide.
    return "scheduled" if any(cue.tag == _SCHEDULED for cue in beside) else "past"


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
