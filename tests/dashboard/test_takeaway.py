"""What can be taken away from the Data page, in every format."""

import io
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from dashboard import takeaway
from dashboard.data import Data
from pipeline import tables
from pipeline.exporting import FORMATS
from pipeline.telling import i18n, story, subjects
from pipeline.telling.filters import View


@pytest.mark.parametrize("to", takeaway.formats())
def test_every_format_that_is_offered_is_written(to: str, seed: Data) -> None:
    content = takeaway.exported(seed.tables, to)
    assert content
    name = takeaway.file_name("election-timeline", to)
    assert name.startswith("election-timeline.")
    assert zipfile.is_zipfile(io.BytesIO(content)) or not name.endswith(".zip")


def test_a_format_without_its_library_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(FORMATS["csv"], library="no-such-library")
    monkeypatch.setattr(takeaway, "FORMATS", {**FORMATS, "csv": missing})
    assert "csv" not in takeaway.formats()
    assert takeaway.formats()[0] == "spreadsheet"


def test_full_texts_of_articles_stay(seed: Data) -> None:
    with zipfile.ZipFile(io.BytesIO(takeaway.exported(seed.tables, "parquet"))) as packed:
        articles = pd.read_parquet(io.BytesIO(packed.read("articles.parquet")))
    assert articles["text"].isna().all() or (articles["text"] == "").all()
    assert (seed.tables.articles["text"] != "").all()


def test_the_tables_of_a_view_are_whole(seed: Data) -> None:
    who = next(each for each in subjects.subjects(seed.tables, seed.reference) if each.key == "RN")
    told = story.tell(View(who, "president", (1990, 2005)), seed)
    own = takeaway.of_view(told, seed.tables)
    assert 0 < len(own.events) < len(seed.tables.events)
    assert set(own.vote_shares["share_id"]) == set(told.shares["share_id"])
    assert tables.validate(own.frames).empty
    assert takeaway.exported(own, "csv")


def test_what_the_tables_rest_on_is_said(seed: Data) -> None:
    lines = takeaway.built_from(seed)
    assert lines[0] == "Built from 1 article of 1 publisher, published on 14 April 2022."
    assert seed.reference.as_of
    assert lines[1].endswith(f"as of {i18n.day(seed.reference.as_of.isoformat())}.")
    undated = replace(
        seed,
        tables=replace(seed.tables, articles=seed.tables.articles.assign(published="", publisher="")),
        stamp="undated",
    )
    assert takeaway.built_from(undated)[0] == "Built from 1 article."


def test_a_citation_names_the_tables_unless_they_are_a_visitors(seed: Data) -> None:
    assert f"Tables {seed.tables.identity[:12]} from 1 article" in takeaway.citation(seed)
    assert seed.tables.identity[:12] not in takeaway.citation(replace(seed, corrected=1))
