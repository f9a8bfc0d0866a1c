import csv
import json
import threading
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import datapackage, store, swap, tables
from pipeline.errors import TimelineError
from pipeline.exporting.values import records
from pipeline.identity import content_id
from pipeline.model import Row
from pipeline.schemas import TABLES
from tests.pipeline import sample


def _write(folder: Path, rows: dict[str, list[Row]] | None = None) -> Path:
    with swap.locked(folder):
        store.write(tables.frames(sample.rows() if rows is None else rows), folder)
    return folder


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    loaded = store.load(_write(tmp_path / "out"))
    for name, frame in tables.frames(sample.rows()).items():
        pd.testing.assert_frame_equal(getattr(loaded, name), frame)
        pd.testing.assert_frame_equal(loaded.frames[name], frame)


def test_without_parquet_the_csv_files_are_read(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out")
    for path in folder.glob("*.parquet"):
        path.unlink()
    loaded = store.load(folder)
    for name, frame in tables.frames(sample.rows()).items():
        if name == "articles":
            frame["text"] = ""
        pd.testing.assert_frame_equal(getattr(loaded, name), frame)


def test_empty_tables_are_read_back_with_their_dtypes(tmp_path: Path) -> None:
    loaded = store.load(_write(tmp_path / "out", {}))
    for name, frame in tables.frames({}).items():
        pd.testing.assert_frame_equal(getattr(loaded, name), frame)


def test_the_same_rows_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    rows = sample.rows()
    backwards = {name: rows[name][::-1] for name in reversed(rows)}
    assert sample.contents(_write(tmp_path / "a", rows)) == sample.contents(_write(tmp_path / "b", backwards))


def test_csv_is_utf8_with_lf_and_no_noise(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out")
    raw = (folder / "vote_shares.csv").read_bytes()
    assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")
    with (folder / "vote_shares.csv").open(encoding="utf-8", newline="") as file:
        (share,) = csv.DictReader(file)
    assert (share["share_pct"], share["difference"], share["confidence"]) == ("66.1", "0", "1")
    assert (share["derived"], share["sample"]) == ("false", "")
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        (event,) = csv.DictReader(file)
    assert event["quote"] == 'Mr "Macron"\r\nwon'
    assert event["actors"] == "Emmanuel Macron|Marine Le Pen"
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert "text" not in next(csv.DictReader(file))


_NUMBERS = st.none() | st.floats(-100, 100, allow_nan=False)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=12), st.lists(st.text(min_size=1, max_size=4), max_size=3), _NUMBERS)
def test_any_text_list_and_number_survives_csv_and_parquet(
    tmp_path: Path, text: str, actors: list[str], number: float | None
) -> None:
    rows = {
        "events": [sample.event(quote=text, actors=actors)],
        "vote_shares": [sample.share(subject=text, share_pct=number)],
    }
    frames = tables.frames(rows)
    with swap.locked(tmp_path / "out"):
        store.write(frames, tmp_path / "out")
    for ending in ("parquet", "csv"):
        loaded = store.load(tmp_path / "out")
        for name in rows:
            pd.testing.assert_frame_equal(getattr(loaded, name), frames[name])
            (tmp_path / "out" / f"{name}.parquet").unlink(missing_ok=ending == "csv")
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["quote"] == frames["events"]["quote"].iloc[0]


def test_parquet_has_typed_columns_lists_and_nulls(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out")
    events = pq.read_table(folder / "events.parquet")
    assert str(events.schema.field("actors").type).startswith("list<")
    assert events["rule_id"].to_pylist() == [None]
    metadata = pq.ParquetFile(folder / "events.parquet").metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_other_files_in_the_folder_are_kept(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out")
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("keep")
    _write(folder, {})
    assert (folder / "notes" / "mine.txt").read_text() == "keep"
    assert store.load(folder).events.empty
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out.lock"}


@pytest.mark.parametrize("name", ["mine.txt", datapackage.FILE])
def test_a_folder_of_others_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")
    with pytest.raises(TimelineError) as raised:
        store.check_target(tmp_path)
    assert raised.value.code == "not-ours" and str(tmp_path) in str(raised.value)


def test_new_empty_and_own_folders_are_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    store.check_target(folder)
    folder.mkdir()
    store.check_target(folder)
    store.check_target(_write(folder))
    monkeypatch.chdir(folder)
    with pytest.raises(TimelineError, match="working folder"):
        store.check_target(folder)
    with pytest.raises(TimelineError, match="is no folder"):
        store.check_target(folder / "events.csv")


def _no_folder(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _cut(folder: Path) -> None:
    path = folder / "events.parquet"
    path.write_bytes(path.read_bytes()[:100])


def test_an_optional_column_that_an_earlier_build_had_not_is_empty(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out")
    path = folder / "claims.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["corrected"]), path)
    expected = tables.frames(sample.rows())["claims"]
    expected["corrected"] = [[] for _ in range(len(expected))]
    pd.testing.assert_frame_equal(store.load(folder).claims, expected)


def _without_column(folder: Path) -> None:
    path = folder / "events.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["quote"]), path)


def _neither(folder: Path) -> None:
    (folder / "events.parquet").unlink()
    (folder / "events.csv").unlink()


def _older(folder: Path) -> None:
    path = folder / datapackage.FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | {datapackage.VERSION_KEY: "0"}))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_no_folder, "no-folder"),
        (lambda folder: (folder / datapackage.FILE).unlink(), "no-tables"),
        (lambda folder: (folder / datapackage.FILE).write_text("{"), "no-tables"),
        (_cut, "broken-tables"),
        (_without_column, "broken-tables"),
        (_neither, "broken-tables"),
        (_older, "other-schema"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_remedy(tmp_path: Path, damage: object, code: str) -> None:
    folder = _write(tmp_path / "out")
    assert callable(damage)
    damage(folder)
    with pytest.raises(TimelineError) as raised:
        store.load(folder)
    assert raised.value.code == code
    assert str(folder) in raised.value.message and "election-timeline build" in raised.value.remedy


def test_a_reader_never_sees_a_mix_while_builds_replace_the_folder(tmp_path: Path) -> None:
    """Each build gives all its tables the same mark; a load that mixed two would hold two marks."""
    folder = tmp_path / "out"

    def build(mark: str) -> None:
        rows = sample.rows()
        rows["events"][0]["label"] = rows["timeline"][0]["label"] = rows["articles"][0]["title"] = mark
        _write(folder, rows)

    build("0")
    stop = threading.Event()

    def keep_building() -> None:
        count = 0
        while not stop.is_set():
            count += 1
            build(str(count))

    builder = threading.Thread(target=keep_building)
    builder.start()
    try:
        seen = set()
        for _ in range(12):
            loaded = store.load(folder)
            marks = {
                loaded.events["label"].iloc[0],
                loaded.timeline["label"].iloc[0],
                max(loaded.articles["title"]),
            }
            assert len(marks) == 1
            seen |= marks
        assert len(seen) > 1
    finally:
        stop.set()
        builder.join()


def test_the_default_folder_is_the_variables_else_the_checkouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.DATA_VARIABLE, raising=False)
    assert store.default_folder() == Path(store.__file__).parents[1] / "data"
    monkeypatch.setenv(store.DATA_VARIABLE, "/elsewhere")
    assert store.default_folder() == Path("/elsewhere")


def test_tables_that_are_read_as_they_are_asked_for_are_the_same_and_of_one_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _write(tmp_path / "tables")
    monkeypatch.setattr(store, "LONG_TEXTS", 10)
    read = store.load(folder, at_once=False)
    assert read.text_of(sample.ARTICLE) == sample.TEXT and read.text_of("0" * 12) == ""
    _write(folder, {})
    frames = tables.frames(sample.rows())
    assert [read.size(name) for name in read] == [len(frames[name]) for name in read]
    assert list(read.column("events", "event_id")) == [sample.EVENT]
    for values in ([sample.EVENT, "0" * 12], ["0" * 12], []):
        rows = frames["events"][frames["events"]["event_id"].isin(values)]
        pd.testing.assert_frame_equal(read.rows_of("events", "event_id", values), rows)
    assert "events" not in read._frames  # type: ignore[attr-defined]
    # Whenever they are read, they are those of the build that was opened.
    assert read.left_texts and not read.articles["text"].any()
    for name, frame in tables.frames(sample.rows()).items():
        wanted = frame.assign(text="") if name == "articles" else frame
        lists = {
            each.name: list(read[name][each.name]) for each in TABLES[name].columns if each.type == "list"
        }
        assert all(type(cell) is list for cells in lists.values() for cell in cells)
        pd.testing.assert_frame_equal(read[name].assign(**lists), wanted)
        pd.testing.assert_frame_equal(read.frames[name], wanted)
        assert list(records(read[name])) == list(records(wanted))
    texts = [text for batch in read.texts() for text in batch.column("text").to_pylist()]
    assert sample.TEXT in texts
    other = read.with_timeline(read.timeline.head(0))
    assert other.events is read.events and other.timeline.empty and not read.timeline.empty


def test_a_file_without_a_column_is_said_before_it_is_asked_for(tmp_path: Path) -> None:
    folder = _write(tmp_path / "tables")
    pq.write_table(pq.read_table(folder / "dates.parquet").drop_columns(["value"]), folder / "dates.parquet")
    with pytest.raises(TimelineError, match=r"dates: no value") as raised:
        store.load(folder, at_once=False)
    assert raised.value.code == "broken-tables"


def test_tables_of_an_earlier_build_are_read_in_both_ways(tmp_path: Path) -> None:
    folder = _write(tmp_path / "tables")
    old = pq.read_table(folder / "events.parquet").drop_columns(["entered"])
    pq.write_table(old, folder / "events.parquet")
    for at_once in (True, False):
        found = store.load(folder, at_once=at_once)
        assert list(found.events["entered"]) == [""]
        assert list(found.events["event_id"]) == [sample.EVENT]


def test_tables_of_some_articles_are_the_same_read_at_once_or_as_they_are_asked_for(tmp_path: Path) -> None:
    rows = sample.rows()
    rows["articles"].append(sample.article("another"))
    other = {"article_id": content_id("another")}
    rows["events"] += [sample.event(event_id=f"{each:012}", **other) for each in range(3)]
    rows["vote_shares"].append(sample.share(share_id="1" * 12, **other))
    folder = _write(tmp_path / "tables", rows)
    ids = frozenset({content_id("another"), "0" * 12})
    some, whole = store.load(folder, at_once=False).of_articles(ids), store.load(folder).of_articles(ids)
    for name in TABLES:
        assert some.size(name) == len(whole[name]), name
        column = TABLES[name].columns[0].name
        assert list(some.column(name, column)) == list(whole.column(name, column))
    mine = {"event_id": [sample.EVENT, "1".zfill(12)]}
    assert [len(each.rows_of("events", "event_id", mine["event_id"])) for each in (some, whole)] == [1, 1]
    assert [len(batch) for batch in some.texts()] == [1]
    for name, frame in some.frames.items():
        pd.testing.assert_frame_equal(frame.reset_index(drop=True), whole[name].reset_index(drop=True))
    assert list(some.head("events", 2)["event_id"]) == list(whole.head("events", 2)["event_id"])
