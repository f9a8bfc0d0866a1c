"""Who held an office: "the youngest president", "the second woman to become prime minister"."""

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.claims.claim import Judged, Reading, held, unknown
from pipeline.claims.groups import party_ids, subject_before
from pipeline.claims.scan import Match, Passage, key_of
from pipeline.claims.scope import Scope, scope_of_clause
from pipeline.link.people import Subject
from pipeline.reference import Term
from pipeline.vote_names import country_name

_DAYS_OF_YEAR = 365.25
_BEHIND = 6
# News tells of a president or minister before the first day in office.
_BEFORE_OFFICE = timedelta(days=80)


def extreme_holder(passage: Passage, match: Match) -> Reading | None:
    """The youngest or oldest at taking office, or the longest or shortest time in it, within a scope."""
    scope = scope_of_clause(passage, match)
    measure, _, end = match.key("holder").partition(".")
    role = _role(passage, match)
    if not scope.bounded and not (role and _holder(passage, match)):
        return None
    return Reading(match.first, scope.last, _extreme(passage, match, scope, measure, end, role))


def _extreme(passage: Passage, match: Match, scope: Scope, measure: str, end: str, role: str) -> Judged:
    subject = _holder(passage, match)
    if subject is None or not role:
        return unknown("the record does not hold the office or who held it")
    figure = _FIGURES[measure]
    figures: dict[str, float] = {}
    for term in _terms(passage, role):
        years = figure(term, passage.document.article.published)
        lasts = measure == "time" and end == "low" and _lasts(passage, term)
        # Who is still in office has not yet had the shortest time in it.
        if years is not None and not (lasts and term.person.name != subject.name):
            # A second term adds to the time in office, and may be the one at the greatest age.
            known = figures.get(term.person.name)
            if known is not None:
                years = known + years if measure == "time" else (min if end == "low" else max)(known, years)
            figures[term.person.name] = years
    terms = passage.reference.terms(passage.told.country, role)
    first = int(terms[0].start[:4]) if terms else 0
    since = scope.since or 0
    if scope.person and scope.person in figures:
        # "The youngest since Kennedy": of those who came after.
        after = [term.start for term in terms if term.person.name == scope.person]
        later = {term.person.name for term in terms if term.start > min(after)}
        figures = {name: years for name, years in figures.items() if name in later}
    elif scope.elsewhere or scope.since is None or 0 < since < first:
        return unknown(f"the terms on record begin in {first or 'no year'}")
    else:
        late = {term.person.name for term in terms if int(term.start[:4]) > since}
        figures = {name: years for name, years in figures.items() if name in late}
    if subject.name not in figures or len(figures) < 2:
        return unknown(f"no {measure} of {subject.name} as {role} is on record")
    sign = -1 if end == "low" else 1
    ordered = sorted(figures, key=lambda name: -sign * figures[name])
    other = next(name for name in ordered if name != subject.name)
    because = (
        f"{measure} of {len(figures)} holders of the office {role} in {country_name(passage.told.country)}: "
        f"{subject.name} {figures[subject.name]:.1f} years, "
        f"{'next' if ordered[0] == subject.name else 'but'} {other} {figures[other]:.1f}"
    )
    true = ordered[0] == subject.name
    # Of a former president "the oldest" may mean how old he lived to be.
    return (
        unknown(because)
        if not true and match.key("holder") == "age.high"
        else held(true=true, because=because)
    )


def nth_holder(passage: Passage, match: Match) -> Reading | None:
    """The place of someone among all, the women, or those of a party, who held an office."""
    scope = scope_of_clause(passage, match)
    role = _role(passage, match)
    grouped = "line" in match.taken or "group" in match.taken
    # "The second president to be re-elected" is of those who did it, not of all.
    done = passage.between(match.last + 1, scope.last + _BEHIND, "to")
    if done or not (grouped or scope.bounded):
        return None
    subject = _holder(passage, match)
    since = scope.since
    if not role:
        return Reading(match.first, scope.last, unknown("the record does not tell which office it is"))
    if scope.person:
        terms = [int(term.start[:4]) for term in _terms(passage, role) if term.person.name == scope.person]
        since = max(terms, default=since)
    if subject is None or scope.elsewhere or since is None:
        return Reading(match.first, scope.last, unknown("the record does not tell who held the office"))
    if not (since or scope.period or "group" in match.taken):
        # The terms on record do not begin with the office.
        return Reading(match.first, scope.last, unknown("the claim names no beginning"))
    names = list(
        dict.fromkeys(
            term.person.name
            for term in _terms(passage, role)
            if _is_of_group(passage, match, term) and int(term.start[:4]) > since
        )
    )
    if subject.name not in names:
        return Reading(match.first, scope.last, unknown(f"no term of {subject.name} as {role} is on record"))
    place = names.index(subject.name) + 1
    because = (
        f"holders of the office {role} in {country_name(passage.told.country)}: {', '.join(names[:place])}"
    )
    true = place == int(match.key("ordinal"))
    return Reading(match.first, scope.last, held(true=true, because=because))


def _role(passage: Passage, match: Match) -> str:
    """The office that the claim names, else the one that its holder took last."""
    subject = _holder(passage, match)
    if match.key("role") or subject is None:
        return match.key("role")
    published = passage.document.article.published
    person = passage.reference.person(subject.name)
    until = (published + _BEFORE_OFFICE).isoformat() if published else "9999"
    offices = {name for tag in passage.pack.roles for name in tag.split(".")}
    held_ = (
        [role for role in person.roles if role.office in offices and role.start <= until] if person else []
    )
    return max(held_, key=lambda role: role.start).office if held_ else ""


def _lasts(passage: Passage, term: Term) -> bool:
    published = passage.document.article.published
    return not term.end or (published is not None and term.end > published.isoformat())


def _terms(passage: Passage, role: str) -> list[Term]:
    published = passage.document.article.published
    until = (published + _BEFORE_OFFICE).isoformat() if published else "9999"
    return [term for term in passage.reference.terms(passage.told.country, role) if term.start <= until]


def _holder(passage: Passage, match: Match) -> Subject | None:
    """Who is named last before the claim, else first behind it; "the president" names nobody here."""
    people = [one for one in passage.subjects if one.type == "candidate" and one.mention.kind != "role"]
    before = [one for one in people if one.mention.last < match.first]
    after = [one for one in people if one.mention.first > match.last]
    return before[-1] if before else next(iter(after), None) or subject_before(passage)


def _is_of_group(passage: Passage, match: Match, term: Term) -> bool:
    if "group" in match.taken:
        return term.person.gender == "female"
    if "line" not in match.taken:
        return True
    line = party_ids(passage.reference, key_of(match.taken["line"]))
    return term.person.party_id(int(term.start[:4])) in line


def _age(term: Term, _: date | None) -> float | None:
    if not term.person.born:
        return None
    return (date.fromisoformat(term.start) - date.fromisoformat(term.person.born)).days / _DAYS_OF_YEAR


def _time(term: Term, published: date | None) -> float | None:
    end = date.fromisoformat(term.end) if term.end else published
    if end is not None and published is not None:
        end = min(end, published)
    return max(0, (end - date.fromisoformat(term.start)).days) / _DAYS_OF_YEAR if end else None


_FIGURES: dict[str, Callable[[Term, date | None], float | None]] = {"age": _age, "time": _time}
