"""Saved pages of many layouts, from `build` to rows (see pages/README.md)."""

import tomllib
from pathlib import Path

import pytest

from pipeline import parts, reading, store
from pipeline.building import build
from pipeline.checks import check
from pipeline.readers import web
from tests.pipeline import sample

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    out = tmp_path_factory.mktemp("tables")
    files = [path for path in sorted(PAGES.iterdir()) if path.suffix in (".html", ".mhtml")]
    assert {path.stem for path in files} == set(EXPECTED)
    build(files, out)
    return store.load(out)


@pytest.fixture(params=list(EXPECTED))
def expected(request):
    return {"name": request.param} | EXPECTED[request.param]


def _article(tables, name):
    named = tables.articles["source"].map(lambda sources: Path(sources[0]).stem)
    (row,) = tables.articles[named == name].to_dict("records")
    return row


def _of(frame, article):
    return frame[frame["article_id"] == article["article_id"]]


def test_what_a_page_says_of_itself(tables, expected):
    article = _article(tables, expected["name"])
    assert article["status"] == "ok" and article["reader"].startswith("web 4, trafilatura ")
    for column in ("title", "published", "updated", "url", "publisher", "language"):
        assert article[column] == expected.get(column, ""), column


def test_the_text_is_the_article_and_nothing_around_it(tables, expected):
    text = _article(tables, expected["name"])["text"]
    assert text.startswith(f"{expected['title']}\n\n")
    assert [words for words in expected["without"] if words in text] == []


def test_the_rows_of_a_page(tables, expected):
    article = _article(tables, expected["name"])
    shares = _of(tables.vote_shares, article)
    shares = shares[~shares["derived"].astype(bool)]
    rounds = shares["round"].astype("str").where(shares["round"].notna(), "")
    found = set(
        shares["subject"]
        + "|"
        + shares["share_pct"].map("{:g}".format)
        + "|"
        + shares["election_id"]
        + "|"
        + rounds
    )
    assert set(expected["shares"]) - found == set()
    assert set(shares["share_pct"]) <= set(expected["figures"])
    assert set(_of(tables.dates, article)["text"]) <= set(expected["dates"])
    assert _of(tables.events, article).shape[0] > 0


def test_every_offset_counts_in_the_text_of_the_reader(tables):
    report = check(tables.folder)
    assert report.faults.empty and report.rows["vote_shares"] > 60


def test_what_a_browser_saves_beside_a_page_is_passed_over():
    assert (PAGES / "saved_complete_files" / "saved_resource.html").exists()
    sources = {article.source for article in reading.articles([PAGES])}
    assert "saved_complete.html" in sources
    assert not [source for source in sources if source.startswith("saved_complete_files")]


def test_a_page_that_did_not_change_is_not_read_again(tmp_path, monkeypatch):
    build([PAGES / "amp.html", PAGES / "chromium.mhtml"], tmp_path / "out")
    before = sample.contents(tmp_path / "out")
    monkeypatch.setattr(web, "page", lambda *_: 1 / 0)
    summary = build([PAGES / "amp.html", PAGES / "chromium.mhtml"], tmp_path / "out")
    assert (summary.extracted, summary.reused, summary.failed) == (0, 2, 0)
    assert sample.contents(tmp_path / "out") == before
    assert build([PAGES / "amp.html", PAGES / "blog.html"], tmp_path / "out").failed == 1
    build([PAGES / "amp.html"], tmp_path / "out")
    with parts.opened(tmp_path / "out", "") as kept:
        ((left,),) = kept.database.execute("SELECT count(*) FROM made")
    assert left == 2
