"""Text of articles is text: nothing in it becomes markup, a picture, a formula, a sign or a link."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from pipeline.model import Row
from tests.browser.conftest import Site
from tests.dashboard.seed_tables import seed_rows

Visit = Callable[..., Page]
HOSTILE = (
    "<img src=x onerror=alert(1)> $latex$ **bold** :material/home: [link](http://host.example/a) "
    "![picture](http://host.example/b.png) :red[red]"
)


def hostile_rows() -> dict[str, list[Row]]:
    rows = seed_rows()
    for row in rows["articles"]:
        row |= {
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
    assert page.locator("img[src='x'], img[src*='host.example'], a[href^='http://host.example']").count() == 0
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
