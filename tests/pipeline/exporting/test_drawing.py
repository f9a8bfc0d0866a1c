"""Images of the chart, drawn by Chromium and read by readers of images."""

import os
import shutil
import sys
from pathlib import Path
from struct import unpack
from xml.etree import ElementTree

import pytest

from pipeline.errors import TimelineError
from pipeline.exporting import export
from pipeline.store import Tables

needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") or os.environ.get("CI")), reason="no chromium on the path"
)


@needs_browser
def test_a_png_is_as_large_as_it_says(tables: Tables, tmp_path: Path) -> None:
    content = export(tables, "png", tmp_path / "chart.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR"
    width, height = unpack(">II", content[16:24])
    assert width == 2200 and 1000 < height < 2000


@needs_browser
def test_an_svg_says_its_finding_and_its_source_and_nothing_of_it_is_markup(
    hostile: Tables, tmp_path: Path
) -> None:
    content = export(hostile, "svg", tmp_path / "chart.svg", language="fr", text=False).read_text("utf-8")
    root = ElementTree.fromstring(content)
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names.isdisjoint({"script", "image", "foreignObject", "a"}), names
    written = ["".join(each.itertext()) for each in root.iter() if each.tag.endswith("}text")]
    assert any("progresse de" in each for each in written), written
    assert any("résultats officiels" in each for each in written)
    assert any("<script>" in each for each in written)
    assert "evil.example" not in "".join(
        value for each in root.iter() for name, value in each.attrib.items() if name.endswith("href")
    )


@pytest.mark.parametrize(
    ("missing", "code", "remedy"),
    [("kaleido", "needs-library", "pip install kaleido"), ("", "needs-browser", "apt install chromium")],
)
def test_what_is_missing_is_named(
    missing: str, code: str, remedy: str, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing:
        monkeypatch.setitem(sys.modules, missing, None)
    else:
        monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_options: None)
        monkeypatch.delenv("BROWSER_PATH", raising=False)
    with pytest.raises(TimelineError, match=remedy) as caught:
        export(tables, "svg", tmp_path / "chart.svg")
    assert caught.value.code == code
    assert not list(tmp_path.iterdir())
