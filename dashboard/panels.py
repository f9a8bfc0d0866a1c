"""Pieces of pages that several views draw: evidence, problems, figures in a row."""

from collections.abc import Callable, Iterator
from itertools import chain

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import citing, data, escape, why
from dashboard.data import Data
from dashboard.evidence import OTHERWISE, SAME, Proof, Source
from dashboard.passages import Segment
from pipeline.errors import TimelineError
from pipeline.reference import ReferenceDataError
from pipeline.telling import words
from pipeline.telling.i18n import _, listed, ngettext
from pipeline.telling.story import Story

TIMELINE_PAGE = "views/timeline.py"
ARTICLES_PAGE = "views/articles.py"
ADD_PAGE = "views/add.py"
WIDE = 700
_BUTTONS_LEFT_OUT = ["select2d", "lasso2d", "autoScale2d", "pan2d", "zoom2d"]


def chart_config(image: str) -> dict[str, object]:
    """How a chart behaves whose own button makes images of this format (png or svg)."""
    return {
        "displaylogo": False,
        "modeBarButtonsToRemove": _BUTTONS_LEFT_OUT,
        "toImageButtonOptions": {
            "format": image,
            "scale": 2 if image == "png" else 1,
            "filename": "election-timeline",
        },
        "scrollZoom": False,
    }


CHART_CONFIG = chart_config("png")


def opened() -> Data | None:
    """The tables; None where there is nothing to show, after a word on what is missing and what to run."""
    try:
        found = data.current()
    except ReferenceDataError as error:
        _nothing(str(error))
        return None
    except TimelineError as error:
        _nothing(str(error))
        _what_to_run()
        return None
    if found.tables.articles.empty:
        _nothing(_("There is no article in the tables of {folder}.", folder=found.folder))
        _what_to_run()
        return None
    _of_this_session(found)
    return found


def _of_this_session(shown: Data) -> None:
    """A line that says what differs from what everyone sees."""
    parts = []
    if shown.own:
        parts.append(ngettext("{n} article that you added", "{n} articles that you added", len(shown.own)))
    if shown.corrected:
        parts.append(ngettext("{n} correction of yours", "{n} corrections of yours", shown.corrected))
    if parts:
        st.page_link(
            ADD_PAGE,
            label=_("With {changes}, for you alone", changes=listed(parts)),
            icon=":material/person_edit:",
        )


def on_phone() -> bool:
    """Whether the reader's browser says that it runs on a phone."""
    said = st.context.headers
    return "Mobi" in said.get("User-Agent", "") or said.get("Sec-Ch-Ua-Mobile", "") == "?1"


def _nothing(why: str) -> None:
    st.title(_("No timeline to show yet"), anchor=False)
    st.text(why)


def _what_to_run() -> None:
    st.markdown(_("Build the tables, then load this page again. With the articles that the project ships:"))
    st.code("election-timeline build seeds --out data", language=None)
    st.markdown(_("To show tables that lie elsewhere:"))
    st.code("election-timeline open FOLDER", language=None)


def figures(values: tuple[tuple[str, str], ...]) -> None:
    """A few figures in a calm row."""
    parts = [
        f"**{escape.inline(value).replace(' ', '&nbsp;')}**&nbsp;{escape.inline(what)}"
        for value, what in values
    ]
    st.markdown("&nbsp;· ".join(parts))


def proof(found: Proof, shown: Data, close: Callable[[], None]) -> None:
    """The evidence of a choice: what it is, and the words of each article that tells it.

    On a phone it lies over the page until it is closed, by a tap beside it too, or the reader goes back.
    """
    if on_phone():
        title = escape.inline(found.title)
        st.dialog(title, width="large", position="right", on_dismiss=close)(_proof)(found, shown)
        return
    with st.container(horizontal=True, vertical_alignment="top", wrap=False, gap="small"):
        st.header(escape.inline(found.title), anchor=False)
        st.button(_("Close"), icon=":material/close:", type="tertiary", on_click=close)
    _proof(found, shown)


def _proof(found: Proof, shown: Data) -> None:
    st.markdown("  \n".join(escape.inline(line) for line in found.lines))
    link = citing.permalink(
        st.context.url or "", st.query_params.to_dict(), found.choice.kind, found.choice.id
    )
    for kind, title, sources, open_ in _parts(found.sources):
        if not title:
            for source in sources:
                _source(source, link, shown, with_context=True)
            continue
        with st.expander(title, open_, key=f"{kind}-{found.choice.key}", on_change="rerun") as part:
            if part.open:
                for source in sources:
                    _source(source, link, shown, with_context=False)
    if not found.sources:
        small(_("No article speaks of this."))
    if found.more:
        small(
            ngettext(
                "and {n} passage more, in the tables", "and {n} passages more, in the tables", found.more
            )
        )


_SCROLLED_PX = 720
MOST_SOURCES = 2  # in full; the others stand behind a line
MOST_OTHERWISE = 4  # more would keep a reader waiting who only looks at the first ones


def _parts(sources: tuple[Source, ...]) -> list[tuple[str, str, list[Source], bool]]:
    """The sources in parts: of which kind, its title ("" for the first ones), and whether they stand open."""
    stances = {each: [one for one in sources if one.stance == each] for each in ("", OTHERWISE, SAME)}
    first, rest = stances[""][:MOST_SOURCES], stances[""][MOST_SOURCES:]
    other, same = stances[OTHERWISE], stances[SAME]
    parts = [
        ("", "", first, True),
        (
            OTHERWISE,
            ngettext("{n} article says otherwise", "{n} articles say otherwise", len(other)),
            other,
            len(other) <= MOST_OTHERWISE,
        ),
        (SAME, ngettext("{n} article says the same", "{n} articles say the same", len(same)), same, False),
        ("more", ngettext("{n} article more", "{n} articles more", len(rest)), rest, False),
    ]
    return [part for part in parts if part[2]]


def room_for(found: Proof) -> DeltaGenerator:
    """A place for a proof that pushes nothing below it out of sight: many sources scroll, but on a phone."""
    if len(found.sources) <= MOST_SOURCES or on_phone():
        return st.container()
    return st.container(height=_SCROLLED_PX, border=False)


def small(text: str) -> None:
    """Small grey text, of Markdown; what comes from articles is escaped by the caller."""
    st.markdown(_small(text))


def _small(text: str) -> str:
    return f":gray[:small[{text}]]"


ICONS = {True: ":material/check_circle:", False: ":material/error:", None: ""}


def _source(source: Source, link: str, shown: Data, *, with_context: bool) -> None:
    """One article's sentences with what was read in them, and the way to the article."""
    with st.container(border=True, gap="xsmall"):
        # One piece of Markdown: a browser takes about as long for each piece, however short it is.
        st.markdown("\n\n".join(_told(source, with_context=with_context)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            first = source.tellings[0].sentence
            if address := citing.at_sentence(source.url, first):
                st.link_button(_("Original"), address, type="tertiary", icon=":material/open_in_new:")
            st.page_link(
                ARTICLES_PAGE,
                label=_("In the article"),
                icon=":material/article:",
                query_params={"article": source.article_id},
            )
            _to_copy(source, first, link)
        why_read(source.article_id, tuple(chain(*(each.places for each in source.tellings))), shown)


def _told(source: Source, *, with_context: bool) -> Iterator[str]:
    """What an article tells and which one it is, as paragraphs of Markdown."""
    for telling in source.tellings:
        quote = _("“{quote}”", quote="".join(map(_piece, telling.pieces)).strip())
        before = _small(f"… {escape.inline(telling.before)}") if with_context and telling.before else ""
        after = _small(f"{escape.inline(telling.after)} …") if with_context and telling.after else ""
        yield "  \n".join(filter(None, (before, quote, after)))
        for reading in telling.readings:
            icon = ICONS[reading.agrees]
            verdict = f"  \n{icon} {escape.inline(reading.verdict)}" if reading.verdict else ""
            yield f":small[**{escape.inline(reading.means)}**{verdict}]"
    day = words.day(source.published) if source.published else _("no publication day")
    told_by = ", ".join(escape.inline(each) for each in (source.publisher, day) if each)
    yield _small(f"{escape.inline(source.title)}  \n{told_by}")
    if source.reprint_of:
        yield _small(
            _("The same text as “{title}”; the two count once", title=escape.inline(source.reprint_of))
        )


def _to_copy(source: Source, sentence: str, link: str) -> None:
    """A citation of the sentence and a link to its row, each with a button that copies it."""
    key = f"cite-{source.article_id}-{source.tellings[0].places[0]}"
    icon = ":material/format_quote:"
    with st.popover(_("Cite"), icon=icon, type="tertiary", key=key, on_change="rerun") as cite:
        if cite.open:
            said = citing.citation(source.title, source.publisher, source.published, source.url, sentence)
            st.markdown(_("Citation"))
            st.code(said, language=None, wrap_lines=True)
            st.markdown(_("Link to this evidence"))
            st.code(link, language=None, wrap_lines=True)


def why_read(article_id: str, places: tuple[int, ...], shown: Data, label: str = "") -> None:
    """Why the words were read so; asked only when it is opened."""
    key = f"why-{article_id}-{places[0]}"
    # The compact kind is too faint for the contrast that text must have.
    with st.expander(label or _("Why?"), key=key, on_change="rerun") as opened:
        if not opened.open:
            return
        found = [case for place in places for case in why.cases(article_id, place, shown, shown.stamp)]
        for case in found:
            quote = _("“{quote}”", quote=escape.inline(case.text))
            st.markdown(f":small[**{quote}**]")
            for line in why.lines(case):
                st.markdown(f":small[{line}]")
        if not found:
            small(
                _("Nothing was weighed: the text is not stored in these tables, or a person added the row.")
            )


def _piece(piece: Segment) -> str:
    """A piece of a sentence, highlighted where a row rests on it."""
    text = escape.inline(piece.text)
    return f":yellow-background[**{text.strip()}**]" if piece.kind and text.strip() else text


def reading_key(story: Story) -> None:
    """How to read the chart, in place of a legend."""
    st.header(_("How to read it"), anchor=False)
    lines = []
    drawn = story.official if len(story.official) else story.chart_roads
    if len(drawn):
        rounds = story.official["series"].nunique() > 1 or story.chart_roads["round"].nunique() > 1
        lines.append(_("● first round, ◆ runoff: official results") if rounds else _("● official results"))
        if drawn["later"].any():
            hollow = "◇" if rounds else "○"
            lines.append(_("{mark} dotted: came after the last article", mark=hollow))
    if len(story.chart_claims):
        lines.append("◯ " + _("a figure in an article; the dot in it is the official one"))
        if not story.chart_claims["holds"].all():
            lines.append(":red[✕] " + _("one that does not hold; the stroke leads to the official figure"))
        if story.chart_claims["derived"].any():
            lines.append("▢ " + _("what an article’s figure leaves for the other side"))
        if story.chart_claims["quiet"].any():
            lines.append(_("○ small and grey: a figure about others that nothing contradicts"))
    if len(story.chart_polls):
        lines.append(_("{mark} a poll in an article, on its last day or that of the article", mark="\\+"))
    if len(story.chart_events):
        lines.append(_("▭ as wide as the article’s date; on it the exact day on record"))
        if (story.chart_events["status"] != "past").any():
            lines.append(_("◇ hollow: announced, not held yet when the article was written"))
    st.markdown("\n\n".join(lines))
    small(_("Choose a mark or a row of the table to read the sentence behind it."))
