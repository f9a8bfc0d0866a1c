"""Each rule of each pack is tested by its own example; a pack must be consistent."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import packs
from pipeline.dates import pack, scan, tag
from pipeline.dates.builders import BUILDERS, NOTHING
from pipeline.dates.pack import Rule
from pipeline.model import Timex

SOME_DAY = date(2020, 1, 1)
CODES = packs.languages()
RULES = [
    pytest.param(code, rule, id=f"{code}-{rule.rule_id}")
    for code in CODES
    for rule in pack.grammar(code).rules
]


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_example_is_read_by_its_rule(code: str, rule: Rule) -> None:
    published = date.fromisoformat(rule.published) if rule.published else SOME_DAY
    found: list[Timex] = tag(rule.example, language=code, published=published)
    if rule.builder == NOTHING:
        assert found == []
        return
    assert (rule.rule_id, rule.value) in [(timex.rule_id, timex.value) for timex in found]


@pytest.mark.parametrize("code", CODES)
def test_pack_is_consistent(code: str) -> None:
    grammar = pack.grammar(code)
    ids = [rule.rule_id for rule in grammar.rules]
    assert len(ids) == len(set(ids))
    assert {rule.builder for rule in grammar.rules} <= set(BUILDERS)
    used = {cls for rule in grammar.rules for cls in rule.classes.values()}
    assert {"month", "weekday", "unit", "number"} <= used | set(grammar.words)
    assert all(
        isinstance(value, int) for name in ("month", "weekday") for value in grammar.words[name].values()
    )


def test_same_tables_in_each_language() -> None:
    assert {"en", "fr"} <= set(packs.full()) <= set(CODES)
    for code in CODES:
        assert set(packs.load(code, "words")) >= {"class", "fused", "cue"}
        assert set(packs.load(code, "dates")) >= {"option", "union", "modifier", "range", "guard", "rule"}


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_first_pass_passes_over_nothing_that_a_rule_reads(code: str, data: st.DataObject) -> None:
    grammar = pack.grammar(code)
    rule = data.draw(st.sampled_from(grammar.rules))
    text = data.draw(st.from_regex(re.compile(rule.regex.pattern, re.ASCII), fullmatch=True))
    trigger = grammar.trigger.match(text)
    unseen = f"{rule.rule_id} reads {text!r}, which the first pass does not look for: spell it out in a class"
    assert trigger is not None, unseen
    assert rule in scan.candidates(text, trigger, grammar), unseen


def test_a_pattern_that_cannot_be_read_names_its_rule() -> None:
    words = {"class": {"number": {"1": ["one"]}}}
    rule = {"id": "broken", "pattern": "{nowhere}", "builder": "calendar", "example": "", "value": ""}
    with pytest.raises(ValueError, match=r"'broken'.*nowhere"):
        pack.compile_pack("xx", words, {"rule": [rule]})
