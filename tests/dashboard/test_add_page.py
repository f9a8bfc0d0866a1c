"""The page that adds articles, and all pages with what was added, without a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from dashboard import intake
from dashboard.data import Data
from pipeline.model import Article
from pipeline.parts import Part
from tests.dashboard.test_pages import APP, HOSTILE, run, words_on

TEXT = (
    "Emmanuel Macron won the runoff of April 24, 2022 with 58.5% of the vote. Marine Le Pen got the rest. "
    "The turnout was the lowest in a runoff of the presidential election for more than fifty years."
)


@pytest.fixture
def shown(seed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(seed_folder))
    return seed_folder


def paste(app: AppTest, text: str, title: str = "") -> AppTest:
    (area,) = (each for each in app.text_area if str(each.key).startswith("add-text"))
    assert len(text) <= area.proto.max_chars
    area.set_value(text)
    (field,) = (each for each in app.text_input if str(each.key).startswith("add-title"))
    field.set_value(title)
    next(each for each in app.button if each.label == "Read it").click().run()
    assert not app.exception, [each.message for each in app.exception]
    return app


def added(text: str = TEXT, title: str = "Macron wins again") -> AppTest:
    return paste(run("add"), text, title)


def said(app: AppTest) -> str:
    kinds = ("success", "error")
    return "\n".join([words_on(app), *(each.value for kind in kinds for each in app.get(kind))]).replace(
        "\\", ""
    )


def test_a_pasted_article_is_shown_with_what_it_tells(shown: Path) -> None:
    app = added()
    assert (
        app.title[0]
        .value.replace("\\", "")
        .startswith("“Macron wins again” tells 1 dated event, 1 vote share")
    )
    assert "Macron wins again: 1 dated event, 1 vote share." in said(app)
    assert "No day of publication is known" in said(app)
    assert len(app.get("plotly_chart")) == 1
    assert app.query_params["article"]
    assert next(each for each in app.text_area if str(each.key).startswith("add-text")).value == ""


def test_what_is_added_is_on_all_pages_of_its_session_alone(shown: Path) -> None:
    app = added()
    app.switch_page("views/articles.py").run()
    assert app.title[0].value == "Macron wins again"
    next(each for each in app.button if each.label == "All articles").click().run()
    assert app.title[0].value.replace("\\", "").startswith("2 articles tell")
    (rows,) = (each.value for each in app.dataframe if "Yours" in each.value)
    assert list(rows.loc[rows["Yours"], "Title"]) == ["Macron wins again"]
    app.switch_page("views/data.py").run()
    assert app.get("page_link")[0].label == "With 1 article that you added, for you alone"
    assert "from 2 articles" in app.title[0].value.replace("\\", "")
    assert "from 1 article" in run("data").title[0].value.replace("\\", "")


def test_an_article_is_removed_again(shown: Path) -> None:
    app = paste(added(), f"{TEXT} And so on.", "Another")
    assert len([each for each in app.button if each.label == "Remove"]) == 2
    for _ in range(2):
        next(each for each in app.button if each.label == "Remove").click().run()
    assert not app.exception
    assert app.title[0].value == "Add articles, and see at once what they tell."
    assert "article" not in app.query_params


def test_what_was_overlooked_is_added_by_its_words(shown: Path) -> None:
    app = added(f"{TEXT} Taxes fell by 41.5% for bakers, he said.")

    def choose(label: str, index: int) -> None:
        next(each for each in app.selectbox if each.label == label).select_index(index)
        run_open()

    def run_open() -> None:
        app.session_state["add-overlooked"] = True  # AppTest forgets that it is open
        app.run()

    run_open()
    choose("The words of the article that say it", 0)
    assert "“Taxes fell by 41.5% for bakers, he said.”" in said(app)
    button = next(each for each in app.button if each.label == "Add it")
    assert button.disabled
    choose("Who", 0)
    assert next(each for each in app.number_input if each.label == "Share").value == 41.5
    next(each for each in app.button if each.label == "Add it").click()
    run_open()
    assert not app.exception
    assert (
        app.title[0].value.replace("\\", "").startswith("“Macron wins again” tells 1 dated event, 2 vote sh")
    )
    assert "1 correction in this session" in said(app)


def test_the_same_article_is_added_once(shown: Path) -> None:
    app = paste(added(), TEXT, "Macron wins again")
    assert "was added before" in said(app)
    assert len([each for each in app.button if each.label == "Remove"]) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no text yet"),
        ("Zxq vrt " * 40, "language"),
        ("The vote was held. " * (2 * intake.LONGEST // 19), f"more than {intake.LONGEST:,} characters"),
    ],
    ids=["nothing", "another language", "cut off by the browser"],
)
def test_what_cannot_be_read_says_what_to_do(text: str, says: str, shown: Path) -> None:
    app = added(text, "")
    assert says in said(app)
    assert app.title[0].value == "Add articles, and see at once what they tell."


def test_a_file_is_read(shown: Path) -> None:
    app = run("add")
    app.file_uploader(key="add-files-0").set_value(
        ("news.jsonl", b'{"title": "From a table", "text": "%s"}' % TEXT.encode(), "text/plain")
    )
    next(each for each in app.button if each.label == "Read them").click().run()
    assert not app.exception
    assert "From a table: 1 dated event, 1 vote share." in said(app)


def test_a_private_address_is_refused(shown: Path) -> None:
    app = run("add")
    app.text_input(key="add-url-0").set_value("http://169.254.169.254/latest")
    next(each for each in app.button if each.label == "Fetch and read it").click().run()
    assert "not on the public internet" in said(app)


def test_without_tables_the_page_works_and_its_article_is_on_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(tmp_path / "none"))
    app = added()
    app.switch_page("views/timeline.py").run()
    assert not app.exception
    assert "election-timeline build" not in words_on(app)
    assert "41.45% in the 2022 runoff" in app.title[0].value.replace("\\", "")


def test_a_hostile_article_is_text(shown: Path) -> None:
    app = added(f"{TEXT}\n{HOSTILE}", HOSTILE)
    raw = "\n".join(
        each.value for kind in ("title", "markdown", "success", "error", "header") for each in app.get(kind)
    )
    for markup in ("<script>", "**bold**", "$a$", ":smile:", "[x](http"):
        assert markup not in raw
    assert "<script>" in raw.replace("\\", "")


def test_a_reader_of_another_session_sees_nothing_of_it(shown: Path, seed: Data) -> None:
    app = added()
    article = app.query_params["article"][0]
    other = AppTest.from_file(str(APP), default_timeout=30)
    other.query_params["article"] = article
    other.run()
    other.switch_page("views/add.py").run()
    assert not other.exception
    assert other.title[0].value == "Add articles, and see at once what they tell."


def test_what_a_visitor_brought_who_has_left_is_read_no_further(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    extract = intake.extract_part

    def then_the_tab_is_closed(article: Article, *rest: Any) -> Part:
        read.append(article.title)
        if len(read) == 2:
            context = get_script_run_ctx()
            assert context and context.script_requests
            context.script_requests.request_stop()  # as Streamlit does where a session has no browser left
        return extract(article, *rest)

    monkeypatch.setattr(intake, "extract_part", then_the_tab_is_closed)
    articles = "".join(json.dumps({"title": f"Number {n}", "text": f"{n}. {TEXT}"}) + "\n" for n in range(5))
    app = run("add")
    app.file_uploader(key="add-files-0").set_value(("five.jsonl", articles.encode(), "text/plain"))
    next(each for each in app.button if each.label == "Read them").click().run()
    assert read == ["Number 0", "Number 1"]
    assert "visit" not in app.session_state
