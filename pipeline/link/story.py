"""Walk an article once: which vote each sentence tells of, and who its names and pronouns are.

The state carried along is small: the vote being told and the people in focus. A paragraph starts from
the article's main vote again, unless it points back ("in that election") or opens with a date.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.annotate import Document, Sentence, within
from pipeline.lexicon import Cue
from pipeline.link.countries import country_of, main_country, place_words
from pipeline.link.people import Cast, Subject, protagonist
from pipeline.link.votes import (
    Vote,
    dated,
    divided_by,
    main_office,
    neighbour,
    office_in,
    on_record,
    rounds_of,
    unrecorded,
    vote_of,
)
from pipeline.model import Timex
from pipeline.reference import Election, Reference

_OFFICE, _ROUND, _ANAPHOR = "elections.office.", "elections.round.", "elections.anaphor."
_IMPLIES = "elections.implies."
_SINCE, _VOTING = "events.none.since", "elections."
_STEPS = {f"{_ANAPHOR}next": 1, f"{_ANAPHOR}last": -1}
# A day this long before an article on a second round is one of the first.
_ROUNDS_APART = 6
# An article is about the last vote this many days before it, or else about the next one.
_FRESH = 45
_RANGE = 800
_NEXT_YEAR = 300
_LOCAL_WORDS, _OPENING_SENTENCES = 2, 2
_DATED_WEIGHT, _MOST_OFFICE_WORDS, _CLOSE_WEIGHT, _CLOSE_DAYS = 2.5, 4, 3.0, 10
_TITLE_WEIGHT = 2.0
_OPENING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that tell a vote: its date, or a phrase such as "the upcoming election".

    `leads` is whether they open the sentence, `since` whether they only bound a comparison
    ("the highest since 1969"), `rank` its place among the votes that the same date can mean.
    """

    start: int
    end: int
    vote: Vote
    timex: Timex | None
    leads: bool
    since: bool
    rank: int


@dataclass(frozen=True)
class Told:
    """A sentence and what it tells of.

    `current` is the vote that it tells of where no anchor does, `rounds` and `offices` are its words
    for rounds and offices (tag: the number, the office), `places` its parts of countries (FR-paca),
    `subjects` who it names, in order.
    """

    sentence: Sentence
    country: str
    anchors: Sequence[Anchor]
    current: Vote | None
    rounds: Sequence[Cue]
    offices: Sequence[Cue]
    cues: Sequence[Cue]
    places: Sequence[Cue]
    subjects: Sequence[Subject]


@dataclass(frozen=True)
class Story:
    """An article's votes, the one person whom its title names, and its sentences.

    `main` and `coming` are None where it tells of no vote, `protagonist` is empty where there is none.
    """

    country: str
    main: Vote | None
    coming: Vote | None
    protagonist: str
    told: Sequence[Told]


def tell(document: Document, reference: Reference) -> Story:
    """The story of an annotated article; pure."""
    named = place_words(document)
    country = main_country(document, named, reference)
    last, coming = _main_votes(document, country, reference)
    main = last or coming
    cast = Cast(document, country, reference)
    told: list[Told] = []
    current, paragraph = main, -1
    for sentence in document.sentences:
        places = within(named, sentence.start, sentence.end)
        here = country_of(document, sentence, places, country, reference)
        cues = within(document.cues, sentence.start, sentence.end)
        back = any(cue.tag == f"{_ANAPHOR}told" for cue in cues)
        if sentence.paragraph != paragraph and not back:
            current = main
        paragraph = sentence.paragraph
        if here != country:
            current = _elsewhere(document, here, main)
        anchors = list(_anchors(document, sentence, here, cues, current, main, coming, reference))
        lead = next((anchor.vote for anchor in anchors if anchor.leads and not anchor.since), None)
        rounds = [cue for cue in cues if cue.tag.startswith(_ROUND)]
        current = _in_told_round(lead or current, rounds, sentence)
        told.append(
            Told(
                sentence=sentence,
                country=here,
                anchors=anchors,
                current=current,
                rounds=rounds,
                offices=[cue for cue in cues if cue.tag.startswith(_OFFICE)],
                cues=cues,
                places=[cue for cue in places if "-" in cue.tag],
                subjects=cast.resolve(sentence, current, anchors),
            )
        )
        only = {anchor.vote for anchor in anchors if not anchor.since and not anchor.rank}
        current = only.pop() if len(only) == 1 and not lead else current
        if here != country:
            current = main
    return Story(country, main, coming, protagonist(document), told)


def round_number(cue: Cue) -> int:
    """The round that a round word tells."""
    return int(cue.tag.removeprefix(_ROUND))


def implied_round(cues: Sequence[Cue], gap: Callable[[Cue], float], reach: float) -> int | None:
    """The round of the nearest word for what happens in one round alone, None where none is within reach."""
    implied = [cue for cue in cues if cue.tag.startswith(_IMPLIES)]
    cue = min(implied, key=gap, default=None)
    return int(cue.tag.removeprefix(_IMPLIES)) if cue is not None and gap(cue) <= reach else None


def office_told(cue: Cue, country: str) -> str:
    """The office that an office word tells in a country."""
    return office_in(country, cue.tag.removeprefix(_OFFICE))


# The article's votes


def _main_votes(document: Document, country: str, reference: Reference) -> tuple[Vote | None, Vote | None]:
    """The vote that the article is about if it has been held, and the one to come."""
    published = document.article.published
    offices = Counter(office_told(cue, country) for cue in document.cues if cue.tag.startswith(_OFFICE))
    titled, opening = (
        {
            office_told(cue, country)
            for cue in document.cues
            if cue.tag.startswith(_OFFICE) and (document.sentence_at(cue.start) or 0) < sentences
        }
        for sentences in (1, _OPENING_SENTENCES)
    )
    if published is None or not country:
        return None, None
    first, last = (
        date.fromordinal(min(max(published.toordinal() + days, 1), date.max.toordinal())).isoformat()
        for days in (-_RANGE, _RANGE)
    )
    near = list(on_record(reference, country, first, last))
    if not near:
        return _unrecorded_votes(document, country, offices, published)
    days = Counter(timex.value[:10] for timex in document.timexes if timex.earliest == timex.latest)

    def weight(election: Election) -> float:
        distance = abs((election.day - published).days) if election.day else _RANGE
        return (
            _DATED_WEIGHT * min(1, days[election.date])
            + min(offices[election.office], _MOST_OFFICE_WORDS)
            + _TITLE_WEIGHT * (election.office in titled)
            + max(0.0, _CLOSE_WEIGHT - distance / _CLOSE_DAYS)
            + 0.5 * (election.office == main_office(country))
        )

    def best(held: bool) -> Election | None:
        found = [election for election in near if (election.date <= published.isoformat()) == held]
        return max(found, key=lambda election: (weight(election), election.date), default=None)

    local = _not_on_record(offices, opening, near)
    if local:
        return unrecorded(country, local, published.year), None
    held, coming = best(True), _first_round(best(False), published, reference)
    if held and held.day and coming and (published - held.day).days > _FRESH and not days[held.date]:
        held = None
    if held and coming and held.day and coming.day and (coming.day - published).days > _NEXT_YEAR:
        # After a vote nobody tells of the next one but by its date.
        coming = coming if (published - held.day).days > _FRESH else None
    return vote_of(held) if held else None, vote_of(coming) if coming else None


def _not_on_record(offices: Counter[str], opening: set[str], near: Sequence[Election]) -> str:
    """The office that the article is about though the record has no votes for it at that time."""
    known = {election.office for election in near}
    names = sorted(offices, key=lambda name: (-offices[name] - _TITLE_WEIGHT * (name in opening), name))
    top = names[0] if names else ""
    stands = offices[top] >= _LOCAL_WORDS or top in opening
    return top if top and top not in known and divided_by(top) == "areas" and stands else ""


def _first_round(election: Election | None, published: date, reference: Reference) -> Election | None:
    """The first of a vote's rounds that is still to come."""
    if election is None:
        return None
    ahead = (row for row in reference.rounds(election.election_id) if row.date > published.isoformat())
    return next(ahead, election)


def _unrecorded_votes(
    document: Document, country: str, offices: Counter[str], published: date
) -> tuple[Vote | None, Vote | None]:
    usual = main_office(country)
    office = max({*offices, usual}, key=lambda name: (offices[name] + _TITLE_WEIGHT * (name == usual), name))
    held = unrecorded(country, office, published.year)
    ahead = min((year for year in _years_of_votes(document) if year > published.year), default=None)
    if rounds_of(country, office) > 1:
        words = Counter(round_number(cue) for cue in document.cues if cue.tag.startswith(_ROUND))
        held = held.in_round(2 if words[2] >= words[1] else 1)
    return held, unrecorded(country, office, ahead) if ahead else None


def _years_of_votes(document: Document) -> set[int]:
    """The years told in sentences with a word for an office."""
    told = {document.sentence_at(cue.start) for cue in document.cues if cue.tag.startswith(_OFFICE)}
    return {
        int(timex.value[:4])
        for timex in document.timexes
        if timex.value[:4].isdigit() and document.sentence_at(timex.start) in told
    }


def _elsewhere(document: Document, country: str, main: Vote | None) -> Vote | None:
    """A vote in another country than the article's: a referendum where the article tells of one."""
    published = document.article.published
    office = main.office if main and main.office == "referendum" else main_office(country)
    return unrecorded(country, office, published.year) if published and country else None


# The votes of a sentence


def _anchors(
    document: Document,
    sentence: Sentence,
    country: str,
    cues: Sequence[Cue],
    current: Vote | None,
    main: Vote | None,
    coming: Vote | None,
    reference: Reference,
) -> list[Anchor]:
    since = {cue.last for cue in cues if cue.tag == _SINCE}
    voting = any(cue.tag.startswith(_VOTING) for cue in cues)
    preferred = [vote.office for vote in (current,) if vote] + [main_office(country)]
    timexes = [
        timex
        for timex in within(document.timexes, sentence.start, sentence.end)
        if timex.type in ("DATE", "TIME")
    ]
    offices = _offices_of(timexes, cues, country)
    anchors: list[Anchor] = []
    for timex in timexes:
        first = document.word_at(timex.start)
        leads = first - sentence.first < _OPENING_WORDS
        bound = bool(since & {first - 1, first - 2, first - 3})
        votes = dated(
            timex,
            country=country,
            office=offices.get(timex, ""),
            preferred=preferred,
            reference=reference,
            voting=voting,
        )
        anchors += (
            Anchor(
                timex.start, timex.end, _other_round(vote, timex, main, document), timex, leads, bound, rank
            )
            for rank, vote in enumerate(votes)
        )
    for cue in cues:
        if cue.tag == f"{_ANAPHOR}coming" and coming:
            leads = cue.first - sentence.first < _OPENING_WORDS
            anchors.append(Anchor(cue.start, cue.end, coming, None, leads, False, 0))
        elif (step := _STEPS.get(cue.tag)) and current and (other := neighbour(current, step, reference)):
            leads = cue.first - sentence.first < _OPENING_WORDS
            anchors.append(Anchor(cue.start, cue.end, other.in_round(current.round), None, leads, False, 0))
    return sorted(anchors, key=lambda anchor: (anchor.start, anchor.rank))


def _offices_of(timexes: Sequence[Timex], cues: Sequence[Cue], country: str) -> dict[Timex, str]:
    """The office that each date is of: a word for an office goes with the date nearest to it."""
    found: dict[Timex, tuple[int, str]] = {}
    for cue in cues:
        if not cue.tag.startswith(_OFFICE) or not timexes:
            continue
        timex = min(timexes, key=lambda timex: _gap(timex, cue))
        gap = _gap(timex, cue)
        if timex not in found or gap < found[timex][0]:
            found[timex] = gap, office_told(cue, country)
    return {timex: office for timex, (_, office) in found.items()}


def _gap(timex: Timex, cue: Cue) -> int:
    return max(timex.start - cue.end, cue.start - timex.end)


def _other_round(vote: Vote, timex: Timex, main: Vote | None, document: Document) -> Vote:
    """A day of the article's own vote that is on no record: before a second round it is of the first, and
    after a first one of the second."""
    published = document.article.published
    if main is None or published is None or vote.round is not None or vote.election_id != main.election_id:
        return vote
    if timex.earliest != timex.latest or main.round is None:
        return vote
    away = (date.fromisoformat(timex.earliest) - published).days
    if main.round == 2 and away < -_ROUNDS_APART:
        return vote.in_round(1)
    return vote.in_round(2 if main.round == 1 and away > 0 else main.round)


def _in_told_round(vote: Vote | None, rounds: Sequence[Cue], sentence: Sentence) -> Vote | None:
    """The vote in the round that opens the sentence, if one does."""
    if vote is None or not rounds or rounds[0].first - sentence.first >= _OPENING_WORDS:
        return vote
    if rounds_of(vote.country, vote.office) < 2:
        return vote
    return vote.in_round(round_number(rounds[0]))
