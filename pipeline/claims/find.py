"""Find the claims of an article and judge them by the record.

The rules of a language's claims.toml are tried in their order; of two that meet, the earlier one
stands. A rule's query decides whether its words make a claim at all.
"""

from collections.abc import Callable, Mapping

from pipeline.annotate import Document
from pipeline.claims import deeds, denials, extremes, holders, tenure, versus
from pipeline.claims.claim import Claim, Reading, unknown
from pipeline.claims.pack import Rule, pack
from pipeline.claims.scan import ECHO, Match, Passage, matches, passages
from pipeline.link import Story
from pipeline.reference import Reference

Query = Callable[[Passage, Match], Reading | None]

QUERIES: Mapping[str, Query] = {
    "superlative": extremes.superlative,
    "record": extremes.record,
    "not_since": extremes.not_since,
    "than_any": extremes.than_any,
    "back": extremes.back,
    "only": extremes.only,
    "denial": denials.denial,
    "count": deeds.count,
    "nth": deeds.nth,
    "of_last": deeds.of_last,
    "extreme_holder": holders.extreme_holder,
    "nth_holder": holders.nth_holder,
    "tenure": tenure.tenure,
    "lasted": tenure.lasted,
    "versus": versus.versus,
    "place": versus.place,
    "open": lambda _, match: Reading(match.first, match.last, unknown(_OPEN)),
}
_OPEN = "the record holds nothing of the kind"
_ECHO_WORDS = 3
# How far before a claim a "not" denies it. What is denied, or holds with an exception ("the first
# to be re-elected outside a cohabitation"), is left to the reader.
_NOT_WORDS = 3
# What a figure is compared with may be supposed ("it would be the lowest"); how far before it a word says so.
_HELD = frozenset({"superlative", "change", "order", "tenure"})
_SUPPOSED = 16


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
        told = _echoing(passage, match, counted) if match.rule.query == ECHO else match
        if told is None or _meets(found, words[match.first].start, words[match.last].end):
            continue
        denied = passage.between(match.first - _NOT_WORDS, match.first - 1, "not")
        if denied or passage.between(match.last + 1, match.last + 2, "but"):
            continue
        if match.rule.kind in _HELD and _is_imagined(passage, match):
            continue
        reading = QUERIES[told.rule.query](passage, told)
        if reading is None:
            continue
        if passage.between(match.last + 1, reading.last, "but"):
            reading = reading._replace(judged=unknown("it is said to hold with an exception"))
        if _meets(found, words[reading.first].start, words[reading.last].end):
            # Its scope reaches into another claim; the words of its rule do not.
            reading = reading._replace(first=match.first, last=match.last)
        if told.rule.query == "count":
            counted.append(told)
        found.append(_claim(passage, match.rule, reading))
    return found


def _is_imagined(passage: Passage, match: Match) -> bool:
    """Whether a sentence asks, expects or supposes what it says: "it could be the lowest ever"."""
    sentence = passage.told.sentence
    asks = passage.document.clean[sentence.start : sentence.end].rstrip('"\u00bb\u201d ').endswith("?")
    before = passage.between(max(sentence.first, match.first - _SUPPOSED), match.first, "supposed")
    return asks or any(passage.reaches(mark.first + 1, match.first) for mark in before)


def _echoing(passage: Passage, match: Match, counted: list[Match]) -> Match | None:
    """A count without a deed as one of the deed counted right before it."""
    before = next((other for other in counted if 0 < match.first - other.last <= _ECHO_WORDS), None)
    if before is None:
        return None
    deed = deeds.nearest(passage, before)
    return Match(
        before.rule,
        match.first,
        match.last,
        {**before.taken, **({"deed": deed} if deed else {}), **match.taken},
    )


def _meets(found: list[Claim], start: int, end: int) -> bool:
    return any(claim.start < end and start < claim.end for claim in found)


def _claim(passage: Passage, rule: Rule, reading: Reading) -> Claim:
    words = passage.document.words
    return Claim(
        start=words[reading.first].start,
        end=words[reading.last].end,
        sentence=passage.told.sentence,
        kind=rule.kind,
        verdict=reading.judged.verdict,
        because=reading.judged.because,
        rule=rule.rule_id,
    )
