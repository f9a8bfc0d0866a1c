"""Find phrases of a language pack in a text: one pass over its words, linear in their number.

Phrases are compared word by word without case or accents, so that "Elysée", "ELYSEE" and "Élysée" are
one, and apostrophes, hyphens and spaces between words make no difference ("l'emporte", "l emporte").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_BRACES = re.compile(r"\{([^{}]*)\}")


class Word(NamedTuple):
    """A run of letters and digits; `key` is what phrases are compared by."""

    start: int
    end: int
    key: str


class Cue(NamedTuple):
    """A phrase found: its tag, its characters, and the range of its words."""

    tag: str
    start: int
    end: int
    first: int
    last: int


class _FoldTable(dict[int, str]):
    """Maps a character to its bare lower-case letter, one for one, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[:1].lower()
        folded = base if len(base) == 1 else char
        self[code] = folded
        return folded


_FOLD = _FoldTable({ord("ł"): "l", ord("Ł"): "l", ord("ø"): "o", ord("Ø"): "o", ord("ı"): "i", ord("đ"): "d"})


def fold(text: str) -> str:
    """The text in lower case without accents, of the same length."""
    return text.translate(_FOLD)


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    folded = fold(text)
    return [Word(m.start(), m.end(), folded[m.start() : m.end()]) for m in _WORD.finditer(text)]


def key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared."""
    return tuple(_WORD.findall(fold(phrase)))


def expand(pattern: str) -> list[str]:
    """Spell out braces: "vote{,s,d}" is vote, votes, voted."""
    found = _BRACES.search(pattern)
    if not found:
        return [pattern]
    heads = (pattern[: found.start()] + option + pattern[found.end() :] for option in found[1].split(","))
    return [phrase for head in heads for phrase in expand(head)]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with tags; `index` leads from a first word to its phrases, longest first."""

    index: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, str]]) -> "Lexicon":
        """Make a lexicon of (tag, phrase pattern) pairs; a phrase may have several tags."""
        tags: dict[tuple[str, ...], list[str]] = {}
        for tag, pattern in phrases:
            for phrase in expand(pattern):
                known = tags.setdefault(key(phrase), [])
                if tag not in known:
                    known.append(tag)
        index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for phrase_key, of in tags.items():
            if phrase_key:
                index.setdefault(phrase_key[0], []).append((phrase_key, tuple(of)))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return cls(index)

    def find(self, text_words: Sequence[Word]) -> Iterator[Cue]:
        """The phrases in a text, leftmost and longest first, not overlapping; one cue per tag."""
        keys = [word.key for word in text_words]
        at = 0
        while at < len(keys):
            step = 1
            for phrase, tags in self.index.get(keys[at], ()):
                size = len(phrase)
                if size == 1 or tuple(keys[at : at + size]) == phrase:
                    first, last = text_words[at], text_words[at + size - 1]
                    for tag in tags:
                        yield Cue(tag, first.start, last.end, at, at + size - 1)
                    step = size
                    break
            at += step
