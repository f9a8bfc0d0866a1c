"""Of pages under one address the newest counts, with the days of all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import store
from pipeline.building import build
from pipeline.model import Article
from pipeline.versions import newest

URL = "https://www.example.org/news/runoff"


def version(name, url=URL, published=None, updated=None, text="text", status="ok"):
    days = [date.fromisoformat(day) if day else None for day in (published, updated)]
    return Article(name, f"{name}.html", text, url=url, published=days[0], updated=days[1], status=status)


def test_the_newest_replaces_the_others_and_both_days_are_kept():
    (kept,) = newest(
        [
            version("a", published="2022-04-24"),
            version("b", published="2022-04-25", updated="2022-04-27"),
            version("c"),
        ]
    )
    assert kept.article.article_id == "b" and set(kept.sources) == {"a.html", "b.html", "c.html"}
    assert (kept.published, kept.updated) == (date(2022, 4, 24), date(2022, 4, 27))


def test_a_version_without_days_of_change_is_as_new_as_its_day():
    (kept,) = newest([version("a", published="2022-04-24"), version("b", published="2022-04-25")])
    assert kept.article.article_id == "b"
    assert (kept.published, kept.updated) == (date(2022, 4, 24), date(2022, 4, 25))


def test_of_equals_the_longest():
    (kept,) = newest([version("z", text="teaser"), version("a", text="the whole article")])
    assert kept.article.article_id == "a" and kept.published is None and kept.updated is None


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/runoff",
        f"{URL}/",
        f"{URL}#top",
        f"{URL}?utm_source=x&fbclid=3",
        "https://m.example.org/news/runoff",
    ],
)
def test_one_page_under_addresses_that_differ_in_nothing(other):
    assert len(newest([version("a"), version("b", url=other)])) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (URL, f"{URL}?page=2"),
        (URL, "https://example.org/news/other"),
        (URL, "https://example.com/news/runoff"),
        ("https://example.org/", "https://example.org"),
        ("", ""),
        ("https://[x", "https://[x"),
    ],
)
def test_pages_that_are_two(one, two):
    assert len(newest([version("a", url=one), version("b", url=two)])) == 2


def test_what_was_not_read_replaces_nothing_and_the_same_bytes_are_one():
    assert len(newest([version("a"), version("b", status="failed")])) == 2
    (kept,) = newest([version("a", url=""), version("a")])
    assert kept.sources == ("a.html",)


VERSIONS = st.lists(
    st.builds(
        version,
        st.sampled_from("abcdef"),
        st.sampled_from([URL, f"{URL}/", "https://example.org/x", ""]),
        st.sampled_from([None, "2022-04-24", "2022-04-25"]),
        st.sampled_from([None, "2022-04-26"]),
        st.sampled_from(["text", "longer text"]),
        st.sampled_from(["ok", "failed"]),
    ),
    max_size=8,
    unique_by=lambda found: found.article_id,
)


@given(VERSIONS, st.randoms())
def test_the_order_of_articles_does_not_matter(articles, random):
    def told(found):
        return {
            (kept.article.article_id, frozenset(kept.sources), kept.published, kept.updated) for kept in found
        }

    shuffled = random.sample(articles, len(articles))
    assert told(newest(articles)) == told(newest(shuffled))


PAGE = """<html lang="en"><head><title>Macron wins</title><link rel="canonical" href="https://www.example.org/news/runoff">
<meta property="article:published_time" content="2022-04-24"><meta property="article:modified_time" content="{changed}">
</head><body><article><h1>Macron wins</h1><p>Emmanuel Macron won the runoff of the French presidential election on
24 April 2022 with {share}% of the vote, against Marine Le Pen, official results showed on Monday.</p></article></body></html>"""


def test_from_build_to_rows(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "old.html").write_text(PAGE.format(changed="2022-04-25", share="58.2"))
    build([news], tmp_path / "out")
    (news / "new.html").write_text(PAGE.format(changed="2022-04-27", share="58.55"))
    summary = build([news], tmp_path / "out")
    tables = store.load(tmp_path / "out")
    (row,) = tables.articles.to_dict("records")
    assert (row["published"], row["updated"], row["source"]) == (
        "2022-04-24",
        "2022-04-27",
        ["new.html", "old.html"],
    )
    assert (
        58.55 in tables.vote_shares["share_pct"].tolist()
        and 58.2 not in tables.vote_shares["share_pct"].tolist()
    )
    assert (summary.articles, summary.extracted) == (1, 1)
    assert build([news / "old.html", news / "new.html"], tmp_path / "out").extracted == 0


def test_relative_dates_hang_on_the_day_of_the_version(tmp_path):
    text = "Macron wins\n{day}\nhttps://www.example.org/news/runoff\nThe president of France, Emmanuel Macron, spoke to voters in Paris on Monday. {more}\n"
    (tmp_path / "a.txt").write_text(text.format(day="20220418", more=""))
    (tmp_path / "b.txt").write_text(
        text.format(day="20220427", more="He had won the runoff of the election.")
    )
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    tables = store.load(tmp_path / "out")
    assert tables.articles["published"].tolist() == ["2022-04-18"]
    assert tables.dates["value"].tolist() == ["2022-04-25"]
