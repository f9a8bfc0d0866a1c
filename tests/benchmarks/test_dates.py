"""The command scores the tagger and times it against its first pass and the peers."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import date_peers, dates, timeml
from benchmarks.date_peers import Peer, System
from benchmarks.timeml import Span

LABELLED = """<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-04-27">April 27</TIMEX3></DCT>
<TEXT>He won on <TIMEX3 tid="t1" type="DATE" value="2022-04-24">April 24, 2022</TIMEX3>, not in
<TIMEX3 tid="t2" type="DATE" value="2016">2017</TIMEX3>. <TIMEX3 tid="t3" type="DATE"
value="FUTURE_REF">Nobody</TIMEX3> knew in March 2020.</TEXT></TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dates, "LEAST_SECONDS", 0.0)
    (tmp_path / "votes.tml").write_text(LABELLED, encoding="utf-8")
    return tmp_path


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["dates.py", *arguments])
    dates.main()


def test_the_table_has_every_system_scope_and_ratio(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call(monkeypatch, str(folder), "--peer", "dateparser")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 documents, ")
    assert [line.split()[:2] for line in lines[2:6]] == [
        ["pipeline.dates", "all"],
        ["DATE", "3"],
        ["dateparser.search", "all"],
        ["DATE", lines[5].split()[1]],
    ]
    assert "times its own first pass" in lines[6]
    assert lines[7].startswith("dateparser.search takes ")


def test_json_and_errors_tell_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder / "errors.tsv"
    call(monkeypatch, str(folder), "--peer", "none", "--json", "--errors", str(target))
    told = json.loads(capsys.readouterr().out)
    (ours,) = told["systems"]
    assert (told["documents"], told["expressions"], told["not_run"]) == (1, 3, [])
    assert told["first_pass"]["ours_times_it"] > 0
    assert ours["name"] == "pipeline.dates"
    assert ours["times_ours"] == 1
    assert ours["scores"]["all"]["f1"] == {
        "strict": 66.67,
        "relaxed": 66.67,
        "type": 66.67,
        "value": 33.33,
        "dayval": 33.33,
    }
    rows = [line.split("\t") for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[3], row[6]) for row in rows] == [
        ("VALUE", "2017", "2017"),
        ("MISS", "Nobody", ""),
        ("SPURIOUS", "", "March 2020"),
    ]
    assert all(row[:3][1:] == ["votes", "2022-04-27"] and len(row) == 10 for row in rows)
    assert rows[0][9], "the rule that found it"


def test_a_peer_that_cannot_run_is_named_with_the_reason(folder: Path) -> None:
    def broken(language: str) -> System:
        raise ImportError("emoji is too new")

    given = [
        Peer("Absent", {"en": "en"}, "pip install absent", False, broken),
        Peer("Broken", {"en": "en"}, "pip install broken", True, broken),
        Peer("German", {"de": "de"}, "pip install german", True, broken),
    ]
    assert list(dates.compare(timeml.documents([folder]), given, "en")) == [
        "Absent: pip install absent",
        "Broken: does not start, emoji is too new (pip install broken)",
        "German: does not read en",
    ]


def test_each_document_counts_with_its_fastest_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "LEAST_SECONDS", 9.0)
    now, warming = 0.0, 1.0
    taken = iter((warming, 5.0, 3.0, 4.0))

    def find(text: str, created: object) -> int:
        nonlocal now
        now += next(taken)
        return len(text)

    one = timeml.documents([folder])
    system = System(
        find, lambda found, text, created: [Span(0, found, "DATE", "2022")], (lambda: now, lambda: 2 * now)
    )
    (done,) = dates.run(one, system)
    assert done.found == [len(one[0].text)]
    assert done.seconds == 3.0
    assert dates.result("one", one, system, done).documents_per_second == pytest.approx(1 / 3)


def test_what_cannot_be_measured_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, reason in (
        ([str(folder / "none")], "no .tml files"),
        ([str(folder), "--language", "xx"], "no pack for language xx"),
        ([str(folder), "--heideltime", "none.jar"], "no file none.jar"),
    ):
        with pytest.raises(SystemExit):
            call(monkeypatch, *arguments)
        assert reason in capsys.readouterr().err


def test_the_help_names_the_peers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call(monkeypatch, "--help")
    told = capsys.readouterr().out
    assert all(name in told for name in ("none", *date_peers.peers()))
