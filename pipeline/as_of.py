"""The tables as they stood on a day: what articles published by then could say, and what had come true.

Pure: Tables in, Tables out. Nothing is extracted again.
"""

from datetime import date
from itertools import chain
from typing import Final

import pandas as pd

from pipeline import merge
from pipeline.charts.rows import each_row
from pipeline.lists import has_any, has_only
from pipeline.reference import Election, Reference
from pipeline.store import Tables

SCHEDULED: Final = "scheduled"
HAPPENED: Final = "past"
MISSED: Final = "missed"
OPEN: Final = "open"
"""Of an announced event whose day has passed: no article and no record says whether it took place."""


def tables_as_of(tables: Tables, reference: Reference, day: str) -> Tables:
    """What was known by the end of an ISO day.

    Articles without a day of publication are left out. In `timeline`, `status` of an announced event whose
    day has passed is `past` where the record has the vote, `missed` where the record would have it and has
    not, else `open`.
    """
    known = _published_by(tables.articles, day)
    if known.all():
        kept = tables
    else:
        told = tables.of_articles(frozenset(tables.articles["article_id"][known]))
        kept = told.with_timeline(_timeline(tables.timeline, told, reference))
    return kept.with_timeline(settled(kept.timeline, reference, day))


def _published_by(articles: pd.DataFrame, day: str) -> "pd.Series[bool]":
    """Which articles had, with all that their text says, been published; a month counts from its end."""
    said = articles["updated"].where(articles["updated"] != "", articles["published"])
    return ((said != "") & (said.str.pad(10, side="right", fillchar="~") <= f"{day}~")).astype("bool")


def _timeline(timeline: pd.DataFrame, told: Tables, reference: Reference) -> pd.DataFrame:
    """Entries that lost no telling as they are, the rest merged again from what is left of them."""
    known = told.column("events", "event_id")
    entire_rows = timeline[has_only(timeline["event_ids"], known)]
    partly = timeline[~timeline.index.isin(entire_rows.index) & has_any(timeline["event_ids"], known)]
    if partly.empty:
        return entire_rows
    again = frozenset(chain.from_iterable(partly["event_ids"])).intersection(known)
    events = told.rows_of("events", "event_id", again)
    frames = {
        "articles": told.articles,
        "dates": told.rows_of("dates", "article_id", frozenset(events["article_id"])),
        "events": events,
        "vote_shares": told.vote_shares,
    }
    merged = merge.timeline(merge.entries(frames, reference))
    return pd.concat([entire_rows, merged]).sort_values(
        ["earliest", "timeline_id"], kind="stable", ignore_index=True
    )


def settled(timeline: pd.DataFrame, reference: Reference, day: str) -> pd.DataFrame:
    """The timeline with the status of announced events whose day has passed."""
    due = (timeline["status"] == SCHEDULED) & (timeline["latest"] != "") & (timeline["earliest"] <= day)
    if not due.any():
        return timeline
    status = timeline["status"].copy()
    status[due] = [_outcome(row, reference, day) for row in each_row(timeline[due])]
    return timeline.assign(status=status)


def _outcome(row: object, reference: Reference, day: str) -> str:
    election_id = str(getattr(row, "election_id", ""))
    latest, told_round = str(getattr(row, "latest", "")), getattr(row, "round", None)
    number = None if pd.isna(told_round) else int(str(told_round))
    held = [
        election
        for election in reference.rounds(election_id)
        if (number is None or election.round in (number, None)) and _was_held(election, reference, day)
    ]
    if held:
        return HAPPENED
    if latest >= day:
        return SCHEDULED
    return MISSED if election_id and _would_be_on_record(election_id, latest, reference) else OPEN


def _was_held(election: Election, reference: Reference, day: str) -> bool:
    """Whether it took place by the day, as far as the record reaches."""
    ends = min(day, reference.as_of.isoformat()) if reference.as_of else day
    return len(election.date) == len(date.min.isoformat()) and election.date <= ends


def _would_be_on_record(election_id: str, latest: str, reference: Reference) -> bool:
    """Whether the record has national votes for that office both before and after."""
    country, _, rest = election_id.partition("-")
    office, _, when = rest.partition("-")
    if "-" in when:
        return False  # of one area or body
    days = [election.date for election in reference.elections_of(country, office) if election.date]
    held = [each for each in days if reference.as_of is None or each <= reference.as_of.isoformat()]
    return bool(held) and min(held) < latest < max(held)
