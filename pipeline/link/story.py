"""Walk an article once: which vote each sentence tells of, and who its names and pronouns are.

The state carried along is small: for each country the vote being told, and the people in focus. A paragraph
starts from the article's main vote again, unless it points back ("in that election") or opens with a date.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.annotate import Cues, Document, Layer, Sentence, within
from pipeline.choice import Weighed
from pipeline.lexicon import Cue
from pipeline.link.about import Candidate, held_and_coming, votes_weighed
from pipeline.link.anchors import (
    COMPARE,
    OFFICE,
    Anchor,
    Setting,
    anchors_in,
    is_before,
    office_told,
    told_before,
)
from pipeline.link.article import calendar, settled_at_once, years_of_votes
from pipeline.link.countries import Stretch, main_country, place_words, stretches
from pipeline.link.people import Cast, Subject, protagonist
from pipeline.link.rounds import is_toward, last_round, round_number, rounds_in
from pipeline.link.subject import PARTIES, PERSON, Weighings
from pipeline.link.votes import (
    Vote,
    divided_by,
    is_area_of,
    last_held,
    main_office,
    nearest,
    rounds_of,
    undated,
)
from pipeline.reference import Reference

_GOES_ON: Final = "elections.anaphor.on"
_MOST_LEADING: Final = 4
# So many votes told before are remembered.
_MOST_TOLD: Final = 5
_OPENING_WORDS: Final = 6
_OPENING_SENTENCES: Final = 3
# Words between an office and the area that the vote is of: "the Senate race in Texas".
_AREA_WORDS: Final = 6
# Votes that are held in other countries too when they are held in one.
_SHARED: Final = frozenset({"referendum", "european"})
# Seats that each part of a country has, and the votes with which they are voted on.
_SEATS: Final = frozenset({"senate", "governor"})
_BESIDE_SEATS: Final = frozenset({"house", "senate", "governor"})
_BODY: Final = "elections.body."
# Words that begin another clause or hold a figure against another.
_PARTING: Final = frozenset(
    {
        "votes.link.relative",
        "votes.link.compared",
        "votes.link.earlier",
        "elections.compare.part",
        "elections.compare.when",
        COMPARE,
    }
)
_PAIR: Final = 2


@dataclass(frozen=True)
class Told:
    """A sentence and what it tells of.

    `current` is the vote that it tells of where no anchor does, `by_words` whether words of the paragraph
    told it rather than the article being about it, `elsewhere` the same of other countries than its first.
    `rounds` and `offices` are its words for rounds and offices (tag: the number, the office), `named` the
    countries and places that it names (FR, FR-paca), `places` those that are parts of countries, `area` the
    one whose own vote is told, `subjects` who it names, in order. `before` are the votes that earlier
    sentences of the paragraph tell, `above` those of the paragraphs before it, each the latest first, `near`
    the countries that the paragraph named before it. `focus` is who is in focus when it begins, and at which
    place.
    """

    sentence: Sentence
    stretches: Sequence[Stretch]
    anchors: Sequence[Anchor]
    current: Vote | None
    by_words: bool
    elsewhere: Mapping[str, Vote | None]
    rounds: Sequence[Cue]
    offices: Sequence[Cue]
    cues: Cues
    named: Sequence[Cue]
    places: Sequence[Cue]
    area: str
    subjects: Sequence[Subject]
    before: Sequence[Vote]
    above: Sequence[Vote]
    near: Sequence[str]
    focus: Sequence[tuple[Subject, str]]

    @property
    def country(self) -> str:
        """The country that the sentence starts with."""
        return self.stretches[0].country

    def country_at(self, offset: int) -> str:
        """The country whose votes the sentence tells of at a place."""
        return next((part.country for part in self.stretches if offset < part.end), self.country)


@dataclass(frozen=True)
class Story:
    """An article's votes, the one person whom its title names, and its sentences.

    `main` and `coming` are None where it tells of no vote, `protagonist` is empty where there is none.
    `at_once` is whether its country is on no record and it has nothing that tells of two rounds, `leading`
    has who is named most often, the parties apart from the persons, `about` the votes that it may be about.
    """

    country: str
    main: Vote | None
    coming: Vote | None
    protagonist: str
    told: Sequence[Told]
    at_once: bool = False
    leading: Sequence[Sequence[Subject]] = ()
    about: Sequence[Weighed[Candidate]] = ()
    referents: Weighings = field(default_factory=dict)


class Telling(NamedTuple):
    """The vote being told, whether words told it, what it goes back to behind an aside, and the vote that was
    named last, be it only for a comparison."""

    vote: Vote | None
    by_words: bool = False
    after: "Telling | None" = None
    named: Vote | None = None


class _Past(NamedTuple):
    """What the sentences before have told: the country and the area that it is about, and as in `Told`."""

    here: str
    area: str
    before: Sequence[Vote]
    above: Sequence[Vote]
    near: Sequence[str]


def tell(document: Document, reference: Reference) -> Story:
    """The story of an annotated article; pure."""
    return _Walk(document, reference).story()


def _leading(told: Sequence[Told], types: Sequence[str]) -> Sequence[Subject]:
    """Who of some types is named in most sentences."""
    named: Counter[str] = Counter()
    first: dict[str, Subject] = {}
    for one in told:
        for subject in {subject.name: subject for subject in one.subjects if subject.type in types}.values():
            named[subject.name] += 1
            first.setdefault(subject.name, subject)
    return [first[name] for name, _ in named.most_common(_MOST_LEADING)]


class _Walk:
    """The walk over the sentences of an article; `_telling` is by country, and of the paragraph."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self._document, self._reference = document, reference
        self._named = Layer(place_words(document))
        self._country = main_country(document, self._named, reference)
        self._calendar = calendar(document)
        self._about = votes_weighed(document, self._country, self._calendar, self._named, reference)
        published = document.article.published
        held, self._coming = held_and_coming(self._about, published) if published else (None, None)
        self._main = held or self._coming
        self._years = sorted(years_of_votes(document))
        self._area = self._main_area()
        self._telling: dict[str, Telling] = {}
        self._seat = ""

    def story(self) -> Story:
        """The story told."""
        cast = Cast(self._document, self._country, self._reference)
        told: list[Told] = []
        before: list[Vote] = []
        above: list[Vote] = []
        near: list[str] = []
        paragraph, here, area = -1, self._country, self._area
        for sentence in self._document.sentences:
            cues = self._document.cues_in(sentence)
            if sentence.paragraph != paragraph:
                here, area, self._seat = self._country, self._area, ""
                before, above, near = [], _latest_first(above, before), []
                if not _goes_on(self._document, cues, sentence, opening=True):
                    self._telling = {}
            paragraph = sentence.paragraph
            found = self._told(sentence, cues, _Past(here, area, before, above, near), cast)
            told.append(found)
            before = _latest_first(before, self._named_in(found))
            near = [*dict.fromkeys((*(cue.tag[:2] for cue in found.named[::-1]), *near))]
            area = found.area
            here = found.stretches[-1].country if found.stretches[-1].holds else here
        return Story(
            self._country,
            self._main,
            self._coming,
            protagonist(self._document),
            told,
            self._country not in self._reference.countries and settled_at_once(self._document),
            [_leading(told, PERSON), _leading(told, PARTIES)],
            self._about,
            cast.weighed,
        )

    def _named_in(self, told: Told) -> list[Vote]:
        """The votes that a sentence tells, and the one that the story goes on with behind it."""
        telling = self._now(told.country)
        goes_on = [telling.vote] if telling.by_words and telling.vote else []
        return [*goes_on, *(anchor.vote for anchor in told.anchors if not (anchor.rank or anchor.since))]

    def _told(self, sentence: Sentence, cues: Cues, past: "_Past", cast: Cast) -> Told:
        document = self._document
        places = within(self._named, sentence.start, sentence.end)
        parts = stretches(document, sentence, places, cues, self._country, past.here, self._reference)
        rounds = rounds_in(document, cues)
        offices = cues.of(OFFICE)
        before = self._goes_back(parts[0].country, cues, sentence)
        seat = self._seat_told(parts[0].country, cues, places)
        if seat and before.vote and before.vote.office != self._seat:
            before = Telling(self._last_for(self._seat, parts[0].country), by_words=True)
            self._telling[parts[0].country] = before
        anchors = [anchor for part in parts for anchor in self._anchors(part, sentence, cues)]
        lead = next((anchor.vote for anchor in anchors if anchor.leads and not anchor.since), None)
        current = _in_opening_round(lead or before.vote, rounds, sentence)
        found = Told(
            sentence=sentence,
            stretches=parts,
            anchors=anchors,
            current=current,
            by_words=before.by_words or lead is not None,
            elsewhere={
                part.country: self._now(part.country).vote
                for part in parts[1:]
                if part.country != parts[0].country
            },
            rounds=rounds,
            offices=offices,
            cues=cues,
            named=places,
            places=[cue for cue in places if "-" in cue.tag],
            area=self._area_in(sentence, offices) or seat or past.area,
            # Who is in focus before the sentence is told.
            focus=list(cast.in_focus()),
            subjects=cast.resolve(sentence, current, anchors),
            before=past.before,
            above=past.above,
            near=past.near,
        )
        self._telling[parts[0].country] = self._go_on(before, lead, found)
        return found

    def _goes_back(self, country: str, cues: Cues, sentence: Sentence) -> Telling:
        """What is told of a country at the start of a sentence; an aside ends where its tense does."""
        telling = self._now(country)
        if _goes_on(self._document, cues, sentence, opening=False):
            points = bool(told_before(self._document, cues))
            return (
                telling._replace(vote=telling.named, by_words=True) if points and telling.named else telling
            )
        return telling.after if telling.after and not is_before(cues) else telling

    def _go_on(self, before: Telling, lead: Vote | None, told: Told) -> Telling:
        """What is told behind a sentence: the vote that it opens with or the one that it tells, in its round.

        What a sentence tells in passing of what had been is an aside: the story goes back behind it. Without
        any anchor an office that is told leads to the vote for it.
        """
        own = [anchor for anchor in told.anchors if not anchor.rank and anchor.vote.country == told.country]
        named = own[-1].vote if own else before.named
        if lead:
            vote = _in_last_round(told.current, told)
            return Telling(vote, by_words=True, after=self._behind(before, vote, told), named=named)
        only = {
            anchor.vote
            for anchor in own
            if not anchor.since and not anchor.compared and not self._is_in_passing(anchor, told)
        }
        if len(only) == 1:
            vote = _in_last_round(only.pop(), told)
            after = before if is_before(told.cues) and vote and before.vote != vote else None
            return Telling(vote, by_words=True, after=after, named=named)
        vote = told.current
        offices = {office_told(cue, told.country) for cue in told.offices}
        if not own and len(offices) == 1 and (not vote or vote.office not in offices):
            vote = self._for_office(offices.pop(), told) or vote
            return Telling(_in_last_round(vote, told), True, named=named)
        in_round = last_round(told.cues, told.rounds) is not None
        vote = _in_last_round(vote, told)
        after = before.after or _other_round_before(before, vote, told)
        return Telling(vote, told.by_words or in_round, after, named)

    def _seat_told(self, country: str, cues: Cues, places: Sequence[Cue]) -> str:
        """The part of a country whose own seat a sentence is about: the first one that it names, where its
        people or those of the paragraph hold or want an office of which each part has one.

        Only beside votes for an assembly, on whose day such seats are voted on: elsewhere "Senator Sanders"
        is but who he is.
        """
        if not self._main or country != self._main.country or self._main.office not in _BESIDE_SEATS:
            return ""
        told = [office_told(cue, country) for cue in cues.of(OFFICE)]
        held = [cue.tag.removeprefix(_BODY) for cue in cues.of(_BODY)]
        seats = [office for office in (*told, *held) if office in _SEATS]
        if told and not seats:
            self._seat = ""
        elif seats and self._seat not in seats:
            self._seat = max(seats)
        areas = (cue.tag for cue in places if cue.tag.startswith(f"{country}-"))
        return next(areas, "") if self._seat else ""

    def _is_in_passing(self, anchor: Anchor, told: Told) -> bool:
        """Whether a clause behind a figure of the vote being told brings in an earlier one with its own
        figure: "13.98, where it had 16.48 in 2009"."""
        before = within(self._document.figures, told.sentence.start, anchor.start)
        if len(before) < _PAIR or told.current is None or anchor.vote.year >= told.current.year:
            return False
        return any(cue.tag in _PARTING for cue in within(told.cues, before[-2].end, before[-1].start))

    def _last_for(self, office: str, country: str) -> Vote | None:
        """The vote for an office on the day of the article's."""
        return nearest(country, office, self._main, self._reference) if self._main else None

    def _behind(self, before: Telling, vote: Vote | None, told: Told) -> Telling | None:
        """What the story goes back to behind a sentence that opens with a vote: where it tells what had been
        before the vote of the past days, that one."""
        aside = is_before(told.cues) and vote is not None and before.vote is not None
        if aside and before.vote == self._main and vote and before.vote and vote.year < before.vote.year:
            return before
        return _other_round_before(before, vote, told)

    def _for_office(self, office: str, told: Told) -> Vote | None:
        """The vote for an office that is told without a date."""
        return undated(
            told.country,
            office,
            by_words=told.current if told.by_words else None,
            known=(told.current, self._main, self._coming),
            day=self._document.article.published,
            ahead=False,
            reference=self._reference,
        )

    def _now(self, country: str) -> Telling:
        return self._telling.get(country) or Telling(self._default(country))

    def _default(self, country: str) -> Vote | None:
        """The article's vote, or one in another country: the like of it where there can be one."""
        published = self._document.article.published
        if country == self._country or not country or published is None:
            return self._main
        office = self._main.office if self._main and self._main.office in _SHARED else main_office(country)
        return last_held(country, office, published, self._reference)

    def _anchors(self, part: Stretch, sentence: Sentence, cues: Cues) -> list[Anchor]:
        setting = Setting(
            country=part.country,
            current=self._now(part.country).vote,
            main=self._main,
            coming=self._coming,
            calendar=self._calendar,
            years=self._years,
        )
        whole = part.start <= sentence.start and sentence.end <= part.end
        own = cues if whole else Cues(within(cues, part.start, part.end))
        clause = sentence._replace(start=part.start, end=part.end)
        return anchors_in(self._document, clause, own, setting, self._reference)

    def _area_in(self, sentence: Sentence, offices: Sequence[Cue]) -> str:
        """The part of a country that the sentence names beside an office of which each part has one."""
        places = [cue for cue in within(self._named, sentence.start, sentence.end) if "-" in cue.tag]
        best, found = _AREA_WORDS + 1, ""
        for cue in offices:
            for place in places:
                country, area = place.tag.split("-", 1)
                office = office_told(cue, country)
                gap = max(place.first - cue.last, cue.first - place.last)
                if divided_by(office) == "areas" and is_area_of(office, country, area) and gap < best:
                    best, found = gap, place.tag
        return found

    def _main_area(self) -> str:
        """The part of the country whose own vote the article is about: the one told in its opening."""
        if self._main is None or divided_by(self._main.office) != "areas":
            return ""
        for sentence in self._document.sentences[:_OPENING_SENTENCES]:
            if area := self._area_in(sentence, self._document.cues_in(sentence).of(OFFICE)):
                return area
        end = self._document.sentences[:_OPENING_SENTENCES][-1].end if self._document.sentences else 0
        named = {
            cue.tag
            for cue in within(self._named, 0, end)
            if "-" in cue.tag
            and is_area_of(self._main.office, *cue.tag.split("-", 1))
            # In capitals it is where the article was written.
            and not self._document.clean[cue.start : cue.end].isupper()
        }
        return named.pop() if len(named) == 1 else ""


def _latest_first(told: Sequence[Vote], more: Sequence[Vote]) -> list[Vote]:
    """The last votes told, each once."""
    votes = {vote.election_id: vote for vote in (*told[::-1], *more)}
    latest = dict.fromkeys(vote.election_id for vote in (*more[::-1], *told))
    return [votes[election_id] for election_id in latest][:_MOST_TOLD]


def _goes_on(document: Document, cues: Cues, sentence: Sentence, *, opening: bool) -> bool:
    """Whether a sentence points to the vote told before it: "in that election", or "then" at its start.

    One that begins a paragraph (`opening`) does so in its first words.
    """
    return any(
        not (opening and cue.first - sentence.first >= _OPENING_WORDS) for cue in told_before(document, cues)
    ) or any(cue.first == sentence.first for cue in cues.of(_GOES_ON))


def _in_opening_round(vote: Vote | None, rounds: Sequence[Cue], sentence: Sentence) -> Vote | None:
    """The vote in the round that opens the sentence, if one does."""
    if vote is None or not rounds or rounds[0].first - sentence.first >= _OPENING_WORDS:
        return vote
    if rounds_of(vote.country, vote.office) < 2:
        return vote
    return vote.in_round(round_number(rounds[0]))


def _other_round_before(before: Telling, vote: Vote | None, told: Told) -> Telling | None:
    """What the story goes back to behind a sentence that tells what had been in the other round."""
    same = before.vote is not None and vote is not None and before.vote.election_id == vote.election_id
    return before if same and is_before(told.cues) and before.vote != vote else None


def _in_last_round(vote: Vote | None, told: Told) -> Vote | None:
    """The vote in the round that the sentence told last."""
    if vote is None or not told.rounds or rounds_of(vote.country, vote.office) < 2:
        return vote
    last = last_round(told.cues, told.rounds)
    return vote.in_round(last) if last or is_toward(told.cues, told.rounds) else vote
