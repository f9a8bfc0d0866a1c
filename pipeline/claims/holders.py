"""Who held an office: "the youngest president", "the second woman to become prime minister"."""

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.claims.claim import Judged, held, unknown
from pipeline.claims.groups import party_ids
from pipeline.claims.scan import Match, Passage, key_of
from pipeline.claims.scope import Scope, scope_within
from pipeline.link.people import Subject
from pipeline.reference import Term

_DAYS_OF_YEAR = 365.25
# News tells of a president or minister before the first day in office.
_BEFORE_OFFICE = timedelta(days=80)


def extreme_holder(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """The youngest or oldest at taking office, or the longest or shortest time in it, within a scope."""
    scope = scope_within(passage, match.first, match.last)
    subject = _holder(passage, match)
    if not scope.bounded or subject is None:
        return None
    measure, _, end = match.key("holder").partition(".")
    figure = _FIGURES[measure]
    figures: dict[str, float] = {}
    for term in _terms(passage, match, scope):
        years = figure(term, passage.document.article.published)
        if years is not None:
            # A second term adds to the time in office, and changes no age.
            figures[term.person.name] = (
                figures.get(term.person.name, 0.0) + years
                if measure == "time"
                else figures.get(term.person.name, years)
            )
    known = passage.reference.terms(passage.told.country, match.key("role"))
    first = int(known[0].start[:4]) if known else 0
    if scope.elsewhere or scope.since is None or 0 < scope.since < first:
        return scope.last, unknown(f"the terms on record begin in {first or 'no year'}")
    if subject.name not in figures or len(figures) < 2:
        return scope.last, unknown(f"no {measure} of {subject.name} as {match.key('role')} is on record")
    sign = -1 if end == "low" else 1
    ordered = sorted(figures, key=lambda name: -sign * figures[name])
    other = next(name for name in ordered if name != subject.name)
    because = (
        f"{measure} of {len(figures)} holders of the office {match.key('role')} "
        f"in {passage.told.country} since {max(first, scope.since)}: "
        f"{subject.name} {figures[subject.name]:.1f} years, "
        f"{'next' if ordered[0] == subject.name else 'but'} {other} {figures[other]:.1f}"
    )
    return scope.last, held(true=ordered[0] == subject.name, because=because)


def nth_holder(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """The place of someone among the women, or those of a party, who held an office."""
    scope = scope_within(passage, match.first, match.last)
    subject = _holder(passage, match)
    if subject is None or scope.elsewhere or scope.since is None:
        return None
    names = list(
        dict.fromkeys(
            term.person.name
            for term in _terms(passage, match, scope)
            if _is_of_group(passage, match, term) and int(term.start[:4]) > scope.since
        )
    )
    if subject.name not in names:
        return None
    place = names.index(subject.name) + 1
    because = (
        f"holders of the office {match.key('role')} in {passage.told.country}: {', '.join(names[:place])}"
    )
    return scope.last, held(true=place == int(match.key("ordinal")), because=because)


def _terms(passage: Passage, match: Match, scope: Scope) -> list[Term]:
    published = passage.document.article.published
    until = (published + _BEFORE_OFFICE).isoformat() if published else "9999"
    return [
        term
        for term in passage.reference.terms(passage.told.country, match.key("role"))
        if term.start <= until and int(term.start[:4]) >= (scope.since or 0)
    ]


def _holder(passage: Passage, match: Match) -> Subject | None:
    """Who is named last before the claim, else first behind it; "the president" names nobody here."""
    people = [one for one in passage.subjects if one.type == "candidate" and one.mention.kind != "role"]
    before = [one for one in people if one.mention.last < match.first]
    after = [one for one in people if one.mention.first > match.last]
    return before[-1] if before else next(iter(after), None)


def _is_of_group(passage: Passage, match: Match, term: Term) -> bool:
    if "group" in match.taken:
        return term.person.gender == "female"
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
