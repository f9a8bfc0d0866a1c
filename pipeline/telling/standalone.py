"""A view of the timeline as one HTML page that needs no server and no network."""

from html import escape
from pathlib import Path
from string import Template

import pandas as pd
import plotly.io

from pipeline.charts.style import LIGHT
from pipeline.exporting.told import web
from pipeline.telling import readable, words
from pipeline.telling.chart import figure, source_line
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, language, number
from pipeline.telling.known import Known
from pipeline.telling.story import Story

_PAGE = Path(__file__).with_suffix(".html")
MOST_ROWS = 5000  # of a table; a browser stumbles over more
_CONFIG = {"displaylogo": False, "responsive": True, "toImageButtonOptions": {"format": "svg"}}


def page(view: View, story: Story, known: Known) -> bytes:
    """The page: finding, chart, the same in tables, and the articles; all that these say is escaped."""
    chart = plotly.io.to_html(
        figure(view, story, LIGHT), include_plotlyjs=True, full_html=False, config=_CONFIG, div_id="timeline"
    )
    tables = {
        _("Events"): readable.event_rows(story.events.sort_values("earliest")),
        _("Figures in articles"): readable.share_rows(story.shares.sort_values(["date", "election_id"])),
    }
    filled = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        language=language(),
        title=escape(f"{story.finding}."),
        figures=escape(" · ".join(f"{value} {what}" for value, what in story.figures)),
        alt=escape(story.alt),
        chart=chart,
        tables="\n".join(_table(name, rows) for name, rows in tables.items() if len(rows)),
        sources_heading=escape(_("Articles")),
        sources="".join(_sources(story.events, known)),
        footer=escape(source_line(known)),
    )
    return filled.encode("utf-8")


def _table(name: str, rows: pd.DataFrame) -> str:
    if len(rows) > MOST_ROWS:
        counted = {"part": number(MOST_ROWS), "whole": number(len(rows))}
        name, rows = _("{table}: the first {part} of {whole}", table=name, **counted), rows.head(MOST_ROWS)
    named = rows.rename(columns=lambda each: readable.HEADS[each])
    body = named.to_html(index=False, border=0, na_rep="", escape=True, float_format="{:g}".format)
    return f'<h2>{escape(name)}</h2>\n<div class="wide">{body}</div>'


def _sources(events: pd.DataFrame, known: Known) -> list[str]:
    """The articles that tell of the events, each with its link where it has one."""
    tables = known.tables
    told = tables.events["event_id"].isin(events["event_ids"].explode())
    articles = tables.articles[tables.articles["article_id"].isin(tables.events.loc[told, "article_id"])]
    items = []
    for row in articles.sort_values(["published", "title"]).to_dict("records"):
        day = words.day(str(row["published"])) if row["published"] else ""
        named = escape(", ".join(filter(None, (str(row["title"]) or "–", str(row["publisher"]), day))))
        address = web(str(row["url"]))
        items.append(f'<li><a href="{escape(address)}">{named}</a></li>' if address else f"<li>{named}</li>")
    return items
