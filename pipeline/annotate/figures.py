"""Figures that may be shares: percentages, points, fractions in words, and bare numbers.

Which of them are shares is decided later; here it is only said what stands where. Numbers that belong
to a date, a longer number, an ordinal or a clock time are passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline import packs
from pipeline.annotate.document import Cues, Figure, Found
from pipeline.annotate.fractions import fractions
from pipeline.annotate.numbers import is_of_something_else
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Lexicon, Word, expand, fold, key
from pipeline.model import Span, Timex

# A clock time such as 06.30 is none.
_NUMBER = re.compile(r"(?:0[.,][0-9]{1,2}|(?!0[0-9])[0-9]{1,3}(?:[.,][0-9]{1,2})?)")
_QUALIFIER = "votes.qualifier."
_CHANGE, _MARGIN = "votes.kind.change", "votes.kind.margin"
_STOPS = frozenset({",", ".", ";", ":", ")"})
# A bound of a range and the next one have a word between them.
_RANGE_GAP = 2
_LARGEST = 100.0
_RANGE = re.compile(r"[-–][0-9]{1,3}(?![0-9])")
# Signs that make a number part of something else: a longer number, a price, a clock, a fraction.
_GLUED_BEFORE = frozenset("./$€£°#_")
# Marks that part a number from a word, and belong to it behind a digit.
_FUSED_BEFORE = frozenset(",:")
_FUSED_WORD = re.compile(r"(?<![^\W_])[^\W\d_][^\W\d_A-Z]{1,20}$")
_LONGEST_WORD = 22
_GLUED_AFTER = frozenset("/°_$€£")
# "The half-free vote"
_COMPOUND = re.compile(r"-[^\W\d_]")
# "1-800-1936", "01 53 79 46 21"
_TELEPHONE = re.compile(r"-[0-9]{3,}|-[0-9]+-[0-9]")
_DIGITS = re.compile(r"(?:[0-9]{2}[ .]){2}\Z")


def figures(
    text: str,
    words: Sequence[Word],
    timexes: Sequence[Timex],
    phrases_found: Found,
    cues: Cues,
    language: str,
) -> list[Figure]:
    """The figures of a text in order, not overlapping; `cues` are those of the language's votes.toml."""
    taken = [(timex.start, timex.end) for timex in timexes if timex.type != "DURATION"]
    found = [*_written(text, words, taken, language), *_spelled(text, words, phrases_found, cues, language)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    apart: list[Figure] = []
    for figure in found:
        if not apart or figure.start >= apart[-1].end:
            apart.append(figure)
    return qualified(apart, cues)


@cache
def _unit(language: str) -> re.Pattern[str]:
    """What can stand behind a number: percent or points."""
    units: Mapping[str, Sequence[str]] = phrases(language).votes["unit"]

    def spelled(key: str) -> str:
        forms = sorted((form for phrase in units[key] for form in expand(phrase)), key=len, reverse=True)
        return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)

    symbols = "|".join(map(re.escape, units["symbols"]))
    half = spelled("half")
    return re.compile(
        rf"(?P<half>\s(?:{half}))?[\s\u00ad-]*"
        rf"(?:(?P<percent>{symbols}|(?:{spelled('percent')})\b)|(?P<points>(?:{spelled('points')})\b))"
        rf"(?P<more>\s(?:{half})\b)?",
        re.IGNORECASE,
    )


def _written(
    text: str, words: Sequence[Word], taken: Sequence[tuple[int, int]], language: str
) -> Iterator[Figure]:
    starts = [word.start for word in words]
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if _meets(taken, start, end):
            continue
        unit = _unit(language).match(text, end)
        if not _stands_alone(text, start, end, with_unit=unit is not None):
            continue
        value = float(match[0].replace(",", ".")) + _half_in(unit)
        kind = _kind_of(unit)
        if value > _LARGEST or (not kind and value == 0):
            continue
        after = unit.end() if unit else end
        first = bisect_left(starts, start)
        last = max(first, bisect_left(starts, after) - 1)
        decimals = len(match[0].partition(mark)[2]) if (mark := _mark_in(match[0])) else 0
        following = words[last + 1 : last + 4]
        if not unit and not may_be_bare(text, end, following, language, whole=not decimals):
            continue
        number = Span(start, end)
        if not unit and is_of_something_else(text, words, first, number, language, whole=not decimals):
            continue
        yield Figure(start, after, first, last, value, decimals, kind)


def _stands_alone(text: str, start: int, end: int, *, with_unit: bool) -> bool:
    before = text[start - 1] if start else " "
    if not _starts_here(text, start, before):
        return False
    after = text[end] if end < len(text) else " "
    if after.isdigit() or (after.isalpha() and not with_unit) or after in _GLUED_AFTER:
        return False
    if _TELEPHONE.match(text, end) or _DIGITS.search(text, max(0, start - _LONGEST_WORD), start):
        return False
    # "195,000" goes on after its mark, and so does a version or a date in figures.
    return not (after in ".,:" and text[end + 1 : end + 2].isdigit())


def _starts_here(text: str, start: int, before: str) -> bool:
    """Whether nothing before a number is part of it; a mark or a word may be fused with it ("with66")."""
    if before in "-–":
        return start < 2 or not text[start - 2].isalpha()
    if before in _FUSED_BEFORE:
        return not (start >= 2 and text[start - 2].isdigit())
    if before.isalpha():
        return _FUSED_WORD.search(text, max(0, start - _LONGEST_WORD), start) is not None
    return not before.isalnum() and before not in _GLUED_BEFORE


def _mark_in(number: str) -> str:
    return next((mark for mark in ".," if mark in number), "")


def may_be_bare(text: str, end: int, following: Sequence[Word], language: str, *, whole: bool) -> bool:
    """Whether the words behind a number without a unit leave it a share.

    One with decimals does not count things, other than millions; a whole one does, unless a word such as
    "to" or "and" follows.
    """
    if not following or text[end : following[0].start].strip(" \u00a0"):
        to = _RANGE.match(text, end) if whole else None
        return to is None or may_be_bare(text, to.end(), following[1:], language, whole=True)
    pairs = {" ".join(word.key for word in following[:size]) for size in (1, 2)}
    if whole:
        return not pairs.isdisjoint(_bare(language, "follow"))
    return pairs.isdisjoint(_bare(language, "never"))


@cache
def _bare(language: str, name: str) -> frozenset[str]:
    found = phrases(language).votes["bare"][name]
    return frozenset(" ".join(key(form)) for phrase in found for form in expand(phrase))


def _meets(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (end,)) - 1
    return index >= 0 and taken[index][1] > start


def _spelled(text: str, words: Sequence[Word], found: Found, cues: Cues, language: str) -> Iterator[Figure]:
    """Fractions, and numbers in words before a unit ("two thirds", "half a point", "sixty-six percent") or
    behind a word of change ("up six", "the gap was seven")."""
    for first, last, percent, of in fractions(words, language):
        start, end = words[first].start, words[last].end
        unit = _unit(language).match(text, end)
        if unit and _kind_of(unit) == "points":
            size = _words_in(unit[0])
            yield Figure(start, unit.end(), first, last + size, percent / _LARGEST, 0, "points", spelled=True)
        elif not _COMPOUND.match(text, end):
            # A fraction is rough by nature.
            yield Figure(start, end, first, last, percent, 0, "fraction", "about", spelled=True, of=of)
    changed = {cue.last + 1 for cue in cues.of(_CHANGE)}
    changed |= {cue.last + gap for cue in cues.of(_MARGIN) for gap in (1, 2)}
    for cue in found.numbers:
        if unit := _unit(language).match(text, cue.end):
            last = cue.last + _words_in(unit[0])
            value = float(cue.tag) + _half_in(unit)
            yield Figure(cue.start, unit.end(), cue.first, last, value, 0, _kind_of(unit), spelled=True)
        elif cue.first in changed and text[cue.end : cue.end + 1] in _STOPS:
            yield Figure(cue.start, cue.end, cue.first, cue.last, float(cue.tag), 0, "", spelled=True)


def _kind_of(unit: re.Match[str] | None) -> str:
    """The unit that words behind a number are, empty without one."""
    return "" if unit is None else "percent" if unit["percent"] else "points"


def _half_in(unit: re.Match[str] | None) -> float:
    """What "and a half" before or behind a unit adds."""
    return 0.5 if unit and (unit["half"] or unit["more"]) else 0.0


def _words_in(text: str) -> int:
    return len(fold(text).replace("-", " ").split())


@cache
def numbers(language: str) -> Lexicon:
    """Numbers in words up to a hundred; a tag is the number."""
    classes = packs.load(language, "words")["class"]
    numbers = {
        phrase: int(value)
        for table in ("article", "number")
        for value, forms in classes.get(table, {}).items()
        for phrase in forms
        if int(value) <= _LARGEST
    }
    tens = {word: value for word, value in numbers.items() if 20 <= value < 100 and value % 10 == 0}
    ones = {word: value for word, value in numbers.items() if 0 < value < 10}
    joined = {f"{ten} {one}": tens[ten] + ones[one] for ten in tens for one in ones}
    return Lexicon.build((str(value), phrase) for phrase, value in {**joined, **numbers}.items())


def qualified(found: Sequence[Figure], cues: Cues) -> list[Figure]:
    """The figures with the qualifier that stands before each; a range qualifies both of its bounds."""
    before = {cue.last: cue.tag.removeprefix(_QUALIFIER) for cue in cues.of(_QUALIFIER)}
    out: list[Figure] = []
    opened: Figure | None = None
    for index, figure in enumerate(found):
        word = before.get(figure.first - 1) or before.get(figure.first - 2) or "exact"
        following = found[index + 1] if index + 1 < len(found) else None
        if opened is not None:
            out.append(replace(figure, qualifier="between", low=opened.value, high=figure.value))
            opened = None
        elif word == "exact":
            out.append(figure)
        elif word != "between":
            low = figure.value if word == "over" else None
            high = figure.value if word == "under" else None
            out.append(replace(figure, qualifier=word, low=low, high=high))
        elif following and following.first - figure.last <= _RANGE_GAP and following.value > figure.value:
            opened = figure
            unit = figure.unit or following.unit
            out.append(replace(figure, unit=unit, qualifier=word, low=figure.value, high=following.value))
        else:
            out.append(figure)
    return out
