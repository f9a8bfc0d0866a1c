"""Languages without a pack: a small one made of dateparser's locale data.

The names of months and days, "yesterday", "next year" and the patterns of "3 days ago" come from the
library; the rules that need no word of a language stand in any.toml; the engine is the same.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dates import locales, template
from pipeline.dates.pack import Grammar, compile_pack

_RULES = Path(__file__).with_name("any.toml")
_OFFSETS = {"days": "day", "weeks_off": "week", "months_off": "month", "years_off": "year"}
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_NUMBER = re.compile(r"\(.*?\)")
_OPTIONAL = re.compile(r"\[\{_:(?P<cls>\w+)\}\] ?")
_COUNTED = re.compile(r"(?:[^\W\d_]|\{n:digits\})(?:[\w ]|\{n:digits\})*")
_SHORTEST_NAME = 3

Info = Mapping[str, Any]


@cache
def grammar(language: str) -> Grammar | None:
    """A grammar for a language that dateparser knows (BCP 47 primary code); None for any other."""
    if not locales.known(language):
        return None
    info = locales.info(language)
    words = _words(language)
    rules = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    known = set(words["class"]) | set(template.SHAPES)
    written = [
        rule
        for rule in (_fitted(rule, known) for rule in rules["rule"])
        if _classes(rule["pattern"]) <= known
    ]
    rules["option"]["day_first"] = not str(info.get("date_order", "DMY")).startswith("M")
    return compile_pack(language, words, rules | {"rule": [*written, *_counted(info)]})


def _fitted(rule: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """A rule of any.toml without the optional classes that the language lacks."""
    pattern = _OPTIONAL.sub(lambda part: part.group() if part["cls"] in known else "", rule["pattern"])
    return {"example": "", "value": ""} | dict(rule) | {"pattern": pattern}


def _classes(pattern: str) -> set[str]:
    return {part.cls for part in template.classes_of(template.parse(pattern))}


def _words(language: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    """The content of a words.toml."""
    info = locales.info(language)
    relative = info.get("relative-type", {})
    classes: dict[str, dict[str, list[str]]] = {
        "month": locales.names(language, "month"),
        "weekday": locales.names(language, "weekday"),
        "of": {"": locales.letters([*info.get("skip", ()), *info.get("pertain", ())], 1)},
        "number": {},
    }
    for name, unit in _OFFSETS.items():
        classes[name] = {
            str(amount): locales.letters(relative.get(key.format(unit), ()), _SHORTEST_NAME)
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
