"""Languages without a pack: a grammar made of dateparser's locale data, its words read by dateparser.

The rules stand in any.toml and are matched by the engine that packs have; the words that they name come
from the lexicon; what the words of a match mean is asked of dateparser (`normalise`).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dates import lexicon, locales, normalise, scripts, template
from pipeline.dates.builders import BUILDERS
from pipeline.dates.fold import Folded
from pipeline.dates.lexicon import Table
from pipeline.dates.pack import Grammar, compile_pack
from pipeline.dates.scripts import spell

_RULES = Path(__file__).with_name("any.toml")
_BRACKET = re.compile(r"(?P<blank_before>^|[\[ ])?\[[^\[\]]*\](?P<blank> ?)")
_CLASS = re.compile(r"\{(?:\w+:)?(?P<cls>\w+)\}")
_NUMBER = re.compile("[0-9]+")
_UNNAMED = (
    "of", "nth", "day_before", "day_after", "year_before", "year_after",
    "year_label", "month_label", "day_label",
)  # fmt: skip
"""Classes of mends.toml whose words nobody asks for."""
_PLAIN_YEARS = [str(year) for year in range(1901, 2100) if year % 100]
"""Years by the look of them: 1900 and 2000 are more often a count."""

Classes = dict[str, Table]

BUILDERS[normalise.NAME] = normalise.build


@cache
def grammar(language: str) -> Grammar | None:
    """A grammar for a language that dateparser knows (BCP 47 primary code); None for any other.

    Its `language` is the code that the library knows it by.
    """
    rules = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    language = rules["same"].get(language, language)
    if not locales.known(language):
        return None
    mends = lexicon.mends(language)
    order = "YMD" if mends.get("year_first") else str(locales.info(language).get("date_order", "DMY"))
    classes = _classes(language)
    known = {name for name, table in classes.items() if table} | set(template.SHAPES)
    union = {"n": ["digits", *(["number"] if classes["number"] else [])]}
    rules["rule"] = [
        fitted
        for rule in rules["rule"]
        if order in rule.get("order", [order]) and not (rule.get("spaced") and _unspaced(language))
        if (fitted := _fitted(rule, language, known | set(union))) is not None
    ]
    rules["option"]["day_first"] = not order.startswith("M")
    words = {
        "class": {
            name: {asked: [spell(word) for word in spelled] for asked, spelled in table.items()}
            for name, table in classes.items()
            if table or name == "number"
        },
        "capital": {"words": [spell(word) for word in mends.get("capital", ())]},
    }
    return compile_pack(language, words, rules | {"union": union})


def folded(text: str, language: str) -> Folded:
    """The text in one spelling, its words parted by blanks where the language does without.

    `language` is that of a grammar.
    """
    ahead = int(lexicon.mends(language).get("years_ahead", 0))
    plain = scripts.folded(text, _seams(language))
    return Folded(_common_years(plain.text, ahead), plain.added) if ahead else plain


def _common_years(text: str, ahead: int) -> str:
    """The text with the years of a calendar that is ahead as those of the common one."""

    def common(found: re.Match[str]) -> str:
        year = int(found.group()) - ahead if len(found.group()) == 4 else 0
        return str(year) if 1800 <= year < 2100 else found.group()

    return _NUMBER.sub(common, text)


def _fitted(rule: Mapping[str, Any], language: str, known: set[str]) -> dict[str, Any] | None:
    """A rule of any.toml without the optional classes that the language lacks; None if it lacks others."""

    def kept(part: re.Match[str]) -> str:
        if known.issuperset(_CLASS.findall(part.group())):
            return part.group()
        # One of the blanks around it parts what stands on both sides.
        return part["blank"] if part["blank_before"] is None else part["blank_before"]

    pattern = _BRACKET.sub(kept, rule["pattern"])
    if not known.issuperset(_CLASS.findall(pattern)):
        return None
    told = rule["with"]
    builder = normalise.NAME if "asks" in told else told["then"]
    read = {"pattern": pattern, "builder": builder, "with": told | {"language": language}}
    return {"example": "", "value": ""} | dict(rule) | read


def _classes(language: str) -> Classes:
    """The words by class: what dateparser is asked about, and how it may be written."""
    mends = lexicon.mends(language)
    counted = lexicon.counted(language)
    relative = lexicon.relative(language)
    with_number = {spell(word) for word in mends.get("with_number", ())}
    named: Classes = {
        "month": lexicon.months(language),
        "lone_month": {
            asked: [word for word in spelled if spell(word) not in with_number]
            for asked, spelled in lexicon.months(language, alone=True).items()
        },
        "weekday": lexicon.weekdays(language),
        "relative": relative,
        "year_off": {
            asked: spelled
            for asked, spelled in relative.items()
            if (found := normalise.distance(asked, language)) is not None and found.unit == "Y"
        },
        "before": counted.before,
        "closing": counted.closing,
        "behind": counted.behind,
        "number": lexicon.numbers(language),
        "plain_year": {year: [year] for year in _PLAIN_YEARS},
    }
    eras: Table = {}
    for name, year_before in mends.get("era", {}).items():
        eras.setdefault(str(year_before), []).append(name)
    unnamed: Classes = {name: {"": list(mends.get(name, ()))} for name in _UNNAMED}
    return {
        name: {asked: spelled for asked, spelled in table.items() if spelled}
        for name, table in (named | unnamed | {"era": eras}).items()
    }


def _unspaced(language: str) -> bool:
    """Whether a language writes its words without blanks."""
    return bool(lexicon.mends(language).get("unspaced") or locales.info(language).get("no_word_spacing"))


@cache
def _seams(language: str) -> re.Pattern[str] | None:
    """Where blanks are missing, as empty groups: around words of time, before particles, after prefixes."""
    classes, mends = _classes(language), lexicon.mends(language)
    words = _trie(classes, ("month", "lone_month", "weekday", "relative", "era"))
    behind = _trie(classes, ("behind", "closing", "year_label", "month_label", "day_label"))
    ahead = _trie(classes, ("before", "year_before"))
    number = f"()[0-9]+()(?: ?(?:{behind})())?" if behind else "()[0-9]+()"
    options: list[str] = []
    if _unspaced(language):
        in_words = _trie(classes, ("number",))
        options = [
            f"()(?:{words})()",
            f"()(?:{in_words})()(?:{behind})()" if in_words and behind else "",
            f"()(?:{ahead})() ?{number}" if ahead else "",
            number,
        ]
    else:
        particles, prefixes = (
            template.trie(sorted({spell(word) for word in mends.get(name, ())}))
            for name in ("particles", "prefixes")
        )
        if particles:
            options += [rf"\b(?:{words})()(?:{particles})\b"]
        if prefixes:
            options += [rf"\b(?:{prefixes})()(?:{words})\b"]
        if classes["year_label"]:
            options += [number]
    return re.compile("|".join(option for option in options if option)) if options else None


def _trie(classes: Classes, names: Iterable[str]) -> str:
    """One pattern for the words of several classes."""
    return template.trie(
        sorted({spell(word) for name in names for spelled in classes[name].values() for word in spelled})
    )
