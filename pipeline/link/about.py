"""Which vote an article is about: every vote near its day or told in it, weighed by named features."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final, NamedTuple

from pipeline.annotate import Document, within
from pipeline.choice import Weighed, ranked, step, weigh
from pipeline.lexicon import Cue
from pipeline.link.anchors import OFFICE, office_told
from pipeline.link.article import round_told, year_told, years_of_office
from pipeline.link.votes import (
    Vote,
    is_area_of,
    is_covered,
    main_office,
    office_in,
    region_office,
    rounds_of,
    sort_of,
    stood,
    subjects_of,
    unrecorded,
    vote_of,
)
from pipeline.model import Timex
from pipeline.reference import Election, Reference

_CHOICE: Final = "article"
_POLL: Final = "votes.kind.poll"
_BODY, _HINT = "elections.body.", "elections.hint."
_OPENING_SENTENCES: Final = 3
# The votes of so many days around publication may be what an article is about, and the next one if it is
# so near.
_RANGE, _NEXT = 800, 300
_FRESH: Final = 45
_REFERENDUM: Final = "referendum"
_MANY_OPTIONS: Final = 3
_COUNTS: Final = ((0, "never"), (1, "once"), (3, "some times"))
_AWAY: Final = (
    (3, "days"),
    (10, "a week"),
    (_FRESH, "weeks"),
    (150, "months"),
    (_NEXT, "the year"),
    (_RANGE, "years"),
)
_PEOPLE: Final = ((0.0, "none"), (0.34, "some"), (0.67, "many"))


class Candidate(NamedTuple):
    """A vote that an article may be about, its polling day if it is on record, and whether it is to come."""

    vote: Vote
    day: date | None
    ahead: bool


@dataclass(frozen=True)
class _Told:
    """What an article tells of votes in a country; `named` are the places that it names."""

    document: Document
    country: str
    named: Sequence[Cue]
    reference: Reference

    @cached_property
    def opening(self) -> int:
        """Where its first sentences end."""
        behind = self.document.sentences[_OPENING_SENTENCES:][:1]
        return behind[0].start if behind else len(self.document.clean)

    @cached_property
    def words(self) -> Mapping[str, Sequence[Cue]]:
        """The words for each office."""
        found: dict[str, list[Cue]] = {}
        for cue in self.document.cues.of(OFFICE):
            found.setdefault(office_told(cue, self.country), []).append(cue)
        return found

    @cached_property
    def bodies(self) -> Counter[str]:
        """How often each office is told by its holders or by the body that it elects."""
        return self._offices(_BODY)

    @cached_property
    def hints(self) -> Counter[str]:
        """How often words stand in it that are told of one office more than of others."""
        return self._offices(_HINT)

    def _offices(self, prefix: str) -> Counter[str]:
        cues = self.document.cues.of(prefix)
        return Counter(office_in(self.country, cue.tag.removeprefix(prefix)) for cue in cues)

    @cached_property
    def days(self) -> Mapping[str, bool]:
        """The days that it tells, and whether its opening does."""
        found: dict[str, bool] = {}
        for timex in self.document.timexes:
            if timex.earliest and timex.earliest == timex.latest:
                found[timex.earliest] = found.get(timex.earliest, False) or timex.start < self.opening
        return found

    @cached_property
    def years(self) -> Counter[str]:
        """How often it tells each year, alone or in a date."""
        return Counter(timex.value[:4] for timex in self.document.timexes if timex.value[:4].isdigit())

    @cached_property
    def people(self) -> Collection[str]:
        """The persons on record whom it names."""
        return {
            mention.names[0]
            for mention in self.document.mentions
            if mention.kind == "person" and mention.known and len(mention.names) == 1
        }

    @cached_property
    def parts(self) -> str:
        """Whether it names parts of the country, first or more than the whole."""
        region = region_office(self.country)
        if not region:
            return ""
        parts = [cue for cue in self.named if "-" in cue.tag and is_area_of(region, *cue.tag.split("-", 1))]
        whole = sum(cue.tag == self.country for cue in self.named)
        first = any(cue.start < self.opening for cue in parts)
        return "more parts" if len(parts) > whole else "parts first" if first else ""

    @cached_property
    def polls(self) -> str:
        """Whether its opening tells of a poll, or of shares without one."""
        if any(cue.start < self.opening for cue in self.document.cues.of(_POLL)):
            return "a poll opens"
        shares = within(self.document.figures, 0, self.opening)
        return "shares open" if any(figure.unit == "percent" for figure in shares) else "no shares open"


def votes_weighed(
    document: Document, country: str, days: Mapping[str, int], named: Sequence[Cue], reference: Reference
) -> list[Weighed[Candidate]]:
    """The votes that an article may be about, the likeliest first; none without a day of publication.

    `days` is its calendar, `named` are the places that it names.
    """
    published = document.article.published
    if published is None or not country:
        return []
    told = _Told(document, country, named, reference)
    return ranked(
        [
            weigh(one, _features(told, one, published), _CHOICE)
            for one in _candidates(told, dict(days), published)
        ]
    )


def held_and_coming(
    weighed: Sequence[Weighed[Candidate]], published: date
) -> tuple[Vote | None, Vote | None]:
    """The vote that an article is about if it has been held, and the one to come.

    Where it is about the one to come there is no other; after a vote nobody tells of one far off.
    """
    ahead = next((one.one for one in weighed if one.one.ahead), None)
    if not weighed or weighed[0].one.ahead:
        return None, ahead.vote if ahead else None
    held = weighed[0].one
    fresh = held.day is None or (published - held.day).days <= _FRESH
    if ahead and fresh and ahead.day and (ahead.day - published).days > _NEXT:
        ahead = None
    return held.vote, ahead.vote if ahead else None


# Candidates


def _candidates(told: _Told, days: dict[str, int], published: date) -> Iterator[Candidate]:
    """The polling days near publication and in the years that the opening tells; then, of each office told,
    the votes on no record."""
    country, reference = told.country, told.reference
    first, last = (
        date.fromordinal(min(max(published.toordinal() + days, 1), date.max.toordinal())).isoformat()
        for days in (-_RANGE, _RANGE)
    )
    near = list(reference.polling_days(country, first, last))
    if _REFERENDUM in told.words:
        areas = reference.polling_days(country, first, last, areas=True)
        near += [row for row in areas if row.office == _REFERENDUM and row not in near]
    history = [
        row
        for year in sorted({timex.earliest[:4] for timex in _opening_dates(told)})
        for row in reference.polling_days(country, f"{year}-01-01", f"{year}-12-31")
        if row not in near
    ]
    of_old = {row.election_id: _recorded(row, published, whole=True) for row in history}
    recorded = [*_by_round(near, published), *of_old.values()]
    yield from recorded
    known = {(one.vote.office, one.vote.year) for one in recorded}
    offices = {*told.words, *told.bodies, main_office(country)}
    if rounds_of(country, "president") > 1:
        offices.add("president")
    if region := region_office(country):
        offices.add(region)
    year = year_told(told.document, published)
    round_ = cache(lambda: round_told(told.document, days, published))
    for office in sorted(offices):
        ahead = [other for other in years_of_office(told.document, country, office) if other > published.year]
        for other in dict.fromkeys((year, *ahead)):
            if (office, other) not in known and not is_covered(country, office, str(other), reference):
                vote = unrecorded(country, office, other)
                if rounds_of(country, office) > 1 and other == year:
                    vote = vote.in_round(round_())
                yield Candidate(vote, None, other > published.year)


def _opening_dates(told: _Told) -> list[Timex]:
    return [timex for timex in within(told.document.timexes, 0, told.opening) if timex.earliest]


def _by_round(near: Sequence[Election], published: date) -> Iterator[Candidate]:
    """Each vote once in its last round that has been held, and once in the first that is to come."""
    today = published.isoformat()
    held = {row.election_id: row for row in near if row.date <= today}
    ahead = {row.election_id: row for row in reversed(near) if row.date > today}
    for row in (*held.values(), *ahead.values()):
        yield _recorded(row, published)


def _recorded(row: Election, published: date, *, whole: bool = False) -> Candidate:
    vote = vote_of(row)
    return Candidate(vote.in_round(None) if whole else vote, row.day, row.date > published.isoformat())


# Features


def _features(told: _Told, one: Candidate, published: date) -> Iterator[str]:
    vote = one.vote
    side = "ahead" if one.ahead else "held"
    words = told.words.get(vote.office, ())
    yield f"office told {step(len(words), _COUNTS, 'often')}"
    if words:
        most = max(len(found) for found in told.words.values())
        if len(words) == most:
            yield "office told most"
        if words[0].start < told.document.sentences[0].end:
            yield "office in the title"
        elif words[0].start < told.opening:
            yield "office in the opening"
    elif told.words:
        yield "others told"
    yield f"body told {step(told.bodies[vote.office], _COUNTS, 'often')}"
    hinted = told.hints[vote.office]
    yield f"hint told {step(hinted, _COUNTS, 'often')}"
    if hinted and hinted == max(told.hints.values()):
        yield "hint told most"
    if len(told.document.found.options) > _MANY_OPTIONS:
        yield f"options, in a vote of {subjects_of(vote.office)}"
    yield f"office {sort_of(vote)}"
    if vote.office == main_office(vote.country):
        yield "office that decides"
    if told.parts and vote.office == region_office(vote.country):
        yield f"office of parts, {told.parts}"
    yield f"{side}, {told.polls}"
    if one.day is None:
        yield f"on no record, {side}"
        yield f"on no record, year told {step(told.years[str(vote.year)], _COUNTS, 'often')}"
    else:
        yield f"{side}, {step(abs((one.day - published).days), _AWAY, 'long ago')}"
        opens = told.days.get(one.day.isoformat())
        if opens is not None:
            yield "day in the opening" if opens else "day told"
        yield f"year told {step(told.years[str(vote.year)], _COUNTS, 'often')}"
        of_people = sum(stood(name, vote.in_round(None), told.reference) is True for name in told.people)
        if told.people:
            yield f"people stood: {step(of_people / len(told.people), _PEOPLE, 'most')}"
