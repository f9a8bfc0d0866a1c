"""Bring articles: pasted, as files, or by address; see at once what they tell, correct it, take it away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import address, alone, data, downloads, editor, escape, intake, panels, subjects, visit
from dashboard.data import Data
from dashboard.i18n import ngettext
from dashboard.intake import Brought
from dashboard.visit import Added
from pipeline import store
from pipeline.model import Article, Row
from pipeline.parts import Part
from pipeline.schemas import TABLES

REPORT, ROUND = "add-report", "add-round"
EARLIEST, LATEST = date(1700, 1, 1), date(2199, 12, 31)
PASTE, UPLOAD, FETCH = "Paste", "Upload files", "From the web"
DAY_HELP = "Without it, “yesterday” and “next Sunday” cannot be resolved."
Source = Callable[[intake.Load], Brought]


def forms() -> None:
    """The three ways to bring an article."""
    # Other keys after each time that something was read, so that the fields are empty again.
    turn = st.session_state.get(ROUND, 0)
    paste, upload, fetch = st.tabs([PASTE, UPLOAD, FETCH], key="add-way")
    with paste, st.form("add-paste", border=False):
        left, right = st.columns([3, 1])
        with left:
            title = st.text_input("Title", max_chars=300, key=f"add-title-{turn}")
        with right:
            day = _day("Day of publication", f"add-day-{turn}")
        text = st.text_area(
            "Text", height=220, key=f"add-text-{turn}", placeholder="The whole article, as it came."
        )
        if st.form_submit_button("Read it", icon=":material/play_arrow:", type="primary"):
            if text.strip():
                take([lambda load: intake.pasted(title, day, "", text, load)])
            else:
                st.error("There is no text yet. Paste the article and try again.", icon=":material/error:")
    with upload, st.form("add-upload", border=False):
        files = st.file_uploader(
            "Files",
            type=list(intake.ENDINGS),
            accept_multiple_files=True,
            max_upload_size=intake.LARGEST_MEGABYTES,
            key=f"add-files-{turn}",
        )
        day = _day("Day of publication of those that state none", f"add-files-day-{turn}")
        panels.small(
            "Text, web pages, JSON lines, CSV and Parquet tables, and archives of these. Up to "
            f"{intake.MOST_ARTICLES} articles and {intake.MOST_CHARACTERS:,} characters together."
        )
        if st.form_submit_button("Read them", icon=":material/play_arrow:", type="primary"):
            if files:
                take([_upload(file.name, file.getvalue(), day) for file in files])
            else:
                st.error("No file is chosen yet. Choose some and try again.", icon=":material/error:")
    with fetch, st.form("add-fetch", border=False):
        url = st.text_input("Address", type="url", max_chars=2000, key=f"add-url-{turn}")
        day = _day("Day of publication, where the page states none", f"add-url-day-{turn}")
        panels.small(
            "The page is asked for once, as its site’s robots.txt allows; only public addresses are. "
            "Where a site refuses, save the page in your browser and upload it."
        )
        if st.form_submit_button("Fetch and read it", icon=":material/play_arrow:", type="primary"):
            if url.strip():
                take([lambda load: intake.fetched(url.strip(), day, load)])
            else:
                st.error("There is no address yet. Give one and try again.", icon=":material/error:")


def _day(label: str, key: str) -> date | None:
    day = st.date_input(
        label, value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", key=key, help=DAY_HELP
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
    with st.status("Reading …", expanded=True) as status:
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
                    told.append((True, f"{article.title or brought.name} was added before."))
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
        bar.progress(1.0, text="Putting it beside the other articles …")
        if own.added != visit.current().added:
            visit.keep(own)
            data.current()
        status.update(label="Read", state="complete", expanded=False)
    st.session_state[REPORT] = tuple(told)
    if first:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        alone.choose(None)
        st.query_params["article"] = first
    st.rerun()


def _with_progress(
    brought: Brought, before: float, sources: int, report: Callable[..., object]
) -> Iterator[tuple[Article, Part]]:
    """What each article yields, while a bar tells which one is read."""
    total = len(brought.articles)
    parts = intake.extracted(brought)
    for number, article in enumerate(brought.articles):
        report(
            min(before + number / total / sources, 1.0),
            text=f"{escape.inline(article.title or brought.name)} ({number + 1} of {total})",
        )
        yield next(parts)


def _read(name: str, rows: Mapping[str, Sequence[Row]], published: date | None) -> str:
    """What came of an article, in a sentence."""
    events = ngettext("{n} dated event", "{n} dated events", len(rows.get("events", ())))
    stated = [row for row in rows.get("vote_shares", ()) if not row["derived"]]
    undated = "" if published else f" No day of publication is known. {DAY_HELP}"
    return f"{name}: {events}, {ngettext('{n} vote share', '{n} vote shares', len(stated))}.{undated}"


def report() -> None:
    """What came of what was brought last, once."""
    for read, line in st.session_state.pop(REPORT, ()):
        if read:
            st.success(escape.inline(line), icon=":material/check_circle:")
        else:
            st.error(escape.inline(line), icon=":material/error:")


def listed(own: visit.Visit) -> None:
    """The articles of the session, each with a way to remove it."""
    st.header("In this session", anchor=False)
    load = own.load
    panels.small(
        f"{load.articles} of {intake.MOST_ARTICLES} articles, {load.characters:,} of "
        f"{intake.MOST_CHARACTERS:,} characters. Closing the tab forgets them."
    )
    for each in own.added:
        article = each.article
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            st.markdown(f":small[{escape.inline(article.title or each.file)}]")
            st.button(
                "Remove",
                key=f"remove-{article.article_id}",
                on_click=_remove,
                args=(article.article_id,),
                icon=":material/delete:",
                type="tertiary",
                help=f"Remove {escape.inline(article.title or each.file)}",
            )


def _remove(article_id: str) -> None:
    visit.keep(visit.without(visit.current(), article_id))
    if st.query_params.get("article") == article_id:
        st.query_params.pop("article", None)
        alone.choose(None)


def one(article_id: str, shown: Data) -> None:
    """An added article: its chart with the evidence, its rows to correct, and all of it to take away."""
    who = subjects.subjects(alone.alone(article_id, shown).tables, shown.reference)[0]
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            panels.ARTICLES_PAGE,
            label="Read it with its marks",
            icon=":material/article:",
            query_params={"article": article_id},
        )
        st.page_link(
            "views/timeline.py",
            label="See it among all articles",
            icon=":material/timeline:",
            query_params={"who": who.key},
        )
    alone.chart_and_evidence(article_id, shown, "add")
    st.header("Is it right?", anchor=False)
    panels.small("Change a cell, or say that it is none: all pages show it at once.")
    editor.draw(article_id, shown, "add")


def taken_away(own: visit.Visit, article_id: str, shown: Data) -> None:
    """Downloads: the rows of one article, and everything for a build."""
    st.header("Take it away", anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Rows of this article, for spreadsheets (ZIP)",
            data=lambda: _rows(alone.alone(article_id, shown), spreadsheet=True),
            file_name="article-spreadsheets.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Rows of this article, raw (ZIP)",
            data=lambda: _rows(alone.alone(article_id, shown), spreadsheet=False),
            file_name="article-tables.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "All that you added, for a build (ZIP)",
            data=lambda: downloads.archive(bundle(own)),
            file_name="articles-and-corrections.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
    st.markdown(
        "Unpacked, the last one builds the same rows on your machine: `election-timeline build articles "
        "--out tables`, with `--corrections corrections.toml` where there is one."
    )


def _rows(article: Data, *, spreadsheet: bool) -> bytes:
    return downloads.archive(
        {
            f"{name}.csv": downloads.spreadsheet_csv(frame[TABLES[name].column_names()])
            if spreadsheet
            else store.to_csv(frame, TABLES[name]).encode()
            for name, frame in article.tables.frames.items()
        }
    )


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
        st.title("Add articles, and see at once what they tell.", anchor=False)
        st.markdown(
            "They are read here, checked against the record and shown on all pages, to you alone. "
            "Nothing is stored."
        )
        report()
        forms()
    else:
        head = st.container()
        report()
        with st.expander("Add more articles", key="add-more", icon=":material/add:"):
            forms()
        chosen = address.select("Article", ids, "article", usual=ids[-1], words=names.__getitem__, width=700)
        with head:
            st.title(escape.inline(f"{alone.finding(chosen, shown)}."), anchor=False)
        one(chosen, shown)
        taken_away(own, chosen, shown)
    if own.added or own.toml:
        st.header("Corrections", anchor=False)
        editor.ledger(data.current())
    if own.added:
        listed(own)


page()
