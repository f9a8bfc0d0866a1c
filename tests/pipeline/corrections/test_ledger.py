from datetime import date
from pathlib import Path

import pytest

from pipeline.corrections import Place, read
from pipeline.errors import TimelineError

FIELDS = {
    "id": '"fix-1"',
    "do": '"change"',
    "table": '"vote_shares"',
    "article": '"0d1074676846"',
    "start": "10",
    "end": "20",
    "words": '"66 percent"',
    "expect.share_pct": "66",
    "set.share_pct": "66.1",
    "reason": '"The record has\\n  66.10."',
    "author": '"Ada Martin"',
    "date": "2026-11-27",
}


def _entry(**changes: str) -> str:
    given = {name.replace("__", "."): value for name, value in changes.items()}
    fields = {name: value for name, value in (FIELDS | given).items() if value}
    return "\n".join(("[[correction]]", *(f"{name} = {value}" for name, value in fields.items()), ""))


def _read(text: str, folder: Path):  # type: ignore[no-untyped-def]
    path = folder / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_an_entry_is_read_with_its_line(tmp_path: Path) -> None:
    second = _entry(id='"b"', words='"w"')
    (entry, other) = _read(f"# Corrections\n\n{_entry()}\n{second}", tmp_path).entries
    assert entry.place == Place("0d1074676846", 10, 20, "66 percent")
    assert (entry.expect, entry.set) == ({"share_pct": 66}, {"share_pct": 66.1})
    assert entry.date == date(2026, 11, 27)
    assert entry.note == "fix-1: changed by Ada Martin on 2026-11-27: The record has 66.10."
    assert (entry.where, other.where) == ("line 3, entry fix-1", "line 17, entry b")


def test_an_empty_ledger_corrects_nothing(tmp_path: Path) -> None:
    assert _read("# Nothing yet\n", tmp_path).entries == ()


def test_days_may_stand_without_quotes_and_a_value_may_be_emptied(tmp_path: Path) -> None:
    changes = {"table": '"events"', "expect__share_pct": "", "set__share_pct": ""}
    text = _entry(**changes, expect__date="2017-05-07", set__date="2017", set__round='""').replace(
        "= 2017\n", '= "2017"\n'
    )
    (entry,) = _read(text, tmp_path).entries
    assert entry.expect == {"date": "2017-05-07"} and entry.set == {"date": "2017", "round": ""}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"do": '"mend"'}, "do is 'mend'; write one of add, change, reject, confirm, join, split"),
        ({"do": ""}, "do is None; write one of"),
        ({"reason": ""}, "reason is missing"),
        ({"table": ""}, "table is missing"),
        ({"author": '" "'}, "author is ' '; write a text between quotes"),
        ({"reson": '"x"'}, "reson is no field of an entry that does 'change'; it has id, do,"),
        ({"date": '"27 November"'}, "date is '27 November'; write the day of the correction without quotes"),
        ({"table": '"dates"'}, "table is 'dates'; write one of events, vote_shares, counts, claims"),
        ({"article": '"0d10"'}, "article is '0d10'; write its article_id"),
        ({"start": '"10"'}, "start is '10'; write the number"),
        ({"end": "-1"}, "end is -1; write the number"),
        ({"end": "10"}, "start is 10 and end is 10; the end comes after the start"),
        ({"expect__share_pct": ""}, "expect is missing"),
        ({"set__share_pct": ""}, "set is missing"),
        ({"set__share_pct": "", "set": "{}"}, "set says nothing; write set.COLUMN = VALUE"),
        ({"set__share_pct": '"66"'}, "set.share_pct is '66'; write a number"),
        ({"set__share_pct": "661"}, "set.share_pct is 661; a share is between 0 and 100 percent"),
        ({"set__kind": '"poal"'}, "set.kind is 'poal', which is none of result, poll"),
        ({"set__subject": '""'}, "set.subject has to say something"),
        (
            {"set__verdict": '"exact"'},
            "set.verdict: vote_shares has no such column to set; it has election_id",
        ),
        ({"expect__shares": "1"}, "expect.shares: vote_shares has no such column to expect"),
        (
            {"do": '"add"', "expect__share_pct": ""},
            "set.subject is missing; an added row of vote_shares needs",
        ),
        ({"do": '"confirm"'}, "set is no field of an entry that does 'confirm'"),
        ({"do": '"join"'}, "with is missing"),
    ],
)
def test_a_mistake_names_file_line_entry_and_remedy(
    changes: dict[str, str], says: str, tmp_path: Path
) -> None:
    with pytest.raises(TimelineError) as caught:
        _read(f"\n{_entry(**changes)}", tmp_path)
    message = str(caught.value)
    assert caught.value.code == "bad-corrections"
    assert f"{tmp_path / 'corrections.toml'}" in message
    assert f"\n  line 2, entry fix-1: {says}" in message
    assert "Mend the file and build again" in message


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ('with.article = "0d1074676846"\nwith.start = 1\nwith.end = 2\n', "with.words is missing"),
        ('with.article = "x"\nwith.start = 1\nwith.end = 2\nwith.words = "w"\n', "with.article is 'x'"),
        (
            'with.article = "0d1074676846"\nwith.start = 1\nwith.end = 2\nwith.words = "w"\nwith.a = 1\n',
            "with.a is no",
        ),
        ("with = 7\n", "with is no event"),
    ],
)
def test_the_other_event_of_a_link_is_checked_too(other: str, says: str, tmp_path: Path) -> None:
    entry = _entry(do='"join"', table="", expect__share_pct="", set__share_pct="")
    with pytest.raises(TimelineError, match=says):
        _read(entry + other, tmp_path)


def test_an_id_is_a_word(tmp_path: Path) -> None:
    with pytest.raises(
        TimelineError, match=r"id is 'fix: 1'; write it with letters, digits, dots and hyphens"
    ):
        _read(_entry(id='"fix: 1"'), tmp_path)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(TimelineError) as caught:
        _read("\n".join((_entry(do='"x"'), _entry(id="", start='"1"'))), tmp_path)
    message = str(caught.value)
    assert "line 1, entry fix-1: do is 'x'" in message
    assert "line 15, entry 2: id is missing" in message and "line 15, entry 2: start is '1'" in message


def test_ids_and_rows_stand_once(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="its id stands 2 times; give each entry an id of its own"):
        _read(_entry() + _entry(words='"w"'), tmp_path)
    with pytest.raises(TimelineError, match="entry b: line 1, entry fix-1 corrects the same row"):
        _read(_entry() + _entry(id='"b"'), tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[correction]\n", "it is no TOML file"),
        ("[[corections]]\nid = 'x'\n", r"every entry begins with \[\[correction\]\]"),
        (f"correction = {'[' * 20_000}", "it is nested too deep"),
        ("correction = 7\n", r"every entry begins with \[\[correction\]\]"),
    ],
)
def test_a_file_of_another_form_is_said_to_be_one(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match=says):
        _read(text, tmp_path)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match=r"none\.toml cannot be used: No such file"):
        read(tmp_path / "none.toml")


def test_where_the_lines_cannot_be_told_the_entry_is_named_alone(tmp_path: Path) -> None:
    with pytest.raises(TimelineError) as caught:
        _read(_entry(reason='"""\n[[correction]]\n"""', start="true"), tmp_path)
    assert "\n  entry fix-1: start is True" in str(caught.value)
