import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import building, cli, store, tables
from pipeline.checks import check
from pipeline.corrections import apply, draft, draft_added, parse, read
from pipeline.corrections.ledger import KEYS
from pipeline.reference import load
from tests.pipeline.corrections.built import SEEDS, corrected, extracted, seed

TEXT = seed().articles["text"].iloc[0]
ARTICLE = seed().articles["article_id"].iloc[0]
BY = 'reason = "It says so."\nauthor = "Ada Martin"\ndate = 2026-11-27\n'
NOTE = "by Ada Martin on 2026-11-27: It says so."


def _place(words: str, after: str = "") -> str:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return f'article = "{ARTICLE}"\nstart = {start}\nend = {start + len(words)}\nwords = "{words}"\n'


def _entry(do: str, place: str, *lines: str, id_: str = "fix-1") -> str:
    return "\n".join(("[[correction]]", f'id = "{id_}"', f'do = "{do}"', *lines, place, BY))


SHARE = _place("66 percent")
MACRON = ('table = "vote_shares"', 'subject = "Emmanuel Macron"')


def _share(found: store.Tables, subject: str) -> pd.Series:
    return found.vote_shares.set_index("subject").loc[subject]


def test_a_confirmed_row_is_sure_and_says_by_whom(tmp_path: Path) -> None:
    entry = _entry("confirm", SHARE, *MACRON, "expect.share_pct = 66")
    found, summary = corrected(entry, tmp_path)
    row = _share(found, "Emmanuel Macron")
    assert (row["share_pct"], row["verdict"], row["confidence"]) == (66, "rounds", 1)
    assert row["corrected"] == [f"fix-1: confirmed {NOTE}"]
    assert summary.stale == ()
    assert found.events["corrected"].map(len).sum() == 0
    assert check(tmp_path / "tables").faults.empty


def test_a_changed_figure_is_judged_anew_and_so_is_what_it_leaves(tmp_path: Path) -> None:
    found, _ = corrected(
        _entry("change", SHARE, *MACRON, "expect.share_pct = 66", "set.share_pct = 66.1"), tmp_path
    )
    own, other = _share(found, "Emmanuel Macron"), _share(found, "Marine Le Pen")
    assert (own["share_pct"], own["verdict"], own["difference"]) == (66.1, "exact", 0)
    assert (other["share_pct"], other["verdict"]) == (33.9, "exact")
    assert own["corrected"] == other["corrected"] == [f"fix-1: changed {NOTE}"]
    assert check(tmp_path / "tables").faults.empty


def test_another_round_has_another_record_another_day_and_another_event(tmp_path: Path) -> None:
    found, _ = corrected(_entry("change", SHARE, *MACRON, "expect.round = 2", "set.round = 1"), tmp_path)
    row = _share(found, "Emmanuel Macron")
    assert (row["date"], row["verdict"], row["event_id"]) == ("2017-04-23", "other_round", "")
    assert row["because"].startswith("Emmanuel Macron, FR-president-2017 round 1: 24.01")


def test_a_changed_event_moves_in_the_timeline(tmp_path: Path) -> None:
    place = _place("2017", "defeated her in")
    entry = _entry(
        "change",
        place,
        'table = "events"',
        'expect.type = "runoff"',
        'set.type = "statement"',
        'set.date = "2017-05"',
        'set.election_id = ""',
        'set.round = ""',
        'set.actors = ["Emmanuel Macron"]',
    )
    found, _ = corrected(entry, tmp_path)
    row = found.events[found.events["type"] == "statement"].set_index("date").loc["2017-05"]
    assert (row["earliest"], row["latest"], row["precision"]) == ("2017-05-01", "2017-05-31", "month")
    assert (row["label"], row["exact_date"]) == ("Statement by Emmanuel Macron", "")
    told = found.timeline.set_index("date")
    assert told.loc["2017-05", "corrected"] == row["corrected"] == [f"fix-1: changed {NOTE}"]
    assert "FR-president-2017" not in set(found.timeline["election_id"])
    assert check(tmp_path / "tables").faults.empty


def test_a_rejected_event_is_listed_with_the_reason_and_nothing_refers_to_it(tmp_path: Path) -> None:
    place = _place("2017", "defeated her in")
    found, _ = corrected(
        _entry("reject", place, 'table = "events"', 'expect.election_id = "FR-president-2017"'), tmp_path
    )
    assert len(found.events) == len(seed().events) - 1
    assert len(found.timeline) == len(seed().timeline) - 1
    row = found.rejected[found.rejected["corrected"].map(len) > 0].iloc[0]
    assert (row["text"], row["kind"], row["reason"]) == ("2017", "date", f"fix-1: rejected {NOTE}")
    assert _share(found, "Emmanuel Macron")["event_id"] == ""
    assert check(tmp_path / "tables").faults.empty


def test_a_rejected_figure_takes_what_it_leaves_with_it(tmp_path: Path) -> None:
    found, _ = corrected(_entry("reject", SHARE, *MACRON, "expect.share_pct = 66"), tmp_path)
    assert set(found.vote_shares["election_id"]) == {"FR-president-2002"}
    assert found.rejected.set_index("text").loc["66 percent", "kind"] == "percentage"
    assert check(tmp_path / "tables").faults.empty


def test_an_added_event_is_a_row_like_any_other(tmp_path: Path) -> None:
    entry = _entry(
        "add",
        _place("the Cold War"),
        'table = "events"',
        'set.date = "1991-12-26"',
        'set.type = "other"',
        'set.label = "The Cold War ends"',
    )
    found, _ = corrected(entry, tmp_path)
    row = found.events.set_index("label").loc["The Cold War ends"]
    assert (row["precision"], row["status"], row["confidence"]) == ("day", "past", 1)
    assert "the Cold War" in row["quote"] and "\n" not in row["quote"]
    assert "the Cold War" not in set(found.rejected["text"])
    assert found.timeline.set_index("label").loc["The Cold War ends", "date"] == "1991-12-26"
    assert check(tmp_path / "tables").faults.empty


def test_an_added_share_gets_its_verdict_and_its_event(tmp_path: Path) -> None:
    entry = _entry(
        "add",
        SHARE,
        'table = "vote_shares"',
        'set.subject = "François Fillon"',
        'set.subject_type = "candidate"',
        "set.share_pct = 66",
        'set.kind = "result"',
        'set.election_id = "FR-president-2017"',
        "set.round = 2",
    )
    found, _ = corrected(entry, tmp_path)
    row = _share(found, "François Fillon")
    assert row["verdict"] == "other_holder" or row["verdict"] == "no_reference"
    assert row["event_id"] == _share(seed(), "Emmanuel Macron")["event_id"]
    assert row["qualifier"] == "exact"
    assert check(tmp_path / "tables").faults.empty


def test_an_added_count_is_held_against_the_record(tmp_path: Path) -> None:
    entry = _entry(
        "add",
        _place("20"),
        'table = "counts"',
        'set.subject = "Emmanuel Macron"',
        "set.count = 20743128",
        'set.unit = "votes"',
        'set.election_id = "FR-president-2017"',
        "set.round = 2",
    )
    found, _ = corrected(entry, tmp_path)
    (row,) = found.counts.to_dict("records")
    assert (row["verdict"], row["official"]) == ("exact", 20743128)
    assert row["because"]
    entry = _entry("reject", _place("20"), 'table = "counts"', "expect.count = 20743128", id_="fix-2")
    frames = {name: frame for name, frame in found.frames.items() if name != "timeline"}
    frames["counts"] = frames["counts"].assign(corrected=[[]])
    path = tmp_path / "second.toml"
    path.write_text(entry, encoding="utf-8")
    after = apply(read(path), frames, load())
    assert after.stale == () and after.frames["counts"].empty
    assert "count" in set(after.frames["rejected"]["kind"])


VOTE_2017, VOTE_2002 = _place("2017", "defeated her in"), _place("2002")


def _with(place: str) -> str:
    return "\n".join(f"with.{line}" for line in place.strip().splitlines())


CLAIM = _place("ran for the presidency five times")


def test_claims_are_judged_left_out_and_added_as_people_say(tmp_path: Path) -> None:
    table = 'table = "claims"'
    other = _place("led the National Front")
    start, end = map(int, seed().claims.loc[seed().claims["claim"] == "tenure", ["start", "end"]].iloc[0])
    tenure = f'article = "{ARTICLE}"\nstart = {start}\nend = {end}\nwords = {json.dumps(TEXT[start:end])}\n'
    entries = (
        _entry("change", CLAIM, table, 'expect.claim = "count"', 'set.verdict = "contradicted"'),
        _entry("reject", tenure, table, 'expect.verdict = "supported"', id_="fix-2"),
        _entry(
            "add",
            other,
            table,
            'set.claim = "order"',
            'set.verdict = "cannot_tell"',
            'set.because = "No record."',
            id_="fix-3",
        ),
    )
    found, summary = corrected("\n".join(entries), tmp_path)
    assert summary.stale == ()
    rows = found.claims.set_index("claim")
    assert set(rows.index) == {"count", "order", "superlative"}
    assert list(rows.loc["count", ["verdict", "because"]]) == ["contradicted", "It says so."]
    assert rows.loc["count", "corrected"] == [f"fix-1: changed {NOTE}"]
    assert list(rows.loc["order", ["verdict", "because"]]) == ["cannot_tell", "No record."]
    assert rows.loc["order", "quote"].startswith("Le Pen is the daughter of")
    gone = found.rejected.set_index("kind").loc["claim"]
    assert (gone["text"], gone["corrected"]) == (TEXT[start:end], [f"fix-2: rejected {NOTE}"])
    assert check(tmp_path / "tables").faults.empty


def test_a_poll_keeps_the_day_that_a_person_gives(tmp_path: Path) -> None:
    poll = ('set.kind = "poll"', "set.date = 2017-04-30", 'set.pollster = "Ipsos"', "set.share_pct = 65.5")
    found, _ = corrected(_entry("change", SHARE, *MACRON, "expect.share_pct = 66", *poll), tmp_path)
    own, left = _share(found, "Emmanuel Macron"), _share(found, "Marine Le Pen")
    assert (own["date"], own["pollster"], own["verdict"]) == ("2017-04-30", "Ipsos", "")
    assert (left["date"], left["share_pct"]) == ("2017-04-30", 34.5)
    again = apply(
        parse(
            _entry("change", SHARE, *MACRON, "expect.share_pct = 65.5", "set.share_pct = 64"), Path("again")
        ),
        {name: _uncorrected(frame) for name, frame in found.frames.items() if name != "timeline"},
        load(),
    )
    assert set(again.frames["vote_shares"].set_index("subject").loc[["Emmanuel Macron"], "date"]) == {
        "2017-04-30"
    }


def _uncorrected(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(corrected=[[] for _ in range(len(frame))]) if "corrected" in frame else frame


def test_a_written_entry_adds_what_extraction_overlooked(tmp_path: Path) -> None:
    start = TEXT.index("the Cold War")
    entry = draft_added(
        TEXT,
        "events",
        ARTICLE,
        start,
        start + len("the Cold War"),
        set={"date": "1991", "type": "other", "actors": ["A", "B"]},
        reason="It ends.",
        author="Ada Martin",
        day=date(2026, 11, 27),
    )
    found, summary = corrected(entry, tmp_path)
    row = found.events.set_index("date").loc["1991"]
    assert summary.stale == ()
    assert row["actors"] == ["A", "B"] and row["corrected"][0].endswith(
        "by Ada Martin on 2026-11-27: It ends."
    )


def test_events_are_joined_and_split_as_people_say(tmp_path: Path) -> None:
    first = _place("Wednesday")
    events = seed().events
    (entry,) = (ids for ids in seed().timeline["event_ids"] if len(ids) > 1)
    one, two = (events.set_index("event_id").loc[event_id] for event_id in entry)
    places = [
        _place(TEXT[row["start"] : row["end"]], TEXT[row["start"] - 20 : row["start"]]) for row in (one, two)
    ]
    assert first in places
    found, summary = corrected(_entry("split", places[0], _with(places[1])), tmp_path)
    assert summary.stale == ()
    assert len(found.timeline) == len(seed().timeline) + 1
    assert (found.timeline["corrected"].map(len) > 0).sum() == 2

    found, summary = corrected(_entry("join", VOTE_2002, _with(VOTE_2017)), tmp_path)
    assert summary.stale == ()
    assert len(found.timeline) == len(seed().timeline) - 1
    joined = found.timeline.set_index("election_id").loc["FR-president-2017"]
    assert len(joined["event_ids"]) == 2 and joined["corrected"] == [f"fix-1: joined {NOTE}"]
    assert check(tmp_path / "tables").faults.empty


def test_the_examples_of_the_guide_apply(tmp_path: Path) -> None:
    guide = (SEEDS.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(?P<entry>.*?)```", guide, re.S)
    found, summary = corrected("\n".join(examples), tmp_path)
    assert summary.stale == ()
    assert {entry.do for entry in read(tmp_path / "corrections.toml").entries} > {"add", "change", "reject"}
    assert check(tmp_path / "tables").faults.empty
    assert _share(found, "Emmanuel Macron")["kind"] == "poll"


def test_the_ledger_changes_and_nothing_is_extracted_again(tmp_path: Path) -> None:
    _, first = corrected(_entry("confirm", SHARE, *MACRON, "expect.share_pct = 66"), tmp_path)
    changed, second = corrected(
        _entry("change", SHARE, *MACRON, "expect.share_pct = 66", "set.share_pct = 66.1"), tmp_path
    )
    assert (first.extracted, second.extracted, second.reused) == (1, 0, 1)
    assert _share(changed, "Emmanuel Macron")["share_pct"] == 66.1
    without = building.build([SEEDS], tmp_path / "tables")
    assert without.extracted == 0
    plain = store.load(tmp_path / "tables")
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(plain.frames[name], seed().frames[name])


OTHER = f'article = "0123456789ab"\nstart = 0\nend = 4\nwords = "{TEXT[:4]}"\n'


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            _entry("confirm", SHARE, *MACRON, "expect.share_pct = 66.1"),
            "line 2, entry fix-1: share_pct is '66' now, not '66.1'. Correct what the entry expects",
        ),
        (
            _entry("confirm", SHARE.replace("66 percent", "99 percent"), *MACRON, "expect.share_pct = 66"),
            "stands '66 percent', not '99 percent'. Find the words again",
        ),
        (
            _entry("confirm", OTHER, *MACRON, "expect.share_pct = 66"),
            "no article of this build is '0123456789ab'. Its file has changed",
        ),
        (
            _entry("confirm", SHARE, MACRON[0], 'subject = "X"', "expect.share_pct = 66"),
            "there is one of 'Emmanuel Macron', 'Marine Le Pen'. Extraction has changed",
        ),
        (
            _entry("confirm", _place("runoff"), 'table = "events"', 'expect.date = "2017"'),
            "events has no such row at 'runoff' any more",
        ),
        (
            _entry("change", SHARE, *MACRON, "expect.round = 2", "set.share_low = 70", "set.share_high = 60"),
            "the row would go from 70",
        ),
        (
            _entry("add", VOTE_2017, 'table = "events"', 'set.date = "2017"', 'set.type = "other"'),
            "events has this row by now",
        ),
        (_entry("join", VOTE_2017, _with(VOTE_2017)), "are one entry already"),
        (_entry("split", VOTE_2017, _with(VOTE_2002)), "are two entries already"),
    ],
)
def test_what_is_expected_and_not_there_is_said_and_the_rest_is_corrected(
    entry: str, says: str, tmp_path: Path
) -> None:
    good = _entry(
        "confirm", _place("82 percent"), 'table = "vote_shares"', "expect.share_pct = 82", id_="good"
    )
    found, summary = corrected(f"\n{entry}\n{good}", tmp_path)
    (problem,) = summary.stale
    assert problem.startswith(f"{tmp_path / 'corrections.toml'}, line 2, entry fix-1: ")
    assert says in problem
    assert _share(found, "Jacques Chirac")["corrected"] == [f"good: confirmed {NOTE}"]
    assert check(tmp_path / "tables").faults.empty


def test_the_same_row_is_corrected_once_whatever_the_article_is_called(tmp_path: Path) -> None:
    first = _entry("confirm", SHARE, *MACRON, "expect.share_pct = 66")
    sha = seed().articles["sha256"].iloc[0]
    second = _entry(
        "confirm", SHARE.replace(ARTICLE, sha[:10]), *MACRON, "expect.share_pct = 66", id_="fix-2"
    )
    _, summary = corrected(first + second, tmp_path)
    (problem,) = summary.stale
    assert "entry fix-2: another entry has corrected the same row" in problem


def test_the_command_says_what_was_not_corrected_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "corrections.toml"
    ledger.write_text(_entry("confirm", SHARE, *MACRON, "expect.share_pct = 1"), encoding="utf-8")
    command = ["build", str(SEEDS), "--out", str(tmp_path / "out"), "--corrections", str(ledger)]
    assert cli.main(command) == 1
    says = f"not corrected: {ledger}, line 1, entry fix-1: share_pct is '66' now"
    assert says in capsys.readouterr().err
    assert (tmp_path / "out" / "timeline.csv").exists()
    assert cli.main([*command, "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["stale"]) == 1
    ledger.write_text("[[correction]]\nid = 7", encoding="utf-8")
    assert cli.main(command) == 1
    assert "do is None; write one of add, change" in capsys.readouterr().err


ROWS = [(table, row_id) for table in KEYS for row_id in seed().frames[table][KEYS[table]]]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(ROWS), min_size=1, unique=True),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
)
def test_a_ledger_made_of_rows_applies_to_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], reason: str, author: str
) -> None:
    day = date(2026, 11, 27)
    entries = [
        draft(seed().frames, table, row_id, do="confirm", reason=reason, author=author, day=day)
        for table, row_id in rows
    ]
    path = tmp_path_factory.getbasetemp() / "ledger.toml"
    path.write_text("\n".join(entries), encoding="utf-8", newline="")
    found = apply(read(path), extracted(), load())
    assert found.stale == ()
    for table, frame in found.frames.items():
        before = seed().frames[table]
        if table not in KEYS:
            pd.testing.assert_frame_equal(frame, before)
            continue
        notes = frame.set_index(KEYS[table])["corrected"].map(len)
        assert {row_id for row_id, count in notes.items() if count} == {
            row_id for name, row_id in rows if name == table
        }
        same = [name for name in frame.columns if name not in ("corrected", "confidence")]
        pd.testing.assert_frame_equal(frame[same], before[same])


def test_two_rows_of_one_subject_at_the_same_words_are_refused(tmp_path: Path) -> None:
    said = ('set.subject = "Jean Lassalle"', 'set.subject_type = "candidate"', "set.share_pct = 66")
    more = _entry("add", SHARE, 'table = "vote_shares"', *said, 'set.kind = "result"', id_="more")
    change = _entry("change", SHARE, *MACRON, "expect.round = 2", 'set.subject = "Jean Lassalle"')
    _, summary = corrected(f"{more}\n{change}", tmp_path)
    (problem,) = summary.stale
    assert "has a row of 'Jean Lassalle' at these words already" in problem
