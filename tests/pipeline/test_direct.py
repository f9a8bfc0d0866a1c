"""What Python users call: a text or a path in, tables out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.errors import TimelineError
from pipeline.schemas import TABLES

SEEDS = Path(__file__).parents[2] / "seeds"
WON = "Macron won 66 percent of the vote in the 2017 runoff."


@pytest.fixture(scope="module")
def seeds() -> pipeline.Tables:
    return pipeline.read(SEEDS)


@pytest.mark.parametrize("published", [date(2022, 4, 26), "2022-04-26", pd.Timestamp("2022-04-26")])
def test_a_text_gives_tables_with_its_day_in_any_form(published):
    tables = pipeline.extract(WON, published=published, language="en")
    assert tables.articles["published"].tolist() == ["2022-04-26"]
    assert tables.vote_shares["subject"].tolist() == ["Emmanuel Macron", "Marine Le Pen"]
    assert tables.timeline["election_id"].tolist() == ["FR-president-2017"]


def test_tables_are_a_mapping_and_have_each_table_as_attribute():
    tables = pipeline.extract(WON)
    assert list(tables) == list(TABLES) and len(tables) == len(TABLES)
    assert all(tables[name] is getattr(tables, name) for name in TABLES)
    assert dict(tables).keys() == tables.frames.keys()
    with pytest.raises(KeyError):
        tables["folder"]
    assert "vote_shares 2" in repr(tables)
    assert tables != pipeline.extract(WON) and tables in {tables}


def test_an_article_in_another_language_is_a_row_and_no_more():
    tables = pipeline.extract(
        "Emmanuel Macron hat die Stichwahl mit 66 Prozent der Stimmen gewonnen, und seine Gegnerin gratulierte ihm noch am Abend."
    )
    assert tables.articles["status"].tolist() == ["skipped"]
    assert all(frame.empty for name, frame in tables.items() if name != "articles")


def test_what_is_read_is_what_would_be_built(seeds, tmp_path):
    pipeline.build(SEEDS, tmp_path / "tables")
    built = pipeline.load(tmp_path / "tables")
    for name in TABLES:
        pd.testing.assert_frame_equal(seeds[name], built[name])


def test_a_path_without_an_article_is_an_error_that_says_what_to_give(tmp_path, seeds):
    with pytest.raises(TimelineError, match=r"no such file or folder.*docs/formats\.md"):
        pipeline.read(tmp_path / "nothing.txt")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(TimelineError, match="gives no article"):
        pipeline.read(tmp_path)
    (tmp_path / "good.txt").write_text(WON, encoding="utf-8")
    assert sorted(pipeline.read(tmp_path).articles["status"]) == ["failed", "ok"]


def test_nothing_of_a_dashboard_is_imported_for_tables():
    code = (
        "import sys, pipeline\n"
        "assert not {'pandas', 'pyarrow'} & set(sys.modules)\n"
        f"pipeline.extract({WON!r}), pipeline.load\n"
        "assert not {'streamlit', 'plotly', 'trafilatura', 'dashboard'} & set(sys.modules)\n"
        "assert set(dir(pipeline)) >= set(pipeline.__all__)\n"
        f"pipeline.figure(pipeline.extract({WON!r}))\n"
        "assert 'plotly' in sys.modules and not {'streamlit', 'dashboard'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
