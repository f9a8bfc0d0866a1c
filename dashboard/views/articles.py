"""An article as it came, with what was read in it, what was repaired and what was refused."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, data, escape, panels, reading, tables_shown, words
from dashboard.data import Data
from dashboard.i18n import _, ngettext, number
from dashboard.passages import Segment
from dashboard.reading import Claim

MOST_CHARACTERS = 60_000


def marked_up(pieces: list[Segment]) -> str:
    """The pieces as Markdown in which nothing of the text itself is markup."""
    parts = []
    for piece in pieces:
        if not piece.kind:
            parts.append(_lines(piece.text))
            continue
        body = f":{reading.COLOURS[piece.kind]}-background[{escape.inline(piece.text).strip()}]"
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


def article(article_id: str, row: "pd.Series[Any]", shown: Data) -> None:
    """Draw one article."""
    published = words.day(str(row["published"])) if row["published"] else _("no publication day")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        about = (str(row["publisher"]), published, str(row["language"]))
        st.markdown(" · ".join(escape.inline(each) for each in about if each))
        if address := escape.link(str(row["url"])):
            st.link_button(_("Original"), address, type="tertiary", icon=":material/open_in_new:")
    if row["problem"]:
        st.warning(escape.inline(str(row["problem"])), icon=":material/warning:")
    text = data.text_of(article_id, shown, shown.stamp)
    left, right = st.columns(2, gap="large")
    with left:
        st.header(_("As it came"), anchor=False)
        st.markdown(
            " ".join(f":{reading.COLOURS[kind]}-background[{what}]" for kind, what in reading.KINDS.items())
        )
        if text is None:
            panels.small(_("The text is not stored in these tables: CSV alone does not hold it."))
        else:
            pieces = reading.pieces(article_id, text, text.raw[:MOST_CHARACTERS], shown.tables)
            st.markdown(marked_up(pieces))
            if len(text.raw) > MOST_CHARACTERS:
                panels.small(
                    _(
                        "The first {shown} of {all} characters.",
                        shown=number(MOST_CHARACTERS),
                        all=number(len(text.raw)),
                    )
                )
    with right:
        shares = shown.tables.vote_shares
        own = shares[shares["article_id"] == article_id].sort_values("start")
        st.header(_("Figures"), anchor=False)
        if len(own):
            figures = tables_shown.share_rows(own)
            st.dataframe(
                figures,
                hide_index=True,
                column_config=tables_shown.columns(figures.columns),
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
            numbers = tables_shown.count_rows(told)
            st.dataframe(
                numbers,
                hide_index=True,
                column_config=tables_shown.columns(numbers.columns, counts=True),
                column_order=[
                    "Who",
                    "Article says",
                    "Of",
                    "Official",
                    "Verdict",
                    "Vote",
                    "Round",
                    "Corrected",
                ],
                alt=ngettext(
                    "{n} number of votes or seats in this article.",
                    "{n} numbers of votes or seats in this article.",
                    len(told),
                ),
            )
        _claims(reading.claims(article_id, text.raw if text else "", shown.tables))
        _table(_("Repaired"), reading.repairs(text), _("Nothing had to be repaired."))
        _table(
            _("Became no row"),
            reading.refused(article_id, shown.tables),
            _("Everything found became a row."),
        )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    articles = shown.tables.articles.sort_values(["published", "article_id"], ascending=[False, True])
    rows = articles.set_index("article_id")
    head = st.container()
    ids = list(rows.index)

    def name(article_id: str) -> str:
        row = rows.loc[article_id]
        title = str(row["title"]) or "|".join(row["source"])
        return f"{title} ({words.day(str(row['published']))})" if row["published"] else title

    chosen = address.select(_("Article"), ids, "article", usual=ids[0], words=name, width=700)
    with head:
        title = str(rows.loc[chosen]["title"]) or _("Untitled article")
        st.title(escape.inline(title), anchor=False)
    article(chosen, articles[articles["article_id"] == chosen].iloc[0], shown)


page()
