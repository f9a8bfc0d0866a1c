"""Many visitors at once: how long each waits for the first page, and what memory stays when they have left.

python -m benchmarks.crowd FOLDER_OF_TABLES [--sessions 50] [--ramp 2]
"""

import argparse
import asyncio
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.sessions import answers, free_port, rerun, session

_SETTLED_S = 30


def memory_mb(process: int, which: str = "VmRSS") -> float:
    """Resident memory of the server: now, or at most (`VmHWM`)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(rf"{which}:\s+(?P<kb>\d+) kB", status)
    return int(found["kb"]) * 1024 / 1e6 if found else 0.0


async def crowd(address: str, sessions: int, ramp: float) -> list[float]:
    """Seconds until each first page stands; all stay until the last has come."""
    waited: list[float] = []
    all_there = asyncio.Event()

    async def visitor(number: int) -> None:
        await asyncio.sleep(number * ramp / sessions)
        begun = time.perf_counter()
        async with session(address) as channel:
            await rerun(channel)
            waited.append(time.perf_counter() - begun)
            if len(waited) == sessions:
                all_there.set()
            await all_there.wait()

    await asyncio.gather(*(visitor(number) for number in range(sessions)))
    return sorted(waited)


def main() -> None:
    """Serve the tables, let the visitors come twice, and print a line for each time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--ramp", type=float, default=2.0, help="seconds in which they come")
    asked = parser.parse_args()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["-m", "pipeline.cli", "open", asked.folder, "--no-browser", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if not answers(address):
            sys.exit("the dashboard did not start")
        asyncio.run(crowd(address, 1, 0))
        for turn in ("first", "second"):
            before = memory_mb(server.pid)
            waited = asyncio.run(crowd(address, asked.sessions, asked.ramp))
            time.sleep(_SETTLED_S)
            p95 = waited[round(len(waited) * 0.95) - 1]
            after = memory_mb(server.pid)
            print(f"{turn}: p95 {p95:.2f} s, at most {waited[-1]:.2f} s; {before:.0f} to {after:.0f} MB")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
