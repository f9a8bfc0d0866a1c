"""What Streamlit Community Cloud does with the repository: a fresh environment, one file of requirements, one command.

It takes a minute and a package index, so it runs where it is asked for: ELECTION_TIMELINE_DEPLOY=1.
"""

import asyncio
import os
import shutil
import subprocess
import threading
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.sessions import answers, free_port, visit

ROOT = Path(__file__).parents[2]
LEAST_MB = 690  # the least memory that the service grants
PAGES = ("", "elections", "check", "articles", "add", "data")

pytestmark = pytest.mark.skipif(
    "ELECTION_TIMELINE_DEPLOY" not in os.environ, reason="set ELECTION_TIMELINE_DEPLOY=1 to deploy"
)


def memory_mb(process: int) -> float:
    """Resident memory of a process and all its children."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and process in _ancestry(int(folder.name)):
            lines = (folder / "status").read_text(encoding="ascii", errors="replace").splitlines()
            total += sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    return total


def _ancestry(process: int) -> Iterator[int]:
    while process > 1:
        yield process
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return
        process = int(stat.rpartition(")")[2].split()[1])


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files under version control, as the service clones them."""
    target = tmp_path_factory.mktemp("cloud") / "app"
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, names.split("\0")):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def python(checkout: Path) -> Path:
    """A fresh environment with what requirements.txt names, and nothing else."""
    venv.create(checkout.parent / "venv", with_pip=True)
    python = checkout.parent / "venv" / "bin" / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return python


def test_the_dashboard_runs_from_its_requirements_within_the_memory_there_is(
    checkout: Path, python: Path
) -> None:
    port = free_port()
    # Not `python -m streamlit`, which would put the root on the path; the service does not.
    streamlit = str(python.with_name("streamlit"))
    command = [streamlit, "run", "dashboard/app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(checkout.parent)}
    log = checkout.parent / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(command, cwd=checkout, env=environment, stdout=file, stderr=file)
    peak = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            peak[0] = max(peak[0], memory_mb(server.pid))
            time.sleep(0.2)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        assert answers(f"http://127.0.0.1:{port}"), log.read_text(encoding="utf-8", errors="replace")
        for page in PAGES:
            asyncio.run(visit(f"http://127.0.0.1:{port}", page))
    finally:
        over.set()
        watching.join()
        server.terminate()
        server.wait()
    assert 50 < peak[0] < LEAST_MB
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")
