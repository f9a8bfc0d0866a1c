"""Find the claims of an article and judge them by the record.

The rules of a language's claims.toml are tried in their order; of two that meet, the earlier one
stands. A rule's query decides whether its words make a claim at all.
"""

from collections.abc import Callable, Mapping

from pipeline.annotate import Document
from pipeline.claims import change, deeds, extremes, holders, tenure
from pipeline.claims.claim import Claim, Judged
from pipeline.claims.pack import Rule, pack
from pipeline.claims.scan import ECHO, Match, Passage, matches, passages
from pipeline.link import Story
from pipeline.reference import Reference

Query = Callable[[Passage, Match], tuple[int, Judged] | None]

QUERIES: Mapping[str, Query] = {
    "superlative": extremes.superlative,
    "never_measure": extremes.never,
    "than_any": extremes.than_any,
    "record": extremes.record_holder,
    "count": deeds.count,
    "nth": deeds.nth,
    "never_deed": deeds.never,
    "extreme_holder": holders.extreme_holder,
    "nth_holder": holders.nth_holder,
    "tenure": tenure.tenure,
    "change": change.change,
}
_ECHO_WORDS = 3
# How far before a claim a "not" denies it. What is denied, or holds with an exception ("the first
# to be re-elected outside a cohabitation"), is left to the reader.
_NOT_WORDS = 3


def find(document: Document, story: Story, reference: Reference) -> list[Claim]:
    """The claims of an article in order; pure. None in a language without a claims.toml."""
    known = pack(document.article.language)
    if known is None:
        return []
    claims: list[Claim] = []
    for passage in passages(document, story, reference.counted, known):
        claims += _of_sentence(passage)
    return sorted(claims, key=lambda claim: claim.start)


def _of_sentence(passage: Passage) -> list[Claim]:
    words = passage.document.words
    found: list[Claim] = []
    counted: list[Match] = []
    for match in matches(passage):
        told = _echoing(match, counted) if match.rule.query == ECHO else match
        if told is None or _meets(found, words[match.first].start, words[match.last].end):
            continue
        denied = passage.between(match.first - _NOT_WORDS, match.first - 1, "not")
        if denied or passage.between(match.last + 1, match.last + 2, "but"):
            continue
        judged = QUERIES[told.rule.query](passage, told)
        if judged is None:
            continue
        last, verdict = judged
        if told.rule.query == "count":
            counted.append(told)
        found.append(_claim(passage, match.rule, match.first, max(last, match.last), verdict))
    return found


def _echoing(match: Match, counted: list[Match]) -> Match | None:
    """A count without a deed as one of the deed counted right before it."""
    before = next((other for other in counted if 0 < match.first - other.last <= _ECHO_WORDS), None)
    if before is None:
        return None
    rule = before.rule
    taken = {**before.taken, **match.taken}
    return Match(rule, match.first, match.last, taken)


def _meets(found: list[Claim], start: int, end: int) -> bool:
    return any(claim.start < end and start < claim.end for claim in found)


def _claim(passage: Passage, rule: Rule, first: int, last: int, judged: Judged) -> Claim:
    words = passage.document.words
    return Claim(
        start=words[first].start,
        end=words[last].end,
        sentence=passage.told.sentence,
        kind=rule.kind,
        verdict=judged.verdict,
        because=judged.because,
        rule=rule.rule_id,
    )
