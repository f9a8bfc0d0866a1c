"""Find claims."""

from dataclasses import dataclass

from pipeline.annotate import Document, Sentence
from pipeline.link import Story
from pipeline.reference import Reference


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about the record: the words that make it, what it is, and what the record says of it."""

    start: int
    end: int
    sentence: Sentence
    kind: str
    verdict: str
    because: str


def find(document: Document, story: Story, reference: Reference) -> list[Claim]:
    """The claims of an article in order; pure."""
    return []
