"""When a poll was taken and how many it asked, as the text says it, often some sentences from its figures."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Document, Sentence, within
from pipeline.lexicon import expand
from pipeline.model import Timex
from pipeline.shares.share import Share
from pipeline.shares.sources import POLL

_POLL: Final = "votes.kind.poll"
_FAR: Final = 90
"""Characters between the word of fieldwork and its days: "conducted online among 1,003 adults from 2 May"."""
_APART: Final = 24
"""Characters between the days of one fieldwork: "on October 30 and 31"."""
_NEAR: Final = 4
"""Sentences between a figure and the fieldwork of its poll."""
_DATES: Final = frozenset({"DATE", "TIME"})
_DAY: Final = len("2022-04-08")
_YEARS: Final = 6
"""From a poll to the vote that it asks of."""
# A number of people: no year, and with its thousands parted as countries part them.
_NUMBER: Final = r"(?<![\d.,])(?P<number>\d{1,3}(?:[ .,’'\xa0\u202f]\d{3})+|\d{3,6})(?![\d%])"


class Fieldwork(NamedTuple):
    """What a sentence says of how a poll was taken: its last day, how many were asked, and by which firm."""

    sentence: int
    day: date | None
    sample: int | None
    firm: str


def told(document: Document) -> list[Fieldwork]:
    """The fieldwork that the text tells of, in order."""
    found = []
    for index, sentence in enumerate(document.sentences):
        work = _in_sentence(document, index, sentence)
        if work.day or work.sample:
            found.append(work)
    return found


def of_share(document: Document, share: Share, found: Sequence[Fieldwork]) -> Fieldwork | None:
    """The fieldwork of the poll that a share is of: the nearest one of its firm, before it or behind.

    One further away is that of the share where the article tells of a single one and names one firm at most.
    """
    at = document.sentence_at(share.figure.start)
    if at is None or share.kind != POLL:
        return None
    own = [each for each in found if _can_be(each, share)]
    near = sorted(
        (each for each in own if abs(each.sentence - at) <= _NEAR),
        key=lambda each: (abs(each.sentence - at), each.sentence < at),
    )
    if near:
        first = next((each for each in near if each.day), near[0])
        samples = (each.sample for each in (first, *near) if each.sample and each.day in (None, first.day))
        return first._replace(sample=next(samples, None))
    firms = {document.clean[cue.start : cue.end].casefold() for cue in document.found.firms}
    return own[0] if len(found) == len(own) == 1 and len(firms) <= 1 else None


def _can_be(work: Fieldwork, share: Share) -> bool:
    """Whether a fieldwork can be that of a poll: of no other firm, and not years before the vote."""
    other = work.firm and share.pollster and work.firm.casefold() != share.pollster.casefold()
    old = work.day and share.vote and share.vote.year - work.day.year > _YEARS
    return not other and not old


def _in_sentence(document: Document, index: int, sentence: Sentence) -> Fieldwork:
    text = document.clean[sentence.start : sentence.end]
    words = _words(document.article.language)
    verbs = [match.end() for match in words.verb.finditer(text)]
    alone = [match.end() for match in words.alone.finditer(text)]
    if not verbs and not alone:
        return Fieldwork(index, None, None, "")
    firms = within(document.found.firms, sentence.start, sentence.end)
    firm = document.clean[firms[0].start : firms[0].end] if firms else ""
    asked = words.people.search(text)
    sample = int(re.sub(r"\D", "", asked["number"])) if asked else None
    of_poll = firm or asked or _POLL in document.cues_in(sentence).tags
    starts = alone + (verbs if of_poll else [])
    days = (_last_day(document, sentence, sentence.start + start) for start in sorted(starts))
    return Fieldwork(index, next((day for day in days if day), None), sample if of_poll else None, firm)


def _last_day(document: Document, sentence: Sentence, start: int) -> date | None:
    """The last of the days that follow a word of fieldwork."""
    timexes = [each for each in within(document.timexes, start, sentence.end) if each.type in _DATES]
    if not timexes or timexes[0].start - start > _FAR:
        return None
    run = [timexes[0]]
    for one, other in pairwise(timexes):
        if other.start - one.end > _APART or ";" in document.clean[one.end : other.start]:
            break
        run.append(other)
    published = document.article.published
    days = [day for each in run if (day := _day(each)) and (published is None or day <= published)]
    return max(days, default=None)


def _day(timex: Timex) -> date | None:
    """The last day of a date that says its days."""
    return date.fromisoformat(timex.latest) if timex.latest and len(timex.edtf) >= _DAY else None


class _Words(NamedTuple):
    verb: re.Pattern[str]
    alone: re.Pattern[str]
    people: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    pack = packs.load(language, "votes")["fieldwork"]
    verb, alone, people = (
        "|".join(re.escape(phrase) for each in pack[key] for phrase in expand(each))
        for key in ("verb", "alone", "people")
    )
    return _Words(
        re.compile(rf"\b(?:{verb})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{alone})\b", re.IGNORECASE),
        re.compile(rf"{_NUMBER}\s{{1,2}}(?:[^\W\d_]{{1,20}}\s){{0,2}}(?:{people})\b", re.IGNORECASE),
    )
