"""Merge what the articles tell into one timeline: reports of one event are one entry.

The rules stand in docs/merging.md. Pure: the same rows give the same timeline in whatever order they come.
"""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pipeline import tables
from pipeline.identity import content_id
from pipeline.merge import acts, votes
from pipeline.merge.entries import Entry, row
from pipeline.merge.members import members
from pipeline.model import Row
from pipeline.reference import Reference


def entries(frames: Mapping[str, pd.DataFrame], reference: Reference) -> list[Entry]:
    """The events of all articles joined; each event is in exactly one entry.

    Args:
        frames: the tables `articles` (days of publication, reprints), `dates` (how dates were read), `events`
            and `vote_shares` (the results that name the winners).
        reference: polling days, rounds and milestones.
    """
    articles = frames["articles"]
    originals = {
        article_id: original
        for article_id, original in zip(articles["article_id"], articles["reprint_of"], strict=True)
        if original
    }
    all_members = members(frames, originals)
    told = [member for member in all_members if member.type in votes.VOTES and member.election_id]
    of_votes, strays = votes.entries(told, votes.stated(frames["vote_shares"]), reference, originals)
    rest = [member for member in all_members if member.type not in votes.VOTES or not member.election_id]
    return [*of_votes, *acts.entries([*rest, *strays], reference)]


def rows(merged: Iterable[Entry]) -> Iterator[Row]:
    """The entries as rows of the table `timeline`."""
    return ({"timeline_id": content_id("timeline", *entry.identity), **row(entry)} for entry in merged)


def timeline(merged: Iterable[Entry]) -> pd.DataFrame:
    """The entries as the table `timeline`."""
    return tables.frame("timeline", rows(merged))
