"""A pack holds what it may and nothing else: a misspelled key is found here, not by a wrong date."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pipeline import packs
from pipeline.dates import arithmetic, locales, pack
from pipeline.dates.builders import BUILDERS

RULE = {"id", "pattern", "builder", "with", "guards", "first", "unmodified", "example", "published", "value"}
GUARD = {
    "before", "after", "needs", "needs_after", "unless", "before_signs", "after_signs", "capital", "no_name",
}  # fmt: skip
KEYS = {
    "words": {"locale", "class", "capital", "fused", "cue"},
    "dates": {"option", "union", "modifier", "range", "guard", "rule"},
    "option": {"joins", "clock_joins", "day_first", "month_first_countries"},
    "locale": {"names", "without"},
    "capital": {"words", "no_first_names"},
    "fused": {"left", "right", "classes"},
    "cue": {
        "past", "future", "neither", "past_endings", "future_endings", "timeless_after", "lead_past",
        "lead_future", "lead_neither", "lead_undone", "lead_weekday_past", "lead_weekday_future", "breaks",
    },
    "modifier": {"words", "types", "mod", "numeral"},
    "range": {"open", "between"},
}  # fmt: skip
WITH = {
    "direction", "anchor", "years", "weeks", "days", "unit", "n", "amount", "value", "type", "part", "mod",
    "range", "month_first", "and_half", "century", "oh", "code", "hh", "mi", "month", "dd", "year", "yy",
    "meridiem", "clock", "zone", "weekday", "n2", "unit2",
}  # fmt: skip
MODS = {
    "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE",
    "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
}  # fmt: skip
TYPES = {"DATE", "TIME", "DURATION", "SET"}
NUMBERED = {"month": range(1, 13), "weekday": range(1, 8)}
CODES = packs.languages()


def faults(code: str) -> list[str]:
    """What is wrong with a pack, in words."""
    words, dates = packs.load(code, "words"), packs.load(code, "dates")
    return [*_keys(words, dates), *_classes(code, words), *_rules(dates)]


def _keys(words: Mapping[str, Any], dates: Mapping[str, Any]) -> Iterator[str]:
    for name, table in (("words", words), ("dates", dates)):
        yield from _unknown(name, table, KEYS[name])
    for lacking in {"class", "fused", "cue"} - words.keys() | KEYS["dates"] - dates.keys():
        yield f"[{lacking}] is missing"
    for name in ("locale", "capital", "fused", "cue"):
        yield from _unknown(name, words.get(name, {}), KEYS[name])
    yield from _unknown("option", dates.get("option", {}), KEYS["option"])
    for name, guard in dates.get("guard", {}).items():
        yield from _unknown(f"guard.{name}", guard, GUARD)
    for name in ("modifier", "range"):
        for entry in dates.get(name, ()):
            yield from _unknown(name, entry, KEYS[name])
    for entry in dates.get("modifier", ()):
        if not set(entry["types"]) <= TYPES or entry.get("mod", "START") not in MODS:
            yield f"[[modifier]] {entry['words'][0]!r}: types are {sorted(TYPES)}, mods {sorted(MODS)}"


def _unknown(name: str, table: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for key in table.keys() - known:
        yield f"[{name}] has no {key!r}; there are {sorted(known)}"


def _classes(code: str, words: Mapping[str, Any]) -> Iterator[str]:
    for name, table in words["class"].items():
        for value, spelled in table.items():
            if isinstance(spelled, str):
                yield f"[class.{name}] {value}: a list is needed, not {spelled!r}"
            elif any("{" in word for word in spelled):
                yield f"[class.{name}] {value}: braces are not spelled out here"
            if name == "holiday" and arithmetic.holiday(value, 2024) is None:
                yield f"[class.holiday] {value!r} is no day"
        if name in NUMBERED and not {int(value) for value in table} <= set(NUMBERED[name]):
            yield f"[class.{name}] runs from {NUMBERED[name][0]} to {NUMBERED[name][-1]}"
        twice = Counter(
            key for spelled in table.values() for key in {pack.key(word) for word in spelled}
        )  # the same word under two values
        yield from (f"[class.{name}] has {word!r} under two values" for word, n in twice.items() if n > 1)
    locale = words.get("locale", {})
    given = {
        pack.key(word)
        for name in locale.get("names", ())
        for spelled in locales.names(code, name).values()
        for word in spelled
    }
    for word in locale.get("without", ()):
        if pack.key(word) not in given:
            yield f"[locale] without: the library has no {word!r}"


def _rules(dates: Mapping[str, Any]) -> Iterator[str]:
    used = Counter(guard for rule in dates["rule"] for guard in rule.get("guards", ()))
    yield from (f"[guard.{name}] is used by no rule" for name in dates["guard"].keys() - used.keys())
    yield from (f"no guard {name!r}" for name in used.keys() - dates["guard"].keys())
    ids = Counter(rule.get("id", "") for rule in dates["rule"])
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1 or not name)
    for rule in dates["rule"]:
        name = rule.get("id", "")
        yield from _unknown(f"rule {name}", rule, RULE)
        yield from (
            f"rule {name!r} lacks {key!r}"
            for key in ("pattern", "builder", "example", "value")
            if key not in rule
        )
        yield from _unknown(f"rule {name}, with", rule.get("with", {}), WITH)
        if rule.get("builder") not in BUILDERS:
            yield f"rule {name!r}: no builder {rule.get('builder')!r}"
        if rule.get("with", {}).get("anchor", "story") not in ("story", "published"):
            yield f"rule {name!r}: an anchor is story or published"
        if re.search(r"[+*?^$\\]", rule.get("pattern", "")):
            yield f"rule {name!r}: a pattern is no regular expression"


@pytest.mark.parametrize("code", CODES)
def test_pack_has_no_faults(code: str) -> None:
    assert faults(code) == []


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        ("dates", lambda table: table["rule"][0].update(guard=["x"]), "has no 'guard'"),
        ("dates", lambda table: table["rule"][0].update(guards=["x"]), "no guard 'x'"),
        ("dates", lambda table: table["rule"][0].update(builder="x"), "no builder 'x'"),
        ("dates", lambda table: table["rule"][0].pop("example"), "lacks 'example'"),
        ("dates", lambda table: table["rule"].append(table["rule"][0]), "stands 2 times"),
        ("dates", lambda table: table["guard"].update(x={"neds": []}), "has no 'neds'"),
        ("dates", lambda table: table["option"].update(dayfirst=True), "has no 'dayfirst'"),
        ("dates", lambda table: table["modifier"][0].update(types=["DAT"]), "types are"),
        ("dates", lambda table: table.pop("range"), "[range] is missing"),
        ("words", lambda table: table["cue"].update(leadpast=[]), "has no 'leadpast'"),
        ("words", lambda table: table["class"]["holiday"].update({"25-12": ["x"]}), "is no day"),
        ("words", lambda table: table["class"]["number"].update({"7": "seven"}), "a list is needed"),
        ("words", lambda table: table["class"]["month"].update({"13": ["x"]}), "runs from 1 to 12"),
        ("words", lambda table: table["class"]["number"].update({"8": ["seven"]}), "under two values"),
    ],
)
def test_faults_are_found(file: str, change: Any, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import copy

    tables = {name: copy.deepcopy(packs.load("en", name)) for name in ("words", "dates")}
    change(tables[file])
    monkeypatch.setattr(packs, "load", lambda language, name: tables[name])
    assert any(fault in found for found in faults("en"))


def test_a_file_that_is_no_toml_is_named(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "broken.toml").write_text("[class.number]\ntvå = 2\n", encoding="utf-8")
    monkeypatch.setattr(packs, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"broken\.toml: .*line 2"):
        packs.load("xx", "broken")
