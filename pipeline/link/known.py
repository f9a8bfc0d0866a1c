"""What the text and the record tell of its people, for all that resolve who is meant."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from pipeline.annotate import Document, Mention, within
from pipeline.annotate.phrases import phrases
from pipeline.annotate.strangers import first_names
from pipeline.choice import Weighed
from pipeline.link import roles
from pipeline.link.stage import OWNER, Actor, Stage
from pipeline.link.subject import GENDERS, PARTIES, PERSON, Referent, Subject
from pipeline.link.traits import Bond, traits_of
from pipeline.link.votes import Vote, day_of
from pipeline.reference import Reference

# What the one whom the title names, or else the one named first, has more, and a person named often.
_TITLE_BONUS, _LEAD_BONUS, _COUNT_BONUS, _MOST_COUNTED = 0.45, 0.2, 0.02, 8
_PARTY_MALUS = -0.5
# What being named once, and once together, is worth in focus, for one who contests with another.
_A_COUNT, _A_MEETING = 0.3, 0.5
_MOST_PEOPLE, _MOST_MET, _MOST_SAID = 50, 8, 50


class Known:
    """The people of an article: what is said of them, who is in focus, who is related to whom."""

    def __init__(
        self, document: Document, country: str, reference: Reference, bonds: Collection[Bond]
    ) -> None:
        self.document, self.country, self.reference = document, country, reference
        self.pack = phrases(document.article.language)
        self.published = document.article.published
        self.traits = traits_of(document, list(bonds))
        self.stage = Stage()
        self.protagonist = protagonist(document)
        self.titled = self.protagonist if _has_title(document) else ""
        self.lead = next(iter(self.traits), "")
        self.weighed: dict[tuple[int, int], Sequence[Weighed[Referent]]] = {}
        self.pronouns: dict[str, str] = {}
        self.kin: dict[tuple[str, str], str] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        for name, traits in self.traits.items():
            self._by_surname[roles.surname(name)].append(name)
            for word in (*traits.words, *traits.leanings):
                self._by_word[word].append(name)
        counts = Counter({name: traits.count for name, traits in self.traits.items()})
        self._people = [name for name, _ in counts.most_common(_MOST_PEOPLE)]
        self._parties = {one.names[0] for one in document.mentions if one.kind == "party" and not one.known}
        self._met = _met(document)

    # In focus

    def bonus(self, actor: Actor) -> float:
        """What the article as a whole adds to the focus of one of its people."""
        if actor.type in PARTIES:
            return _PARTY_MALUS
        traits = self.traits.get(actor.name)
        counted = min(traits.count, _MOST_COUNTED) if traits else 0
        if self.titled:
            told = _TITLE_BONUS * (actor.name == self.titled)
        else:
            told = _LEAD_BONUS * (actor.name == self.lead)
        return told + _COUNT_BONUS * counted

    def people(self, gender: str = "", *, without: Collection[str] = ()) -> list[Actor]:
        """The people told of, the most in focus first."""
        return self.stage.ranked(PERSON, gender, without=without, bonus=self.bonus)

    def parties(self) -> list[Actor]:
        """The parties told of, the most in focus first."""
        return self.stage.ranked(PARTIES)

    def party_in_focus(self) -> Actor | None:
        """The party told of that is most in focus."""
        return next(iter(self.parties()), None)

    def everyone(self) -> list[str]:
        """Those told of, the most in focus first, then those whom the text names most."""
        return list(dict.fromkeys((*(actor.name for actor in self.people()), *self._people)))

    def lift_owner(self, name: str) -> None:
        """Someone is told of as the one to whom another belongs."""
        if name:
            self.stage.see(name, PERSON[0], self.gender(name), OWNER)

    def means(self, mention: Mention, weighed: Sequence[Weighed[Referent]]) -> Referent:
        """Whom words most likely mean; all whom they may mean are kept."""
        self.weighed[mention.start, mention.end] = weighed
        return weighed[0].one

    # Who is who

    def gender(self, name: str) -> str:
        """The gender of a person by the record, the text or the first name."""
        person = self.reference.person(name)
        if person:
            return person.gender
        traits = self.traits.get(name)
        told = traits.gender if traits else ""
        return told if told in GENDERS else first_names().get(roles.first_name(name), "")

    def gender_of(self, subject: Subject) -> str:
        """The gender of a person; in languages where words for parties have one, that of a party."""
        mention = subject.mention
        if subject.type in PERSON:
            told = mention.gender if mention.gender in GENDERS else ""
            return self.gender(subject.name) or told
        if self.pack.noun_last:
            return ""
        words = self.document.words[max(0, mention.first - 1) : mention.last + 1]
        told_by = (self.pack.genders.get(word.key, "") for word in words)
        return next((gender for gender in told_by if gender in GENDERS), "")

    def count(self, name: str) -> int:
        """How often the text names someone."""
        return self.traits[name].count if name in self.traits else 0

    def at_home(self, leanings: Collection[str]) -> Collection[str]:
        """The parties of a name that several have, those of the article's country; families are kept."""
        parties = [party for name in leanings if (party := self.reference.party(name))]
        if len(parties) <= 1:
            return leanings
        abroad = {party.party_id for party in parties if party.country != self.country}
        return [name for name in leanings if name not in abroad]

    def said_of(self, word: str) -> list[str]:
        """The people of whom the text says a word."""
        return self._by_word.get(word, [])[:_MOST_SAID]

    def party_told_of(self, name: str) -> str:
        """The party without a record of which the text says that someone is."""
        leanings = self.traits[name].leanings if name in self.traits else set()
        return min(leanings & self._parties, default="")

    def belongs(self, name: str, party: str) -> None:
        """A party is told to be someone's."""
        if name in self.traits:
            self.traits[name].leanings.add(party)
            self._by_word[party].append(name)

    def namesakes(self, name: str) -> Iterator[str]:
        """Others with the surname of someone."""
        return (other for other in self._by_surname.get(roles.surname(name), ()) if other != name)

    def most_met(self, name: str) -> list[str]:
        """Others, those named most often together with someone and told of most first."""
        focus = {actor.name: actor.focus + self.bonus(actor) for actor in self.people()}

        def told(other: str) -> float:
            count = min(self.traits[other].count, _MOST_COUNTED) if other in self.traits else 0
            met = min(self._met.get(frozenset((name, other)), 0), _MOST_MET)
            return _A_MEETING * met + _A_COUNT * count + focus.get(other, 0.0)

        return sorted((other for other in self.everyone() if other != name), key=told, reverse=True)

    def relate(self, owner: str, relation: str, name: str) -> None:
        """Someone is told to be a relative of another."""
        if owner and name and owner != name:
            self.kin[owner, relation] = name
            self.kin[name, roles.back(relation, self.gender(owner))] = owner

    def day(self, vote: Vote | None) -> date | None:
        """The polling day of a vote where one is known, else that of publication."""
        day = day_of(vote, self.reference) if vote else None
        return day or self.published


def _has_title(document: Document) -> bool:
    """Whether the first sentence stands alone, as a title does."""
    paragraphs = [sentence.paragraph for sentence in document.sentences[:2]]
    return len(set(paragraphs)) == len(paragraphs)


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
        told = {one.names[0] for one in document.mentions if one.kind == "person" and len(one.names) == 1}
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
        found.update(map(frozenset, combinations(sorted(named)[:_MOST_MET], 2)))
    return found
