"""What a row says, in a few words of English."""

from collections.abc import Callable, Mapping
from typing import Any, Final

Row = Mapping[str, Any]

SAYING: Final[Mapping[str, tuple[str, Callable[[Row], str]]]] = {
    "events": ("event_id", lambda row: f"{row['type']}: {row['label']} ({row['date']})"),
    "vote_shares": (
        "share_id",
        lambda row: f"{row['kind']}: {row['subject']} {row['share_pct']:g} %{_vote(row)}",
    ),
    "counts": ("count_id", lambda row: f"{row['subject']}: {row['count']} {row['unit']}{_vote(row)}"),
    "claims": ("claim_id", lambda row: f"claim: {row['claim']}"),
}
"""The tables whose rows say something of an article's words: the column of their id, and what a row says."""


def said(table: str, row: Row) -> str:
    """What a row of one of these tables says, with its verdict if it has one."""
    _, saying = SAYING[table]
    verdict = row.get("verdict")
    return f"{saying(row)}; {verdict.replace('_', ' ')}" if verdict else saying(row)


def _vote(row: Row) -> str:
    """The election in brackets, with the round where the vote has rounds."""
    if not row["election_id"]:
        return ""
    round_ = f", round {row['round']}" if row["round"] else ""
    return f" ({row['election_id']}{round_})"
