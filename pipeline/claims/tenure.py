"""How long someone held an office: "president from 1995 to 2007", held against the terms on record."""

from pipeline.annotate import within
from pipeline.claims.claim import Judged, held
from pipeline.claims.scan import Match, Passage
from pipeline.reference import Role
from pipeline.reference_events import known_events

_PRECISIONS = frozenset({4, 7, 10})


def tenure(passage: Passage, match: Match) -> tuple[int, Judged] | None:
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
    people = [one for one in passage.subjects if one.type == "candidate" and one.mention.kind != "role"]
    before = [one for one in people if one.mention.last < match.first]
    subject = before[-1] if before else next(iter(people), None)
    person = passage.reference.person(subject.name) if subject else None
    if person is None or len(dates) != 2 or dates[0] >= dates[1]:
        return None
    terms = _merged([role for role in person.roles if role.office.startswith(match.key("role"))])
    if not terms:
        return None
    start, end = dates
    true = any(_same(start, term.start) and _same(end, term.end) for term in terms)
    events = [
        f"{event.date} {event.label}"
        for kind in ("founding", "appointment", "resignation")
        for event in known_events(passage.reference).get(kind, ())
        if person.name in event.actors and any(event.date in (term.start, term.end) for term in terms)
    ]
    told = "; ".join(f"{term.office} from {term.start} to {term.end or 'now'}" for term in terms)
    because = f"{person.name}: {told}" + (f" ({'; '.join(dict.fromkeys(events))})" if events else "")
    return match.last, held(true=true, because=because)


def _merged(roles: list[Role]) -> list[Role]:
    """Terms that follow each other without a break as one: a party that takes a new name keeps its leader."""
    merged: list[Role] = []
    for role in sorted(roles, key=lambda role: role.start):
        if merged and merged[-1].end == role.start:
            merged[-1] = Role(merged[-1].office, merged[-1].start, role.end)
        else:
            merged.append(role)
    return merged


def _same(told: str, day: str) -> bool:
    """Whether a date as told, of whatever precision, is the day on record."""
    return bool(day) and day.startswith(told[: len(day)])
