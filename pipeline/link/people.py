"""Who is meant: ambiguous names, roles, kin, rivals, families and pronouns, in the order of the story."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from pipeline.annotate import Document, Mention, Sentence, within
from pipeline.annotate.phrases import phrases
from pipeline.link.votes import Vote, day_of, finalists, main_office, stood
from pipeline.reference import PARTY_LEADER, Party, Person, Reference, Result

_REMEMBERED = 12
_THINGS = frozenset({"thing", "its"})
# Words that may stand between "the candidate" or "the daughter" and whom it is of.
_OF_WORDS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """Someone or something named, and by which words.

    `name` is canonical, `type` candidate, party, bloc or option.
    """

    name: str
    type: str
    mention: Mention

    @property
    def start(self) -> int:
        """Where its words start."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.mention.end


class Dated(Protocol):
    """What tells a vote at a place of the sentence."""

    @property
    def vote(self) -> Vote:
        """The vote."""

    @property
    def start(self) -> int:
        """Where it starts."""


@dataclass(slots=True)
class _Seen:
    name: str
    type: str
    gender: str
    sentence: int
    order: int


class Cast:
    """The people of an article while it is walked; `resolve` takes its sentences in order."""

    def __init__(self, document: Document, country: str, reference: Reference) -> None:
        self._document = document
        self._country = country
        self._reference = reference
        self._seen: list[_Seen] = []
        clear = [
            mention for mention in document.mentions if mention.kind == "person" and len(mention.names) == 1
        ]
        self._count = Counter(mention.names[0] for mention in clear)
        self._sentence = -1
        self._protagonist = protagonist(document)
        self._order = 0
        self._gender = {mention.names[0]: mention.gender for mention in clear if mention.gender}

    def resolve(self, sentence: Sentence, current: Vote | None, anchors: Sequence[Dated]) -> list[Subject]:
        """Who the mentions of a sentence are, in order; those that nobody can be found for are left out."""
        self._sentence += 1
        mentions = within(self._document.mentions, sentence.start, sentence.end)
        found: list[Subject] = []
        used: set[int] = set()
        for index, mention in enumerate(mentions):
            if index in used:
                continue
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            if following and self._is_apposition(mention, following):
                continue
            vote = (
                min(anchors, key=lambda anchor: abs(anchor.start - mention.start)).vote
                if anchors
                else current
            )
            of = following if following and following.first - mention.last - 1 <= _OF_WORDS else None
            if mention.what == "two":
                found += self._both(mention, vote)
                continue
            subject = self._subject(mention, of, vote, current, found)
            if subject is None:
                continue
            if of is not None and mention.kind == "candidate" and of.kind == "party":
                used.add(index + 1)
                whole = replace(mention, end=of.end, last=of.last)
                subject = replace(subject, mention=whole)
            self._see(subject)
            found.append(subject)
        return found

    def _both(self, mention: Mention, vote: Vote | None) -> list[Subject]:
        """The two people told of last, in the order in which they were told."""
        last: dict[str, int] = {}
        for seen in self._seen:
            if seen.type == "candidate":
                last.setdefault(seen.name, seen.order)
        pair = self._rivals(vote)
        names = [name for name in last if name in pair]
        return [Subject(name, "candidate", mention) for name in names] if len(names) == 2 else []

    def _rivals(self, vote: Vote | None) -> tuple[str, ...]:
        """The two of a runoff on record, else the two whom the article names most."""
        pair = finalists(vote, self._reference) if vote else ()
        return pair if len(pair) == 2 else tuple(name for name, _ in self._count.most_common(2))

    def _see(self, subject: Subject) -> None:
        gender = subject.mention.gender if subject.mention.gender in ("male", "female") else ""
        gender = self._gender_of(subject.name) or gender
        if gender:
            self._gender[subject.name] = gender
        self._order += 1
        self._seen.append(_Seen(subject.name, subject.type, gender, self._sentence, self._order))
        del self._seen[:-_REMEMBERED]

    def _is_apposition(self, mention: Mention, following: Mention) -> bool:
        """Whether a word for someone stands directly before the name of the same one."""
        if mention.kind not in ("role", "candidate", "rival", "family") or following.kind != "person":
            return False
        between = self._document.clean[mention.end : following.start]
        return not between.strip(" ,") and "." not in between

    def _subject(
        self,
        mention: Mention,
        of: Mention | None,
        vote: Vote | None,
        current: Vote | None,
        before: Sequence[Subject],
    ) -> Subject | None:
        match mention.kind:
            case "person":
                name = self._person(mention, vote)
            case "party":
                return self._party(mention, vote)
            case "pronoun" if mention.what in _THINGS:
                thing, type_ = self._thing(before)
                return Subject(thing, type_, mention) if thing else None
            case "pronoun":
                name = self._pronoun(mention, before)
            case "own_party":
                whose = self._reference.person(self._pronoun(mention, before))
                day = self._day(vote)
                return self._party_of(whose, day, mention) if whose and day else None
            case "kin":
                name = self._kin(mention, of, vote, before)
            case "rival":
                name = self._rival(current, before)
            case "candidate" if of is None or of.kind != "party":
                return self._role(mention, vote) if mention.what != "of" else None
            case "candidate":
                name = self._candidate(of, vote)
            case "role":
                return self._role(mention, vote)
            case "family":
                return self._family(mention, vote)
            case _:
                return None
        return Subject(name, "candidate", mention) if name else None

    # Names

    def _person(self, mention: Mention, vote: Vote | None) -> str:
        names = mention.names
        if len(names) == 1:
            return names[0]
        if vote is not None:
            standing = [name for name in names if stood(name, vote.in_round(None), self._reference)]
            if len(standing) == 1:
                return standing[0]
            names = tuple(standing) or names
        for seen in reversed(self._seen):
            if seen.name in names:
                return seen.name
        full = [name for name in names if name in self._count]
        if len(full) == 1:
            return full[0]
        return max(names, key=lambda name: (self._is_active(name), self._is_living(name), self._count[name]))

    def _is_active(self, name: str) -> bool:
        """Whether someone held an office on the day of publication."""
        person, published = self._reference.person(name), self._document.article.published
        return bool(person and published and any(role.on(published.isoformat()) for role in person.roles))

    def _is_living(self, name: str) -> bool:
        """Whether someone was alive on the day of publication."""
        person, published = self._reference.person(name), self._document.article.published
        return bool(person and published and (not person.died or person.died > published.isoformat()))

    def _party(self, mention: Mention, vote: Vote | None) -> Subject | None:
        if not mention.known:
            return Subject(mention.names[0], "party", mention)
        parties = [party for name in mention.names if (party := self._reference.party(name))]
        own = [party for party in parties if party.country == self._country]
        if not own:
            words = " ".join(self._document.clean[mention.start : mention.end].split())
            return Subject(words, "party", mention)
        day = self._day(vote)
        alive = [party for party in own if not day or _is_alive(party, day)]
        party = (alive or own)[-1]
        return Subject(party.name, "bloc" if party.members else "party", mention)

    def _day(self, vote: Vote | None) -> date | None:
        day = day_of(vote, self._reference) if vote else None
        return day or self._document.article.published

    # Words for people

    def _pronoun(self, mention: Mention, before: Sequence[Subject]) -> str:
        """The nearest of that gender before it in the sentence, else the first of the sentence before.

        In an article whose title names one person it goes to that one rather than to the sentence before.
        """
        gender = mention.what
        if gender == "either":
            gender = next((seen.gender for seen in reversed(self._seen) if seen.type == "candidate"), "")
        if gender not in ("male", "female"):
            return ""
        for subject in reversed(before):
            if subject.type == "candidate" and self._gender.get(subject.name, "") == gender:
                return subject.name
        earlier = [seen for seen in self._seen if seen.sentence < self._sentence and seen.type == "candidate"]
        if self._protagonist and self._gender_of(self._protagonist) == gender:
            return self._protagonist
        for index in sorted({seen.sentence for seen in earlier}, reverse=True):
            for seen in earlier:
                if seen.sentence == index and seen.gender == gender:
                    return seen.name
        return next((seen.name for seen in reversed(earlier) if not seen.gender), "")

    def _gender_of(self, name: str) -> str:
        person = self._reference.person(name)
        return (person.gender if person else "") or self._gender.get(name, "")

    def _thing(self, before: Sequence[Subject]) -> tuple[str, str]:
        """The first party of the sentence, else the one told last, for "it"."""
        for subject in before:
            if subject.type in ("party", "bloc"):
                return subject.name, subject.type
        return next(
            ((seen.name, seen.type) for seen in reversed(self._seen) if seen.type in ("party", "bloc")),
            ("", ""),
        )

    def _kin(self, mention: Mention, of: Mention | None, vote: Vote | None, before: Sequence[Subject]) -> str:
        if of is not None and of.kind == "person" and of.start > mention.end:
            whose = self._person(of, vote)
        elif (
            before
            and before[-1].type == "candidate"
            and mention.first - before[-1].mention.last <= 1 + _OF_WORDS
        ):
            whose = before[-1].name
        else:
            whose = self._seen[-1].name if self._seen else ""
        for name in dict.fromkeys((whose, *(seen.name for seen in reversed(self._seen)))):
            person = self._reference.person(name)
            for kin in person.kin if person else ():
                if kin.relation == mention.what:
                    return kin.name
        return ""

    def _rival(self, current: Vote | None, before: Sequence[Subject]) -> str:
        """The other finalist than the one told last, by the record or by how often they are named."""
        told = [subject.name for subject in before] or [seen.name for seen in reversed(self._seen)]
        pair = self._rivals(current)
        own = next((name for name in told if name in pair), "")
        return next((name for name in pair if name != own), "") if own else ""

    def _candidate(self, of: Mention | None, vote: Vote | None) -> str:
        """Who stands for or leads a party."""
        if of is None or of.kind != "party" or vote is None:
            return ""
        day = self._day(vote)
        for party_id in of.names if of.known else ():
            line = set(self._reference.lineage(party_id))
            for row in self._results(vote):
                if row.subject_type == "candidate" and row.party_id in line:
                    return row.subject
            for leading in line:
                party = self._reference.party(leading)
                if party and day:
                    for person in self._reference.holders(party.country, f"{PARTY_LEADER} {leading}", day):
                        return person.name
        return ""

    def _results(self, vote: Vote) -> Sequence[Result]:
        """The results of a vote, those of its first round where its own round has none."""
        own = self._reference.results(vote.election_id, vote.round)
        return own or self._reference.results(vote.election_id, 1)

    def _role(self, mention: Mention, vote: Vote | None) -> Subject | None:
        """Who held an office: the day before a vote told, or when the article came out."""
        published = self._document.article.published
        day = day_of(vote, self._reference) if vote else None
        day = day - timedelta(days=1) if day else published
        if day is None or self._is_former(mention):
            return None
        role = mention.what
        if role.startswith("incumbent"):
            office = main_office(self._country)
            role = (
                "president" if office == "president" else _head_of_government(self._country, self._reference)
            )
        holders = self._reference.holders(self._country, role, day)
        if not holders:
            return None
        if mention.what != "incumbent party":
            return Subject(holders[0].name, "candidate", mention)
        return self._party_of(holders[0], day, mention)

    def _is_former(self, mention: Mention) -> bool:
        """Whether a word such as "former" stands before, or first in, a word for an office."""
        former = phrases(self._document.article.language).former
        return any(
            self._document.words[index].key in former
            for index in range(max(0, mention.first - 1), mention.last + 1)
        )

    def _party_of(self, person: Person, day: date, mention: Mention) -> Subject | None:
        """A person's party under the name that it had on a day."""
        line = [self._reference.party(name) for name in self._reference.lineage(person.party_id(day.year))]
        parties = [party for party in line if party]
        party = next((party for party in parties if _is_alive(party, day)), next(iter(parties), None))
        return Subject(party.name, "party", mention) if party else None

    def _family(self, mention: Mention, vote: Vote | None) -> Subject | None:
        """The party, or in a vote for persons the candidate, of a political family."""
        if vote is None:
            return None
        row = next((row for row in self._results(vote) if row.party_family == mention.what), None)
        return Subject(row.subject, row.subject_type, mention) if row else None


def _is_alive(party: Party, day: date) -> bool:
    """Whether a party bore its name on a day."""
    begun = not party.valid_from or party.valid_from <= day.isoformat()
    return begun and (not party.valid_to or party.valid_to > day.isoformat())


def protagonist(document: Document) -> str:
    """The person whom the title names, if it names just one who can be told."""
    if not document.sentences:
        return ""
    title = document.sentences[0]
    named = {
        mention.names
        for mention in within(document.mentions, title.start, title.end)
        if mention.kind == "person"
    }
    only = named.pop() if len(named) == 1 else ()
    return only[0] if len(only) == 1 else ""


def _head_of_government(country: str, reference: Reference) -> str:
    """The office of the head of government, by the record."""
    return next((role for role in ("chancellor", "prime minister") if reference.terms(country, role)), "")
