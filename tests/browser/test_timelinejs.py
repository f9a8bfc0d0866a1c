"""The TimelineJS export, shown by TimelineJS itself (its npm package) without a network."""

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from pipeline import store
from pipeline.exporting import export
from tests.dashboard.seed_tables import write

VERSION = "3.9.11"
PACKAGE = "@knight-lab/timelinejs"
SITE = "http://timeline.test"
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>Timeline</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="css/timeline.css">
<script src="js/timeline.js"></script><div id="timeline" style="width: 100%; height: 700px"></div>
<script>new TL.Timeline("timeline", "timeline.json", {font: null, script_path: "js"})</script>
"""
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html"}


@pytest.fixture(scope="session")
def timelinejs(request: pytest.FixtureRequest) -> Path:
    """The files of TimelineJS, fetched once; without npm or network the test is skipped, but not in CI."""
    folder = request.config.cache.mkdir("timelinejs") / VERSION
    if not (folder / "js" / "timeline.js").exists():
        try:
            _fetch(folder)
        except (OSError, subprocess.SubprocessError) as error:
            reason = f"TimelineJS cannot be fetched: npm pack {PACKAGE}@{VERSION} needs npm and a network ({error})"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    return folder


def _fetch(folder: Path) -> None:
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", str(folder.parent)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    packed = folder.parent / f"knight-lab-timelinejs-{VERSION}.tgz"
    with tarfile.open(packed) as archive:
        archive.extractall(folder.parent, filter="data")
    packed.unlink()
    shutil.copytree(folder.parent / "package" / "dist", folder, dirs_exist_ok=True)
    shutil.rmtree(folder.parent / "package")


def test_timelinejs_shows_every_event_and_asks_no_one(
    timelinejs: Path, browsers: dict[str, BrowserContext], tmp_path: Path
) -> None:
    tables = store.load(write(tmp_path / "tables"))
    rough = {"date": "1972", "precision": "year", "earliest": "1972-01-01", "latest": "1972-12-31"}
    for name, value in rough.items():
        tables.timeline.loc[0, name] = value
    content = export(tables, "timelinejs", tmp_path / "timeline.json").read_bytes()
    slides = json.loads(content)["events"]
    faults: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{SITE}/").partition("?")[0]
        file = timelinejs / path
        if path == "index.html":
            route.fulfill(body=PAGE, content_type="text/html")
        elif path == "timeline.json":
            route.fulfill(body=content, content_type="application/json")
        elif route.request.url.startswith(f"{SITE}/") and file.is_file():
            route.fulfill(path=file, content_type=TYPES.get(file.suffix))
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    page: Page = browsers["light"].new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", answer)
    try:
        page.goto(f"{SITE}/index.html")
        page.locator(".tl-timemarker").nth(len(slides) - 1).wait_for(state="attached")
        shown = page.locator(".tl-timemarker .tl-headline").all_text_contents()
        assert sorted(shown) == sorted(tables.timeline["label"])
        groups = page.locator(".tl-timegroup-message").all_text_contents()
        assert {each.strip() for each in groups} == {each["group"] for each in slides}
        first = tables.timeline["timeline_id"].iloc[0]
        page.locator(f"#{first}-marker .tl-timemarker-content-container").dispatch_event("click")
        slide = page.locator(f"#{first}")
        slide.locator(".tl-headline-date").wait_for()
        assert slide.locator(".tl-headline-date").inner_text().strip() == "1972"
        assert slide.locator("a").first.get_attribute("href") == tables.articles["url"].iloc[0]
    finally:
        page.close()
    assert not faults
