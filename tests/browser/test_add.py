"""A reader adds an article, finds it on the timeline, corrects a row and takes the ledger away."""

import json
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline import build, load
from tests.browser.conftest import DESKTOP, PATIENCE_MS, PHONE, Site, settle
from tests.browser.test_access import findings, overflow
from tests.browser.test_hostile import HOSTILE, assert_harmless

Visit = Callable[..., Page]
TITLE = "Macron wins again"
TEXT = (
    "Emmanuel Macron won the runoff of April 24, 2022 with 58.5% of the vote. Marine Le Pen got 41.5%. "
    "On June 19, 2022 his alliance lost its majority in the second round of the legislative election."
)
ROW_PX = 35
expect.set_options(timeout=PATIENCE_MS)  # reading and correcting run the pipeline, on a busy machine slowly


def paste(page: Page, text: str, title: str) -> None:
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Text").fill(text)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**article=*")
    settle(page)


def grid_of(page: Page, table: str) -> Locator:
    """The editable rows of a table."""
    grid = page.get_by_label(f"{table} for correcting: 2 rows.", exact=True)
    grid.scroll_into_view_if_needed()
    return grid


def correct(page: Page, grid: Locator, row: int, column: int, value: str) -> None:
    """Write into a cell of a grid by keyboard, from the first cell of the row."""
    field = page.locator("#portal input")
    for _ in range(PATIENCE_MS // 1000):
        box = grid.bounding_box()
        assert box
        # The second column, which is read only.
        page.mouse.click(box["x"] + 170, box["y"] + ROW_PX * (row + 1.5))
        for _ in range(column - 1):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)  # the grid takes keys a frame at a time
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
        if field.count():
            break
    field.fill(value)
    field.press("Enter")
    settle(page)


def test_from_a_pasted_article_to_the_timeline_and_to_a_ledger(visit: Visit, tmp_path: Path) -> None:
    page = visit("/add")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Add articles")
    paste(page, TEXT, TITLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"“{TITLE}” tells 2 dated events")

    page.get_by_role("link", name="See it among all articles").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("With 1 article that you added")
    settle(page)
    expect(page.locator(".js-plotly-plot text", has_text="Legislative election").first).to_be_attached()

    page.get_by_role("link", name="Add articles").click()
    settle(page)
    correct(page, grid_of(page, "Vote shares"), 0, 3, "12.5")
    expect(page.get_by_test_id("stMain")).to_contain_text("1 correction in this session")
    events = grid_of(page, "Events")
    box = events.bounding_box()
    assert box
    page.mouse.click(box["x"] + 40, box["y"] + ROW_PX * 2.5)  # the second row's box: no event
    expect(page.get_by_test_id("stMain")).to_contain_text("2 corrections in this session")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tells 1 dated event")
    page.get_by_role("textbox", name="Your name").fill("Ada")
    page.get_by_role("textbox", name="Your name").press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text("2 corrections by Ada in this session")
    settle(page)  # a button that is drawn anew takes no click
    files = {}
    for button in ("Download the ledger", "All that you added"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        settle(page)
        files[button] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[button])
    ledger = files["Download the ledger"]
    entries = tomllib.loads(ledger.read_text(encoding="utf-8"))["correction"]
    assert [(each["do"], each["table"], each["author"]) for each in entries] == [
        ("change", "vote_shares", "Ada"),
        ("reject", "events", "Ada"),
    ]

    shutil.unpack_archive(files["All that you added"], tmp_path / "taken")
    taken = tmp_path / "taken"
    assert (taken / "corrections.toml").read_text(encoding="utf-8").strip() == ledger.read_text(
        "utf-8"
    ).strip()
    build([taken / "articles"], tmp_path / "tables", corrections=taken / "corrections.toml")
    built = load(tmp_path / "tables")
    assert sorted(built.vote_shares["share_pct"]) == [12.5, 41.5]
    assert list(built.events["date"]) == ["2022-04-24"]

    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("2 corrections of yours")
    expect(page.locator(".js-plotly-plot text", has_text="Legislative election")).to_have_count(0)


def test_what_cannot_be_read_says_what_to_do(visit: Visit) -> None:
    page = visit("/add", size=PHONE)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste the article and try again")
    page.get_by_role("tab", name="From the web").click()
    page.get_by_role("textbox", name="Address").fill("http://127.0.0.1:8501/")
    page.get_by_role("button", name="Fetch and read it").click()
    expect(page.get_by_role("alert")).to_contain_text("not on the public internet")


def test_reading_stops_when_the_reader_leaves(visit: Visit) -> None:
    many = 30
    lines = [
        json.dumps({"title": f"Article {n}", "text": f"{TEXT * 20} So article {n} ends."})
        for n in range(many)
    ]
    page = visit("/add")
    page.get_by_role("tab", name="Upload files").click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "many.jsonl", "mimeType": "application/jsonl", "buffer": "\n".join(lines).encode()}
    )
    expect(page.get_by_text("many.jsonl")).to_be_visible()
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text(re.compile(rf"\(\d+ of {many}\)"))).to_be_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("from 1 article")
    page.get_by_role("link", name="Add articles").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Add articles, and see at once")
    settle(page)


def test_a_hostile_article_stands_on_all_pages_as_it_is(visit: Visit, site: Site) -> None:
    page = visit("/add")
    paste(page, f"{TEXT}\n\n{HOSTILE} {TEXT}\n\n{HOSTILE}", HOSTILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"“{HOSTILE}” tells")
    assert_harmless(page)
    page.get_by_role("link", name="Read it with its marks").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(HOSTILE)
    assert_harmless(page)
    for name in ("Timeline", "Elections", "Data"):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.get_by_test_id("stMain")).to_contain_text("With 1 article that you added")
        settle(page)
        assert_harmless(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_added_article_is_open_to_all(scheme: str, visit: Visit) -> None:
    page = visit("/add", scheme=scheme)
    paste(page, TEXT, TITLE)
    page.get_by_role("link", name="Articles", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 articles tell")
    settle(page)
    assert findings(page, scheme) == []
    page.go_back()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        settle(page)
        assert findings(page, scheme) == []
        assert overflow(page) == 0
