"""Each format, read back by a reader of its own world."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import duckdb
import frictionless
import icalendar
import openpyxl
import pandas as pd
import pybtex.database
import pytest
import rdflib
from markdown_it import MarkdownIt
from rdflib.namespace import RDF, SDO

from pipeline import store
from pipeline.exporting import export
from pipeline.exporting.formats import spreadsheet
from pipeline.schemas import TABLES, UNDECIDED
from pipeline.store import Tables

from .conftest import HOSTILE


def test_csv_reads_back_as_the_same_cells(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "csv", tmp_path / "shares.csv", table="vote_shares")
    read = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert list(read["subject"]) == list(hostile.vote_shares["subject"])
    assert list(read.columns) == TABLES["vote_shares"].column_names()


def test_no_cell_for_a_spreadsheet_is_a_formula(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "spreadsheet", tmp_path / "shares.csv", table="vote_shares")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    assert all(cell.startswith("'=") for cell in read["subject"])
    numbers = spreadsheet.content(
        pd.DataFrame({"id": ["402635998877", "61e720345678", "61e72034567f", "2022"]})
    )
    assert numbers.decode("utf-8-sig").split()[1:] == [
        "'402635998877",
        "'61e720345678",
        "61e72034567f",
        "2022",
    ]


def test_parquet_reads_back_whole(tables: Tables, tmp_path: Path) -> None:
    path = export(tables, "parquet", tmp_path / "articles.parquet", table="articles")
    read = pd.read_parquet(path)
    assert list(read["text"]) == list(tables.articles["text"])
    assert list(read["source"].iloc[0]) == tables.articles["source"].iloc[0]


def test_json_lines_keep_types_lists_and_nothing(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "jsonl", tmp_path / "shares.jsonl", table="vote_shares")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    assert len(rows) == len(hostile.vote_shares)
    assert rows[0]["subject"] == HOSTILE
    assert {type(row["share_pct"]) for row in rows} == {float}
    assert {type(row["derived"]) for row in rows} == {bool}
    assert rows[0]["pollster"] is None


def test_the_data_package_is_valid(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "datapackage", tmp_path / "tables.zip")
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["message"])


def test_excel_holds_typed_cells_and_no_formula(hostile: Tables, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(hostile, "xlsx", tmp_path / "out.xlsx"))
    assert book.sheetnames == [*TABLES, "dictionary"]
    sheet = book["vote_shares"]
    names = [cell.value for cell in sheet[1]]
    first = dict(zip(names, sheet[2], strict=True))
    assert first["subject"].data_type == "s"
    assert first["subject"].value.replace("_x000D_", "\r") == HOSTILE
    assert first["subject"].hyperlink is None
    assert isinstance(first["share_pct"].value, int | float)
    assert isinstance(first["derived"].value, bool)
    assert isinstance(first["date"].value, datetime)
    assert first["pollster"].value is None


def test_excel_tells_of_too_many_rows(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.exporting.formats.xlsx._MOST_ROWS", 3)
    with pytest.raises(store.TimelineError, match="a sheet holds 2 rows, and"):
        export(tables, "xlsx", tmp_path / "out.xlsx")


def test_sqlite_keeps_rows_keys_and_texts(hostile: Tables, tmp_path: Path) -> None:
    with closing(sqlite3.connect(export(hostile, "sqlite", tmp_path / "out.sqlite"))) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, frame in hostile.frames.items():
            assert base.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(frame),)
        assert base.execute("SELECT text FROM articles").fetchone() == (hostile.articles["text"].iloc[0],)
        assert base.execute("SELECT subject FROM vote_shares JOIN events USING (event_id)").fetchall()
        assert len(base.execute("PRAGMA foreign_key_list(vote_shares)").fetchall()) == 2


def test_duckdb_has_days_booleans_and_lists(hostile: Tables, tmp_path: Path) -> None:
    with duckdb.connect(str(export(hostile, "duckdb", tmp_path / "out.duckdb")), read_only=True) as base:
        found = base.execute("SELECT date, derived FROM vote_shares WHERE share_pct = 82").fetchone()
        assert found == (date(2002, 5, 5), False)
        actors = base.execute("SELECT DISTINCT unnest(actors) FROM timeline").fetchall()
        assert ("Marine Le Pen",) in actors
        meaning = "SELECT comment FROM duckdb_columns() WHERE column_name = 'share_pct'"
        assert "percent" in base.execute(meaning).fetchall()[0][0]


def test_the_calendar_reads_back_with_its_days(hostile: Tables, tmp_path: Path) -> None:
    content = export(hostile, "ics", tmp_path / "out.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.to_ical() == content
    events = calendar.walk("VEVENT")
    rows = hostile.timeline.sort_values(["earliest", "timeline_id"])
    assert [event.decoded("dtstart").isoformat() for event in events] == list(rows["earliest"])
    assert [str(event["uid"]).partition("@")[0] for event in events] == list(rows["timeline_id"])
    assert {str(event["summary"]).replace("\n", "") for event in events} == {HOSTILE.replace("\r\n", "")}
    assert all("url" not in event for event in events)
    announced = rows["status"].tolist().index("scheduled")
    assert events[announced].decoded("dtstart") == date(2022, 4, 24)
    assert events[announced].decoded("dtend") == date(2022, 4, 25)


def test_a_calendar_without_any_day_of_publication_has_a_stamp(tables: Tables, tmp_path: Path) -> None:
    undated = store.Tables(**{**tables.frames, "articles": tables.articles.assign(published="")})
    calendar = icalendar.Calendar.from_ical(export(undated, "ics", tmp_path / "out.ics").read_bytes())
    assert all(event.decoded("dtstamp").year == 1970 for event in calendar.walk("VEVENT"))


def test_slides_are_as_precise_as_the_dates_and_hold_no_markup(hostile: Tables, tmp_path: Path) -> None:
    slides = json.loads(export(hostile, "timelinejs", tmp_path / "out.json").read_text(encoding="utf-8"))
    by_id = {slide["unique_id"]: slide for slide in slides["events"]}
    assert len(by_id) == len(hostile.timeline)
    for row in hostile.timeline.to_dict("records"):
        slide = by_id[row["timeline_id"]]
        known = [int(part) for part in row["date"].split("-")]
        assert list(slide["start_date"].values()) == known
        assert "<script" not in json.dumps(slide)
        assert "<a" not in slide["text"]["text"]


def test_slides_link_to_their_articles(tables: Tables, tmp_path: Path) -> None:
    slides = json.loads(export(tables, "timelinejs", tmp_path / "out.json").read_text(encoding="utf-8"))
    assert all('<a href="https://' in slide["text"]["text"] for slide in slides["events"])


def test_linked_data_uses_words_of_schema_org_alone(hostile: Tables, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(export(hostile, "jsonld", tmp_path / "out.jsonld"), format="json-ld")
    known = set(SDO.__annotations__)
    used = {str(each) for each in {*graph.predicates(), *graph.objects(None, RDF.type)}}
    assert {each.removeprefix(str(SDO)) for each in used - {str(RDF.type)}} <= known
    assert len(set(graph.subjects(RDF.type, SDO.Event))) == len(hostile.timeline)
    assert len(set(graph.subjects(RDF.type, SDO.NewsArticle))) == 1
    shares, claims = hostile.vote_shares, hostile.claims
    judged = (~shares["verdict"].isin(UNDECIDED)).sum() + (claims["verdict"] != "cannot_tell").sum()
    assert len(set(graph.subjects(RDF.type, SDO.ClaimReview))) == judged
    assert not any("javascript" in str(each) for each in graph.all_nodes())
    for event in graph.subjects(RDF.type, SDO.Event):
        assert (event, SDO.subjectOf, next(graph.subjects(RDF.type, SDO.NewsArticle))) in graph


def test_annotations_stand_at_their_words(tables: Tables, tmp_path: Path) -> None:
    page = json.loads(export(tables, "annotations", tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    names = ("events", "vote_shares", "counts", "claims")
    assert len(page["items"]) == sum(len(tables.frames[name]) for name in names)
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    text = tables.articles["text"].iloc[0]
    for item in page["items"]:
        place, quote = item["target"]["selector"]
        assert quote["exact"] == text[place["start"] : place["end"]] != ""
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
        assert item["target"]["source"] == tables.articles["url"].iloc[0]


def test_annotations_without_texts_keep_their_places(tables: Tables, tmp_path: Path) -> None:
    path = export(tables, "annotations", tmp_path / "out.jsonld", text=False)
    selectors = [item["target"]["selector"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    assert {each["type"] for of_one in selectors for each in of_one} == {"TextPositionSelector"}


def test_a_markdown_table_shows_the_text_as_it_is(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "markdown", tmp_path / "out.md", table="vote_shares")
    tokens = MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8"))
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == (len(hostile.vote_shares) + 1) * len(TABLES["vote_shares"].columns)
    shown = HOSTILE.replace("\r\n", " ")
    subjects = cells[len(TABLES["vote_shares"].columns) :][6 :: len(TABLES["vote_shares"].columns)]
    assert {"".join(child.content for child in cell.children or ()) for cell in subjects} == {shown}


def test_a_latex_table_runs_nothing(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "latex", tmp_path / "out.tex", table="vote_shares")
    body = path.read_text(encoding="utf-8")
    rows = [line for line in body.splitlines() if line.endswith(r"\\")]
    assert len(rows) == len(hostile.vote_shares) + 1
    columns = len(TABLES["vote_shares"].columns)
    assert {row.replace(r"\&", "").count("&") + 1 for row in rows} == {columns}
    assert r"\input" not in body
    assert r"\textbackslash{}input" in body
    (sides,) = (line for line in body.splitlines() if line.startswith(r"\begin"))
    long = [name for name, cells in hostile.vote_shares.items() if cells.map(str).map(len).max() > 40]
    assert sides.count("p{5cm}") == len(long) > 0


def test_bibtex_names_each_article(tables: Tables, tmp_path: Path) -> None:
    path = export(tables, "bibtex", tmp_path / "out.bib")
    entries = pybtex.database.parse_file(str(path), bib_format="bibtex").entries
    article = tables.articles.iloc[0]
    assert list(entries) == [article["article_id"]]
    fields = entries[article["article_id"]].fields
    assert fields["title"] == f"{{{article['title']}}}"
    assert (fields["date"], fields["url"]) == (article["published"], article["url"])


def test_bibtex_of_hostile_titles_parses(hostile: Tables, tmp_path: Path) -> None:
    path = export(hostile, "bibtex", tmp_path / "out.bib")
    (entry,) = pybtex.database.parse_file(str(path), bib_format="bibtex").entries.values()
    assert "url" not in entry.fields
    assert r"\input" not in entry.fields["title"]


def test_bytes_of_an_archive_are_read_by_any_program(tables: Tables, tmp_path: Path) -> None:
    path = export(tables, "csv", tmp_path / "out.zip")
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as packed:
        assert packed.testzip() is None
