from dataclasses import replace

from dashboard import reading
from dashboard.data import Data, text_of
from pipeline.model import Edit, Text
from pipeline.naming import Mention
from pipeline.store import Tables
from pipeline.tables import frames


def test_repairs_show_whole_words_once() -> None:
    text = Text("party,vowed Frances x", (Edit(6, 6, " ", "fused"), Edit(18, 18, "'", "apostrophe")))
    rows = reading.repairs(text)
    assert rows.values.tolist() == [
        ["party,vowed", "party, vowed", "words run together"],
        ["Frances", "France's", "a lost apostrophe"],
    ]


def test_two_repairs_in_the_same_words_are_one_place() -> None:
    text = Text("aXbYc", (Edit(1, 2, "-", "sign"), Edit(3, 4, "+", "fused")))
    assert reading.repairs(text).values.tolist() == [["aXbYc", "a-b+c", "sign, words run together"]]


def test_another_shape_of_the_same_sign_is_no_repair_to_show() -> None:
    text = Text("party’s\u00a0x", (Edit(5, 6, "'", "quote"), Edit(7, 8, " ", "space")))
    assert reading.repairs(text).empty


def test_the_seed_is_marked_where_its_rows_are(seed: Data) -> None:
    row = seed.tables.articles.iloc[0]
    text = text_of(row["article_id"], seed, seed.stamp)
    pieces = reading.pieces(row["article_id"], text, row["text"], seed.tables)
    assert "".join(piece.text for piece in pieces) == row["text"]
    marked = {(piece.text, piece.kind, piece.note) for piece in pieces if piece.kind}
    assert ("82 percent", "share", "Jacques Chirac 82%") in marked
    assert ("on Wednesday", "date", "2022-04-13") in marked
    assert ("1972", "date", "") in marked
    assert ("the Cold War", "refused", "") in marked


def test_what_was_refused_is_grey_even_where_it_is_a_date(seed: Data) -> None:
    row = seed.tables.articles.iloc[0]
    start = row["text"].index("in recent years")
    vague = seed.tables.dates.iloc[[0]].assign(start=start, end=start + 15, value="PXY")
    tables = replace(seed.tables, dates=vague)
    pieces = reading.pieces(row["article_id"], None, row["text"], tables)
    assert ("in recent years", "refused", "") in [(piece.text, piece.kind, piece.note) for piece in pieces]
    tables = replace(tables, rejected=tables.rejected.iloc[:0])
    pieces = reading.pieces(row["article_id"], None, row["text"], tables)
    assert ("in recent years", "date", "") in [(piece.text, piece.kind, piece.note) for piece in pieces]


def test_claims_carry_their_words_and_verdict(seed: Data) -> None:
    row = seed.tables.articles.iloc[0]
    found = reading.claims(row["article_id"], row["text"], seed.tables)
    assert [claim.words for claim in found][1] == "five times"
    assert all(claim.agrees for claim in found)


def test_people_are_marked_with_the_name_where_their_words_first_mean_it() -> None:
    raw = "Macron and Le Pen. Macron, she, Marine Le Pen; then Le Pen."
    spans = [
        ("Macron", "Emmanuel Macron", 0),
        ("Le Pen", "Marine Le Pen", 0),
        ("Macron", "Emmanuel Macron", 9),
    ]
    spans += [
        ("she", "Marine Le Pen", 0),
        ("Marine Le Pen", "Marine Le Pen", 0),
        ("Le Pen", "Jean-Marie Le Pen", 50),
    ]
    named = [
        Mention(
            at := raw.index(said, after),
            at + len(said),
            name,
            "candidate",
            "pronoun" if said == "she" else "person",
        )
        for said, name, after in spans
    ]
    tables = Tables(**frames({}), folder=None, identity="")
    pieces = reading.pieces("x", None, raw, tables, named)
    assert [(piece.text, piece.note) for piece in pieces if piece.kind == "person"] == [
        ("Macron", "Emmanuel Macron"),
        ("Le Pen", "Marine Le Pen"),
        ("Macron", ""),
        ("Marine Le Pen", ""),
        ("Le Pen", "Jean-Marie Le Pen"),
    ]
    assert not [piece for piece in reading.pieces("x", None, raw, tables, named, ["date"]) if piece.kind]


def test_a_row_rests_on_a_repair_where_its_words_hold_one(seed: Data) -> None:
    row = seed.tables.articles.iloc[0]
    share = seed.tables.vote_shares.iloc[0]
    start = int(share["start"])
    mended = Text(row["text"], (Edit(start + 1, start + 2, "8", "sign"),))
    found = reading.health(row["article_id"], mended, seed.tables)
    same = seed.tables.vote_shares["start"] == start
    assert (found.repairs, found.on_repairs, found.refused) == (1, int(same.sum()), 3)
    assert reading.health(row["article_id"], None, seed.tables).on_repairs == 0
