"""Votes by the words that people use, as the tables' explanations name them: "2019 general election"."""

from calendar import month_name
from collections.abc import Mapping
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.reference import Reference

# Codes of our own, where the standard has another.
_STANDARD: Final = {"UK": "GB"}


def vote_name(election_id: str, round: int | None, reference: Reference) -> str:
    """A vote by its id ("UK-general-2019"), and its round: "2022 presidential election, round 2".

    Where a year holds two the month tells which: "October 1974 general election".
    """
    parts = election_id.split("-")
    if len(parts) < 3:
        return election_id
    year, area = parts[-1], "-".join(parts[2:-1])
    days = reference.rounds(election_id)
    if not year.isdigit() and days:
        year = f"{month_name[int(days[0].date[5:7])]} {days[0].date[:4]}"
    return f"{year} {_kind(parts[1])}{f' ({area})' if area else ''}{f', round {round}' if round else ''}"


def votes_name(country: str, office: str) -> str:
    """All votes for an office of a country: "general elections, United Kingdom"."""
    return f"{_kind(office)}s, {country_name(country)}"


def country_name(code: str) -> str:
    """The English name of a country, its code where there is none."""
    return str(_countries().get(_STANDARD.get(code, code), code))


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - it takes a tenth of a second, and few articles ask for it

    territories: Mapping[str, str] = Locale("en").territories
    return territories


@cache
def _kind(office: str) -> str:
    """The vote for an office as offices.toml calls it: "presidential election"."""
    return str(packs.shared("offices")["office"].get(office, {}).get("vote", f"{office} election"))
