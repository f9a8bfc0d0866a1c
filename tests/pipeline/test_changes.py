"""What differs between two builds, and why."""

import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline import cli
from pipeline.building import build
from pipeline.changes import CHANGES, COLUMNS, WHY, diff
from pipeline.schemas import TABLES
from pipeline.store import Tables, load

FIRST = (
    "The runoff in France\n20220425\nhttps://example.org/first\n"
    "President Emmanuel Macron won the runoff on April 24 with 58.5 percent of the vote."
)
SECOND = (
    "The runoff five years ago\n20220426\nhttps://example.org/second\n"
    "In the election of 2017, Emmanuel Macron received 66 percent of the vote against Marine Le Pen."
)
LONGER = f"{FIRST} Marine Le Pen conceded on Sunday."
REJECTED = """\
[[correction]]
id = "told-twice"
do = "reject"
table = "events"
article = "{article_id}"
start = {start}
end = {end}
words = "April 24"
expect.type = "runoff"
reason = "told twice"
author = "A. Reader"
date = 2022-05-01
"""


def _build(folder: Path, out: Path, articles: dict[str, str], **options: object) -> Tables:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    build([folder], out, jobs=1, **options)  # type: ignore[arg-type]
    return load(out)


@pytest.fixture
def first(tmp_path: Path) -> Tables:
    return _build(tmp_path / "in", tmp_path / "old", {"first.txt": FIRST})


def _why(changes: pd.DataFrame) -> dict[str, set[tuple[str, str]]]:
    return {
        name: set(zip(of["change"], of["why"], strict=True))
        for name, of in changes.groupby("table", sort=False)
    }


def test_a_build_and_itself_do_not_differ(first: Tables) -> None:
    changes = diff(first, first)
    assert changes.empty
    assert tuple(changes.columns) == COLUMNS


def test_rows_of_a_new_article_are_added_and_nothing_else_moves(first: Tables, tmp_path: Path) -> None:
    second = _build(tmp_path / "in", tmp_path / "new", {"first.txt": FIRST, "second.txt": SECOND})
    forth, back = diff(first, second), diff(second, first)
    assert set(zip(forth["change"], forth["why"], strict=True)) == {("added", "new article")}
    assert set(zip(back["change"], back["why"], strict=True)) == {("removed", "article gone")}
    assert set(forth["table"]) >= {"articles", "dates", "events", "vote_shares", "timeline"}
    assert list(forth["row"]) == list(back["row"])


def test_another_text_under_the_same_address_is_a_new_version(first: Tables, tmp_path: Path) -> None:
    changes = diff(first, _build(tmp_path / "in", tmp_path / "new", {"renamed.txt": LONGER}))
    assert _why(changes)["events"] >= {("added", "new version"), ("removed", "new version")}
    assert ("changed", "new version") in _why(changes)["timeline"]


def test_a_copy_changes_the_article_alone(first: Tables, tmp_path: Path) -> None:
    changes = diff(first, _build(tmp_path / "in", tmp_path / "new", {"first.txt": FIRST, "copy.txt": FIRST}))
    assert changes[["table", "change", "why", "column", "new"]].to_numpy().tolist() == [
        ["articles", "changed", "other copies", "source", "copy.txt|first.txt"]
    ]


def test_a_rejected_row_is_a_correction_down_to_the_timeline(first: Tables, tmp_path: Path) -> None:
    event = first.events[first.events["type"] == "runoff"].iloc[0]
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(REJECTED.format(**event[["article_id", "start", "end"]]), encoding="utf-8")
    changes = diff(first, _build(tmp_path / "in", tmp_path / "new", {"first.txt": FIRST}, corrections=ledger))
    assert _why(changes)["events"] == {("removed", "correction")}
    assert _why(changes)["timeline"] == {("removed", "correction")}
    assert _why(changes)["rejected"] == {("added", "correction")}


def test_what_the_record_says_is_reference_data_and_the_rest_is_a_rule(first: Tables) -> None:
    shares = first.vote_shares
    other = Tables(**{**first.frames, "vote_shares": shares.assign(official_pct=58.0, verdict="disagrees")})
    changes = diff(first, other)
    assert set(changes["why"]) == {"reference data"}
    assert set(changes["column"]) == {"official_pct", "verdict"}
    assert set(changes["new"]) == {"58", "disagrees"}
    other = Tables(**{**first.frames, "vote_shares": shares.assign(subject="Nobody")})
    assert set(diff(first, other)["why"]) == {"rule or pack"}
    other = Tables(**{**first.frames, "vote_shares": shares.iloc[:0]})
    assert _why(diff(first, other)) == {"vote_shares": {("removed", "rule or pack")}}


def test_the_command_says_how_many_and_why(
    first: Tables, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _build(tmp_path / "in", tmp_path / "new", {"first.txt": FIRST, "second.txt": SECOND})
    folders = [str(tmp_path / "old"), str(tmp_path / "new")]
    assert cli.main(["diff", *folders]) == cli.DONE
    told = capsys.readouterr().out
    assert "articles: 1 added (1 new article)\n" in told
    assert cli.main(["diff", *folders, "--json"]) == cli.DONE
    content = json.loads(capsys.readouterr().out)
    assert {change["change"] for change in content} <= set(CHANGES)
    assert cli.main(["diff", folders[0], folders[0]]) == cli.DONE
    assert capsys.readouterr().out == "no row differs\n"


def test_every_reason_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(f"| `{why}` | {meaning} |" in text for why, meaning in WHY.items())


def test_the_timeline_comes_after_the_events_that_explain_it() -> None:
    assert list(TABLES)[-1] == "timeline"
