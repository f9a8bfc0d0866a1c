"""Merge anew only what a few corrected articles tell: votes by election, everything else by type."""

from collections.abc import Mapping, Set
from typing import Final

import pandas as pd

from pipeline import tables
from pipeline.merge import entries, timeline, votes
from pipeline.merge.members import Member, members
from pipeline.reference import Reference
from pipeline.tables import Frames

_TOLD: Final = ("articles", "dates", "events", "vote_shares")


def merged_again(
    before: Mapping[str, pd.DataFrame], after: Frames, changed: Set[str], reference: Reference
) -> pd.DataFrame:
    """The timeline of `after`, the same as if all of it were merged.

    An event meets others of its own election, or of its own type where it is no vote of one; what no changed
    row is among stays as it is in the timeline of `before`.

    Args:
        before: the tables with their timeline.
        after: the tables with other rows of some articles.
        changed: the ids of these articles.
        reference: what entries are merged by.
    """
    was, now = (_said(frames, changed) for frames in (before, after))
    told = was[0] ^ now[0]
    touched = {_meets(member) for member in told} | {("vote", each.election_id) for each in was[1] ^ now[1]}
    events = after["events"]
    of_vote = events["type"].isin(votes.VOTES) & (events["election_id"] != "")
    # What a vote on no record does not hold together is merged by type.
    unknown = {
        ("vote", name) for name in events.loc[of_vote, "election_id"].unique() if not reference.rounds(name)
    }
    loose = {("act", type_) for type_ in votes.VOTES}
    if touched & (loose | {("vote", name) for _, name in touched if not reference.rounds(name)}):
        touched |= unknown | loose
    groups = events["election_id"].where(of_vote, events["type"])
    kinds = of_vote.map({True: "vote", False: "act"})
    anew = pd.Series(
        [key in touched for key in zip(kinds, groups, strict=True)], index=events.index, dtype=bool
    )
    elections = {name for kind, name in touched if kind == "vote"}
    shares = after["vote_shares"]
    ids = set(events.loc[anew, "event_id"])
    gone = ids | {member.event_id for member in told}
    rows = before["timeline"]
    mixed = [len(gone.intersection(each)) for each in rows["event_ids"]]
    if any(0 < many < len(each) for many, each in zip(mixed, rows["event_ids"], strict=True)):
        return timeline(entries(after, reference))  # A person joined what does not meet by itself.
    part = after | {
        "events": events[anew],
        "vote_shares": shares[shares["election_id"].isin(elections) | shares["event_id"].isin(ids)],
    }
    kept = rows[[not many for many in mixed]]
    return tables.ordered("timeline", pd.concat([kept, timeline(entries(part, reference))]))


def _meets(member: Member) -> tuple[str, str]:
    """Among what an event is merged."""
    if member.type in votes.VOTES and member.election_id:
        return "vote", member.election_id
    return "act", member.type


def _said(
    frames: Mapping[str, pd.DataFrame], articles: Set[str]
) -> tuple[frozenset[Member], frozenset[votes.Stated]]:
    """What articles tell of events, and their results by which votes are labelled."""
    own = {name: frames[name][frames[name]["article_id"].isin(articles)] for name in _TOLD}
    return frozenset(members(own, {})), frozenset(votes.stated(own["vote_shares"]))
