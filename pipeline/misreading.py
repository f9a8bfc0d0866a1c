"""Whether a figure that differs from the record may be misread: then it contradicts nothing.

Most figures that differ are someone else's, or of another vote, than they were read as. So an article is said
to err only where its words leave little doubt, and nothing else that it tells of has the figure.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from pipeline.annotate.counts import SEATS
from pipeline.link import Story, Vote
from pipeline.link.votes import vote_of
from pipeline.reference import Reference
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.shares import Share
from pipeline.shares.share import Reading
from pipeline.shares.sources import RESULT

Judge = Callable[[Reading], str]
"""The verdict on the figure as it would be if it were read so."""

# In tests/gold and tests/varied nine in ten of the figures that are misread and differ fail one of these, and
# four in ten of those that are read well and differ.
_CONFIDENT, _SUREST = 0.7, 0.95
# Of those close to the figure on record four in five that are surer than this are read well.
_CONFIDENT_CLOSE: Final = 0.5
_RIGHT, _UNCHECKED = 0.05, 0.3
_KINDS: Final = (RESULT, "turnout")


class Doubts:
    """The figures of an article that may be misread, by all that it tells of."""

    def __init__(
        self, story: Story, shares: Sequence[Share], right: Sequence[Share], reference: Reference
    ) -> None:
        """`right` are the shares that the record agrees with."""
        self._story, self._shares, self._right, self._reference = story, shares, right, reference

    def why(self, share: Share, judge: Judge, *, precise: bool, close: bool = False) -> str:
        """Why a figure that differs from the record may be misread, in words; empty where it can hardly be.

        A `precise` figure is one that no two things have by chance. Where its words are as sure as can be,
        the error is that someone else has it. One that is `close` to that on record is hardly another's.
        """
        weighed = [(one, judge(one)) for one in share.readings]
        right = [one for one, verdict in weighed if verdict in HOLDING]
        if sum(one.likely for one in right) > _RIGHT:
            return _words(max(right, key=lambda one: one.likely))
        if any(_is_beside(share, one) for one in self._right):
            return "the sentence has another figure of the same, which is right"
        if precise and share.confidence < _SUREST:
            for one in self._told_too(share):
                if judge(one) in HOLDING:
                    return _words(one)
        main = self._story.main
        if main and not _same(main, share.vote) and not self._reference.rounds(main.election_id):
            return "the article is about a vote that is not on record, and it may be of that"
        unchecked = sum(one.likely for one, verdict in weighed if verdict in UNDECIDED)
        unclear = share.confidence < _CONFIDENT or unchecked > _UNCHECKED
        if share.confidence < _CONFIDENT_CLOSE or (unclear and not close):
            return "the words do not tell surely whose figure it is, and of which vote"
        return ""

    def _told_too(self, share: Share) -> Iterator[Reading]:
        """Everyone whom the article tells of in every vote that it tells of.

        Not the subject in another round of its vote: how surely the words tell the round was weighed.
        """
        own = share.subject, share.vote.election_id if share.vote else ""
        for vote in self._votes:
            for subject, kind in self._kinds.items():
                if (subject, vote.election_id) != own:
                    yield Reading(kind, subject, vote, 0.0)

    @cached_property
    def _votes(self) -> Sequence[Vote]:
        """The polling days on record of the votes that the article tells of."""
        told = [anchor.vote for one in self._story.told for anchor in one.anchors]
        told += [one.current for one in self._story.told if one.current]
        ids = dict.fromkeys(vote.election_id for vote in told)
        return [vote_of(day) for election_id in ids for day in self._reference.rounds(election_id)]

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """Who is told of, and of what kind their figures are: results, or the turnout."""
        named = {subject.name: RESULT for one in self._story.told for subject in one.subjects}
        stated = [share for share in self._shares if not share.derived]
        return named | {share.subject: share.kind for share in stated if share.kind in _KINDS}


def _is_beside(share: Share, other: Share) -> bool:
    """Whether another figure of the sentence was read as the same: nobody has two in one vote."""
    return (
        other.sentence == share.sentence
        and (other.subject, other.vote, other.kind) == (share.subject, share.vote, share.kind)
        and (other.figure.unit == SEATS) == (share.figure.unit == SEATS)
        and other.value != share.value
    )


def _same(one: Vote, other: Vote | None) -> bool:
    return other is not None and one.election_id == other.election_id


def _words(one: Reading) -> str:
    round_ = f" round {one.vote.round}" if one.vote and one.vote.round else ""
    return f"it would be right of {one.subject}, {one.vote.election_id if one.vote else ''}{round_}"
