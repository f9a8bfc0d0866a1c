"""What people labelled in Label Studio and doccano (a file that each exported) becomes a ledger that builds."""

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import cli, labelling, store
from pipeline.corrections import ledger as ledgers
from pipeline.errors import TimelineError
from pipeline.exporting import export
from pipeline.exporting.formats.labelstudio import CONFIG, units
from pipeline.exporting.regions import LABELS, Region, regions
from pipeline.labelling import Labelled
from pipeline.reference import load

ROOT = Path(__file__).parents[3]
LABELLED = Path(__file__).with_name("labelstudio.json")
TABLES = store.load()
(ARTICLE, OWN) = next(regions(TABLES))
TEXT = ARTICLE["text"]


def _entries(found: Iterable[Region], **more: Any) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    labelled = Labelled(ARTICLE["article_id"], TEXT, tuple(found))
    result = labelling.ledger(TABLES, [labelled], load(), author="Ada", today=date(2026, 1, 2))
    ledgers.parse(result.ledger, Path("ledger.toml"))
    return tomllib.loads(result.ledger).get("correction", []), result.problems


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_what_is_left_as_it_was_changes_nothing() -> None:
    assert len(OWN) == 9  # of each row but what follows from a figure
    assert _entries(OWN) == ([], ())
    bare = [Region(each.start, each.end, each.label) for each in OWN]
    assert _entries(reversed(bare)) == ([], ())


def test_a_file_of_label_studio_becomes_a_ledger_that_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, out = tmp_path / "corrections.toml", tmp_path / "tables"
    command = [
        "review",
        str(TABLES.folder),
        "--import",
        str(LABELLED),
        "--author",
        "Ada",
        "--out",
        str(ledger),
    ]
    assert cli.main(command) == cli.FAILED  # two new regions say too little
    shown = capsys.readouterr()
    assert "3 corrections of 1 articles" in shown.out
    assert "'the Cold War' is a new event without a date" in shown.err
    assert "'five times' is a new figure in words" in shown.err
    done = {(each["do"], each["words"]): each for each in tomllib.loads(ledger.read_text())["correction"]}
    assert set(done) == {("change", "66 percent"), ("change", "1972"), ("reject", "Wednesday")}
    assert done["change", "66 percent"]["set"] == {"subject": "Marine Le Pen"}
    assert done["change", "1972"]["date"] == date(2026, 11, 28)  # the day that Label Studio says
    summary = pipeline.build(store.seeds_folder(), out, corrections=ledger)
    assert not summary.stale
    shares = pipeline.load(out).vote_shares.query("start == 1904").set_index("subject")
    assert shares["share_pct"].to_dict() == {"Marine Le Pen": 66.0, "Emmanuel Macron": 34.0}
    assert shares["derived"].to_dict() == {"Marine Le Pen": False, "Emmanuel Macron": True}
    assert shares.loc["Marine Le Pen", "verdict"] == "other_holder"
    events = pipeline.load(out).events
    assert events.loc[events["date"] == "1972", "type"].tolist() == ["other"]
    assert len(events) == len(TABLES.events) - 1
    assert cli.main(command) == cli.FAILED
    assert "may hold marks or corrections" in capsys.readouterr().err


def test_what_is_moved_or_of_another_table_is_a_new_row() -> None:
    share = next(each for each in OWN if each.subject == "Jacques Chirac")
    moved = Region(share.start, share.end - len(" percent"), share.label, share.subject, share.row)
    (reject, add), _ = _entries([moved if each is share else each for each in OWN])
    assert (reject["do"], add["do"], add["words"]) == ("reject", "add", "82")
    assert (add["set"]["share_pct"], add["set"]["subject"], add["set"]["kind"]) == (
        82,
        "Jacques Chirac",
        "result",
    )


def test_new_regions_say_what_their_words_say() -> None:
    first = [Region(*_at("Wednesday"), "event: campaign")]
    second = [Region(*_at("82 percent"), "vote_share: poll", "National Front")]
    others = [each for each in OWN if each.start not in (first[0].start, second[0].start)]
    entries, problems = _entries([*others, *first, *second])
    assert not problems
    by_table = {(each["do"], each["table"]): each for each in entries}
    assert by_table["change", "events"]["set"] == {"type": "campaign"}
    assert by_table["add", "vote_shares"]["set"] == {
        "kind": "poll", "subject": "National Front", "share_pct": 82.0, "subject_type": "party",
    }  # fmt: skip
    assert ("reject", "vote_shares") in by_table


@pytest.mark.parametrize(
    ("region", "problem"),
    [
        (Region(*_at("five times"), "count: votes", "Jean-Marie Le Pen"), "new figure in words"),
        (Region(*_at("five"), "vote_share: result"), "new figure of nobody"),
        (Region(*_at("NATO"), "event: war"), "new event without a date"),
        (Region(*_at("NATO"), "PERSON"), "none of ours"),
    ],
)
def test_what_cannot_be_told_is_left_to_a_person(region: Region, problem: str) -> None:
    entries, problems = _entries([*OWN, region])
    assert not entries and problem in problems[0]


def test_doccano_gives_back_what_it_was_given(tmp_path: Path) -> None:
    path = export(TABLES, "doccano", tmp_path / "in.jsonl")
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = tmp_path / "given.jsonl"
    given.write_text("".join(json.dumps(each) + "\n" for each in documents), encoding="utf-8")
    (labelled,) = labelling.read(given)
    assert _entries(labelled.regions) == ([], ())
    # What doccano exported after one label was deleted in it, and one changed.
    (labelled,) = labelling.read(Path(__file__).with_name("doccano.jsonl"))
    assert labelled.text == TEXT and labelled.article_id == ARTICLE["article_id"]
    entries, problems = _entries(labelled.regions)
    done = {(each["do"], each["words"]): each for each in entries}
    assert set(done) == {("reject", "April 24"), ("change", "Wednesday")} and not problems
    assert done["change", "Wednesday"]["set"] == {"type": "founding"}
    del documents[0]["article_id"], documents[0]["label"][0]
    given.write_text(json.dumps(documents[0]) + "\n", encoding="utf-8")
    result = labelling.ledger(TABLES, labelling.read(given), load(), author="Ada", today=date(2026, 1, 2))
    assert result.entries == 1 and 'do = "reject"' in result.ledger and "date = 2026-01-02" in result.ledger


def test_places_count_as_javascript_does_and_back() -> None:
    text = "a\U0001f5f3b"
    assert [units(text, at) for at in range(4)] == [0, 1, 3, 4]
    assert [labelling._place(text, units(text, at)) for at in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"text": "x"}', '[{"annotations": [{"result": [{}]}]}]', "{"]
)
def test_a_file_that_is_no_export_is_said(content: str, tmp_path: Path) -> None:
    path = tmp_path / "labelled.json"
    path.write_text(content)
    if not content:
        assert labelling.read(path) == []
        return
    with pytest.raises(TimelineError) as raised:
        labelling.read(path)
    assert raised.value.code == "bad-labels"


def test_other_articles_and_missing_names_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = labelling.ledger(
        TABLES, [Labelled("", "Another text.", ())], load(), author="Ada", today=date(2026, 1, 2)
    )
    assert "no article of these tables" in result.problems[0]
    assert cli.main(["review", str(TABLES.folder), "--import", str(LABELLED)]) == 2
    assert "--author NAME" in capsys.readouterr().err


def test_the_interface_is_in_the_documents_and_has_every_label() -> None:
    assert CONFIG in (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    assert all(f'value="{label}"' in CONFIG for label in LABELS)
