"""What the sentences before have told of shares, for the next one that leaves it unsaid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.annotate import Mention
from pipeline.link import Told, Vote
from pipeline.link.people import Subject
from pipeline.shares.measures import Measured
from pipeline.shares.share import Share

# So many who had a share are remembered.
_REMEMBERED: Final = 4


@dataclass(frozen=True)
class Memory:
    """What the sentences before have told, carried along a paragraph.

    `measured` is what the figures before measure, `polled` whether the article opens with a poll, `votes`
    lead from a subject of the sentence before to the vote of its figure, `holders` are those who had a share,
    the latest last, `values` what each had last, `head` is the first subject of the sentence before, `pair`
    has the two of the last pair, `last` is the vote of the last share.
    """

    measured: Measured = field(default_factory=Measured)
    polled: bool = False
    votes: Mapping[str, Vote] = field(default_factory=dict)
    holders: Sequence[Subject] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    head: Subject | None = None
    pair: Sequence[Subject] = ()
    last: Vote | None = None

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
        )

    def by_share(self, told: Mapping[Subject, float]) -> Sequence[Subject]:
        """The last two who had a share, the one with the larger first; `told` are those of the sentence."""
        values = {**self.values, **{one.name: value for one, value in told.items()}}
        before = [one for one in self.holders if one.name not in {other.name for other in told}]
        return sorted([*before, *told][-2:], key=lambda one: -values.get(one.name, 0.0))


def person(name: str) -> Subject:
    """Someone without words for them."""
    return Subject(name, "candidate", Mention(0, 0, 0, 0, "person", (name,)))


def _as_subject(share: Share) -> Subject:
    return person(share.subject)._replace(type=share.subject_type)
