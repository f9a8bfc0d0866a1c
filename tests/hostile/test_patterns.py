"""No pattern of the program takes more time than a text is long: by how it is written, and by trying."""

import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

import pytest

import pipeline
from pipeline import packs
from pipeline.dates import pack
from tests.hostile.pumping import pumps

ROOT = Path(__file__).parents[2]
SIGNS: Final = 10_000
"""Of a text that is tried; where the time is that of its square, a pattern looks at fifty millions."""

_FLOOR_S: Final = 0.02  # what takes less says nothing
_PART: Final = 8
_SLACK: Final = 2.5


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the code, by module and name, and those that the language packs compile to."""
    found = {}
    for info in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        module = importlib.import_module(info.name)
        found |= {f"{info.name}.{key}": of for key, of in vars(module).items() if isinstance(of, re.Pattern)}
    for code in packs.languages():
        grammar = pack.grammar(code)
        found |= {f"{code}.{rule.rule_id}": rule.regex for rule in grammar.rules}
        found |= {
            f"{code}.{rule.rule_id}.{number}": signs
            for rule in grammar.rules
            for guard in rule.guards
            for number, signs in enumerate((guard.before_signs, guard.after_signs))
            if signs
        }
        found |= {f"{code}.trigger": grammar.trigger} | (
            {f"{code}.fused": grammar.fused} if grammar.fused else {}
        )
    return found


def _nonlinear(tree: Iterable[tuple[Any, Any]], *, repeated: bool = False) -> Iterator[str]:
    """What makes a pattern slower than linear: repeats without bound in one another, references back, far looks."""
    before = ""  # what was repeated without bound, with nothing certain since
    for operator, argument in tree:
        name = str(operator)
        if name.endswith("_REPEAT") and argument[1] is _constants.MAXREPEAT:
            if before == str(argument[2]):
                yield "the same repeat again, with nothing certain between"
            before = str(argument[2])
        elif not name.endswith("_REPEAT") or argument[0]:
            before = ""
        if name.startswith("GROUPREF"):
            yield "a reference back"
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = argument
            unbounded = most is _constants.MAXREPEAT
            if unbounded and repeated:
                yield "a repeat without bound in another"
            yield from _nonlinear(inner, repeated=repeated or unbounded)
        elif name.startswith("ASSERT"):
            if argument[1].getwidth()[1] >= _constants.MAXREPEAT:
                yield "a look ahead without bound"
            yield from _nonlinear(argument[1], repeated=repeated)
        elif name == "BRANCH":
            for option in argument[1]:
                yield from _nonlinear(option, repeated=repeated)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _nonlinear(argument[-1] if name == "SUBPATTERN" else argument, repeated=repeated)


def test_no_pattern_can_take_more_than_linear_time() -> None:
    every = patterns()
    assert len(every) > 1000
    found = {
        name: faults
        for name, pattern in every.items()
        if (faults := list(_nonlinear(_parser.parse(pattern.pattern, pattern.flags))))
    }
    assert found == {}


def test_rules_of_a_pack_are_of_bounded_length() -> None:
    widths = {
        rule.rule_id: _parser.parse(rule.regex.pattern).getwidth()[1]
        for code in packs.languages()
        for rule in pack.grammar(code).rules
    }
    assert max(widths.values()) < 400


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(?:(?:ab)*c)*", r"(a)\1", r"a(?=.*b)", r" *,? *b"])
def test_patterns_that_can_are_found(pattern: str) -> None:
    assert list(_nonlinear(_parser.parse(pattern)))


@cache
def _sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "pipeline").rglob("*.py")))


def _is_tried_everywhere(name: str) -> bool:
    """Whether the program looks for a pattern all over a text; those of the packs are tried where one was found."""
    module, _, variable = name.rpartition(".")
    if not module.startswith("pipeline."):
        return variable in ("trigger", "fused")
    path = ROOT / (module.replace(".", "/") + ".py")
    if variable.startswith("_"):
        source = (
            path.read_text(encoding="utf-8")
            if path.exists()
            else (path.with_suffix("") / "__init__.py").read_text(encoding="utf-8")
        )
    else:
        source = _sources()
    uses = re.findall(rf"\b{variable}\b(?! *(?::|=[^=]))(\.\w+)?", source)
    return any(use not in (".match", ".fullmatch") for use in uses)


def _seconds(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def _is_slow(work: Callable[[str], object], before: str, piece: str, end: str) -> bool:
    """Whether the time grows faster than a text, each time that it is taken."""
    shorter, *longer = (
        before + piece * (size // len(piece)) + end for size in (SIGNS // _PART**2, SIGNS // _PART, SIGNS)
    )
    for text in longer:
        for _ in range(4):
            seconds = _seconds(work, text)
            if seconds < _FLOOR_S or seconds < _SLACK * _PART * _seconds(work, shorter):
                break
        else:
            return True
        shorter = text
    return False


def test_texts_of_its_own_pieces_cost_a_pattern_time_by_their_length() -> None:
    gc.disable()
    try:
        found = {
            (name, pattern.pattern, before, piece)
            for name, pattern in patterns().items()
            if isinstance(pattern.pattern, str)
            for before, piece in pumps(pattern)
            for end in ("", "\0")
            if _is_slow(pattern.search if _is_tried_everywhere(name) else pattern.match, before, piece, end)
        }
    finally:
        gc.enable()
    assert found == set()


@pytest.mark.parametrize("pattern", [r"\s+$", r"<[^>]*>", r"\s*[\r\n]+"])
def test_patterns_that_are_slow_are_found(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert any(_is_slow(compiled.search, before, piece, "\0") for before, piece in pumps(compiled))
