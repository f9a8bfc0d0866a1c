"""A claim about the record, and how it was judged."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.annotate import Sentence

Outcome = Literal["supported", "contradicted", "cannot_tell"]


class Judged(NamedTuple):
    """What the record says of a claim; `because` names the rows and figures compared, in English."""

    verdict: Outcome
    because: str


class Reading(NamedTuple):
    """A claim read: its first and last word in the text, and its verdict."""

    first: int
    last: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about the record: the words that make it, what it is, and what the record says of it.

    `start` and `end` count in the cleaned text, `kind` is one of schemas.CLAIM_KINDS, `rule` is the
    id of the rule of the language pack that read it.
    """

    start: int
    end: int
    sentence: Sentence
    kind: str
    verdict: str
    because: str
    rule: str = ""


def held(*, true: bool, because: str) -> Judged:
    """Supported or contradicted."""
    return Judged("supported" if true else "contradicted", because)


def unknown(because: str) -> Judged:
    """What the record cannot tell, and why."""
    return Judged("cannot_tell", because)
