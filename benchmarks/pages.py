"""What each page of the dashboard costs its server: processor time, and memory at most.

    python -m benchmarks.pages FOLDER_OF_TABLES...

One reader goes from page to page, by Streamlit's own messages, on a server of their own for each folder
(Linux). Every page is drawn once, so what is shared between pages costs the first that needs it.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.crowd import memory_mb
from benchmarks.dashboard import Served
from benchmarks.sessions import answers, free_port, rerun, session
from pipeline import store

# Of a page's address the last part, and the query.
VISITS = {
    "Timeline, the first after a start": ("", ""),
    "Timeline, again": ("", ""),
    "Timeline: years": ("", "years=1990-2000"),
    "Timeline: type": ("", "type=founding"),
    "Timeline: publisher": ("", "source=paper3.example"),
    "Timeline: at least 90 % sure": ("", "sure=90"),
    "Timeline: a word": ("", "q=macron"),
    "Elections": ("elections", ""),
    "Check": ("check", ""),
    "Articles": ("articles", ""),
    "Articles: a word": ("articles", "q=17"),
    "Articles: one of them": ("articles", "article={article}"),
    "Data: events": ("data", "table=events"),
    "Timeline: looking back": ("", "asof=2010-01-01"),
}


async def tell(server: Served, article: str) -> None:
    """Draw the pages, and print a line for each."""
    async with session(server.address) as channel:
        for name, (page, query) in VISITS.items():
            Path(f"/proc/{server.process}/clear_refs").write_text("5", encoding="ascii")  # the most, anew
            used, begun = server.processor_ms(), time.perf_counter()
            await rerun(channel, page=page, query=query.format(article=article))
            used, waited = (server.processor_ms() - used) / 1000, time.perf_counter() - begun
            most, after = (memory_mb(server.process, which) for which in ("VmHWM", "VmRSS"))
            print(f"| {name} | {used:.2f} | {waited:.2f} | {most:.0f} | {after:.0f} |", flush=True)


def main() -> None:
    """Serve each folder, draw its pages, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    for folder in parser.parse_args().folders:
        port = free_port()
        command = ["-m", "pipeline.cli", "open", folder, "--no-browser", "--port", str(port)]
        process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not answers(address):
                sys.exit("the dashboard did not start")
            print(f"| {folder} | s of processor | s by the clock | MB at most | MB after |")
            print("|---|--:|--:|--:|--:|")
            article = store.load(folder, at_once=False).column("articles", "article_id").iloc[-1]
            asyncio.run(tell(Served(address, process.pid), article))
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
