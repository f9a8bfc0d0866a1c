"""The names of countries, their people and their parts, in a language."""

from functools import cache

from pipeline import packs
from pipeline.lexicon import Lexicon

UNSURE = "?"
"""Ends the tag of a word that may be another word, a first name or another place."""


@cache
def places(language: str) -> Lexicon:
    """All places in one, so that "New Mexico" is not Mexico: a tag is FR, FR-paca, or empty for none."""
    pack = packs.load(language, "places")
    named = [(code, phrase) for code, found in pack["country"].items() for phrase in found]
    named += [
        (f"{country}-{area}", phrase)
        for country, areas in pack["place"].items()
        for area, found in areas.items()
        for phrase in found
    ]
    named += [(f"{code}{UNSURE}", phrase) for code, found in pack["ambiguous"].items() for phrase in found]
    return Lexicon.build([*named, *(("", phrase) for phrase in pack["none"]["words"])])


@cache
def institutions() -> Lexicon:
    """Parties, assemblies and the like whose name tells a country, in any language; the tag is the
    country."""
    return Lexicon.build(
        (country, phrase)
        for country, found in packs.shared("institutions")["name"].items()
        for phrase in found
    )
