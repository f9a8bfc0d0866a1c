"""What bytes and texts are given to, by Hypothesis in the suite and by benchmarks/fuzz.py for longer."""

from datetime import date
from typing import Final

from pipeline import reading, tables
from pipeline.extraction import extract_article
from pipeline.model import Article, Extraction
from pipeline.readers.bounds import Budget
from pipeline.readers.formats import OPENERS, READERS
from pipeline.reference import load

ENDINGS: Final = tuple(sorted({*READERS, *OPENERS, ""}))
PUBLISHED: Final = date(2022, 4, 14)
STATUSES: Final = ("ok", "skipped", "failed")
SAMPLE: Final = "Emmanuel Macron won the runoff on 24 April 2022 with 58.55 percent of the vote."
_MOST_UNPACKED: Final = 20_000_000

WORDS: Final = (
    "Macron", "Emmanuel Macron", "Marine Le Pen", "Jean-Marie Le Pen", "Chirac", "Trump", "Labour", "AfD",
    "Conservatives", "Rassemblement national", "the president", "his rival", "her father", "she", "le président",
    "elle", "Jane Doe", "Ifop", "France", "Britain", "French", "won", "beat", "was beaten by", "against", "runoff",
    "first round", "second tour", "turnout", "abstention", "poll", "sondage", "election", "referendum", "Yes",
    "No", "Leave", "from", "to", "of", "in", "on", "de", "le", "la", "au", "et", "and", "or", "by", "than", "voters",
    "des voix", "of the vote", "seats", "votes", "points", "margin", "respectively", "the largest", "in history",
    "five times", "since", "ever", "resigned", "founded", "died", "said", "will", "would", "not", "no",
    "percent", "per cent", "pour cent", "%", "66", "33.9", "33,9", "21", "1,500", "2 000", "1.5 million",
    "two thirds", "half", "one in five", "sixty-six", "quatre-vingt-dix", "between", "more than", "about", "près de",
    "2017", "1958", "2022", "0000", "9999", "99999", "7 May 2017", "24 avril 2022", "4/5/2022", "31/02/2022",
    "Sunday", "dimanche", "yesterday", "hier", "next week", "two days later", "the 1980s", "last year", "Q3",
    "April", "mai", "February 30", "29 février", "12 and 19 June", "in that election", "10:30", "5pm",
    "l'", "l ", "d'", "'s", "s ", "didnt", "<p>", "</p>", "<b", "&amp;", "&#1", "&#x110000;", "&nbsp;", "<!--", "-->",
)  # fmt: skip
SIGNS: Final = (
    " ", " ", " ", ". ", ", ", "; ", ": ", "(", ")", "[", "]", "\n", "\n\n", "\r", "\r\n", "\t", "-", "–", "—", "’", '"',
    "«", "»", "…", "/", "|", "*", "#", "\0", "\x1b", "\x85", "\u2028", "\u00a0", "\u202f", "\u00ad", "\u200b", "\u200d",
    "\u200f", "\u202e", "\ufeff", "\u0301", "\u0345", "\ud800", "\udfff", "\U000e0041", "İ", "ı", "ß", "ﬁ", "ŉ", "ǰ",
    "²", "½", "٦", "６", "𝟞", "Ⅳ", "一", "中文", "مرحبا", "🗳️", "٪", "％", "−", "＋", "µ", "K", "ſ",
)  # fmt: skip
PIECES: Final = (*WORDS, *SIGNS)
MARKS: Final = (
    "<html>", "<head>", "<body>", "</body>", "<article>", "<title>", "</title>", "<p>", "</p>", "<h1>", "</h1>", "<div class='date'>",
    "<table>", "<tr>", "<td>", "<th colspan=9>", "<td rowspan=999>", "</td>", "</tr>", "</table>", "<caption>", "<thead>", "<dl>",
    "<dt>", "<dd>", "<a href='", "'>", "</a>", "<a>", "<sup>", "[1]", "</sup>", "<time datetime='", "<time>", "</time>", "<li>", "<ul>",
    "<abbr title='", "<svg>", "<template>", "<noscript>", "<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>",
    "<script type='application/ld+json'>", '{"@graph":[', '"datePublished":', '"headline":', "<meta property='og:title' content='",
    "<meta property='article:published_time' content='", "<link rel='canonical' href='", "http://[x", "javascript:", "//", "<base href='",
    "<?xml version='1.0' encoding='utf-7'?>", "<!DOCTYPE html [<!ENTITY a '&b;'>]>", "&a;", "<meta charset='", "utf-16", "idna", "rot13", "hex",
    "{", "}", "[", "]", '"', ":", ",", "null", "true", "NaN", "1e999", "-0", "9" * 400, "\\ud800", '"text":', '"title":', '"date":', '"url":',
    "Subject: ", "From: ", "Date: ", "Content-Type: text/html; charset=", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n",
    "--b--\n", "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=?utf-8?q?=ff?=", "=?", "?=",
    "Mon, 25 Apr 2022 10:00:00 +9999", "99999999999999999999", "1650844800", "WARC/1.0\r\n", "WARC-Type: response\r\n",
    "WARC-Target-URI: <http://a.example/a>\r\n", "Content-Length: 99\r\n", "HTTP/1.1 200 OK\r\n", "\r\n\r\n", "text,title,date,url\n", ";", "\t", "|",
)  # fmt: skip
"""What files of text in some format are made of, beside the words in them."""


def read_bytes(data: bytes, ending: str) -> list[Article]:
    """The articles in bytes that a file with the ending holds; AssertionError where one is not as it must be."""
    articles = list(
        reading.contents(data, f"a{ending}", budget=Budget(most_members=100, most_bytes=_MOST_UNPACKED))
    )
    for article in articles:
        assert article.status in STATUSES
        assert article.article_id
        assert article.source
        assert article.status == "ok" or article.problem
    return articles


def extract_text(text: str, language: str, published: date | None) -> Extraction | None:
    """What a text yields; AssertionError where a row does not lead to its characters or breaks a schema."""
    article = reading.article(text, published=published, language=language)
    if article.status != "ok":
        return None
    found = extract_article(article, load())
    tables.check_rows(found.rows)
    for rows in found.rows.values():
        for row in rows:
            assert 0 <= row["start"] < row["end"] <= len(text)
    return found
