"""How long someone held an office: "president from 1995 to 2007", held against the terms on record."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from pipeline.annotate import within
from pipeline.claims.claim import Reading, held, unknown
from pipeline.claims.groups import party_ids
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.lexicon import Cue
from pipeline.reference import Person, Reference, Role, Term
from pipeline.reference_events import known_events
from pipeline.vote_names import country_name

_PRECISIONS = frozenset({4, 7, 10})
_DAYS_OF_YEAR = 365.25
# Terms of four years and ten months are called five, and a term counted from the vote is days longer.
_YEARS_OFF = 1.0
_DAYS_OFF = 3
# So many years off, another office is told of ("the region that he governed for eighteen years").
_OTHER_OFFICE = 5
_BESIDE = 2
_CAMP = 3


def tenure(passage: Passage, match: Match) -> Reading | None:
    """The last word and the verdict of a term told with its beginning and its end.

    None where the person, the terms or one of the dates is not known: what the record cannot judge is
    no claim about it.
    """
    words = passage.document.words
    dates = [
        timex.value[:10]
        for timex in within(passage.document.timexes, words[match.first].start, words[match.last].end)
        if timex.type in ("DATE", "TIME")
        and timex.value[:4].isdigit()
        and len(timex.value[:10]) in _PRECISIONS
    ]
    person = _person(passage, match)
    if person is None or len(dates) != 2 or dates[0] >= dates[1]:
        return None
    terms = _merged([role for role in person.roles if role.office.startswith(match.key("role"))])
    if not terms:
        return None
    start, end = dates
    if not any(_fits(term, start, end) for term in terms):
        # "Led" tells of a party as well as of a country.
        fitting = (held for held in _by_office(person) if any(_fits(one, start, end) for one in held))
        terms = next(fitting, terms)
    if not _meet(terms, start, end):
        return None
    true = any(_fits(term, start, end) for term in terms)
    events = [
        f"{event.date} {event.label}"
        for kind in ("founding", "appointment", "resignation")
        for event in known_events(passage.reference).get(kind, ())
        if person.name in event.actors and any(event.date in (term.start, term.end) for term in terms)
    ]
    told = "; ".join(f"{term.office} from {term.start} to {term.end or 'now'}" for term in terms)
    because = f"{person.name}: {told}" + (f" ({'; '.join(dict.fromkeys(events))})" if events else "")
    return Reading(match.first, match.last, held(true=true, because=because))


def lasted(passage: Passage, match: Match) -> Reading | None:
    """ "Governed for fourteen years", "the 14-year reign": one term or all together, to the full year."""
    # "For the first time", "two years later", "for another five years".
    since = match.taken.get("during")
    placed = since and passage.between(since.first, match.last, "ordinal")
    if placed or passage.between(match.first, match.last + _BESIDE, "coming"):
        return None
    number, unit = int(match.key("number") or match.key("span") or 0), match.key("unit")
    camps = [
        mark for name in ("line", "family") for mark in passage.between(match.first, match.last + _CAMP, name)
    ]
    if camps and unit == "year":
        return _of_camp(passage, match, camps[0], number)
    person = _person(passage, match)
    roles = match.key("role") or match.key("reign")
    if person is None or not number:
        return Reading(
            match.first, match.last, unknown("the record does not tell whose time in office it is")
        )
    published = passage.document.article.published
    today = published.isoformat() if published else ""
    names = roles.split(".") if roles else []
    terms = _merged([role for role in person.roles if any(role.office.startswith(name) for name in names)])
    days = [
        (date.fromisoformat(min(term.end or today, today)) - date.fromisoformat(term.start)).days
        for term in terms
        if len(term.start) == len(today) and term.start < today
    ]
    if not days:
        return Reading(match.first, match.last, unknown(f"no such term of {person.name} is on record"))
    length, slack = (_DAYS_OF_YEAR, _YEARS_OFF) if unit == "year" else (1, _DAYS_OFF)
    off = min(abs(count / length - number) for count in (*days, sum(days)))
    if off > _OTHER_OFFICE:
        return Reading(match.first, match.last, unknown(f"no such term of {person.name} is on record"))
    true = off < slack
    told = "; ".join(f"{term.office} from {term.start} to {term.end or 'now'}" for term in terms)
    return Reading(match.first, match.last, held(true=true, because=f"{person.name}: {told}"))


def _of_camp(passage: Passage, match: Match, camp: Cue, number: int) -> Reading:
    """ "Fourteen years of Conservative rule": how long those of a camp held an office without a break.

    Which office is meant, and where it began, the text leaves open: what fits none is not contradicted.
    """
    last = max(match.last, camp.last)
    published, reference = passage.document.article.published, passage.reference
    line = party_ids(reference, key_of(camp)) if class_of(camp) == "line" else frozenset()
    for role in dict.fromkeys(name for tag in passage.pack.roles for name in tag.split(".")):
        terms = [
            term
            for term in reference.terms(passage.told.country, role)
            if not published or term.start < published.isoformat()
        ]
        while terms and not _is_of(reference, terms[-1], line, key_of(camp)):
            terms.pop()
        held_ = list(takewhile(lambda term: _is_of(reference, term, line, key_of(camp)), reversed(terms)))
        if not held_ or not published:
            continue
        end = min(held_[0].end or published.isoformat(), published.isoformat())
        years = (date.fromisoformat(end) - date.fromisoformat(held_[-1].start)).days / _DAYS_OF_YEAR
        if abs(years - number) < _YEARS_OFF:
            names = ", ".join(dict.fromkeys(term.person.name for term in reversed(held_)))
            because = (
                f"{role} in {country_name(passage.told.country)} from {held_[-1].start} to {end}: {names}"
            )
            return Reading(match.first, last, held(true=True, because=because))
    return Reading(match.first, last, unknown("the record does not tell how long they governed"))


def _is_of(reference: Reference, term: Term, line: frozenset[str], family: str) -> bool:
    party_id = term.person.party_id(int(term.start[:4]))
    party = reference.party(party_id)
    return party_id in line if line else bool(party and party.family == family)


def _person(passage: Passage, match: Match) -> Person | None:
    """Who is named last before, else within or first behind the words of a term."""
    people = [one for one in passage.subjects if one.type == "candidate" and one.mention.kind != "role"]
    before = [one for one in people if one.mention.last < match.first]
    behind = [one for one in people if one.mention.last >= match.first]
    of = passage.between(match.last + 1, match.last + 1, "of")
    found = behind if of and behind else (before[-1:] or behind)
    return passage.reference.person(found[0].name) if found else None


def _merged(roles: list[Role]) -> list[Role]:
    """Terms that follow each other without a break as one: a party that takes a new name keeps its leader."""
    merged: list[Role] = []
    for role in sorted(roles, key=lambda role: role.start):
        if merged and merged[-1].end == role.start:
            merged[-1] = Role(merged[-1].office, merged[-1].start, role.end)
        else:
            merged.append(role)
    return merged


def _by_office(person: Person) -> Iterator[list[Role]]:
    """The terms of a person, those of each office together."""
    for office in dict.fromkeys(role.office for role in person.roles):
        yield _merged([role for role in person.roles if role.office == office])


def _fits(term: Role, start: str, end: str) -> bool:
    return _same(start, term.start) and _same(end, term.end)


def _meet(terms: Sequence[Role], start: str, end: str) -> bool:
    """Whether some of the terms fall within what is told."""
    return any(term.start[: len(end)] <= end and start <= (term.end or end)[: len(start)] for term in terms)


def _same(told: str, day: str) -> bool:
    """Whether a date as told, of whatever precision, is the day on record."""
    return bool(day) and day.startswith(told[: len(day)])
