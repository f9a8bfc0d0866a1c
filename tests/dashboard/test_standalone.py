"""A view as a page of its own."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard import citing
from dashboard.data import Data
from pipeline.telling import standalone, story, subjects
from pipeline.telling.filters import View
from pipeline.telling.i18n import speaking

HOSTILE = "<script>alert(1)</script>&lt;b&gt;"


def view(data: Data) -> View:
    who = {each.key: each for each in subjects.subjects(data.tables, data.reference)}["RN"]
    return View(who, "president", (1972, 2022))


def made(data: Data) -> bytes:
    shown = view(data)
    return standalone.page(shown, story.tell(shown, data), data)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text outside of scripts and styles."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] not in ("script", "style"):
            self.text += data


def test_the_page_has_the_finding_the_chart_and_the_same_in_tables(seed: Data) -> None:
    page = Page(made(seed))
    tags = [tag for tag, _ in page.tags]
    assert (tags.count("h1"), tags.count("table"), tags.count("main")) == (1, 2, 1)
    assert "rose from 0.75% in 1974 to 17.79% in the 2002 runoff" in page.text
    assert "Runoff:" in page.text
    assert ("a", "https://nationalinterest.org") in [
        (tag, (attributes.get("href") or "")[:28]) for tag, attributes in page.tags
    ]


def test_the_page_asks_for_nothing_from_anywhere(seed: Data) -> None:
    for tag, attributes in Page(made(seed)).tags:
        assert tag not in ("link", "img", "iframe"), tag
        assert not attributes.get("src")


def test_what_articles_say_is_text_in_the_page(seed: Data) -> None:
    tables = seed.tables
    hostile = replace(
        tables,
        articles=tables.articles.assign(title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)"),
        timeline=tables.timeline.assign(label=HOSTILE),
        vote_shares=tables.vote_shares.assign(subject=HOSTILE),
    )
    data = replace(seed, tables=hostile, stamp="hostile")
    content = made(data)
    before = Page(made(seed))
    page = Page(content)
    scripts = sum(tag == "script" for tag, _ in page.tags)
    assert scripts == sum(tag == "script" for tag, _ in before.tags)
    assert HOSTILE in page.text
    assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in page.tags)


def test_the_page_speaks_the_readers_language(seed: Data) -> None:
    with speaking("fr"):
        page = Page(made(replace(seed, stamp="in French")))
    assert page.tags[0] == ("html", {"lang": "fr"})
    assert "Source : nationalinterest.org ; résultats officiels." in page.text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("link", "source"),
    [
        ("http://a.test/?who=RN", "http://a.test/?who=RN&amp;embed=true"),
        ("http://a.test/", "http://a.test/?embed=true"),
    ],
)
def test_the_frame_for_other_pages_has_the_link_with_embed(link: str, source: str) -> None:
    assert f'src="{source}"' in citing.frame(link)


def test_the_link_to_a_view_keeps_its_filters() -> None:
    assert citing.here("http://a.test/", {"who": "RN", "years": "2000-2022"}) == (
        "http://a.test/?who=RN&years=2000-2022"
    )


def test_a_long_table_is_cut_and_says_so(seed: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standalone, "MOST_ROWS", 3)
    page = Page(made(seed))
    told = len(story.tell(view(seed), seed).events)
    assert f"Events: the first 3 of {told}" in page.text
    assert sum(tag == "tr" for tag, _ in page.tags) == 2 * (1 + 3)
