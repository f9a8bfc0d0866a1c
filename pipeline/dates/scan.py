"""The scan: where a text speaks of time, before the context is asked what it means."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.dates import pack
from pipeline.dates.builders import BUILDERS, NOTHING, Half, Value
from pipeline.dates.pack import Grammar, Guard, Rule
from pipeline.dates.template import LONG, SHORT

Found = tuple[Rule, re.Match[str]]
"""A rule and where it matches."""
_WORDS_BACK = 48
"""Characters to look back for modifiers and guards: more than their longest phrase."""
_LONGEST_WORD = 24
_APART = str.maketrans(dict.fromkeys("'-\"(«", " "))
_WORD = re.compile(r"[^\W_]+|\S")
_THOUSANDS = re.compile("[0-9]{1,3}(?:,[0-9]{3})+")
_NEXT_WORD = re.compile(r" [^\W\d_]")
_NEXT_TOKEN = re.compile(r"[^\w]{0,20}([^\W\d_]+|[0-9]+)")
_FOLLOWING = re.compile(r"[ '-]{0,8}([^\W_]+|[^\w\s])")


class Draft(NamedTuple):
    """A half-resolved expression with its place in the folded text; `core` is where its pattern starts."""

    start: int
    end: int
    core: int
    half: Half
    rule: Rule
    mod: str


def scan(text: str, original: str, grammar: Grammar, day_first: Callable[[], bool]) -> list[Draft]:
    """All expressions of a folded text, in order, not overlapping: at each word the longest match.

    `original` is the text as given where it has the same length, for capitals; `day_first` tells, where
    it matters, whether 4/5/2022 names the day first.
    """
    drafts: list[Draft] = []
    at = 0
    for trigger in grammar.trigger.finditer(text):
        start = trigger.start()
        if start < at:
            continue
        for rule in candidates(text, trigger, grammar):
            match = rule.regex.match(text, start)
            if match is None or not _passes(rule.guards, text, original, match):
                continue
            if rule.builder == NOTHING:
                at = match.end()
                break
            new = _drafts(text, at, (rule, match), grammar, day_first)
            if new:
                drafts += new
                at = match.end()
                break
    return drafts


def candidates(text: str, trigger: re.Match[str], grammar: Grammar) -> tuple[Rule, ...]:
    """The rules that can start where the first pass stopped, the longest first."""
    word = trigger["word"]
    second = _NEXT_TOKEN.match(text, trigger.end("word") if word else trigger.end())
    return grammar.candidates(word or (LONG if trigger["long"] else SHORT), second[1] if second else "")


def _passes(guards: tuple[Guard, ...], text: str, original: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before: list[str] | None = None
    after: list[str] | None = None
    for guard in guards:
        if guard.capital and _small(text, original, start, end, guard.capital):
            return False
        if guard.names is not None and _is_name(original, start, end, guard.names, guard):
            return False
        if guard.before_signs is not None and guard.before_signs.search(text, max(0, start - 4), start):
            return False
        if guard.after_signs is not None and guard.after_signs.match(text, end):
            return False
        if guard.before or guard.needs or guard.unless:
            if before is None:
                low = max(0, start - _WORDS_BACK)
                before = _before(text, low, start, 3)
            if not guard.before.isdisjoint(before) or (guard.needs and guard.needs.isdisjoint(before)):
                return False
        if guard.after or guard.needs_after:
            if after is None:
                after = list(_phrases_after(text, end))
            lifted = before is not None and not guard.unless.isdisjoint(before)
            if (not lifted and not guard.after.isdisjoint(after)) or (
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


def _is_name(original: str, start: int, end: int, names: re.Pattern[str], guard: Guard) -> bool:
    """Whether a word is a name: a capital follows, or the text has it behind a first name."""
    if _NEXT_WORD.match(original, end) and original[end + 1].isupper():
        return True
    return original[start:end] in _names(original, names, guard.no_first_names)


@lru_cache(maxsize=4)
def _names(original: str, names: re.Pattern[str], no_first_names: frozenset[str]) -> frozenset[str]:
    """The words that a text has behind a first name or a title."""
    found = [
        (_word_before(original, 0, found.start()).rstrip("."), found["name"])
        for found in names.finditer(original)
    ]
    return frozenset(
        name for first, name in found if first[:1].isupper() and first.lower() not in no_first_names
    )


def _before(text: str, low: int, start: int, most: int) -> list[str]:
    """The one, two, ... words directly before `start`, as phrases."""
    phrases: list[str] = []
    for word in reversed(_WORD.findall(text, low, start)):
        if word in "'-" or (not phrases and word in '«"('):
            continue
        phrases.append(f"{word} {phrases[-1]}" if phrases else word)
        if not word.isalnum() or len(phrases) == most:
            break
    return phrases


def _word_before(text: str, low: int, start: int) -> str:
    """The word directly before `start`: a quick look, before phrases are put together."""
    near = text[max(low, start - _LONGEST_WORD) : start].translate(_APART).split()
    return near[-1] if near else ""


def _phrases_after(text: str, end: int) -> Iterator[str]:
    """The one and two words directly after `end`."""
    first = _FOLLOWING.match(text, end)
    if first is None:
        return
    yield first[1]
    second = _FOLLOWING.match(text, first.end())
    if second is not None and first[1].isalnum():
        yield f"{first[1]} {second[1]}"


def _drafts(
    text: str, low: int, found: Found, grammar: Grammar, day_first: Callable[[], bool]
) -> list[Draft]:
    rule, match = found
    groups: dict[str, Value] = dict(rule.constants)
    for name, words in match.groupdict().items():
        if words is not None:
            groups[name] = _value(words, grammar.words.get(rule.classes[name], {}))
    if "first" in groups:
        groups["day_first"] = int(day_first())
    drafts: list[Draft] = []
    for half in BUILDERS[rule.builder](groups):
        start = match.start(half.start) if half.start else match.start()
        end = match.end(half.end) if half.end else match.end()
        core = start
        mod = half.mod
        if start == match.start() and not rule.unmodified:
            start, modified = _extend(text, low, start, half.type, grammar)
            mod = modified or mod
        drafts.append(Draft(start, end, core, half, rule, mod))
    return drafts


def _value(words: str, table: Mapping[str, Value]) -> Value:
    """What captured words stand for: their value in a table of the pack, a number, or themselves."""
    value = table.get(words)
    if value is not None:
        return value
    if words.isdigit():
        return int(words)
    value = table.get(pack.key(words))
    if value is not None:
        return value
    return int(words.replace(",", "")) if _THOUSANDS.fullmatch(words) else words


def _extend(text: str, low: int, start: int, kind: str, grammar: Grammar) -> tuple[int, str]:
    """Take modifiers before a match in: the new start, and their TIMEX3 mod."""
    mod = ""
    core = start
    for step in range(4):
        if _word_before(text, low, start) not in grammar.last_of_modifier:
            break
        best = None
        for phrase in _before(text, max(low, start - _WORDS_BACK), start, grammar.longest_modifier):
            modifier = grammar.modifiers.get(phrase)
            if (
                modifier is not None
                and kind in modifier.types
                and (not modifier.numeral or (not step and _starts_with_number(text, core, grammar)))
            ):
                best = phrase, modifier
        if best is None:
            break
        for word in reversed(best[0].split()):
            start = text.rfind(word, low, start)
        mod = best[1].mod or mod
    return start, mod


def _starts_with_number(text: str, start: int, grammar: Grammar) -> bool:
    first = _WORD.match(text, start)
    return first is not None and (
        first.group().isdigit()
        or first.group() in grammar.words["number"]
        or first.group() in grammar.words.get("article", {})
    )
