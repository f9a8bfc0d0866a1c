"""What a visitor adds and corrects is what a build of all of it gives, and stays theirs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from dashboard import correcting, data, intake, overlooked, visit
from dashboard.correcting import REJECT, WHY
from dashboard.visit import Added, Visit
from pipeline import reference, store
from pipeline.assembling import corrected, finished
from pipeline.building import build
from pipeline.corrections import draft, parse
from pipeline.corrections.ledger import KEYS
from pipeline.errors import TimelineError
from pipeline.schemas import TABLES
from pipeline.tables import Frames

GOLD = Path(__file__).parents[1] / "gold" / "articles"
REFERENCE = reference.load()
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def session() -> Iterator[None]:
    st.session_state.clear()
    yield
    st.session_state.clear()


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return sorted(GOLD.glob("*.txt"))[:3]


@pytest.fixture(scope="module")
def base(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "tables"
    build(files[:1], folder)
    return folder


@pytest.fixture
def shown(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(base))
    return base


def with_files(files: list[Path]) -> Visit:
    own = Visit()
    for path in files:
        brought = intake.uploaded(path.name, path.read_bytes(), None, own.load)
        assert not brought.problems
        added = tuple(Added(*each, brought.name) for each in intake.extracted(brought))
        own = replace(own, added=(*own.added, *added), files={**own.files, brought.name: brought.data})
    return own


def edited(own: Visit, table: str, article_id: str, cells: dict[int, dict[str, object]]) -> Visit:
    under = data.beneath()
    plain = visit.plain(own, under.tables, REFERENCE)
    sheet = correcting.sheet(table, article_id, plain, own)
    return visit.with_edits(own, correcting.edits(sheet, cells, plain, REFERENCE, author="Ada", day=TODAY))


def assert_same(one: Frames, other: Frames) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(one[name], other[name], obj=name)


def test_without_additions_all_sessions_share_the_tables(shown: Path) -> None:
    assert data.current() is data.shared()


def test_what_is_added_is_among_the_tables_with_a_stamp_of_its_own(
    shown: Path, files: list[Path], tmp_path: Path
) -> None:
    own = with_files(files[1:])
    visit.keep(own)
    found = data.current()
    build(files, tmp_path / "all")
    assert_same(found.tables.frames, store.load(tmp_path / "all").frames)
    assert found.own == own.ids and found.corrected == 0
    assert found.stamp.startswith(data.shared().stamp) and found.stamp != data.shared().stamp
    assert data.current().stamp == found.stamp
    assert len(data.shared().tables.articles) == 1
    visit.keep(own)
    assert data.current().stamp != found.stamp


def test_without_tables_what_is_added_stands_alone(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(tmp_path / "none"))
    with pytest.raises(TimelineError):
        data.current()
    visit.keep(with_files(files[1:]))
    build(files[1:], tmp_path / "all")
    assert_same(data.current().tables.frames, store.load(tmp_path / "all").frames)


def test_what_is_removed_is_gone_with_its_file_and_its_corrections(shown: Path, files: list[Path]) -> None:
    own = with_files(files[1:])
    first, second = own.ids
    own = edited(own, "events", first, {0: {REJECT: True}})
    own = edited(own, "events", second, {0: {REJECT: True}})
    left = visit.without(own, first)
    assert left.ids == (second,)
    assert list(left.files) == [files[2].name]
    assert [edit.article_id for edit in left.edits] == [second]


def test_a_correction_on_the_page_is_the_same_in_a_later_build(
    shown: Path, files: list[Path], tmp_path: Path
) -> None:
    own = with_files(files[1:])
    old = str(data.shared().tables.articles["article_id"].iloc[0])
    new = own.ids[0]
    own = edited(own, "vote_shares", old, {0: {"share_pct": 81.5, WHY: "A slip."}})
    own = edited(own, "vote_shares", new, {0: {"subject": "National Rally"}, 1: {REJECT: True}})
    own = edited(own, "events", new, {0: {"type": "law", "date": "2002-05", "round": None}})
    visit.keep(own)
    found = data.current()
    assert found.stale == () and found.corrected == 4
    shares = found.tables.vote_shares
    assert "Ada" in shares.loc[shares["share_pct"] == 81.5, "corrected"].iloc[0][0]
    assert list(shares.loc[shares["subject"] == "National Rally", "subject_type"]) == ["party"]
    ledger = tmp_path / "corrections.toml"
    ledger.write_text(own.toml, encoding="utf-8")
    build(files, tmp_path / "all", corrections=ledger)
    assert_same(found.tables.frames, store.load(tmp_path / "all").frames)


def test_rows_that_were_overlooked_stand_among_the_others_and_in_a_later_build(
    shown: Path, files: list[Path], tmp_path: Path
) -> None:
    own = with_files(files[1:])
    article = own.ids[0]
    under = data.beneath()
    plain = visit.plain(own, under.tables, REFERENCE)
    text = correcting.text_of(article, plain)
    (spot, *_) = overlooked.places(" ".join(text.split()[3:6]).upper(), text)
    assert " ".join(text[slice(*spot)].split()) == " ".join(text.split()[3:6])

    def add(own: Visit, table: str, values: dict[str, object]) -> Visit:
        new = correcting.added(table, article, spot, values, plain, REFERENCE, author="Ada", day=TODAY)
        return visit.with_edits(own, (new,))

    share = {"subject": "National Rally", "share_pct": 12.5, "kind": "poll", "round": None}
    own = add(own, "vote_shares", share)
    own = add(own, "events", {"date": "1999-05", "type": "law", "election_id": "", "round": None})
    own = add(own, "counts", {"subject": "Nobody", "count": 7, "unit": "seats"})
    own = add(own, "claims", {"claim": "order", "verdict": "supported"})
    own = edited(own, "claims", article, {_last(own, "claims", article): {"verdict": "contradicted"}})
    own = edited(own, "vote_shares", article, {_last(own, "vote_shares", article): {"date": "1999-04-30"}})
    own = edited(own, "counts", article, {_last(own, "counts", article): {REJECT: True}})
    own = edited(own, "events", article, {0: {"actors": ["Ada", "Ben"]}})
    visit.keep(own)
    found = data.current()
    assert found.stale == () and found.corrected == 4
    row = found.tables.vote_shares.set_index("share_pct").loc[12.5]
    assert list(row[["subject_type", "date", "article_id"]]) == ["party", "1999-04-30", article]
    assert row["quote"] and row["quote"] == overlooked.sentence(text, spot[0], "en")
    told = found.tables.events[found.tables.events["article_id"] == article]
    assert ["Ada", "Ben"] in list(told["actors"]) and "1999-05" in set(told["date"])
    ledger = tmp_path / "corrections.toml"
    ledger.write_text(correcting.signed(own, plain, "Ada", TODAY).toml, encoding="utf-8")
    build(files, tmp_path / "all", corrections=ledger)
    assert_same(found.tables.frames, store.load(tmp_path / "all").frames)


def _last(own: Visit, table: str, article_id: str) -> int:
    plain = visit.plain(own, data.beneath().tables, REFERENCE)
    return len(correcting.sheet(table, article_id, plain, own).cells) - 1


MOVED: list[tuple[str, dict[str, object]]] = [
    ("events", {}),
    ("events", {"date": "2017-05-07"}),
    ("events", {"type": "law"}),
    ("events", {"type": "runoff", "election_id": "FR-president-2017", "round": 2}),
    ("events", {"type": "election", "election_id": "XX-mayor-2017", "round": ""}),
    ("events", {"election_id": "", "round": ""}),
    ("vote_shares", {}),
    ("vote_shares", {"share_pct": 12.5}),
    ("vote_shares", {"kind": "poll"}),
    ("vote_shares", {"kind": "result", "election_id": "FR-president-2017", "round": 1}),
]


def test_what_is_merged_anew_is_what_all_of_it_gives(shown: Path, files: list[Path]) -> None:
    plain = visit.plain(with_files(files[1:]), data.beneath().tables, REFERENCE)
    for number in range(len(MOVED)):
        table, said = MOVED[number]
        rows = plain[table]
        rows = rows[~rows["derived"]] if "derived" in rows else rows
        row_id = str(rows.iloc[number * 5 % len(rows)][KEYS[table]])
        do = "change" if said else "reject"
        entry = draft(plain, table, row_id, do=do, reason="So.", author="Ada", day=TODAY, set=said)
        ledger = parse(entry, visit.LEDGER)
        (whole, stale), (part, other) = (of(plain, REFERENCE, ledger) for of in (finished, corrected))
        assert stale == other == ()
        assert_same(whole, part)


def test_a_ledger_that_is_brought_along_corrects_the_same_rows(shown: Path, files: list[Path]) -> None:
    own = with_files(files[1:])
    own = edited(own, "events", own.ids[0], {0: {"type": "law"}})
    visit.keep(own)
    found = data.current().tables.frames
    visit.keep(replace(with_files(files[1:]), ledger=own.toml))
    assert_same(data.current().tables.frames, found)
    with pytest.raises(TimelineError, match="corrects the same row"):
        edited(visit.current(), "events", own.ids[0], {0: {"type": "war"}})


def test_a_row_that_is_again_as_it_was_has_no_correction(shown: Path, files: list[Path]) -> None:
    own = with_files(files[1:])
    own = edited(own, "events", own.ids[0], {0: {"type": "law", WHY: "So."}})
    assert len(own.edits) == 1
    under = data.beneath()
    plain = visit.plain(own, under.tables, REFERENCE)
    drawn = correcting.sheet("events", own.ids[0], plain, own)
    assert drawn.cells.iloc[0]["type"] == "law" and drawn.cells.iloc[0][WHY] == "So."
    before = drawn.rows.iloc[0]["type"]
    assert edited(own, "events", own.ids[0], {0: {"type": before}}).toml == ""


@pytest.mark.parametrize(
    ("table", "cells", "says"),
    [
        ("vote_shares", {"share_pct": 140}, "between 0 and 100"),
        ("vote_shares", {"subject": " "}, "subject"),
        ("vote_shares", {"share_pct": None}, "share_pct"),
        ("events", {"date": "soon"}, "is no ISO day"),
        ("events", {"date": "2002-13-01"}, "is no ISO day"),
    ],
)
def test_what_no_row_can_say_is_refused_in_words(
    table: str, cells: dict[str, object], says: str, shown: Path, files: list[Path]
) -> None:
    own = with_files(files[1:])
    with pytest.raises(TimelineError, match=says):
        edited(own, table, own.ids[0], {0: cells})


def test_signing_names_the_author_in_every_entry(shown: Path, files: list[Path]) -> None:
    own = with_files(files[1:])
    own = edited(own, "events", own.ids[0], {0: {"type": "law"}})
    plain = visit.plain(own, data.beneath().tables, REFERENCE)
    signed = correcting.signed(own, plain, 'Ada "L"\n', TODAY)
    (entry,) = visit.ledger(signed).entries  # type: ignore[union-attr]
    assert entry.author == 'Ada "L"'
    assert visit.ledger(correcting.signed(own, plain, " ", TODAY)).entries[0].author  # type: ignore[union-attr]
