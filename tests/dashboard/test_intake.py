"""What visitors bring is read within bounds; what is not says why and what to do."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dashboard import intake
from dashboard.intake import Load
from pipeline import reading
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.page import Page

TEXT = (
    "Emmanuel Macron won the runoff of April 24, 2022 with 58.5% of the vote. Marine Le Pen got the rest. "
    "The turnout was the lowest in a runoff of the presidential election for more than fifty years."
)
DAY = date(2022, 4, 25)


@pytest.mark.parametrize(
    ("title", "day", "url", "text"),
    [
        ("", None, "", TEXT),
        ("Macron wins", None, "", TEXT),
        ("", DAY, "", TEXT),
        ("Macron wins", DAY, "", f"Macron wins\n\n{TEXT}"),
        (" Macron\nwins ", DAY, "https://news.example/a", TEXT),
        ("", None, "", f"Macron wins\n20220425\nhttps://news.example/a\n\n{TEXT}"),
    ],
)
def test_a_pasted_article_is_what_a_build_of_its_file_reads(
    title: str, day: date | None, url: str, text: str, tmp_path: Path
) -> None:
    brought = intake.pasted(title, day, url, text, Load())
    (article,) = brought.articles
    path = tmp_path / brought.name
    path.write_bytes(brought.data)
    assert list(reading.articles([path])) == [article]
    assert article.text.count("Macron wins") == (1 if title or text is not TEXT else 0)
    assert article.title == ("Macron wins" if title or text is not TEXT else "")
    assert article.published == (DAY if day or (text is not TEXT and not title) else None)
    assert article.url == ("https://news.example/a" if url or "example" in text else "")


@pytest.mark.parametrize(
    ("text", "says"),
    [("   \n ", "The text is empty."), ("Zxq " * 40, "read"), ("\x00\x01\x02" * 900, "")],
)
def test_what_cannot_be_read_says_so(text: str, says: str) -> None:
    brought = intake.pasted("", None, "", text, Load())
    assert not brought.articles
    ((_, problem),) = brought.problems
    assert says in problem and problem.endswith(".")


def test_the_bounds_of_a_session_are_said() -> None:
    def problem(load: Load, text: str = TEXT) -> str:
        brought = intake.pasted("", None, "", text, load)
        assert not brought.articles
        return brought.problems[0][1]

    assert f"{intake.MOST_ARTICLES} articles" in problem(Load(articles=intake.MOST_ARTICLES))
    assert f"{intake.MOST_CHARACTERS:,} characters" in problem(Load(1, intake.MOST_CHARACTERS - 10))
    assert f"{intake.MOST_MEGABYTES} MB" in problem(Load(1, 1, intake.MOST_MEGABYTES * 1_000_000))
    assert f"{intake.LONGEST:,}" in problem(Load(), TEXT * (intake.LONGEST // len(TEXT) + 1))
    large = intake.uploaded("a.txt", b"x" * (intake.LARGEST_MEGABYTES * 1_000_000 + 1), None, Load())
    assert "MB" in large.problems[0][1]


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_gives_its_articles_and_what_is_wrong_with_the_others() -> None:
    files = {"a.txt": TEXT.encode(), "b.txt": b"", "c.pdf": b"%PDF"}
    brought = intake.uploaded("news.zip", _zip(files), DAY, Load())
    assert [article.source for article in brought.articles] == ["news.zip/a.txt"]
    assert brought.articles[0].published == DAY
    assert {what for what, _ in brought.problems} == {"news.zip/b.txt", "news.zip/c.pdf"}


def test_an_archive_that_unpacks_to_too_much_is_left() -> None:
    many = _zip({f"{n}.txt": TEXT.encode() for n in range(intake.MOST_ARTICLES * 6)})
    assert "Split it" in intake.uploaded("a.zip", many, None, Load()).problems[-1][1]
    more = _zip({f"{n}.txt": f"{n} {TEXT}".encode() for n in range(intake.MOST_ARTICLES + 5)})
    brought = intake.uploaded("a.zip", more, None, Load(articles=3))
    assert len(brought.articles) == intake.MOST_ARTICLES - 3
    assert "room for" in brought.problems[-1][1]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8501/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "ftp://a.example/",
        "x",
        "",
    ],
)
def test_an_address_that_is_not_public_is_refused_in_words(url: str) -> None:
    brought = intake.fetched(url, None, Load())
    assert not brought.articles
    ((_, problem),) = brought.problems
    assert problem[0].isupper() or problem[0].isdigit() or problem[:4] == "http"
    assert problem.endswith(".")


def test_a_page_is_fetched_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bool] = []

    def fetch(self: Fetcher, url: str) -> Page:
        kept.append(self._keep)
        return Page(url, "https://news.example/2022/04/25/b", "text/plain", "utf-8", TEXT.encode())

    monkeypatch.setattr(Fetcher, "fetch", fetch)
    (article,) = intake.fetched("https://news.example/a", None, Load()).articles
    assert kept == [False]
    assert (article.publisher, article.published) == ("news.example", DAY)
