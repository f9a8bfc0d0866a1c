"""The names of countries and places in each language, and the offices of each country."""

import csv
import re
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest

from pipeline import packs
from pipeline.lexicon import Lexicon, expand, key, words

COUNTRIES = Path(__file__).parents[2] / "pipeline" / "countries"
LANGUAGES = [language for language in packs.languages() if (packs.FOLDER / language / "places.toml").exists()]
OFFICES = tomllib.loads((COUNTRIES / "offices.toml").read_text(encoding="utf-8"))
ELECTIONS = [
    row
    for path in sorted(COUNTRIES.glob("*/elections.csv"))
    for row in csv.DictReader(path.open(encoding="utf-8", newline=""))
]


def keys(patterns):
    return [key(phrase) for pattern in patterns for phrase in expand(pattern)]


def shared(table):
    owners = defaultdict(set)
    for code, patterns in table.items():
        for phrase in keys(patterns):
            owners[phrase].add(code)
    return {phrase: codes for phrase, codes in owners.items() if len(codes) > 1}


def lexicon(language):
    """All tables in one: a tag is a country, `country-area`, or empty."""
    pack = packs.load(language, "places")
    phrases = [(code, phrase) for code, of in pack["country"].items() for phrase in of]
    phrases += [
        (f"{country}-{area}", phrase)
        for country, areas in pack["place"].items()
        for area, of in areas.items()
        for phrase in of
    ]
    return Lexicon.build([*phrases, *(("", phrase) for phrase in pack["none"]["words"])])


def test_there_are_languages():
    assert {"en", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes(language):
    pack = packs.load(language, "places")
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in pack["country"])
    assert set(pack["ambiguous"]) | set(pack["place"]) <= set(pack["country"])
    assert all(re.fullmatch(r"[A-Z]{2,3}|[a-z]+", area) for areas in pack["place"].values() for area in areas)


def test_languages_know_the_same_countries_and_places():
    packs_ = [packs.load(language, "places") for language in LANGUAGES]
    for pack in packs_[1:]:
        assert set(pack["country"]) == set(packs_[0]["country"])
        assert set(pack["place"]) == set(packs_[0]["place"])
        for country, areas in pack["place"].items():
            assert set(areas) == set(packs_[0]["place"][country]), country


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_one_owner(language):
    pack = packs.load(language, "places")
    assert shared(pack["country"]) == {}
    assert shared(pack["ambiguous"]) == {}
    for areas in pack["place"].values():
        assert shared(areas) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_whole_and_said_once(language):
    pack = packs.load(language, "places")
    tables = [pack["country"], pack["ambiguous"], pack["none"], *pack["place"].values()]
    for code, patterns in chain.from_iterable(table.items() for table in tables):
        assert patterns, code
        phrases = keys(patterns)
        assert all(phrases), code
        assert sorted(phrases) == sorted(set(phrases)), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ambiguous_phrase_is_not_also_a_sure_one(language):
    pack = packs.load(language, "places")
    sure = set(chain.from_iterable(map(keys, pack["country"].values())))
    assert not sure & set(chain.from_iterable(map(keys, pack["ambiguous"].values())))


@pytest.mark.parametrize(
    ("language", "text", "tags"),
    [
        ("en", "The U.K. left; Northern Ireland did not want to.", ["UK", "UK", "UK-northernireland"]),
        ("en", "New Mexico is not Mexico", ["US", "US-NM", "MX"]),
        ("en", "the Latin American left", [""]),
        ("en", "It is nice to tell us of polish, tours and readings", []),
        ("en", "Elysee or Élysée, Papua New Guinea and Equatorial Guinea", ["FR", "FR", "PG", "GQ"]),
        ("en", "in the Democratic Republic of Congo", ["CD"]),
        ("en", "the mayor of Nice, in Provence-Alpes-Cote d’Azur", ["FR-nice", "FR-paca"]),
        ("fr", "les deux tours, la réunion, l'eau, un mal bénin, le plus grand est", []),
        ("fr", "la Grande-Bretagne et la Bretagne", ["UK", "FR-bretagne"]),
        ("fr", "le Nouveau-Mexique, l'Afrique du Sud", ["US", "US-NM", "ZA"]),
        ("fr", "en Virginie-Occidentale, en Virginie", ["US-WV", "US-VA"]),
        ("fr", "Dominique et Maurice ont lu Le Parisien", [""]),
        ("fr", "François Hollande a gagné", []),
    ],
)
def test_what_is_found(language, text, tags):
    assert [cue.tag for cue in lexicon(language).find(words(text))] == tags


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_with_offices_have_names(language):
    assert set(OFFICES["country"]) <= set(packs.load(language, "places")["country"])


def test_country_offices_are_offices_and_differ_from_the_default():
    for code, own in OFFICES["country"].items():
        full = OFFICES["default"] | own
        assert set(full) == set(OFFICES["default"]), code
        assert full["parliament"] in OFFICES["office"], code
        assert full["main"] in ("president", full["parliament"]), code
        assert {full["president_rounds"], full["parliament_rounds"]} <= {1, 2}, code
        assert all(OFFICES["default"][name] != value for name, value in own.items()), code


def test_elections_on_record_fit():
    rounds = defaultdict(set)
    for row in ELECTIONS:
        rounds[row["country"], row["office"]].add(int(row["round"] or 1))
    for (country, office), held in rounds.items():
        own = OFFICES["default"] | OFFICES["country"].get(country, {})
        assert office in OFFICES["office"], office
        assert max(held) <= OFFICES["office"][office]["rounds"], office
        if office in ("president", own["parliament"]):
            kind = "president" if office == "president" else "parliament"
            assert max(held) <= own[f"{kind}_rounds"], (country, office)


@pytest.mark.parametrize("language", LANGUAGES)
def test_areas_on_record_have_names(language):
    place = packs.load(language, "places")["place"]
    for row in ELECTIONS:
        if row["area"] and row["office"] not in ("primary", "party", "referendum"):
            assert row["area"] in place[row["country"]], row["election_id"]
