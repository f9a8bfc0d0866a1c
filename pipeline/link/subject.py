"""Who or what a sentence is about, and by which words."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from pipeline.annotate import Mention
from pipeline.choice import Weighed
from pipeline.link.votes import Vote
from pipeline.reference import Party

PERSON: Final = ("candidate",)
PARTIES: Final = ("party", "bloc")
GENDERS: Final = ("male", "female")


class Referent(NamedTuple):
    """Whom words may mean and the type of that one; an empty name where they mean nobody."""

    name: str
    type: str


class Subject(NamedTuple):
    """Someone or something named, and by which words.

    `name` is canonical, `type` candidate, party, bloc or option. The words of a name hold the descriptions in
    apposition to it.
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


NOBODY: Final = Referent("", "")
Weighings = Mapping[tuple[int, int], Sequence[Weighed[Referent]]]
"""Whom words may mean, the likeliest first, by their start and end."""


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


def person(name: str, mention: Mention) -> list[Subject]:
    """A person as the only subject, none where the name is empty."""
    return [Subject(name, PERSON[0], mention)] if name else []


def of_party(party: Party, mention: Mention) -> Subject:
    """A party on record as a subject."""
    return Subject(party.name, "bloc" if party.members else "party", mention)
