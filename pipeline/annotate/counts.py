"""Numbers of votes and of seats: "13.3 million votes", "163 of 577 seats", "Labour 411, the Tories 121".

Whose they are, and whether they are anyone's, is decided later. A number without a unit of its own counts
what the one beside it counts, where words set the two side by side.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from pipeline import packs
from pipeline.annotate.document import Cues, Figure, Found, Mention, Sentence, within
from pipeline.annotate.figures import may_be_bare, qualified
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue, Lexicon, Word, fold
from pipeline.model import Timex

VOTES, SEATS, VOTERS = "votes", "seats", "voters"
MEMBERS: Final = {"members": "", "deputies": "parliament", "meps": "european", "senators": "senate"}
"""Who sits in an assembly, and its office word: seats only where words say so, as voters are votes."""
OF_SEATS: Final = (SEATS, *MEMBERS)
COUNTED: Final = (VOTES, *OF_SEATS, VOTERS)

_BLANKS: Final = " \u00a0\u202f\u2009"
# Thousands are parted by one mark all through a number.
_THOUSANDS: Final = "|".join(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+" for mark in f"{_BLANKS}.,'’")
_NUMBER: Final = re.compile(rf"(?P<thousands>{_THOUSANDS})(?![0-9])|[0-9]+(?:[.,][0-9]{{1,3}})?(?![0-9])")
_SCALES: Final = {"million": 6, "thousand": 3}
_GLUED_BEFORE: Final = frozenset("$€£#/_-–.,:")
_GLUED_AFTER: Final = frozenset("%/°_$€£-")
# Words between a number and what it counts, and between a part and the whole.
_UNIT_WORDS: Final = 4
_WHOLE_WORDS: Final = 4
# Words between two numbers of one list; marks and names stand between too.
_LISTED_WORDS: Final = 12
_JOINED_WORDS: Final = 5
# A number of votes without its unit is at least so large, one of seats at most.
_LEAST_VOTES, _MOST_VOTES, _MOST_SEATS = 1_000, 10**10, 3_000
_SIGNS: Final = "-–—/"
# A larger number is no percentage.
_MOST_PERCENT: Final = 100
# From "en" to its number: "n'en a que huit".
_AGAIN_WORDS: Final = 5
_AGES: Final = range(16, 111)
_CHANGES: Final = ("votes.link.earlier", "votes.link.compared")
_FOR, _AND = "votes.link.for", "votes.link.and"
# "Received 13.3 million".
_GOT: Final = ("votes.kind.won", "votes.kind.result")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands; `decimals` counts its digits after the mark, less those of its scale."""

    start: int
    end: int
    first: int
    last: int
    value: int
    decimals: int


def counts(
    text: str,
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
    found: Found,
    cues: Cues,
    shares: Sequence[Figure],
    language: str,
) -> list[Figure]:
    """The numbers of a text that may count votes or seats, in order, not overlapping; `decimals` is negative
    where the last digit told is one of thousands or millions. `shares` are the figures that may be shares."""
    if not any(cue.tag in COUNTED for cue in found.units):
        return []
    layer = _Layer(text, words, timexes, mentions, found, cues, language)
    percentages = [figure for figure in shares if figure.unit]
    out: list[Figure] = []
    carried: frozenset[str] = frozenset()
    for sentence in sentences:
        if within(percentages, sentence.start, sentence.end):
            # A number behind a percentage may be another one.
            carried = frozenset()
        units = layer.units_in(sentence)
        counted = layer.counts_in(sentence, units, carried) if units or carried else []
        carried = frozenset(SEATS if one.unit in OF_SEATS else VOTES for one in counted)
        out += counted
    return qualified(out, cues)


@cache
def units(language: str) -> Lexicon:
    """What numbers count, and the words between; a tag is the key in the table."""
    table: Mapping[str, Sequence[str]] = packs.load(language, "counts")["unit"]
    return Lexicon.build(
        ((key, phrase) for key, found in table.items() if key != "column" for phrase in found),
        overlapping=True,
    )


class _Layer:
    """A text with what its numbers are parted and joined by."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        timexes: Sequence[Timex],
        mentions: Sequence[Mention],
        found: Found,
        cues: Cues,
        language: str,
    ) -> None:
        self._text, self._words, self._language = text, words, language
        self._starts = [word.start for word in words]
        self._found = found
        self._joins = {cue.first for cue in cues.of(_AND)}
        self._changed = {cue.last + 1 for tag in _CHANGES for cue in cues.of(tag)}
        self._set_against = {cue.last + 1 for cue in cues.of(_FOR)}
        self._won = {cue.last + 1 for tag in _GOT for cue in cues.of(tag)}
        self._dated = {bisect_left(self._starts, timex.start) for timex in timexes}
        self._given = {cue.first - 1 for cue in cues.of(_FOR)}
        self._taken = [(timex.start, timex.end) for timex in timexes if timex.type != "DURATION"]
        options = [Mention(cue.start, cue.end, cue.first, cue.last, "option") for cue in found.options]
        named = [*(mention for mention in mentions if mention.names), *options]
        self._mentions = sorted(named, key=lambda one: one.start)
        self._named = {word for one in self._mentions for word in range(one.first, one.last + 1)}
        self._units: dict[str, dict[int, int]] = {}
        for cue in found.units:
            at = self._units.setdefault(cue.tag, {})
            at[cue.first] = max(cue.last, at.get(cue.first, 0))
        self._decimal = str(phrases(language).votes["unit"]["decimal_mark"])
        connectors = phrases(language).votes["pair"]["connectors"]
        self._connectors = {*map(fold, connectors), *_SIGNS}

    def units_in(self, sentence: Sentence) -> list[Cue]:
        """What numbers count in a sentence."""
        found = within(self._found.units, sentence.start, sentence.end)
        return [cue for cue in found if cue.tag in COUNTED]

    def counts_in(self, sentence: Sentence, units: Sequence[Cue], carried: Collection[str]) -> list[Figure]:
        """The counts of a sentence: those with a unit, then those beside them without one; `carried` is what
        the sentence before counted."""
        numbers = list(self._numbers(sentence))
        found: dict[_Number, Figure] = {}
        wholes: set[_Number] = set()
        for index, number in enumerate(numbers):
            if number in wholes:
                continue
            following = numbers[index + 1 : index + 2]
            whole = self._whole(number, number.last, following)
            counted = self._counted(whole or number)
            if counted is None:
                continue
            # "163 of 577 seats", "163 seats of 577"
            if whole := whole or self._whole(number, counted[1], following):
                wholes.add(whole)
            found[number] = self._figure(number, *counted)
        self._elide(numbers, found, wholes, sentence, units, carried)
        return [found[number] for number in numbers if number in found]

    # Numbers

    def _numbers(self, sentence: Sentence) -> Iterator[_Number]:
        written = list(self._written(sentence))
        spelled = map(self._spelled, within(self._found.numbers, sentence.start, sentence.end))
        halves = (self._half(first, last) for first, last in self._units.get("half", {}).items())
        inside = (one for one in halves if one and sentence.start <= one.start < sentence.end)
        end = -1
        for number in sorted(
            [*written, *filter(None, spelled), *inside], key=lambda one: (one.start, -one.end)
        ):
            if number.start >= end and not self._is_taken(number):
                end = number.end
                yield number

    def _written(self, sentence: Sentence) -> Iterator[_Number]:
        for match in _NUMBER.finditer(self._text, sentence.start, sentence.end):
            start, end = match.span()
            before = self._text[start - 1] if start else " "
            if before.isalnum() or before in _GLUED_BEFORE:
                continue
            mark = next((char for char in match["thousands"] or "" if not char.isdecimal()), "")
            parsed = self._value(match[0], mark)
            if parsed is None:
                continue
            whole, part = parsed
            scale = self._scale(end)
            if part and not scale:
                continue
            digits, last = (0, self._word_before(end)) if scale is None else scale
            after = self._text[end : end + 1] if scale is None else ""
            if after and (after.isalpha() or after in _GLUED_AFTER):
                continue
            end = end if scale is None else self._words[last].end
            decimals = len(part) - digits
            value = int(f"{whole}{part}") * 10 ** max(0, digits - len(part))
            yield _Number(start, end, bisect_left(self._starts, start), last, value, decimals)

    def _value(self, written: str, mark: str) -> tuple[str, str] | None:
        """The digits before and after the decimal mark; None where a number is no such one."""
        if mark and (mark != self._decimal or written.count(mark) > 1):
            return written.replace(mark, ""), ""
        whole, found, part = written.partition("." if "." in written else ",")
        return (whole, part) if not found or found == self._decimal else None

    def _scale(self, end: int) -> tuple[int, int] | None:
        """How many zeros the word behind a number adds, and its index."""
        at = bisect_left(self._starts, end)
        if at == len(self._words) or self._text[end : self._starts[at]].strip(_BLANKS):
            return None
        for name, digits in _SCALES.items():
            if at in self._units.get(name, {}):
                return digits, self._units[name][at]
        return None

    def _word_before(self, end: int) -> int:
        return bisect_left(self._starts, end) - 1

    def _spelled(self, cue: Cue) -> _Number | None:
        """A number in words, which an article alone is not."""
        value, scale = int(cue.tag), self._scale(cue.end)
        if scale:
            digits, last = scale
            end = self._words[last].end
            return _Number(cue.start, end, cue.first, last, value * 10**digits, -digits)
        last = cue.last
        if value == 1:
            one = self._units.get("one", {})
            if cue.first not in one and last + 1 not in one:
                return None
            last = one.get(last + 1, one.get(cue.first, last))
        return _Number(cue.start, self._words[last].end, cue.first, last, value, 0)

    def _half(self, first: int, last: int) -> _Number | None:
        start = self._words[first].start
        scale = self._scale(self._words[last].end)
        if scale is None:
            return None
        digits, at = scale
        return _Number(start, self._words[at].end, first, at, 5 * 10 ** (digits - 1), 1 - digits)

    def _is_taken(self, number: _Number) -> bool:
        index = bisect_left(self._taken, (number.end,)) - 1
        return index >= 0 and self._taken[index][1] > number.start

    # Units

    def _counted(self, number: _Number) -> tuple[str, int] | None:
        """What a number counts and the last word of it, where that stands behind it."""
        word, passed = number.last + 1, 0
        while word < len(self._words) and passed <= _UNIT_WORDS:
            if self._text[self._words[word - 1].end : self._starts[word]].strip(_BLANKS + "-'’"):
                return None
            for tag in COUNTED:
                if word in self._units.get(tag, {}):
                    return tag, self._units[tag][word]
            if word in self._named:
                # A name counts as one word, however long.
                while word in self._named:
                    word += 1
            elif word in self._units.get("between", {}):
                word = self._units["between"][word] + 1
            else:
                return None
            passed += 1
        return None

    def _whole(self, number: _Number, last: int, following: Sequence[_Number]) -> _Number | None:
        """All of what a number is a part of, right behind a word: "163 of 577", "13 of France's 81"."""
        at = self._units.get("of", {}).get(last + 1)
        if at is None or not following:
            return None
        (whole,) = following
        gap = whole.first - at - 1
        between = self._text[self._words[at].end : whole.start]
        is_whole = 0 <= gap <= _WHOLE_WORDS and whole.value >= number.value and "," not in between
        return whole if is_whole else None

    def _figure(self, number: _Number, unit: str, last: int) -> Figure:
        """The number with its unit, but for names between the two, which may be whose it is."""
        named = next((word for word in range(number.last + 1, last + 1) if word in self._named), None)
        if named is not None:
            last = number.last
        end = max(number.end, self._words[last].end)
        rough = "about" if number.first in self._units.get("rough", {}) else "exact"
        return Figure(
            number.start, end, number.first, last, float(number.value), number.decimals, unit, rough
        )

    # Numbers beside others

    def _elide(
        self,
        numbers: Sequence[_Number],
        found: dict[_Number, Figure],
        wholes: Collection[_Number],
        sentence: Sentence,
        units: Sequence[Cue],
        carried: Collection[str],
    ) -> None:
        """Add the numbers that count what another one of the sentence counts."""
        for later, earlier in pairwise(numbers[::-1]):
            figure = found.get(later)
            if figure and earlier not in found and earlier not in wholes and self._joined(earlier, later):
                self._add(earlier, figure.unit, found)
        heading = self._heading(sentence, units)
        told = {*carried, *(SEATS if one.unit in OF_SEATS else VOTES for one in found.values())}
        if heading:
            told.add(heading)
        before: _Number | None = None
        for number in numbers:
            if number in found:
                before = number
            elif number in wholes or not self._is_bare(number):
                continue
            elif self._goes_on(before, number, sentence) if before or heading else self._is_won(number):
                # A large number cannot be one of seats, nor a small one of votes.
                before = number if any(self._add(number, unit, found) for unit in sorted(told)) else before

    def _add(self, number: _Number, unit: str, found: dict[_Number, Figure]) -> bool:
        of_votes = unit not in OF_SEATS
        if number.value == 1:
            # "In round one and eight seats"
            return False
        possible = _LEAST_VOTES <= number.value <= _MOST_VOTES
        if not possible if of_votes else number.value > _MOST_SEATS or number.decimals < 0:
            return False
        if self._is_percentage(number) or self._is_age(number):
            return False
        unit = VOTES if of_votes else SEATS
        found[number] = Figure(
            number.start, number.end, number.first, number.last, float(number.value), number.decimals, unit
        )
        return True

    def _heading(self, sentence: Sentence, units: Sequence[Cue]) -> str:
        """What all numbers of a sentence count by a word that opens it: "Seats: Labour 411, ..."."""
        if not units:
            return ""
        first = units[0]
        opens = first.first - sentence.first <= 1 and self._text[first.end : first.end + 2].strip() == ":"
        return first.tag if opens and first.tag in (VOTES, SEATS) else ""

    def _joined(self, earlier: _Number, later: _Number) -> bool:
        """Whether nothing but names and words such as "and" stand between a number and the next one."""
        if later.first - earlier.last - 1 > _JOINED_WORDS:
            return False
        between = range(earlier.last + 1, later.first)
        plain = all(
            word in self._named or word in self._joins or word in self._units.get("between", {})
            for word in between
        )
        return plain and (bool(between) or self._text[earlier.end : later.start].strip() in (",", "-", "–"))

    def _is_bare(self, number: _Number) -> bool:
        """Whether nothing stands behind a number that it could count."""
        dated = number.last + 1 in self._dated
        named = number.value >= _LEAST_VOTES and number.last + 1 in self._named
        following = self._words[number.last + 1 : number.last + 4]
        return dated or named or may_be_bare(self._text, number.end, following, self._language, whole=True)

    def _is_won(self, number: _Number) -> bool:
        """Whether words tell of a number without a count before it in the sentence that somebody won it."""
        if number.first in self._won or self._is_of_it(number):
            return True
        named = self._last_named(number)
        return number.value > _MOST_PERCENT and 0 <= number.first - named - 1 <= _JOINED_WORDS

    def _is_of_it(self, number: _Number) -> bool:
        """Whether a word such as French "en" tells that a number is of what was told before."""
        again = self._units.get("again", {})
        return any(word in again for word in range(number.first - _AGAIN_WORDS, number.first - 1))

    def _last_named(self, number: _Number) -> int:
        """The last word of the name before a number."""
        index = bisect_left(self._mentions, number.start, key=lambda one: one.start) - 1
        return self._mentions[index].last if index >= 0 else -_LISTED_WORDS

    def _goes_on(self, before: _Number | None, number: _Number, sentence: Sentence) -> bool:
        """Whether someone is named or a change is told between the last count and a number, or a word such
        as "to" alone."""
        low, first = (before.end, before.last) if before else (sentence.start, sentence.first)
        if number.first - max(first, self._last_named(number)) - 1 > _LISTED_WORDS:
            return False
        if number.first in self._won or self._is_of_it(number):
            return True
        counted = self._unit_between(low, number.start)
        between = fold(self._text[counted : number.start]).strip(" \u00a0,")
        if between in self._connectors or (before and number.first in self._set_against):
            return True
        if number.first in self._changed or within(self._mentions, counted, number.start):
            return True
        return number.decimals < 0 or (number.last in self._given and number.last + 2 in self._named)

    def _unit_between(self, low: int, high: int) -> int:
        """Where the unit of the count before ends."""
        between = within(self._found.units, low, high)
        return next((cue.end for cue in between if cue.tag in COUNTED and cue.end <= high), low)

    def _is_percentage(self, number: _Number) -> bool:
        after = self._text[number.end : number.end + 2].strip(_BLANKS)
        symbols = tuple(phrases(self._language).votes["unit"]["symbols"])
        return after.startswith(symbols)

    def _is_age(self, number: _Number) -> bool:
        """Whether a number stands between commas right behind a person's name."""
        if number.value not in _AGES or self._text[number.end : number.end + 1] != ",":
            return False
        if not self._text[: number.start].rstrip(_BLANKS).endswith(","):
            return False
        return any(one.kind == "person" and one.last == number.first - 1 for one in self._mentions)
