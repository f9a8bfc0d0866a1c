"""A TimeML document is its text, its day and the labels at their places in that text."""

from datetime import date
from pathlib import Path

from benchmarks.timeml import Document, Span, documents, read

LABELLED = """<?xml version="1.0" ?>
<TimeML><DOCID>votes</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-04-27" functionInDocument="CREATION_TIME">April 27</TIMEX3></DCT>
<TITLE>On <TIMEX3 tid="t9" type="DATE" value="2022-04-24">Sunday</TIMEX3></TITLE>
<TEXT>Macron &amp; others <EVENT eid="e1">won</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2022-04-24">April 24,
2022</TIMEX3>, <TIMEX3 tid="t2" type="SET" value="P5Y">every <TIMEX3 tid="t3" type="DURATION"
value="P5Y">five years</TIMEX3></TIMEX3><TIMEX3 tid="t4" type="DATE" value="2022"/>.</TEXT></TimeML>
"""


def write(path: Path, content: str = LABELLED) -> Path:
    path.write_text(content, encoding="utf-8", newline="\r\n")
    return path


def test_labels_stand_at_their_place_in_the_plain_text(tmp_path: Path) -> None:
    found = read(write(tmp_path / "votes.tml"))
    assert found.name == "votes"
    assert found.created == date(2022, 4, 27)
    assert found.text == "Macron & others won on April 24,\n2022, every five years."
    labels = [(found.text[span.start : span.end], span.type, span.value) for span in found.gold]
    assert labels == [
        ("April 24,\n2022", "DATE", "2022-04-24"),
        ("every five years", "SET", "P5Y"),
        ("five years", "DURATION", "P5Y"),
    ]


def test_what_is_missing_is_empty(tmp_path: Path) -> None:
    bare = write(tmp_path / "bare.tml", "<TimeML><TEXT>In <TIMEX3>May</TIMEX3>.</TEXT></TimeML>")
    assert read(bare) == Document("bare", "In May.", None, [Span(3, 6, "", "")])
    assert read(write(tmp_path / "empty.tml", "")) == Document("empty", "", None, [])


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for folder, names in (("one", ("b.tml", "a.tml", "._a.tml", "a.txt")), ("two", ("c.tml",))):
        (tmp_path / folder).mkdir()
        for name in names:
            write(tmp_path / folder / name)
    found = documents([tmp_path / "two", tmp_path / "one"])
    assert [document.name for document in found] == ["c", "a", "b"]
