"""Articles whose every row is known: the folders here, and what the seed article must give."""

from pathlib import Path

import pytest

from pipeline import building, store
from pipeline.model import Row
from tests.golden.readable import ARTICLES, COLUMNS, GOLDEN, readable


@pytest.mark.parametrize("name", ARTICLES)
def test_rows_are_as_reviewed(name: str) -> None:
    built = readable(ARTICLES[name])
    for table in COLUMNS:
        assert built[table].splitlines() == _reviewed(name, table), (
            f"{name}/{table}.csv differs; if the new rows are right: python -m tests.golden.readable"
        )


def _reviewed(name: str, table: str) -> list[str]:
    return (GOLDEN / name / f"{table}.csv").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> store.Tables:
    folder = tmp_path_factory.mktemp("seed")
    building.build([ARTICLES["seed"]], folder)
    return store.load(folder)


def _rows(tables: store.Tables, name: str, *columns: str) -> list[Row]:
    """Rows as dictionaries of their stated values, with the words that they stand on."""
    text = tables.articles["text"].iloc[0]
    rows = tables.frames[name].astype(object).where(tables.frames[name].notna(), None).to_dict("records")
    for row in rows:
        if "start" in row:
            row["words"] = text[row["start"] : row["end"]]
    return [{column: row[column] for column in columns} for row in rows]


LE_PEN, MARINE = "Jean-Marie Le Pen", "Marine Le Pen"
CHIRAC, MACRON = "Jacques Chirac", "Emmanuel Macron"


def test_the_seed_tells_these_events_and_no_others(seed: store.Tables) -> None:
    told = [
        tuple(row.values())
        for row in _rows(
            seed, "events", "date", "exact_date", "type", "status", "election_id", "round", "words"
        )
    ]
    assert sorted(told) == [
        ("1972", "1972-10-05", "founding", "past", "", None, "1972"),
        ("2002", "2002-05-05", "runoff", "past", "FR-president-2002", 2, "2002"),
        ("2011", "2011-01-16", "resignation", "past", "", None, "2011"),
        ("2017", "2017-05-07", "runoff", "past", "FR-president-2017", 2, "2017"),
        ("2022-04-13", "", "statement", "past", "", None, "Wednesday"),
        ("2022-04-13", "", "statement", "past", "", None, "Wednesday"),
        ("2022-04-24", "2022-04-24", "runoff", "scheduled", "FR-president-2022", 2, "April 24"),
    ]


def test_the_seed_names_who_took_part(seed: store.Tables) -> None:
    actors = {row["words"]: row["actors"] for row in _rows(seed, "events", "words", "actors")}
    assert actors == {
        "1972": ["National Front", LE_PEN],
        "2002": [CHIRAC, LE_PEN],
        "2011": [LE_PEN, "National Front"],
        "2017": [MACRON, MARINE],
        "Wednesday": [MARINE],
        "April 24": [MACRON, MARINE],
    }


def test_the_seed_tells_two_shares_and_leaves_two_to_reckon(seed: store.Tables) -> None:
    rows = _rows(
        seed,
        "vote_shares",
        "subject",
        "share_pct",
        "kind",
        "election_id",
        "round",
        "official_pct",
        "verdict",
        "derived",
        "words",
    )
    assert sorted(tuple(row.values()) for row in rows) == [
        (MACRON, 66, "result", "FR-president-2017", 2, 66.10, "rounds", False, "66 percent"),
        (CHIRAC, 82, "result", "FR-president-2002", 2, 82.21, "rounds", False, "82 percent"),
        (LE_PEN, 18, "result", "FR-president-2002", 2, 17.79, "rounds", True, "82 percent"),
        (MARINE, 34, "result", "FR-president-2017", 2, 33.90, "rounds", True, "66 percent"),
    ]


def test_shares_of_the_seed_lead_to_the_events_of_their_votes(seed: store.Tables) -> None:
    dates = dict(zip(seed.events["event_id"], seed.events["date"], strict=True))
    told = {
        row["subject"]: dates[row["event_id"]] for row in _rows(seed, "vote_shares", "subject", "event_id")
    }
    assert told == {CHIRAC: "2002", LE_PEN: "2002", MACRON: "2017", MARINE: "2017"}


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("the largest margin of victory in French history", "superlative"),
        ("five times", "count"),
        ("from its founding in 1972 until his resignation in 2011", "tenure"),
    ],
)
def test_the_seed_claims_what_the_record_supports(seed: store.Tables, words: str, claim: str) -> None:
    claims = [row for row in _rows(seed, "claims", "words", "claim", "verdict") if row["claim"] == claim]
    assert [row["verdict"] for row in claims] == ["supported"]
    assert words in str(claims[0]["words"]) or str(claims[0]["words"]) in words


def test_nothing_else_is_claimed_in_the_seed(seed: store.Tables) -> None:
    assert len(seed.claims) == 3


def test_the_timeline_of_the_seed_has_an_entry_for_each_day(seed: store.Tables) -> None:
    entries = _rows(seed, "timeline", "date", "type")
    assert [tuple(row.values()) for row in entries] == [
        ("1972-10-05", "founding"),
        ("2002-05-05", "runoff"),
        ("2011-01-16", "resignation"),
        ("2017-05-07", "runoff"),
        ("2022-04-13", "statement"),
        ("2022-04-24", "runoff"),
    ]


def test_every_golden_folder_has_its_article() -> None:
    assert {path.name for path in GOLDEN.iterdir() if path.is_dir() and path.name[0] not in "_."} == set(
        ARTICLES
    )
    assert all(Path(article).is_file() for article in ARTICLES.values())
