"""What an article tells of its votes all over: its polling days, the years of votes, and its round."""

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import Final

from pipeline.annotate import Cues, Document, within
from pipeline.lexicon import Cue
from pipeline.link.anchors import COMPARE, OFFICE, is_before
from pipeline.link.rounds import implied_number, round_number, rounds_in
from pipeline.link.votes import office_in
from pipeline.model import Timex

_POLL: Final = "votes.kind.poll"
_BODY: Final = "elections.body."
_IMPLIES, _OUTRIGHT = "elections.implies.", "elections.outright.words"
_ROUND, _TOWARD = "elections.round.", "elections.toward."
_VOTES: Final = (OFFICE, _ROUND, "elections.vote.")
_OPENING_SENTENCES: Final = 3
# A vote on no record is one told with a day this near.
_NEAR_DAYS: Final = 70
_BESIDE: Final = 6
_COMPARED_WORDS, _OUTRIGHT_WORDS, _IMPLIED_WEIGHT = 3, 3, 0.75
_WHOLE_WEIGHT, _LOSER = 2.0, 25.0
_SIDE: Final = {1: -1, 2: 1}


def calendar(document: Document) -> dict[str, int]:
    """The days that the article tells with a word for the round beside them."""
    found: dict[str, int] = {}
    published = document.article.published.isoformat() if document.article.published else ""
    for sentence in document.sentences:
        cues = document.cues_in(sentence)
        rounds = cues.of(_ROUND)
        if not rounds:
            continue
        days = [
            timex
            for timex in within(document.timexes, sentence.start, sentence.end)
            if timex.earliest
            and timex.earliest == timex.latest
            and not (timex.resolved_by == "weekday" and timex.earliest > published)
        ]
        toward = cues.of(_TOWARD)
        for cue in rounds if days else ():
            near = [
                timex
                for timex in days
                if not any(timex.end <= other.start <= cue.start for other in toward)
                and _apart(document, timex, cue) <= _BESIDE
            ]
            timex = min(near, key=lambda timex: _apart(document, timex, cue), default=None)
            if timex:
                found.setdefault(timex.earliest, round_number(cue))
    return found


def _apart(document: Document, timex: Timex, cue: Cue) -> int:
    low, high = (timex.end, cue.start) if timex.end <= cue.start else (cue.end, timex.start)
    return document.words_between(low, high)


def year_told(document: Document, published: date) -> int:
    """The year of the day of a vote told nearest before publication, else that of publication."""
    past = [
        day for day in _days_of_votes(document) if day <= published and (published - day).days <= _NEAR_DAYS
    ]
    return max(past, default=published).year


def _days_of_votes(document: Document) -> list[date]:
    """The days told in sentences with words for a vote."""
    told = _sentences_of_votes(document)
    return [
        date.fromisoformat(timex.earliest)
        for timex in document.timexes
        if timex.earliest and timex.earliest == timex.latest and document.sentence_at(timex.start) in told
    ]


def years_of_votes(document: Document) -> set[int]:
    """The years told in sentences with a word for a vote."""
    return _years_in(document, _sentences_of_votes(document))


def years_of_office(document: Document, country: str, office: str) -> set[int]:
    """The years told in sentences with a word for an office, or for those who hold it."""
    words = (*document.cues.of(OFFICE), *document.cues.of(_BODY))
    told = {
        document.sentence_at(cue.start)
        for cue in words
        if office_in(country, cue.tag.split(".")[2]) == office
    }
    return _years_in(document, told)


def _sentences_of_votes(document: Document) -> set[int | None]:
    return {document.sentence_at(cue.start) for prefix in _VOTES for cue in document.cues.of(prefix)}


def _years_in(document: Document, sentences: Collection[int | None]) -> set[int]:
    return {
        int(timex.value[:4])
        for timex in document.timexes
        if timex.value[:4].isdigit() and document.sentence_at(timex.start) in sentences
    }


def settled_at_once(document: Document) -> bool:
    """Whether the article has no word for a round, and no two who share all votes in its opening."""
    end = document.sentences[_OPENING_SENTENCES + 1 :][:1]
    shares = within(document.figures, 0, end[0].start if end else len(document.clean))
    whole = any(_is_whole(one.value, other.value) for one, other in pairwise(shares))
    return not (whole or document.cues.of(_ROUND))


def _is_outright(document: Document) -> bool:
    """Whether the opening tells that somebody won in the first round already."""
    end = document.sentences[_OPENING_SENTENCES:][:1]
    cues = Cues(within(document.cues, 0, end[0].start if end else len(document.clean)))
    return (
        f"{_IMPLIES}2" in cues.tags
        and _POLL not in cues.tags
        and any(
            -_OUTRIGHT_WORDS <= one.first - cue.last <= _OUTRIGHT_WORDS
            for one in cues.of(f"{_ROUND}1")
            for cue in cues.of(_OUTRIGHT)
        )
    )


def _is_whole(one: float, other: float) -> bool:
    """Whether two shares are those of two who share all votes between them."""
    return abs(one + other - 100) < 1 and min(one, other) > _LOSER


def round_told(document: Document, days: dict[str, int], published: date) -> int:
    """The round that the article is about: by its days, else by its words for rounds, the first ones most."""
    if settled_at_once(document) or _is_outright(document):
        return 1
    second = [day for day, number in days.items() if number == 2]
    if second:
        return 1 if min(second) > published.isoformat() else 2
    score = 0.0 if document.cues.of(_ROUND) else _WHOLE_WEIGHT
    for index, sentence in enumerate(document.sentences):
        weight = 2.0 if index < _OPENING_SENTENCES else 1.0
        cues = document.cues_in(sentence)
        held = {cue.last for cue in cues.of(COMPARE)}
        for cue in rounds_in(document, cues):
            against = is_before(cues) or any(0 < cue.first - last <= _COMPARED_WORDS for last in held)
            score += weight * _SIDE[round_number(cue)] * (-1 if against else 1)
        if index < _OPENING_SENTENCES:
            implied = map(implied_number, cues.of(_IMPLIES))
            score += _IMPLIED_WEIGHT * weight * sum(_SIDE[number] for number in implied)
    return 2 if score >= 0 else 1
