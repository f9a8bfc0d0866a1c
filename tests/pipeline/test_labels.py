"""Labels of events in English and other languages with a pack."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import packs
from pipeline.labels import CONTESTS, facts_of, label, read, short, write
from pipeline.schemas import EVENT_TYPES

TYPES = sorted(EVENT_TYPES)
PHRASES = packs.load("en", "events")
TOPICS = sorted({*TYPES, *PHRASES["label"], *PHRASES["label_alone"]})
OFFICES = ["", *PHRASES["label_contest"], "referendum"]


def _row(type_: str, *actors: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "actors": list(actors), "election_id": "", **more}


@pytest.mark.parametrize(
    ("row", "english", "french"),
    [
        (_row("runoff", "Emmanuel Macron", "Marine Le Pen"), "Runoff: Macron v M. Le Pen", "Second tour : Macron – M. Le Pen"),
        (_row("founding", "National Front", "Jean-Marie Le Pen"), "National Front founded", "Fondation : Front national"),
        (_row("founding", "Jean-Marie Le Pen"), "Founding by Jean-Marie Le Pen", "Fondation par Jean-Marie Le Pen"),
        (_row("resignation", "Jean-Marie Le Pen", "National Front"), "Jean-Marie Le Pen resigns", "Démission : Jean-Marie Le Pen"),
        (_row("statement", "Marine Le Pen"), "Statement by Marine Le Pen", "Déclaration : Marine Le Pen"),
        (_row("death", "Jacques Chirac"), "Jacques Chirac dies", "Mort : Jacques Chirac"),
        (_row("rename", "National Front"), "National Front renamed", "Nouveau nom : Front national"),
        (_row("election", "Labour Party", "Conservative Party", election_id="UK-general-2024"), "General election: Labour Party v Conservative Party", "Élections générales : Parti travailliste – Parti conservateur"),
        (_row("election_round1"), "First round", "Premier tour"),
        (_row("runoff", election_id="FR-regional-paca-2021"), "Regional election, runoff (France)", "Régionales, second tour (France)"),
        (_row("referendum", election_id="FR-referendum-2005"), "Referendum (France)", "Référendum (France)"),
    ],
)  # fmt: skip
def test_label(row: dict[str, Any], english: str, french: str) -> None:
    assert label(row) == english
    assert label(row, "fr") == french
    assert label({**row, "label": english}, "fr") == french


@pytest.mark.parametrize(
    ("stored", "french"),
    [
        ("Runoff: Macron 66.1 %, M. Le Pen 33.9 %", "Second tour : Macron 66,1 %, M. Le Pen 33,9 %"),
        ("Referendum: No 54.67 %, Yes 45.33 %", "Référendum : Non 54,67 %, Oui 45,33 %"),
        ("European election: National Rally 31.4 %", "Européennes : Rassemblement national 31,4 %"),
        ("Debate: Joe Biden v Donald Trump", "Débat : Joe Biden – Donald Trump"),
        ("Court ruling: Marine Le Pen", "Jugement : Marine Le Pen"),
        ("Local election (Turkey)", "Municipales (Turquie)"),
        ("Poll", "Sondage"),
        ("Edict of Nantes", "Edict of Nantes"),
    ],
)
def test_a_stored_label_is_read_and_written_in_another_language(stored: str, french: str) -> None:
    row = _row("other", label=stored)
    assert label(row) == stored
    assert label(row, "fr") == french


@given(
    topic=st.sampled_from(TOPICS),
    office=st.sampled_from(OFFICES),
    names=st.lists(
        st.sampled_from(["Anna Mayer", "Jo O'Neil", "Les Verts", "N. d'Été-Li"]), max_size=2, unique=True
    ),
    figures=st.lists(st.sampled_from(["50", "49.9", "0.25"]), min_size=2, max_size=2, unique=True),
)
def test_what_is_written_is_read_again(topic: str, office: str, names: list[str], figures: list[str]) -> None:
    contest = topic in CONTESTS
    election = f"FR-{office}-2022" if office and contest else ""
    told = dict(zip(names, figures, strict=False)) if contest else {}
    facts = facts_of(topic, names, election, told)
    text = write(facts, "en")
    again = read(text)
    assert again is not None
    assert write(again, "en") == text
    assert write(again, "fr") == write(facts, "fr")


@pytest.mark.parametrize("language", [*packs.full(), "xx", "de", ""])
@given(
    type_=st.sampled_from(TYPES),
    actors=st.lists(st.text(min_size=1, max_size=10), max_size=5),
    election=st.sampled_from(["", "FR-president-2022"]),
)
def test_every_event_has_a_label(language: str, type_: str, actors: list[str], election: str) -> None:
    found = label(_row(type_, *actors, election_id=election), language)
    shown = actors[: 2 if type_ in CONTESTS else 1]
    assert all(short(actor) in found for actor in shown)


def test_a_language_has_the_same_phrases_as_english() -> None:
    for code in packs.full():
        data = packs.load(code, "events")
        for table in (name for name in PHRASES if name.startswith("label")):
            assert list(data[table]) == list(PHRASES[table]), (code, table)


def test_phrases_of_english_differ() -> None:
    for table in ("label", "label_alone", "label_contest"):
        assert len(set(PHRASES[table].values())) == len(PHRASES[table])


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_without_a_pack_gets_english(language: str) -> None:
    row = _row("runoff", "Emmanuel Macron", "Marine Le Pen")
    assert label(row, language) == label(row, "en")


@pytest.mark.parametrize("actors", [None, "", (), float("nan")])
def test_actors_may_be_missing(actors: object) -> None:
    assert label({"type": "law", "actors": actors, "election_id": None}) == "Law or ruling"


def test_figures_of_several_votes_are_left_out() -> None:
    facts = facts_of("runoff", ["Ann Lee", "Bo Ray"], "FR-president-2022", {"Ann Lee": "66", "Bo Ray": "55"})
    assert write(facts, "en") == "Runoff: Ann Lee v Bo Ray"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Emmanuel Macron", "Macron"),
        ("Marine Le Pen", "M. Le Pen"),
        ("Jean-Marie Le Pen", "J.-M. Le Pen"),
        ("George W. Bush", "George W. Bush"),
        ("National Rally", "National Rally"),
        ("Somebody Unknown", "Somebody Unknown"),
    ],
)
def test_short_names_tell_people_apart(name: str, wanted: str) -> None:
    assert short(name) == wanted


def test_braces_in_a_name_are_text() -> None:
    assert label(_row("statement", "{who} {0}")) == "Statement by {who} {0}"


def test_the_label_is_public_and_stored_in_english() -> None:
    assert pipeline.label(_row("death", "Jacques Chirac"), "fr") == "Mort : Jacques Chirac"
    frames = pipeline.extract("Jacques Chirac est mort le 26 septembre 2019.", language="fr")
    assert frames["events"]["label"].tolist() == ["Jacques Chirac dies"]
    assert pipeline.label(frames["events"].iloc[0].to_dict(), "fr") == "Mort : Jacques Chirac"
