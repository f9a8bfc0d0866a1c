"""Pieces of pages that several views draw: evidence, problems, figures in a row."""

import streamlit as st

from dashboard import escape, words
from dashboard.evidence import Proof, Telling
from dashboard.story import Story
from pipeline.errors import TimelineError
from pipeline.reference import ReferenceDataError

ARTICLES_PAGE = "views/articles.py"
CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "pan2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "election-timeline"},
    "scrollZoom": False,
}


def problem(error: Exception) -> None:
    """Say what is missing and what to run; never a traceback."""
    st.title("No timeline to show yet")
    st.text(str(error))
    if isinstance(error, ReferenceDataError):
        return
    st.markdown("Build the tables, then load this page again. With the articles that the project ships:")
    st.code("election-timeline build seeds --out data", language=None)
    if isinstance(error, TimelineError):
        st.markdown("To show tables that lie elsewhere:")
        st.code("election-timeline open FOLDER", language=None)


def figures(values: tuple[tuple[str, str], ...]) -> None:
    """A few figures in a calm row."""
    parts = [f"**{escape.inline(value)}** {escape.inline(what)}" for value, what in values]
    st.markdown(" &nbsp;·&nbsp; ".join(parts))


def proof(found: Proof) -> None:
    """The evidence of a choice: what it is, and the words of each article that tells it."""
    st.subheader(escape.inline(found.title), anchor=False)
    st.markdown("  \n".join(escape.inline(line) for line in found.lines))
    for telling in found.tellings:
        _telling(telling)
    if not found.tellings:
        st.caption("No article gives a figure for this vote.")
    if found.more:
        st.caption(f"and {words.counted(found.more, 'passage')} more, in the tables")


def _telling(telling: Telling) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{escape.inline(telling.heading)}**")
        before, marked, after = telling.passage
        highlighted = f":orange-background[**{escape.inline(marked).strip()}**]" if marked else ""
        st.markdown(f"“{escape.inline(before).lstrip()}{highlighted}{escape.inline(after)}”")
        if telling.verdict:
            icon = {True: ":material/check_circle: ", False: ":material/error: ", None: ""}[telling.agrees]
            st.markdown(f"{icon}{escape.inline(telling.verdict)}")
        source = ", ".join(
            part
            for part in (
                escape.inline(telling.publisher),
                words.day(telling.published) if telling.published else "no publication day",
            )
            if part
        )
        st.caption(f"{escape.inline(telling.title)}  \n{source}")
        with st.container(horizontal=True, gap="small"):
            if address := escape.link(telling.url):
                st.link_button("Original", address, type="tertiary", icon=":material/open_in_new:")
            st.page_link(
                ARTICLES_PAGE,
                label="In the article",
                icon=":material/article:",
                query_params={"article": telling.article_id},
            )


def reading_key(story: Story) -> None:
    """How to read the chart, in place of a legend."""
    st.subheader("How to read it", anchor=False)
    lines = []
    if len(story.official):
        lines.append("● line: official result, first round; ◆ bold line: the deciding round")
        if story.official["later"].any():
            lines.append("dotted and hollow: what came after the last article")
    if len(story.chart_claims):
        lines.append(":red[◯] ring: a figure in an article, with a stroke to the official one")
        if story.chart_claims["derived"].any():
            lines.append(":red[▢] square: what an article’s figure leaves for the other")
    if len(story.chart_events):
        lines.append("▭ bar: as wide as the article is vague; a mark: the exact day on record")
        if (story.chart_events["status"] != "past").any():
            lines.append("◇ hollow mark: announced, not held yet")
    st.markdown("\n\n".join(lines))
    st.caption("Choose a mark or a row of the table to read the sentence behind it.")
