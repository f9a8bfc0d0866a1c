import os
import random
import resource
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import building, parts, reading, reference, shuffle, store, streaming, tables, versions, workers
from pipeline.assembling import assemble
from pipeline.building import build, extract_part
from pipeline.errors import TimelineError
from pipeline.model import Article, Extraction
from pipeline.parts import Part
from pipeline.reference_read import ReferenceDataError
from tests.pipeline import sample

ROOT = Path(__file__).parents[2]


def _bad(article: Article, reference: tuple[Path, ...]) -> Part:
    if "die" in article.text:
        os._exit(1)
    if "hang" in article.text:
        time.sleep(600)
    if "swell" in article.text:
        bytearray(2 * workers.MEMORY)
    return building._part(article, {})


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
    assert seen == [(1, 0), (2, 0), (3, 0), (0, 3), (1, 3), (2, 3), (3, 3)]
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
    with parts.opened(tmp_path / "out", "") as kept:
        ((left,),) = kept.database.execute("SELECT count(*) FROM made")
    assert left == 3
    build([news], tmp_path / "fresh")
    assert sample.contents(tmp_path / "out") == sample.contents(tmp_path / "fresh")


@pytest.mark.parametrize("keep", [0, 40, 5000])
def test_torn_parts_are_made_again(news: Path, tmp_path: Path, extracted: list[str], keep: int) -> None:
    build([news], tmp_path / "out")
    before = sample.contents(tmp_path / "out")
    (database,) = (tmp_path / "out" / store.PARTS).glob("*.sqlite")
    database.write_bytes((database.read_bytes()[:keep] + b"?" * 8192) * bool(keep))
    (tmp_path / "out" / store.PARTS / "of an earlier version").mkdir()
    assert build([news], tmp_path / "out").extracted == 3
    assert sample.contents(tmp_path / "out") == before
    assert len(list((tmp_path / "out" / store.PARTS).iterdir())) == 2


def test_a_build_of_what_did_not_change_writes_nothing_and_says_the_same(
    news: Path, tmp_path: Path, extracted: list[str]
) -> None:
    (news / "empty.txt").write_text("")
    first = build([news], tmp_path / "out")
    inode = (tmp_path / "out").stat().st_ino
    again = build([news], tmp_path / "out")
    assert (tmp_path / "out").stat().st_ino == inode
    assert again == replace(first, extracted=0, reused=first.extracted)
    # What a build is asked for, and what someone did to the tables, has them written anew.
    build([news], tmp_path / "out", text=False)
    assert (tmp_path / "out").stat().st_ino != inode
    build([news], tmp_path / "out")
    whole = sample.contents(tmp_path / "out")
    (tmp_path / "out" / "events.csv").write_text("spoilt")
    build([news], tmp_path / "out")
    assert sample.contents(tmp_path / "out") == whole


def test_size_and_time_tell_what_changed_and_where_they_cannot_the_content(
    news: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def aged(path: Path, text: str, seconds: int) -> None:
        path.write_text(text, encoding="utf-8")
        os.utime(path, (seconds, seconds))

    texts = {path: path.read_text() for path in sorted(news.iterdir())}
    for path, text in texts.items():
        aged(path, text, 1_600_000_000)
    opened = []
    read_file = reading._read_file
    monkeypatch.setattr(
        reading, "_read_file", lambda path, origin: opened.append(path.name) or read_file(path, origin)
    )
    build([news], tmp_path / "out")
    a, b, c = texts
    opened.clear()
    aged(a, texts[a], 1_700_000_000)  # touched
    aged(b, texts[b].replace(" b", " x"), 1_700_000_000)
    in_future = time.time() + 10**6
    os.utime(c, (in_future, in_future))
    assert build([news], tmp_path / "out").extracted == 1
    assert opened == ["b.txt"]
    # A time in the future, by a clock that jumped, does not vouch for what is in the file.
    aged(c, texts[c].replace(" c", " y"), int(in_future))
    os.utime(c, (in_future, in_future))
    assert build([news], tmp_path / "out").extracted == 1
    assert opened == ["b.txt", "c.txt"]


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
    assert sample.contents(tmp_path / "one") == sample.contents(tmp_path / "two")
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
    before = sample.contents(news)
    with pytest.raises(TimelineError, match="no tables of election-timeline"):
        build([news], news)
    assert sample.contents(news) == before


def test_the_tables_stand_when_writing_fails(
    news: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([news], tmp_path / "out")
    before = sample.contents(tmp_path / "out")
    (news / "d.txt").write_text(sample.WORDS * 4)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.pq.ParquetWriter, "write_table", full)
    with pytest.raises(TimelineError, match="No space left") as raised:
        build([news], tmp_path / "out")
    assert raised.value.code == "cannot-write"
    assert sample.contents(tmp_path / "out") == before
    assert {path.name for path in tmp_path.iterdir()} == {"news", "out", ".out.lock"}


def test_unusable_reference_data_is_said_before_anything_is_written(news: Path, tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="no such folder"):
        build([news], tmp_path / "out", reference=[tmp_path / "none"])
    assert not (tmp_path / "out").exists()


def test_processes_give_the_same_bytes_and_one_that_dies_hangs_or_swells_costs_one_article(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([news], tmp_path / "one")
    build([news], tmp_path / "many", jobs=2)
    assert sample.contents(tmp_path / "one") == sample.contents(tmp_path / "many")
    monkeypatch.setattr(building, "extract_part", _bad)
    for name in ("hang", "swell"):
        (news / f"{name}.txt").write_text(f"{name}\n20220425\n\n{sample.WORDS * 3}")
    monkeypatch.setattr(building, "SECONDS", 0.3)
    bounds = resource.getrlimit(resource.RLIMIT_AS)
    build([news], tmp_path / "alone")
    alone = _articles(tmp_path / "alone")["problem"]
    assert resource.getrlimit(resource.RLIMIT_AS) == bounds
    (news / "die.txt").write_text(f"die\n20220425\n\n{sample.WORDS * 3}")
    monkeypatch.setattr(building, "SECONDS", 4.0)
    monkeypatch.setattr(workers, "_AT_ONCE", 2)
    build([news], tmp_path / "out", jobs=2)
    problems = _articles(tmp_path / "out")["problem"]
    assert problems.str.contains("extraction failed").sum() == 3
    assert "its process ended" in problems["die.txt"]
    assert "took too long" in problems["hang.txt"]
    assert "memory" in problems["swell.txt"]
    assert alone[["hang.txt", "swell.txt"]].tolist() == problems[["hang.txt", "swell.txt"]].tolist()
    assert (alone.drop(["hang.txt", "swell.txt"]) == "").all()
    # What failed is tried again, and nothing else.
    monkeypatch.setattr(building, "extract_part", extract_part)
    assert build([news], tmp_path / "out").extracted == 3
    assert (_articles(tmp_path / "out")["status"] == "ok").all()


def test_what_is_written_bit_by_bit_is_what_is_assembled_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ROOT / "tests" / "gold" / "articles"
    files = sorted(folder.iterdir())[:8]
    reprint = tmp_path / "reprint.txt"
    told = files[1].read_text(encoding="utf-8").split("\n")
    told[2] = "https://example.org/elsewhere/printed-again"
    reprint.write_text("\n".join(told), encoding="utf-8")
    inputs = [*files, reprint]
    record = reference.load()
    kept = versions.newest(reading.articles(inputs))
    whole, _ = assemble(
        kept, {each.article.article_id: extract_part(each.article, ()) for each in kept}, record
    )
    for articles in (1, 3):
        monkeypatch.setattr(streaming, "_ARTICLES", articles)
        monkeypatch.setattr(shuffle, "_ENTRIES", 2)
        monkeypatch.setattr(shuffle, "_TOLD", 2)
        random.Random(articles).shuffle(inputs)
        build(inputs, tmp_path / "out")
        for name, frame in store.load(tmp_path / "out").frames.items():
            pd.testing.assert_frame_equal(frame, whole[name], check_dtype=False)
    assert whole["articles"]["reprint_of"].astype(bool).sum() == 1
    assert (whole["timeline"]["articles"] > 1).any()


def test_what_no_file_can_hold_in_a_title_stops_no_build(tmp_path: Path, extracted: list[str]) -> None:
    # Two halves of a character, each by itself, which JSON would join.
    torn = "a\ud83d" + "\ude00b"
    article = reading.article(f"{torn}\n20220425\n\n{sample.WORDS * 3}", source=torn)
    with parts.opened(tmp_path / "out", "stamp") as made:
        made.take_in("key", None, [article])
        assert made.choose() == (1, 1)
        (found,) = made.missing()
        made.save_of(found.article_id, {"rows": {}}, again=False)
        (choice,) = versions.chosen(made.database)
        assert made.packed(choice.place).unpacked()[1] == {"rows": {}}
        assert choice.sources == (torn,)
