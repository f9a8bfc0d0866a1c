"""JSON lines, JSON, CSV and Parquet: the same records, the same articles; bad ones cost themselves alone."""

import csv
import gzip
import io
import json
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.readers import json_file, json_lines, records

TEXT = "Emmanuel Macron won the runoff of the presidential election on 24 April 2022 with 58.55% of the vote."
RECORDS = [
    {
        "url": f"https://www.a.org/{n}",
        "headline": f"Title {n}",
        "body": f"{TEXT} {n}",
        "date": f"2022-04-{n:02}",
    }
    for n in range(1, 6)
]


def as_jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows, delimiter=",", encoding="utf-8"):
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_parquet(rows):
    out = io.BytesIO()
    pd.DataFrame(rows).to_parquet(out)
    return out.getvalue()


FORMS = {
    "a.jsonl": as_jsonl,
    "a.ndjson": as_jsonl,
    "a.jsonl.gz": lambda rows: gzip.compress(as_jsonl(rows)),
    "lines.json": as_jsonl,
    "array.json": lambda rows: json.dumps(rows, indent=2).encode(),
    "bom.json": lambda rows: b"\xef\xbb\xbf" + json.dumps(rows).encode(),
    "inside.json": lambda rows: json.dumps({"status": "ok", "response": {"n": 5, "docs": rows}}).encode(),
    "a.csv": as_csv,
    "semicolon.csv": lambda rows: as_csv(rows, ";"),
    "excel.csv": lambda rows: as_csv(rows, ";", "utf-8-sig"),
    "western.csv": lambda rows: as_csv(rows, ";", "cp1252"),
    "a.tsv": lambda rows: as_csv(rows, "\t"),
    "a.parquet": as_parquet,
}


def found(data, name="a.jsonl", **options):
    return list(reading.contents(data, name, **options))


@pytest.mark.parametrize("name", FORMS)
def test_the_same_records_are_the_same_articles_in_every_format(name):
    articles = found(FORMS[name](RECORDS), name)
    known = found(as_jsonl(RECORDS))
    assert [article.status for article in articles] == ["ok"] * 5
    assert [article.article_id for article in articles] == [article.article_id for article in known]
    assert [article.published for article in articles] == [date(2022, 4, n) for n in range(1, 6)]
    first = articles[0]
    assert first.text == f"Title 1\n\n{TEXT} 1" and first.title == "Title 1"
    assert (first.url, first.publisher, first.language) == ("https://www.a.org/1", "a.org", "en")
    assert first.reader == "record 1"


def test_the_source_names_the_line_or_the_place():
    assert [article.source for article in found(as_jsonl(RECORDS[:2]))] == ["a.jsonl#1", "a.jsonl#2"]
    assert [a.source for a in found(b"\n\n" + as_jsonl(RECORDS[:1]) + b"\n" + as_jsonl(RECORDS[:1]))] == [
        "a.jsonl#3",
        "a.jsonl#5",
    ]
    rows = [RECORDS[0] | {"body": f"{TEXT}\n\nTwo lines."}, RECORDS[1]]
    assert [article.source for article in found(as_csv(rows), "a.csv")] == ["a.csv#2", "a.csv#5"]
    assert [article.source for article in found(as_parquet(RECORDS[:2]), "a.parquet")] == [
        "a.parquet#1",
        "a.parquet#2",
    ]


def test_a_bad_line_costs_that_line_alone():
    good = as_jsonl(RECORDS[:1])
    lines = [good, b'{"body": "broken\n', b"[1, 2]\n", b'"text"\n', b"\x00\x01\x02\n", b'{"body": ""}\n', b'{"x": 1}\n',
             b"[" * 100_000 + b"\n", good.replace(b"Title 1", b"Title 9")]  # fmt: skip
    articles = found(b"".join(lines))
    assert [article.status for article in articles] == [
        "ok",
        *["failed"] * 4,
        *["skipped"] * 2,
        "failed",
        "ok",
    ]
    assert [article.source for article in articles] == [f"a.jsonl#{n}" for n in range(1, 10)]
    assert all(article.problem for article in articles[1:-1])
    assert len({article.article_id for article in articles}) == 9


def test_bad_lines_alone_are_named_and_so_is_what_follows_them():
    articles = found(b"x\n" * 150 + as_jsonl(RECORDS[:1]))
    assert [article.status for article in articles] == ["failed"] * 150 + ["ok"]


def test_an_array_that_breaks_off_gives_what_stands_before():
    data = json.dumps(RECORDS).encode()[:-40]
    articles = found(data, "a.json")
    assert [article.status for article in articles] == ["ok"] * 4 + ["failed"]
    assert articles[-1].source == "a.json#5" and "from here on" in articles[-1].problem


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[", b"17", b'"x"', b"null", b"{}", b"[]", b"[1]", b'{"a": [{"b": 1}]}', b"\xff\xfe"]
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.parquet", "a.json.gz"])
def test_what_is_no_such_file_is_an_article_that_says_why(name, data):
    articles = found(data, name)
    assert articles and all(article.status != "ok" and article.problem for article in articles)


@pytest.mark.parametrize("data", [b"[" * 100_000, b"[" + b'{"a":' * 100_000, b'{"a":' * 100_000])
def test_what_is_nested_too_deep_says_so(data):
    (article,) = found(data, "a.json")
    assert article.status == "failed" and "nested too deep" in article.problem


def test_a_row_with_too_many_cells_is_named():
    data = as_csv(RECORDS[:1]) + b"1,2,3,4,5,6\r\n" + as_csv(RECORDS[1:2]).split(b"\r\n", 1)[1]
    articles = found(data, "a.csv")
    assert [(a.source, a.status) for a in articles] == [
        ("a.csv#2", "ok"),
        ("a.csv#3", "failed"),
        ("a.csv#4", "ok"),
    ]
    assert "6 cells and the header 4" in articles[1].problem


def test_a_quote_that_is_never_closed_does_not_fill_memory(monkeypatch):
    monkeypatch.setattr("pipeline.readers.csv_file.LARGEST", 10_000)
    data = b'body,date\n"' + b"word " * 5_000 + b"\n" + f"{TEXT},2022-04-25\n".encode() * 300
    articles = found(data, "a.csv")
    assert articles[0].status == "failed" and articles[0].source == "a.csv#2"


def test_columns_that_are_given():
    rows = [{"corpus": f"{TEXT} x", "body": "no", "jour": "2022-04-25", "date": "2000-01-01"}]
    (article,) = found(as_csv(rows), "a.csv", columns={"text": "corpus", "published": "jour"})
    assert article.text == f"{TEXT} x" and article.published == date(2022, 4, 25)
    (article,) = found(as_csv(rows), "a.csv", columns={"text": "nothing"})
    assert (
        article.status == "failed"
        and "no column 'nothing' for text; there are: corpus, body" in article.problem
    )


def test_days_as_tables_have_them():
    rows = [
        {"text": f"{TEXT} {n}", "date": day}
        for n, day in enumerate(["4/25/2022", "4/5/2022", "soon 5", None])
    ]
    articles = found(as_jsonl(rows))
    assert [article.published for article in articles] == [date(2022, 4, 25), date(2022, 4, 5), None, None]
    assert "no day can be read in 'soon 5'" in articles[2].problem and "--published" in articles[3].problem
    (stamped,) = found(as_parquet([{"text": TEXT, "date": datetime(2022, 4, 25, 10)}]), "a.parquet")
    assert stamped.published == date(2022, 4, 25)


def test_a_page_in_a_record_is_read_as_a_page():
    html = f"<html><head><title>x</title><meta name='dcterms.date' content='2022-04-25'></head><body><nav>No</nav><article><h1>A title</h1><p>{TEXT}</p></article></body></html>"
    (article,) = found(as_jsonl([{"url": "https://a.org/x", "html": html}]))
    assert article.text == f"A title\n\n{TEXT}" and article.published == date(2022, 4, 25)
    assert article.reader.startswith("record 1, web 4") and article.url == "https://a.org/x"


def test_the_language_that_a_record_names_goes_before_detection():
    rows = [{"text": TEXT, "language": language} for language in ("fr-FR", "de", "xx", "")]
    assert [article.language for article in found(as_jsonl(rows))] == ["fr", "de", "en", "en"]


class Endless(io.RawIOBase):
    """Lines without end, which counts what was taken of it."""

    def __init__(self, line):
        self._line, self._rest, self.taken = line, b"", 0

    def readable(self):
        return True

    def readinto(self, buffer):
        while len(self._rest) < len(buffer):
            self._rest += self._line
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


@pytest.mark.parametrize(
    ("name", "first", "line"),
    [
        ("a.jsonl", b"", as_jsonl(RECORDS[:1])),
        ("a.json", b"[" + json.dumps(RECORDS[0]).encode(), b"," + json.dumps(RECORDS[0]).encode()),
        ("a.csv", as_csv(RECORDS[:1]), as_csv(RECORDS[:1]).split(b"\r\n", 1)[1]),
    ],
)
def test_records_stream(name, first, line):
    endless = Endless(line)
    endless._rest = first
    articles = reading.contents(io.BufferedReader(endless), name)
    for _ in range(1_000):
        assert next(articles).status == "ok"
    assert endless.taken < 10_000_000  # a part at a time, of up to 8 MB


def test_a_line_without_end_is_passed_over(monkeypatch):
    monkeypatch.setattr(json_lines, "_LONGEST_LINE", 1_000)
    data = b'{"text": "' + b"x" * 5_000 + b'"}\n' + as_jsonl(RECORDS[:1])
    articles = found(data)
    assert [(article.source, article.status) for article in articles] == [
        ("a.jsonl#1", "failed"),
        ("a.jsonl#2", "ok"),
    ]


def test_an_object_and_an_article_have_their_bounds(monkeypatch):
    monkeypatch.setattr(json_file, "LARGEST_OBJECT", 100)
    assert "more than the" in found(json.dumps(RECORDS[0], indent=1).encode(), "a.json")[0].problem
    monkeypatch.setattr(records, "LARGEST", 100)
    assert "more than the" in found(as_jsonl(RECORDS[:1]))[0].problem


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n\t"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_any_text_passes_through_every_format(pairs):
    rows = [{"text": f"{TEXT}{text}", "title": title.strip()} for text, title in pairs]
    known = [(article.article_id, article.text) for article in found(as_jsonl(rows))]
    assert [text for _, text in known] == [article.text for article in found(as_parquet(rows), "a.parquet")]
    for name in ("array.json", "a.csv", "a.tsv", "a.parquet"):
        assert [(article.article_id, article.text) for article in found(FORMS[name](rows), name)] == known


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.parquet", "a.zip", "a.tar", "a.gz", "a.html", "a.mhtml", "a.txt", "a.xz", "a"]))  # fmt: skip
def test_any_bytes_are_articles(data, name):
    articles = found(data, name)
    assert articles and all(article.source.startswith(name) for article in articles)
