"""A language's pack, compiled: its rules as patterns, and which of them can start at which word."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from pipeline import packs
from pipeline.dates import locales, template
from pipeline.dates.builders import Value
from pipeline.dates.cues import Cues, compile_cues
from pipeline.dates.fold import fold

_PLAIN = re.compile(r"[^\w]+|_")
_WORD_END = r"(?!\w)(?<![, ])"
_REMEMBERED = 20_000
"""How many pairs of words are remembered with the rules that they can start."""
_BETWEEN = r"[^\w%$€£]{0,20}"
"""What may part the first word of an expression from the second: blanks, commas, hyphens."""
_NUMBER_BEHIND = rf"(?!,[0-9]{{3}}(?![0-9])){_BETWEEN}[0-9]{{1,4}}(?![0-9%])"


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a match is no date: beside words or characters that say so.

    `before` and `after` are phrases that must not stand directly beside the match, `needs` ones of
    which one must stand before it (`needs_after`: after it), `unless` ones before it that lift
    `after` ("in 2002 votes were cast"), `before_signs` and `after_signs` patterns of characters that
    must not touch it. `capital` refuses a match in which one of these words stands in small letters
    (true: the pack's ambiguous words); with `names` one is refused that a capital follows, or that
    the text uses as a name ("Theresa May").
    """

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    needs_after: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    before_signs: re.Pattern[str] | None = None
    after_signs: re.Pattern[str] | None = None
    capital: frozenset[str] = frozenset()
    names: re.Pattern[str] | None = None
    no_first_names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """One pattern: the builder that reads it, the constants that it hands on, its guards.

    `first` is tried before all others; `unmodified` takes no modifier in ("the six-week campaign").
    """

    rule_id: str
    pattern: str
    expression: str
    builder: str
    constants: Mapping[str, Value]
    guards: tuple[Guard, ...]
    example: str
    published: str
    value: str
    heads: template.Heads
    size: tuple[int, int]
    first: bool
    unmodified: bool
    classes: Mapping[str, str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text first needs it: an article needs few of the rules."""
        return re.compile(self.expression)


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words before an expression that belong to it: the TIMEX3 mod that they set, the types they go with.

    `numeral`: only directly before a number.
    """

    mod: str
    types: frozenset[str]
    numeral: bool


@dataclass(frozen=True)
class Grammar:
    """Everything the engine needs of a language."""

    language: str
    words: Mapping[str, Mapping[str, Value]]
    rules: tuple[Rule, ...]
    following: Mapping[str, Mapping[str, Sequence[int]]]
    trigger: re.Pattern[str]
    modifiers: Mapping[str, Modifier]
    longest_modifier: int
    last_of_modifier: frozenset[str]
    cues: Cues
    fused: re.Pattern[str] | None
    options: Mapping[str, Any]
    ranges: tuple[Mapping[str, Any], ...] = ()
    joins: frozenset[str] = frozenset()
    clock_joins: frozenset[str] = frozenset()
    _candidates: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict, repr=False)

    def candidates(self, first: str, second: str) -> tuple[Rule, ...]:
        """The rules that can start with these two words of a text, the longest first.

        The second may have run together with what follows it ("20hmin"): its beginnings count, too.
        """
        if second.isdecimal():
            second = template.LONG if len(second) >= len(template.LONG) else template.SHORT
        known = self._candidates.get((first, second))
        if known is None:
            following = self.following.get(first, {})
            fitting = {rule for size in range(len(second) + 1) for rule in following.get(second[:size], ())}
            known = tuple(self.rules[index] for index in sorted(fitting))
            if len(self._candidates) >= _REMEMBERED:
                self._candidates.clear()
            self._candidates[first, second] = known
        return known


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """A word as the tables of a pack know it: folded, letters and digits alone."""
    return _PLAIN.sub("", fold(word))


@cache
def known(language: str) -> bool:
    """Whether the language has a pack for dates."""
    return bool(language) and (packs.FOLDER / language / "dates.toml").is_file()


@cache
def grammar(language: str) -> Grammar:
    """The compiled pack of a language.

    Raises:
        KeyError: the language has no words.toml or dates.toml.
        template.TemplateError: a pattern can't be read; the message names the rule.
    """
    words = packs.load(language, "words")
    words = words | {"class": _with_names(language, words["class"], words.get("locale", {}))}
    return compile_pack(language, words, packs.load(language, "dates"))


def _with_names(language: str, classes: Mapping[str, Any], locale: Mapping[str, Any]) -> dict[str, Any]:
    """The classes of a pack, with the names that its [locale] table takes from the library.

    `names` are the classes to take ("month", "weekday"); what the pack lists of them comes on top,
    `without` are spellings to leave out.
    """
    unwanted = {key(word) for word in locale.get("without", ())}
    filled = dict(classes)
    for cls in locale.get("names", ()):
        own = classes.get(cls, {})
        filled[cls] = {
            value: [word for word in spelled if key(word) not in unwanted] + list(own.get(value, ()))
            for value, spelled in locales.names(language, cls).items()
        }
    return filled


def compile_pack(language: str, words: Mapping[str, Any], dates: Mapping[str, Any]) -> Grammar:
    """A grammar out of the two files' content."""
    listed = _listed(words["class"])
    classes = template.SHAPES | {name: template.trie(spelled) for name, spelled in listed.items()}
    for name, parts in dates.get("union", {}).items():
        classes[name] = "|".join(classes[part] for part in parts)
        listed[name] = [word for part in parts for word in listed.get(part, _samples(part))]
    tables: dict[str, dict[str, Value]] = {
        name: {key(word): _value(value) for value, spelled in table.items() for word in spelled}
        for name, table in words["class"].items()
    }
    for name, parts in dates.get("union", {}).items():
        tables[name] = {word: value for part in parts for word, value in tables.get(part, {}).items()}
    ambiguous = words.get("capital", {})
    guards = {name: _guard(content, ambiguous) for name, content in dates.get("guard", {}).items()}
    rules = _largest_first(_rule(entry, classes, listed, guards) for entry in dates["rule"])
    following: dict[str, dict[str, list[int]]] = {}
    for index, rule in enumerate(rules):
        for first, seconds in rule.heads.items():
            for second in seconds:
                following.setdefault(first, {}).setdefault(second, []).append(index)
    modifiers = {
        _spaced(word): Modifier(entry.get("mod", ""), frozenset(entry["types"]), entry.get("numeral", False))
        for entry in dates.get("modifier", ())
        for word in entry["words"]
    }
    return Grammar(
        language=language,
        words=tables,
        rules=rules,
        following=following,
        trigger=_trigger(following),
        modifiers=modifiers,
        longest_modifier=max((word.count(" ") + 1 for word in modifiers), default=0),
        last_of_modifier=frozenset(word.rpartition(" ")[2] for word in modifiers),
        cues=compile_cues(words.get("cue", {})),
        fused=_fused(words, listed),
        options=dates.get("option", {}),
        ranges=tuple(dates.get("range", ())),
        joins=frozenset(dates.get("option", {}).get("joins", ())),
        clock_joins=frozenset(dates.get("option", {}).get("clock_joins", ())),
    )


def _largest_first(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules with the most mandatory parts first, so that the first to match is the longest match.

    A rule with `first` goes before all: its class holds phrases that are longer than they look.
    """

    def order(rule: Rule) -> tuple[bool, int, int]:
        least, most = rule.size
        return not rule.first, -least, -most

    return tuple(sorted(rules, key=order))


def _samples(shape: str) -> list[str]:
    """Numbers that start as those of a shape can."""
    return ["0" * len(start) for start in template.shape_starts(shape)]


def _listed(classes: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every spelling of each class, folded."""
    return {
        name: [fold(word) for spelled in table.values() for word in spelled]
        for name, table in classes.items()
    }


def _value(text: str) -> Value:
    return (
        int(text)
        if text.removeprefix("-").isdigit() and (text == "0" or text.lstrip("-")[0] != "0")
        else text
    )


def _rule(
    entry: Mapping[str, Any],
    classes: Mapping[str, str],
    listed: Mapping[str, list[str]],
    guards: Mapping[str, Guard],
) -> Rule:
    try:
        tree = template.parse(fold(entry["pattern"]))
        heads, empty = template.heads(tree, listed)
        if empty:
            raise template.TemplateError(f"nothing in {entry['pattern']!r} is mandatory")
        expression = template.regex(tree, classes) + _WORD_END
    except template.TemplateError as problem:
        raise template.TemplateError(f"rule {entry['id']!r}: {problem}") from problem
    unknown = [name for name in entry.get("guards", ()) if name not in guards]
    if unknown:
        raise template.TemplateError(f"rule {entry['id']!r}: no guard {unknown[0]!r}")
    return Rule(
        rule_id=entry["id"],
        pattern=entry["pattern"],
        expression=expression,
        builder=entry["builder"],
        constants=entry.get("with", {}),
        guards=tuple(guards[name] for name in entry.get("guards", ())),
        example=entry["example"],
        published=str(entry.get("published", "")),
        value=entry["value"],
        heads=heads,
        size=template.size(tree),
        first=entry.get("first", False),
        unmodified=entry.get("unmodified", False),
        classes={part.name: part.cls for part in template.classes_of(tree)},
    )


def _guard(content: Mapping[str, Any], ambiguous: Mapping[str, Sequence[str]]) -> Guard:
    def words(name: str) -> frozenset[str]:
        return frozenset(_spaced(word) for word in content.get(name, ()))

    def signs(name: str, form: str) -> re.Pattern[str] | None:
        return re.compile(form.format(content[name])) if name in content else None

    capital = content.get("capital", ())
    capital = ambiguous.get("words", ()) if capital is True else capital
    return Guard(
        before=words("before"),
        after=words("after"),
        needs=words("needs"),
        needs_after=words("needs_after"),
        before_signs=signs("before_signs", r"(?:{})\Z"),
        after_signs=signs("after_signs", "(?:{})"),
        unless=words("unless"),
        capital=frozenset(fold(word) for word in capital),
        names=_names(ambiguous) if content.get("no_name") else None,
        no_first_names=frozenset(ambiguous.get("no_first_names", ())),
    )


def _names(ambiguous: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """An ambiguous word that a first name or title may stand before, in the text as given."""
    words = "|".join(word.capitalize() for word in ambiguous["words"] if word.isalpha())
    return re.compile(rf"(?<=[^\W_]|\.) (?P<name>{words})\b(?! ?[0-9])")


def _spaced(phrase: str) -> str:
    """A phrase with its words parted by one blank, apostrophes and hyphens as blanks."""
    return " ".join(part for part in re.split("[ '-]+", fold(phrase)) if part)


def _trigger(following: Mapping[str, Mapping[str, object]]) -> re.Pattern[str]:
    """Where a rule can start: a number or one of the first words, with one that may follow it.

    Most articles, prepositions and amounts of a text are passed over here, for all rules at once.
    """
    tails = {first: _tail(seconds.keys()) for first, seconds in following.items() if "" not in seconds}
    words = template.trie(sorted(word for word in following if word[0] != template.SHORT), tails)
    short, long = (tails.get(first, "") for first in (template.SHORT, template.LONG))
    # The look at the first character is cheap, and ends of words do not pass it.
    letters = re.escape("".join(sorted({word[0] for word in following if word[0] != template.SHORT})))
    return re.compile(
        rf"\b(?=[{letters}0-9])(?:(?P<word>{words})(?:\b|[0-9])|(?P<long>[0-9]{{4}}){long}"
        rf"|(?<![0-9][.,])[0-9]{{1,3}}+(?:,[0-9]{{3}}){{0,2}}+{short})"
    )


def _tail(seconds: Set[str]) -> str:
    """A look ahead at the second word or number."""
    words = template.trie(sorted(word for word in seconds if word[0] != template.SHORT))
    options = [_BETWEEN + words] if words else []
    if not seconds.isdisjoint((template.SHORT, template.LONG)):
        options.append(_NUMBER_BEHIND)
    return f"(?={'|'.join(options)})"


def _fused(words: Mapping[str, Any], listed: Mapping[str, list[str]]) -> re.Pattern[str] | None:
    """Where a small word ran into a name or a year or these into a word, in the unfolded text."""
    fused = words.get("fused")
    if not fused:
        return None
    small = "|".join(sorted(fused["left"], key=len, reverse=True))
    months = "|".join(sorted((word for word in listed["month"] if len(word) > 3), key=len, reverse=True))
    names = {word for name in fused["classes"] for word in listed[name] if len(word) > 3 and word.isalpha()}
    right = "|".join(sorted(names | {name.capitalize() for name in names}, key=len, reverse=True))
    year = "(?:1[0-9]|20)[0-9][0-9]"
    after_year = "|".join(fused["left"] + fused.get("right", []))
    capitals = "|".join(sorted((name.capitalize() for name in names), key=len, reverse=True))
    return re.compile(
        rf"(?i:{small})(?P<right>(?:{right})\b|{year}(?![0-9])|[0-9]{{1,2}} (?i:{months})\b)"
        rf"|{year}(?P<right_of_year>[a-z]{{3}}|(?:{after_year})\b)"
        rf"|[0-9]{{1,2}}(?P<right_of_day>(?i:{months})\b)"
        rf"|[a-z]{{2,20}}(?P<right_of_word>(?:{capitals})\b)"
        rf"|(?i:{'|'.join(sorted(names))})(?P<right_of_name>[0-9]{{1,2}}\b)"
    )
