import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import building, store, tables
from pipeline.building import build, extract_part
from pipeline.errors import TimelineError
from pipeline.model import Article, Extraction
from pipeline.parts import Part
from pipeline.reference_read import ReferenceDataError
from tests.pipeline import sample

ROOT = Path(__file__).parents[2]


def _dying(article: Article, reference: tuple[Path, ...]) -> Part:
    if "die" in article.text:
        os._exit(1)
    return extract_part(article, reference)


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were extracted, in order."""
    texts = []

    def extract(article: Article, reference: object = None) -> Extraction:
        texts.append(article.text)
        return sample.extract(article)

    monkeypatch.setattr(building, "extract_article", extract)
    return texts


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{name}\n20220425\n\n{sample.WORDS * 3} {name}")
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _articles(folder: Path) -> pd.DataFrame:
    return (
        store.load(folder)
        .articles.assign(name=lambda frame: frame["source"].map(lambda sources: sources[0]))
        .set_index("name")
    )


def test_a_folder_of_articles_becomes_tables(news: Path, tmp_path: Path, extracted: list[str]) -> None:
    seen = []
    summary = build([news], tmp_path / "out", progress=lambda done, total: seen.append((done, total)))
    loaded = store.load(tmp_path / "out")
    assert summary.articles == summary.extracted == len(loaded.events) == 3
    assert summary.rows["timeline"] == len(loaded.timeline) == 1
    # They print one text, and so are one voice.
    assert loaded.timeline["articles"].tolist() == [1]
    (original,) = set(loaded.articles["reprint_of"]) - {""}
    assert loaded.articles["reprint_of"].tolist().count(original) == 2
    assert summary.failed == 0 and summary.problems == ()
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert tables.validate(loaded.frames).empty


def test_only_what_changed_is_extracted_and_the_bytes_are_those_of_a_fresh_build(
    news: Path, tmp_path: Path, extracted: list[str]
) -> None:
    build([news], tmp_path / "out")
    (news / "b.txt").write_text((news / "b.txt").read_text() + "more")
    (news / "c.txt").unlink()
    (news / "d.txt").write_text((news / "a.txt").read_text() + "new")
    extracted.clear()
    summary = build([news], tmp_path / "out")
    assert (summary.extracted, summary.reused, len(extracted)) == (2, 1, 2)
    assert len(list((tmp_path / "out" / store.PARTS).glob("*/*.json"))) == 3
    build([news], tmp_path / "fresh")
    assert _contents(tmp_path / "out") == _contents(tmp_path / "fresh")


def test_torn_parts_are_made_again(news: Path, tmp_path: Path, extracted: list[str]) -> None:
    build([news], tmp_path / "out")
    before = _contents(tmp_path / "out")
    torn, *_ = (tmp_path / "out" / store.PARTS).glob("*/*.json")
    torn.write_bytes(torn.read_bytes()[:40])
    assert build([news], tmp_path / "out").extracted == 1
    assert _contents(tmp_path / "out") == before


def test_another_day_of_publication_is_another_extraction(tmp_path: Path, extracted: list[str]) -> None:
    (tmp_path / "a.txt").write_text(sample.WORDS * 3)
    build([tmp_path / "a.txt"], tmp_path / "out", published=date(2022, 4, 25))
    summary = build([tmp_path / "a.txt"], tmp_path / "out", published=date(2022, 4, 26))
    assert summary.extracted == 1
    assert _articles(tmp_path / "out")["published"].tolist() == ["2022-04-26"]


def test_the_order_of_inputs_changes_no_byte_and_the_same_bytes_are_one_row(
    news: Path, tmp_path: Path, extracted: list[str]
) -> None:
    (news / "z.txt").write_bytes((news / "a.txt").read_bytes())
    files = sorted(news.iterdir())
    build(files, tmp_path / "one")
    build(files[::-1], tmp_path / "two")
    assert _contents(tmp_path / "one") == _contents(tmp_path / "two")
    assert len(extracted) == 6
    sources = store.load(tmp_path / "one").articles["source"].tolist()
    assert sorted(sources) == [["a.txt", "z.txt"], ["b.txt"], ["c.txt"]]


def test_one_bad_article_never_stops_the_others(news: Path, tmp_path: Path, extracted: list[str]) -> None:
    for name in ("raise", "wrong type", "wrong value"):
        (news / f"{name}.txt").write_text(f"{name}\n20220425\n\n{sample.WORDS * 3}")
    (news / "empty.txt").write_text("")
    (news / "binary.txt").write_bytes(b"\x00\x01" * 50)
    summary = build([news, tmp_path / "missing.txt"], tmp_path / "out")
    articles = _articles(tmp_path / "out")
    assert articles.loc["raise.txt", "problem"] == "extraction failed: RuntimeError: what a text"
    assert "events.start is no integer: '7'" in str(articles.loc["wrong type.txt", "problem"])
    assert "events.type is none of" in str(articles.loc["wrong value.txt", "problem"])
    assert articles["status"].value_counts().to_dict() == {"ok": 3, "failed": 4, "skipped": 2}
    assert summary.failed == 4 and {problem.source for problem in summary.problems} >= {"raise.txt"}
    loaded = store.load(tmp_path / "out")
    assert len(loaded.events) == 3
    assert tables.validate(loaded.frames).empty


def test_a_folder_of_others_is_left_alone(news: Path, extracted: list[str]) -> None:
    before = _contents(news)
    with pytest.raises(TimelineError, match="no tables of election-timeline"):
        build([news], news)
    assert _contents(news) == before


def test_the_tables_stand_when_writing_fails(
    news: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([news], tmp_path / "out")
    before = _contents(tmp_path / "out")
    (news / "d.txt").write_text(sample.WORDS * 4)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.pq, "write_table", full)
    with pytest.raises(TimelineError, match="No space left") as raised:
        build([news], tmp_path / "out")
    assert raised.value.code == "cannot-write"
    assert _contents(tmp_path / "out") == before
    assert {path.name for path in tmp_path.iterdir()} == {"news", "out", ".out.lock"}


def test_unusable_reference_data_is_said_before_anything_is_written(news: Path, tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="no such folder"):
        build([news], tmp_path / "out", reference=[tmp_path / "none"])
    assert not (tmp_path / "out").exists()


def test_processes_give_the_same_bytes_and_a_dead_one_costs_one_article(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([news], tmp_path / "one")
    build([news], tmp_path / "many", jobs=2)
    assert _contents(tmp_path / "one") == _contents(tmp_path / "many")
    (news / "die.txt").write_text(f"die\n20220425\n\n{sample.WORDS * 3}")
    monkeypatch.setattr(building, "extract_part", _dying)
    build([news], tmp_path / "out", jobs=2)
    articles = _articles(tmp_path / "out")
    assert articles.loc["die.txt", "status"] == "failed"
    assert "its process ended" in str(articles.loc["die.txt", "problem"])
    assert (articles.drop("die.txt")["status"] == "ok").all()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_builds_killed_at_random_moments_leave_the_last_tables_and_can_go_on(
    news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build([news], out)
    before = _contents(out)
    (news / "d.txt").write_text(f"d\n20220425\n\n{sample.WORDS * 3} d")
    build([news], tmp_path / "fresh")
    after = _contents(tmp_path / "fresh")
    command = [
        sys.executable,
        "-c",
        "import sys; from pipeline.building import build; build([sys.argv[1]], sys.argv[2])",
    ]
    moments = random.Random(2017)
    for _ in range(3):
        child = subprocess.Popen([*command, str(news), str(out)], cwd=ROOT)
        time.sleep(moments.uniform(0.3, 1.5))
        child.kill()
        child.wait()
        assert _contents(out) in (before, after)
        store.load(out)
    build([news], out)
    assert _contents(out) == after
    assert {path.name for path in tmp_path.iterdir()} == {"news", "out", "fresh", ".out.lock", ".fresh.lock"}
