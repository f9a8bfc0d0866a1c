"""Who is meant by names, pronouns and descriptions, in the order of the story.

What the text says goes before the record: a description leads to whom the text described so, then to
whom the record has in that office, party or family at the time, then to the one in focus.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.annotate import Document, Mention, Sentence
from pipeline.lexicon import key
from pipeline.link import named
from pipeline.link.described import KINDS, described, owner_of, relatives
from pipeline.link.known import Known, protagonist
from pipeline.link.parties import own_party
from pipeline.link.pronouns import antecedent, pronoun
from pipeline.link.referents import THINGS
from pipeline.link.scene import Scene
from pipeline.link.stage import OBJECT, SUBJECT
from pipeline.link.subject import PARTIES, PERSON, Dated, Subject, Weighings, person
from pipeline.link.traits import bonds
from pipeline.link.votes import Vote
from pipeline.reference import Reference

__all__ = ["Cast", "Subject", "protagonist"]

_POSSESSIVE_S = "s"
# So many in focus are offered for figures without a word for them, by their place.
_PERSONS_IN_FOCUS, _PARTIES_IN_FOCUS = 3, 2
_PLACES = ("first", "second", "third")
_UNNAMED = Mention(0, 0, 0, 0, "implied")
# Words from an owner's name to the party's ("Mario Voigt's own Christian Democrats").
_OWNED = 3
# What a sentence is about stands among its first words.
_OPENING_WORDS = 6


class Cast:
    """The people of an article while it is walked; `resolve` takes its sentences in order."""

    def __init__(self, document: Document, country: str, reference: Reference) -> None:
        found = bonds(document)
        self._document = document
        self._known = Known(document, country, reference, found)
        self._bonds = {bond.description.start: bond for bond in found}
        self._before = {
            bond.name.start: bond.description
            for bond in found
            if bond.is_phrase and bond.description.start < bond.name.start
        }
        self._behind = {
            bond.name.start: bond.description
            for bond in found
            if bond.is_phrase and bond.description.start > bond.name.start
        }

    @property
    def weighed(self) -> Weighings:
        """Whom the words that are no name may mean, by their place."""
        return self._known.weighed

    def in_focus(self) -> Iterator[tuple[Subject, str]]:
        """Who is in focus behind the sentences so far: some persons, then some parties."""
        known = self._known
        for types, sort, most in (
            (PERSON, "person", _PERSONS_IN_FOCUS),
            (PARTIES, "party", _PARTIES_IN_FOCUS),
        ):
            ranked = known.stage.ranked(types, bonus=known.bonus)[:most]
            for actor, place in zip(ranked, _PLACES, strict=False):
                yield Subject(actor.name, actor.type, _UNNAMED), f"{place} {sort} in focus"

    def resolve(self, sentence: Sentence, current: Vote | None, anchors: Sequence[Dated]) -> list[Subject]:
        """Who the mentions of a sentence are, in order; those that nobody can be found for are left out."""
        self._known.stage.turn(sentence.paragraph)
        scene = Scene(self._document, sentence, current, anchors)
        until = -1
        owner: Mention | None = None
        for index, mention in enumerate(scene.mentions):
            if mention.start < until:
                continue
            following = scene.mentions[index + 1 :][:2]
            if self._owns_party(mention, following, scene):
                self._own(mention, following[0], scene)
                # "The 14.6 percent of Macron's Renaissance" is of no group of voters.
                owner = None if scene.says(mention.first - 1, "of") else mention
            elif mention.noun and mention.start in self._bonds:
                until = self._bound(mention, scene)
            else:
                until = max(until, self._tell(mention, owner, following, scene))
                owner = None
        return scene.found

    def _tell(
        self, mention: Mention, owner: Mention | None, following: Sequence[Mention], scene: Scene
    ) -> int:
        """Tell of whom a mention means, and give back up to where all words are of it."""
        subjects = list(self._subjects(mention, scene))
        end = mention.start
        if mention.noun and subjects:
            end = mention.end
        elif mention.noun and mention.noun.whose:
            end = mention.noun.whose.end
        for subject in subjects:
            whole = self._with_owner(_owned(self._in_full(subject), owner), following, scene)
            end = max(end, whole.end)
            self._see(whole, scene)
            scene.found.append(whole)
        return end

    def _subjects(self, mention: Mention, scene: Scene) -> Iterable[Subject]:
        known, vote = self._known, scene.vote_at(mention)
        match mention.kind:
            case "person":
                name = named.person(known, mention, vote)
                return person(self._relative(name, mention, scene), mention)
            case "party":
                return named.party(known, mention, vote)
            case "family":
                return named.family(known, mention, vote)
            case "pronoun":
                return pronoun(known, mention, scene)
            case "own_party":
                return own_party(known, mention, scene)
            case kind if kind in KINDS:
                found = described(known, mention, scene)
                scene.described.add(found.name)
                return [Subject(*found, mention)] if found.name else []
        return ()

    def _see(self, subject: Subject, scene: Scene) -> None:
        """A subject is told of: what the sentence is about, or something else in it."""
        mention = subject.mention
        is_first = not any(one.type == subject.type for one in scene.found)
        opens = mention.first - scene.sentence.first < _OPENING_WORDS
        about = is_first and opens and not scene.says(mention.first - 1, "before")
        lift = SUBJECT if about and mention.what not in THINGS else OBJECT
        self._known.stage.see(subject.name, subject.type, self._known.gender_of(subject), lift)

    # Descriptions and owners that stand with a name

    def _bound(self, description: Mention, scene: Scene) -> int:
        """A description that stands with a name tells nobody else; gives back where its words end."""
        bond, noun = self._bonds[description.start], description.noun
        if description.kind == "kin" and len(bond.name.names) == 1:
            owner, _ = owner_of(self._known, description, scene)
            self._known.relate(owner, description.what, bond.name.names[0])
        if noun and noun.whose and noun.whose.start > description.start and not bond.is_phrase:
            # "She is the daughter of Jean-Marie Le Pen, who": he is told of.
            return noun.whose.start
        return description.end

    def _relative(self, name: str, mention: Mention, scene: Scene) -> str:
        """Who a relative is that only a first name tells ("Le Pen's father Jean-Marie")."""
        description = self._before.get(mention.start) or self._behind.get(mention.start)
        if mention.known or description is None or description.kind != "kin":
            return name
        first = key(name)
        known = relatives(self._known, description, scene)
        return next((one for one in known if first and key(one)[: len(first)] == first), name)

    def _in_full(self, subject: Subject) -> Subject:
        """A name with the descriptions that stand in apposition to it."""
        mention = subject.mention
        if mention.kind != "person":
            return subject
        if before := self._before.get(mention.start):
            mention = replace(mention, start=before.start, first=before.first)
        if behind := self._behind.get(subject.start):
            mention = replace(mention, end=behind.end, last=behind.last)
        return subject._replace(mention=mention)

    def _owns_party(self, mention: Mention, following: Sequence[Mention], scene: Scene) -> bool:
        """Whether a name, or "his", only says whose the party behind it is ("Joe Clark's Conservatives")."""
        if not following or following[0].kind != "party":
            return False
        words, party = self._document.words, following[0]
        if mention.kind == "pronoun":
            return scene.says(mention.first, "possessive") and party.first == mention.last + 1
        if mention.kind != "person":
            return False
        return (
            mention.last + 1 < len(words)
            and words[mention.last + 1].key == _POSSESSIVE_S
            and party.first - mention.last <= _OWNED
            and "," not in self._document.clean[mention.end : party.start]
        )

    def _own(self, owner: Mention, party: Mention, scene: Scene) -> None:
        """A party is told with the one whom it is of."""
        if owner.kind == "pronoun":
            name, type_ = antecedent(self._known, owner, scene)
            name = name if type_ in PERSON else ""
        else:
            name = named.person(self._known, owner, scene.vote_at(owner))
        self._known.lift_owner(name)
        self._known.belongs(name, party.names[0])

    def _with_owner(self, subject: Subject, following: Sequence[Mention], scene: Scene) -> Subject:
        """A party with the one whom it is said to be of ("the SPD of Olaf Scholz")."""
        mention = subject.mention
        of = mention.last + 1
        behind = [one for one in following if one.first > of]
        if mention.kind != "party" or not scene.says(of, "of") or not behind or behind[0].first != of + 1:
            return subject
        owner = next((one for one in behind if one.start not in self._bonds), mention)
        if owner.kind != "person":
            return subject
        self._own(owner, mention, scene)
        last = self._behind.get(owner.start, owner)
        return subject._replace(mention=replace(mention, end=last.end, last=last.last))


def _owned(party: Subject, owner: Mention | None) -> Subject:
    """A party with the name before it of whom it is."""
    if owner is None:
        return party
    return party._replace(mention=replace(party.mention, start=owner.start, first=owner.first))
