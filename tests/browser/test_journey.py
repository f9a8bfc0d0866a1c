"""From the first page to a figure's evidence and the data taken away, as a reader does it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, settle
from tests.browser.test_access import findings, overflow
from tests.dashboard.seed_tables import REMATCH, seed_rows

Visit = Callable[..., Page]


def place_of(page: Page, key: str, chart: int = 0) -> tuple[float, float]:
    """Where the mark with this key stands on the page, in the chart with this number."""
    found = page.wait_for_function(
        """([key, chart]) => {
            const within = document.querySelectorAll('.js-plotly-plot')[chart];
            for (const mark of within?.querySelectorAll('.scatterlayer path.point') ?? []) {
                if (mark.__data__?.data !== key) continue;
                mark.scrollIntoView({block: 'center'});
                const box = mark.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }
            return null;
        }""",
        arg=[key, chart],
    ).json_value()
    return found[0], found[1]


def choose(page: Page, key: str) -> None:
    """Click on a mark of the chart."""
    page.mouse.click(*place_of(page, key))
    page.wait_for_url(f"**{key}*")
    settle(page)


def key_of(table: str, label: str) -> str:
    names = {"timeline": ("timeline_id", "label", "event"), "vote_shares": ("share_id", "subject", "share")}
    column, name, kind = names[table]
    row = next(row for row in seed_rows()[table] if label in str(row[name]))
    return f"{kind}={row[column]}"


def test_from_the_chart_to_the_evidence_and_to_a_file(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rose from 0.75%")
    expect(page.get_by_role("figure", name="The National Front, founded in 1972")).to_be_visible()

    choose(page, key_of("timeline", "Runoff: Emmanuel Macron"))
    evidence = page.get_by_test_id("stMain")
    expect(page.get_by_role("heading", name="Runoff: Emmanuel Macron v Marine Le Pen")).to_be_visible()
    expect(evidence).to_contain_text(REMATCH)
    marked = page.locator("strong:visible", has_text="66 percent")
    expect(marked).to_be_visible()
    assert marked.evaluate("e => getComputedStyle(e.parentElement).backgroundColor") != "rgba(0, 0, 0, 0)"
    expect(evidence).to_contain_text("Official 66.10% (−0.10 points): matches the record, rounded")
    expect(evidence).to_contain_text("nationalinterest.org, 14 April 2022")
    original = page.get_by_role("link", name="Original")
    assert str(original.get_attribute("href")).startswith("https://nationalinterest.org/")

    page.get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rows from 1 article")
    page.get_by_role("combobox", name="Table").click()
    page.get_by_role("option", name="vote_shares", exact=True).click()
    expect(page.get_by_role("heading", name="vote_shares")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="vote_shares, raw (CSV)").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    read = pd.read_csv(saved)
    assert saved.name == "vote_shares-raw.csv"
    assert dict(zip(read["subject"], read["share_pct"], strict=True)) == {
        str(row["subject"]): row["share_pct"] for row in seed_rows()["vote_shares"]
    }


def test_a_ring_leads_to_its_figure(visit: Visit) -> None:
    page = visit(size=PHONE)
    choose(page, key_of("vote_shares", "Jacques Chirac"))
    expect(page.get_by_role("heading", name="Jacques Chirac 82%")).to_be_visible()
    expect(page.locator("strong:visible", has_text="82 percent").first).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text("Official 82.21% (−0.21 points)")


def test_on_a_phone_evidence_lies_over_the_page_until_it_is_closed(phone: Page) -> None:
    phone.goto("/")
    settle(phone)
    sheet = phone.get_by_role("dialog")
    for _time in ("once", "and again"):
        phone.touchscreen.tap(*place_of(phone, key_of("vote_shares", "Jacques Chirac")))
        expect(sheet.get_by_text("Jacques Chirac 82%").first).to_be_visible()
        expect(sheet).to_contain_text("Official 82.21% (−0.21 points)")
        assert "share=" in phone.url and overflow(phone) == 0
        assert findings(phone, "light") == []
        sheet.get_by_role("button", name="Close").tap()
        expect(sheet).to_have_count(0)
        phone.wait_for_url(lambda url: "share=" not in url)
        settle(phone)
    phone.go_back()
    expect(sheet).to_be_visible()
    phone.go_back()
    expect(sheet).to_have_count(0)
    settle(phone)
    phone.touchscreen.tap(*place_of(phone, key_of("timeline", "Runoff: Emmanuel Macron")))
    expect(sheet.get_by_text("Runoff: Emmanuel Macron v Marine Le Pen").first).to_be_visible()
    phone.go_back()
    expect(sheet).to_have_count(0)
    swipe_up(phone, place_of(phone, key_of("vote_shares", "Jacques Chirac")))
    for move, years in (("Closer", "1998-2022"), ("Earlier", "1986-2010")):
        phone.get_by_role("button", name=move).tap()
        phone.wait_for_url(f"**years={years}*")
        settle(phone)
    assert overflow(phone) == 0


def swipe_up(page: Page, start: tuple[float, float]) -> None:
    """Draw a finger up from a place; the page must follow it."""
    main = page.get_by_test_id("stMain")
    before = main.evaluate("e => e.scrollTop")
    finger = page.context.new_cdp_session(page)
    for type_, up in (("touchStart", 0), *(("touchMove", 10 * each) for each in range(1, 16))):
        at = {"x": start[0] - 60, "y": start[1] - up}  # beside the mark
        finger.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMain]').scrollTop > before", arg=before
    )


def test_a_row_of_the_table_leads_to_its_evidence(visit: Visit) -> None:
    page = visit()
    assert page.get_by_test_id("stDataFrame").count() == 0
    page.get_by_role("radio", name="Events", exact=True).click()
    settle(page)
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 17, box["y"] + 35 * 1.5)  # the first row's box
    page.wait_for_url("**event=*")
    assert "table=Events" in page.url
    expect(page.get_by_role("heading", name="National Front founded")).to_be_visible()
    expect(page.get_by_test_id("stToast")).to_contain_text("evidence stands beside the chart")


def test_back_reload_and_a_pasted_link_show_the_same(visit: Visit) -> None:
    key = key_of("timeline", "Jacques Chirac")
    heading = {"name": "Runoff: Jacques Chirac v Jean-Marie Le Pen"}
    page = visit("/?years=1990-2010&type=runoff")
    expect(page.get_by_test_id("stMain")).to_contain_text("Runoff · 1990–2010")
    choose(page, key)
    choose(page, key_of("vote_shares", "Jacques Chirac"))
    page.go_back()
    expect(page.get_by_role("heading", **heading)).to_be_visible()  # type: ignore[arg-type]
    page.go_forward()
    expect(page.get_by_role("heading", name="Jacques Chirac 82%")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", **heading)).to_be_visible()  # type: ignore[arg-type]
    settle(page)
    page.get_by_role("link", name="In the article").click()
    page.wait_for_url("**/articles?article=*")
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", **heading)).to_be_visible()  # type: ignore[arg-type]
    page.reload()
    expect(page.get_by_role("heading", **heading)).to_be_visible()  # type: ignore[arg-type]
    settle(page)
    address = page.url
    assert all(part in address for part in ("years=1990-2010", "type=runoff", key))
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="How to read it")).to_be_visible()

    pasted = visit(address[address.index("/?") :])
    expect(pasted.get_by_role("heading", **heading)).to_be_visible()  # type: ignore[arg-type]
    expect(pasted.get_by_test_id("stMain")).to_contain_text("Runoff · 1990–2010")


def test_the_day_moves_and_what_was_announced_has_happened(visit: Visit) -> None:
    page = visit()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("a runoff is announced for 24 April 2022")
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("End")
    page.wait_for_url("**asof=20*")
    expect(title).to_contain_text("41.45% in the 2022 runoff")
    expect(title).not_to_contain_text("announced")


def test_more_filters_stay_open_and_stand_in_the_address(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("button", name="Founding").click()
    page.wait_for_url("**type=founding*")
    settle(page)
    page.get_by_role("button", name="Runoff", exact=True).click()
    page.wait_for_url("**type=founding%2Crunoff*")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear all filters").click()
    page.wait_for_function("() => !location.search.includes('type=')")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("Clear all filters")


def test_back_takes_back_a_filter(visit: Visit) -> None:
    page = visit()
    title = page.get_by_role("heading", level=1)
    follow = page.get_by_role("combobox", name="Follow")
    follow.scroll_into_view_if_needed()  # scrolling closes its list
    follow.click()
    page.get_by_role("option", name="Emmanuel Macron").click()
    page.wait_for_url("**who=Emmanuel*")
    expect(title).to_contain_text("Emmanuel Macron rose")
    page.go_back()
    expect(title).to_contain_text("The National Front")
    assert "who=" not in page.url


def test_missing_and_broken_tables_say_what_to_run(visit: Visit, site: Site) -> None:
    page = visit("/elections")
    for missing, path in (((), "/"), (("events.parquet", "events.csv"), "/data")):
        with site.without(*missing):
            page.goto(f"{site.address}{path}")
            expect(page.get_by_test_id("stMain")).to_contain_text("election-timeline build seeds")
            assert page.get_by_test_id("stException").count() == 0
    page.goto(site.address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("The National Front")
