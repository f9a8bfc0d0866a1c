"""Feeds and sitemaps on a server on loopback, and the folder that their pages go into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import reading
from pipeline.collecting import Named, collect, named
from pipeline.errors import TimelineError
from tests.pipeline.fetch.site import Site, fetcher, served

PAGE = (
    b"<html><head><title>A runoff</title></head><body><article><p>Emmanuel Macron won the runoff of the French "
    b"presidential election on 24 April 2022 with 58.55 percent of the vote, said the ministry.</p></article></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>{0}/</link>
<item><title>One</title><link>{0}/2022/04/25/one</link></item><item><link> /two </link></item>
<item><link>{0}/two</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="/self"/><entry><link rel="alternate" href="/one"/>
<link rel="edit" href="/edit"/></entry><entry><link href="https://other.test/b"/></entry></feed>"""
SITEMAP = (
    """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{0}/three</loc></url></urlset>"""
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{0}/map.xml</loc></sitemap>
<sitemap><loc>{0}/index.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("content", "pages", "feeds"),
    [
        (RSS.format("http://a.test"), ("http://a.test/2022/04/25/one", "http://a.test/two"), ()),
        (ATOM, ("http://a.test/one", "https://other.test/b"), ()),
        (SITEMAP.format("http://a.test"), ("http://a.test/three",), ()),
        (INDEX.format("http://a.test"), (), ("http://a.test/map.xml", "http://a.test/index.xml")),
        ("<html><body><p>no feed</p></body></html>", (), ()),
        ("", (), ()),
        (
            '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><link>&e;</link></item></rss>',
            (),
            (),
        ),
    ],
)
def test_the_addresses_of_feeds_and_sitemaps(
    content: str, pages: tuple[str, ...], feeds: tuple[str, ...]
) -> None:
    assert named(content.encode(), "http://a.test/feed") == Named(pages, feeds)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    home = site.url("")
    site.answers |= dict.fromkeys(("/2022/04/25/one", "/two", "/three"), (200, HTML, PAGE))
    site.answers["/rss"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(home).encode())
    site.answers["/map.xml"] = (200, {"Content-Type": "text/xml"}, SITEMAP.format(home).encode())
    site.answers["/index.xml"] = (200, {"Content-Type": "application/xml"}, INDEX.format(home).encode())
    with served(site):
        yield site


def test_each_page_is_fetched_once_and_can_be_built(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    first = collect([site.url("/rss")], folder, most=10, fetcher=fetcher(tmp_path, refresh=True))
    assert (first.new, first.known, first.left, first.problems) == (2, 0, 0, ())
    articles = list(reading.articles([folder]))
    assert [article.url for article in articles] == [site.url("/2022/04/25/one"), site.url("/two")]
    assert all("58.55 percent" in article.text for article in articles)
    second = collect(
        [site.url("/rss"), site.url("/index.xml")], folder, most=10, fetcher=fetcher(tmp_path, refresh=True)
    )
    assert (second.new, second.known, second.problems) == (1, 2, ())
    assert [path.name for path in sorted(folder.iterdir())] == ["00001.warc.gz", "00002.warc.gz"]
    assert site.pages().count("/two") == 1


def test_a_run_has_its_most_and_leaves_the_rest(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    runs = [
        collect([site.url("/rss")], folder, most=1, fetcher=fetcher(tmp_path, refresh=True)) for _ in range(3)
    ]
    assert [(run.new, run.known, run.left) for run in runs] == [(1, 0, 1), (1, 1, 0), (0, 2, 0)]


def test_what_cannot_be_fetched_is_said_and_the_rest_is_kept(site: Site, tmp_path: Path) -> None:
    del site.answers["/two"]
    folder = tmp_path / "pages"
    done = collect(
        [site.url("/gone"), site.url("/rss"), site.url("/three")],
        folder,
        most=10,
        fetcher=fetcher(tmp_path, refresh=True),
    )
    assert done.new == 1
    assert [problem.partition(": ")[0].rpartition("/")[2] for problem in done.problems] == [
        "gone",
        "three",
        "two",
    ]
    assert len(list(reading.articles([folder]))) == 1


def test_a_folder_that_cannot_be_written_is_said(site: Site, tmp_path: Path) -> None:
    (tmp_path / "pages").touch()
    with pytest.raises(TimelineError) as caught:
        collect([site.url("/rss")], tmp_path / "pages", most=10, fetcher=fetcher(tmp_path, refresh=True))
    assert caught.value.code == "cannot-export"


def test_a_feed_among_articles_says_what_to_do() -> None:
    (article,) = reading.contents(RSS.encode(), "feed.rss")
    assert article.status == "skipped"
    assert "election-timeline fetch" in article.problem
