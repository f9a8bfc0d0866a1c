"""The little language in which a pack writes its patterns, and its way to regular expressions.

    the {ordinal} quarter [of] {year}      words, classes, optional parts
    (from|between) {n:number} {unit}       alternatives; a class under a name of its own

`{class}` stands for a list of words of words.toml or for one of the shapes of `SHAPES`. A space is
any run of blanks, an apostrophe may be lost, a hyphen may be a space or missing. Nothing can be
repeated, so every pattern is of bounded length and is matched in linear time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

UNNAMED = "_"
"""The name of a class whose words nobody asks for: `{_:hyphen}`."""
GAP = " {1,4}"
SHORT, LONG = "#", "####"
"""Stand for a number of up to three digits, and for a longer one, among the first words of a pattern."""

SHAPES: dict[str, str] = {
    "year": r"(?:1[0-9]|2[01])[0-9]{2}",
    "modern_year": r"(?:19|20)[0-9]{2}",
    "yy": r"[0-9]{2}",
    "dd": r"(?:0?[1-9]|[12][0-9]|3[01])",
    "mm": r"(?:0?[1-9]|1[0-2])",
    "hh": r"(?:[01]?[0-9]|2[0-4])",
    "mi": r"[0-5][0-9]",
    "digits": r"[0-9]{1,4}",
    "decimal": r"[0-9]{1,4}[.,][0-9]{1,2}",
    "hyphen": r"[-]",
    "slash": r"[/.]",
    "apostrophe": r"['`]",
    "dash": r" ?[-/] ?",
}
_LONG_SHAPES = ("year", "modern_year")
_ANY_SHAPES = ("digits", "decimal")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(
    r"\{(?:(?P<name>\w+):)?(?P<cls>\w+)\}|(?P<op>[\[\]()|])|(?P<gap> +)|(?P<text>[^{}\[\]()| ]+)"
)


class TemplateError(ValueError):
    """A pattern that can't be read; the message shows it."""


@dataclass(frozen=True)
class Text:
    """Literal characters."""

    text: str


@dataclass(frozen=True)
class Cls:
    """A class of words, captured under `name`."""

    name: str
    cls: str


@dataclass(frozen=True)
class Choice:
    """One of several sequences, or nothing where `optional`."""

    options: tuple["Sequence", ...]
    optional: bool


@dataclass(frozen=True)
class Sequence:
    """Parts in order; the flag says whether a blank stands before the part."""

    parts: tuple[tuple[bool, "Text | Cls | Choice"], ...]


Node = Text | Cls | Choice | Sequence


def parse(template: str) -> Sequence:
    """The tree of a template.

    Raises:
        TemplateError: brackets that do not close, stray characters, nothing mandatory in it.
    """
    tokens: list[re.Match[str]] = []
    at = 0
    while at < len(template):
        found = _TOKEN.match(template, at)
        if found is None:
            raise TemplateError(f"cannot read {template[at:]!r} in the pattern {template!r}")
        tokens.append(found)
        at = found.end()
    tree, used = _sequence(tokens, 0, template)
    if used != len(tokens):
        raise TemplateError(f"a bracket too many in the pattern {template!r}")
    return tree


def _sequence(tokens: list[re.Match[str]], at: int, template: str) -> tuple[Sequence, int]:
    parts: list[tuple[bool, Text | Cls | Choice]] = []
    gap = False
    while at < len(tokens):
        token = tokens[at]
        operator = token["op"]
        part: Text | Cls | Choice
        if token["gap"]:
            gap = True
            at += 1
            continue
        if operator in ("]", ")", "|"):
            break
        if operator in ("[", "("):
            part, at = _choice(tokens, at, template)
        elif token["cls"]:
            part, at = Cls(token["name"] or token["cls"], token["cls"]), at + 1
        else:
            part, at = Text(token["text"]), at + 1
        parts.append((gap and bool(parts), part))
        gap = False
    return Sequence(tuple(parts)), at


def _choice(tokens: list[re.Match[str]], at: int, template: str) -> tuple[Choice, int]:
    optional = tokens[at]["op"] == "["
    options: list[Sequence] = []
    while True:
        option, at = _sequence(tokens, at + 1, template)
        options.append(option)
        if at >= len(tokens):
            raise TemplateError(f"a bracket is not closed in the pattern {template!r}")
        if tokens[at]["op"] != "|":
            break
    if tokens[at]["op"] != ("]" if optional else ")"):
        raise TemplateError(f"brackets cross in the pattern {template!r}")
    return Choice(tuple(options), optional), at + 1


def regex(node: Node, classes: Mapping[str, str], *, named: bool) -> str:
    """The regular expression of a tree; its classes become named groups where `named`."""
    if isinstance(node, Text):
        return literal(node.text)
    if isinstance(node, Cls):
        if node.cls not in classes:
            raise TemplateError(f"no class {{{node.cls}}}")
        return (
            f"(?P<{node.name}>{classes[node.cls]})"
            if named and node.name != UNNAMED
            else f"(?:{classes[node.cls]})"
        )
    if isinstance(node, Choice):
        inner = "|".join(regex(option, classes, named=named) for option in node.options)
        return f"(?:{inner}){'?' if node.optional else ''}"
    return _sequence_regex(node, lambda part: regex(part, classes, named=named))


def _sequence_regex(tree: Sequence, write: Callable[[Node], str]) -> str:
    """A sequence; the blank beside an optional part goes with it: before the first mandatory part
    the one after it, later the one before it."""
    out: list[str] = []
    begun = False
    for index, (gap, part) in enumerate(tree.parts):
        body = write(part)
        optional = isinstance(part, Choice) and part.optional
        after = index + 1 < len(tree.parts) and tree.parts[index + 1][0]
        if optional:
            body = body[:-1]
            if begun:
                out.append(f"(?:{GAP}{body})?" if gap else f"{body}?")
            else:
                out.append(f"(?:{body}{GAP})?" if after else f"{body}?")
            continue
        before = begun and gap
        out.append(f"{GAP if before else ''}{body}")
        begun = True
    return "".join(out)


def first_words(node: Node, words: Mapping[str, Iterable[str]]) -> tuple[set[str], bool]:
    """The words (or SHORT, LONG) that a text matching this tree can start with, and whether it can be empty.

    `words` are the classes' words; a class that is not there is one of `SHAPES`.
    """
    if isinstance(node, Text):
        return _starts(node.text), False
    if isinstance(node, Cls):
        listed = words.get(node.cls)
        if listed is None:
            return shape_starts(node.cls), False
        return set().union(*(_starts(word) for word in listed)), False
    if isinstance(node, Choice):
        found = [first_words(option, words) for option in node.options]
        return set().union(*(some for some, _ in found)), node.optional or any(empty for _, empty in found)
    starts: set[str] = set()
    for _, part in node.parts:
        some, empty = first_words(part, words)
        starts |= some
        if not empty:
            return starts, False
    return starts, True


def classes_of(node: Node) -> Iterator[Cls]:
    """Every class in a tree."""
    if isinstance(node, Cls):
        yield node
    elif not isinstance(node, Text):
        children = node.options if isinstance(node, Choice) else tuple(part for _, part in node.parts)
        for child in children:
            yield from classes_of(child)


def size(node: Node) -> tuple[int, int]:
    """How many words and classes a text matching this tree has, at least and at most."""
    if isinstance(node, Text | Cls):
        return 1, 1
    if isinstance(node, Choice):
        sizes = [size(option) for option in node.options]
        return 0 if node.optional else min(least for least, _ in sizes), max(most for _, most in sizes)
    sizes = [size(part) for _, part in node.parts]
    return sum(least for least, _ in sizes), sum(most for _, most in sizes)


def shape_starts(shape: str) -> set[str]:
    """How the numbers of a shape can begin."""
    if shape in _ANY_SHAPES:
        return {SHORT, LONG}
    return {LONG} if shape in _LONG_SHAPES else {SHORT}


def _starts(text: str) -> set[str]:
    """How a literal can begin: its first word, also where a lost apostrophe or hyphen joined two."""
    if text[0].isdigit():
        return {LONG} if text[:4].isdigit() and len(text) > 3 else {SHORT}
    found = _FIRST_WORD.match(text)
    if found is None:
        raise TemplateError(f"a pattern must start with a letter or a digit, not {text!r}")
    joined = _FIRST_WORD.match(re.sub("['-]", "", text))
    return {found.group(), joined.group() if joined else found.group()}


def literal(text: str) -> str:
    """A word as a pattern that forgives a lost apostrophe and an odd or missing hyphen."""
    return "".join(_CHARACTERS.get(char) or re.escape(char) for char in text)


_CHARACTERS = {" ": GAP, "'": "['` ]?", "-": "[- ]?", ".": r"\.?"}


_Trie: TypeAlias = dict[str, "_Trie"]


def trie(words: Iterable[str]) -> str:
    """One pattern for all the words, common beginnings written once, the longest word first."""
    root: _Trie = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _trie(root)


def _trie(node: _Trie) -> str:
    options = [literal(char) + _trie(rest) for char, rest in sorted(node.items()) if char]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return f"{body}?" if "" in node else body
