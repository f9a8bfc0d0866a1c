"""Entries for rows of tables, as a ledger has them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from pipeline.corrections.ledger import KEYS

# What says enough of a row to know it again.
_EXPECTED: Final = {
    "events": ("date", "type", "election_id", "round"),
    "vote_shares": ("share_pct", "kind", "election_id", "round"),
    "counts": ("count", "unit", "election_id", "round"),
}


def draft(
    tables: Mapping[str, pd.DataFrame],
    table: str,
    row_id: str,
    *,
    do: str,
    reason: str,
    author: str,
    day: date,
    set: Mapping[str, Any] | None = None,
) -> str:
    """The text of an entry for a row, as it is appended to a ledger.

    Args:
        tables: the frames of `pipeline.load(...)`, with the full texts.
        table: events, vote_shares or counts.
        row_id: the row's id.
        do: confirm, change or reject.
        reason: why.
        author: who.
        day: when.
        set: the new values of an entry that changes.
    """
    frame, articles = tables[table], tables["articles"]
    row = frame[frame[KEYS[table]] == row_id].iloc[0]
    text = str(articles.loc[articles["article_id"] == row["article_id"], "text"].iloc[0])
    lines = {
        "id": f"{do}-{row_id}",
        "do": do,
        "table": table,
        "article": row["article_id"],
        "start": int(row["start"]),
        "end": int(row["end"]),
        "words": text[row["start"] : row["end"]],
        **({"subject": row["subject"]} if "subject" in row else {}),
        **{f"expect.{name}": _value(row[name]) for name in _EXPECTED[table] if _value(row[name]) != ""},
        **{f"set.{name}": _value(value) for name, value in (set or {}).items()},
        "reason": reason,
        "author": author,
    }
    written = [f"{name} = {_toml(value)}" for name, value in lines.items()]
    return "\n".join(("[[correction]]", *written, f"date = {day.isoformat()}", ""))


def _value(value: Any) -> Any:  # noqa: ANN401 - a cell of a frame has no narrower type
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return ""
    return value.item() if hasattr(value, "item") else value


def _toml(value: object) -> str:
    """A value as TOML has it; its strings have the escapes of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
