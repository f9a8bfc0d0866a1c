"""Countries, and the areas and bodies that hold votes of their own, by the names that readers know."""

import re
from functools import cache

from babel import Locale

from pipeline import packs, reference

_ENGLISH = "en"
# Codes of our own, where the standard has another.
_STANDARD = {"UK": "GB"}
_FORMS = re.compile(r"\{(?P<first>[^{,}]*)(?:,[^{}]*)?\}")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ].*")


@cache
def country(code: str, language: str = _ENGLISH) -> str:
    """The name of a country; the code where the locale data has none."""
    known = Locale.parse(language, sep="-").territories
    return str(known.get(_STANDARD.get(code, code), code))


@cache
def area(country_code: str, code: str, language: str = _ENGLISH) -> str:
    """The name of a region, a city, or the party that chooses among its own; the code where none is known."""
    pack = language if language in packs.full() else _ENGLISH
    places: dict[str, dict[str, list[str]]] = packs.load(pack, "places")["place"]
    for phrase in places.get(country_code, {}).get(code, ()):
        # Of "{mayor,city} of Nice" the name is what begins with a capital.
        if found := _NAME.search(_FORMS.sub(r"\g<first>", phrase)):
            return found[0]
    party = reference.load().party(code)
    if party is None or party.country != country_code:
        return code
    return party.name_fr if language == "fr" else party.name_en
