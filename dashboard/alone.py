"""One article by itself: its rows as tables of their own, and its small timeline with the evidence."""

import pandas as pd
import streamlit as st

from dashboard import chosen, evidence, panels
from dashboard.chart_cache import timeline
from dashboard.data import Data
from pipeline.charts.rows import each_row
from pipeline.lists import has_any
from pipeline.schemas import HOLDING, TABLES, UNDECIDED
from pipeline.store import Tables
from pipeline.telling import filters, subjects, words
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, listed, locale, ngettext, number


def alone(article_id: str, shown: Data) -> Data:
    """The data of one article, with a stamp of its own."""
    return _alone(article_id, shown.stamp, shown)


@st.cache_resource(max_entries=64, show_spinner=False)
def _alone(article_id: str, stamp: str, _shown: Data) -> Data:
    return Data(only(article_id, _shown.tables), _shown.reference, f"{stamp}-{article_id}", _shown.own)


def only(article_id: str, tables: Tables) -> Tables:
    """The rows of one article, and the entries of the timeline that it tells, as told by it."""
    frames = {
        name: tables.rows_of(name, "article_id", [article_id])
        for name, table in TABLES.items()
        if "article_id" in table.column_names()
    }
    own = set(frames["events"]["event_id"])
    mine = tables.timeline[has_any(tables.timeline["event_ids"], own)]
    told = [[each for each in ids if each in own] for ids in mine["event_ids"]]
    mine = mine.assign(event_ids=pd.Series(told, index=mine.index, dtype="object"), articles=1)
    return Tables(**frames, timeline=mine.astype({"articles": "Int64"}), folder=tables.folder, identity="")


def view_of(article: Data) -> View:
    """Everything that the article tells."""
    return View(subjects.NOBODY, "", filters.years_covered(article.tables, subjects.NOBODY, ()))


def finding(article_id: str, shown: Data) -> str:
    """What the article tells, in a sentence that begins with its title."""
    tables = alone(article_id, shown).tables
    stated = tables.vote_shares[~tables.vote_shares["derived"].fillna(False).astype("bool")]
    events, shares, counts, claims = map(len, (tables.events, stated, tables.counts, tables.claims))
    parts = [
        *([ngettext("{n} dated event", "{n} dated events", events)] if events else []),
        *([ngettext("{n} vote share", "{n} vote shares", shares)] if shares else []),
        *([ngettext("{n} count", "{n} counts", counts)] if counts else []),
        *([ngettext("{n} claim about the record", "{n} claims about the record", claims)] if claims else []),
    ]
    name = next(iter(tables.articles["title"]), "") or ", ".join(*tables.articles["source"])
    if not parts:
        return _("In “{name}” no dated event and no vote share was found", name=name)
    verdicts = [*stated["verdict"], *tables.counts["verdict"], *tables.claims["verdict"]]
    decided = [verdict for verdict in verdicts if verdict not in UNDECIDED]
    agree = sum(verdict in HOLDING for verdict in decided)
    if not decided:
        return _("“{name}” tells {what}", name=name, what=listed(parts))
    return _(
        "“{name}” tells {what}; {part} of {whole} that can be checked agree with the record",
        name=name,
        what=listed(parts),
        part=number(agree),
        whole=number(len(decided)),
    )


@st.fragment
def chart_and_evidence(article_id: str, shown: Data, where: str) -> None:
    """The article's own timeline; a click reruns only this and shows the evidence beside it."""
    article = alone(article_id, shown)
    if article.tables.timeline.empty and article.tables.vote_shares.empty:
        panels.small(_("There is nothing to draw: no dated event, and no vote share."))
        return
    choice = chosen.now()
    story, figure = timeline(view_of(article), article)
    key = f"{where}-chart"

    def clicked() -> None:
        chosen.clicked(key)

    left, right = st.columns([5, 2], gap="medium")
    with left:
        st.plotly_chart(
            chosen.drawing(key, (article_id, article.stamp, locale()), choice, figure),
            key=key,
            on_select=clicked,
            selection_mode="points",
            config=panels.CHART_CONFIG,
            alt=story.alt,
        )
    with right:
        if choice and (found := evidence.find(choice, article)):
            panels.proof(found, article, close=lambda: chosen.put(None))
        else:
            panels.reading_key(story)


def titles(articles: pd.DataFrame) -> dict[str, str]:
    """By id what stands for an article where one is chosen: its title, else its files, with the day."""
    return {
        str(row.article_id): f"{row.title or ', '.join(row.source)}"
        + (f" ({words.day(str(row.published))})" if row.published else "")
        for row in each_row(articles)
    }
