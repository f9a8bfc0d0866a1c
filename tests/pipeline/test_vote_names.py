"""Votes and countries by the words that people use."""

import pytest

from pipeline.reference import load
from pipeline.vote_names import country_name, vote_name, votes_name


@pytest.mark.parametrize(
    ("election_id", "round_", "name"),
    [
        ("UK-general-2019", None, "2019 general election"),
        ("UK-general-1974b", None, "October 1974 general election"),
        ("FR-president-2022", 2, "2022 presidential election, round 2"),
        ("FR-referendum-1962a", None, "April 1962 referendum"),
        ("DE-bundestag-2025", None, "2025 Bundestag election"),
        ("FR-primary-PS-2011", 1, "2011 primary (PS), round 1"),
        ("ZZ-council-2001", None, "2001 council election"),
        ("unknown", None, "unknown"),
    ],
)
def test_votes(election_id: str, round_: int | None, name: str) -> None:
    assert vote_name(election_id, round_, load()) == name


def test_all_votes_for_an_office_and_their_country() -> None:
    assert votes_name("UK", "general") == "general elections, United Kingdom"
    assert votes_name("FR", "referendum") == "referendums, France"
    assert country_name("XY") == "XY"
