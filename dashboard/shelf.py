"""The articles to choose from: what each tells in figures, and which of them say what a reader looks for."""

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from dashboard.data import Data
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.telling import i18n
from pipeline.telling.i18n import _

_AROUND = 60
MOST_AROUND = 200
"""Of so many articles the words around what was found are shown."""
_SPACES = re.compile(r"\s+")


def shelf(shown: Data) -> pd.DataFrame:
    """All articles that were read, those published last first, indexed by id.

    Columns: title, publisher, published (ISO day), language, events, shares, checked, agree, own, text.
    """
    return _shelf(shown.stamp, shown)


@st.cache_resource(max_entries=8, show_spinner=False)
def _shelf(stamp: str, _shown: Data) -> pd.DataFrame:
    tables = _shown.tables
    articles = tables.articles
    articles = articles.sort_values(["published", "article_id"], ascending=[False, True])
    articles = articles.set_index("article_id")
    stated = tables.vote_shares[~tables.vote_shares["derived"].fillna(False).astype("bool")]
    verdicts = pd.concat(
        [frame[["article_id", "verdict"]] for frame in (stated, tables.counts, tables.claims)]
    )
    decided = verdicts[~verdicts["verdict"].isin(UNDECIDED)]

    def many(ids: "pd.Series[str]") -> "pd.Series[int]":
        return ids.value_counts().reindex(articles.index, fill_value=0)

    files = [", ".join(source) for source in articles["source"]]
    return pd.DataFrame(
        {
            "title": articles["title"].where(articles["title"] != "", pd.Series(files, articles.index)),
            "publisher": articles["publisher"],
            "published": articles["published"],
            "language": articles["language"],
            "events": many(tables.column("events", "article_id")),
            "shares": many(stated["article_id"]),
            "checked": many(decided["article_id"]),
            "agree": many(decided.loc[decided["verdict"].isin(HOLDING), "article_id"]),
            "own": articles.index.isin(_shown.own),
            "status": articles["status"],
            "text": articles["text"],
        }
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def _folded(stamp: str, _rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Of each article what is searched: title and publisher, and text; without case and accents."""
    return [
        (folded(f"{title} {publisher}"), folded(text))
        for title, publisher, text in zip(_rows["title"], _rows["publisher"], _rows["text"], strict=True)
    ]


def folded(text: str) -> str:
    """Without case, accents and runs of blanks, to be searched."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return _SPACES.sub(" ", plain).strip()


def found(query: str, shown: Data) -> tuple[pd.DataFrame, list[str]]:
    """The articles whose title, publisher or text has every word of the query, and the words around one.

    Words between quotation marks belong together.
    """
    rows = shelf(shown)
    wanted = terms(query)
    if not wanted:
        return rows, [""] * len(rows)
    kept: list[int] = []
    inside: list[str] = []
    if shown.tables.left_texts:
        kept, inside = _found_on_disk(wanted, rows, shown)
    else:
        for place, (head, text) in enumerate(_folded(shown.stamp, rows)):
            if all(term in head or term in text for term in wanted):
                kept.append(place)
                inside.append(next((term for term in wanted if term in text), ""))
    rows = rows.iloc[kept]
    texts = [shown.tables.text_of(str(key)) for key in rows.index[:MOST_AROUND]]
    texts += [""] * (len(rows) - MOST_AROUND)
    return rows, [
        around(text, term) if term and text else "" for text, term in zip(texts, inside, strict=True)
    ]


def _found_on_disk(wanted: Sequence[str], rows: pd.DataFrame, shown: Data) -> tuple[list[int], list[str]]:
    """The places of articles that have every word, and one that the text has; texts pass some at a time."""
    places = {key: place for place, key in enumerate(rows.index)}
    heads = [folded(f"{title} {by}") for title, by in zip(rows["title"], rows["publisher"], strict=True)]
    found: dict[int, str] = {}
    for batch in shown.tables.texts():
        bare = pc.replace_substring_regex(
            pc.utf8_normalize(pc.utf8_lower(batch.column("text").fill_null("")), "NFKD"), r"\p{M}+", ""
        )
        texts = pc.replace_substring_regex(bare, r"\s+", " ")
        have = [pc.match_substring(texts, term).to_pylist() for term in wanted]
        for key, *has in zip(batch.column("article_id").to_pylist(), *have, strict=True):
            place = places[key]
            if all(own or term in heads[place] for own, term in zip(has, wanted, strict=True)):
                found[place] = next((term for own, term in zip(has, wanted, strict=True) if own), "")
    return sorted(found), [found[place] for place in sorted(found)]


def terms(query: str) -> list[str]:
    """The words of a query, those between quotation marks as one."""
    parts = re.findall(r'["“«]([^"”»]+)["”»]|(\S+)', query)
    return [term for quoted, word in parts if (term := folded(quoted or word).strip('"“”«» '))]


def around(text: str, term: str) -> str:
    """The first words of a text that are the folded term, with some before and behind them."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for each in folded(sign) or (" " if sign.isspace() else ""):
            if each != " " or signs[-1:] != [" "]:
                signs.append(each)
                places.append(place)
    at = "".join(signs).find(term)
    if at < 0:
        return ""
    start, end = places[at], places[at + len(term) - 1] + 1
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    before, behind = text[low:start], text[end:high]
    before = before.partition(" ")[2] if low else before
    behind = behind.rpartition(" ")[0] if high < len(text) else behind
    words_around = _SPACES.sub(" ", f"{before}{text[start:end]}{behind}").strip()
    return f"{'… ' if low else ''}{words_around}{' …' if high < len(text) else ''}"


def for_readers(rows: pd.DataFrame, around: list[str]) -> pd.DataFrame:
    """The list as readers see it; columns that would be empty are left out."""
    checked = zip(rows["agree"], rows["checked"], strict=True)
    shown = pd.DataFrame(
        {
            "Title": rows["title"],
            "Publisher": rows["publisher"],
            "Published": [i18n.day(str(each)) for each in rows["published"]],
            "Events": rows["events"],
            "Figures": rows["shares"],
            "Agree with the record": [
                _("{part} of {whole}", part=int(part), whole=int(whole)) if whole else ""
                for part, whole in checked
            ],
            "Found in the text": around,
            "Yours": rows["own"],
        }
    )
    empty = [name for name in ("Publisher", "Found in the text") if not any(shown[name])]
    return shown.drop(columns=[*empty, *([] if shown["Yours"].any() else ["Yours"])])
