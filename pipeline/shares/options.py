"""The options of a question that is voted on: Yes, No and the like, and which of two is the other."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.annotate import Document, Mention, within
from pipeline.lexicon import Cue, fold
from pipeline.link import Told, Vote
from pipeline.link.people import Subject
from pipeline.link.votes import subjects_of
from pipeline.reference import Reference

OTHER: Final = {"Yes": "No", "No": "Yes", "Leave": "Remain", "Remain": "Leave"}
_OFFICE: Final = "elections.office."
# Votes that may be about a question.
_QUESTIONS: Final = frozenset({"referendum", "party"})
_OPENING_SENTENCES, _OFTEN = 3, 3


def options_in(document: Document, told: Told) -> list[Subject]:
    """Where a sentence names an option; none where no question is voted on."""
    votes = [anchor.vote for anchor in told.anchors] + ([told.current] if told.current else [])
    offices = {vote.office for vote in votes} | {cue.tag.removeprefix(_OFFICE) for cue in told.offices}
    if _QUESTIONS.isdisjoint(offices) and (told.offices or not asks(document)):
        return []
    capital = _with_capital(document.article.language)
    return [
        Subject(cue.tag, "option", Mention(cue.start, cue.end, cue.first, cue.last, "option", (cue.tag,)))
        for cue in within(document.found.options, told.sentence.start, told.sentence.end)
        if cue.tag in OTHER
        and (
            cue.last > cue.first
            or not _is_small(document, cue)
            or document.words[cue.first].key not in capital
        )
    ]


def asks(document: Document) -> bool:
    """Whether an article is about a vote on a question: its opening says so, or it says so often."""
    told = [document.sentence_at(cue.start) or 0 for cue in document.cues.of(f"{_OFFICE}referendum")]
    return len(told) >= _OFTEN or any(sentence < _OPENING_SENTENCES for sentence in told)


def options_of(document: Document, vote: Vote, reference: Reference) -> Sequence[Subject]:
    """The options of the question that a vote is on, as its record or the text names them."""
    if subjects_of(vote.office) != "options":
        return ()
    names = _recorded(vote, reference) or _named(document)
    return [Subject(name, "option", Mention(0, 0, 0, 0, "option", (name,))) for name in names]


def _is_small(document: Document, cue: Cue) -> bool:
    """Whether an option is one word without a capital."""
    return cue.first == cue.last and document.clean[cue.start].islower()


@cache
def _with_capital(language: str) -> frozenset[str]:
    """Words that are an option only with a capital: "no" before a noun is none."""
    words: Sequence[str] = packs.load(language, "votes")["word"]["option_capital"]
    return frozenset(map(fold, words))


def _recorded(vote: Vote, reference: Reference) -> Sequence[str]:
    return [row.subject for row in reference.results(vote.election_id) if row.subject_type == "option"]


def _named(document: Document) -> Sequence[str]:
    """The two options that a text names most."""
    count = Counter(cue.tag for cue in document.found.options if cue.tag in OTHER)
    most = max(OTHER, key=lambda name: count[name] + count[OTHER[name]])
    return most, OTHER[most]
