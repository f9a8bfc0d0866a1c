"""Who took part in an event, the most important first."""

from typing import Final

from pipeline.annotate import Document
from pipeline.events.scene import Scene
from pipeline.events.types import Typed
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.people import Subject
from pipeline.link.votes import finalists, stood
from pipeline.model import Timex
from pipeline.shares.syntax import is_owner

_OF_PARTIES: Final = frozenset({"founding", "rename"})
_WITH_PARTY: Final = frozenset({"founding", "rename", "resignation", "appointment"})
# Of several, the first one of the sentence does it: "Macron and Le Pen debate", "Attal said that Le Pen".
_BY_THE_FIRST: Final = frozenset({"statement", "campaign"})
_BY_BOTH: Final = "campaign.debate"
_CONTEND: Final = ("candidate", "party", "bloc")
_RIGHT_BEHIND: Final = 2
_MOST_ACTORS: Final = 4


def actors(timex: Timex, what: Typed, scene: Scene) -> tuple[str, ...]:
    """Who took part, the most important first."""
    if what.vote is not None:
        return _contenders(what.vote, scene)
    subjects = [subject for subject in scene.told.subjects if subject.type != "option"]
    if not subjects:
        return ()
    at = what.cue.start if what.cue else timex.start
    if what.type in _BY_THE_FIRST:
        nearest = sorted(subjects, key=lambda subject: (subject.end > at, subject.start))
    else:
        nearest = sorted(subjects, key=lambda subject: _reach(scene.document, subject, at))
        if what.type == "appointment" and (cue := what.cue):
            nearest.sort(key=lambda subject: not _is_named_behind(subject, cue))
    parties = [subject.name for subject in nearest if subject.type in ("party", "bloc")]
    people = [subject.name for subject in nearest if subject.type == "candidate"]
    if what.type in _OF_PARTIES:
        chosen = [*parties[:1], *people[:1]]
    elif what.type in _WITH_PARTY:
        chosen = [*people[:1], *parties[:1]]
    else:
        chosen = people[: 2 if what.topic == _BY_BOTH else 1] or parties[:1]
    return tuple(dict.fromkeys(chosen))


def _is_named_behind(subject: Subject, cue: Cue) -> bool:
    """Whether a name stands right behind a verb: "named Chirac prime minister"."""
    return subject.mention.kind == "person" and 0 <= subject.start - cue.end <= _RIGHT_BEHIND


def _reach(document: Document, subject: Subject, at: int) -> tuple[bool, bool, int]:
    """Orders subjects from the nearest before a place to the ones behind it, owners of something last."""
    return is_owner(document, subject), subject.end > at, abs(at - subject.end)


def _contenders(vote: Vote, scene: Scene) -> tuple[str, ...]:
    """The two of a runoff on record, else those of the sentence who stood or got a share."""
    pair = finalists(vote, scene.reference) if vote.round == 2 else ()
    if len(pair) == 2:
        return pair
    with_share = [
        share.subject
        for share in scene.shares
        if share.vote and share.vote.election_id == vote.election_id and share.subject_type in _CONTEND
    ]
    named = [
        subject.name
        for subject in scene.told.subjects
        if subject.type != "option" and stood(subject.name, vote, scene.reference) is not False
    ]
    return tuple(dict.fromkeys((*with_share, *named)))[:_MOST_ACTORS]
