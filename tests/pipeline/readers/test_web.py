"""Metadata, text and encoding of pages, case by case."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.readers.encoding import decode_page
from pipeline.readers.web import page

TEXT = "Emmanuel Macron won the runoff of the presidential election on 24 April 2022 with 58.55% of the vote."
BODY = f"<article><h1>A title</h1><p>{TEXT}</p><p>{TEXT.replace('won', 'had won')}</p></article>"
DAY = date(2022, 4, 25)


def html(head="", body=BODY, attributes='lang="en"'):
    return f"<!doctype html><html {attributes}><head><title>A title</title>{head}</head><body>{body}</body></html>"


def only(data, name="a.html", **options):
    (found,) = reading.contents(data.encode() if isinstance(data, str) else data, name, **options)
    return found


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-04-25T23:30:00+02:00">',
        '<meta name="dcterms.date" content="2022-04-25">',
        '<meta itemprop="datePublished" content="2022-04-25">',
        '<meta name="pubdate" content="20220425">',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A title","datePublished":"2022-04-25"}</script>',
        '<script type="application/ld+json">[{"@graph":[{"@type":"WebPage","datePublished":"2022-04-25T08:00:00Z"}]}]</script>',
        # What stands inside the article's node is about something else, wherever it stands.
        '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"x","datePublished":'
        '"2022-04-28"}],"headline":"A title","datePublished":"2022-04-25"}</script>',
    ],
)
def test_the_day_in_metadata(head):
    assert page(html(head)).published == DAY


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2022-04-25T10:00">Monday</time>',
        '<p class="date">Published on 25 April 2022</p>',
        '<span class="post-date">Apr 25, 2022</span>',
        '<p class="article__date">Publié le 25 avril 2022 à 05h00</p>',
        '<abbr class="published" title="2022-04-25">Monday</abbr>',
        "<i>Posted on 25 April 2022 by Ann</i>",
        "<p><b>Mis à jour le 25 avril 2022</b> | par A. B.</p>",
    ],
)
def test_the_day_in_an_element_that_holds_a_day(line):
    assert page(html(body=BODY.replace("</h1>", f"</h1>{line}"))).published == DAY


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<p>On 2022-04-20 he spoke. April 20, 2022 was a Wednesday.</p>",
        '<nav><time datetime="2022-04-20">20 April</time></nav>',
        '<aside><span class="date">20 April 2022</span></aside>',
        '<div class="comments"><time datetime="2022-04-20">20 April</time></div>',
        '<footer><time datetime="2022-04-20">20 April</time></footer>',
        '<script>var page = {"date": "2022-04-20", "datePublished": "2022-04-20"}</script>',
        '<figure><figcaption class="date">20 April 2022</figcaption></figure>',
        '<div class="related-posts"><time datetime="2022-04-20">20 April</time></div>',
        "<!-- 2022-04-20 --><p>Copyright 2022</p>",
        '<img src="/2022/04/20/a.jpg" alt="2022-04-20">',
        "<i>Posted on 20 April 2022 by Ann</i><p>Posted on 21 April 2022 by Ben</p>",
        "<div class='comments'><p>Posted on 20 April 2022</p></div>",
    ],
)
def test_no_day_comes_from_anywhere_else(elsewhere):
    assert page(html(body=BODY + elsewhere)).published is None
    assert only(html(body=BODY + elsewhere), published=DAY).published == DAY
    assert "no publication day" in only(html(body=BODY + elsewhere)).problem


def test_metadata_goes_before_the_address_and_the_address_before_a_date_line():
    url = "https://example.org/2022/04/26/a"
    assert page(html('<meta name="dcterms.date" content="2022-04-25">'), url).published == DAY
    line = BODY.replace("</h1>", '</h1><p class="date">27 April 2022</p>')
    assert page(html(body=line), url).published == date(2022, 4, 26)
    assert only(html(), url=url, published=DAY).published == date(2022, 4, 26)


def test_a_later_day_of_change_is_kept_and_no_other():
    head = '<meta property="article:published_time" content="2022-04-25">'
    changed = '<meta property="article:modified_time" content="{}">'
    assert only(html(head + changed.format("2022-04-26T01:00Z"))).updated == date(2022, 4, 26)
    assert only(html(head + changed.format("2022-04-25T12:00Z"))).updated is None
    assert only(html(head + changed.format("2022-04-01"))).updated is None


@pytest.mark.parametrize(
    ("head", "found_at", "url"),
    [
        ('<link rel="canonical" href="https://a.org/x">', "", "https://a.org/x"),
        ('<link rel="canonical" href="https://a.org/x">', "https://b.org/y", "https://b.org/y"),
        ('<meta property="og:url" content="https://a.org/x">', "https://b.org/y", "https://b.org/y"),
        ('<link rel="canonical" href="https://www.b.org/x">', "https://amp.b.org/y", "https://www.b.org/x"),
        ('<link rel="canonical" href="/x">', "https://b.org/y", "https://b.org/x"),
        ('<link rel="canonical" href="https://b.org/">', "https://b.org/y?id=3", "https://b.org/y?id=3"),
        ('<meta property="og:url" content="https://a.org/x">', "", "https://a.org/x"),
        ("", "https://b.org/y", "https://b.org/y"),
        ('<link rel="canonical" href="javascript:alert(1)">', "", ""),
        ("", "", ""),
    ],
)
def test_the_address(head, found_at, url):
    assert page(html(head), found_at).url == url


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0023)https://a.org/2022/x -->",
        "<!--\n Page saved with SingleFile \n url: https://a.org/2022/x \n-->",
    ],
)
def test_the_address_that_a_browser_noted(comment):
    assert page(comment + html()).url == "https://a.org/2022/x"


def test_the_site_is_the_publisher_of_a_page_without_address():
    assert only(html('<meta property="og:site_name" content="The Ledger">')).publisher == "The Ledger"
    head = (
        '<meta property="og:site_name" content="The Ledger"><link rel="canonical" href="https://www.a.org/x">'
    )
    assert only(html(head)).publisher == "a.org"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),  # a wrong word about bytes that are UTF-8
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("cp1252", ""),
        ("iso8859-15", '<meta charset="iso-8859-15">'),
        ("utf-16", ""),
    ],
)
def test_encodings(encoding, declared):
    text = "Le président sortant a été réélu à Besançon, où l’élection s’est tenue le 24 avril 2022."
    text = text if encoding != "iso8859-15" else text.replace("’", "'") + " Cœur, 5 €."
    data = html(declared, BODY.replace(TEXT, text)).encode(encoding)
    assert text in only(data).text


def test_the_server_names_the_encoding_before_the_page():
    data = html('<meta charset="koi8-r">', BODY.replace("won", "a été réélu")).encode("cp1252")
    assert "a été réélu" in only(data, charset="windows-1252").text
    assert "a été réélu" not in str(decode_page(data, "no-such-charset"))


def test_a_page_is_known_by_its_server_or_its_first_bytes():
    assert only(html(), "index.php?id=3").title == "A title"
    assert only(html(), "saved").reader.startswith("web")
    assert only(BODY, "https://a.org/x", media_type="text/html; charset=utf-8").reader.startswith("web")
    assert only(TEXT * 3, "https://a.org/x", media_type="text/plain").reader.startswith("text")
    assert only(TEXT, "a.php").status == "skipped"


@pytest.mark.parametrize("markup", ["", "<html></html>", html(body=""), html(body="<script>x</script>")])
def test_a_page_without_an_article_says_so(markup):
    found = only(markup)
    assert found.status == "skipped" and found.problem and found.text == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>He won on <time datetime='2017-05-07'>7 May 2017</time>.</p>",
        "<p>Le candidat élu <span class='date'>le 7 mai 2017</span> a été réélu cinq ans plus tard, dimanche soir.</p>",
        "<div class='candidate'>Emmanuel Macron, elected on 7 May 2017</div>",
    ],
)
def test_a_day_in_a_sentence_stays_and_is_no_day_of_the_page(sentence):
    found = page(html(body=BODY.replace("</article>", f"{sentence}</article>")))
    assert "2017" in found.text and found.published is None


def test_an_element_around_the_article_stays_whatever_it_is_called():
    wrapped = f"<div class='has-newsletter'><div role='dialog'>{BODY}</div></div><div class='newsletter'><p>81%</p></div>"
    text = page(html(body=wrapped)).text
    assert TEXT in text and "81%" not in text


def test_a_date_line_is_no_text_however_short_the_article():
    line = "<p class='article__date'>Published on 25 April 2022 at 05:00</p><p>Updated <time>26 April 2022</time></p>"
    assert (
        page(html(body=f"<article><h1>A title</h1>{line}<p>{TEXT}</p></article>")).text
        == f"A title\n\n{TEXT}"
    )


def test_a_table_of_figures_is_lines_and_a_table_of_blocks_is_none():
    rows = "".join(
        f"<tr><td>{name}</td><td>{votes}</td><td>{share}</td></tr>"
        for name, votes, share in [("Macron", "18,768,639", "58.55"), ("Le Pen", "13,288,686", "41.45")]
    )
    head = "<caption>Runoff</caption><tr><th>Name</th><th>Votes</th><th>% of votes</th></tr>"
    text = page(html(body=BODY.replace("</article>", f"<table>{head}{rows}</table></article>"))).text
    assert "Runoff\nName | Votes | % of votes\nMacron | 18,768,639 | 58.55%\nLe Pen | 13" in text
    layout = (
        f"<table><tr><td><a href='/'>Home</a><p></p></td><td><h1>A title</h1><p>{TEXT}</p></td></tr></table>"
    )
    assert page(html(body=layout)).text == f"A title\n\n{TEXT}"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<table>", "<tr>", "<td colspan=9>", "<th>", "</table>", "<div class='x'>", "</div>", "<a href='x'>", "</a>", "<time datetime='2022'>", "<script>", "<script type='application/ld+json'>", "{", "}", "<!--", "<meta charset=x>", "<html>", "<![CDATA[", "&#0;", "&amp;", "\0", "\ud800", TEXT]), max_size=30))  # fmt: skip
def test_any_mark_up_is_an_article(parts):
    data = "".join(parts).encode("utf-8", "surrogatepass")
    found = only(data)
    assert found.status in ("ok", "skipped", "failed")
    assert found.status == "ok" or found.problem


def test_a_page_of_too_many_elements_is_not_read(monkeypatch):
    monkeypatch.setattr("pipeline.readers.web.MOST_ELEMENTS", 20)
    found = only(html(body=BODY + "<i>x</i>" * 20))
    assert found.status == "skipped" and "save its text" in found.problem
    assert only(html()).status == "ok"


def lines_of(table):
    return page(html(body=BODY.replace("</article>", f"<table>{table}</table></article>"))).text.split("\n")[
        4:
    ]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (  # headings in two rows
            "<tr><th rowspan=2>Candidate</th><th rowspan=2>Party</th><th colspan=2>First round</th><th colspan=2>Runoff</th></tr>"
            "<tr><th>Votes</th><th>%</th><th>Votes</th><th>%</th></tr>"
            "<tr><td>Macron</td><td>EM</td><td>8,656,346</td><td>24.01</td><td>20,743,128</td><td>66.10</td></tr>"
            "<tr><td>Fillon</td><td>LR</td><td>7,212,995</td><td>20.01</td><td colspan=2>eliminated</td></tr>",
            [
                "Candidate | Party | First round Votes | First round % | Runoff Votes | Runoff %",
                "Macron: Party EM; First round Votes 8,656,346; First round 24.01%; Runoff Votes 20,743,128; Runoff 66.10%",
                "Fillon: Party LR; First round Votes 7,212,995; First round 20.01%; Runoff Votes eliminated",
            ],
        ),
        (  # a name for several rows
            "<tr><th>Name</th><th>Round</th><th>Share</th></tr><tr><td rowspan=2>Chirac</td><td>first</td><td>19.88%</td></tr>"
            "<tr><td>second</td><td>82.21%</td></tr>",
            ["Name | Round | Share", "Chirac | first | 19.88%", "Chirac | second | 82.21%"],
        ),
        (  # headings that are not marked
            "<tr><td><b>Party</b></td><td><b>Share</b></td></tr><tr><td>SPD</td><td>25.7%</td></tr>",
            ["Party | Share", "SPD | 25.7%"],
        ),
        ("<tr><td>SPD</td><td>25.7%</td></tr><tr><td>CDU</td><td>24.1%</td></tr>", ["SPD | 25.7%", "CDU | 24.1%"]),
        (  # names as headings of rows
            "<thead><tr><td></td><td>Votes (%)</td></tr></thead><tr><th>SPD</th><td>25.7</td></tr>",
            ["Votes (%)", "SPD | 25.7%"],
        ),
        ("<tr><td colspan=99999 rowspan=-1>x</td><td>25.7%</td></tr>", ["x | 25.7%"]),
    ],
)  # fmt: skip
def test_tables_as_lines(table, lines):
    assert lines_of(table) == lines


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (
            "<dl><dt>Macron</dt><dd>58.55%</dd><dt>Le Pen</dt><dd>41.45%</dd></dl>",
            "Macron: 58.55%\nLe Pen: 41.45%",
        ),
        (
            "<p>Turnout was 71.99%<sup>1</sup> in the end<sup><a href='#2'>[2]</a></sup>, le 1<sup>er</sup> mai.</p>",
            "71.99% in the end, le 1er mai.",
        ),
        (
            "<p><a href='/x'>The Conservatives won a majority of seats</a> with 43.6% in 2019.</p>",
            "43.6% in 2019.",
        ),
    ],
)
def test_what_stays_in_the_text(markup, words):
    assert words in page(html(body=BODY.replace("</article>", f"{markup}</article>"))).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Read more: <a href='/x'>How the first round went with 27.85%</a></p>",
        "<p>See also <a href='/x'>why the polls missed by 27.85 points</a>.</p>",
        "<ul><li><a href='/x'>How the first round went with 27.85%</a></li></ul>",
    ],
)
def test_what_leads_to_another_article_is_left_out(markup):
    assert "27.85" not in page(html(body=BODY.replace("</article>", f"{markup}</article>"))).text


def test_a_text_that_the_page_holds_as_data_is_read():
    data = f'{{"@type":"NewsArticle","headline":"A title","datePublished":"2022-04-25","articleBody":"{TEXT * 2}"}}'
    assert (
        TEXT
        in page(html(f'<script type="application/ld+json">{data}</script>', "<div id='root'></div>")).text
    )


def test_the_language_is_that_of_the_text_and_else_the_one_that_the_page_names():
    assert only(html(attributes='lang="fr"')).language == "en"
    short = "<article><p>58,55 % - 41,45 %</p></article>"
    assert only(html(body=short, attributes='lang="fr-FR"').replace("A title", "")).language == "fr"


@pytest.mark.parametrize("around", ["reactions", "bloc reaction"])
def test_what_readers_write_is_no_article(around):
    theirs = "<p>On my street it was 71% for her, I was told on 1 May 2022.</p>"
    body = f'<div><h1>A title</h1><div><p>{TEXT}</p><p>{TEXT}</p></div><div class="{around}">{theirs}</div></div>'
    assert "71%" not in page(html(body=body)).text
