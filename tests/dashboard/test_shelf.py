"""The list of articles, and the search in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import shelf
from dashboard.data import Data
from pipeline import store
from tests.dashboard.seed_tables import seed_rows, write
from tests.dashboard.test_pages import run, words_on


def with_articles(folder: Path, *told: tuple[str, str, str]) -> Path:
    """Tables of the seed and of more articles, by title, publisher and text."""
    rows = seed_rows()
    for number, (title, publisher, text) in enumerate(told):
        rows["articles"].append(
            {
                **rows["articles"][0],
                "article_id": f"{number:012x}",
                "title": title,
                "publisher": publisher,
                "text": text,
                "published": f"2020-01-{number + 1:02}",
            }
        )
    return write(folder, rows)


ARTICLES = (
    ("Élections à Paris", "lemonde.fr", "Le second tour a eu lieu\nà Paris. Anne Hidalgo l’emporte."),
    ("Seats won", "ft.com", "Labour won 411 seats in Paris, Texas. " + "More of it. " * 30 + "The end."),
    ("", "", ""),
)


@pytest.fixture(params=[store.LONG_TEXTS, 10], ids=["in memory", "on disk"])
def shown(
    request: pytest.FixtureRequest, tmp_path: Path, seed: Data, monkeypatch: pytest.MonkeyPatch
) -> Data:
    monkeypatch.setattr(store, "LONG_TEXTS", request.param)
    tables = store.load(with_articles(tmp_path / "tables", *ARTICLES), at_once=False)
    return replace(seed, tables=tables, stamp=str(tmp_path))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", 4),
        ("elections", ["Élections à Paris"]),
        ("PARIS", 3),
        ("paris hidalgo", ["Élections à Paris"]),
        ('"lieu à paris"', ["Élections à Paris"]),
        ("« paris, texas »", ["Seats won"]),
        ("texas paris", ["Seats won"]),
        ("FT.com", ["Seats won"]),
        ("nothing of it", []),
        ('""', 4),
        ("(.*", []),
    ],
)
def test_every_word_is_found_without_case_and_accents(query: str, titles: object, shown: Data) -> None:
    rows, around = shelf.found(query, shown)
    assert len(rows) == len(around)
    assert len(rows) == titles if isinstance(titles, int) else list(rows["title"]) == titles


@pytest.mark.parametrize(
    ("text", "term", "says"),
    [
        ("Le second tour\na eu lieu à Paris.", "a paris", "Le second tour a eu lieu à Paris."),
        (f"{'word ' * 40}Évreux{' word' * 40}", "evreux", "… "),
        ("ﬁn ŒUVRE", "fin", "ﬁn ŒUVRE"),
        ("nothing", "else", ""),
        ("a" * 500, "aaa", "a"),
    ],
)
def test_the_words_around_are_those_of_the_article(text: str, term: str, says: str) -> None:
    found = shelf.around(text, term)
    assert says in found if says else found == ""
    if "Évreux" in text:
        assert "word Évreux word" in found and found.endswith(" …")


def test_an_article_has_its_figures_and_without_a_title_its_file(shown: Data) -> None:
    rows = shelf.shelf(shown)
    seed = rows[rows["events"] > 0].iloc[0]
    assert (seed["events"], seed["shares"], seed["checked"], seed["agree"]) == (7, 2, 5, 5)
    assert rows["title"].ne("").all()
    assert rows["published"].iloc[0] == "2022-04-14"


def test_the_list_searches_by_the_address_and_leads_to_an_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(with_articles(tmp_path / "tables", *ARTICLES)))
    app = run("articles")
    assert app.title[0].value.replace("\\", "").startswith("4 articles tell 7 dated events and 2 vote shares")
    app = run("articles", q="hidalgo")
    assert app.title[0].value.replace("\\", "") == "1 article of 4 says “hidalgo”."
    assert list(app.dataframe[0].value["Title"]) == ["Élections à Paris"]
    assert "Anne Hidalgo" in app.dataframe[0].value["Found in the text"].iloc[0]
    assert "may find more" in words_on(run("articles", q="zzzz"))
    app = run("articles", article="000000000000", q="hidalgo")
    assert app.title[0].value == "Élections à Paris"
    next(each for each in app.button if each.label == "All articles").click().run()
    assert "article" not in app.query_params and app.title[0].value.replace("\\", "").endswith("“hidalgo”.")
