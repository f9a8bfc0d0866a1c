"""Documents and e-mails that other programs made."""

import gzip
import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.direct import extract
from pipeline.readers import bounds, mail
from pipeline.readers.wrapping import joined, paragraphs

FILES = Path(__file__).parent / "documents"


def _only(data: bytes, name: str, **told):
    (article,) = reading.contents(data, name, **told)
    return article


def _file(name: str):
    (article,) = reading.articles([FILES / name])
    return article


def test_a_printed_page_has_its_heading_its_paragraphs_and_rows():
    article = _file("chromium.pdf")
    lines = article.text.split("\n\n")
    assert article.title == lines[0] == "Macron wins a second term in the Elysée"
    assert lines[2].startswith(
        "President Emmanuel Macron won the runoff of the French presidential election on 24"
    )
    assert lines[2].endswith("counted in the overseas territories.")
    assert "Marine Le Pen | 23.15 %" in lines
    assert article.published is None
    assert "--published" in article.problem


def test_a_document_has_its_title_once_and_a_line_for_each_row():
    article = _file("pandoc.docx")
    assert article.title == "Second tour : le Front national à 33,90 %"
    assert article.text.count(article.title) == 1
    assert "Marine Le Pen | 33,90 %" in article.text.split("\n\n")
    assert article.language == "fr"


def test_a_newsletter_has_its_subject_day_sender_and_whole_sentences():
    article = _file("newsletter.eml")
    assert article.title == "The runoff, à la une"
    assert article.published == date(2022, 4, 25)
    assert article.publisher == "news.example"
    assert "election on Sunday with 58.55 percent" in article.text
    assert "At the Élysée" in article.text
    assert "The far-right National Rally" in article.text
    assert "Unsubscribe" not in article.text


@pytest.mark.parametrize("name", ["chromium.pdf", "pandoc.docx", "newsletter.eml"])
def test_documents_go_from_file_to_rows(name):
    article = _file(name)
    shares = extract(article.text, published=date(2022, 4, 25), language=article.language)["vote_shares"]
    assert {58.55, 41.45, 66.1, 33.9} & set(shares["share_pct"])


def test_a_crawl_gives_its_pages_under_their_addresses():
    articles = list(reading.articles([FILES / "crawl.warc.gz"]))
    assert {article.source: article.status for article in articles} == {
        "crawl.warc.gz#http://news.example/2022/04/25/runoff.html": "ok",
        "crawl.warc.gz#http://news.example/": "ok",  # a listing of files
    }
    assert articles[0].url == "http://news.example/2022/04/25/runoff.html"
    assert articles[0].published == date(2022, 4, 25)
    assert "58.55 percent" in articles[0].text


def test_a_crawl_that_breaks_off_keeps_what_came_before():
    data = gzip.decompress((FILES / "crawl.warc.gz").read_bytes())
    articles = list(reading.contents(data + b"WARC/9 no record\r\n\r\n", "a.warc"))
    assert [article.status for article in articles] == ["ok", "ok", "failed"]


def test_an_email_of_a_page_alone_gives_the_pages_text():
    data = (
        b"Subject: Results\nContent-Type: text/html; charset=utf-8\n\n<html><body><article>"
        b"<p>Emmanuel Macron won the runoff of 24 April 2022 with 58.55 percent of the vote, said the "
        b"ministry.</p></article></body></html>"
    )
    assert "58.55 percent" in _only(data, "a.eml").text


def test_an_email_without_text_says_so():
    article = _only(b"Subject: Results\nContent-Type: image/png\n\nxx", "a.eml")
    assert (article.status, article.problem) == ("skipped", mail._NO_TEXT)


@pytest.mark.parametrize(
    ("module", "name", "told"),
    [
        ("docx", "pandoc.docx", "python-docx: pip install 'election-timeline[documents]'"),
        ("pdfminer.layout", "chromium.pdf", "pdfminer.six: pip install 'election-timeline[documents]'"),
        ("warcio.archiveiterator", "crawl.warc.gz", "warcio: pip install 'election-timeline[crawls]'"),
    ],
)
def test_a_library_that_is_missing_is_named(module, name, told, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    article = _file(name)
    assert article.status == "skipped"
    assert told in article.problem


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml", "a.warc"])
@given(data=st.binary(max_size=400))
@settings(max_examples=40, deadline=None)
def test_no_bytes_raise(name, data):
    assert {article.status for article in reading.contents(data, name)} <= {"ok", "skipped", "failed"}


@pytest.mark.parametrize("name", ["chromium.pdf", "pandoc.docx", "newsletter.eml"])
@given(st.data())
@settings(max_examples=25, deadline=None)
def test_no_damaged_file_raises(name, data):
    whole = (FILES / name).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=30))
    assert _only(whole[:start] + damage + whole[start + len(damage) :], name).status


def test_a_document_that_unpacks_to_too_much_is_not_read(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 3_000_000)
    article = _only(out.getvalue(), "a.docx")
    assert article.status == "failed"
    assert f"{bounds.LARGEST_RATIO} times its size" in article.problem


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml"])
def test_a_file_that_is_too_large_is_skipped(name, monkeypatch):
    monkeypatch.setattr("pipeline.readers.documents.LARGEST_DOCUMENT", 10)
    article = _only(b"x" * 11, name)
    assert article.status == "skipped"
    assert article.problem.startswith("more than the 0 MB")


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The elec-", "tion"], "The election"),
        (["The far-", "right"], "The far-right"),
        (["Macron-", "Le Pen"], "Macron- Le Pen"),
        (["one  two ", " three"], "one two three"),
    ],
)
def test_lines_are_joined_and_divided_words_are_whole(lines, whole):
    assert joined(lines, {"election"}.__contains__) == whole


def test_short_lines_stay_as_they_are():
    assert paragraphs("Macron 58.55\nLe Pen 41.45\n") == "Macron 58.55\nLe Pen 41.45\n"


@given(st.lists(st.text("ab \n-", max_size=90), max_size=6).map("\n".join))
def test_joining_loses_no_letter(text):
    assert sorted(paragraphs(text).replace("\n", "").replace(" ", "")) == sorted(
        text.replace("\n", "").replace(" ", "")
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.mhtml",
            b"".join(
                b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)
            ),
        ),
        (
            "a.warc",
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 " + b"2" * 300,
        ),
    ],
)
def test_what_breaks_a_library_costs_that_file_alone(name, data):
    article = _only(data, name)
    assert article.status == "failed"
    assert "cannot be read" in article.problem


def test_a_cell_that_spans_ten_million_columns_takes_no_memory():
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.add_table(1, 1).cell(0, 0)._tc.grid_span = 10_000_000
    document.save(out)
    article = _only(out.getvalue(), "a.docx")
    assert article.status == "failed" and "columns" in article.problem
