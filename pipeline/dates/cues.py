"""Whether the words around an expression speak of the past or of what is to come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.dates.fold import fold

_SENTENCE_END = re.compile(r"[.!?;:]['\")\]]*\s|\n")
_WORD = re.compile(r"[^\W\d_]+|[,\"«»()]")
_FAR = 120
_CLOSE = 6
"""Words from an expression to a verb that surely speaks of it."""
_TOO_FAR = 60
"""Words beyond which nothing speaks of an expression any more."""
_CLAUSE = 4
"""How many words a comma or a word that begins a clause counts for."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of a language: of each the time that it points to (-1 past, 1 future, 0 neither).

    `words` and `pairs` (of words) stand anywhere in the sentence, `endings` are ends of words; neither
    is past after a word of `timeless` ("be named"). `lead` words stand directly before the expression
    and outweigh the others (not those to come where a word of `undone` is in the sentence),
    `lead_weekday` before weekdays alone. `breaks` begin a clause: what stands behind them counts as
    farther off.
    """

    words: Mapping[str, int]
    pairs: Mapping[str, int]
    endings: tuple[tuple[str, int], ...]
    any_ending: tuple[str, ...]
    timeless: frozenset[str]
    lead: Mapping[str, int]
    lead_weekday: Mapping[str, int]
    undone: frozenset[str]
    breaks: frozenset[str]


def compile_cues(given: Mapping[str, Sequence[str]]) -> Cues:
    """The cues of a pack's [cue] table."""

    def pointing(past: str, future: str) -> dict[str, int]:
        return {fold(word): to for name, to in ((past, -1), (future, 1)) for word in given.get(name, ())}

    def listed(name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in given.get(name, ()))

    words = pointing("past", "future") | {fold(word): 0 for word in given.get("neither", ())}
    return Cues(
        words={word: to for word, to in words.items() if " " not in word},
        pairs={word: to for word, to in words.items() if " " in word},
        endings=tuple(pointing("past_endings", "future_endings").items()),
        any_ending=tuple(pointing("past_endings", "future_endings")),
        timeless=listed("timeless_after"),
        lead=pointing("lead_past", "lead_future") | {fold(word): 0 for word in given.get("lead_neither", ())},
        lead_weekday=pointing("lead_weekday_past", "lead_weekday_future"),
        undone=listed("lead_undone"),
        breaks=listed("breaks"),
    )


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, roughly: no further than `_FAR` characters off."""
    low = max(0, start - _FAR)
    for found in _SENTENCE_END.finditer(text, low, start):
        low = found.end()
    found_after = _SENTENCE_END.search(text, end, end + _FAR)
    return low, found_after.start() if found_after else min(len(text), end + _FAR)


def direction(text: str, start: int, end: int, cues: Cues, *, weekday: bool = False) -> int:
    """-1 where the nearest cue of the sentence is one of the past, 1 of the future, 0 where there is none.

    It is 2 or -2 where it is sure: a verb close by, or a word directly before the expression ("since",
    "until"), which outweighs verbs.
    """
    if not cues.words:
        return 0
    low, high = sentence(text, start, end)
    before = _WORD.findall(text, low, start)
    after = _WORD.findall(text, end, high)
    if weekday and before and (pointed := cues.lead_weekday.get(before[-1])):
        return pointed
    lead = lead_word(before, cues)
    if lead:
        pointed = cues.lead[lead]
        return -1 if pointed > 0 and not cues.undone.isdisjoint(before + after) else 2 * pointed
    best, nearest = 0, _TOO_FAR
    for words, start_cost, step in ((before[::-1], 0, -1), (after, 2, 1)):
        cost = start_cost
        for at, word in enumerate(words):
            cost += 1 if word.isalpha() and word not in cues.breaks else _CLAUSE
            following = words[at + step] if 0 <= at + step < len(words) else ""
            preceding = words[at - step] if 0 <= at - step < len(words) else ""
            pointed = _points(preceding, word, following, cues)
            if pointed or cost >= nearest:
                break
        else:
            continue
        if pointed and cost < nearest:
            best, nearest = pointed, cost
    return 2 * best if nearest <= _CLOSE else best


def lead_word(before: Sequence[str], cues: Cues) -> str:
    """The cue word directly before an expression, or before the word there; "" if there is none."""
    return next((word for word in before[:-3:-1] if word in cues.lead), "")


def words_before(text: str, start: int) -> list[str]:
    """The words of the sentence before an expression, in order."""
    low, _ = sentence(text, start, start)
    return _WORD.findall(text, low, start)


def _points(preceding: str, word: str, following: str, cues: Cues) -> int:
    """The time that a word points to, by itself or with the words beside it."""
    for pair in (f"{preceding} {word}", f"{word} {following}"):
        if (known := cues.pairs.get(pair)) is not None:
            return known
    passive = preceding in cues.timeless
    if (known := cues.words.get(word)) is not None:
        return 0 if known < 0 and passive else known
    if len(word) > 4 and not passive and word.endswith(cues.any_ending):
        for ending, pointed in cues.endings:
            if word.endswith(ending):
                return pointed
    return 0
