"""The review list (`pipeline.doubts`) for readers: what to look at first, and why."""

import pandas as pd
import streamlit as st

from dashboard import checks, evidence
from dashboard.checks import Filters
from dashboard.data import Data
from dashboard.evidence import Choice
from pipeline.charts.rows import each_row
from pipeline.doubts import doubts
from pipeline.telling import reasons, sources, words
from pipeline.telling.i18n import N_, Phrases, _

WHY = Phrases(
    {
        "record": N_("The record says otherwise"),
        "unsure": N_("Read with little confidence"),
        "conflict": N_("Articles disagree"),
        "overlap": N_("Two rows for one thing"),
    }
)


def left(filters: Filters, data: Data) -> pd.DataFrame:
    """The rows of the list that the filters leave, in its own order."""
    return checks.fitting(_listed(data.stamp, data), filters)


@st.cache_resource(max_entries=4, show_spinner=False)
def _listed(stamp: str, _data: Data) -> pd.DataFrame:
    """The list with what it is filtered by; `proof` and `proof_id` are what its evidence is chosen by."""
    tables = _data.tables
    found = doubts(tables)
    entries = tables.timeline[["timeline_id", "event_ids"]].explode("event_ids")
    entry_of = entries.drop_duplicates("event_ids").set_index("event_ids")["timeline_id"]
    known = checks.statements(stamp, _data).drop_duplicates("id").set_index("id")
    elections = pd.concat(
        [
            tables.events.set_index("event_id")["election_id"],
            tables.timeline.set_index("timeline_id")["election_id"],
            known["election_id"],
        ]
    )
    elections = elections[~elections.index.duplicated()]
    days = tables.articles.drop_duplicates("article_id").set_index("article_id")["published"]
    row = found["row"]
    return found.assign(
        proof=row.map(known["table"]).fillna("event"),
        proof_id=row.map(entry_of).fillna(row),
        kind=row.map(known["kind"]).fillna(""),
        stance=row.map(known["stance"]).fillna(""),
        country=row.map(elections).fillna("").str.split("-", n=1).str[0].fillna(""),
        source=found["article_id"].map(sources.names(tables.articles)).fillna(""),
        published=found["article_id"].map(days).fillna(""),
    )


def choices(rows: pd.DataFrame) -> list[Choice]:
    """What chooses the evidence of each row."""
    return [Choice(kind, row_id) for kind, row_id in rows[["proof", "proof_id"]].to_numpy()]


def shown(rows: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Some rows of the list for readers."""
    said = _said({*rows["row"], *rows["other"]}, data)
    return pd.DataFrame(
        {
            _("Why"): [WHY[each] for each in rows["why"]],
            _("What"): [said.get(each, "") for each in rows["row"]],
            _("Confidence"): [
                "" if pd.isna(each) else words.percent(float(each) * 100, 0) for each in rows["confidence"]
            ],
            _("Compared with"): [_compared(row, said, data) for row in each_row(rows)],
            _("Source"): rows["source"].to_numpy(),
            _("Published"): [words.day(each) if each else "" for each in rows["published"]],
            _("Sentence"): rows["quote"].to_numpy(),
        }
    )


def _said(ids: set[str], data: Data) -> dict[str, str]:
    """What rows of any table say, by their ids."""
    rows = checks.statements(data.stamp, data)
    rows = rows[rows["id"].isin(ids)]
    told = checks.shown(rows)[[_("What"), _("Article says")]].agg(" ".join, axis="columns").str.strip()
    found = dict(zip(rows["id"], told, strict=True))
    for name, key in (("events", "event_id"), ("timeline", "timeline_id")):
        events = data.tables.rows_of(name, key, ids)
        found |= {
            row_id: f"{words.event(label)}, {words.day(day)}"
            for row_id, label, day in events[[key, "label", "date"]].to_numpy()
        }
    return found


def _compared(row: "pd.Series[str]", said: dict[str, str], data: Data) -> str:
    if row.why == "overlap":
        return said.get(row.other, "")
    if row.why == "conflict":
        return evidence.with_titles(row.detail, data)
    return words.capital(reasons.because(row.detail)) if row.detail else ""
