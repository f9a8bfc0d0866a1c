"""Timelines that people made: what is taken for one, dates as precise as they were entered, nothing twice."""

import io
import json
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import building, checks, direct, reading
from pipeline.model import Article
from pipeline.store import Tables
from tests.pipeline import sample

FILES = Path(__file__).parent / "documents"
GOLD = Path(__file__).parents[2] / "gold" / "articles"
HEADS = ("Year", "Month", "Day", "End Year", "End Month", "End Day", "Headline", "Text", "Type", "Group")


def _csv(*rows: str) -> bytes:
    return "\n".join((",".join(HEADS), *rows)).encode()


def _read(data: bytes, name: str = "own.csv") -> Article:
    (article,) = reading.contents(data, name)
    return article


def _events(article: Article) -> list[dict[str, Any]]:
    frame = direct._tables([article], ()).events
    return frame.to_dict("records")


def test_the_template_of_timelinejs_is_a_timeline() -> None:
    article = _read((FILES / "timelinejs.csv").read_bytes())
    assert (article.title, article.status, article.problem) == ("MY OWN CSV", "ok", "")
    assert [(slide.date, slide.date_end) for slide in article.slides][:5] == [
        ("1815-12-10", "1852-11-27"), ("1948-03-14", ""), ("1943-07", "1946"), ("1943-06-05", ""), ("1951", ""),
    ]  # fmt: skip
    assert "<p" not in article.text and "Daughter of Lord Byron, she's often credited" in article.text
    for row in _events(article):
        assert article.text[row["start"] : row["end"]].startswith(row["date"])
        assert (row["entered"], row["confidence"], row["election_id"]) == ("hand", 1.0, "")
        assert row["label"] in row["quote"]


@pytest.mark.parametrize(
    ("row", "date", "end", "precision"),
    [
        ("1972,,,,,,Founded,,,", "1972", "", "year"),
        ("1972,10,,,,,Founded,,,", "1972-10", "", "month"),
        ("1972,10,5,,,,Founded,,,", "1972-10-05", "", "day"),
        ("1980,1,1,1989,12,31,Years,,era,", "1980-01-01", "1989-12-31", "day"),
        ("1972,,,1972,12,31,The year filled out,,,", "1972", "", "year"),
        ("987,,,,,,Crowned,,,", "0987", "", "year"),
    ],
)
def test_dates_are_as_precise_as_they_were_entered(row: str, date: str, end: str, precision: str) -> None:
    (event,) = _events(_read(_csv(row)))
    assert (event["date"], event["date_end"], event["precision"]) == (date, end, precision)


def test_a_headline_tells_which_known_event_it_is_and_no_more() -> None:
    runoff, founding, moon, grouped = _events(
        _read(
            _csv(
                "2002,5,5,,,,Jacques Chirac beats Jean-Marie Le Pen in the presidential runoff,,,",
                '1972,10,5,,,,Jean-Marie Le Pen founds the National Front,"He got 90 % on 3 May 1999.",,',
                "1969,7,20,,,,Moon landing,,,",
                "1990,,,,,,A day in court,,,Law",
            )
        )
    )
    assert (runoff["type"], runoff["election_id"], runoff["round"]) == ("runoff", "FR-president-2002", 2)
    assert (founding["type"], founding["exact_date"]) == ("founding", "1972-10-05")
    assert (moon["type"], moon["actors"]) == ("other", [])
    assert grouped["type"] == "law"


def test_rows_that_cannot_be_read_are_named_and_cost_themselves() -> None:
    article = _read(
        _csv("x,,,,,,A,,,", "2022,13,,,,,B,,,", ",,,,,,C,,,", "2001,,,1999,,,D,,,", "2000,,,,,,E,,,")
    )
    assert [slide.headline for slide in article.slides] == ["E"]
    for told in (
        "2 ('x' is no number)",
        "3 (2022-13 is no date)",
        "4 (no year)",
        "5 (it ends in 1999, before 2001)",
    ):
        assert told in article.problem
    assert _read(_csv("x,,,,,,A,,,")).status == "skipped"


def test_a_workbook_is_the_same_timeline_and_without_those_heads_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timeline = _workbook(
        [list(HEADS), [1972, 10, None, None, None, None, "Founded", "=1+1", None, "founding"]]
    )
    assert (
        _read(timeline, "own.xlsx").article_id == _read(_csv("1972,10,,,,,Founded,=1+1,,founding")).article_id
    )
    news = _workbook([["title", "text", "published"], ["Vote", sample.WORDS * 3, datetime(2022, 4, 25)]])
    article = _read(news, "news.xlsx")
    assert (article.title, article.source, str(article.published)) == ("Vote", "news.xlsx#2", "2022-04-25")
    assert _read(news[:300], "news.xlsx").status == "failed"
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "pip install 'election-timeline[documents]'" in _read(news, "news.xlsx").problem


def _workbook(rows: list[list[object]]) -> bytes:
    """A workbook as XlsxWriter makes it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


def test_what_is_too_large_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.timelinejs.LARGEST", 100)
    assert _read(_csv(*["1972,,,,,,Founded,,,"] * 20)).problem.startswith("more than the")
    monkeypatch.setattr("pipeline.readers.excel.LARGEST_WORKBOOK", 100)
    assert _read(_workbook([list(HEADS)]), "own.xlsx").problem.startswith("more than the")


def test_a_row_far_beyond_the_last_one_of_excel_is_not_walked_to() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_workbook([list(HEADS), [1972]]))) as good,
        zipfile.ZipFile(out, "w") as far,
    ):
        for name in good.namelist():
            sheet = (
                good.read(name)
                .replace(b'<row r="2"', b'<row r="900000000"')
                .replace(b'r="A2"', b'r="A900000000"')
            )
            far.writestr(name, sheet.replace(b"A1:J2", b"A1:J900000000"))
    assert _read(out.getvalue(), "own.xlsx").status == "skipped"


def test_a_group_makes_another_timeline() -> None:
    law, war = (_read(_csv(f"1972,,,,,,A day,,,{group}")) for group in ("law", "war"))
    assert law.text == war.text and law.article_id != war.article_id


@given(st.binary(max_size=300))
@settings(max_examples=30, deadline=None)
def test_no_bytes_below_these_heads_raise(data: bytes) -> None:
    assert {each.status for each in reading.contents(_csv("") + data, "own.csv")} <= {
        "ok",
        "skipped",
        "failed",
    }


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda of: st.dictionaries(
    st.sampled_from(["start_date", "end_date", "year", "month", "text", "headline", "election_timeline", "actors"]), of
)))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_slides_raise(slide: object) -> None:
    content = {"events": [{"start_date": {"year": 2000}} | (slide if isinstance(slide, dict) else {})]}
    assert {each.status for each in reading.contents(json.dumps(content).encode(), "own.json")} <= {
        "ok",
        "skipped",
    }


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Tables, Tables]:
    """Tables of articles, those of the same with their exported timeline, and those of that timeline alone."""
    folder = tmp_path_factory.mktemp("trip")
    articles = sorted(GOLD.iterdir())[:4]
    building.build(articles, folder / "first")
    first = pipeline.load(folder / "first")
    slides = pipeline.export(first, "timelinejs", folder / "own.json")
    building.build([*articles, slides], folder / "again")
    building.build([slides], folder / "alone")
    for name in ("again", "alone"):
        assert checks.check(folder / name).faults.empty
    return first, pipeline.load(folder / "again"), pipeline.load(folder / "alone")


def test_an_exported_timeline_beside_its_articles_changes_no_entry(
    trip: tuple[Tables, Tables, Tables],
) -> None:
    first, again, _ = trip
    assert len(first.timeline) > 20
    changing = ["event_ids", "entered"]
    assert again.timeline.drop(columns=changing).equals(first.timeline.drop(columns=changing))
    assert set(again.timeline["entered"]) == {"both"} and set(first.timeline["entered"]) == {""}


def test_an_exported_timeline_comes_back_whole(trip: tuple[Tables, Tables, Tables]) -> None:
    first, _, alone = trip
    own = ["articles", "event_ids", "conflict", "entered"]  # of its articles, which are not among the inputs
    assert alone.timeline.drop(columns=own).equals(first.timeline.drop(columns=own))
    assert set(alone.timeline["entered"]) == {"hand"}
