"""The distributions on every Python that is here, with the newest libraries and with the oldest that are allowed.

It takes some minutes and a package index, so it runs where it is asked for: ELECTION_TIMELINE_DEPLOY=1. It needs uv
(`pip install uv`), which alone can be asked for the oldest.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
EXTRAS = ("cluster", "crawls", "documents", "export", "s3")
# With the least that runs the tests; the age of linters and browsers is no matter.
TOOLS = ("pytest", "hypothesis", "edtf", "trustme")
# Where the libraries are called: reading, fetching, storing, exporting, dates, pages, and an article as a whole.
OLDEST = (
    "tests/pipeline/test_direct.py",
    "tests/pipeline/test_reading.py",
    "tests/pipeline/test_store.py",
    "tests/pipeline/test_building.py",
    "tests/pipeline/test_cluster.py",
    "tests/pipeline/dates/test_foreign.py",
    "tests/pipeline/readers",
    "tests/pipeline/fetch",
    "tests/golden",
    "tests/dashboard/test_pages.py",
)
NEWEST = ("tests/pipeline/test_direct.py", "tests/pipeline/test_store.py", "tests/golden")

pytestmark = pytest.mark.skipif(
    "ELECTION_TIMELINE_DEPLOY" not in os.environ, reason="set ELECTION_TIMELINE_DEPLOY=1 to deploy"
)


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    return done.stdout


def interpreter(version: str) -> str | None:
    """A Python of the version that runs; a name on the path may be a shim of one that is not installed."""
    if sys.version.startswith(f"{version}."):
        return sys.executable
    path = shutil.which(f"python{version}")
    works = path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
    return path if works else None


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The source distribution and the wheel that is made of it, by ending."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ".", folder=ROOT)
    return {path.suffix: path for path in folder.iterdir()}


@pytest.fixture(params=PYTHONS)
def python(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A Python in an empty environment."""
    pytest.importorskip("uv")
    found = interpreter(request.param)
    if found is None:
        pytest.skip(f"no Python {request.param} here")
    run(found, "-m", "venv", "--without-pip", tmp_path / "venv", folder=tmp_path)
    return tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"


def install(python: Path, *what: str) -> None:
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, *what, folder=ROOT)


def works(python: Path, folder: Path) -> None:
    """The command of the environment, on an article."""
    command = python.with_name("election-timeline")
    assert "Python 3." in run(command, "--version", folder=folder)
    article = folder / "article.txt"
    article.write_text("Macron won 66 percent of the vote in the 2017 runoff.", encoding="utf-8")
    assert "Emmanuel Macron" in run(command, "extract", article, "--format", "csv", folder=folder)


@pytest.mark.parametrize("ending", [".whl", ".gz"])
def test_it_works_with_the_newest_libraries(
    python: Path, ending: str, distributions: dict[str, Path], tmp_path: Path
) -> None:
    install(python, f"{distributions[ending]}[{','.join(EXTRAS)}]", *TOOLS)
    works(python, tmp_path)
    if ending == ".whl":
        run(python, "-m", "pytest", "-p", "no:cacheprovider", *NEWEST, folder=ROOT)


@pytest.mark.parametrize("python", PYTHONS[:1], indirect=True)
def test_it_works_with_the_oldest_libraries(
    python: Path, distributions: dict[str, Path], tmp_path: Path
) -> None:
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    # Of the project's own file, so that what it names is what counts as named and comes as old as may be.
    install(python, "--resolution", "lowest-direct", "-r", "pyproject.toml", *extras)
    install(python, "--no-deps", str(distributions[".whl"]))
    install(python, *TOOLS)
    works(python, tmp_path)
    run(python, "-m", "pytest", "-p", "no:cacheprovider", *OLDEST, folder=ROOT)
