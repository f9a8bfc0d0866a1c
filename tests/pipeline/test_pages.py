"""URLs as inputs of everything that reads articles."""

import hashlib
import json
from datetime import date
from functools import partial

import pytest

from pipeline import reading, store
from pipeline.building import build
from pipeline.cli import main
from pipeline.fetch import fetcher as fetching
from tests.pipeline.fetch.site import TEXT, Site, fetcher, served

BODY = "Macron won the runoff of the presidential election with 58.55 percent of the vote on Sunday.\n"
FORM = f"A title\n20220425\nhttps://www.example.org/a/b\n{BODY}".encode()
BARE = f"Macron wins again\n\n{BODY}".encode()


@pytest.fixture
def site():
    found = Site()
    found.answers |= {"/form": (200, TEXT, FORM), "/bare": (200, TEXT, BARE)}
    with served(found):
        yield found


def only(tmp_path, url, **options):
    (found,) = reading.articles([url], fetcher=fetcher(tmp_path), **options)
    return found


def test_a_page_is_an_article_with_the_address_that_answered(site, tmp_path):
    site.answers["/a"] = (301, {"Location": "/bare"}, b"")
    found = only(tmp_path, site.url("/a"), published=date(2022, 4, 25))
    assert (found.status, found.problem, found.text) == ("ok", "", BARE.decode())
    assert found.source == site.url("/a") and found.url == site.url("/bare")
    assert found.publisher == "news.test" and found.published == date(2022, 4, 25)
    assert found.sha256 == hashlib.sha256(BARE).hexdigest()


def test_a_page_in_the_seeds_form_says_itself_where_it_is_from(site, tmp_path):
    found = only(tmp_path, site.url("/form"))
    assert (found.url, found.publisher) == ("https://www.example.org/a/b", "example.org")
    assert found.published == date(2022, 4, 25)


PAGE = """<html><head><title>Macron wins again - News</title><meta charset="utf-8"></head><body>
<nav><a href="/2017">Le Pen 33.9 percent</a></nav><article><h1>Macron wins again</h1>
<p>Emmanuel Macron won the runoff of the presidential election on 24 April 2022.</p>
<p>He had 58.55 percent of the vote, and Marine Le Pen, his rival in 2017 as well, had 41.45 percent.</p>
</article></body></html>"""


WORDS = "où le président sortant a été réélu après avoir été très critiqué"


def test_a_web_page_is_read_as_one(site, tmp_path):
    site.answers |= {
        "/a": (301, {"Location": "/2022/04/25/macron"}, b""),
        "/2022/04/25/macron": (200, {"Content-Type": "text/html"}, PAGE.encode()),
    }
    found = only(tmp_path, site.url("/a"))
    assert (found.status, found.title) == ("ok", "Macron wins again")
    assert "58.55 percent" in found.text and "33.9" not in found.text and "<" not in found.text
    assert found.source == site.url("/a") and found.url == site.url("/2022/04/25/macron")
    assert found.published == date(2022, 4, 25) and found.publisher == "news.test"


def test_a_page_does_not_pass_for_another_sites_article(site, tmp_path):
    claim = '<link rel="canonical" href="https://www.example.org/a/b">'
    markup = PAGE.replace("</head>", f"{claim}</head>").replace("58.55", "99.9")
    site.answers["/a"] = (200, {"Content-Type": "text/html"}, markup.encode())
    found = only(tmp_path, site.url("/a"))
    assert (found.url, found.publisher) == (site.url("/a"), "news.test")


def test_the_encoding_that_the_server_names_counts(site, tmp_path):
    markup = PAGE.replace(' charset="utf-8"', "").replace("Marine", "Ségolène").encode("mac_roman")
    site.answers["/a"] = (200, {"Content-Type": "text/html; charset=macintosh"}, markup)
    assert "Ségolène" in only(tmp_path, site.url("/a")).text


@pytest.mark.parametrize(
    ("told", "declared", "data"),
    [
        ("utf-8", "utf-8", WORDS.encode("latin-1")),
        ("utf-8", "iso-8859-1", WORDS.encode("latin-1")),
        ("iso-8859-1", "utf-8", WORDS.encode()),
        ("utf-8", "utf-8", f"{WORDS} ".encode() + "é".encode()[:1]),
        ("", "", WORDS.encode("latin-1")),
        ("nonsense", "utf-8", WORDS.encode("latin-1")),
    ],
)
def test_an_encoding_that_is_named_wrong_does_no_harm(site, tmp_path, told, declared, data):
    markup = PAGE.replace("utf-8", declared).encode().replace(b"his rival", data)
    site.answers["/a"] = (200, {"Content-Type": f"text/html; charset={told}"}, markup)
    assert WORDS in only(tmp_path, site.url("/a")).text


def test_a_page_served_as_html_is_one_whatever_its_address_ends_with(site, tmp_path):
    site.answers["/a.zip"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
    assert only(tmp_path, site.url("/a.zip")).title == "Macron wins again"


def test_records_served_as_json_are_articles(site, tmp_path):
    records = [{"title": f"Title {number}", "text": BODY, "date": "2022-04-25"} for number in (1, 2)]
    site.answers["/a"] = (200, {"Content-Type": "application/json"}, json.dumps(records).encode())
    found = list(reading.articles([site.url("/a")], fetcher=fetcher(tmp_path)))
    assert [article.source for article in found] == [f"{site.url('/a')}#1", f"{site.url('/a')}#2"]
    assert [article.title for article in found] == ["Title 1", "Title 2"]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://127.0.0.1/", "skipped"),
        ("ftp://news.test/a", "skipped"),
        ("HTTP://news.test:22/", "skipped"),
        ("http://me:secret@news.test/", "skipped"),
    ],
)
def test_an_address_that_is_refused_is_an_article_that_says_so(tmp_path, url, status):
    (found,) = reading.articles([url])
    assert found.status == status and found.problem and found.text == ""
    assert "secret" not in found.source + found.problem and "news.test" in found.source + "news.test"


def test_a_page_that_is_missing_fails_and_the_others_are_read(site, tmp_path):
    missing, fine = reading.articles([site.url("/no"), site.url("/form")], fetcher=fetcher(tmp_path))
    assert missing.status == "failed" and "no such page (404)" in missing.problem
    assert missing.source == site.url("/no") and fine.status == "ok"


def test_bytes_that_are_no_text_are_no_article(site, tmp_path):
    site.answers["/a"] = (200, TEXT, b"\0\1\2" * 100)
    assert only(tmp_path, site.url("/a")).status == "skipped"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_build_again_is_offline_and_extracts_only_what_changed(site, tmp_path):
    inputs = [site.url("/form"), site.url("/no")]
    first = build(inputs, tmp_path / "out", fetcher=fetcher(tmp_path))
    assert (first.articles, first.extracted, first.failed) == (2, 1, 1)
    tables = contents(tmp_path / "out")
    asked = len(site.seen)

    again = build(inputs[:1], tmp_path / "out", fetcher=fetcher(tmp_path, resolve=lambda *_: []))
    assert (again.extracted, again.reused, again.failed, len(site.seen)) == (0, 1, 0, asked)

    build(inputs, tmp_path / "out", fetcher=fetcher(tmp_path))
    assert contents(tmp_path / "out") == tables

    site.answers["/form"] = (200, TEXT, FORM.replace(b"58.55", b"58.54"))
    fresh = build(inputs[:1], tmp_path / "out", fetcher=fetcher(tmp_path, refresh=True))
    assert (fresh.extracted, fresh.reused) == (1, 0)
    assert 58.54 in store.load(tmp_path / "out").vote_shares["share_pct"].tolist()


def test_a_refresh_that_fails_keeps_the_rows_and_says_so(site, tmp_path):
    build([site.url("/form")], tmp_path / "out", fetcher=fetcher(tmp_path))
    site.answers["/form"] = (503, {}, b"")
    summary = build([site.url("/form")], tmp_path / "out", fetcher=fetcher(tmp_path, refresh=True))
    (problem,) = summary.problems
    assert (summary.articles, summary.failed, summary.rows["vote_shares"] > 0) == (1, 0, True)
    assert problem.status == "ok" and "the copy from before is used" in problem.problem


@pytest.fixture
def in_reach(site, tmp_path, monkeypatch):
    """Let the commands reach the site."""
    options = {"cache": tmp_path / "cache", "sleep": lambda _: None, "resolve": lambda *_: ["127.0.0.1"]}
    reaching = partial(fetching.Fetcher, allowed=lambda address: address.is_loopback, **options)
    monkeypatch.setattr(fetching, "Fetcher", reaching)
    return site


def test_the_commands_take_urls(in_reach, tmp_path, capsys):
    url = in_reach.url("/form")
    assert main(["build", url, "--out", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    assert main(["extract", url, "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["articles"]
    assert row["source"] == [url]
    assert in_reach.pages() == ["/form"]
    assert main(["extract", url, "--format", "json", "--refresh"]) == 0
    assert in_reach.pages() == ["/form", "/form"]


def test_files_need_nothing_that_fetches(tmp_path, monkeypatch):
    monkeypatch.delattr(fetching, "Fetcher")
    (tmp_path / "a.txt").write_bytes(FORM)
    assert main(["extract", str(tmp_path / "a.txt"), "--format", "json"]) == 0


def test_on_a_terminal_the_commands_say_what_they_wait_for(in_reach, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    for _ in range(2):
        main(["extract", in_reach.url("/form"), "--format", "json"])
    assert capsys.readouterr().err.count(f"fetching {in_reach.url('/form')}\n") == 1


def test_a_page_that_is_not_read_is_a_line_on_the_screen(in_reach, tmp_path, capsys):
    assert main(["extract", in_reach.url("/no")]) == 1
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1 and "no such page (404); check the address" in shown


def test_by_default_the_commands_reach_nothing_but_the_public_internet(site, tmp_path, capsys):
    assert main(["extract", f"http://127.0.0.1:{site.port}/form"]) == 1
    assert "not on the public internet" in capsys.readouterr().err
    assert site.seen == []
