"""The verdicts on what an article states: each figure held against the record, unless it may be misread."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure
from pipeline.annotate.counts import SEATS
from pipeline.check import Verdict, verdict
from pipeline.check_counts import CountVerdict, count_verdict
from pipeline.link import Story, Vote
from pipeline.misreading import Doubts
from pipeline.reference import Reference
from pipeline.schemas import HOLDING, UNDECIDED, UNSURE
from pipeline.shares import Share
from pipeline.shares.share import WHOLE, Reading

_PROVISIONAL: Final = ("votes.kind.provisional", "votes.base.counted")
_MIRRORED: Final = {"over": "under", "under": "over"}
_FEWEST_TELLING: Final = 10_000
_CLOSE: Final = 2.2  # points


class Bounds(NamedTuple):
    """How exact a share is told, and what bounds it in percent, None where nothing does."""

    qualifier: str
    low: float | None
    high: float | None


def bounds(share: Share) -> Bounds:
    """How exact a share is told: what bounds a figure bounds the rest as well."""
    figure = share.figure
    if not share.derived:
        return Bounds(figure.qualifier, figure.low, figure.high)
    return Bounds(_MIRRORED.get(figure.qualifier, figure.qualifier), _left(figure.high), _left(figure.low))


def of_shares(
    document: Document, story: Story, shares: Sequence[Share], reference: Reference
) -> list[Verdict]:
    """The verdict on each share; on what only follows from a figure none is surer than on that."""
    stated = {share.figure: share for share in shares if not share.derived}
    read = [_judged(document, share, _read(share), reference) for share in shares]
    doubts = Doubts(story, shares, _right(shares, [one.verdict for one in read]), reference)

    def held(share: Share, found: Verdict) -> Verdict:
        own = stated[share.figure]
        if found.verdict in HOLDING | UNDECIDED:
            return found
        why = doubts.why(
            own,
            lambda one: _judged(document, own, one, reference).verdict,
            precise=own.figure.decimals > 0,
            close=found.difference is not None and abs(found.difference) < _CLOSE,
        )
        return Verdict(None, None, UNSURE, f"{found.because}; {why}") if why else found

    return [held(*one) for one in zip(shares, read, strict=True)]


def of_counts(story: Story, counts: Sequence[Share], reference: Reference) -> list[CountVerdict]:
    """The verdict on each number of votes or seats."""
    read = [_counted(count.figure, _read(count), reference) for count in counts]
    doubts = Doubts(story, counts, _right(counts, [one.verdict for one in read]), reference)

    def held(count: Share, found: CountVerdict) -> CountVerdict:
        figure = count.figure
        if found.verdict in HOLDING | UNDECIDED:
            return found
        why = doubts.why(
            count,
            lambda one: _counted(figure, one, reference).verdict,
            precise=figure.unit != SEATS and figure.value > _FEWEST_TELLING,
        )
        return CountVerdict(None, UNSURE, f"{found.because}; {why}") if why else found

    return [held(*one) for one in zip(counts, read, strict=True)]


def _right(figures: Sequence[Share], verdicts: Sequence[str]) -> list[Share]:
    """The figures that the record agrees with."""
    return [share for share, told in zip(figures, verdicts, strict=True) if told in HOLDING]


def _read(share: Share) -> Reading:
    return Reading(share.kind, share.subject, share.vote, share.confidence)


def _judged(document: Document, share: Share, read: Reading, reference: Reference) -> Verdict:
    qualifier, low, high = bounds(share)
    rough = qualifier == "exact" and _is_provisional(document, share)
    return verdict(
        subject=read.subject,
        share=share.value,
        decimals=share.figure.decimals,
        qualifier="about" if rough else qualifier,
        low=low,
        high=high,
        kind=read.kind,
        election_id=_id(read.vote),
        round=read.vote.round if read.vote else None,
        reference=reference,
        fraction=share.figure.unit == "fraction",
    )


def _counted(figure: Figure, read: Reading, reference: Reference) -> CountVerdict:
    return count_verdict(
        subject=read.subject,
        count=int(figure.value),
        decimals=figure.decimals,
        unit=figure.unit,
        qualifier=figure.qualifier,
        low=figure.low,
        high=figure.high,
        election_id=_id(read.vote),
        round=read.vote.round if read.vote else None,
        reference=reference,
    )


def _is_provisional(document: Document, share: Share) -> bool:
    """Whether the sentence says that not all was counted yet, or not everywhere."""
    return not document.cues_in(share.sentence).tags.isdisjoint(_PROVISIONAL)


def _left(bound: float | None) -> float | None:
    return None if bound is None else WHOLE - bound


def _id(vote: Vote | None) -> str:
    return vote.election_id if vote else ""
