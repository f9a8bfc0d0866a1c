"""What every page owes every reader: names, contrast, order, room on a phone, and labels that can be read."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Site, settle
from tests.dashboard.seed_tables import seed_rows

Visit = Callable[..., Page]
SIZES = (DESKTOP, PHONE)
PAGES = (
    "/",
    "/elections",
    "/elections?election=FR-president-2022&view=years",
    "/elections?election=SK-general-2023",
    "/check",
    "/articles",
    "/add",
    "/data",
)
RULES_ON_COLOURS = ["color-contrast", "link-in-text-block"]
TOUCHING_PX = 1.0
PICTURES = Path(__file__).parents[2] / "screenshots"


def findings(page: Page, scheme: str = "light") -> list[str]:
    """What axe-core finds on the page, of any impact and whoever causes it; in dark, by the rules on colours:
    all else is as it is in light, and takes most of the time."""
    options: dict[str, object] = {"resultTypes": ["violations"]}  # what passes isn't told node by node
    if scheme == "dark":
        options["runOnly"] = RULES_ON_COLOURS
    return [
        f"{violation['impact']} {violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in Axe().run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    widest = page.evaluate(
        """() => Math.max(...['html', '[data-testid=stMain]'].map(each => {
            const element = document.querySelector(each);
            return element.scrollWidth - element.clientWidth;
        }))"""
    )
    return int(widest)


def covered_labels(page: Page) -> list[tuple[str, str]]:
    """Pairs of texts of a chart that cover each other, and texts cut off at its edge (beside themselves)."""
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].map(chart => {
            const frame = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll('.main-svg text')].filter(each => {
                const box = each.getBoundingClientRect();
                return each.textContent.trim() && box.width && getComputedStyle(each).visibility !== 'hidden'
                    && !each.closest('.hoverlayer');
            });
            return [[frame.left, frame.right, frame.top, frame.bottom, ''], ...texts.map(each => {
                const box = each.getBoundingClientRect();
                return [box.left, box.right, box.top, box.bottom, each.textContent];
            })];
        })"""
    )
    found = []
    for frame, *texts in boxes:
        for text in texts:
            if text[0] < frame[0] - TOUCHING_PX or text[1] > frame[1] + TOUCHING_PX:
                found.append((text[4], text[4]))
        for one, other in combinations(texts, 2):
            wide = min(one[1], other[1]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[2], other[2])
            if wide > TOUCHING_PX and high > 3:  # boxes of lines of text are higher than their letters
                found.append((one[4], other[4]))
    return found


def small_texts(page: Page) -> list[str]:
    """Texts that are smaller than twelve pixels, in the page and in its charts."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stApp] *')].filter(each =>
            [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
            && each.getBoundingClientRect().width > 1 && getComputedStyle(each).visibility !== 'hidden'
            && parseFloat(getComputedStyle(each).fontSize) < 12
        ).map(each => each.textContent.trim().slice(0, 60))"""
    )
    return list(found)


def keep_picture(page: Page, name: str) -> None:
    """The page as it looks, for people to look at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("scheme", "language"), [("light", ""), ("dark", ""), ("light", "fr")], ids=["light", "dark", "french"]
)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_open_to_all(path: str, scheme: str, language: str, visit: Visit) -> None:
    asked = f"{path}{'&' if '?' in path else '?'}lang={language}" if language else path
    page = visit(asked, scheme=scheme)
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        settle(page)
        name = re.sub(r"\W+", "-", path).strip("-") or "timeline"
        keep_picture(page, f"{name}-{language or scheme}-{size['width']}")
        assert small_texts(page) == []
        assert findings(page, scheme) == []
        assert overflow(page) == 0
        assert covered_labels(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_evidence_is_open_to_all(scheme: str, visit: Visit) -> None:
    share = seed_rows()["vote_shares"][0]
    page = visit(f"/?share={share['share_id']}&table=Figures+in+articles", scheme=scheme)
    page.get_by_text("Why?").first.click()
    page.get_by_text("What it measures").wait_for()
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        settle(page)
        assert findings(page, scheme) == []
        assert overflow(page) == 0
        assert covered_labels(page) == []


def test_many_events_and_figures_do_not_cover_each_other(visit: Visit, site: Site) -> None:
    rows = seed_rows()
    model = rows["timeline"][3]
    kinds = ("runoff", "statement", "appointment", "law")
    actors = ("Conservative Party", "Labour Party", "Marine Le Pen", "Emmanuel Macron")
    for index in range(120):
        day = f"{1974 + index % 48}-{1 + index % 12:02}-{1 + index % 28:02}"
        rows["timeline"].append(
            {
                **model,
                "timeline_id": f"{index:012x}",
                "date": day,
                "earliest": day,
                "latest": day,
                "type": kinds[index % 4],
                "label": f"Event {index} of a crowded year",
                "actors": [actors[index % 4]],
                "election_id": "",
                "round": None,
                "event_ids": [],
            }
        )
    with site.showing(rows):
        for path in ("/?who=everyone", "/?who=Con"):
            page = visit(path)
            for size in SIZES:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                settle(page)
                assert covered_labels(page) == [], path


@pytest.mark.parametrize("path", ["/", "/elections", "/data"])
def test_the_keyboard_reaches_what_a_page_offers(path: str, visit: Visit) -> None:
    page = visit(path)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached |= set(
            page.evaluate(
                """() => {
                    const at = document.activeElement;
                    return [at.tagName.toLowerCase(), at.getAttribute('role') || '', at.innerText?.trim() || ''];
                }"""
            )
        )
    assert {"Elections", "Data"} <= reached  # links to pages
    assert {"input", "button", "radio"} & reached
