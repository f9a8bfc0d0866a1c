"""Whatever leaves the machine leaves it through `pipeline.fetch`."""

import ast
from pathlib import Path

import pytest

from pipeline import reading
from tests.pipeline.fetch.site import Site, served

ROOT = Path(__file__).parents[3]
FETCH = ROOT / "pipeline" / "fetch"
OUTSIDE = sorted(
    path
    for package in ("pipeline", "dashboard")
    for path in (ROOT / package).rglob("*.py")
    if FETCH not in path.parents
)
NETWORK = {
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
}
FETCHERS = {"trafilatura": {"fetch_url", "fetch_response", "downloads", "spider", "sitemaps", "feeds"}}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_module_opens_connections(path):
    ways = NETWORK | {f"{library}.{name}" for library, names in FETCHERS.items() for name in names}
    found = {name for name in imported(path) for way in ways if name == way or name.startswith(f"{way}.")}
    assert found == set()


@pytest.mark.parametrize(
    "markup",
    [
        "{url}",
        "{url}\n",
        '<html><head><link rel="canonical" href="{url}"><base href="{url}"><meta http-equiv="refresh" content="0;{url}">'
        '<link rel="stylesheet" href="{url}"></head><body><iframe src="{url}"></iframe><img src="{url}"><p>Text.</p>',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{url}">]><html><body><p>&x; is text.</p></body></html>',
        '<?xml version="1.0"?><!DOCTYPE html SYSTEM "{url}"><html><body><p>Text.</p></body></html>',
    ],
)
@pytest.mark.parametrize("ending", ["html", "xhtml", "txt", "json", "mhtml"])
def test_reading_a_page_fetches_nothing_that_it_names(tmp_path, markup, ending):
    """Some libraries that read pages take a text that is an address for one to fetch."""
    with served(site := Site()):
        (tmp_path / f"a.{ending}").write_text(markup.format(url=f"http://127.0.0.1:{site.port}/a"))
        assert list(reading.articles([tmp_path]))
    assert site.seen == []


def test_what_is_looked_for_is_found_where_it_is():
    found = {name for path in FETCH.glob("*.py") for name in imported(path)}
    assert {"socket", "ssl", "urllib3"} <= found
