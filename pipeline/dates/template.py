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
GAP = " {1,8}"
_LOOSE_GAP = f"(?:{GAP}|(?<=[,.]))"
"""Between two parts of a pattern; the blank behind a comma or stop may be missing."""
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
    "ww": r"(?:0?[1-9]|[1-4][0-9]|5[0-3])",
    "hhmm": r"(?:[01][0-9]|2[0-3])[0-5][0-9]",
    "digits": r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,4})",
    "decimal": r"[0-9]{1,4}[.,][0-9]{1,2}",
    "hyphen": r"[-]",
    "slash": r"[/.]",
    "apostrophe": r"['`]",
    "dash": r" ?[-/] ?",
    "gap": r" {0,2}",
}
_LONG_SHAPES = ("year", "modern_year", "hhmm")
_ANY_SHAPES = ("digits", "decimal")
_SIGN_SHAPES = ("hyphen", "slash", "apostrophe", "dash", "gap")
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_MARK = re.compile("['.-]")
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
_STOP = Sequence(((False, Text(".")),))
Heads: TypeAlias = dict[str, set[str]]


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


def regex(node: Node, classes: Mapping[str, str]) -> str:
    """The regular expression of a tree; its classes become named groups, but for the UNNAMED."""
    if isinstance(node, Text):
        return literal(node.text)
    if isinstance(node, Cls):
        if node.cls not in classes:
            raise TemplateError(f"no class {{{node.cls}}}")
        return f"({'?:' if node.name == UNNAMED else f'?P<{node.name}>'}{classes[node.cls]})"
    if isinstance(node, Choice):
        # A stop that is an option of its own, as in "7.30", is there or is not the one.
        inner = "|".join(r"\." if option == _STOP else regex(option, classes) for option in node.options)
        return f"(?:{inner}){'?' if node.optional else ''}"
    return _sequence_regex(node, lambda part: regex(part, classes))


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
                out.append(f"(?:{_LOOSE_GAP}{body})?" if gap else f"{body}?")
            else:
                out.append(f"(?:{body}{_LOOSE_GAP})?" if after else f"{body}?")
            continue
        before = begun and gap
        out.append(f"{_LOOSE_GAP if before else ''}{body}")
        begun = True
    return "".join(out)


def heads(node: Node, words: Mapping[str, Iterable[str]]) -> tuple[Heads, bool]:
    """How texts that match a tree begin, and whether one can be empty: each first word with the second ones.

    Words are as in the text, or SHORT and LONG for numbers; marks do not count. The second is "" where
    the text may end after the first. `words` are the classes' words; a class that is not there is one
    of `SHAPES`.
    """
    if isinstance(node, Text):
        return _text_heads([node.text])
    if isinstance(node, Cls):
        if node.cls in words:
            return _text_heads(words[node.cls])
        second = SHORT if node.cls == "decimal" else ""
        return {start: {second} for start in shape_starts(node.cls)}, node.cls in _SIGN_SHAPES
    found: Heads = {}
    if isinstance(node, Choice):
        empty = node.optional
        for option in node.options:
            some, may_lack = heads(option, words)
            _join(found, some)
            empty = empty or may_lack
        return found, empty
    waiting: set[str] = set()
    begins = True
    elided = ""
    for gap, part in node.parts:
        some, empty = heads(part, words)
        # "l'an", and "lan" where the apostrophe was lost
        joined = {elided + first: seconds for first, seconds in some.items()} if elided and not gap else {}
        for first in waiting:
            found[first] |= some.keys() | joined.keys()
        fresh = (some if begins else {}) | joined
        _join(found, {first: seconds - {""} for first, seconds in fresh.items()})
        ended = {first for first, seconds in fresh.items() if "" in seconds}
        waiting = waiting | ended if empty else ended
        elided = part.text[:-1] if begins and isinstance(part, Text) and part.text.endswith("'") else ""
        begins = begins and empty
    for first in waiting:
        found[first].add("")
    return found, begins


def _join(found: Heads, more: Heads) -> None:
    for first, seconds in more.items():
        found.setdefault(first, set()).update(seconds)


def _text_heads(texts: Iterable[str]) -> tuple[Heads, bool]:
    """Those of literals, also where a lost apostrophe, hyphen or stop joined two words."""
    found: Heads = {}
    empty = False
    for text in texts:
        for spelled in {text, _MARK.sub("", text)}:
            first, second, *_ = [*_TOKENS.findall(spelled), "", ""]
            if first:
                found.setdefault(_start(first), set()).add(_start(second))
            else:
                empty = True
    return found, empty


def _start(token: str) -> str:
    """A word as it is, a number by its length."""
    return token if not token.isdecimal() else LONG if len(token) >= len(LONG) else SHORT


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
    """How the numbers of a shape can begin; not at all where it is one of marks."""
    if shape in _SIGN_SHAPES:
        return set()
    if shape in _ANY_SHAPES:
        return {SHORT, LONG}
    return {LONG} if shape in _LONG_SHAPES else {SHORT}


def literal(text: str) -> str:
    """A word as a pattern that forgives a lost apostrophe and an odd or missing hyphen."""
    return "".join(_CHARACTERS.get(char) or re.escape(char) for char in text)


_CHARACTERS = {" ": GAP, "'": "['` ]?", "-": "(?:-| {1,4})?", ".": r"\.?", ",": " ?,"}


_Trie: TypeAlias = dict[str, "_Trie"]
_END = ""


def trie(words: Iterable[str], tails: Mapping[str, str] | None = None) -> str:
    """One pattern for all the words, common beginnings written once, the longest word first.

    `tails` are patterns that must follow some of the words.
    """
    root: _Trie = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {(tails or {}).get(word, ""): {}}
    return _trie(root)


def _trie(node: _Trie) -> str:
    options = [literal(char) + _trie(rest) for char, rest in sorted(node.items()) if char]
    tail = next(iter(node[_END])) if _END in node else None
    if tail:
        options.append(tail)
    if not options:
        return ""
    body = options[0] if len(options) == 1 and tail != "" else f"(?:{'|'.join(options)})"
    return f"{body}?" if tail == "" else body
