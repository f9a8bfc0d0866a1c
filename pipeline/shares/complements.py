"""The share that a text leaves unsaid: what is left for the other one where only two contest."""

from collections.abc import Iterator, Sequence

from pipeline.link.votes import finalists
from pipeline.reference import Reference
from pipeline.shares.options import OTHER
from pipeline.shares.share import WHOLE, Share


def complements(shares: Sequence[Share], reference: Reference) -> Iterator[Share]:
    """What is left for the other one where only two contest and the text states just one share."""
    told = {(share.vote, share.kind, share.subject) for share in shares}
    for share in shares:
        if share.kind != "result" or share.vote is None:
            continue
        other = _opponent(share, reference)
        if other and (share.vote, share.kind, other) not in told:
            told.add((share.vote, share.kind, other))
            yield Share(
                figure=share.figure,
                sentence=share.sentence,
                subject=other,
                subject_type=share.subject_type,
                kind=share.kind,
                vote=share.vote,
                value=round(WHOLE - share.value, share.figure.decimals),
                confidence=share.confidence,
                rule="complement",
                derived=True,
            )


def _opponent(share: Share, reference: Reference) -> str:
    vote = share.vote
    if vote is None:
        return ""
    if share.subject_type == "option":
        return OTHER.get(share.subject, "")
    pair = finalists(vote, reference) if vote.round == 2 else ()
    if len(pair) != 2 or share.subject not in pair:
        return ""
    return next(name for name in pair if name != share.subject)
