"""Which country's votes an article is about, and which one a sentence is about."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.annotate import Document, Sentence, within
from pipeline.annotate.phrases import phrases
from pipeline.annotate.places import UNSURE
from pipeline.lexicon import Cue
from pipeline.reference import Reference

# A country named in the title or the first sentences weighs more than one named later.
_OPENING_SENTENCES = 3
_OPENING_WEIGHT, _NAMED_WEIGHT = 5.0, 3.0
_PLACE_WEIGHT, _INSTITUTION_WEIGHT = 1.0, 1.0
# A country in the first words of a clause is where all of it happens.
_OPENING_WORDS = 3
# Words between a country and a word for a vote that it is of.
_BESIDE = 3
_WHERE = "elections.where.words"
_VOTING = ("elections.office.", "elections.vote.", "elections.round.", "elections.body.")
# The possessive: "Germany's Greens".
_OWNER = "s"
# A party's name may be that of another country's party.
_ON_RECORD_WEIGHT = {"person": 2.0, "party": 0.5}


def place_words(document: Document) -> list[Cue]:
    """Where countries, their people, and places in them are named; the tag is FR or FR-paca."""
    inside = {
        index
        for mention in document.mentions
        if mention.names
        for index in range(mention.first, mention.last + 1)
    }
    return [
        cue._replace(tag=cue.tag.removesuffix(UNSURE))
        for cue in document.found.places
        if cue.tag and inside.isdisjoint(range(cue.first, cue.last + 1)) and _is_name(cue, document)
    ]


def _is_name(cue: Cue, document: Document) -> bool:
    """Whether the words have the capital of a name; a demonym needs none in every language.

    A word that is unsure counts with a capital where no other name stands beside it.
    """
    if cue.tag.endswith(UNSURE):
        return _has_capital(document, cue.last) and not (
            _has_capital(document, cue.first - 1) or _has_capital(document, cue.last + 1)
        )
    return _has_capital(document, cue.last) or not phrases(document.article.language).demonyms_capital


def _has_capital(document: Document, index: int) -> bool:
    return 0 <= index < len(document.words) and document.clean[document.words[index].start].isupper()


def main_country(document: Document, named: Sequence[Cue], reference: Reference) -> str:
    """The country whose votes the article tells of: the one most named.

    A name of a country that a part of another one has too, such as Georgia, tells little of either. Where
    none is named, the one that voted on the days told, else the home of the language; "" if there is none.
    """
    weight: dict[str, float] = defaultdict(float)
    opening = (
        document.sentences[_OPENING_SENTENCES - 1].end if len(document.sentences) >= _OPENING_SENTENCES else 0
    )
    namesakes = Counter(cue.start for cue in named)
    for cue in named:
        named_here = _OPENING_WEIGHT if cue.start < opening else _NAMED_WEIGHT
        weak = "-" in cue.tag or namesakes[cue.start] > 1
        weight[cue.tag[:2]] += _PLACE_WEIGHT if weak else named_here
    for cue in document.found.institutions:
        if _has_capital(document, cue.first):
            weight[cue.tag] += _INSTITUTION_WEIGHT
    for mention in document.mentions:
        countries = {_country_of(mention.kind, name, reference) for name in mention.names}
        if mention.known and len(countries) == 1:
            weight[countries.pop()] += _ON_RECORD_WEIGHT.get(mention.kind, 0.0)
    weight.pop("", None)
    best = max(weight, key=lambda code: weight[code], default="")  # of equals the one named first
    return best or _by_polling_days(document, reference) or phrases(document.article.language).home


def _by_polling_days(document: Document, reference: Reference) -> str:
    """The one country that voted on the days which the article tells, "" if none or several did.

    Those whose results are on record go first: an article that names no country tells of a well-known one.
    """
    days = {timex.earliest for timex in document.timexes if timex.earliest == timex.latest}
    for elections in (reference.counted.elections, reference.elections):
        voted = {election.country for election in elections if election.date in days and not election.area}
        if voted:
            return voted.pop() if len(voted) == 1 else ""
    return ""


def _country_of(kind: str, name: str, reference: Reference) -> str:
    if kind == "person":
        person = reference.person(name)
        return person.country if person else ""
    party = reference.party(name) if kind == "party" else None
    return party.country if party else ""


class Stretch(NamedTuple):
    """A part of a sentence and the country whose votes it tells of; `holds` is whether what follows goes on
    with that country."""

    start: int
    end: int
    country: str
    holds: bool


def stretches(
    document: Document,
    sentence: Sentence,
    named: Sequence[Cue],
    cues: Sequence[Cue],
    main: str,
    before: str,
    reference: Reference,
) -> list[Stretch]:
    """The clauses of a sentence, parted by semicolons, with their countries.

    A clause is of another country than the article's where it opens with it ("In Germany, ..."), or tells of
    a vote there and names nobody of the article's. `named` are the sentence's places, `before` is the
    country told before.
    """
    found: list[Stretch] = []
    start = sentence.start
    for part in document.clean[sentence.start : sentence.end].split(";"):
        end = min(start + len(part) + 1, sentence.end)
        country, holds = _of_clause(document, start, end, named, cues, main, before, reference)
        found.append(Stretch(start, end, country, holds))
        start, before = end, country if holds else before
    return found


def _of_clause(
    document: Document,
    start: int,
    end: int,
    named: Sequence[Cue],
    cues: Sequence[Cue],
    main: str,
    before: str,
    reference: Reference,
) -> tuple[str, bool]:
    here = [cue for cue in within(named, start, end) if "-" not in cue.tag]
    first = bisect_left(document.words, start, key=lambda word: word.start)
    where = {cue.last + 1 for cue in within(cues, start, end) if cue.tag == _WHERE}
    leading = [
        cue
        for cue in here
        if cue.first - first <= _OPENING_WORDS
        and (cue.first in where or (cue.first == first and cue.last > cue.first))
    ]
    if leading:
        return leading[0].tag, True
    if any(cue.tag == main for cue in here) or _names_anyone(document, start, end, main, reference):
        return main, True
    voting = [cue for cue in within(cues, start, end) if cue.tag.startswith(_VOTING)]
    for cue in here:
        beside = any(
            -_BESIDE <= other.first - cue.last <= _BESIDE or 0 < cue.first - other.last <= _BESIDE
            for other in voting
        )
        owner = cue.last + 1 < len(document.words) and document.words[cue.last + 1].key == _OWNER
        if beside or cue.first in where or owner:
            return cue.tag, beside or owner
    return before, True


def _names_anyone(document: Document, start: int, end: int, country: str, reference: Reference) -> bool:
    """Whether someone, or a party of no other country, is named who is of a country."""
    for mention in within(document.mentions, start, end):
        if mention.known and mention.names:
            countries = {_country_of(mention.kind, name, reference) for name in mention.names}
            if countries == {country} or (mention.kind == "person" and country in countries):
                return True
    return False
