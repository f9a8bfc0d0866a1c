"""Who is meant by names, pronouns and descriptions, in the order of the story.

What the text says goes before the record: a description leads to whom the text described so, then to
whom the record has in that office, party or family at the time, then to the one in focus. Who stands in
the same clause is someone else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from pipeline.annotate import Document, Mention, Sentence, within
from pipeline.annotate.phrases import phrases
from pipeline.annotate.strangers import first_names, is_pollster
from pipeline.link import roles
from pipeline.link.stage import OBJECT, OWNER, SUBJECT, Actor, Stage
from pipeline.link.traits import bonds, traits_of
from pipeline.link.votes import Vote, contenders, day_of, main_office, stood
from pipeline.reference import Party, Reference

PERSON = ("candidate",)
PARTIES = ("party", "bloc")
_DESCRIPTIONS = frozenset({"role", "kin", "rival", "candidate", "described", "own_party"})
_POSSESSIVE_S = "s"
_THINGS = frozenset({"thing", "its"})
_GENDERS = ("male", "female")
_OTHERS = frozenset({"rival", "challenger", "loser"})
_STEPS = {"successor": 1, "predecessor": -1}
_CLAUSE_MARKS = frozenset(';:()—–«»“”"')
# How much of what a description says must have been said of someone.
_SAID = 0.5
_MOST_SAID = 50
# What the one whom the title names has more, and a person named often.
_TITLE_BONUS, _LEAD_BONUS, _COUNT_BONUS, _MOST_COUNTED = 0.45, 0.2, 0.02, 8
_IN_FOCUS = 0.15
_OPENING_WORDS = 6
# Words from an owner's name to the party's ("Mario Voigt's own Christian Democrats").
_OWNED = 3
_PARTY_MALUS = -0.5


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

    @property
    def since(self) -> bool:
        """Whether it only bounds a comparison."""


@dataclass(slots=True)
class _Scene:
    """A sentence while it is resolved."""

    mentions: Sequence[Mention]
    first: int
    current: Vote | None
    anchors: Sequence[Dated]
    found: list[Subject]
    described: set[str]

    def vote_at(self, mention: Mention) -> Vote | None:
        """The vote told nearest to a mention."""
        telling = [anchor for anchor in self.anchors if not anchor.since]
        near = min(telling, key=lambda anchor: abs(anchor.start - mention.start), default=None)
        return near.vote if near else self.current


class Cast:
    """The people of an article while it is walked; `resolve` takes its sentences in order."""

    def __init__(self, document: Document, country: str, reference: Reference) -> None:
        self._document, self._country, self._reference = document, country, reference
        self._pack = phrases(document.article.language)
        found = bonds(document)
        self._traits = traits_of(document, found)
        self._described_before = {
            bond.name.start: bond.description
            for bond in found
            if bond.is_phrase and bond.description.start < bond.name.start
        }
        self._described_after = {
            bond.name.start: bond.description
            for bond in found
            if bond.is_phrase and bond.description.start > bond.name.start
        }
        self._bound = {bond.description.start for bond in found}
        self._phrases = {bond.description.start for bond in found if bond.is_phrase}
        self._kin_names = {
            bond.description.start: bond.name.names[0]
            for bond in found
            if bond.description.kind == "kin" and len(bond.name.names) == 1
        }
        self._relations = {
            bond.name.start: bond.description for bond in found if bond.description.kind == "kin"
        }
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name, traits in self._traits.items():
            for word in (*traits.words, *traits.leanings):
                self._by_word[word].append(name)
        self._protagonist = protagonist(document)
        self._lead = next(iter(self._traits), "")
        self._kin: dict[tuple[str, str], str] = {}
        self._met = _met(document)
        self._stage = Stage()

    def resolve(self, sentence: Sentence, current: Vote | None, anchors: Sequence[Dated]) -> list[Subject]:
        """Who the mentions of a sentence are, in order; those that nobody can be found for are left out."""
        self._stage.turn(sentence.paragraph)
        mentions = within(self._document.mentions, sentence.start, sentence.end)
        scene = _Scene(mentions, sentence.first, current, anchors, [], set())
        until = -1
        for index, mention in enumerate(mentions):
            if mention.start < until:
                continue
            if self._owns_party(mention, mentions[index + 1 : index + 2]):
                self._lift_owner(self._person(mention, scene.vote_at(mention)))
                continue
            if mention.start in self._bound and mention.noun:
                if mention.kind == "kin":
                    self._relate(mention, self._owner(mention, scene)[0])
                until = self._end_of_bound(mention)
                continue
            subjects = self._subjects(mention, scene)
            if subjects and mention.noun:
                until = mention.end
            elif mention.noun and mention.noun.whose:
                until = mention.noun.whose.end
            for subject in subjects:
                whole = self._with_owner(self._whole(subject), mentions[index + 1 :], scene)
                until = max(until, whole.end)
                self._see(whole, scene)
                scene.found.append(whole)
        return scene.found

    # What is told of someone

    def _whole(self, subject: Subject) -> Subject:
        """A name with the descriptions that stand in apposition to it."""
        mention = subject.mention
        if mention.kind != "person":
            return subject
        before = self._described_before.get(mention.start)
        after = self._described_after.get(mention.start)
        if before:
            mention = replace(mention, start=before.start, first=before.first)
        if after:
            mention = replace(mention, end=after.end, last=after.last)
        return replace(subject, mention=mention)

    def _end_of_bound(self, description: Mention) -> int:
        """Where what belongs to a description ends; whom it is of may still be told of, behind "is"."""
        whose = description.noun.whose if description.noun else None
        if whose and whose.start > description.start and description.start not in self._phrases:
            return whose.start
        return description.end

    def _relate(self, kin: Mention, owner: str) -> None:
        """Someone is told to be a relative of another."""
        name = self._kin_names.get(kin.start, "")
        if name and owner and name != owner:
            self._kin[owner, kin.what] = name
            self._kin[name, roles.back(kin.what, self.gender(owner))] = owner

    def _owns_party(self, mention: Mention, following: Sequence[Mention]) -> bool:
        """Whether a name only says whose the party named next is ("Joe Clark's Progressive Conservatives")."""
        return (
            mention.kind == "person"
            and any(other.kind == "party" for other in following)
            and self._document.words[mention.last + 1].key == "s"
            and following[0].first - mention.last <= _OWNED
            and "," not in self._document.clean[mention.end : following[0].start]
        )

    def _with_owner(self, subject: Subject, following: Sequence[Mention], scene: _Scene) -> Subject:
        """A party with the one whom it is said to be of ("the SPD of Olaf Scholz")."""
        mention = subject.mention
        of = mention.last + 1
        if mention.kind != "party" or of >= len(self._document.words):
            return subject
        if self._document.words[of].key not in self._pack.role_words["of"]:
            return subject
        at = next((at for at, other in enumerate(following) if other.first > of), None)
        if at is None or following[at].first != of + 1:
            return subject
        owner = following[at]
        if owner.start in self._bound and at + 1 < len(following):
            owner = following[at + 1]
        if owner.kind != "person":
            return subject
        self._lift_owner(self._person(owner, scene.vote_at(owner)))
        after = self._described_after.get(owner.start, owner)
        return replace(subject, mention=replace(mention, end=after.end, last=after.last))

    def _see(self, subject: Subject, scene: _Scene) -> None:
        mention = subject.mention
        first = not any(one.type == subject.type for one in scene.found)
        is_thing = mention.kind == "pronoun" and mention.what in _THINGS
        lift = SUBJECT if first and not is_thing and self._is_subject(mention, scene) else OBJECT
        self._stage.see(subject.name, subject.type, self._gender_of(subject), lift)

    def _is_subject(self, mention: Mention, scene: _Scene) -> bool:
        """Whether words may be what a sentence is about: they stand near its start, behind no "against"."""
        words, roles = self._document.words, self._pack.role_words
        if not mention.first:
            return True
        if words[mention.first - 1].key in roles["before"]:
            return False
        return mention.first - scene.first < _OPENING_WORDS

    def _gender_of(self, subject: Subject) -> str:
        """The gender of a person; in languages where words for parties have one, that of a party."""
        if subject.type in PERSON:
            return self.gender(subject.name) or (
                subject.mention.gender if subject.mention.gender in _GENDERS else ""
            )
        if not self._pack.endings or self._pack.noun_last:
            return ""
        first = subject.mention.first
        for word in self._document.words[max(0, first - 1) : subject.mention.last + 1]:
            if (gender := self._pack.genders.get(word.key, "")) in _GENDERS:
                return gender
        return ""

    def gender(self, name: str) -> str:
        """The gender of a person by the record, the text or the first name."""
        person = self._reference.person(name)
        if person:
            return person.gender
        traits = self._traits.get(name)
        told = traits.gender if traits else ""
        return told if told in _GENDERS else first_names().get(roles.first_name(name), "")

    def _day(self, vote: Vote | None) -> date | None:
        day = day_of(vote, self._reference) if vote else None
        return day or self._document.article.published

    # Who a mention is

    def _subjects(self, mention: Mention, scene: _Scene) -> list[Subject]:
        vote = scene.vote_at(mention)
        match mention.kind:
            case "person":
                name = self._person(mention, vote)
                if not mention.known and mention.start in self._relations:
                    name = self._relative(name, self._relations[mention.start], scene)
                return [Subject(name, "candidate", mention)] if name else []
            case "party":
                return _listed(self._party(mention, vote))
            case "family":
                return _listed(self._family(mention, vote))
            case "pronoun" if mention.what == "two":
                return self._both(mention, vote)
            case "pronoun" if mention.what == "parties":
                return self._both_parties(mention)
            case "pronoun":
                return _listed(self._pronoun(mention, scene))
            case "own_party":
                return _listed(self._own_party(mention, scene))
            case kind if kind in _DESCRIPTIONS:
                name = self._described(mention, scene)
                if not name:
                    return []
                scene.described.add(name)
                return [Subject(name, "candidate", mention)]
        return []

    # Names

    def _person(self, mention: Mention, vote: Vote | None) -> str:
        names = mention.names
        if (
            mention.known
            and mention.first == mention.last
            and is_pollster(self._document.words[mention.first].key)
        ):
            # "Harris makes it 64": in an article about another country it is the firm.
            names = tuple(name for name in names if self._is_of(name, self._country))
            if not names:
                return ""
        if len(names) == 1:
            return names[0]
        titled = self._titled(mention)
        if titled in _GENDERS:
            names = (
                tuple(name for name in names if self.gender(name) == titled)
                or tuple(name for name in names if not self.gender(name))
                or names
            )
        if vote is not None:
            standing = [name for name in names if stood(name, vote.in_round(None), self._reference)]
            if len(standing) == 1:
                return standing[0]
            names = tuple(standing) or names
        if seen := next((actor.name for actor in self._stage.latest(PERSON) if actor.name in names), ""):
            return seen
        told = [name for name in names if name in self._traits]
        if len(told) == 1:
            return told[0]
        return max(names, key=lambda name: (self._is_active(name), self._is_living(name)))

    def _relative(self, name: str, kin: Mention, scene: _Scene) -> str:
        """Who a relative is that only a first name tells ("Le Pen's father Jean-Marie")."""
        known = self._as_kin(kin, self._owner(kin, scene)[0], scene)
        return next(
            (one for one in known if one and roles.key(name) == roles.key(one)[: len(roles.key(name))]), name
        )

    def _titled(self, mention: Mention) -> str:
        """The gender that a title before a name tells."""
        word = self._document.words[mention.first - 1].key if mention.first else ""
        own = self._document.words[mention.first].key
        return self._pack.titles.get(own, "") or self._pack.titles.get(word, "")

    def _is_of(self, name: str, country: str) -> bool:
        person = self._reference.person(name)
        return person is not None and person.country == country

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
        told = vote.country if vote else ""
        own = [party for party in parties if party.country == told] or [
            party for party in parties if party.country == self._country
        ]
        words = self._name(mention)
        if not own:
            last = self._document.words[mention.last].key
            if last in self._pack.role_words["party_alone"]:
                # "The Union" and "the Left" are parties in their own country only.
                return None
            only = parties[0] if len(parties) == 1 else None
            spelled = " ".join(self._document.clean[mention.start : mention.end].split())
            if only is None or {words, spelled} & set(only.ambiguous_aliases) or len(words) <= _SHORT:
                return Subject(words, "party", mention)
            own = parties
        day = self._day(vote)
        alive = [party for party in own if not day or roles.is_alive(party, day)]
        return _as_subject((alive or own)[-1], mention)

    def _name(self, mention: Mention) -> str:
        """The words of a mention on one line, without an article before them."""
        words = self._document.words
        first = mention.first + (
            mention.last > mention.first and words[mention.first].key in self._pack.articles
        )
        return " ".join(self._document.clean[words[first].start : mention.end].split())

    def _family(self, mention: Mention, vote: Vote | None) -> Subject | None:
        """The party, or in a vote for persons the candidate, of a political family."""
        if vote is None:
            return None
        row = next(roles.standing(self._reference, (mention.what,), vote), None)
        return Subject(row.subject, row.subject_type, mention) if row else None

    # Pronouns

    def _pronoun(self, mention: Mention, scene: _Scene) -> Subject | None:
        if mention.what in _THINGS:
            actor = next(iter(self._stage.ranked(PARTIES)), None)
            return Subject(actor.name, actor.type, mention) if actor else None
        key, roles = self._document.words[mention.first].key, self._pack.role_words
        if (
            key in roles["possessive"] - roles["object"]
            and self._document.clean[mention.end : mention.end + 1] in ",;:."
        ):
            # "Parliament is his" tells of Parliament.
            return None
        name, type_ = self._antecedent(mention, scene)
        return Subject(name, type_, mention) if name else None

    def _antecedent(self, mention: Mention, scene: _Scene) -> tuple[str, str]:
        """Whom a pronoun stands for, and its type."""
        if mention.what == "last":
            wanted = mention.gender if mention.gender in _GENDERS else ""
            actor = next(iter(self._stage.latest(PERSON, wanted)), None)
            return (actor.name, actor.type) if actor else ("", "")
        if mention.gender not in (*_GENDERS, "either"):
            return "", ""
        gender = "" if mention.gender == "either" else mention.gender
        if speaker := self._speaker(mention, gender, scene):
            return speaker, "candidate"
        if near := self._nearest(mention, gender, scene):
            return near
        without = self._apart_from(mention, scene)
        types = PERSON if self._pack.noun_last else (*PERSON, *PARTIES)

        def bonus(actor: Actor) -> float:
            return self._bonus(actor) + (_PARTY_MALUS if actor.type in PARTIES else 0.0)

        actor = next(iter(self._stage.ranked(types, gender, without=without, bonus=bonus)), None)
        if actor is None or (actor.type in PARTIES and actor.gender != gender):
            persons = self._stage.ranked(PERSON, gender, without=without, bonus=bonus)
            actor = next(iter(persons), None)
        if actor:
            return actor.name, actor.type
        return self._named_next(gender, mention, scene), "candidate"

    def _nearest(self, mention: Mention, gender: str, scene: _Scene) -> tuple[str, str] | None:
        """The nearest one of the gender before a pronoun in its sentence; one in the clause of "him" is not he."""
        without = self._apart_from(mention, scene)
        types = PERSON if self._pack.noun_last or not gender else (*PERSON, *PARTIES)
        fitting = [
            subject
            for subject in reversed(scene.found)
            if subject.type in types
            and subject.name not in without
            and (not gender or self._stage.gender(subject.name) == gender)
        ]
        # "Macron beat him, and he": rather the one who does something.
        doing = (
            one for one in fitting if not (one.mention.kind == "pronoun" and self._is_object(one.mention))
        )
        near = next(doing, next(iter(fitting), None))
        return (near.name, near.type) if near else None

    def _apart_from(self, mention: Mention, scene: _Scene) -> set[str]:
        """Whom a pronoun cannot stand for: who is named behind it in its clause, and before "him"."""
        after = self._after(mention, scene)
        if not self._is_object(mention):
            return after
        return after | {
            one.name
            for one in scene.found
            if "," not in self._document.clean[one.end : mention.start]
            and not self._is_apart(one.mention.last, mention.first)
        }

    def _is_object(self, mention: Mention) -> bool:
        """Whether something is done to whom a pronoun stands for; "her" before a noun says whose that is."""
        words, roles = self._document.words, self._pack.role_words
        if words[mention.first].key not in roles["object"]:
            return False
        at = mention.last + 1
        if words[mention.first].key not in roles["possessive"] or at >= len(words):
            return True
        between = self._document.clean[mention.end : words[at].start]
        return bool(between.strip()) or words[at].key in roles["stop"]

    def _named_next(self, gender: str, mention: Mention, scene: _Scene) -> str:
        """Whom a text that begins with a pronoun means: the one of its title, or the one named next."""
        if self._protagonist and self.gender(self._protagonist) in ("", gender):
            return self._protagonist
        later = (one.names[0] for one in scene.mentions if one.start > mention.end and len(one.names) == 1)
        return next((name for name in later if name in self._traits and self.gender(name) == gender), "")

    def _bonus(self, actor: Actor) -> float:
        traits = self._traits.get(actor.name)
        counted = min(traits.count, _MOST_COUNTED) if traits else 0
        told = _TITLE_BONUS * (actor.name == self._protagonist)
        if not self._protagonist:
            told = _LEAD_BONUS * (actor.name == self._lead)
        return told + _COUNT_BONUS * counted

    def _speaker(self, mention: Mention, gender: str, scene: _Scene) -> str:
        """Who says the sentence that a pronoun stands in, where he or she is named behind ("..., Corbyn says")."""
        if any(one.type in PERSON for one in scene.found):
            return ""
        words = self._document.words
        for one in scene.mentions:
            if one.kind != "person" or one.start < mention.end or len(one.names) != 1:
                continue
            said = self._pack.role_words["said"]
            beside = [words[at].key for at in (one.last + 1, one.first - 1) if 0 <= at < len(words)]
            before = self._document.clean[mention.end : one.start]
            if any(word in said for word in beside) and any(mark in before for mark in ',»”"'):
                return one.names[0] if self.gender(one.names[0]) in ("", gender) else ""
        return ""

    def _both(self, mention: Mention, vote: Vote | None) -> list[Subject]:
        """The two people told of last, in the order in which they were told."""
        told = [actor.name for actor in self._stage.latest(PERSON)]
        pair = contenders(vote, self._reference) if vote else ()
        names = [name for name in told if name in pair]
        if len(names) != len(_PAIR):
            # Two told of just now, unless each is named but once in passing.
            names = [name for name in self._stage.recent(PERSON) if self._count(name) > 1]
        if len(names) != len(_PAIR):
            ranked = [actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus)]
            names = sorted(ranked, key=self._count, reverse=True)[: len(_PAIR)]
        names = [name for name in told if name in names]
        return (
            [Subject(name, "candidate", mention) for name in reversed(names)]
            if len(names) == len(_PAIR)
            else []
        )

    def _count(self, name: str) -> int:
        """How often the text names someone."""
        return self._traits[name].count if name in self._traits else 0

    def _both_parties(self, mention: Mention) -> list[Subject]:
        """The two largest parties of the parliament by the record, else the two that the article names most."""
        found: Counter[str] = Counter()
        named: dict[str, Subject] = {}
        for one in self._document.mentions:
            if one.kind == "party" and (party := self._party(one, None)):
                found[party.name] += 1
                named[party.name] = party
        day = self._document.article.published
        largest = roles.largest_parties(self._reference, self._country, day) if day else ()
        names = [name for name in largest if name in named][: len(_PAIR)]
        if len(names) != len(_PAIR):
            names = [name for name, _ in found.most_common(len(_PAIR))]
        return [replace(named[name], mention=mention) for name in names] if len(names) == len(_PAIR) else []

    # Clauses

    def _beside(self, mention: Mention, scene: _Scene) -> set[str]:
        """Who stands in the clause of a mention, so that it is someone else."""
        before = {
            one.name
            for one in scene.found
            if one.type in PERSON and not self._is_apart(one.mention.last, mention.first)
        }
        return before | self._after(mention, scene)

    def _after(self, mention: Mention, scene: _Scene) -> set[str]:
        """Who is named behind a mention in its clause."""
        return {
            other.names[0]
            for other in scene.mentions
            if other.kind == "person"
            and len(other.names) == 1
            and other.start >= mention.end
            and not self._is_apart(mention.last, other.first)
        }

    def _is_apart(self, last: int, first: int) -> bool:
        """Whether a clause ends between two words, and not one that sets two against each other."""
        words = self._document.words
        between = self._document.clean[words[last].end : words[first].start]
        roles = self._pack.role_words
        inside = {word.key for word in words[last + 1 : first]}
        if not inside.isdisjoint(roles["contrast"]):
            return False
        return not _CLAUSE_MARKS.isdisjoint(between) or not inside.isdisjoint(roles["clause"] | roles["said"])

    # Descriptions

    def _described(self, mention: Mention, scene: _Scene) -> str:
        noun = mention.noun
        if noun is None:
            return ""
        if noun.determiner == "indefinite" or self._is_predicate(mention):
            return ""
        if not noun.determiner and not noun.of_party and not self._is_headline(mention):
            return ""
        without = self._beside(mention, scene) | scene.described
        owner, type_ = self._owner(mention, scene)
        if type_ in PARTIES and mention.kind in ("kin", "rival"):
            return ""
        if mention.kind != "role":
            without |= {owner} - {""}
        if noun.whose and type_ in PERSON:
            self._lift_owner(owner)
        vote = scene.vote_at(mention)
        fits = self._fits(mention, without)
        for find in (self._as_kin, self._as_other, self._as_said, self._as_office, self._as_leaning):
            if name := next((name for name in find(mention, owner, scene) if fits(name)), ""):
                if mention.kind == "kin" and owner:
                    self._kin[owner, mention.what] = name
                    self._kin[name, roles.back(mention.what, self.gender(owner))] = owner
                return name
        return self._in_focus(mention, without)

    def _is_predicate(self, mention: Mention) -> bool:
        """Whether a description only says what someone is ("He is the first president to")."""
        words, roles = self._document.words, self._pack.role_words
        before = words[mention.first - 1].key if mention.first else ""
        # "It was the prime minister who won" names who did.
        after = roles["relative"] | {_POSSESSIVE_S}
        return before in roles["copula"] and not self._is_followed(mention, after)

    def _is_followed(self, mention: Mention, by: Collection[str]) -> bool:
        words, after = self._document.words, mention.last + 1
        return after < len(words) and words[after].key in by

    def _is_headline(self, mention: Mention) -> bool:
        """Whether a description without a determiner is a headline's ("President wins")."""
        sentences = self._document.sentences
        return bool(sentences) and mention.start == sentences[0].start and mention.kind in ("role", "rival")

    def _fits(self, mention: Mention, without: Collection[str]) -> Callable[[str], bool]:
        gender = mention.gender if mention.gender in _GENDERS else ""
        return lambda name: bool(name) and name not in without and gender in ("", self.gender(name) or gender)

    def _owner(self, mention: Mention, scene: _Scene) -> tuple[str, str]:
        """Of whom a description is, and the type of that one."""
        whose = mention.noun.whose if mention.noun else None
        if whose is None:
            return "", ""
        match whose.kind:
            case "person":
                related = (one for one in whose.names if roles.kin(self._reference, one, mention.what))
                of = next(related, "") if mention.kind == "kin" and len(whose.names) > 1 else ""
                return of or self._person(whose, scene.vote_at(whose)), "candidate"
            case "pronoun" if whose.what in _THINGS:
                party = next(iter(self._stage.ranked(PARTIES)), None)
                return (party.name, party.type) if party else ("", "")
            case "pronoun":
                return self._antecedent(whose, scene)
            case kind if kind in _DESCRIPTIONS and kind != "own_party":
                return self._described(whose, scene), "candidate"
        return "", ""

    def _lift_owner(self, owner: str) -> None:
        if owner:
            self._stage.see(owner, "candidate", self.gender(owner), OWNER)

    def _as_kin(self, mention: Mention, owner: str, scene: _Scene) -> Iterator[str]:
        """A relative of the owner, else of someone told of."""
        if mention.kind != "kin":
            return
        told = [actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus)]
        for name in (owner,) if owner else told:
            yield roles.kin(self._reference, name, mention.what)
            yield self._kin.get((name, mention.what), "")
        if owner:
            # "Trudeau ... his father": another one of that surname.
            yield from (
                name for name in self._traits if name != owner and roles.surname(name) == roles.surname(owner)
            )

    def _as_other(self, mention: Mention, owner: str, scene: _Scene) -> Iterator[str]:
        """Who contests an office with someone, or holds it before or after."""
        what, vote = mention.what, scene.vote_at(mention)
        if mention.kind != "rival":
            return
        if what in _STEPS:
            day = self._document.article.published
            if owner and day:
                yield roles.beside(self._reference, owner, _STEPS[what], day)
            return
        if not owner:
            yield from self._said_of(mention)
        if what == "incumbent" or (what == "challenger" and not owner):
            if what == "incumbent":
                yield from self._incumbents(vote)
                return
            owner = next(self._incumbents(vote), "")
        if what in ("winner", "loser"):
            yield from self._decided(what, vote)
            return
        if what in _OTHERS:
            yield from self._against(owner, vote, scene.current)

    def _governing(self, vote: Vote | None) -> Iterator[str]:
        """Who governed before a vote, by the record."""
        country, day = vote.country if vote else self._country, self._day(vote)
        if vote and day and day_of(vote, self._reference):
            day -= timedelta(days=1)
        if day and (office := roles.incumbent_office(self._reference, country)):
            yield from roles.holders(self._reference, country, office, (), day)

    def _incumbents(self, vote: Vote | None) -> Iterator[str]:
        """Who holds the office that is voted on, by the record or by what the text says."""
        country = vote.country if vote else self._country
        is_main = vote is None or vote.office == main_office(country)
        if is_main:
            yield from self._governing(vote)
        yield from self._by_word.get("incumbent", ())
        yield from self._by_word.get("president", ())
        if not is_main:
            yield from (actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus))

    def _decided(self, what: str, vote: Vote | None) -> Iterator[str]:
        """Who won or lost a vote that has been held."""
        published, day = self._document.article.published, day_of(vote, self._reference) if vote else None
        if vote and day and published and day <= published and (pair := contenders(vote, self._reference)):
            yield pair[0 if what == "winner" else -1]
        winner = self._protagonist or self._lead
        if what == "winner":
            yield winner
        else:
            yield from self._against(winner, vote)

    def _against(self, owner: str, *votes: Vote | None) -> Iterator[str]:
        """Who contests a vote with someone: the other finalist on record, else the one told of most together."""
        ranked = [actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus)]
        for vote in votes:
            pair = contenders(vote, self._reference) if vote else ()
            own = owner or next((name for name in ranked if name in pair), "")
            if own in pair:
                yield from (name for name in pair if name != own)
        own = owner or next(iter(ranked), "")
        yield from sorted(
            (name for name in self._traits if name != own),
            key=lambda name: (
                -self._met.get(frozenset((own, name)), 0),
                -min(self._traits[name].count, _MOST_COUNTED),
                name not in ranked,
            ),
        )[:_MOST_SAID]

    def _as_said(self, mention: Mention, owner: str, scene: _Scene) -> Iterator[str]:
        """Whom the text described so."""
        if mention.kind not in ("kin", "rival"):
            yield from self._said_of(mention)

    def _said_of(self, mention: Mention) -> Iterator[str]:
        noun = mention.noun
        if noun is None:
            return
        # An office alone ("the president") is of the record where it has one.
        wanted = noun.words | set(noun.leanings)
        names = dict.fromkeys(name for word in wanted for name in self._by_word.get(word, ())[:_MOST_SAID])
        focus = {actor.name: -at for at, actor in enumerate(self._stage.ranked(PERSON, bonus=self._bonus))}
        scored = []
        for name in names:
            traits = self._traits[name]
            said = traits.words | traits.leanings
            if noun.proper <= said and len(wanted & said) > _SAID * len(wanted):
                scored.append((len(wanted & said) / len(wanted), focus.get(name, -len(focus)), name))
        if mention.kind == "role" and not noun.proper and self._knows(mention, scored):
            return
        yield from (name for _, _, name in sorted(scored, key=lambda item: (-item[0], -item[1])))

    def _knows(self, mention: Mention, scored: Collection[object]) -> bool:
        """Whether the record tells who holds the office of a description."""
        country = mention.noun.country if mention.noun and mention.noun.country else self._country
        return roles.has_office(self._reference, country, mention.what)

    def _as_office(self, mention: Mention, owner: str, scene: _Scene) -> Iterator[str]:
        """Who held an office: the day before a vote told, or when the article came out."""
        vote = scene.vote_at(mention)
        noun, day = mention.noun, self._day(vote)
        if mention.kind != "role" or noun is None or day is None:
            return
        if vote and day_of(vote, self._reference):
            day -= timedelta(days=1)
        # Of a vote to come it is who holds the office now.
        day = min(day, self._document.article.published or day)
        country = noun.country or (vote.country if vote else self._country)
        if noun.time != "former":
            published = self._document.article.published or day
            then, now = (
                list(roles.holders(self._reference, country, mention.what, noun.proper, one))
                for one in (day, published)
            )
            if noun.time == "now":
                then = now
            # "Five years ago the president won" is about the one of today, who stood.
            yield from (
                name for name in (*then, *now) if vote and stood(name, vote.in_round(None), self._reference)
            )
            yield from then
            return
        ranked = [actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus)]
        for name in dict.fromkeys((*ranked, *list(self._traits)[:_MOST_SAID])):
            if roles.held(self._reference, name, mention.what, noun.proper, day):
                yield name

    def _as_leaning(self, mention: Mention, owner: str, scene: _Scene) -> Iterator[str]:
        """Who leads or stands for a party, or is of a political family."""
        vote = scene.vote_at(mention)
        noun, day = mention.noun, self._day(vote)
        if noun is None or mention.kind == "role":
            return
        leanings = noun.leanings
        if not leanings and mention.kind == "candidate" and day:
            person = self._reference.person(owner)
            party = self._reference.party_named(owner)
            leanings = (person.party_id(day.year),) if person else (party.party_id,) if party else ()
        at_home = self._at_home(leanings)
        if not at_home:
            return
        ranked = [actor.name for actor in self._stage.ranked(PERSON, bonus=self._bonus)]
        year = day.year if day else date.max.year
        told = [
            name
            for name in dict.fromkeys((*ranked, *list(self._traits)[:_MOST_SAID]))
            if roles.leans(self._reference, name, at_home, year)
        ]
        rows = list(roles.standing(self._reference, at_home, vote)) if vote else []
        names = [row.subject for row in rows if row.subject_type == "candidate"]
        if mention.what == "founder":
            yield from roles.founders(self._reference, at_home)
        leading = list(roles.leaders(self._reference, at_home, day)) if day else []
        yield from (name for name in names if name in told)
        if mention.what == "leader":
            yield from leading
        yield from told if mention.what != "candidate" or not names else ()
        yield from names
        if mention.kind == "candidate":
            yield from leading

    def _at_home(self, leanings: Collection[str]) -> Collection[str]:
        """The parties of a name that several have, those of the article's country; families are kept."""
        parties = [party for name in leanings if (party := self._reference.party(name))]
        if len(parties) < _SEVERAL:
            return leanings
        abroad = {party.party_id for party in parties if party.country != self._country}
        return [name for name in leanings if name not in abroad]

    def _in_focus(self, mention: Mention, without: Collection[str]) -> str:
        """Whom a description that nobody was called by goes on about: the one in focus."""
        noun = mention.noun
        if noun is None or mention.kind in ("kin", "rival") or noun.determiner != "definite":
            return ""
        words, role_words = self._document.words, self._pack.role_words
        is_cleft = mention.first > 0 and words[mention.first - 1].key in role_words["copula"]
        if self._is_followed(mention, role_words["relative"]) and not is_cleft:
            # "The man whom they chose" is told by the clause.
            return ""
        is_bare = len(noun.words) == 1 and not noun.time and noun.whose is None and not noun.leanings
        if is_bare and not without:
            return ""
        on_record = any(self._reference.party(name) for name in self._at_home(noun.leanings))
        if on_record or (noun.country and noun.country != self._country):
            return ""
        if mention.kind == "role" and noun.time != "former" and not noun.proper:
            return ""
        gender = mention.gender if mention.gender in _GENDERS else ""
        ranked = self._stage.ranked(PERSON, gender, without=without, bonus=self._bonus)
        actor = next((actor for actor in ranked if actor.focus > _IN_FOCUS), None)
        if actor is None and not self._stage.ranked(PERSON) and self._protagonist not in without:
            return self._protagonist
        return actor.name if actor else ""

    # Parties of people

    def _own_party(self, mention: Mention, scene: _Scene) -> Subject | None:
        """The party of the owner or of those who govern, else the one in focus."""
        noun, vote = mention.noun, scene.vote_at(mention)
        day = self._day(vote)
        if noun is None or day is None:
            return None
        ruling = self._pack.role_words["ruling"]
        if noun.whose is None:
            if noun.time == "current" or noun.words <= ruling:
                return self._party_of(next(self._governing(vote), ""), day, mention)
            return self._told_party(mention, scene, day) if noun.determiner == "definite" else None
        owner, type_ = self._owner(mention, scene)
        if type_ in PARTIES or noun.determiner == "indefinite" or not ruling.isdisjoint(noun.words):
            return None
        self._lift_owner(owner)
        party = self._party_of(owner, day, mention)
        return party or (Subject(owner, "candidate", mention) if owner else None)

    def _told_party(self, mention: Mention, scene: _Scene, day: date) -> Subject | None:
        """The party that "the party" is: of the person whom the sentence is about, else the one in focus."""
        if mention.what != "party" or (mention.noun and len(mention.noun.words) > 1):
            return None
        before = next((one.name for one in reversed(scene.found) if one.type in PERSON), "")
        if before:
            # "She has led the party since 2011" is about her.
            if own := self._party_of(before, day, mention):
                self._stage.see(own.name, own.type, self._gender_of(own), OBJECT)
            return None
        party = next(iter(self._stage.ranked(PARTIES)), None)
        person = next(iter(self._stage.ranked(PERSON, bonus=self._bonus)), None)
        if person and (party is None or person.focus > party.focus):
            if own := self._party_of(person.name, day, mention):
                return own
        return Subject(party.name, party.type, mention) if party else None

    def _party_of(self, name: str, day: date, mention: Mention) -> Subject | None:
        person = self._reference.person(name)
        party = roles.party_of(self._reference, person, day) if person else None
        return _as_subject(party, mention) if party else None


_PAIR = (0, 1)
_SEVERAL = 2
_MOST_MET = 8
_SHORT = 3


def _as_subject(party: Party, mention: Mention) -> Subject:
    return Subject(party.name, "bloc" if party.members else "party", mention)


def _listed(subject: Subject | None) -> list[Subject]:
    return [subject] if subject else []


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
    names = named.pop() if len(named) == 1 else ()
    if len(names) > 1:
        # A surname of several is of the one whom the text names in full.
        told = {m.names[0] for m in document.mentions if m.kind == "person" and len(m.names) == 1}
        names = tuple(name for name in names if name in told)
    return names[0] if len(names) == 1 else ""


def _met(document: Document) -> Mapping[frozenset[str], int]:
    """How many sentences name two people together."""
    found: Counter[frozenset[str]] = Counter()
    for sentence in document.sentences:
        named = {
            mention.names[0]
            for mention in within(document.mentions, sentence.start, sentence.end)
            if mention.kind == "person" and len(mention.names) == 1
        }
        found.update(map(frozenset, combinations(sorted(named)[:_MOST_MET], len(_PAIR))))
    return found
