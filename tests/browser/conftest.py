"""One server and one browser for all tests here; each test gets a page of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, sync_playwright

from pipeline import store
from pipeline.model import Row
from tests.dashboard.seed_tables import write

PATIENCE_MS = 30_000  # for a busy machine; nothing waits longer than it has to
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class Site:
    """The dashboard as it is served, and the folder of tables that it shows."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder

    @contextmanager
    def showing(self, rows: dict[str, list[Row]]) -> Iterator[None]:
        """Other tables for a while; the server sees that they were replaced."""
        write(self.folder, rows)
        try:
            yield
        finally:
            write(self.folder)

    @contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """Files of the tables are missing for a while; all of them where none is named."""
        for path in [self.folder / name for name in names] or list(self.folder.iterdir()):
            if path.is_file():
                path.unlink()
        try:
            yield
        finally:
            write(self.folder)


class Faults:
    """What a page did that it must not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.found: list[str] = []
        self._address = address
        page.on("pageerror", lambda error: self.found.append(f"page error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("console", self._console)

    def _dialog(self, dialog: Dialog) -> None:
        self.found.append(f"opened a box: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        """An error in the console; Streamlit looks for its own files below a deep link first, in vain."""
        own = re.search(r"/_stcore/(?:health|host-config)$", message.location.get("url", ""))
        if message.type == "error" and not own:
            self.found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        own = (self._address, self._address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.found.append(f"asked another host: {request.url}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; without one the tests are skipped, but not where CI checks a change."""
    path = shutil.which("chromium")
    if path:
        return path
    reason = "no chromium on the path: install it, e.g. `apt-get install chromium`, for the browser tests"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard, started by its command from a folder that has nothing to do with the project."""
    folder = write(tmp_path_factory.mktemp("shown") / "tables")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = ["-m", "pipeline.cli", "open", str(folder), "--no-browser", "--port", port]
    environment = {name: value for name, value in os.environ.items() if name != store.DATA_VARIABLE}
    with (elsewhere / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=elsewhere, env=environment, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, server, elsewhere / "log")
        yield Site(address, folder)
    finally:
        server.terminate()
        server.wait()


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        try:
            with urlopen(f"{address}/_stcore/health") as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
        if server.poll() is not None:
            break
    pytest.fail(f"the dashboard did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def browsers(chromium: str, site: Site) -> Iterator[dict[str, BrowserContext]]:
    """The browser of a reader who prefers light, and of one who prefers dark; files are fetched once.

    A page that stays open keeps the process of all pages, and with it the scripts that are compiled already.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--process-per-site"]
        )
        contexts = {
            "light": running.new_context(color_scheme="light", locale="en-GB"),
            "dark": running.new_context(color_scheme="dark", locale="en-GB"),
        }
        for context in contexts.values():
            context.set_default_timeout(PATIENCE_MS)
            context.new_page().goto(f"{site.address}/_stcore/health")
        yield contexts
        running.close()


@pytest.fixture
def visit(browsers: dict[str, BrowserContext], site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page of the dashboard; at the end nothing may have gone wrong on any that was opened."""
    pages: list[Page] = []
    faults: list[Faults] = []

    def opened(path: str = "/", *, size: dict[str, int] = DESKTOP, scheme: str = "light") -> Page:
        page = browsers[scheme].new_page()
        pages.append(page)
        faults.append(Faults(page, site.address))
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{site.address}{path}")
        settle(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not [fault for each in faults for fault in each.found]


@pytest.fixture
def phone(browsers: dict[str, BrowserContext], site: Site) -> Iterator[Page]:
    """A page on a phone, which a finger taps; at the end nothing may have gone wrong on it."""
    browser = browsers["light"].browser
    assert browser
    with browser.new_context(
        base_url=site.address,
        locale="en-GB",
        viewport=PHONE,  # type: ignore[arg-type]
        user_agent="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile",
        has_touch=True,
        is_mobile=True,
    ) as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        faults = Faults(page, site.address)
        yield page
        assert not faults.found


def settle(page: Page) -> None:
    """Wait until the script has run and what it drew stands still."""
    page.locator("h1").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_function(
        """() => {
            const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
            if (charts.some(chart => !chart.querySelector('.points path'))) return false;
            const fits = chart => Math.abs(
                chart.querySelector('.main-svg').clientWidth - chart.querySelector('.js-plotly-plot').clientWidth
            ) < 2 && chart.querySelector('.js-plotly-plot').clientWidth <= chart.clientWidth + 1;
            if (!charts.every(fits)) return false;  // a window was resized, and the chart not yet
            const now = document.body.innerText.length + ':' +
                [...document.querySelectorAll('.main-svg, canvas')].map(each => each.clientWidth).join();
            const still = window.lastSeen === now;
            window.lastSeen = now;
            return still;
        }""",
        polling=120,
    )
