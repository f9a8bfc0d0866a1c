"""Which votes an article is about: the one that has been held, and the one to come."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from pipeline.annotate import Document, within
from pipeline.lexicon import Cue
from pipeline.link.anchors import COMPARE, OFFICE, is_before, office_told
from pipeline.link.rounds import implied_number, round_number, rounds_in
from pipeline.link.votes import (
    Vote,
    divided_by,
    is_area_of,
    main_office,
    office_in,
    region_office,
    rounds_of,
    stood,
    unrecorded,
    vote_of,
)
from pipeline.model import Timex
from pipeline.reference import Election, Reference

_POLL: Final = "votes.kind.poll"
_BODY: Final = "elections.body."
_IMPLIES, _OUTRIGHT = "elections.implies.", "elections.outright.words"
_ROUND, _TOWARD = "elections.round.", "elections.toward."
_VOTES: Final = (OFFICE, _ROUND, "elections.vote.")
# An article is about the last vote this many days before it, or else about the next one.
_FRESH: Final = 45
_RANGE: Final = 800
_NEXT_YEAR: Final = 300
_OPENING_SENTENCES, _RESULT_SENTENCES = 3, 5
_DATED_WEIGHT, _MOST_OFFICE_WORDS, _CLOSE_WEIGHT, _CLOSE_DAYS = 2.5, 4.0, 3.0, 10
_TITLE_WEIGHT, _PEOPLE_WEIGHT, _HISTORY_WEIGHT = 2.0, 2.0, -2.0
# A word that does not stand in the opening counts less, and so does a body, a holder, a round or a part of
# the country.
_LATE, _WEAK, _USUAL = 0.5, 0.4, 0.5
# Votes that are told in passing more often than they are what an article is about.
_RARE: Final = {"party": -1.5, "byelection": -1.0}
# What being of the day adds to a vote that is on no record; with words that say so clearly it needs nothing.
_FRESH_WEIGHT, _CLEAR = 1.0, 1.4
_NOT_REGULAR: Final = frozenset({"referendum", "byelection"})
_FOR_PERSONS: Final = "president"
# Of a country on no record: a vote is one told with a day this near.
_NEAR_DAYS: Final = 70
_BESIDE: Final = 6
_COMPARED_WORDS, _OUTRIGHT_WORDS, _IMPLIED_WEIGHT = 3, 3, 0.75
_WHOLE_WEIGHT, _LOSER = 2.0, 25.0
_SIDE: Final = {1: -1, 2: 1}


def calendar(document: Document) -> dict[str, int]:
    """The days that the article tells with a word for the round beside them."""
    found: dict[str, int] = {}
    published = document.article.published.isoformat() if document.article.published else ""
    for sentence in document.sentences:
        cues = within(document.cues, sentence.start, sentence.end)
        days = [
            timex
            for timex in within(document.timexes, sentence.start, sentence.end)
            if timex.earliest
            and timex.earliest == timex.latest
            and not (timex.resolved_by == "weekday" and timex.earliest > published)
        ]
        toward = [cue for cue in cues if cue.tag.startswith(_TOWARD)]
        for cue in (cue for cue in cues if days and cue.tag.startswith(_ROUND)):
            near = [
                timex
                for timex in days
                if not any(timex.end <= other.start <= cue.start for other in toward)
                and _apart(document, timex, cue) <= _BESIDE
            ]
            timex = min(near, key=lambda timex: _apart(document, timex, cue), default=None)
            if timex:
                found.setdefault(timex.earliest, round_number(cue))
    return found


def _apart(document: Document, timex: Timex, cue: Cue) -> int:
    low, high = (timex.end, cue.start) if timex.end <= cue.start else (cue.end, timex.start)
    return document.words_between(low, high)


def votes_of_article(
    document: Document, country: str, days: dict[str, int], named: Sequence[Cue], reference: Reference
) -> tuple[Vote | None, Vote | None]:
    """The vote that an article is about if it has been held, and the one to come.

    `days` is its calendar, `named` are the places that it names.
    """
    published = document.article.published
    if published is None or not country:
        return None, None
    told = _Offices(document, country, named)
    first, last = (
        date.fromordinal(min(max(published.toordinal() + days, 1), date.max.toordinal())).isoformat()
        for days in (-_RANGE, _RANGE)
    )
    near = list(reference.polling_days(country, first, last))
    if not near:
        return _unrecorded(document, country, told.first(), days, published)
    weight = _weights(document, told, near, reference)
    held = _best([*near, *_history(document, country, reference)], weight, published, held=True)
    coming = _first_round(_best(near, weight, published, held=False), published, reference)
    top = max((weight(election) for election in (held, coming) if election), default=0.0)
    local = told.first(without={row.office for row in near if not _is_long_ahead(row, published)})
    best = max((told.weight(election.office) for election in (held, coming) if election), default=0.0)
    clear = told.weight(local) > max(best, _CLEAR) and _tells_results(document)
    fresh = held is not None and held.day is not None and (published - held.day).days <= _FRESH
    if local and (
        told.weight(local) + _FRESH_WEIGHT > top
        or (told.weight(local) > _CLEAR and not best)
        or (clear and not fresh)
    ):
        about, ahead = _unrecorded(document, country, local, days, published)
        return about, vote_of(coming) if coming else ahead
    dated = {timex.earliest for timex in document.timexes if timex.earliest == timex.latest}
    if held and held.day and coming and (published - held.day).days > _FRESH and _opens_with_poll(document):
        held = None
    if held and held.day and coming and coming.day and held.date not in dated and held in near:
        since, until = (published - held.day).days, (coming.day - published).days
        if since > max(_FRESH, until) and weight(coming) > weight(held):
            held = None
    if held and coming and held.day and coming.day and (coming.day - published).days > _NEXT_YEAR:
        # After a vote nobody tells of the next one but by its date.
        coming = coming if (published - held.day).days > _FRESH else None
    about = vote_of(held) if held else None
    if held and held not in near:
        about = vote_of(held).in_round(None)
    return about, vote_of(coming) if coming else None


def _is_long_ahead(election: Election, published: date) -> bool:
    """Whether a vote that is not held every few years was far off, and maybe not thought of."""
    far = election.day is None or (election.day - published).days > _NEXT_YEAR
    return election.office in _NOT_REGULAR and far and election.date > published.isoformat()


def _tells_results(document: Document) -> bool:
    """Whether the first sentences tell shares, and no poll."""
    end = document.sentences[_RESULT_SENTENCES:][:1]
    shares = within(document.figures, 0, end[0].start if end else len(document.clean))
    return any(figure.unit == "percent" for figure in shares) and not _opens_with_poll(document)


def _opens_with_poll(document: Document) -> bool:
    """Whether the title or the first sentences tell of a poll."""
    end = document.sentences[_OPENING_SENTENCES:][:1]
    opening = within(document.cues, 0, end[0].start if end else len(document.clean))
    return any(cue.tag == _POLL for cue in opening)


class _Offices:
    """How often an article has words for each office, which ones in its title and opening, and what else
    tells of an office: bodies and holders, rounds, and parts of the country that it names first."""

    def __init__(self, document: Document, country: str, named: Sequence[Cue]) -> None:
        self.country = country
        self._count: Counter[str] = Counter()
        self._weak: Counter[str] = Counter()
        self._titled: set[str] = set()
        self._opening: set[str] = set()
        for cue in document.cues:
            if cue.tag.startswith(OFFICE):
                office, sentence = office_told(cue, country), document.sentence_at(cue.start) or 0
                self._count[office] += 1
                if sentence < 1:
                    self._titled.add(office)
                if sentence < _OPENING_SENTENCES:
                    self._opening.add(office)
            elif cue.tag.startswith(_BODY):
                self._weak[office_in(country, cue.tag.removeprefix(_BODY))] += 1
            elif cue.tag.startswith(_ROUND) and rounds_of(country, _FOR_PERSONS) > 1:
                self._weak[_FOR_PERSONS] += 1
        for office in [office for office in self._weak if divided_by(office) == "areas"]:
            opening = (
                cue.tag for cue in named if (document.sentence_at(cue.start) or 0) < _OPENING_SENTENCES
            )
            if any("-" in tag and is_area_of(office, *tag.split("-", 1)) for tag in opening):
                self._opening.add(office)
        if region := region_office(country):
            whole = sum(cue.tag == country for cue in named)
            parts = [cue for cue in named if "-" in cue.tag and is_area_of(region, *cue.tag.split("-", 1))]
            first = any(_is_in_opening(document, cue) for cue in parts)
            if len(parts) > whole or (first and len(parts) == whole):
                self._weak[region] += len(parts)

    def weight(self, office: str) -> float:
        """How much the words of the article speak for an office."""
        opens = office in self._opening
        told = (1.0 if opens else _LATE) * self._count[office] + _WEAK * self._weak[office]
        opening = _TITLE_WEIGHT * (office in self._titled) + opens
        return min(told, _MOST_OFFICE_WORDS) + opening + _RARE.get(office, 0.0)

    def first(self, without: Collection[str] = ()) -> str:
        """The office with the most weight among those told, empty where none has any; the main one where
        several or none are told and all may be meant."""
        usual = main_office(self.country)
        names = {*self._count, *self._weak, *(() if without else (usual,))} - {*without}
        return max(names, key=lambda name: (self.weight(name) + _USUAL * (name == usual), name), default="")


def _is_in_opening(document: Document, cue: Cue) -> bool:
    return (document.sentence_at(cue.start) or 0) < _OPENING_SENTENCES


def _weights(
    document: Document, told: _Offices, near: Sequence[Election], reference: Reference
) -> Callable[[Election], float]:
    published = document.article.published
    days = {timex.earliest for timex in document.timexes if timex.earliest == timex.latest}
    people = {
        mention.names[0]
        for mention in document.mentions
        if mention.kind == "person" and mention.known and len(mention.names) == 1
    }
    of_now = any(election.date in days for election in near)

    def weight(election: Election) -> float:
        distance = abs((election.day - published).days) if election.day and published else _RANGE
        vote = vote_of(election).in_round(None)
        standing = sum(stood(name, vote, reference) is True for name in people) if people else 0
        return (
            _DATED_WEIGHT * (election.date in days)
            + told.weight(election.office)
            + max(0.0, _CLOSE_WEIGHT - distance / _CLOSE_DAYS)
            + _PEOPLE_WEIGHT * standing / max(1, len(people))
            + _HISTORY_WEIGHT * (of_now and distance > _RANGE)
            + _USUAL * (election.office == main_office(told.country))
        )

    return weight


def _best(
    elections: Sequence[Election], weight: Callable[[Election], float], published: date, *, held: bool
) -> Election | None:
    found = [election for election in elections if (election.date <= published.isoformat()) == held]
    return max(found, key=lambda election: (weight(election), election.date), default=None)


def _history(document: Document, country: str, reference: Reference) -> list[Election]:
    """The polling days of years long ago that the article opens with."""
    end = document.sentences[_OPENING_SENTENCES:][:1]
    opening = within(document.timexes, 0, end[0].start if end else len(document.clean))
    years = {timex.earliest[:4] for timex in opening if timex.earliest}
    return [
        row
        for year in sorted(years)
        for row in reference.polling_days(country, f"{year}-01-01", f"{year}-12-31")
    ]


def _first_round(election: Election | None, published: date, reference: Reference) -> Election | None:
    """The first of a vote's rounds that is still to come."""
    if election is None:
        return None
    ahead = (row for row in reference.rounds(election.election_id) if row.date > published.isoformat())
    return next(ahead, election)


# Countries on no record


def _unrecorded(
    document: Document, country: str, office: str, days: dict[str, int], published: date
) -> tuple[Vote | None, Vote | None]:
    held = unrecorded(country, office, _year(document, published))
    ahead = min(
        (year for year in years_of_votes(document, country, office) if year > published.year), default=None
    )
    if rounds_of(country, office) > 1:
        held = held.in_round(_round(document, days, published))
    return held, unrecorded(country, office, ahead) if ahead else None


def _year(document: Document, published: date) -> int:
    """The year of the day of a vote told nearest before publication, else that of publication."""
    past = [
        day for day in _days_of_votes(document) if day <= published and (published - day).days <= _NEAR_DAYS
    ]
    return max(past, default=published).year


def _days_of_votes(document: Document) -> list[date]:
    """The days told in sentences with words for a vote."""
    told = {document.sentence_at(cue.start) for cue in document.cues if cue.tag.startswith(_VOTES)}
    return [
        date.fromisoformat(timex.earliest)
        for timex in document.timexes
        if timex.earliest and timex.earliest == timex.latest and document.sentence_at(timex.start) in told
    ]


def years_of_votes(document: Document, country: str = "", office: str = "") -> set[int]:
    """The years told in sentences with a word for a vote, or with one for an office if it is given."""
    told = {
        document.sentence_at(cue.start)
        for cue in document.cues
        if (not office and cue.tag.startswith(_VOTES))
        or (cue.tag.startswith((OFFICE, _BODY)) and office_in(country, cue.tag.split(".")[2]) == office)
    }
    return {
        int(timex.value[:4])
        for timex in document.timexes
        if timex.value[:4].isdigit() and document.sentence_at(timex.start) in told
    }


def settled_at_once(document: Document) -> bool:
    """Whether the article has no word for a round, and no two who share all votes in its opening."""
    end = document.sentences[_OPENING_SENTENCES + 1 :][:1]
    shares = within(document.figures, 0, end[0].start if end else len(document.clean))
    whole = any(_is_whole(one.value, other.value) for one, other in pairwise(shares))
    return not whole and not any(cue.tag.startswith(_ROUND) for cue in document.cues)


def _is_outright(document: Document) -> bool:
    """Whether the opening tells that somebody won in the first round already."""
    end = document.sentences[_OPENING_SENTENCES:][:1]
    cues = within(document.cues, 0, end[0].start if end else len(document.clean))
    first = [cue for cue in cues if cue.tag == f"{_ROUND}1"]
    already = [cue for cue in cues if cue.tag == _OUTRIGHT]
    tags = {cue.tag for cue in cues}
    return (
        f"{_IMPLIES}2" in tags
        and _POLL not in tags
        and any(
            -_OUTRIGHT_WORDS <= one.first - cue.last <= _OUTRIGHT_WORDS for one in first for cue in already
        )
    )


def _is_whole(one: float, other: float) -> bool:
    """Whether two shares are those of two who share all votes between them."""
    return abs(one + other - 100) < 1 and min(one, other) > _LOSER


def _round(document: Document, days: dict[str, int], published: date) -> int:
    """The round that the article is about: by its days, else by its words for rounds, the first ones most."""
    if settled_at_once(document) or _is_outright(document):
        return 1
    second = [day for day, number in days.items() if number == 2]
    if second:
        return 1 if min(second) > published.isoformat() else 2
    score = 0.0 if any(cue.tag.startswith(_ROUND) for cue in document.cues) else _WHOLE_WEIGHT
    for index, sentence in enumerate(document.sentences):
        weight = 2.0 if index < _OPENING_SENTENCES else 1.0
        cues = within(document.cues, sentence.start, sentence.end)
        held = {cue.last for cue in cues if cue.tag == COMPARE}
        for cue in rounds_in(document, cues):
            against = is_before(cues) or any(0 < cue.first - last <= _COMPARED_WORDS for last in held)
            score += weight * _SIDE[round_number(cue)] * (-1 if against else 1)
        if index < _OPENING_SENTENCES:
            implied = (implied_number(cue) for cue in cues if cue.tag.startswith(_IMPLIES))
            score += _IMPLIED_WEIGHT * weight * sum(_SIDE[number] for number in implied)
    return 2 if score >= 0 else 1
