"""Languages without a pack: a small one made of dateparser's locale data.

The names of months and days, "yesterday", "next year" and the patterns of "3 days ago" come from the
library; the rules that need no word of a language stand in any.toml; the engine is the same.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from dateparser.data.languages_info import language_order

from pipeline.dates import template
from pipeline.dates.fold import fold
from pipeline.dates.pack import Grammar, compile_pack

_RULES = Path(__file__).with_name("any.toml")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFFSETS = {"days": "day", "weeks_off": "week", "months_off": "month", "years_off": "year"}
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_NUMBER = re.compile(r"\(.*?\)")
_OPTIONAL = re.compile(r"\[\{_:(?P<cls>\w+)\}\] ?")
_COUNTED = re.compile(r"(?:[^\W\d_]|\{n:digits\})(?:[\w ]|\{n:digits\})*")
_SHORTEST_WEEKDAY = 4
_SHORTEST_NAME = 3

Info = Mapping[str, Any]


@cache
def grammar(language: str) -> Grammar | None:
    """A grammar for a language that dateparser knows (BCP 47 primary code); None for any other."""
    info = _info(language)
    if info is None:
        return None
    words = _words(info)
    rules = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    known = set(words["class"]) | set(template.SHAPES)
    written = [
        rule
        for rule in (_fitted(rule, known) for rule in rules["rule"])
        if _classes(rule["pattern"]) <= known
    ]
    rules["option"]["day_first"] = not str(info.get("date_order", "DMY")).startswith("M")
    return compile_pack(language, words, rules | {"rule": [*written, *_counted(info)]})


def _info(language: str) -> Info | None:
    if language not in language_order:
        return None
    info: Info = import_module(f"dateparser.data.date_translation_data.{language}").info
    return info


def _fitted(rule: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """A rule of any.toml without the optional classes that the language lacks."""
    pattern = _OPTIONAL.sub(lambda part: part.group() if part["cls"] in known else "", rule["pattern"])
    return {"example": "", "value": ""} | dict(rule) | {"pattern": pattern}


def _classes(pattern: str) -> set[str]:
    return {part.cls for part in template.classes_of(template.parse(pattern))}


def _words(info: Info) -> dict[str, dict[str, dict[str, list[str]]]]:
    """The content of a words.toml."""
    relative = info.get("relative-type", {})
    classes: dict[str, dict[str, list[str]]] = {
        "month": {str(n): _names(info, name, _SHORTEST_NAME) for n, name in enumerate(_MONTHS, 1)},
        "weekday": {str(n): _names(info, name, _SHORTEST_WEEKDAY) for n, name in enumerate(_WEEKDAYS, 1)},
        "of": {"": _letters([*info.get("skip", ()), *info.get("pertain", ())], 1)},
        "number": {},
    }
    for name, unit in _OFFSETS.items():
        classes[name] = {
            str(amount): _letters(relative.get(key.format(unit), ()), _SHORTEST_NAME)
            for amount, key in (
                (-2, "2 {} ago"),
                (-1, "1 {} ago"),
                (0, "0 {} ago"),
                (1, "in 1 {}"),
                (2, "in 2 {}"),
            )
        }
    filled = {
        name: {value: words for value, words in table.items() if words} for name, table in classes.items()
    }
    return {"class": {name: table for name, table in filled.items() if table or name == "number"}}


def _names(info: Info, name: str, shortest: int) -> list[str]:
    return _letters(info.get(name, ()), shortest)


def _letters(words: Iterable[str], shortest: int) -> list[str]:
    """The words that start with a letter and are long enough to mean something."""
    return [word for word in words if len(word) >= shortest and fold(word)[0].isalpha()]


def _counted(info: Info) -> list[dict[str, Any]]:
    """Rules for "3 days ago" and "in 3 days", from the library's patterns for them."""
    rules: list[dict[str, Any]] = []
    for key, patterns in info.get("relative-type-regex", {}).items():
        unit = next((code for name, code in _UNITS.items() if name in key), "")
        if not unit:
            continue
        direction = -1 if key.endswith("ago") else 1
        name = "_".join(word for word in key.split() if word.isalpha())
        for number, pattern in enumerate(patterns):
            text = _NUMBER.sub("{n:digits}", str(pattern))
            if not _COUNTED.fullmatch(text) or len(text) < len("{n:digits}") + _SHORTEST_NAME:
                continue
            rules.append(
                {
                    "id": f"{name}_{number}",
                    "pattern": text,
                    "builder": "offset",
                    "with": {"direction": direction, "unit": unit},
                    "example": "",
                    "value": "",
                }
            )
    return rules
