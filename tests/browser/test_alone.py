"""The page that `export --to html` writes, opened from the disk without a network."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from pipeline import store
from pipeline.exporting import export
from tests.browser.test_hostile import HOSTILE

DRAWN = """() => {
    const chart = document.getElementById('timeline');
    const marks = chart._fullData.filter(each => each.visible && each.mode?.includes('markers'));
    return {
        keys: marks.flatMap(each => each.customdata || []).map(String),
        given: marks.reduce((all, each) => all + each.x.length, 0),
        drawn: chart.querySelectorAll('.points path.point').length,
        rows: document.querySelectorAll('table')[0].tBodies[0].rows.length,
        text: document.body.innerText,
    };
}"""


@pytest.mark.parametrize("title", ["", HOSTILE])
def test_the_page_stands_alone(title: str, browsers: dict[str, BrowserContext], tmp_path: Path) -> None:
    tables = store.load()
    if title:
        tables = replace(
            tables,
            articles=tables.articles.assign(title=title, publisher=title, url="javascript:alert(1)"),
            events=tables.events.assign(quote=title),
            timeline=tables.timeline.assign(label=title),
        )
    path = export(tables, "html", tmp_path / "page.html", subject="everyone")
    page = browsers["light"].new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text))
    page.on("dialog", lambda box: (faults.append(box.message), box.dismiss()))
    page.on("request", lambda asked: faults.append(asked.url) if asked.url != path.as_uri() else None)
    try:
        page.goto(path.as_uri())
        page.locator("#timeline .points path.point").first.wait_for()
        found = page.evaluate(DRAWN)
        page.mouse.move(600, 400)
        assert not faults
        page.evaluate("fetch('https://host.example/').catch(() => 0)")
        assert "Content Security Policy" in faults[0]
    finally:
        page.close()
    events = {each for each in found["keys"] if each.startswith("event=")}
    assert events == {f"event={each}" for each in tables.timeline["timeline_id"]}
    assert found["rows"] == len(tables.timeline)
    assert found["given"] == found["drawn"]
    assert (title or "Front") in found["text"]
