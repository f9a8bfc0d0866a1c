"""Make the pictures of the documents: pages of the dashboard on data/, in the system's chromium.

Run `python docs/screenshot.py` from the root of the checkout, with the extra `test` installed.
"""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PICTURES = {"": "screenshot.png", "elections": "elections.png"}
SIZE = {"width": 1440, "height": 900}


def main() -> None:
    """Serve the dashboard, wait for its charts, keep the pictures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline.cli", "open", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command)
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for path, name in PICTURES.items():
                page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
                page.goto(f"http://127.0.0.1:{port}/{path}")
                page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
                page.wait_for_timeout(4_000)  # The chart's fonts and sizes settle.
                page.screenshot(path=Path(__file__).with_name(name))
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait_until_healthy(address: str) -> None:
    for _ in range(100):
        try:
            with urlopen(address) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"no answer from {address}")


if __name__ == "__main__":
    main()
