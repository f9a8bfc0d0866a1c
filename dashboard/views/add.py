"""Bring articles: pasted, as files, or by address; see at once what they tell, correct it, take it away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard import address, alone, chosen, data, editor, escape, intake, panels, takeaway, visit
from dashboard.data import Data
from dashboard.intake import Brought
from dashboard.visit import Added
from pipeline.exporting.archive import archive
from pipeline.model import Article, Row
from pipeline.parts import Part
from pipeline.telling import subjects
from pipeline.telling.i18n import _, ngettext, number

REPORT, ROUND = "add-report", "add-round"
EARLIEST, LATEST = date(1700, 1, 1), date(2199, 12, 31)
BUILD = "election-timeline build articles --out tables"
CORRECTIONS = f" --corrections {visit.LEDGER.name}"
Source = Callable[[intake.Load], Brought]


def forms() -> None:
    """The three ways to bring an article."""
    # Other keys after each time that something was read, so that the fields are empty again.
    turn = st.session_state.get(ROUND, 0)
    paste, upload, fetch = st.tabs([_("Paste"), _("Upload files"), _("From the web")], key="add-way")
    with paste, st.form("add-paste", border=False):
        left, right = st.columns([3, 1])
        with left:
            title = st.text_input(_("Title"), max_chars=300, key=f"add-title-{turn}")
        with right:
            day = _day(_("Day of publication"), f"add-day-{turn}")
        text = st.text_area(
            _("Text"),
            height=220,
            # A longer one arrives cut off, and still too long to be taken for an article.
            max_chars=2 * intake.LONGEST,
            key=f"add-text-{turn}",
            placeholder=_("The whole article, as it came."),
        )
        if st.form_submit_button(_("Read it"), icon=":material/play_arrow:"):
            if text.strip():
                take([lambda load: intake.pasted(title, day, "", text, load)])
            else:
                st.error(_("There is no text yet. Paste the article and try again."), icon=":material/error:")
    with upload, st.form("add-upload", border=False):
        files = st.file_uploader(
            _("Files"),
            type=list(intake.ENDINGS),
            accept_multiple_files=True,
            max_upload_size=intake.LARGEST_MEGABYTES,
            key=f"add-files-{turn}",
        )
        day = _day(_("Day of publication of those that state none"), f"add-files-day-{turn}")
        panels.small(
            _(
                "Text, web pages, mails, documents, tables, and archives of these. Up to {articles} articles "
                "and {characters} characters together.",
                articles=intake.MOST_ARTICLES,
                characters=number(intake.MOST_CHARACTERS),
            )
        )
        if st.form_submit_button(_("Read them"), icon=":material/play_arrow:"):
            if files:
                take([_upload(file.name, file.getvalue(), day) for file in files])
            else:
                st.error(_("No file is chosen yet. Choose some and try again."), icon=":material/error:")
    with fetch, st.form("add-fetch", border=False):
        url = st.text_input(_("Address"), type="url", max_chars=2000, key=f"add-url-{turn}")
        day = _day(_("Day of publication, where the page states none"), f"add-url-day-{turn}")
        told = _(
            "The page is asked for once, as its site’s robots.txt allows; only public addresses are. "
            "Where a site refuses, save the page in your browser and upload it."
        )
        panels.small(told)
        if st.form_submit_button(_("Fetch and read it"), icon=":material/play_arrow:"):
            if url.strip():
                take([lambda load: intake.fetched(url.strip(), day, load)])
            else:
                st.error(_("There is no address yet. Give one and try again."), icon=":material/error:")


def _day(label: str, key: str) -> date | None:
    day = st.date_input(
        label,
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        key=key,
        help=_("Without it, “yesterday” and “next Sunday” cannot be resolved."),
    )
    return day if isinstance(day, date) else None


def _upload(name: str, content: bytes, day: date | None) -> Source:
    return lambda load: intake.uploaded(name, content, day, load)


def take(sources: list[Source]) -> None:
    """Read and extract what was brought, say how far that is, and show the first article of it."""
    own = visit.current()
    known = set(own.ids)
    told: list[tuple[bool, str]] = []
    first = ""
    with st.status(_("Reading …"), expanded=True) as status:
        bar = st.progress(0.0)
        for number, source in enumerate(sources):
            brought = source(own.load)
            told += [(False, f"{what}: {problem}") for what, problem in brought.problems]
            for article, part in _with_progress(brought, number / len(sources), len(sources), bar.progress):
                if part["article"]["status"] != "ok":
                    told.append((False, f"{article.title or brought.name}: {part['article']['problem']}"))
                    continue
                first = first or article.article_id
                if article.article_id in known:
                    told.append((True, _("{title} was added before.", title=article.title or brought.name)))
                    continue
                known.add(article.article_id)
                name = brought.name
                while own.files.get(name, brought.data) != brought.data:
                    name = f"other-{name}"
                own = replace(
                    own,
                    added=(*own.added, Added(article, part, name)),
                    files={**own.files, name: brought.data},
                )
                told.append((True, _read(article.title or brought.name, part["rows"], article.published)))
        bar.progress(1.0, text=_("Putting it beside the other articles …"))
        if own.added != visit.current().added:
            visit.keep(own)
            data.current()
        status.update(label=_("Read"), state="complete", expanded=False)
    st.session_state[REPORT] = tuple(told)
    if first:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        chosen.put(None)
        st.query_params["article"] = first
    st.rerun()


def _with_progress(
    brought: Brought, before: float, sources: int, report: Callable[..., object]
) -> Iterator[tuple[Article, Part]]:
    """What each article yields, while a bar tells which one is read."""
    total = len(brought.articles)
    parts = intake.extracted(brought)
    for place, article in enumerate(brought.articles):
        report(
            min(before + place / total / sources, 1.0),
            text=_(
                "{title} ({n} of {all})",
                title=escape.inline(article.title or brought.name),
                n=place + 1,
                all=total,
            ),
        )
        yield next(parts)


def _read(name: str, rows: Mapping[str, Sequence[Row]], published: date | None) -> str:
    """What came of an article, in a sentence."""
    stated = [row for row in rows.get("vote_shares", ()) if not row["derived"]]
    told = _(
        "{title}: {events}, {shares}.",
        title=name,
        events=ngettext("{n} dated event", "{n} dated events", len(rows.get("events", ()))),
        shares=ngettext("{n} vote share", "{n} vote shares", len(stated)),
    )
    if published:
        return told
    return (
        told + " " + _("No day of publication is known, so “yesterday” and “next Sunday” were not resolved.")
    )


def report() -> None:
    """What came of what was brought last, once."""
    for read, line in st.session_state.pop(REPORT, ()):
        if read:
            panels.small(f":material/check_circle: {escape.inline(line)}")
        else:
            st.error(escape.inline(line), icon=":material/error:")


def listed(own: visit.Visit) -> None:
    """The articles of the session, each with a way to remove it."""
    st.header(_("In this session"), anchor=False)
    load = own.load
    panels.small(
        _(
            "{articles} of {most} articles, {characters} of {room} characters. Closing the tab forgets them.",
            articles=load.articles,
            most=intake.MOST_ARTICLES,
            characters=number(load.characters),
            room=number(intake.MOST_CHARACTERS),
        )
    )
    for each in own.added:
        article = each.article
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            st.markdown(f":small[{escape.inline(article.title or each.file)}]")
            st.button(
                _("Remove"),
                key=f"remove-{article.article_id}",
                on_click=_remove,
                args=(article.article_id,),
                icon=":material/delete:",
                type="tertiary",
                help=_("Remove {title}", title=escape.inline(article.title or each.file)),
            )


def _remove(article_id: str) -> None:
    visit.keep(visit.without(visit.current(), article_id))
    if st.query_params.get("article") == article_id:
        st.query_params.pop("article", None)
        chosen.put(None)


def one(article_id: str, shown: Data) -> None:
    """An added article: its chart with the evidence, its rows to correct, and all of it to take away."""
    who = subjects.subjects(alone.alone(article_id, shown).tables, shown.reference)[0]
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            panels.ARTICLES_PAGE,
            label=_("Read it with its marks"),
            icon=":material/article:",
            query_params={"article": article_id},
        )
        st.page_link(
            panels.TIMELINE_PAGE,
            label=_("See it among all articles"),
            icon=":material/timeline:",
            query_params={"who": who.key},
        )
    alone.chart_and_evidence(article_id, shown, "add")
    st.header(_("Is it right?"), anchor=False)
    panels.small(_("Change a cell, or say that it is none: all pages show it at once."))
    editor.draw(article_id, shown, "add")


def taken_away(own: visit.Visit, article_id: str, shown: Data) -> None:
    """Downloads: the rows of one article, and everything for a build."""
    st.header(_("Take it away"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for label, to, file_name in (
            (_("Rows of this article, for spreadsheets (ZIP)"), "spreadsheet", "article-spreadsheets.zip"),
            (_("Rows of this article, raw (ZIP)"), "csv", "article-tables.zip"),
        ):
            st.download_button(
                label,
                data=partial(_rows, article_id, shown, to),
                file_name=file_name,
                mime="application/zip",
                on_click="ignore",
                icon=":material/download:",
            )
        st.download_button(
            _("All that you added, for a build (ZIP)"),
            data=lambda: archive(bundle(own)),
            file_name="articles-and-corrections.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
    told = _("Unpacked, the last one builds the same rows on your machine:")
    command = f"{BUILD}{CORRECTIONS if own.toml else ''}"
    st.markdown(f"{told} `{command}`")


def _rows(article_id: str, shown: Data, to: str) -> bytes:
    return takeaway.exported(alone.alone(article_id, shown).tables, to)


def bundle(own: visit.Visit) -> dict[str, bytes]:
    """The files that articles came in, and the ledger, by their names in an archive."""
    files = {f"articles/{_safe(name)}": content for name, content in own.files.items()}
    return files | ({visit.LEDGER.name: own.toml.encode()} if own.toml else {})


def _safe(name: str) -> str:
    """A name that stays in its folder on every system, with the ending that chooses the reader."""
    plain = "".join(sign if sign.isalnum() or sign in ".-_" else "_" for sign in name).strip("._")
    return plain[-100:] or "article.txt"


def page() -> None:
    """Draw the page: the ways to add until something was added, then first what it tells."""
    own = visit.current()
    shown = data.current() if own.added else None
    names = alone.titles(shown.tables.articles) if shown else {}
    ids = [each for each in own.ids if each in names]
    if shown is None or not ids:
        st.title(_("Add articles, and see at once what they tell."), anchor=False)
        st.markdown(
            _(
                "They are read here, checked against the record and shown on all pages, to you alone. "
                "Nothing is stored."
            )
        )
        report()
        forms()
    else:
        head = st.container()
        report()
        with st.expander(_("Add more articles"), key="add-more", icon=":material/add:"):
            forms()
        chosen = address.select(
            _("Article"), ids, "article", usual=ids[-1], words=names.__getitem__, width=700
        )
        with head:
            st.title(escape.inline(f"{alone.finding(chosen, shown)}."), anchor=False)
        one(chosen, shown)
        taken_away(own, chosen, shown)
    if own.added or own.toml:
        st.header(_("Corrections"), anchor=False)
        editor.ledger(data.current())
    if own.added:
        listed(own)


page()
