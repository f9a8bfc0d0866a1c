"""Verdicts on numbers of votes and seats, by hand-computed cases and by invariants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check_counts import CountVerdict, count_verdict
from pipeline.reference import load
from pipeline.schemas import SHARE_VERDICTS

REFERENCE = load()
MACRON, MARINE = "Emmanuel Macron", "Marine Le Pen"


def judge(
    subject: str, count: int, unit: str, election_id: str, round_: int | None = None, **told: object
) -> CountVerdict:
    case = {"qualifier": "exact", "low": None, "high": None, "decimals": 0, **told}
    return count_verdict(
        subject=subject,
        count=count,
        unit=unit,
        election_id=election_id,
        round=round_,
        reference=REFERENCE,
        **case,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("subject", "count", "decimals", "unit", "election_id", "round_", "expected"),
    [
        (MARINE, 13_288_686, 0, "votes", "FR-president-2022", 2, "exact"),
        (MARINE, 13_300_000, -5, "votes", "FR-president-2022", 2, "rounds"),
        (MARINE, 13_000_000, -6, "votes", "FR-president-2022", 2, "rounds"),
        (MARINE, 13_200_000, -5, "votes", "FR-president-2022", 2, "truncates"),
        (MARINE, 13_289_000, 0, "votes", "FR-president-2022", 2, "rounds"),
        (MARINE, 13_400_000, -5, "votes", "FR-president-2022", 2, "disagrees"),
        # The Ministry's count, before that of the Constitutional Council.
        (MARINE, 13_297_760, 0, "votes", "FR-president-2022", 2, "exact"),
        (MARINE, 18_768_639, 0, "votes", "FR-president-2022", 2, "other_holder"),
        (MARINE, 8_133_828, 0, "votes", "FR-president-2022", 2, "other_round"),
        ("turnout", 35_100_000, -5, "votes", "FR-president-2022", 2, "rounds"),
        ("abstention", 13_700_000, -5, "votes", "FR-president-2022", 2, "rounds"),
        ("blank and spoiled ballots", 3_000_000, -6, "votes", "FR-president-2022", 2, "rounds"),
        ("Labour Party", 411, 0, "seats", "UK-general-2024", None, "exact"),
        ("Labour Party", 412, 0, "seats", "UK-general-2024", None, "exact"),
        ("Labour Party", 410, 0, "seats", "UK-general-2024", None, "disagrees"),
        ("Labour Party", 121, 0, "seats", "UK-general-2024", None, "other_holder"),
        ("National Rally", 89, 0, "seats", "FR-legislative-2022", None, "exact"),
        # With its allies.
        ("National Rally", 143, 0, "seats", "FR-legislative-2024", None, "exact"),
        ("New Popular Front", 182, 0, "seats", "FR-legislative-2024", None, "no_reference"),
        ("Labour Party", 411, 0, "seats", "UK-general-1066", None, "no_reference"),
        (MACRON, 18_768_639, 0, "votes", "FR-president-2022", None, "no_reference"),
    ],
)
def test_verdicts(
    subject: str, count: int, decimals: int, unit: str, election_id: str, round_: int | None, expected: str
) -> None:
    held = judge(subject, count, unit, election_id, round_, decimals=decimals)
    assert held.verdict == expected
    assert held.because


@pytest.mark.parametrize(
    ("count", "told", "expected"),
    [
        (13_000_000, {"qualifier": "over", "low": 13e6}, "exact"),
        (14_000_000, {"qualifier": "over", "low": 14e6}, "disagrees"),
        (13_500_000, {"qualifier": "under", "high": 13.5e6}, "exact"),
        (13_000_000, {"qualifier": "about", "decimals": -6}, "rounds"),
        (14_000_000, {"qualifier": "about", "decimals": -6}, "near"),
        (15_000_000, {"qualifier": "about", "decimals": -6}, "disagrees"),
    ],
)
def test_bounds_and_rough_numbers(count: int, told: dict[str, object], expected: str) -> None:
    assert judge(MARINE, count, "votes", "FR-president-2022", 2, **told).verdict == expected


def test_a_number_of_another_year_is_named() -> None:
    seats = judge("Labour Party", 202, "seats", "UK-general-2024")
    assert (seats.verdict, seats.official) == ("disagrees", 411)
    assert seats.because.endswith("the number is that of Labour Party, UK-general-2019: 202 seats")
    votes = judge(MACRON, 20_700_000, "votes", "FR-president-2022", 2, decimals=-5)
    assert "FR-president-2017 round 2: 20743128 votes" in votes.because


def test_about_so_many_seats() -> None:
    assert judge("Labour Party", 400, "seats", "UK-general-2024", qualifier="about").verdict == "near"
    assert judge("Labour Party", 300, "seats", "UK-general-2024", qualifier="about").verdict == "disagrees"
    assert judge("Labour Party", 400, "seats", "UK-general-2024").verdict == "disagrees"


@given(st.integers(0, 10**8), st.integers(0, 6))
def test_any_number_gets_a_verdict_that_holds_what_it_says(count: int, zeros: int) -> None:
    held = judge(MARINE, count, "votes", "FR-president-2022", 2, decimals=-zeros)
    assert held.verdict in SHARE_VERDICTS
    if held.verdict == "exact":
        assert held.official == count


@given(st.integers(0, 7))
def test_who_rounds_the_official_number_is_right(zeros: int) -> None:
    official = 13_288_686
    rounded = (official + 10**zeros // 2) // 10**zeros * 10**zeros
    verdict = judge(MARINE, rounded, "votes", "FR-president-2022", 2, decimals=-zeros).verdict
    assert verdict in ("exact", "rounds")
