import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.building import build

SEED = Path(__file__).parents[2] / "seeds" / "000_247ffcb8bbd3ebcc.txt"
BODY = "Macron won the runoff of the presidential election with 58.55 percent of the vote on Sunday."
FORM = f"A title\n20220425\nhttps://www.example.org/a/b\n{BODY}\n"


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def only(*inputs, **options):
    (found,) = reading.articles(inputs, **options)
    return found


def test_the_seed():
    found = only(SEED)
    data = SEED.read_bytes()
    assert found.status == "ok" and found.problem == ""
    assert found.title == "Russia Rapprochement A Marine Le Pen Victory Would Shake Up NATO"
    assert found.published == date(2022, 4, 14)
    assert found.url.startswith("https://nationalinterest.org/") and found.publisher == "nationalinterest.org"
    assert found.language == "en" and found.source == SEED.name
    assert found.text == data.decode() and len(found.text) == 2996
    assert found.sha256 == hashlib.sha256(data).hexdigest() and found.article_id == found.sha256[:12]
    assert [found.text[slice(*span)] for span in found.metadata] == ["20220414", found.url]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_as_they_are(tmp_path, newline):
    text = FORM.replace("\n", newline)
    found = only(write(tmp_path, "a.txt", text))
    assert found.text == text
    assert (found.title, found.url) == ("A title", "https://www.example.org/a/b")
    assert found.published == date(2022, 4, 25)
    assert [text[slice(*span)] for span in found.metadata] == ["20220425", found.url]


def test_plain_text_without_a_day(tmp_path):
    found = only(write(tmp_path, "a.txt", f"Macron wins again\n\n{BODY}\n"))
    assert found.status == "ok" and found.published is None and found.metadata == ()
    assert "relative dates" in found.problem and found.title == "Macron wins again"
    given = only(tmp_path / "a.txt", published=date(2022, 4, 25))
    assert given.published == date(2022, 4, 25) and given.problem == ""


def test_a_stated_day_goes_before_the_given_one(tmp_path):
    assert only(write(tmp_path, "a.txt", FORM), published=date(2000, 1, 1)).published == date(2022, 4, 25)


def test_a_number_that_is_no_day_is_text():
    found = reading.article(f"A title\n20229999\n{BODY}")
    assert found.published is None and found.metadata == ()


def test_markdown_heading_is_the_title(tmp_path):
    assert only(write(tmp_path, "a.md", f"# Macron wins.\n\n{BODY}")).title == "Macron wins."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15"])
def test_encodings(tmp_path, encoding):
    text = FORM.replace("A title", "Élysée : la présidente réélue").replace(
        "Macron", "M. Mélenchon, né à Sète,"
    )
    data = text.encode(encoding)
    found = only(write(tmp_path, "a.txt", data))
    assert found.status == "ok" and found.title == "Élysée : la présidente réélue"
    mark = "\ufeff" if encoding == "utf-8-sig" else ""
    assert found.text == mark + text
    assert found.article_id == hashlib.sha256(data).hexdigest()[:12]


def test_a_folder_in_order_with_its_bad_files(tmp_path):
    write(tmp_path, "b/two.txt", FORM)
    write(tmp_path, "a.txt", FORM)
    write(tmp_path, ".hidden/x.txt", FORM)
    write(tmp_path, "b/.x.txt", FORM)
    write(tmp_path, "c1_empty.txt", b"")
    write(tmp_path, "c2_blank.txt", " \n\n")
    write(tmp_path, "c3_binary.txt", b"\x7fELF\x00\x01" * 50)
    write(tmp_path, "c4_picture.png", b"\x89PNG\r\n")
    write(tmp_path, "c5_large.txt", b"a " * (reading.LARGEST // 2 + 1))
    write(tmp_path, "c6_german.txt", "Die Wahl am Sonntag hat der Präsident gewonnen, sagte er. " * 5)
    write(tmp_path, "c7_unmarked.txt", FORM.encode("utf-16-le"))
    (tmp_path / "c8_gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "c9_pipe.txt")
    found = {article.source: article for article in reading.articles([tmp_path])}
    assert list(found) == sorted(found)
    assert {name for name, article in found.items() if article.status == "ok"} == {"a.txt", "b/two.txt"}
    assert found["a.txt"].article_id == found["b/two.txt"].article_id
    words = {
        "c1_empty.txt": "empty",
        "c2_blank.txt": "empty",
        "c3_binary.txt": "binary",
        "c4_picture.png": "no reader",
        "c5_large.txt": "split",
        "c6_german.txt": "'de'",
        "c7_unmarked.txt": "UTF-8",
        "c8_gone.txt": "check",
        "c9_pipe.txt": "regular",
    }
    for name, word in words.items():
        assert found[name].status in ("failed", "skipped") and word in found[name].problem, found[name]
    assert found["c8_gone.txt"].status == "failed"
    assert len({article.article_id for article in found.values()}) == len(found) - 1


def test_patterns(tmp_path):
    write(tmp_path, "x/a.txt", FORM)
    write(tmp_path, "y/b.txt", FORM)
    write(tmp_path, "y/c.md", FORM)
    assert [a.source for a in reading.articles([f"{tmp_path}/*/*.txt"])] == ["x/a.txt", "y/b.txt"]
    assert [a.source for a in reading.articles([f"{tmp_path}/**/*.md"])] == ["y/c.md"]
    assert [a.source for a in reading.articles([f"{tmp_path}/*"])] == ["x/a.txt", "y/b.txt", "y/c.md"]
    assert "matches no file" in only(f"{tmp_path}/*.csv").problem


@pytest.mark.parametrize("given", ["/no/such/file.txt", "a\0b", "x" * 5000])
def test_an_input_that_is_nothing_is_a_failed_article(given, tmp_path):
    write(tmp_path, "a.txt", FORM)
    failed, fine = reading.articles([given, tmp_path])
    assert failed.status == "failed" and failed.problem and failed.article_id
    assert fine.status == "ok"


def test_an_empty_folder_says_so(tmp_path):
    assert "no file" in only(tmp_path).problem


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.lemonde.fr/a", "lemonde.fr"),
        ("http://m.a.org:80/", "a.org"),
        ("", ""),
        ("http://[x", ""),
    ],
)
def test_publisher(url, host):
    assert reading.publisher(url) == host


def test_a_given_language_is_taken_and_an_unknown_one_refused():
    assert reading.article(BODY, language="fr").language == "fr"
    refused = reading.article(BODY, language="tlh")
    assert refused.status == "skipped" and "tlh" in refused.problem


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_is_an_article(text):
    found = reading.article(text)
    assert found.text == text and found.status in ("ok", "skipped")
    assert all(0 <= span.start <= span.end <= len(text) for span in found.metadata)


@settings(max_examples=60, deadline=None)
@given(st.binary())
def test_any_bytes_decode_or_not(data):
    text = reading.decode(data)
    assert text is None or isinstance(text, str)


def test_a_folder_of_built_tables_holds_no_articles(tmp_path: Path) -> None:
    """`build . --out tables`, run again, reads the articles and not its own tables."""
    (tmp_path / "a.txt").write_text("Labour won 33.7 per cent of the vote on Thursday.", encoding="utf-8")
    tables = tmp_path / "tables"
    build([tmp_path], tables)
    build([tmp_path], tables)
    assert [article.source for article in reading.articles([tmp_path])] == ["a.txt"]
