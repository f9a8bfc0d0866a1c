"""A sentence while it is told who it names: what was found so far, and what stands in one clause."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.annotate import Document, Mention, Sentence, within
from pipeline.annotate.phrases import Phrases, phrases
from pipeline.link.subject import PERSON, Dated, Subject
from pipeline.link.votes import Vote

_MARKS = frozenset(';:()—–«»“”"')


@dataclass(slots=True)
class Scene:
    """A sentence: `found` are the subjects told so far, `described` those among them who were described."""

    document: Document
    sentence: Sentence
    current: Vote | None
    anchors: Sequence[Dated]
    mentions: Sequence[Mention] = ()
    found: list[Subject] = field(default_factory=list)
    described: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.mentions = within(self.document.mentions, self.sentence.start, self.sentence.end)

    @property
    def pack(self) -> Phrases:
        """The phrases of the language."""
        return phrases(self.document.article.language)

    def vote_at(self, mention: Mention) -> Vote | None:
        """The vote told nearest to a mention."""
        telling = [anchor for anchor in self.anchors if not anchor.since]
        near = min(telling, key=lambda anchor: abs(anchor.start - mention.start), default=None)
        return near.vote if near else self.current

    def word(self, index: int) -> str:
        """A word of the text as it is compared, empty outside of it."""
        return self.document.words[index].key if 0 <= index < len(self.document.words) else ""

    def says(self, index: int, name: str) -> bool:
        """Whether a word is in a list of the pack."""
        return self.word(index) in self.pack.role_words[name]

    def last_person(self) -> str:
        """The person told of last in the sentence."""
        return next((one.name for one in reversed(self.found) if one.type in PERSON), "")

    # Clauses

    def beside(self, mention: Mention) -> set[str]:
        """Who stands in the clause of a mention, so that it is someone else."""
        before = {
            one.name
            for one in self.found
            if one.type in PERSON and not self.is_apart(one.mention.last, mention.first)
        }
        return before | self.named_after(mention)

    def not_meant(self, mention: Mention) -> set[str]:
        """Whom a pronoun cannot stand for: who is named behind it in its clause, and before "him"."""
        # "When he ran, Costa won" may be about Costa, "he beat Costa" is not.
        comma = self.document.clean.find(",", mention.end)
        after = self.named_after(mention, comma if comma > 0 else None)
        if self.says(mention.first - 1, "whom"):
            # "Chirac, whom he beat"
            after |= {one.name for one in self.found if one.mention.last == mention.first - 2}
        if not self.is_object(mention):
            return after
        return after | {
            one.name
            for one in self.found
            if "," not in self.document.clean[one.end : mention.start]
            and not self.is_apart(one.mention.last, mention.first)
        }

    def is_object(self, mention: Mention) -> bool:
        """Whether something is done to whom a pronoun stands for; "her" before a noun says whose that is."""
        if not self.says(mention.first, "object"):
            return False
        if not self.says(mention.first, "possessive"):
            return True
        return self._ends(mention) or self.says(mention.last + 1, "stop")

    def is_governed(self, mention: Mention) -> bool:
        """Whether someone is what something is done to or compared with ("behind Mr Sarkozy", "beat him")."""
        before = mention.first - 1
        if self.word(before) in self.pack.titles or self.word(before) in self.pack.articles:
            before -= 1
        return self.says(before, "before") or (mention.kind == "pronoun" and self.is_object(mention))

    def is_alone(self, mention: Mention) -> bool:
        """Whether a word that says whose something is has nothing behind it ("Parliament is his")."""
        possessive = self.says(mention.first, "possessive") and not self.says(mention.first, "object")
        return possessive and self._ends(mention)

    def _ends(self, mention: Mention) -> bool:
        """Whether a mark or nothing at all stands behind a mention."""
        words, at = self.document.words, mention.last + 1
        return at >= len(words) or bool(self.document.clean[mention.end : words[at].start].strip(" '’-"))

    def named_after(self, mention: Mention, until: int | None = None) -> set[str]:
        """Who is named behind a mention in its clause, before a place."""
        return {
            other.names[0]
            for other in self.mentions
            if other.kind == "person"
            and len(other.names) == 1
            and other.start >= mention.end
            and (until is None or other.start < until)
            and not self.is_apart(mention.last, other.first)
        }

    def is_apart(self, last: int, first: int) -> bool:
        """Whether a clause ends between two words, and not one that sets two against each other."""
        words, roles = self.document.words, self.pack.role_words
        inside = {word.key for word in words[last + 1 : first]}
        if not inside.isdisjoint(roles["contrast"]):
            return False
        between = self.document.clean[words[last].end : words[first].start]
        return not _MARKS.isdisjoint(between) or not inside.isdisjoint(roles["clause"] | roles["said"])


def named_alone(mentions: Sequence[Mention], known: Collection[str]) -> list[str]:
    """The persons on a list that mentions can only mean, in order."""
    return [one.names[0] for one in mentions if len(one.names) == 1 and one.names[0] in known]
