"""The scan: where a text speaks of time, before the context is asked what it means."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.dates import pack
from pipeline.dates.builders import BUILDERS, Half, Value
from pipeline.dates.pack import Grammar, Guard, Rule
from pipeline.dates.template import LONG, SHORT

Found = tuple[Rule, re.Match[str]]
"""A rule and where it matches."""
_WORDS_BACK = 48
"""Characters to look back for modifiers and guards: more than their longest phrase."""
_LONGEST_WORD = 24
_APART = str.maketrans(dict.fromkeys("'-\"(«", " "))
_WORD = re.compile(r"[^\W_]+|\S")
_PARTING = re.compile("[ '-]+")


class Draft(NamedTuple):
    """A half-resolved expression with its place in the folded text; `core` is where its pattern starts."""

    start: int
    end: int
    core: int
    half: Half
    rule: Rule
    mod: str


def scan(text: str, original: str, grammar: Grammar, constants: Mapping[str, Value]) -> list[Draft]:
    """All expressions of a folded text, in order, not overlapping: at each word the longest match.

    `original` is the text as given where it has the same length, for capitals; `constants` go to
    every builder.
    """
    drafts: list[Draft] = []
    at = 0
    for trigger in grammar.trigger.finditer(text):
        start = trigger.start()
        if start < at:
            continue
        word = trigger["word"] or (LONG if trigger["long"] else SHORT)
        indexes = grammar.starting.get(word, ())
        first = grammar.bundle(indexes).match(text, start) if indexes else None
        if first is None or first.lastindex is None:
            continue
        # The rules behind the first that matches serve where its guards refuse it.
        for index in indexes[first.lastindex - 1 :]:
            rule = grammar.rules[index]
            match = rule.regex.match(text, start)
            if match is None or not _passes(rule.guards, text, original, match, grammar):
                continue
            new = _drafts(text, at, (rule, match), grammar, constants)
            if new:
                drafts += new
                at = match.end()
                break
    return drafts


def _passes(
    guards: tuple[Guard, ...], text: str, original: str, match: re.Match[str], grammar: Grammar
) -> bool:
    start, end = match.span()
    before: list[str] | None = None
    after: list[str] | None = None
    for guard in guards:
        if guard.capital and _small(text, original, start, end, grammar.capital):
            return False
        if guard.before_signs is not None and guard.before_signs.search(text, max(0, start - 4), start):
            return False
        if guard.after_signs is not None and guard.after_signs.match(text, end):
            return False
        if guard.before or guard.needs:
            if before is None:
                low = max(0, start - _WORDS_BACK)
                before = [phrase for phrase, _ in _phrases_before(text, low, start, 3)]
            if not guard.before.isdisjoint(before) or (guard.needs and guard.needs.isdisjoint(before)):
                return False
        if guard.after or guard.needs_after:
            if after is None:
                after = list(_phrases_after(text, end))
            if not guard.after.isdisjoint(after) or (
                guard.needs_after and guard.needs_after.isdisjoint(after)
            ):
                return False
    return True


def _small(text: str, original: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands there in small letters."""
    return any(
        found.group() in words and not original[found.start()].isupper()
        for found in _WORD.finditer(text, start, end)
    )


def _phrases_before(text: str, low: int, start: int, most: int) -> Iterator[tuple[str, int]]:
    """The one, two, ... words directly before `start`, with where they start."""
    words: list[str] = []
    spans = [(found.group(), found.start()) for found in _WORD.finditer(text, low, start)]
    for word, at in reversed(spans):
        if word in "'-":
            continue
        if not word.isalnum():
            if words or word not in '«"(':
                words.insert(0, word)
                yield " ".join(words), at
            return
        words.insert(0, word)
        yield " ".join(words), at
        if len(words) == most:
            return


def _word_before(text: str, low: int, start: int) -> str:
    """The word directly before `start`: a quick look, before phrases are put together."""
    near = text[max(low, start - _LONGEST_WORD) : start].translate(_APART).split()
    return near[-1] if near else ""


def _phrases_after(text: str, end: int) -> Iterator[str]:
    """The one and two words directly after `end`."""
    words = _PARTING.split(text[end : end + _WORDS_BACK].lstrip(" -'"))[:2]
    first = _WORD.match(words[0]) if words and words[0] else None
    if first is None:
        return
    yield first.group()
    if len(words) > 1 and first.group() == words[0]:
        yield f"{words[0]} {words[1]}"


def _drafts(
    text: str, low: int, found: Found, grammar: Grammar, constants: Mapping[str, Value]
) -> list[Draft]:
    rule, match = found
    drafts: list[Draft] = []
    groups: dict[str, Value] = {**constants, **rule.constants}
    for name, words in match.groupdict().items():
        if words is not None:
            table = grammar.words.get(rule.classes[name], {})
            value = table.get(pack.key(words))
            groups[name] = value if value is not None else (int(words) if words.isdigit() else words)
    for half in BUILDERS[rule.builder](groups):
        start = match.start(half.start) if half.start else match.start()
        end = match.end(half.end) if half.end else match.end()
        core = start
        mod = half.mod
        if start == match.start():
            start, modified = _extend(text, low, start, half.type, grammar)
            mod = modified or mod
        drafts.append(Draft(start, end, core, half, rule, mod))
    return drafts


def _extend(text: str, low: int, start: int, kind: str, grammar: Grammar) -> tuple[int, str]:
    """Take modifiers before a match in: the new start, and their TIMEX3 mod."""
    mod = ""
    core = start
    for step in range(4):
        if _word_before(text, low, start) not in grammar.last_of_modifier:
            break
        best = None
        for phrase, at in _phrases_before(
            text, max(low, start - _WORDS_BACK), start, grammar.longest_modifier
        ):
            modifier = grammar.modifiers.get(phrase)
            if (
                modifier is not None
                and kind in modifier.types
                and (not modifier.numeral or (not step and _starts_with_number(text, core, grammar)))
            ):
                best = at, modifier
        if best is None:
            break
        start = best[0]
        mod = best[1].mod or mod
    return start, mod


def _starts_with_number(text: str, start: int, grammar: Grammar) -> bool:
    first = _WORD.match(text, start)
    return first is not None and (
        first.group().isdigit()
        or first.group() in grammar.words["number"]
        or first.group() in grammar.words.get("article", {})
    )
