"""What the sentences before have told of shares, for the next one that leaves it unsaid."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Mention
from pipeline.link import Told, Vote
from pipeline.link.people import Subject
from pipeline.shares.brackets import NO_HEADING, Heading
from pipeline.shares.measures import Measured
from pipeline.shares.share import Share

# So many who had a share are remembered.
_REMEMBERED: Final = 4
_PAIR: Final = 2


class Memory(NamedTuple):
    """What the sentences before have told, carried along a paragraph.

    `measured` is what the figures before measure, `polled` whether the article opens with a poll, `votes`
    lead from a subject of the sentence before to the vote of its figure, `holders` are those who had a share,
    the latest last, `values` what each had last, `head` is the first subject of the sentence before, `pair`
    has the two of the last pair, `last` is the vote of the last share, `heading` what the article says of
    figures in brackets, `shares` are all so far.
    """

    measured: Measured = Measured()
    polled: bool = False
    votes: Mapping[str, Vote] = {}
    holders: Sequence[Subject] = ()
    values: Mapping[str, float] = {}
    head: Subject | None = None
    pair: Sequence[Subject] = ()
    last: Vote | None = None
    heading: Heading = NO_HEADING
    shares: Sequence[Share] = ()

    def after(
        self, told: Told, shares: Sequence[Share], pair: Sequence[Subject], measured: Measured | None
    ) -> "Memory":
        """The memory with a sentence more: its shares, the last two held against each other in it, and what
        its figures measure (None: it has none)."""
        new = [_as_subject(share) for share in shares if share.subject_type != "electorate"]
        names = {one.name for one in new}
        kept = [one for one in self.holders if one.name not in names]
        head = next((one for one in told.subjects if one.type != "option"), None)
        return Memory(
            measured=measured or self.measured,
            polled=self.polled,
            votes={share.subject: share.vote for share in shares if share.vote},
            holders=[*kept, *{one.name: one for one in new}.values()][-_REMEMBERED:],
            values={**self.values, **{share.subject: share.value for share in shares}},
            head=head or self.head,
            pair=pair or self.pair,
            last=next((share.vote for share in shares[::-1] if share.vote), self.last),
            heading=self.heading,
            shares=[*self.shares, *shares],
        )

    def told_before(self, kind: str, vote: Vote | None, value: float) -> "BeforeNow":
        """Who has had a figure of a kind in a vote, the same one or another."""
        alike = [
            share
            for share in self.shares
            if share.kind == kind and vote and share.vote and _may_be_one(share.vote, vote)
        ]
        return BeforeNow(
            frozenset(share.subject for share in alike if share.value == value),
            frozenset(share.subject for share in alike if share.value != value),
        )

    def lead(self, name: str) -> str:
        """Whether someone of the last pair was in front or behind in it, empty for others."""
        values = {one.name: self.values.get(one.name, 0.0) for one in self.pair}
        if name not in values or len(set(values.values())) != _PAIR:
            return ""
        return "in front" if values[name] == max(values.values()) else "behind"

    def by_share(self, told: Mapping[Subject, float]) -> Sequence[Subject]:
        """The last two who had a share, the one with the larger first; `told` are those of the sentence."""
        values = {**self.values, **{one.name: value for one, value in told.items()}}
        before = [one for one in self.holders if one.name not in {other.name for other in told}]
        return sorted([*before, *told][-2:], key=lambda one: -values.get(one.name, 0.0))


class BeforeNow(NamedTuple):
    """Who has had a figure before, and who another one of the same kind and vote."""

    same: frozenset[str] = frozenset()
    another: frozenset[str] = frozenset()


def _may_be_one(one: Vote, other: Vote) -> bool:
    """Whether two votes are the same as far as they are told."""
    return one.election_id == other.election_id and (one.round or 1) == (other.round or 1)


def person(name: str) -> Subject:
    """Someone without words for them."""
    return Subject(name, "candidate", Mention(0, 0, 0, 0, "person", (name,)))


def _as_subject(share: Share) -> Subject:
    return person(share.subject)._replace(type=share.subject_type)
