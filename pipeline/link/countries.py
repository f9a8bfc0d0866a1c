"""Which country's votes an article is about, and which one a sentence is about."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.annotate import Document, Sentence, within
from pipeline.annotate.phrases import phrases
from pipeline.annotate.places import UNSURE
from pipeline.lexicon import Cue
from pipeline.reference import Reference

# A country named in the title or the first sentences weighs more than one named later.
_OPENING_SENTENCES = 3
_OPENING_WEIGHT, _NAMED_WEIGHT = 5.0, 3.0
_PLACE_WEIGHT = 1.0
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

    Where none is named, the one that voted on the days told, else the home of the language; "" if there is
    none.
    """
    weight: dict[str, float] = defaultdict(float)
    opening = (
        document.sentences[_OPENING_SENTENCES - 1].end if len(document.sentences) >= _OPENING_SENTENCES else 0
    )
    for cue in named:
        named_here = _OPENING_WEIGHT if cue.start < opening else _NAMED_WEIGHT
        weight[cue.tag[:2]] += _PLACE_WEIGHT if "-" in cue.tag else named_here
    for mention in document.mentions:
        countries = {_country_of(mention.kind, name, reference) for name in mention.names}
        if mention.known and len(countries) == 1:
            weight[countries.pop()] += _ON_RECORD_WEIGHT.get(mention.kind, 0.0)
    weight.pop("", None)
    best = max(weight, key=lambda code: weight[code], default="")  # of equals the one named first
    return best or _by_polling_days(document, reference) or phrases(document.article.language).home


def _by_polling_days(document: Document, reference: Reference) -> str:
    """The one country that voted on the days which the article tells, "" if none or several did."""
    days = {timex.earliest for timex in document.timexes if timex.earliest == timex.latest}
    voted = {
        election.country for election in reference.elections if election.date in days and not election.area
    }
    return voted.pop() if len(voted) == 1 else ""


def _country_of(kind: str, name: str, reference: Reference) -> str:
    if kind == "person":
        person = reference.person(name)
        return person.country if person else ""
    party = reference.party(name) if kind == "party" else None
    return party.country if party else ""


def country_of(
    document: Document, sentence: Sentence, named: Sequence[Cue], main: str, reference: Reference
) -> str:
    """The country whose vote a sentence tells of: another than the article's only where the sentence
    names one, and neither the article's nor anyone of it."""
    here = [cue.tag for cue in named if sentence.start <= cue.start < sentence.end and "-" not in cue.tag]
    if not here or main in here:
        return main
    for mention in within(document.mentions, sentence.start, sentence.end):
        if mention.known and any(
            _country_of(mention.kind, name, reference) == main for name in mention.names
        ):
            return main
    return here[0]
