"""The words of a language without a pack: dateparser's locale data, mended by mends.toml.

The library tells its words apart by keys: "april", "sunday", "1 week ago". Of each key one spelling is
kept that dateparser itself can read; every other spelling stands for that one.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.dates import locales, normalise
from pipeline.dates.scripts import spell

Table = dict[str, list[str]]
"""What dateparser is asked about, and the spellings that stand for it."""
Wanted = Callable[[str, list[str]], bool]
"""Whether a spelling is to be known, among all of its key."""
_MENDS = Path(__file__).with_name("mends.toml")
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_KEY = re.compile(
    r"in (?P<ahead>[0-9]+) (?P<ahead_unit>day|week|month|year)"
    r"|(?P<back>[0-9]+) (?P<back_unit>day|week|month|year) ago"
)
_COUNTED_KEY = re.compile(r"(?:in \\1 (?:day|week|month|year)|\\1 (?:day|week|month|year) ago)")
_NUMBER = re.compile(r"\(\\d.{0,40}?\)")
_SIGNS = re.compile(r"[\\()\[\]{}?*+|^$]")
_ALTERNATIVES = re.compile(
    r"(?P<stem>[^\W\d_]*)\((?P<endings>(?:[^\W\d_]|\|)+)\)(?P<may>\??)|(?P<word>[^\W\d_]+)"
)
_ALPHABETS = 0x590
"""Up to here alphabets with vowels, in which two letters are seldom a name."""
_LEAST = ((0x2E80, 2), (0x900, 3), (0, 4))
"""From which character on how many make a word that is no other: Chinese, Indic, the rest."""
_ABBREVIATED = 3
"""A name that lacks so many letters of a longer one is an abbreviation of it."""


class Counted(NamedTuple):
    """The words around a number: before it, behind it where something stands before, behind it alone."""

    before: Table
    closing: Table
    behind: Table


@cache
def mends(language: str) -> Mapping[str, Any]:
    """What mends.toml says of a language: keys of the library, and those listed at its head."""
    table: Mapping[str, Any] = _all_mends().get(language, {})
    return table


@cache
def _all_mends() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_MENDS.read_text(encoding="utf-8"))


@cache
def spellings(language: str) -> Table:
    """Every spelling by the library's key, those of all scripts of the language, mended."""
    found: Table = {}
    for code in locales.scripts(language):
        info = locales.info(code)
        for key in (*locales.MONTHS, *locales.WEEKDAYS):
            found.setdefault(key, []).extend(info.get(key, ()))
        for key, words in info.get("relative-type", {}).items():
            if _KEY.fullmatch(key):
                found.setdefault(key, []).extend(words)
    for regional in locales.info(language).get("locale_specific", {}).values():
        taken = {spell(word) for words in found.values() for word in words}
        for key in (*locales.MONTHS, *locales.WEEKDAYS):
            found[key] += [word for word in regional.get(key, ()) if spell(word) not in taken]
    unwanted = {spell(word) for word in mends(language).get("without", ())}
    for key, words in found.items():
        found[key] = [word for word in dict.fromkeys(words) if spell(word) not in unwanted]
    return found


def months(language: str, *, alone: bool = False) -> Table:
    """The names of the months; `alone` only those that mean one without a number beside them."""
    return _read(language, locales.MONTHS, _long if alone else _named)


def weekdays(language: str) -> Table:
    """The names of the weekdays, without abbreviations."""
    return _read(language, locales.WEEKDAYS, _long)


def relative(language: str) -> Table:
    """Whole phrases such as "yesterday" and "next year"."""
    keys = [key for key in {**spellings(language), **mends(language)} if _KEY.fullmatch(key)]
    return _read(language, keys, _named)


def _read(language: str, keys: Iterable[str], wanted: Wanted) -> Table:
    """By the spelling of a key that dateparser reads as meant: all of its spellings that are wanted."""
    found: Table = {}
    taken: set[str] = set()
    for key in keys:
        words = spellings(language).get(key, [])
        asked = next((word for word in _askable(key, words, language) if _means(word, key, language)), "")
        spelled = [*mends(language).get(key, ()), *(word for word in words if wanted(word, words))]
        if not _KEY.fullmatch(key):
            spelled += _inflected(words, language)
        fresh = [word for word in dict.fromkeys(spelled) if spell(word) not in taken]
        if asked and fresh:
            found[asked] = fresh
            taken.update(map(spell, fresh))
    return found


def _inflected(words: list[str], language: str) -> list[str]:
    """The names with the endings that the language hangs on them."""
    endings = mends(language).get("endings", ())
    return [word + ending for word in words if _long(word, words) for ending in endings]


def _askable(key: str, words: list[str], language: str) -> Iterator[str]:
    """Ways to say a key: the library's own, else its patterns with the number in place."""
    yield from words
    found = _KEY.fullmatch(key)
    if found is not None:
        number = found["ahead"] or found["back"]
        for name, before, behind in _patterns(language):
            if name == key.replace(number, r"\1"):
                yield f"{before}{number}{behind}"


def _means(word: str, key: str, language: str) -> bool:
    """Whether dateparser reads a spelling as its own table says."""
    if key in locales.MONTHS:
        number = locales.MONTHS.index(key) + 1
        return normalise.month(word, language) == normalise.month(word, language, 24) == number
    if key in locales.WEEKDAYS:
        return normalise.weekday(word, language) == locales.WEEKDAYS.index(key) + 1
    found = _KEY.fullmatch(key)
    if found is None:
        return False
    amount = int(found["ahead"]) if found["ahead"] else -int(found["back"])
    return normalise.distance(word, language) == (amount, _UNITS[found["ahead_unit"] or found["back_unit"]])


def _named(word: str, words: list[str]) -> bool:
    """Whether a word is long enough to mean something beside a number."""
    return spell(word)[0].isalpha() and len(word) >= (3 if ord(word[0]) < _ALPHABETS else 2)


def _long(word: str, words: list[str]) -> bool:
    """Whether a word is no abbreviation, and long enough to be no other word by chance."""
    short = any(other.startswith(word) and len(other) >= len(word) + _ABBREVIATED for other in words)
    least = next(length for first, length in _LEAST if ord(word[0]) >= first)
    return _named(word, words) and not short and len(word) >= least


@cache
def _patterns(language: str) -> tuple[tuple[str, str, str], ...]:
    """The library's patterns of "3 days ago": the key, what stands before the number, what behind it."""
    unwanted = {spell(word) for word in mends(language).get("without", ())}
    found: list[tuple[str, str, str]] = []
    for code in locales.scripts(language):
        for key, patterns in locales.info(code).get("relative-type-regex", {}).items():
            for pattern in patterns if _COUNTED_KEY.fullmatch(key) else ():
                before, *behind = _NUMBER.split(str(pattern))
                around = f"{before} {' '.join(behind)}"
                if (
                    len(behind) == 1
                    and not _SIGNS.search(around)
                    and unwanted.isdisjoint(spell(around).split())
                ):
                    found.append((key, before, behind[0]))
    return tuple(found)


@cache
def counted(language: str) -> Counted:
    """What stands around the number in "3 days ago" and "in 3 days", with the blanks beside it.

    Besides the library's patterns: all of its words for units where the patterns have one
    ("3 päivää sitten" tells that "sitten" may follow "viikkoa", too).
    """
    units = [
        f" {word}"
        for code in locales.scripts(language)
        for unit in _UNITS
        for word in locales.info(code).get(unit, ())
        if len(word) > 2
    ]
    before, closing, behind = set[str](), set[str](), set[str]()
    for _, first, last in _patterns(language):
        if first and spell(first)[0].isalpha() and _enough(last):
            before.add(first)
            closing.add(last)
        elif not first and _enough(last):
            behind.add(last)
    more = mends(language)
    own = {f"{word} " for word in more.get("before", {})} - before
    if own or not closing.isdisjoint(units):
        closing.update(units)
    heads = [last.strip().partition(" ") for last in behind]
    tails = {tail for head, _, tail in heads if tail and f" {head}" in units}
    behind.update(f"{unit} {tail}" for unit in units for tail in tails)
    return Counted(
        _mended(before | own, more.get("before", {})),
        _mended(closing, more.get("counted", {})),
        _mended(behind, more.get("counted", {})),
    )


def _mended(asked: Iterable[str], more: Mapping[str, list[str]]) -> Table:
    """Each of the words with its spellings: itself, and what is listed for it without its blanks."""
    return {words: [words.strip(), *more.get(words.strip(), ())] for words in sorted(asked)}


def _enough(words: str) -> bool:
    """Whether the words behind a number are more than a letter that may stand for a measure."""
    letters = words.replace(" ", "")
    return len(letters) > (2 if letters and ord(letters[0]) < _ALPHABETS else 1)


def numbers(language: str) -> Table:
    """Numbers in words, from the library's rules that write them in figures."""
    found: Table = {value: list(words) for value, words in mends(language).get("number", {}).items()}
    for rule in locales.info(language).get("simplifications", ()):
        ((pattern, value),) = rule.items()
        if str(value).isdecimal():
            found.setdefault(str(value), []).extend(_expanded(pattern))
    return found


def _expanded(pattern: str) -> list[str]:
    """The words that a pattern of letters and alternatives stands for; none where it has more to it."""
    parts: list[list[str]] = []
    at = 0
    while at < len(pattern):
        found = _ALTERNATIVES.match(pattern, at)
        if found is None:
            return []
        endings = (found["endings"] or "").split("|")
        stem = found["stem"] if found["endings"] else found["word"]
        parts.append([stem + ending for ending in (*endings, *([""] if found["may"] else []))])
        at = found.end()
    return ["".join(words) for words in product(*parts)]
