"""The articles to search, and one as it came, with what was read in it, what was repaired and refused."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, alone, chosen, data, editor, escape, panels, reading, shelf, tables_shown
from dashboard.data import Data
from dashboard.passages import Segment
from dashboard.reading import Claim
from pipeline.model import Text
from pipeline.telling import readable, words
from pipeline.telling.i18n import _, ngettext, number

MOST_CHARACTERS = 60_000
MOST_REFUSED, MOST_OPEN = 25, 20
TABLE = "article-rows"


def marked_up(pieces: list[Segment]) -> str:
    """The pieces as Markdown in which nothing of the text itself is markup."""
    parts = []
    for piece in pieces:
        if not piece.kind:
            parts.append(_lines(piece.text))
            continue
        words_marked = f"{reading.SIGNS[piece.kind]} {escape.inline(piece.text).strip()}"
        body = f":{reading.COLOURS[piece.kind]}-background[{words_marked}]"
        note = escape.inline(piece.note).strip()
        parts.append(f"{body} :small[→ {note}]" if note else body)
    return "".join(parts)


def _lines(text: str) -> str:
    """Text between marks: its line ends begin new paragraphs."""
    return "\n\n".join(escape.inline(line) for line in text.replace("\r\n", "\n").split("\n"))


def _table(title: str, rows: pd.DataFrame, empty: str) -> None:
    st.header(title, anchor=False)
    if rows.empty:
        panels.small(empty)
        return
    st.dataframe(
        rows,
        hide_index=True,
        column_config=tables_shown.columns(rows.columns),
        alt=_("{table}: {rows}.", table=title, rows=ngettext("{n} row", "{n} rows", len(rows))),
    )


def _claims(found: list[Claim]) -> None:
    st.header(_("Claims about the record"), anchor=False)
    for claim in found:
        with st.container(border=True, gap="xsmall"):
            st.markdown(_("“{quote}”", quote=escape.inline(claim.words).strip()))
            st.markdown(
                f":small[**{claim.about}**  \n{panels.ICONS[claim.agrees]} {claim.verdict}: "
                f"{escape.inline(claim.because)}]"
            )
    if not found:
        panels.small(_("None found."))


def health(article_id: str, text: Text | None, shown: Data) -> str:
    """A line on the text's health."""
    told = reading.health(article_id, text, shown.tables)
    if not told.repairs:
        parts = [_("Nothing had to be repaired.")]
    else:
        parts = [
            ngettext(
                "{n} place of the text was repaired.", "{n} places of the text were repaired.", told.repairs
            )
        ]
        parts.append(
            ngettext(
                "{n} row of {all} rests on one.",
                "{n} rows of {all} rest on one.",
                told.on_repairs,
                all=told.rows,
            )
        )
    if told.refused:
        parts.append(
            ngettext(
                "{n} date or percentage became no row.",
                "{n} dates and percentages became no row.",
                told.refused,
            )
        )
    return " ".join(parts)


def as_it_came(article_id: str, text: Text | None, shown: Data) -> None:
    """The text with its marks, and the key of the marks."""
    st.header(_("As it came"), anchor=False)
    if text is None:
        panels.small(_("The text is not stored in these tables: CSV alone does not hold it."))
        return
    kinds = address.several(
        _("Marks"), list(reading.KINDS), "marks", words=reading.NAMES.__getitem__, width=panels.WIDE
    )
    st.markdown(
        "  \n".join(
            f":{reading.COLOURS[kind]}-background[{reading.SIGNS[kind]}] :small[{what}]"
            for kind, what in reading.KINDS.items()
            if not kinds or kind in kinds
        )
    )
    named = data.named_in(article_id, shown, shown.stamp)
    raw = text.raw[:MOST_CHARACTERS]
    st.markdown(marked_up(reading.pieces(article_id, text, raw, shown.tables, named, kinds)))
    if len(text.raw) > MOST_CHARACTERS:
        panels.small(
            _(
                "The first {shown} of {all} characters.",
                shown=number(MOST_CHARACTERS),
                all=number(len(text.raw)),
            )
        )


def figures(article_id: str, shown: Data) -> None:
    """The shares and counts of an article in tables."""
    shares = shown.tables.vote_shares
    own = shares[shares["article_id"] == article_id].sort_values("start")
    st.header(_("Figures"), anchor=False)
    if len(own):
        rows = readable.share_rows(own)
        st.dataframe(
            rows,
            hide_index=True,
            column_config=tables_shown.columns(rows.columns),
            column_order=[
                "Who",
                "Article says",
                "Official",
                "Verdict",
                "Derived",
                "Vote",
                "Round",
                "Kind",
                "Corrected",
            ],
            alt=ngettext("{n} figure in this article.", "{n} figures in this article.", len(own)),
        )
    else:
        panels.small(_("No vote share in this article."))
    counts = shown.tables.counts
    told = counts[counts["article_id"] == article_id].sort_values("start")
    if len(told):
        st.header(_("Votes and seats"), anchor=False)
        numbers = readable.count_rows(told)
        st.dataframe(
            numbers,
            hide_index=True,
            column_config=tables_shown.columns(numbers.columns, counts=True),
            column_order=["Who", "Article says", "Of", "Official", "Verdict", "Vote", "Round", "Corrected"],
            alt=ngettext(
                "{n} number of votes or seats in this article.",
                "{n} numbers of votes or seats in this article.",
                len(told),
            ),
        )


def events(article_id: str, shown: Data) -> None:
    """The events that an article tells, as its timeline has them."""
    told = alone.alone(article_id, shown).tables.timeline.sort_values("earliest")
    rows = readable.event_rows(told).drop(columns=["Articles", "Articles disagree"], errors="ignore")
    _table(_("Events"), rows, _("No dated event in this article."))


def became_no_row(article_id: str, shown: Data) -> None:
    """What became no row and why; what was weighed opens on demand."""
    st.header(_("Became no row"), anchor=False)
    found = reading.refusals(article_id, shown.tables)
    for start, said, reason in found[:MOST_REFUSED]:
        label = _("“{quote}”: {reason}", quote=escape.inline(said).strip(), reason=escape.inline(reason))
        panels.why_read(article_id, (start,), shown, label)
    if len(found) > MOST_REFUSED:
        rows = reading.refused(article_id, shown.tables)
        st.dataframe(
            rows,
            hide_index=True,
            column_config=tables_shown.columns(rows.columns),
            alt=_("All that became no row"),
        )
    if not found:
        panels.small(_("Everything found became a row."))


def article(article_id: str, row: "pd.Series[Any]", shown: Data) -> None:
    """Draw one article."""
    published = words.day(str(row["published"])) if row["published"] else _("no publication day")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        about = (str(row["publisher"]), published, words.language(str(row["language"])))
        st.markdown(" · ".join(escape.inline(each) for each in about if each))
        if link := escape.link(str(row["url"])):
            st.link_button(_("Original"), link, type="tertiary", icon=":material/open_in_new:")
    if row["problem"]:
        st.warning(escape.inline(str(row["problem"])), icon=":material/warning:")
    text = data.text_of(article_id, shown, shown.stamp)
    panels.small(health(article_id, text, shown))
    alone.chart_and_evidence(article_id, shown, "article")
    left, right = st.columns(2, gap="large")
    with left:
        as_it_came(article_id, text, shown)
    with right:
        events(article_id, shown)
        figures(article_id, shown)
        _claims(reading.claims(article_id, text.raw if text else "", shown.tables))
        _table(_("Repaired"), reading.repairs(text), _("Nothing had to be repaired."))
        became_no_row(article_id, shown)
    with st.expander(
        _("Correct a row"), key="correct", icon=":material/edit:", on_change="rerun"
    ) as correcting:
        if correcting.open:
            editor.draw(article_id, shown, "article")
            editor.ledger(shown)


def choose(article_id: str) -> None:
    """Show one article, or all where none is named; what was chosen in another is forgotten."""
    chosen.put(None)
    if article_id:
        st.query_params["article"] = article_id
    else:
        st.query_params.pop("article", None)


def listed(shown: Data) -> None:
    """All articles, or those that say what the reader looks for."""
    head = st.container()
    query = address.text(
        _("Search"), "q", width=panels.WIDE, placeholder=_("Words of title, publisher or text")
    )
    rows, around = shelf.found(query, shown)
    every = len(shelf.shelf(shown))
    with head:
        st.title(escape.inline(_finding(query, len(rows), every, shown)), anchor=False)
    if rows.empty:
        st.markdown(_("No article says this. Other words, or fewer, may find more."))
        return
    table = shelf.for_readers(rows, around)
    ids = list(rows.index)

    def picked() -> None:
        chosen = st.session_state[TABLE]["selection"]["rows"]
        if chosen and chosen[0] < len(ids):
            choose(ids[chosen[0]])

    st.dataframe(
        table,
        key=TABLE,
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        column_config=tables_shown.columns(table.columns),
        height="auto" if len(table) <= MOST_OPEN else 35 * (MOST_OPEN + 1),
        alt=ngettext("{n} article to choose from", "{n} articles to choose from", len(table)),
    )
    panels.small(_("Choose a row to read the article with everything that was found in it."))


def _finding(query: str, found: int, every: int, shown: Data) -> str:
    """What the list says, in a sentence."""
    if query:
        return ngettext(
            "{n} article of {all} says “{query}”.",
            "{n} articles of {all} say “{query}”.",
            found,
            all=number(every),
            query=query,
        )
    tables = shown.tables
    return ngettext(
        "{n} article tells {events} and {shares}.",
        "{n} articles tell {events} and {shares}.",
        every,
        events=ngettext("{n} dated event", "{n} dated events", tables.size("events")),
        shares=ngettext("{n} vote share", "{n} vote shares", int((~tables.vote_shares["derived"]).sum())),
    )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    articles = shown.tables.articles.set_index("article_id", drop=False)
    said = address.said("article")
    only = str(articles.index[0]) if len(articles) == 1 else ""
    chosen = said if said in articles.index else only
    if not chosen:
        listed(shown)
        return
    if not only:
        st.button(
            _("All articles"), icon=":material/arrow_back:", type="tertiary", on_click=choose, args=("",)
        )
    row = articles[articles.index == chosen].iloc[0]
    st.title(escape.inline(str(row["title"])) or _("Untitled article"), anchor=False)
    article(chosen, row, shown)


page()
