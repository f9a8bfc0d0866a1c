"""Each format, as another program or library writes it; and what was exported, read again."""

import email.policy
import shutil
import subprocess
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pipeline
from pipeline import building, reading
from pipeline.collecting import named
from pipeline.exporting import FORMATS
from pipeline.readers.formats import OPENERS, READERS
from pipeline.store import Tables
from tests.pipeline import sample

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "documents"
GOLD = ROOT / "tests" / "gold" / "articles"
RECORDS = pd.DataFrame(
    {
        "headline": ["Macron l'emporte, « 58,5 % »", "The runoff"],
        "body": ["Dimanche, le président a obtenu 58,5 % des voix au second tour. " * 4, sample.WORDS * 3],
        "url": ["https://news.example/1", "https://news.example/2"],
        "published": ["2022-04-25", "2022-04-26"],
    }
)


def _read(path: Path) -> list[tuple[str, str, str]]:
    found = list(reading.articles([path]))
    assert [each.problem for each in found] == [""] * len(found)
    return [(each.article_id, each.title, str(each.published)) for each in found]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    path = tmp_path_factory.mktemp("first") / "news.csv"
    RECORDS.to_csv(path, index=False)
    found = _read(path)
    assert [title for _, title, _ in found] == RECORDS["headline"].tolist()
    assert [day for *_, day in found] == RECORDS["published"].tolist()
    return found


@pytest.mark.parametrize(
    "name", ["news.tsv", "news.json", "news.jsonl", "news.ndjson", "news.parquet", "news.xlsx"]
)
def test_tables_that_pandas_writes_are_the_same_articles(name: str, tmp_path: Path, expected: object) -> None:
    path = tmp_path / name
    if name.endswith("tsv"):
        RECORDS.to_csv(path, index=False, sep="\t", encoding="utf-16")
    elif name.endswith("json") and "nd" not in name:
        RECORDS.to_json(path, orient="records")
    elif name.endswith(("jsonl", "ndjson")):
        RECORDS.to_json(path, orient="records", lines=True)
    elif name.endswith("parquet"):
        RECORDS.to_parquet(path)
    else:
        RECORDS.to_excel(path, index=False)
    assert _read(path) == expected


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("news.csv", "FORMAT csv, HEADER, DELIMITER ';', FORCE_QUOTE *"),
        ("news.json", "FORMAT json, ARRAY true"),
        ("news.jsonl", "FORMAT json"),
        ("news.parquet", "FORMAT parquet, COMPRESSION zstd"),
    ],
)
def test_tables_that_duckdb_writes_are_the_same_articles(
    name: str, options: str, tmp_path: Path, expected: object
) -> None:
    base = duckdb.connect()
    base.register("records", RECORDS)
    base.execute(f"COPY (SELECT * FROM records) TO '{(tmp_path / name).as_posix()}' ({options})")
    assert _read(tmp_path / name) == expected


@pytest.mark.parametrize(
    ("made", "command"),
    [
        ("news.tar", ["tar", "-cf", "news.tar", "a"]),
        ("news.tgz", ["tar", "-czf", "news.tgz", "a"]),
        ("news.zip", ["zip", "-qr", "news.zip", "a"]),
        ("a/b/news.csv.gz", ["gzip", "a/b/news.csv"]),
        ("a/b/news.csv.bz2", ["bzip2", "a/b/news.csv"]),
        ("a/b/news.csv.xz", ["xz", "a/b/news.csv"]),
    ],
)
def test_archives_of_programs_hold_the_same_articles(
    made: str, command: list[str], tmp_path: Path, expected: object
) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"no program {command[0]} on the path")
    (tmp_path / "a" / "b").mkdir(parents=True)
    RECORDS.to_csv(tmp_path / "a" / "b" / "news.csv", index=False)
    subprocess.run(command, cwd=tmp_path, check=True)
    assert _read(tmp_path / made) == expected


def test_an_email_of_the_standard_library_has_its_day_and_text() -> None:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "Résultats : le second tour"
    message["From"] = "La Lettre <lettre@journal.example>"
    message["Date"] = datetime(2022, 4, 25, 7, tzinfo=UTC)
    message.set_content(RECORDS["body"][0], cte="quoted-printable")
    message.add_alternative(f"<p>{RECORDS['body'][0]}</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="tract.pdf")
    (article,) = reading.contents(bytes(message), "lettre.eml")
    assert (article.title, str(article.published)) == ("Résultats : le second tour", "2022-04-25")
    assert (article.publisher, article.language) == ("journal.example", "fr")
    assert article.text.count("58,5 % des voix") == 4


@pytest.mark.parametrize("name", ["feedgen.rss", "feedgen.atom"])
def test_feeds_of_feedgen_name_their_pages(name: str) -> None:
    found = named((FILES / name).read_bytes(), f"https://news.example/{name}")
    assert list(found.pages) == [
        f"https://news.example/2022/04/25/{number}.html?a=1&b=2" for number in (1, 2)
    ]
    assert not found.feeds


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Tables, Path]:
    folder = tmp_path_factory.mktemp("built")
    inputs = sorted(GOLD.iterdir())[:3]
    building.build(inputs, folder / "tables")
    return inputs, pipeline.load(folder / "tables"), folder


@pytest.mark.parametrize("to", ["jsonl", "parquet"])
def test_articles_that_were_exported_give_the_same_rows_and_none_twice(
    to: str, built: tuple[list[Path], Tables, Path]
) -> None:
    inputs, first, folder = built
    path = pipeline.export(first, to, folder / f"articles.{to}", table="articles")
    building.build([path], folder / f"alone-{to}")
    building.build([*inputs, path], folder / f"beside-{to}")
    alone, beside = (pipeline.load(folder / f"{name}-{to}") for name in ("alone", "beside"))
    assert sorted(alone.articles["text"]) == sorted(first.articles["text"].str.strip())
    for name, frame in first.items():
        assert len(alone[name]) == len(beside[name]) == len(frame), name
    for again in (alone, beside):
        kept = [name for name in first.timeline if name not in ("event_ids", "conflict")]
        assert again.timeline[kept].equals(first.timeline[kept])


def _rows(page: str, title: str) -> list[str]:
    """The rows of the table below a heading, as their first cells."""
    below = (
        (ROOT / "docs" / page).read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    )
    return [line.split("|")[1] for line in below.splitlines() if line.startswith("| `")]


def test_the_documents_say_which_program_made_a_file_of_each_format() -> None:
    told = " ".join(_rows("formats.md", "Tried with files of other programs"))
    assert [ending for ending in (*READERS, *OPENERS) if f"`{ending}`" not in told] == []


def test_the_documents_say_what_reads_each_format_back() -> None:
    told = " ".join(_rows("export.md", "Read back by other programs"))
    assert [name for name in FORMATS if f"`{name}`" not in told] == []
