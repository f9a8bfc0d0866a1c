"""How near a phrase is to a date: in words, with more for marks, clauses and other dates between."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document
from pipeline.lexicon import Cue
from pipeline.link import Told
from pipeline.model import Timex

_CLAUSES: Final = "events.clause."
_OPENS: Final = f"{_CLAUSES}opens"
_TIME: Final = f"{_CLAUSES}time"
_MARKS: Final[Mapping[str, float]] = {
    ";": 8.0, ":": 3.0, "(": 2.0, ")": 2.0, "—": 4.0, "–": 4.0, '"': 1.0,
}  # fmt: skip
# A comma, and each of several: a pair sets a remark apart.
_COMMA, _COMMAS = 2.5, 1.0
_BEHIND: Final = 1.5
# A date among the first words of a sentence is that of all of it: words count half.
_OPENING_WORDS, _LED = 5, 0.5
_CLAUSE: Final = 4.0
# A date that stands beside a phrase takes it for itself, one between nearly so (but not from a date that
# opens the sentence), and one that is nearer on the other side somewhat.
_BESIDE_ANOTHER, _BETWEEN, _NEARER = 6.0, 5.0, 2.0
# Commas around a date set it apart from nothing ("On Sunday, Macron", "at the runoff, on May 10, with").
_OWN_COMMA: Final = 2.0
# Characters before a date in which the comma and a preposition stand.
_LOOK_BACK: Final = 100
# Dates that so few words part are told together ("12 and 19 June").
_TOGETHER: Final = 2
# A time clause so near behind a date tells what the date is of ("in 2012, when he won").
_TOUCHES: Final = 2


class _Group(NamedTuple):
    """Dates told together."""

    start: int
    end: int


class Nearness:
    """Distances in one sentence."""

    def __init__(self, document: Document, told: Told, timexes: Sequence[Timex]) -> None:
        self._document = document
        self._first = told.sentence.first
        self._groups = list(_groups(document, timexes))
        self._known: dict[tuple[_Group, int, int], float] = {}
        self._clauses = [cue for cue in told.cues.of(_CLAUSES) if cue.tag in (_OPENS, _TIME)]
        self._starts = [cue.start for cue in self._clauses]

    def away(self, timex: Timex, start: int, end: int) -> float:
        """How far a phrase is from a date, in words, what stands between counted as words.

        One behind is a little farther than one before, but the words of a sentence that the date opens
        are all near to it.
        """
        group = self._group_of(timex)
        if (group, start, end) not in self._known:
            self._known[group, start, end] = self._away(group, start, end)
        return self._known[group, start, end]

    def _away(self, group: _Group, start: int, end: int) -> float:
        if start < group.end and end > group.start:
            return 0.0
        behind = start >= group.end
        low, high = (group.end, start) if behind else (end, group.start)
        words = self._document.words_between(low, high)
        leads = behind and self._leads(group)
        commas = int(self._document.marks_between(low, high, {",": 1.0}))
        # Behind a remark between commas the clause goes on that the date opens.
        closed = leads and commas > 1 and not commas % 2
        clauses = 0 if closed else self._clauses_between(low, high, group)
        apart = _COMMA + _COMMAS * (commas - 1) if commas else 0.0
        own = _OWN_COMMA if commas and self._has_own_comma(group, behind) else 0.0
        return (
            words * (_LED if leads else 1.0)
            + (_BEHIND if behind else 0.0)
            + self._document.marks_between(low, high, _MARKS)
            + (_COMMA if closed else apart - own)
            + _CLAUSE * (_LED if leads else 1.0) * clauses
            + self._taken(low, high, words, start, end, group)
        )

    def leads(self, timex: Timex) -> bool:
        """Whether a date stands among the first words of its sentence."""
        return self._leads(self._group_of(timex))

    def _group_of(self, timex: Timex) -> _Group:
        for group in self._groups:
            if timex.start < group.end:
                return group
        raise KeyError(timex)

    def _leads(self, group: _Group) -> bool:
        return self._document.word_at(group.start) - self._first < _OPENING_WORDS

    def _has_own_comma(self, group: _Group, behind: bool) -> bool:
        """Whether a comma between sets the date apart, not the words."""
        text = self._document.clean
        before = text[max(0, group.start - _LOOK_BACK) : group.start].rstrip()
        after = text[group.end : group.end + 1] == ","
        if not behind:
            # A preposition may stand between ("the runoff, on May 10").
            return before.endswith(",") or before.rpartition(" ")[0].rstrip().endswith(",")
        opened = before.endswith(",") or before.rpartition(" ")[0].endswith(",")
        return after and (opened or self._leads(group))

    def _clauses_between(self, low: int, high: int, group: _Group) -> int:
        """Words that open a clause, but none that belong to the date ("before 13 May", "in 2012, when")."""
        found = self._clauses[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        return sum(not self._belongs(cue, group) for cue in found)

    def _belongs(self, cue: Cue, group: _Group) -> bool:
        if cue.end <= group.start:
            return self._document.words_between(cue.end, group.start) < _TOUCHES
        return cue.tag == _TIME and self._document.words_between(group.end, cue.start) < _TOUCHES

    def _taken(self, low: int, high: int, words: int, start: int, end: int, own: _Group) -> float:
        """How much another date has of the phrase."""
        most = 0.0
        for group in self._groups:
            if group is own:
                continue
            near, far = (end, group.start) if end <= group.start else (group.end, start)
            away = self._document.words_between(near, far) if near <= far else 0
            if away <= _TOUCHES < words:
                return _BESIDE_ANOTHER
            if low <= group.start and group.end <= high:
                most = _NEARER if self._leads(own) else _BETWEEN
            elif away < words:
                most = max(most, _NEARER)
        return most


def _groups(document: Document, timexes: Sequence[Timex]) -> Iterator[_Group]:
    current: _Group | None = None
    for timex in timexes:
        if current and (
            timex.start <= current.end or document.words_between(current.end, timex.start) < _TOGETHER
        ):
            current = _Group(current.start, max(current.end, timex.end))
        else:
            if current:
                yield current
            current = _Group(timex.start, timex.end)
    if current:
        yield current
