"""The chart of a view, with its subject, its marks and its source in the reader's language."""

import plotly.graph_objects as go

from pipeline.charts import Headings, Ink, timeline_figure
from pipeline.charts.style import LIGHT, note, wrapped
from pipeline.telling import words
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, listed, ngettext, separators
from pipeline.telling.known import Known
from pipeline.telling.story import Story

SIGNS = ("●", "◆")
_NO_BREAK = "\N{NO-BREAK SPACE}"
WIDTH_PX = 1100  # of a chart that stands alone
_FINDING_PX, _FINDING_CHARACTERS = 26, 110
MOST_NAMED = 3  # publishers that the line under the chart names


def _counted(number: int, first: str, last: str) -> str:
    """How many events a column stands for."""
    return ngettext(
        "{n} event, {first} to {last}; a shorter period shows it",
        "{n} events, {first} to {last}; a shorter period shows them",
        number,
        first=words.day(first),
        last=words.day(last),
    )


def figure(
    view: View, story: Story, ink: Ink, source: str = "", *, narrow: bool = False, tapped: bool = False
) -> go.Figure:
    """The chart of a view in these colours; with its subject and source it stands alone as an image."""
    if view.office:
        shares = _("Share of the vote, {elections}", elections=words.votes(view.office))
    else:
        shares = _("Share of the vote")
    rounds = [words.round_name(each or None) for each in sorted(set(story.chart_roads["round"]))]
    names = rounds or list(dict.fromkeys(story.official["series"]))
    marks = [f"{sign} {name}" for sign, name in zip(SIGNS[: len(names)], names, strict=True)]
    marks += [_("◯ as an article says")] if len(story.chart_claims) else []
    marks += [_("✕ does not hold")] if not story.chart_claims["holds"].all() else []
    marks += [_("+ poll")] if len(story.chart_polls) else []
    made = timeline_figure(
        story.official,
        story.chart_claims,
        story.chart_events,
        period=view.period,
        roads=story.chart_roads,
        polls=story.chart_polls,
        notes=story.chart_notes,
        colour=view.who.colour,
        headings=Headings(
            view.who.label if view.who.names else "",
            shares,
            " ".join(f"{mark.replace(' ', _NO_BREAK)}{_NO_BREAK * 3}" for mark in marks),
            source,
        ),
        ink=ink,
        crowd=story.chart_crowd,
        crowd_words=_counted,
        narrow=narrow,
        tapped=tapped,
    )
    return made.update_layout(separators=separators())


def source_line(known: Known) -> str:
    """Where the figures of a chart are from."""
    publishers = sorted({each for each in known.tables.articles["publisher"] if each})
    named = publishers if len(publishers) <= MOST_NAMED else []
    articles = listed(named) or ngettext("{n} article", "{n} articles", len(known.tables.articles))
    return _("Source: {articles}; official results. election-timeline", articles=articles)


def titled(view: View, story: Story, known: Known) -> go.Figure:
    """The chart with the finding over it and its source under it, for where nothing stands beside it."""
    made = figure(view, story, LIGHT, source_line(known))
    finding = wrapped(f"{story.finding}.", _FINDING_CHARACTERS)
    room = _FINDING_PX * (finding.count("<br>") + 1)
    made.add_annotation(
        note(
            finding,
            x=0,
            y=1,
            colour=LIGHT.text,
            xref="paper",
            yref="paper",
            yanchor="bottom",
            yshift=made.layout.margin.t,
            align="left",
            font={"size": 17, "color": LIGHT.text, "weight": 600},
        )
    )
    return made.update_layout(
        margin_t=made.layout.margin.t + room, height=made.layout.height + room, width=WIDTH_PX
    )
