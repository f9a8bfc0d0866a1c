"""Find phrases of a language pack in a text: one pass over its words, linear in their number.

Phrases are compared word by word without case or accents, so that "Elysée", "ELYSEE" and "Élysée" are
one, and apostrophes, hyphens and spaces between words make no difference ("l'emporte", "l emporte").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    spans = [match.span() for match in _WORD.finditer(text)]
    return [Word(start, end, folded[start:end]) for start, end in spans]


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


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Phrases, as the words that they are compared by, with their tags.

    Of phrases that overlap in a text the leftmost and longest counts; with `overlapping` each of them does.
    """

    phrases: Mapping[tuple[str, ...], Sequence[str]]
    overlapping: bool = False

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, str]], *, overlapping: bool = False) -> "Lexicon":
        """Make a lexicon of (tag, phrase pattern) pairs; a phrase may have several tags."""
        tags: dict[tuple[str, ...], list[str]] = {}
        for tag, pattern in phrases:
            for phrase in expand(pattern):
                known = tags.setdefault(key(phrase), [])
                if tag not in known:
                    known.append(tag)
        tags.pop((), None)
        return cls(tags, overlapping)

    def find(self, text_words: Sequence[Word]) -> list[Cue]:
        """The phrases in a text from left to right, the longest at a word first; one cue per tag."""
        (found,) = self._alone.find(text_words)
        return found

    @cached_property
    def _alone(self) -> "Lexicons":
        return Lexicons((self,))


_END = ""
"""Stands behind the last word of a text, and is none."""
_Tags = tuple[tuple[int, tuple[str, ...]], ...]
"""What a phrase is: the number of each lexicon that has it, and its tags there."""


class _Node:
    """Where the first words of a phrase lead: on by one more word, and to the tags of what they are."""

    __slots__ = ("after", "tags")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.tags: _Tags = ()


class Lexicons:
    """Several lexicons that are looked for in one pass over a text."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._overlapping = [lexicon.overlapping for lexicon in lexicons]
        self._root = _Node()
        for number, lexicon in enumerate(lexicons):
            for phrase, tags in lexicon.phrases.items():
                node = self._root
                for word in phrase:
                    node = node.after.setdefault(word, _Node())
                node.tags += ((number, tuple(tags)),)

    def find(self, text_words: Sequence[Word]) -> list[list[Cue]]:
        """The phrases of each lexicon in a text, as `Lexicon.find` gives them."""
        found: list[list[Cue]] = [[] for _ in self._overlapping]
        free = [0] * len(found)
        keys = [*[word.key for word in text_words], _END]
        for first, begun in enumerate(map(self._root.after.get, keys)):
            if begun is None:
                continue
            node: _Node | None = begun
            last = first
            hits: list[tuple[int, _Tags]] = []
            while node is not None:
                if node.tags:
                    hits.append((last, node.tags))
                last += 1
                node = node.after.get(keys[last])
            for last, tags_by_lexicon in reversed(hits):
                start, end = text_words[first].start, text_words[last].end
                for number, tags in tags_by_lexicon:
                    if first >= free[number]:
                        for tag in tags:
                            found[number].append(Cue(tag, start, end, first, last))
                        if not self._overlapping[number]:
                            free[number] = last + 1
        return found
