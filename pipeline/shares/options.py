"""The options of a question that is voted on: Yes, No and the like, and which of two is the other."""

from typing import Final

from pipeline.annotate import Document, Mention, within
from pipeline.link import Told
from pipeline.link.people import Subject

OTHER: Final = {"Yes": "No", "No": "Yes", "Leave": "Remain", "Remain": "Leave"}
_OFFICE: Final = "elections.office."
# Votes that may be about a question.
_QUESTIONS: Final = frozenset({"referendum", "party"})


def options_in(document: Document, told: Told) -> list[Subject]:
    """Where a sentence names an option; none where no question is voted on."""
    votes = [anchor.vote for anchor in told.anchors] + ([told.current] if told.current else [])
    offices = {vote.office for vote in votes} | {cue.tag.removeprefix(_OFFICE) for cue in told.offices}
    if _QUESTIONS.isdisjoint(offices):
        return []
    return [
        Subject(cue.tag, "option", Mention(cue.start, cue.end, cue.first, cue.last, "option", (cue.tag,)))
        for cue in within(document.found.options, told.sentence.start, told.sentence.end)
    ]
