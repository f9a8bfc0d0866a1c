"""The one place that loads: tables and reference data, cached for all sessions."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import pipeline.as_of
from dashboard import visit
from pipeline import clean, reference, store, tables
from pipeline.errors import TimelineError
from pipeline.model import Text
from pipeline.naming import Mention
from pipeline.reference import Reference
from pipeline.store import Tables
from pipeline.telling import known
from pipeline.telling.known import Known


@dataclass(frozen=True, eq=False)
class Data(Known):
    """What all pages show; nothing in it is ever changed, as sessions may share it.

    `stamp` is another for every build, and for every session in which something was added or corrected; it
    stands for the data where something is cached. `own` are the articles that the visitor added, `corrected`
    says how many corrections they made, and `stale` why some of these do not fit.
    """

    stamp: str
    own: tuple[str, ...] = ()
    corrected: int = 0
    stale: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the tables were read."""
        return self.tables.folder or store.default_folder()

    def article(self, article_id: str) -> dict[str, Any]:
        """The cells of an article by column; none where the tables do not have it."""
        place = self._places.get(article_id)
        # Among many articles, looking through all of them for each one would make readers wait.
        cells = () if place is None else self.tables.articles.iloc[place].items()
        return {str(name): value for name, value in cells}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article_id: place for place, article_id in enumerate(self.tables.articles["article_id"])}


def current() -> Data:
    """The tables of the folder, with what the visitor of this session added and corrected.

    Raises:
        TimelineError: there are no tables, or none that can be read, and nothing was added; the message says
            what to do.
        ReferenceDataError: a file of the reference data cannot be used.
    """
    own = visit.current()
    if own.is_empty:
        return shared()
    base = beneath()
    found, stale = visit.shown(own, base.tables, base.reference)
    ledger = visit.ledger(own)
    corrected = len(ledger.entries) if ledger else 0
    return Data(found, base.reference, f"{base.stamp}-{own.stamp}", own.ids, corrected, stale)


def beneath() -> Data:
    """The tables of the folder for adding to; no rows where there are no tables yet."""
    try:
        return shared()
    except TimelineError:
        return Data(Tables(**tables.frames({}), folder=None, identity=""), reference.load(), "none")


def shared() -> Data:
    """The tables of `store.default_folder()`, read again only when a build replaced them. Raises so too."""
    folder = store.default_folder().absolute()
    try:
        state = (folder / "datapackage.json").stat()
        # A clock may jump back to the same time; the file is another one then.
        changed = f"{state.st_mtime_ns}-{state.st_ino}-{state.st_size}"
    except OSError:
        changed = ""
    return _load(str(folder), changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _load(folder: str, changed: str) -> Data:
    found = store.load(folder, at_once=False)
    return Data(found, reference.load(), f"{found.identity}-{changed}")


def days_published(shown: Data) -> tuple[str, str]:
    """The days on which the first and the last article were published; "" where none says its day."""
    return _days_published(shown.stamp, shown)


@st.cache_resource(max_entries=16, show_spinner=False)
def _days_published(stamp: str, _shown: Data) -> tuple[str, str]:
    return known.days_published(_shown.tables.articles)


# Few: of large tables each day has a timeline of its own.
@st.cache_resource(max_entries=3, show_spinner=False)
def as_of(_shown: Data, stamp: str, day: str, *, back: bool) -> Data:
    """What has come true by the end of a day; with `back` from what articles had said by then alone."""
    was = _shown.tables
    if back:
        then = pipeline.as_of.tables_as_of(was, _shown.reference, day)
    else:
        then = was.with_timeline(pipeline.as_of.settled(was.timeline, _shown.reference, day))
    return replace(_shown, tables=then, stamp=f"{stamp}@{day}{'' if back else '+'}", day=day)


@st.cache_resource(max_entries=256, show_spinner=False)
def text_of(article_id: str, _data: Data, stamp: str) -> Text | None:
    """The article's text with the repairs that were made in it; None where the text is not stored."""
    article = _data.article(article_id)
    text = article.get("text") or _data.tables.text_of(article_id)
    return clean.clean(text, article["language"]) if text else None


@st.cache_resource(max_entries=64, show_spinner=False)
def named_in(article_id: str, _data: Data, stamp: str) -> tuple[Mention, ...]:
    """Whom the article's words mean; nobody where its text is not stored."""
    article = _data.article(article_id)
    text = article.get("text") or _data.tables.text_of(article_id)
    if not text:
        return ()
    return pipeline.mentions(
        text,
        published=date.fromisoformat(article["published"]) if article["published"] else None,
        language=article["language"],
        reference=_data.reference,
    )


@lru_cache(maxsize=2)
def reference_frames(record: Reference) -> dict[str, pd.DataFrame]:
    """The reference tables as frames by name."""
    return record.frames()
