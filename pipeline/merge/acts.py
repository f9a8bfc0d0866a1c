"""Everything but votes with an election: what happens once to those it happens to, and what happens often."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline import labels
from pipeline.check import milestone_for
from pipeline.merge.entries import NEAR, Entry
from pipeline.merge.members import Bounds, Member, actor_key, days, gap, within
from pipeline.reference import Reference

REPEATABLE: Final = frozenset({"statement", "campaign", "law", "war", "other"})
_ONE_A_DAY: Final = frozenset({"campaign.debate", "death.funeral"})


def entries(members: Iterable[Member], reference: Reference) -> list[Entry]:
    """Members of one type that tell of one event are an entry; every member is in exactly one.

    They are joined in the order in which articles come in, so that a later article moves nothing.
    """
    members = list(members)
    keys = {actor: actor_key(actor, reference) for member in members for actor in member.actors}
    known, rest = _on_record(members, reference)
    others: dict[str, list[Member]] = defaultdict(list)
    for member in rest:
        others[member.type].append(member)
    found = [
        Entry(type=group[0].type, identity=identity, members=group, day=group[0].exact_date)
        for identity, group in known.items()
    ]
    taken: set[tuple[object, ...]] = set()
    for type_, candidates in others.items():
        for joined in _joined(candidates, keys):
            first = joined.members[0]
            identity = _identity(first, keys)
            # A second event of that name has the place where it was first told in its id.
            identity = (*identity, first.event_id) if identity in taken else identity
            taken.add(identity)
            found.append(Entry(type=type_, identity=identity, members=joined.members))
    return found


def _on_record(
    members: Iterable[Member], reference: Reference
) -> tuple[dict[tuple[object, ...], list[Member]], list[Member]]:
    """Tellings of milestones by milestone, and the rest.

    Who has the label of a milestone's telling with a date near it tells of it, too.
    """
    known: dict[tuple[object, ...], list[Member]] = defaultdict(list)
    labelled: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    unknown = []
    for member in members:
        identity = on_record(member, reference)
        if not identity:
            unknown.append(member)
            continue
        known[identity].append(member)
        if member.actors and member.type not in REPEATABLE:
            labelled[member.type, member.label].add(identity)
    rest: list[Member] = []
    for member in unknown:
        near = [
            identity
            for identity in labelled.get((member.type, member.label), ())
            if gap(member.bounds, _day(known[identity][0])) <= NEAR
        ]
        if len(near) == 1:
            known[near[0]].append(member)
        else:
            rest.append(member)
    return known, rest


def _day(member: Member) -> Bounds:
    return member.exact_date, member.exact_date


def on_record(member: Member, reference: Reference) -> tuple[str, ...]:
    """What is the same for all tellings of one milestone; empty where it is none."""
    if not member.exact_date:
        return ()
    found = milestone_for(member.type, member.actors, member.earliest, member.latest, reference)
    return (member.type, found.date, *found.actors) if found and found.date == member.exact_date else ()


def _identity(first: Member, keys: Mapping[str, str]) -> tuple[object, ...]:
    """What the tellings of an event have in common: its type, who acts, and when, to the year or the day."""
    who = min((keys[actor] for actor in first.actors), default=first.label)
    when = first.bounds if first.type in REPEATABLE else (first.bounds[0][:4],)
    return first.type, who, *when


def topic(label: str) -> str:
    """The class of what happened ("campaign.debate") where it is told of few on a day, else ""."""
    facts = labels.read(label)
    return facts.topic if facts and facts.topic in _ONE_A_DAY else ""


@dataclass
class _Joined:
    """Members that are one event; `bounds` are those of the most precise, `actors` the keys of all."""

    bounds: Bounds
    members: list[Member] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)

    def fits(self, member: Member, actors: set[str]) -> bool:
        """Whether the member tells of this event, by actors and dates."""
        if member.type in REPEATABLE:
            day = member.precision == "day" or any(member.label == each.label for each in self.members)
            return self.bounds == member.bounds and day and self._same_actors(member, actors)
        compatible = within(self.bounds, member.bounds) or within(member.bounds, self.bounds)
        return (compatible or self._disputed_by(member)) and self._same_actors(member, actors)

    def _same_actors(self, member: Member, actors: set[str]) -> bool:
        if self.actors and actors:
            return self.actors >= actors or self.actors <= actors
        first = self.members[0]
        if not self.actors and not actors and first.label == member.label:
            return True
        # What is told without anyone is the same only where it can be told by itself: a debate, a funeral.
        special = topic(member.label)
        return bool(special) and special == topic(first.label) and self.bounds == member.bounds

    def _disputed_by(self, member: Member) -> bool:
        """Whether another article has the same on a day near it."""
        first = self.members[0]
        return (
            member.disputes
            and member.label == first.label
            and days(member.bounds) == days(self.bounds) == 0
            and gap(member.bounds, self.bounds) <= NEAR
            and all(member.voice != each.voice for each in self.members)
        )

    def add(self, member: Member, actors: set[str]) -> None:
        self.members.append(member)
        self.actors |= actors
        if within(member.bounds, self.bounds):
            self.bounds = member.bounds


def _joined(members: Iterable[Member], keys: Mapping[str, str]) -> Sequence[_Joined]:
    """Members of one type, joined in the order in which articles come in."""
    by_actor: dict[object, dict[int, _Joined]] = defaultdict(dict)
    found = []
    for member in sorted(members, key=lambda member: member.added):
        actors = {keys[actor] for actor in member.actors}
        when = member.bounds if member.type in REPEATABLE else None
        places: list[object] = [(actor, when) for actor in actors or {""}]
        if special := topic(member.label):
            places.append((special, member.bounds))
        near = {number: entry for place in places for number, entry in by_actor[place].items()}
        entry = _best_fitting(near.values(), member, actors)
        if entry is None:
            entry = _Joined(member.bounds)
            found.append(entry)
        entry.add(member, actors)
        for place in places:
            by_actor[place][id(entry)] = entry
    return found


def _best_fitting(entries: Iterable[_Joined], member: Member, actors: set[str]) -> _Joined | None:
    """The one entry that the member tells of; None where there is none, or several as good."""
    grades: dict[tuple[bool, bool], list[_Joined]] = defaultdict(list)
    for entry in entries:
        if entry.fits(member, actors):
            grades[entry.bounds == member.bounds, entry.actors == actors].append(entry)
    best = grades[max(grades)] if grades else []
    return best[0] if len(best) == 1 else None
