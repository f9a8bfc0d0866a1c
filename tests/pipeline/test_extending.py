"""Adding articles to built tables gives what a build of all gives."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline import reading, reference, store, tables
from pipeline.building import build, extract_part
from pipeline.corrections import draft, parse
from pipeline.extending import extend
from pipeline.model import Article
from pipeline.schemas import TABLES

GOLD = Path(__file__).parents[1] / "gold" / "articles"
REFERENCE = reference.load()


def built(files: list[Path], folder: Path, corrections: Path | None = None) -> tables.Frames:
    build(files, folder, corrections=corrections)
    return store.load(folder).frames


def extended(frames: tables.Frames, files: list[Path], ledger: str = "") -> tables.Frames:
    articles = list(reading.articles(files))
    parts = {each.article_id: extract_part(each, ()) for each in articles if each.status == "ok"}
    found, stale = extend(frames, articles, parts, REFERENCE, parse(ledger, Path("x")) if ledger else None)
    assert stale == ()
    return found


def assert_same(one: tables.Frames, other: tables.Frames) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(one[name], other[name], obj=name)


@pytest.fixture(scope="module")
def gold() -> list[Path]:
    return sorted(GOLD.glob("*.txt"))[:10]


@pytest.mark.parametrize("many", [0, 4, 9])
def test_the_same_rows_as_a_build_of_all(many: int, gold: list[Path], tmp_path: Path) -> None:
    old = built(gold[:many], tmp_path / "old") if many else tables.frames({})
    assert_same(extended(old, gold[many:]), built(gold, tmp_path / "all"))


def test_versions_copies_and_reprints_count_once(gold: list[Path], tmp_path: Path) -> None:
    page = "Runoff {}\n2022042{}\nhttps://news.example/runoff\n\n{}"
    told = "The runoff of April 24, 2022 was won by Emmanuel Macron with 58.5% of the vote. The turnout was low. "
    words = "\n".join(gold[0].read_text(encoding="utf-8").splitlines()[3:])
    files = {
        "first.txt": page.format("soon", 3, told),
        "second.txt": page.format("over", 5, f"{told}It is over."),
        "copy.txt": gold[0].read_text(encoding="utf-8"),
        "reprint.txt": f"Another title\n20220416\nhttps://other.example/x\n\n{words}",
    }
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    for order in (paths, paths[::-1]):
        old, new = [gold[0], *order[:1]], order[1:]
        folder = tmp_path / order[0].stem
        found = extended(built(old, folder), new)
        assert_same(found, built([*old, *new], tmp_path / "all"))
        shutil.rmtree(folder)
        assert found["articles"]["reprint_of"].ne("").sum() == 1
        assert len(found["articles"]) == 3


def test_a_ledger_corrects_old_and_new_rows_as_a_build_does(gold: list[Path], tmp_path: Path) -> None:
    plain = built(gold[:3], tmp_path / "plain")
    entries = []
    for path in (gold[0], gold[2]):
        (article,) = reading.articles([path])
        shares = plain["vote_shares"]
        row = shares[(shares["article_id"] == article.article_id) & ~shares["derived"]].iloc[0]
        entries.append(
            draft(
                plain,
                "vote_shares",
                row["share_id"],
                do="change",
                reason="A test.",
                author="A",
                day=date(2026, 1, 1),
                set={"share_pct": 12.5},
            )
        )
    ledger = tmp_path / "corrections.toml"
    ledger.write_text("\n".join(entries), encoding="utf-8")
    found = extended(built(gold[:2], tmp_path / "old"), gold[2:3], "\n".join(entries))
    assert (found["vote_shares"]["share_pct"] == 12.5).sum() >= 2
    assert_same(found, built(gold[:3], tmp_path / "all", ledger))


def test_the_tables_that_are_extended_stay_as_they_are(gold: list[Path], tmp_path: Path) -> None:
    old = built(gold[:2], tmp_path / "old")
    before = {name: frame.copy(deep=True) for name, frame in old.items()}
    extended(old, gold[1:4])
    assert_same(old, before)


def test_articles_that_break_the_schema_fail_alone(gold: list[Path], tmp_path: Path) -> None:
    article = Article("0" * 12, "bad", "text", language="en", sha256="0" * 64)
    broken = {"article": {}, "rows": {"events": [{"article_id": "0" * 12, "event_id": "x"}]}}
    frames, _ = extend(tables.frames({}), [article], {article.article_id: broken}, REFERENCE)
    assert list(frames["articles"]["status"]) == ["failed"]
    assert frames["events"].empty


def test_reprints_that_are_known_stay_where_texts_are_not_stored() -> None:
    rows = [
        {"article_id": "0" * 12, "source": ["a"], "status": "ok", "characters": 5},
        {"article_id": "1" * 12, "source": ["b"], "status": "ok", "characters": 5, "reprint_of": "0" * 12},
    ]
    frames, _ = extend(tables.frames({"articles": rows}), [], {}, REFERENCE)
    assert list(frames["articles"]["reprint_of"]) == ["", "0" * 12]
