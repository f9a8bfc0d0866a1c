"""The one place that loads: tables and reference data, cached for all sessions."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from pipeline import clean, reference, store
from pipeline.model import Text
from pipeline.reference import Reference
from pipeline.store import Tables


@dataclass(frozen=True, eq=False)
class Data:
    """What all pages show; shared between sessions, so nothing in it is ever changed.

    `stamp` is another for every build, and stands for the data where something is cached.
    """

    tables: Tables
    reference: Reference
    stamp: str

    @property
    def folder(self) -> Path:
        """Where the tables were read."""
        return self.tables.folder or store.default_folder()


def current() -> Data:
    """The tables of `store.default_folder()`, read again only when a build replaced them.

    Raises:
        TimelineError: there are no tables, or none that can be read; the message says what to do.
        ReferenceDataError: a file of the reference data cannot be used.
    """
    folder = store.default_folder().absolute()
    try:
        changed = (folder / "datapackage.json").stat().st_mtime_ns
    except OSError:
        changed = 0
    return _load(str(folder), changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _load(folder: str, changed: int) -> Data:
    tables = store.load(folder)
    return Data(tables, reference.load(), f"{tables.identity}-{changed}")


@st.cache_resource(max_entries=256, show_spinner=False)
def text_of(article_id: str, _data: Data, stamp: str) -> Text | None:
    """The article's text with the repairs that were made in it; None where the text is not stored."""
    found = _data.tables.articles
    rows = found[found["article_id"] == article_id]
    if rows.empty or not rows["text"].iloc[0]:
        return None
    return clean.clean(str(rows["text"].iloc[0]), str(rows["language"].iloc[0]))


@st.cache_resource(max_entries=2, show_spinner=False)
def reference_frames(_data: Data, stamp: str) -> dict[str, pd.DataFrame]:
    """The reference tables as frames by name."""
    return _data.reference.frames()
