from datetime import date
from pathlib import Path

import pytest

import pipeline

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def test_names_descriptions_and_pronouns_lead_to_whom_they_mean() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = pipeline.mentions(text)
    told = {(text[each.start : each.end], each.name, each.kind) for each in found}
    assert {
        ("the National Front", "National Front", "party"),
        ("Macron", "Emmanuel Macron", "person"),
        ("she", "Marine Le Pen", "pronoun"),
    } <= told
    assert ("The elder Le Pen", "Jean-Marie Le Pen") in {each[:2] for each in told}
    places = [(each.start, each.end) for each in found]
    assert places == sorted(set(places))


def test_offsets_are_of_the_source_where_it_was_repaired() -> None:
    text = "Macron wins\n20220425\n\nIn the runoff,Marine Le Pen lost to President Macron on Sunday,he said."
    names = {text[each.start : each.end] for each in pipeline.mentions(text) if each.kind == "person"}
    assert "Marine Le Pen" in names


@pytest.mark.parametrize("text", ["", "   ", "\x00", "Zxq vrt " * 20])
def test_what_is_no_article_names_nobody(text: str) -> None:
    assert pipeline.mentions(text, published=date(2022, 1, 1)) == ()
