"""Entries for rows of tables, as a ledger has them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from pipeline.corrections.ledger import KEYS
from pipeline.identity import content_id

# What says enough of a row to know it again.
_EXPECTED: Final = {
    "events": ("date", "type", "election_id", "round"),
    "vote_shares": ("share_pct", "kind", "election_id", "round"),
    "counts": ("count", "unit", "election_id", "round"),
    "claims": ("claim", "verdict"),
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
        table: events, vote_shares, counts or claims.
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
        **_place(str(row["article_id"]), int(row["start"]), int(row["end"]), text),
        **({"subject": row["subject"]} if "subject" in row else {}),
        **{f"expect.{name}": _value(row[name]) for name in _EXPECTED[table] if _value(row[name]) != ""},
    }
    return _written(lines, set or {}, reason, author, day)


def draft_added(
    text: str,
    table: str,
    article_id: str,
    start: int,
    end: int,
    *,
    set: Mapping[str, Any],
    reason: str,
    author: str,
    day: date,
) -> str:
    """The text of an entry for a row that the tables lack, as it is appended to a ledger.

    Args:
        text: the article's, in which `start` and `end` count; the words there say what the row does.
        table: events, vote_shares, counts or claims.
        article_id: the article's id.
        start: where the words start.
        end: where they end.
        set: what the row says.
        reason: why.
        author: who.
        day: when.
    """
    identity = content_id(article_id, table, start, end, set.get("subject", ""))
    lines = {
        "id": f"add-{identity}",
        "do": "add",
        "table": table,
        **_place(article_id, start, end, text),
    }
    return _written(lines, set, reason, author, day)


def _place(article_id: str, start: int, end: int, text: str) -> dict[str, object]:
    return {"article": article_id, "start": start, "end": end, "words": text[start:end]}


def _written(lines: Mapping[str, object], set: Mapping[str, Any], reason: str, author: str, day: date) -> str:
    """An entry with what it sets, and who says so when and why."""
    said = {f"set.{name}": _value(value) for name, value in set.items()}
    told = {**lines, **said, "reason": reason, "author": author}
    written = [f"{name} = {_toml(value)}" for name, value in told.items()]
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
