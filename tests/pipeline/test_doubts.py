"""The list of what to look at first: every reason, its order, and how it is shown and written."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import cli, store, swap, tables
from pipeline.doubts import COLUMNS, doubts
from pipeline.model import Row
from pipeline.store import Tables
from tests.pipeline import sample

SHARE = {"event_id": "", "round": 2, "election_id": "FR-president-2017", "kind": "result", "confidence": 0.9}


def _share(number: int, words: str, **more: object) -> Row:
    """A share that stands on words of the sample's text."""
    (row,) = sample.rows()["vote_shares"]
    return row | SHARE | {"share_id": f"{number:012}", **sample.span(words)} | more


def _tables(**rows: list[Row]) -> Tables:
    event = sample.event(confidence=0.9)
    return Tables(**tables.frames(sample.rows() | {"events": [event], "counts": [], "claims": []} | rows))


def _found(of: Tables, **options: Any) -> list[list[str]]:
    return doubts(of, **options)[["why", "table", "row"]].to_numpy().tolist()


def test_what_is_sure_and_undisputed_is_no_doubt() -> None:
    assert list(doubts(_tables(vote_shares=[_share(1, "66.10 %", verdict="exact")])).columns) == list(COLUMNS)
    assert _found(_tables(vote_shares=[_share(1, "66.10 %", verdict="exact")])) == []


def test_each_reason_has_its_place_and_the_least_sure_come_first() -> None:
    shares = [
        _share(1, "66.10 %", verdict="exact", confidence=0.5),
        _share(2, "banker", verdict="disagrees", because="on record: 60", confidence=0.9, round=1),
        _share(3, "won", verdict="other_round", confidence=0.2, kind="turnout"),
        _share(4, "20 %", kind="poll", confidence=0.3),
        _share(5, "said", kind="poll", confidence=0.1, derived=True),
    ]
    timeline = [row | {"conflict": "date 2017-05-07; 2017-05-08"} for row in sample.rows()["timeline"]]
    claims = [row | {"verdict": "contradicted"} for row in sample.rows()["claims"]]
    listed = doubts(_tables(vote_shares=shares, timeline=timeline, claims=claims))
    assert listed["why"].tolist() == ["record"] * 3 + ["unsure"] * 2 + ["conflict"]
    assert listed["row"].tolist()[:2] == [f"{3:012}", f"{2:012}"]
    assert listed["table"].tolist()[2] == "claims"  # no confidence is told, so it comes last
    assert listed["row"].tolist()[3:5] == [f"{4:012}", f"{1:012}"]
    second = listed.iloc[1]
    assert (second["detail"], second["words"], second["article"]) == ("on record: 60", "banker", "Vote")
    assert listed["detail"].tolist()[-1] == "date 2017-05-07; 2017-05-08"


def test_what_is_unsure_is_asked_for() -> None:
    share = _share(1, "66.10 %", verdict="exact", confidence=0.7)
    assert _found(_tables(vote_shares=[share])) == []
    assert _found(_tables(vote_shares=[share]), below=0.75) == [["unsure", "vote_shares", share["share_id"]]]


@pytest.mark.parametrize(
    ("change", "overlaps"),
    [
        ({"share_pct": 20.0}, True),
        ({"share_pct": 66.0}, False),  # 66.1, rounded
        ({"share_pct": 20.0, "round": 1}, False),
        ({"share_pct": 20.0, "kind": "poll"}, False),
        ({"share_pct": 20.0, "subject": "Marine Le Pen"}, False),
        ({"share_pct": 60.0, "qualifier": "over"}, False),
        ({"share_pct": 33.9, "derived": True}, False),
        ({"subject": "Marine Le Pen", **sample.span("66.10 %")}, False),  # who has the figure, too
        ({"subject": "Marine Le Pen", **sample.span("66.10")}, True),
    ],
)
def test_two_rows_for_one_thing_and_words_in_part_the_same(change: dict[str, Any], overlaps: bool) -> None:
    shares = [_share(1, "66.10 %", verdict="exact"), _share(2, "20 %", verdict="exact") | change]
    found = _found(_tables(vote_shares=shares))
    assert [why for why, *_ in found] == (["overlap"] if overlaps else [])


def test_the_command_shows_the_list_and_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = sample.rows()
    rows["vote_shares"][0] |= {"verdict": "disagrees", "because": "on record: 60.00", "quote": "=1+1"}
    folder = tmp_path / "tables"
    with swap.locked(folder):
        store.write(tables.frames(rows), folder)
    sheet, listed = tmp_path / "look.csv", tmp_path / "look.json"
    assert cli.main(["check", str(folder), "--out", str(sheet)]) == cli.DONE
    shown = capsys.readouterr().out
    assert "the record says otherwise" in shown and "on record: 60.00" in shown
    assert pd.read_csv(sheet)["quote"].tolist()[0] == "'=1+1"
    assert cli.main(["check", str(folder), "--out", str(listed), "--json"]) == cli.DONE
    look = json.loads(capsys.readouterr().out)["look"]
    assert look == json.loads(listed.read_text(encoding="utf-8"))
    assert (look[0]["why"], look[0]["detail"], look[0]["start"]) == (
        "record",
        "on record: 60.00",
        rows["vote_shares"][0]["start"],
    )
    with pytest.raises(SystemExit):
        cli.main(["check", str(folder), "--below", "2"])
    assert cli.main(["check", str(folder), "--out", str(tmp_path / "no" / "look.csv")]) == cli.FAILED


def test_the_projects_own_tables_leave_nothing_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(store.default_folder())]) == cli.DONE
    assert capsys.readouterr().out.endswith("nothing to look at\n")
