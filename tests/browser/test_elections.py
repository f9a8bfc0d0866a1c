"""The Elections and Check pages, as a reader goes through them."""

from collections.abc import Callable
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, settle
from tests.browser.test_access import SIZES, covered_labels, findings, overflow
from tests.browser.test_journey import choose, place_of, swipe_up
from tests.dashboard.several_sources import rows_of_several

Visit = Callable[..., Page]


def share(verdict: str) -> str:
    """The id of the share of the tables that has this verdict."""
    return next(str(row["share_id"]) for row in rows_of_several()["vote_shares"] if row["verdict"] == verdict)


def pick(page: Page, box: str, option: str) -> None:
    """Choose in a list, of which the page holds but the part that is seen."""
    page.get_by_role("combobox", name=box).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def test_from_a_country_to_the_evidence_of_a_mark(visit: Visit, site: Site) -> None:
    with site.showing(rows_of_several()):
        page = visit("/elections")
        title = page.get_by_role("heading", level=1)
        expect(title).to_contain_text("Emmanuel Macron won with 66.10%")
        pick(page, "Country", "Slovakia")
        expect(title).to_contain_text("Slovakia: held on")
        page.go_back()
        expect(title).to_contain_text("Emmanuel Macron won with 66.10%")
        settle(page)
        choose(page, f"share={share('other_holder')}")
        main = page.get_by_test_id("stMain")
        expect(page.get_by_role("heading", name="Emmanuel Macron 33.9%")).to_be_visible()
        expect(main).to_contain_text("is the figure of someone else")
        page.reload()
        expect(page.get_by_role("heading", name="Emmanuel Macron 33.9%")).to_be_visible()
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("heading", name="How to read it")).to_be_visible()

        page.get_by_role("radio", name="Over the years").click()
        page.wait_for_url("**view=years*")
        settle(page)
        page.mouse.click(*place_of(page, "result=FR-president-2022/2"))
        expect(
            page.get_by_role("heading", name="Official: Presidential election 2022, France")
        ).to_be_visible()
        page.get_by_role("radio", name="Polls").click()
        expect(title).to_contain_text("points from the result")


def test_a_day_on_record_leads_to_its_election_on_a_phone(phone: Page) -> None:
    phone.goto("/elections?election=SK-general-2023")
    settle(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("held on 30 September 2023")
    phone.touchscreen.tap(*place_of(phone, "election=SK-general-2012"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("10 March 2012")


def test_one_tap_opens_the_evidence_on_every_chart(phone: Page, site: Site) -> None:
    rows = rows_of_several()["vote_shares"]
    poll = next(f"share={row['share_id']}" for row in rows if row["kind"] == "poll")
    wrong = f"share={share('other_holder')}"
    years = "result=FR-president-2002/2"
    sheet = phone.get_by_role("dialog")
    with site.showing(rows_of_several()):
        for path, key, charts in (
            ("/elections", wrong, (0, 1)),
            ("/elections?view=years", years, (0,)),
            ("/elections?view=polls", poll, (0,)),
        ):
            phone.goto(path)
            settle(phone)
            for chart in charts:
                phone.touchscreen.tap(*place_of(phone, key, chart))
                expect(sheet).to_be_visible()
                assert key in unquote(phone.url)
                phone.go_back()
                expect(sheet).to_have_count(0)
                settle(phone)
        swipe_up(phone, place_of(phone, poll))


def test_from_the_verdicts_to_the_proof(visit: Visit, site: Site) -> None:
    with site.showing(rows_of_several()):
        page = visit("/check")
        expect(page.get_by_role("heading", level=1)).to_contain_text("6 of 8 figures and claims agree")
        page.get_by_role("button", name="Mixed up 1").click()
        page.wait_for_url("**verdict=mistaken*")
        settle(page)
        grid = page.get_by_test_id("stDataFrame").first
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box
        page.mouse.click(box["x"] + 17, box["y"] + 35 * 1.5)  # the first row's box
        page.wait_for_url("**share=*")
        expect(page.get_by_role("heading", name="Emmanuel Macron 33.9%")).to_be_visible()
        expect(page.get_by_role("heading", name="On record")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name="On record")).to_have_count(0)
        page.go_back()
        page.wait_for_url(lambda address: "verdict" not in address)


def test_figures_of_several_sources_are_open_to_all(visit: Visit, site: Site) -> None:
    wrong = share("other_holder")
    with site.showing(rows_of_several()):
        for path in ("/elections", "/elections?view=polls", f"/check?share={wrong}"):
            page = visit(path)
            for size in SIZES:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                settle(page)
                assert findings(page) == [], path
                assert overflow(page) == 0, path
                assert covered_labels(page) == [], path
