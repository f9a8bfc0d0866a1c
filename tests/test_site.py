"""The documents build as a site: every link and heading leads somewhere, and nothing comes from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parents[1]
# What a browser loads by itself; a link that a reader clicks may lead anywhere.
_LOADED = re.compile(
    r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=\"(?:https?:)?//|url\(['\"]?(?:https?:)?//|@import"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    options = ("-W", "--keep-going", "-q", "-c", "docs/site", "-d", str(folder / "doctrees"))
    command = [sys.executable, "-m", "sphinx", *options, ".", str(folder / "html")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_document_is_a_page_and_loads_nothing_from_elsewhere(site: Path) -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    pages = [site / each.relative_to(ROOT).with_suffix(".html") for each in documents]
    assert len(pages) > 25 and all(page.is_file() for page in pages)
    for file in [*site.rglob("*.html"), *site.rglob("*.css")]:
        assert not _LOADED.search(file.read_text(encoding="utf-8")), file
    assert (site / re.findall(r"url=(\S+)\"", (site / "index.html").read_text(encoding="utf-8"))[0]).is_file()


def test_what_python_code_calls_is_described(site: Path) -> None:
    page = (site / "docs" / "site" / "python.html").read_text(encoding="utf-8")
    for name in pipeline.__all__:
        assert f'id="pipeline.{name}"' in page, name
        assert getattr(pipeline, name).__doc__
