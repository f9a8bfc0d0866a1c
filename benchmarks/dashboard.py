"""How quick the dashboard is for a reader, beside the smallest Streamlit page with a chart, in the same run.

    python benchmarks/dashboard.py [--events 100000] [--cold 5] [--clicks 25] [--sessions 20]

Measured in the system's chromium on loopback: the first chart of a browser that has nothing cached, and a
click on a mark as felt: until the page has answered (its script has run), and until
the last thing that it changed is drawn. The pages take turns, so that what else the machine does falls on
all. Without a browser, by Streamlit's own messages: a rerun alone, by the clock and in processor time of the
server, and reruns of many sessions at once. All of it on the tables that come with the project and on
tables of many events.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from benchmarks import many_events
from benchmarks.sessions import answers, free_port, reruns
from pipeline import store

ROOT = Path(__file__).parents[1]
FLOOR = Path(__file__).with_name("dashboard_floor.py")
SIZE = {"width": 1440, "height": 900}
PATIENCE_MS = 60_000
MISSED_MS = 4_000  # a click that nothing answers has hit no mark
STILL_MS = 250  # a click is over when nothing changes for so long

# Notes when a chart first has marks, and when the page last changed.
WATCH = """
(() => {
    window.felt = {chart: 0, changed: 0, answered: 0};
    const state = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
    const look = () => {
        if (!window.felt.chart && document.querySelector('.js-plotly-plot .points path'))
            window.felt.chart = performance.now();
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const told = ({target}) => (target.closest ? target : target.parentElement)?.closest(
        '[data-testid=stMain] :not(.js-plotly-plot *)');
    new MutationObserver(records => {
        const now = window.felt.changed = performance.now();
        // An answer may come so soon that the page never shows that its script ran.
        if (window.felt.answered < window.felt.sent && state() === 'notRunning' && records.some(told))
            window.felt.answered = now;
    }).observe(document, {subtree: true, childList: true, characterData: true});
    const answered = () => { if (state() === 'notRunning') window.felt.answered = performance.now(); };
    new MutationObserver(answered).observe(
        document, {subtree: true, attributes: true, attributeFilter: ['data-test-script-state']});
})();
"""
STANDS = """still => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && window.felt.chart && performance.now() - window.felt.changed > still"""


@dataclass
class Times:
    """Milliseconds by what was measured."""

    first_chart: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share (0 to 1) of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(round(share * (len(ordered) - 1)), len(ordered) - 1)]


@dataclass(frozen=True)
class Served:
    """A page that is served: its address and its process."""

    address: str
    process: int

    def processor_ms(self) -> float:
        """Processor time of the server so far (Linux)."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(script: Path, folder: Path | None = None) -> Iterator[Served]:
    """A page, served as its readers would start it."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} | (
        {store.DATA_VARIABLE: str(folder)} if folder else {}
    )
    options = [
        "--server.headless=true",
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
    ]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        if not answers(address):
            raise SystemExit(f"{script} does not start")
        asyncio.run(reruns(address, 1, 0.0))  # imports and loads once, as for the first reader after a start
        yield Served(address, server.pid)
    finally:
        server.terminate()
        server.wait()


def opened(browser: Browser, address: str) -> Page:
    """The page in a browser that has nothing of it yet, when it stands still."""
    page = browser.new_context(viewport=SIZE, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function(STANDS, arg=STILL_MS)
    return page


def first_chart(browser: Browser, address: str) -> float:
    """Milliseconds until the chart has its marks."""
    page = opened(browser, address)
    felt = float(page.evaluate("window.felt.chart"))
    page.context.close()
    return felt


def marks(page: Page) -> list[tuple[float, float]]:
    """Where the first chart has marks, each place once, those that nothing covers."""
    found = page.evaluate(
        """() => [...document.querySelector('.js-plotly-plot').querySelectorAll('.points path')].map(each => {
            const box = each.getBoundingClientRect();
            return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
        }).filter(at => document.elementFromPoint(...at)?.closest('.js-plotly-plot'))"""
    )
    return sorted({(x, y) for x, y in found})


def click(page: Page, at: tuple[float, float]) -> tuple[float, float] | None:
    """Milliseconds from the press of the button until the answer, and until the last change that it made.

    None where the click hit no mark.
    """
    page.mouse.move(*at, steps=4)
    page.wait_for_timeout(STILL_MS)
    page.evaluate("addEventListener('mousedown', () => { window.felt.sent = performance.now(); }, true)")
    page.mouse.click(*at)
    try:
        page.wait_for_function("() => window.felt.answered > window.felt.sent", timeout=MISSED_MS)
    except TimeoutError:
        return None
    page.wait_for_function(STANDS, arg=STILL_MS)
    felt = page.evaluate("window.felt")
    return felt["answered"] - felt["sent"], max(felt["answered"], felt["changed"]) - felt["sent"]


def in_browser(addresses: dict[str, str], cold: int, clicks: int) -> dict[str, Times]:
    """The times of pages that take turns."""
    found = {name: Times() for name in addresses}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(cold):
            for name, address in addresses.items():
                found[name].first_chart.append(first_chart(browser, address))
        pages = {name: opened(browser, address) for name, address in addresses.items()}
        places = {name: marks(page) for name, page in pages.items()}
        for number in range(clicks):
            for name, page in pages.items():
                page.bring_to_front()
                if felt := click(page, places[name][number * 5 % len(places[name])]):
                    found[name].answers.append(felt[0])
                    found[name].clicks.append(felt[1])
        browser.close()
    return found


def _line(
    what: str,
    values: Sequence[float],
    floor: Sequence[float] = (),
    shown: Callable[[Sequence[float]], float] = statistics.median,
) -> str:
    beside = f", floor {shown(floor):6.0f} ms, ratio {shown(values) / shown(floor):.2f}" if floor else ""
    return f"{what:48}{shown(values):6.0f} ms{beside}"


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--cold", type=int, default=5)
    parser.add_argument("--clicks", type=int, default=25)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args()
    app = ROOT / "dashboard" / "app.py"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        many = many_events.write(asked.events, folder / "many")
        servers = {
            "floor": stack.enter_context(serving(FLOOR)),
            "default data": stack.enter_context(serving(app)),
            f"{asked.events:,} events": stack.enter_context(serving(app, many)),
        }
        addresses = {name: each.address for name, each in servers.items()}
        times = in_browser(addresses, asked.cold, asked.clicks)
        floor = times["floor"]

        def p95(values: Sequence[float]) -> float:
            return percentile(values, 0.95)

        for name in list(addresses)[1:]:
            print(_line(f"{name}: first chart, cold, median", times[name].first_chart, floor.first_chart))
            for what, of, beside in (
                ("answered", times[name].answers, floor.answers),
                ("drawn", times[name].clicks, floor.clicks),
            ):
                print(_line(f"{name}: click until {what}, median", of, beside))
                print(_line(f"{name}: click until {what}, p95", of, beside, p95))
            used = servers[name].processor_ms()
            alone = asyncio.run(reruns(addresses[name], 1, asked.seconds / 2))
            used = servers[name].processor_ms() - used
            print(_line(f"{name}: rerun alone, median", alone))
            print(_line(f"{name}: processor time of a rerun", [used / (len(alone) + 1)]))
            together = asyncio.run(reruns(addresses[name], asked.sessions, asked.seconds))
            print(_line(f"{name}: rerun, {asked.sessions} sessions, p95", together, (), p95))


if __name__ == "__main__":
    main()
