"""The stages from text to rows hold no name and no country of their own: those are data."""

import ast
from pathlib import Path

import pytest

from pipeline import reference
from pipeline.link.votes import divided_by, main_office, office_in, rounds_of, subjects_of

PIPELINE = Path(__file__).parents[2] / "pipeline"
STAGES = ("annotate", "claims", "clean", "counts", "dates", "events", "link", "shares")
MODULES = sorted(path for stage in STAGES for path in (PIPELINE / stage).glob("*.py"))


def _texts(path: Path) -> set[str]:
    """The string constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_person_party_or_country_stands_in_the_engine(path: Path) -> None:
    record = reference.load()
    names = {person.name for person in record.people} | {party.name for party in record.parties}
    names |= {party.party_id for party in record.parties if len(party.party_id) > 2}
    names |= set(record.counted.countries)
    assert not _texts(path) & names


def test_offices_are_what_the_data_say() -> None:
    assert office_in("FR", "parliament") == "legislative" and office_in("DE", "parliament") == "bundestag"
    assert main_office("UK") == "general" and main_office("FR") == "president"
    assert rounds_of("FR", "president") == 2 and rounds_of("US", "president") == 1
    assert subjects_of("referendum") == "options" and divided_by("primary") == "parties"
    assert rounds_of("XX", "unheard of") == 1
