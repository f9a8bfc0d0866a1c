import re

import pytest

from pipeline.dates import template

WORDS = {"month": ["april", "may"], "n": ["two", "0"]}
CLASSES = template.SHAPES | {"month": template.trie(WORDS["month"]), "n": "two|[0-9]{1,3}"}


def matched(pattern: str, text: str) -> dict[str, str] | None:
    found = re.fullmatch(template.regex(template.parse(pattern), CLASSES), text)
    return None if found is None else {k: v for k, v in found.groupdict().items() if v is not None}


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        ("{dd} {month} {year}", "24 april 2022", {"dd": "24", "month": "april", "year": "2022"}),
        ("{dd} {month} {year}", "24  april 2022", {"dd": "24", "month": "april", "year": "2022"}),
        ("{dd} {month}[,] [{year}]", "24 april", {"dd": "24", "month": "april"}),
        ("{dd} {month}[,] [{year}]", "24 april, 2022", {"dd": "24", "month": "april", "year": "2022"}),
        ("[the] {dd} [of] {month}", "the 24 of may", {"dd": "24", "month": "may"}),
        ("[the] {dd} [of] {month}", "24 may", {"dd": "24", "month": "may"}),
        ("(last|next) {month}", "next may", {"month": "may"}),
        ("{d1:dd} and {dd} {month}", "10 and 24 april", {"d1": "10", "dd": "24", "month": "april"}),
        ("{dd}{_:hyphen}{month}", "24-may", {"dd": "24", "month": "may"}),
        ("year's end", "years end", {}),
        ("mid-{month}", "mid may", {"month": "may"}),
        ("{dd} {month}", "24april", None),
        ("{dd} {month}", "32 april", None),
    ],
)
def test_pattern(pattern: str, text: str, groups: dict[str, str] | None) -> None:
    assert matched(pattern, text) == groups


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("the {dd}", {"the": {template.SHORT}}),
        ("[the] {dd}", {"the": {template.SHORT}, template.SHORT: {""}}),
        ("(last|next) {month}", {"last": {"april", "may"}, "next": {"april", "may"}}),
        ("{year}", {template.LONG: {""}}),
        (
            "[{month}] year's",
            {"april": {"year", "years"}, "may": {"year", "years"}, "year": {"s"}, "years": {""}},
        ),
        ("{n} days", {"two": {"days"}, template.SHORT: {"days"}}),
        ("{month}[,] [{year}]", {"april": {"", template.LONG}, "may": {"", template.LONG}}),
        ("{dd}{_:slash}{mm}", {template.SHORT: {template.SHORT}}),
    ],
)
def test_heads(pattern: str, heads: dict[str, set[str]]) -> None:
    assert template.heads(template.parse(pattern), WORDS) == (heads, False)


@pytest.mark.parametrize("pattern", ["[the", "the]", "(a|b]", "{month", "a {month} )"])
def test_broken_pattern(pattern: str) -> None:
    with pytest.raises(template.TemplateError):
        template.parse(pattern)


def test_trie_prefers_the_longest_word() -> None:
    found = re.match(template.trie(["new year", "new year's eve", "new"]), "new year's eve party")
    assert found is not None
    assert found.group() == "new year's eve"


def test_trie_forgives_lost_marks() -> None:
    pattern = re.compile(template.trie(["a.m.", "twenty-one", "l'an"]))
    for text in ("am", "a.m.", "twenty one", "twentyone", "l an", "lan"):
        assert pattern.fullmatch(text), text
