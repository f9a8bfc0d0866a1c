"""A view of the timeline as one HTML page that needs no server and no network."""

from html import escape
from pathlib import Path
from string import Template

import pandas as pd
import plotly.io

from dashboard import chart_cache, citing, tables_shown, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.i18n import _, language
from pipeline.charts.style import LIGHT

_PAGE = Path(__file__).with_suffix(".html")
_CONFIG = {"displaylogo": False, "responsive": True, "toImageButtonOptions": {"format": "svg"}}


def page(view: View, shown: Data) -> bytes:
    """The page: finding, chart, the same in tables, and the articles; all that these say is escaped."""
    story = chart_cache.story_of(view, shown)
    chart = plotly.io.to_html(
        chart_cache.figure(view, story, LIGHT), include_plotlyjs=True, full_html=False, config=_CONFIG
    )
    tables = {
        _("Events"): tables_shown.event_rows(story.events.sort_values("earliest")),
        _("Figures in articles"): tables_shown.share_rows(story.shares.sort_values(["date", "election_id"])),
    }
    filled = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        language=language(),
        title=escape(f"{story.finding}."),
        figures=escape(" · ".join(f"{value} {what}" for value, what in story.figures)),
        alt=escape(story.alt),
        chart=chart,
        tables="\n".join(_table(name, rows) for name, rows in tables.items() if len(rows)),
        sources_heading=escape(_("Articles")),
        sources="".join(_sources(story.events, shown)),
        footer=escape(chart_cache.source_line(shown)),
    )
    return filled.encode("utf-8")


def _table(name: str, rows: pd.DataFrame) -> str:
    readable = rows.rename(columns=lambda each: tables_shown.HEADS[each])
    body = readable.to_html(index=False, border=0, na_rep="", escape=True, float_format="{:g}".format)
    return f'<h2>{escape(name)}</h2>\n<div class="wide">{body}</div>'


def _sources(events: pd.DataFrame, shown: Data) -> list[str]:
    """The articles that tell of the events, each with its link where it has one."""
    tables = shown.tables
    told = tables.events["event_id"].isin(events["event_ids"].explode())
    articles = tables.articles[tables.articles["article_id"].isin(tables.events.loc[told, "article_id"])]
    items = []
    for row in articles.sort_values(["published", "title"]).to_dict("records"):
        day = words.day(str(row["published"])) if row["published"] else ""
        named = escape(", ".join(filter(None, (str(row["title"]) or "–", str(row["publisher"]), day))))
        address = citing.at_sentence(str(row["url"]), "")
        items.append(f'<li><a href="{escape(address)}">{named}</a></li>' if address else f"<li>{named}</li>")
    return items
