"""Text of articles is text: nothing in it becomes markup, a picture, a formula, a sign or a link."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import BrowserContext, Page, expect

from pipeline import store
from pipeline.exporting import export
from pipeline.model import Row
from tests.browser.conftest import Site
from tests.dashboard.seed_tables import seed_rows

Visit = Callable[..., Page]
HOSTILE = (
    "<img src=x onerror=alert(1)> $latex$ **bold** :material/home: [link](http://host.example/a) "
    "![picture](http://host.example/b.png) :red[red] </script><script>alert(2)</script> '\"><svg onload=alert(3)> "
    "[j](javascript:alert(4))"
)
ADDRESSES = ("javascript:alert(5)", "data:text/html,<script>alert(6)</script>", " JaVaScRiPt:alert(7)")
# What text would become if it were markup, and links that run something.
ALIVE = (
    "img[src='x'], img[src*='host.example'], a[href^='http://host.example'], svg[onload], [onerror], "
    "a[href^='javascript:' i], a[href*='script:alert' i], a[href^='data:' i]:not([download])"
)


def hostile_rows() -> dict[str, list[Row]]:
    rows = seed_rows()
    for place, row in enumerate(rows["articles"]):
        row |= {
            "url": ADDRESSES[place % len(ADDRESSES)],
            "title": HOSTILE,
            "text": f"{row['text']}\n{HOSTILE}",
            "publisher": HOSTILE,
            "problem": HOSTILE,
        }
    for row in (*rows["events"], *rows["timeline"]):
        row["label"] = HOSTILE
    for row in rows["events"]:
        row["quote"] = f"{HOSTILE} {row['quote']}"
    for row in rows["vote_shares"]:
        row |= {"subject": HOSTILE, "quote": f"{HOSTILE} got 82 percent and 66 percent. {HOSTILE}"}
    for row in rows["claims"]:
        row["because"] = HOSTILE
    for row in rows["rejected"]:
        row["reason"] = HOSTILE
    return rows


def assert_harmless(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    assert page.locator(ALIVE).count() == 0
    assert main.locator(".katex").count() == 0
    assert main.locator("strong", has_text="bold").filter(has_not_text="**").count() == 0
    assert main.locator("[data-testid=stIconMaterial]", has_text="home").count() == 0


def test_hostile_text_stands_on_the_pages_as_it_is(visit: Visit, site: Site) -> None:
    rows = hostile_rows()
    with site.showing(rows):
        share, event = rows["vote_shares"][0]["share_id"], rows["timeline"][0]["timeline_id"]
        page = visit(f"/?who=everyone&share={share}")
        main = page.get_by_test_id("stMain")
        expect(page.get_by_role("heading", name="82%")).to_contain_text(HOSTILE)
        expect(main).to_contain_text(f"{HOSTILE} got 82 percent")
        assert_harmless(page)
        page = visit(f"/?who=everyone&event={event}")
        expect(page.get_by_role("heading", level=2)).to_contain_text([HOSTILE])
        assert_harmless(page)
        page = visit("/articles")
        expect(page.get_by_role("heading", level=1)).to_contain_text(HOSTILE)
        expect(page.get_by_text(HOSTILE)).not_to_have_count(0)
        assert_harmless(page)
        page = visit(f"/elections?election=FR-president-2002&share={share}")
        expect(page.get_by_role("heading", name="82%")).to_contain_text(HOSTILE)
        assert_harmless(page)


@pytest.mark.parametrize("to", ["svg", "markdown"])
def test_hostile_text_in_a_file_that_browsers_show_runs_nothing(
    to: str, browsers: dict[str, BrowserContext], tmp_path: Path
) -> None:
    tables = store.load()
    tables = replace(
        tables,
        articles=tables.articles.assign(title=HOSTILE, publisher=HOSTILE, url=ADDRESSES[0]),
        events=tables.events.assign(quote=HOSTILE, label=HOSTILE),
        timeline=tables.timeline.assign(label=HOSTILE),
        vote_shares=tables.vote_shares.assign(quote=HOSTILE, subject=HOSTILE),
    )
    asked = {"subject": "everyone"} if to == "svg" else {"table": "vote_shares"}
    path = export(tables, to, tmp_path / f"out.{to}", **asked)
    if to == "markdown":
        told = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text("utf-8"))
        path = path.with_suffix(".html")
        path.write_text(f"<!doctype html><meta charset=utf-8>{told}", encoding="utf-8")
    page = browsers["light"].new_page()
    faults: list[str] = []
    page.on("dialog", lambda box: (faults.append(box.message), box.dismiss()))
    page.on("request", lambda sent: faults.append(sent.url) if sent.url != path.as_uri() else None)
    try:
        page.goto(path.as_uri())
        assert page.locator(f"{ALIVE}, script").count() == 0
        assert not faults
        assert "onerror=alert(1)" in (page.locator(":root").text_content() or "")
    finally:
        page.close()
