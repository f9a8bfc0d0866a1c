"""A reader that takes for ever costs the file that it reads, not the archive around it nor the next file."""

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from pipeline import reading
from pipeline.model import Article
from pipeline.readers import formats
from pipeline.readers.origin import Origin
from tests.pipeline import sample


def stuck(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    yield from formats.READERS[".txt"](stream, origin)
    try:
        while True:
            time.sleep(0.001)
    except Exception:  # as libraries do
        yield from ()


def test_a_reader_that_takes_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.READERS, ".md", stuck)
    text = f"Title\n20220425\n\n{sample.WORDS}"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("slow.md", text)
        archive.writestr("then.txt", text + "then")
    (tmp_path / "b.txt").write_text(text + "b")
    # What is loaded for the first article takes its time.
    assert [each.status for each in reading.articles([tmp_path / "b.txt"])] == ["ok"]
    monkeypatch.setattr(formats, "SECONDS", 0.5)
    stopped = "not read on: it took too long and was stopped"
    assert [(each.source, each.status, each.problem) for each in reading.articles([tmp_path])] == [
        ("a.zip/slow.md", "ok", ""),
        ("a.zip/slow.md", "failed", stopped),
        ("a.zip/then.txt", "ok", ""),
        ("b.txt", "ok", ""),
    ]
