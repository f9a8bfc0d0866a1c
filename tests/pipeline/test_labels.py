"""Labels of events in English and other languages with a pack."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import packs
from pipeline.labels import label
from pipeline.schemas import EVENT_TYPES

TYPES = sorted(EVENT_TYPES)


def _row(type_: str, *actors: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "actors": list(actors), "election_id": "", **more}


@pytest.mark.parametrize(
    ("row", "english", "french"),
    [
        (_row("runoff", "Emmanuel Macron", "Marine Le Pen"), "Runoff: Emmanuel Macron v Marine Le Pen", "Second tour : Emmanuel Macron – Marine Le Pen"),
        (_row("founding", "National Front", "Jean-Marie Le Pen"), "National Front founded", "Fondation : Front national"),
        (_row("resignation", "Jean-Marie Le Pen", "National Front"), "Jean-Marie Le Pen resigns", "Démission : Jean-Marie Le Pen"),
        (_row("statement", "Marine Le Pen"), "Statement by Marine Le Pen", "Déclaration : Marine Le Pen"),
        (_row("death", "Jacques Chirac"), "Jacques Chirac dies", "Mort : Jacques Chirac"),
        (_row("rename", "National Front"), "National Front renamed", "Nouveau nom : Front national"),
        (_row("election", "Labour Party", "Conservative Party"), "Election: Labour Party v Conservative Party", "Élection : Parti travailliste – Parti conservateur"),
        (_row("election_round1"), "First round", "Premier tour"),
    ],
)  # fmt: skip
def test_label(row: dict[str, Any], english: str, french: str) -> None:
    assert label(row) == english
    assert label(row, "fr") == french


def test_a_vote_that_nobody_is_named_of_has_its_id() -> None:
    assert label(_row("referendum", election_id="FR-referendum-2005")) == "Referendum: FR-referendum-2005"


@pytest.mark.parametrize("language", [*packs.full(), "xx", "de", ""])
@given(
    type_=st.sampled_from(TYPES),
    actors=st.lists(st.text(min_size=1, max_size=10), max_size=5),
    election=st.sampled_from(["", "FR-president-2022"]),
)
def test_every_event_has_a_label(language: str, type_: str, actors: list[str], election: str) -> None:
    found = label(_row(type_, *actors, election_id=election), language)
    shown = actors if type_ in ("runoff", "election", "election_round1") else actors[:1]
    assert all(actor in found for actor in shown)


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_without_a_pack_gets_english(language: str) -> None:
    row = _row("runoff", "Emmanuel Macron", "Marine Le Pen")
    assert label(row, language) == label(row, "en")


@pytest.mark.parametrize("actors", [None, "", (), float("nan")])
def test_actors_may_be_missing(actors: object) -> None:
    assert label({"type": "law", "actors": actors, "election_id": None}) == "Law or ruling"


def test_braces_in_a_name_are_text() -> None:
    assert label(_row("statement", "{who} {0}")) == "Statement by {who} {0}"


def test_the_label_is_public_and_stored_in_english() -> None:
    assert pipeline.label(_row("death", "Jacques Chirac"), "fr") == "Mort : Jacques Chirac"
    frames = pipeline.extract("Jacques Chirac est mort le 26 septembre 2019.", language="fr")
    assert frames["events"]["label"].tolist() == ["Jacques Chirac dies"]
    assert pipeline.label(frames["events"].iloc[0].to_dict(), "fr") == "Mort : Jacques Chirac"
