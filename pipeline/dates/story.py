"""The story's clock: which dates an article has told so far, and which of them a later one hangs on."""

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from datetime import date

from pipeline.dates import arithmetic, cues
from pipeline.dates.pack import Grammar
from pipeline.dates.scan import Draft
from pipeline.dates.values import Bounds

FROM_PUBLICATION = ("published", "tense", "weekday", "relative")
"""The rules of context that find a date by its distance from publication."""
_FULL_STOP = re.compile(r"[.!?]['\")»]* |\n")
LONG_AGO = 4
"""Years from publication beyond which a date told in full holds for its whole paragraph."""
_SOON = 45
"""Days from publication within which a day ahead is one of now though a year of long ago stands before it."""
_REMEMBERED = 16
"""How many dates told are remembered: enough for any reference back, few enough for a text of any length."""
_OPENING = 8
"""Characters before an expression that still opens its sentence: a preposition and an article."""
_BESIDE = 5
"""Characters that may stand between a time and the day that it is of."""
_HEADING = frozenset(".:")
"""What stands behind a year that is a heading ..."""
_HEADLINE = re.compile(r"[.:]|, [^.,:;]{1,30}\.")
"""... and behind one that opens a paragraph as a heading of its own: "2016, Vienna again."."""
_JOIN = 8
"""Characters that the word between two joined dates may take, blanks included."""


@dataclass(slots=True)
class Told:
    """A date told: its bounds and place, whether a sentence opens with it, the rule that found it."""

    found: Bounds
    at: int
    end: int
    paragraph: int
    opens: bool
    resolved_by: str


@dataclass(slots=True)
class Story:
    """What is known while walking an article: the latest dates told, the day of the main event (`lead`)."""

    text: str
    grammar: Grammar
    published: date | None
    breaks: list[int]
    told: deque[Told] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    lead: Told | None = None

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that an offset lies in."""
        return bisect_right(self.breaks, offset)

    def last(self, precisions: tuple[str, ...] = ()) -> Told | None:
        """The latest date told, of one of the precisions if any are given."""
        for told in reversed(self.told):
            if not precisions or told.found.precision in precisions:
                return told
        return None

    def tell(self, told: Told) -> None:
        """Remember a date; the first day that is not the publication's is that of the main event."""
        self.told.append(told)
        if self.lead is None and told.found.precision == "day" and told.found.earliest != self.published:
            self.lead = told

    def year_here(self, draft: Draft, pointed: int) -> Told | None:
        """The date that sets the year of its paragraph, if one does.

        It does by opening the paragraph or a sentence ("1965. ...", "In 1965, ..."), or by being a day
        or month of another year; a date that hangs on publication takes the story back to it, and so do
        verbs that point ahead, but for a story of long ago ("1958. In May the generals revolt.").
        """
        told = self.told[-1] if self.told else None
        if told is None or (
            told.resolved_by in FROM_PUBLICATION and (pointed > 0 or not self.is_past_year(told, draft))
        ):
            return None
        if told.found.precision in ("decade", "century"):
            return None
        if told.paragraph != self.paragraph(draft.start):
            return told if pointed <= 0 and self.goes_on(told, draft) else None
        if pointed > 0 and not self.leads(draft) and not (told.opens and self.long_ago(told)):
            return None
        if told.opens or (told.resolved_by == "anaphora" and told.found.precision in ("day", "month")):
            return told
        low, _ = cues.sentence(self.text, draft.start, draft.start)
        if told.found.precision not in ("day", "month", "season"):
            sure = told.resolved_by == "anaphora" or (pointed <= 0 and self.days_ahead(draft) > _SOON)
            return told if told.at >= low and sure and self.long_ago(told) else None
        return told if told.at >= low or self.long_ago(told) else None

    def is_past_year(self, told: Told, draft: Draft) -> bool:
        """Whether an earlier sentence opens with a year before publication ("Last year ... On 6 May")."""
        if self.published is None or told.found.precision != "year" or self.in_sentence(told, draft):
            return False
        one_line = "\n" not in self.text[told.end : draft.start]
        return one_line and told.opens and told.found.earliest.year < self.published.year

    def goes_on(self, told: Told, draft: Draft) -> bool:
        """Whether a day of a paragraph that has told none, and would be ahead, goes on from a day of long
        ago at the end of the paragraph before."""
        here = self.paragraph(draft.start)
        month, day = draft.half.month, draft.half.day
        if told.paragraph != here - 1 or month is None or day is None or told.found.precision != "day":
            return False
        last = told.found.earliest
        return self.long_ago(told) and (month, day) > (last.month, last.day) and self.days_ahead(draft) > 0

    def days_ahead(self, draft: Draft) -> int:
        """How far a day of the year of publication would be ahead; 0 where it is not, or no day is named."""
        month, day = draft.half.month, draft.half.day
        if self.published is None or month is None or day is None:
            return 0
        named = arithmetic.make(self.published.year, month, day)
        return max(0, (named - self.published).days) if named else 0

    def heading(self, draft: Draft) -> Told | None:
        """The year that stands as a heading over its paragraph ("1974. In October Wilson led")."""
        for told in reversed(self.told):
            if told.paragraph != self.paragraph(draft.start):
                return None
            starts = not told.at or self.text[told.at - 1] == "\n"
            if (
                told.opens
                and told.found.precision == "year"
                and (
                    (self.text[told.end : told.end + 1] in _HEADING and self.long_ago(told))
                    or (starts and _HEADLINE.match(self.text, told.end))
                )
            ):
                return told
        return None

    def tells_of_then(self, told: Told) -> bool:
        """Whether a date takes its paragraph to long ago: it opens a sentence, or is a day or month."""
        return self.long_ago(told) and (told.opens or told.found.precision in ("day", "month"))

    def in_sentence(self, told: Told, draft: Draft) -> bool:
        """Whether a date was told in the sentence of an expression."""
        low, _ = cues.sentence(self.text, draft.start, draft.end)
        return told.at >= low

    def long_ago(self, told: Told) -> bool:
        """Whether a date lies so far from publication that a day beside it is none of now."""
        return self.published is not None and abs(told.found.earliest.year - self.published.year) > LONG_AGO

    def joins(self, draft: Draft, after: Draft) -> bool:
        """Whether nothing but "and", "to" or the like stands between two expressions."""
        return self._is_join(draft.end, after.core)

    def _is_join(self, start: int, end: int) -> bool:
        """Whether a word that joins dates, or a blank, is all that stands there."""
        return 0 <= end - start <= _JOIN and self.text[start:end].strip(" ") in self.grammar.joins

    def beside(self, clock: Draft, day: Draft) -> bool:
        """Whether a day stands right behind a time that is of it ("15 h 30, le jeudi"), and is no new one."""
        between = self.text[clock.end : day.start]
        words = between.strip(" ,")
        return len(between) <= _BESIDE and words not in self.grammar.joins and words.isalpha() == bool(words)

    def joined(self, draft: Draft) -> Told | None:
        """The date directly before, where nothing but "and", "to" or the like stands between."""
        told = self.told[-1] if self.told else None
        return told if told is not None and self._is_join(told.end, draft.core) else None

    def follows(self, draft: Draft) -> bool:
        """Whether nothing but a mark stands between the date told last and an expression."""
        return bool(self.told) and not self.text[self.told[-1].end : draft.start].strip(" .:,–—")

    def opens(self, draft: Draft) -> bool:
        """Whether a sentence starts with the expression, a preposition and an article apart."""
        before = self.text[max(0, draft.start - _OPENING) : draft.start]
        return len(before) < _OPENING or _FULL_STOP.search(before) is not None

    def direction(self, draft: Draft) -> int:
        """Whether the words around an expression point to the past (-1), the future (1) or neither."""
        weekday = draft.half.kind == "weekday"
        return cues.direction(self.text, draft.start, draft.end, self.grammar.cues, weekday=weekday)

    def leads(self, draft: Draft) -> bool:
        """Whether a word such as "until" stands directly before an expression."""
        return bool(cues.lead_word(cues.words_before(self.text, draft.start), self.grammar.cues))

    def told_before(self, draft: Draft, precisions: tuple[str, ...]) -> Told | None:
        """The date told that an expression like "two weeks later" starts from.

        The latest one in its sentence, or in its paragraph where the expression opens the sentence or
        goes on in time, or where the paragraph tells of long ago; else the day of the main event.
        """
        told = self.last(precisions)
        if told is None:
            return None
        opens = self.opens(draft)
        here = told.paragraph == self.paragraph(draft.start)
        if self.in_sentence(told, draft) or (told.resolved_by in FROM_PUBLICATION and here):
            return told
        ahead = self.published is not None and told.found.earliest > self.published
        same = draft.half.amount == 0 and here  # "that night"
        back = here and (opens or self.tells_of_then(told))
        if draft.half.amount > 0 or same or (back and not ahead):
            return told
        return self.lead
