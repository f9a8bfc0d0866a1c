"""Which votes a figure of a sentence may be of: those that its words, the story or the record offer."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.dates import arithmetic
from pipeline.link import Vote
from pipeline.link.anchors import Anchor, anchors_of_office
from pipeline.link.votes import (
    divided_by,
    last_held,
    main_office,
    nearest,
    office_in,
    region_office,
    rounds_of,
    undated,
    vote_of,
)
from pipeline.reference import Reference
from pipeline.shares.scene import Scene

_OPTIONS, _REFERENDUM, _PRESIDENT = "option", "referendum", "president"
# Votes that are held in other countries too when they are held in one.
_SHARED: Final = frozenset({"referendum", "european"})
# A poll asks of a vote at most so many days behind it.
SOON: Final = 150
# So far from publication a vote of an area is offered without a date.
_AROUND: Final = 200
# So many countries that the paragraph named before are offered.
_COUNTRIES: Final = 1
# Votes within a party, of which words tell alike.
_OF_PARTIES: Final = frozenset({"party", "primary"})
# So many of the votes told before offer their years to other offices.
_YEARS: Final = 3


class Offer(NamedTuple):
    """A vote that a figure may be of, and the dates and other words of the sentence that tell it."""

    vote: Vote
    anchors: Sequence[Anchor] = ()


def offers(scene: Scene, country: str, kind: str) -> list[Offer]:
    """The votes that a sentence and what is told around it offer to figures of a kind, each once."""
    votes: dict[str, Vote] = {}
    anchors: dict[str, list[Anchor]] = {}
    for vote, anchor in _told(scene, country, kind):
        votes.setdefault(vote.election_id, vote)
        known = anchors.setdefault(vote.election_id, [])
        if anchor and all(anchor.start != other.start for other in known):
            known.append(anchor)
    return [Offer(vote, anchors[election_id]) for election_id, vote in votes.items()]


def _told(scene: Scene, country: str, kind: str) -> Iterator[tuple[Vote, Anchor | None]]:
    told, story = scene.told, scene.story
    for anchor in told.anchors:
        yield anchor.vote, anchor
    known = [told.current, *told.elsewhere.values(), scene.last, *told.before, story.main, story.coming]
    for vote in (*known, *told.above):
        if vote:
            yield vote, None
    countries = (
        country,
        *(cue.tag[:2] for cue in told.named),
        *(vote.country for vote in told.before[:1]),
        *told.near[:_COUNTRIES],
    )
    for code in dict.fromkeys(countries):
        for office in _offices(scene, code):
            if scene.timexes:
                for anchor in anchors_of_office(
                    scene.document, told.sentence, told.cues, code, office, scene.reference
                ):
                    yield anchor.vote, anchor
            for vote in _undated(scene, code, office, kind):
                yield vote, None
    if kind == "poll":
        for vote in _after_days(scene, country):
            yield vote, None


def _offices(scene: Scene, country: str) -> list[str]:
    """The offices that votes of the sentence may be for: told, hinted at, those of votes told before, and
    those that decide who governs."""
    told, story = scene.told, scene.story
    votes = (told.current, scene.last, *told.before, story.main, story.coming)
    said, hinted, titled = scene.offices(country)
    found = [
        *said,
        *sorted(hinted),
        *(vote.office for vote in votes if vote and (vote.country == country or vote.office in _SHARED)),
        *titled,
        main_office(country),
        office_in(country, "parliament"),
    ]
    if rounds_of(country, _PRESIDENT) > 1:
        found.append(_PRESIDENT)
    if region := region_office(country):
        found.append(region)
    if not _OF_PARTIES.isdisjoint(found):
        found += sorted(_OF_PARTIES)
    if any(subject.type == _OPTIONS for subject in scene.subjects):
        found.append(_REFERENDUM)
    return [*dict.fromkeys(found)]


def _undated(scene: Scene, country: str, office: str, kind: str) -> Iterator[Vote]:
    """The votes for an office that are told without a date: of the years told, the last and the next one."""
    told, story, day = scene.told, scene.story, scene.document.article.published
    known = (told.current, story.main, story.coming)
    for ahead in (False, True) if kind == "poll" else (False,):
        vote = undated(
            country,
            office,
            by_words=told.current if told.by_words else None,
            known=known,
            day=day,
            ahead=ahead,
            reference=scene.reference,
        )
        if vote:
            yield vote
    if day:
        yield from _around(country, office, day, scene.reference)
    for vote in [vote for vote in (told.current, scene.last, *told.before) if vote][:_YEARS]:
        if vote.country == country and vote.office != office:
            yield nearest(country, office, vote, scene.reference)


@lru_cache(maxsize=1024)
def _around(country: str, office: str, day: date, reference: Reference) -> Sequence[Vote]:
    """The vote for an office last held before a day, and those of areas and bodies around it."""
    held = last_held(country, office, day, reference)
    if divided_by(office) == "areas":
        return (held,)
    first, last = (arithmetic.shift(day, days, "D") or day for days in (-_AROUND, _AROUND))
    near = reference.polling_days(country, first.isoformat(), last.isoformat(), areas=True)
    return held, *(vote_of(row).in_round(None) for row in near if row.office == office)


def _after_days(scene: Scene, country: str) -> Iterator[Vote]:
    """The votes soon after the days that the sentence tells: what a poll of long ago asked about."""
    for day in scene.days_told:
        election = scene.reference.next_election(country, None, day)
        if election and election.day and (election.day - day).days <= SOON:
            yield vote_of(election).in_round(None)
