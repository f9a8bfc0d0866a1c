import pytest

from dashboard.address import read_years


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("2002-2017", (2002, 2017)),
        ("2017-2002", (2002, 2017)),
        ("1-9999", (1972, 2022)),
        ("1990-9999", (1990, 2022)),
        ("3000-4000", (1980, 2022)),
        ("x", (1980, 2022)),
        ("", (1980, 2022)),
        ("-", (1980, 2022)),
        ("99999999999-1", (1980, 2022)),
        ("²-³", (1980, 2022)),
    ],
)
def test_years_of_an_address(said: str, years: tuple[int, int]) -> None:
    assert read_years(said, (1972, 2022), (1980, 2022)) == years
