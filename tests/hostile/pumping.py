"""Texts that make the engine of a pattern try as much as it can: pieces of the pattern itself, over and over."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

_OF_CATEGORY: Final = {
    _constants.CATEGORY_DIGIT: "1",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_DIGIT: "a",
    _constants.CATEGORY_NOT_SPACE: "a",
    _constants.CATEGORY_NOT_WORD: " ",
}
_USUAL: Final = "a1 .,-\n<A'é\0"  # one of them is in nearly every set that says what is not in it
_LONG: Final = 400  # what can be longer is as good as without bound

Tree = Iterable[tuple[Any, Any]]


def pumps(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What begins a text, and what it goes on with for ever; nothing where a pattern is of bounded length."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found = set(_pumps(tree, "")) if tree.getwidth()[1] > _LONG else set()
    return {(before, piece) for before, piece in found if piece}


def _pumps(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    for operator, argument in tree:
        if operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            _, most, inner = argument
            if most is _constants.MAXREPEAT or most > _LONG:
                pieces = set(_examples(inner))
                yield from ((before, piece) for piece in pieces)
                yield from (("", before + piece) for piece in pieces)
                yield "", before
            yield from _pumps(inner, before)
        elif operator is _constants.BRANCH:
            yield from chain.from_iterable(_pumps(option, before) for option in argument[1])
        elif operator is _constants.SUBPATTERN:
            yield from _pumps(argument[-1], before)
        elif operator is _constants.ATOMIC_GROUP:
            yield from _pumps(argument, before)
        before += next(_of_one(operator, argument), "")


def _examples(tree: Tree) -> Iterator[str]:
    """Some texts that fit a part of a pattern, one for each of its alternatives; the first is the shortest."""
    heads = [""]
    for operator, argument in tree:
        options = list(_of_one(operator, argument)) or [""]
        # One choice at a time: each with the first of all others.
        heads = [head + options[0] for head in heads] + [heads[0] + option for option in options[1:]]
    yield from dict.fromkeys(heads)


def _of_one(operator: Any, argument: Any) -> Iterator[str]:
    if operator is _constants.LITERAL:
        yield chr(argument)
    elif operator is _constants.NOT_LITERAL:
        yield from (sign for sign in _USUAL[:3] if ord(sign) != argument)
    elif operator is _constants.ANY:
        yield "a"
    elif operator is _constants.IN:
        yield from _of_set(argument)
    elif operator is _constants.BRANCH:
        yield from chain.from_iterable(map(_examples, argument[1]))
    elif operator is _constants.SUBPATTERN:
        yield from _examples(argument[-1])
    elif operator is _constants.ATOMIC_GROUP:
        yield from _examples(argument)
    elif operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, _, inner = argument
        yield from (example * least for example in _examples(inner))


def _of_set(members: Tree) -> Iterator[str]:
    if members[0][0] is _constants.NEGATE:  # type: ignore[index]
        negated = re.compile(f"[{''.join(map(re.escape, _signs(members)))}]")
        yield from [sign for sign in _USUAL if not negated.match(sign)][:4]
    else:
        yield from list(_signs(members))[:6]


def _signs(members: Tree) -> Iterator[str]:
    for kind, what in members:
        if kind is _constants.LITERAL:
            yield chr(what)
        elif kind is _constants.RANGE:
            yield chr(what[0])
        elif kind is _constants.CATEGORY:
            yield _OF_CATEGORY[what]
