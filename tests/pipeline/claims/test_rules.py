"""Each rule of each pack is tested by its own example; a pack must be consistent."""

import pytest

from pipeline import packs
from pipeline.claims.deeds import DEEDS
from pipeline.claims.find import QUERIES
from pipeline.claims.pack import ClaimPack, Rule, compile_pack, pack
from pipeline.claims.record import DAY_FIGURES
from pipeline.claims.scan import ECHO
from pipeline.reference import load
from pipeline.schemas import CLAIM_KINDS, CLAIM_VERDICTS
from tests.pipeline.claims.reading import found

CODES = [code for code in packs.languages() if pack(code)]


def known(code: str) -> ClaimPack:
    compiled = pack(code)
    assert compiled is not None
    return compiled


RULES = [
    pytest.param(code, rule, id=f"{code}-{rule.rule_id}") for code in CODES for rule in known(code).rules
]


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_example_is_read_by_its_rule(code: str, rule: Rule) -> None:
    claims = found(rule.example, code, rule.published)
    assert (rule.rule_id, rule.claim, rule.verdict, rule.kind) in [
        (claim.rule, claim.words, claim.verdict, claim.kind) for claim in claims
    ]


def test_there_are_packs() -> None:
    assert set(CODES) >= {"en", "fr"}


@pytest.mark.parametrize("code", CODES)
def test_pack_is_consistent(code: str) -> None:
    rules = known(code).rules
    assert len({rule.rule_id for rule in rules}) == len(rules)
    assert {rule.query for rule in rules} <= {*QUERIES, ECHO}
    assert {rule.kind for rule in rules} <= set(CLAIM_KINDS)
    assert {rule.verdict for rule in rules} <= set(CLAIM_VERDICTS)
    classes = packs.load(code, "claims")["class"]
    assert set(classes["deed"]) <= set(DEEDS)
    assert set(classes["measure"]) <= {*DAY_FIGURES, "score", "votes", "seats", "other"}
    assert set(classes["line"]) <= {party.party_id for party in load().parties}


def test_packs_have_the_same_classes_and_keys() -> None:
    first, *others = [packs.load(code, "claims")["class"] for code in CODES]
    for other in others:
        for name in set(first) & set(other):
            assert set(first[name]) == set(other[name]) or name == "times", name


def test_a_language_without_claims_has_none() -> None:
    assert pack("xx") is None


RECORD = {
    "id": "broken",
    "kind": "count",
    "query": "count",
    "pattern": "{deed}",
    "example": "",
    "published": "2022-01-01",
    "claim": "",
    "verdict": "supported",
}


@pytest.mark.parametrize("pattern", ["{nowhere}", "word {deed}", "[{deed}] word", "{deed} [word"])
def test_a_pattern_that_cannot_be_read_names_its_rule(pattern: str) -> None:
    data = {"class": {"deed": {"ran": ["ran"]}}, "rule": [{**RECORD, "pattern": pattern}]}
    with pytest.raises(ValueError, match="'broken'"):
        compile_pack(data, {})
