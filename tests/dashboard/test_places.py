"""Votes, countries and areas by the names that readers know."""

import pytest

from pipeline import reference
from pipeline.telling import places, reasons, words


@pytest.mark.parametrize(
    ("election_id", "name"),
    [
        ("FR-president-2002", "Presidential election 2002, France"),
        ("UK-general-1974a", "General election February 1974, United Kingdom"),
        ("UK-general-1974b", "General election October 1974, United Kingdom"),
        ("DE-regional-TH-2024", "Regional election 2024, Thuringia (Germany)"),
        ("FR-municipal-nice-2020", "Municipal election 2020, Nice (France)"),
        ("FR-primary-LR-2016", "Primary 2016, The Republicans (France)"),
        ("XX-chieftain-somewhere-1900", "Chieftain election 1900, somewhere (XX)"),
        ("no id", "no id"),
    ],
)
def test_a_vote_has_a_name(election_id: str, name: str) -> None:
    assert words.election(election_id) == name


def test_no_vote_on_record_shows_a_code() -> None:
    known = reference.load()
    for election in known.elections:
        assert places.country(election.country) != election.country
        if election.area:
            assert places.area(election.country, election.area) != election.area


def test_names_follow_the_language() -> None:
    assert places.country("SK", "fr") == "Slovaquie"
    assert places.area("US", "CA", "fr") == "Californie"
    assert places.area("FR", "RN", "fr") == "Rassemblement national"
    assert places.area("US", "CA", "de") == "California"  # no pack with places: the English name


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (
            "the figure is that of Jacques Chirac, FR-president-1995 round 1: 20.84",
            "the figure is that of Jacques Chirac, Presidential election 1995, France, first round: 20.84%",
        ),
        (
            "the figure is that of No, FR-referendum-1992: 48.96",
            "the figure is that of No, Referendum 1992, France: 48.96%",
        ),
        (
            "the figure is that of Chirac, FR-president-1995 round 1, of 16.1 registered voters",
            "the figure is that of Chirac, Presidential election 1995, France, first round, of 16.1 registered voters",
        ),
        ("of no known form", "of no known form"),
    ],
)
def test_why_a_figure_is_wrong_names_no_id(cause: str, said: str) -> None:
    assert reasons.because(cause) == said
