"""Corrections of rows as a table of cells: what can be edited, and the ledger's entries for what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.visit import Edit, Visit
from pipeline.charts.rows import each_row
from pipeline.corrections import draft
from pipeline.corrections.ledger import KEYS
from pipeline.reference import Reference
from pipeline.tables import Frames
from pipeline.telling.i18n import N_

CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "vote_shares": ("subject", "share_pct", "kind", "election_id", "round"),
    "events": ("date", "type", "status", "label", "election_id", "round"),
    "counts": ("subject", "count", "unit", "election_id", "round"),
}
"""The columns that can be edited, by table."""
REJECT, WHY, WORDS = "reject", "why", "words"
NOBODY: Final = N_("a reader")
_UNSAID: Final = {True: "It is none.", False: "Corrected on the dashboard."}


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of one article in one table, for editing: `rows` as extracted, `cells` as they are now.

    `cells` is indexed by row id; its columns are `reject`, `words`, those of `CELLS` and `why`.
    """

    table: str
    rows: pd.DataFrame
    cells: pd.DataFrame


def sheet(table: str, article_id: str, plain: Frames, visit: Visit) -> Sheet:
    """The rows of an article, with what the visitor corrected; what follows from other rows is left out."""
    rows = plain[table]
    rows = rows[rows["article_id"] == article_id]
    if "derived" in rows:
        rows = rows[~rows["derived"].fillna(False).astype("bool")]
    # Corrected by the tables' own ledger: one row has one correction.
    rows = rows[rows["corrected"].map(len) == 0].sort_values("start").set_index(KEYS[table], drop=False)
    text = str(plain["articles"].set_index("article_id").loc[article_id, "text"])
    cells = rows[list(CELLS[table])].astype("object")
    cells = cells.where(cells.notna(), None)
    cells.insert(0, WORDS, [text[row.start : row.end] for row in each_row(rows)])
    cells.insert(0, REJECT, False)
    cells[WHY] = ""
    for row_id in cells.index:
        if edit := visit.edit_of(table, str(row_id)):
            said: dict[str, Any] = {REJECT: edit.rejects, WHY: edit.reason, **edit.set}
            for name in said.keys() & set(cells):
                cells.at[row_id, name] = None if said[name] == "" and name != WHY else said[name]
    return Sheet(table, rows, _typed(cells))


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    """Columns of one type each, as an editor needs them."""
    types = {REJECT: "bool", "share_pct": "float64", "count": "Int64", "round": "Int64"}
    return cells.astype({name: types.get(name, "object") for name in cells.columns})


def edits(
    of: Sheet,
    edited: Mapping[int, Mapping[str, object]],
    plain: Frames,
    reference: Reference,
    *,
    author: str,
    day: date,
) -> tuple[Edit, ...]:
    """What was edited, as one correction a row; one without an entry where a row is again as it was.

    Args:
        of: the sheet as it was drawn.
        edited: by the place of a row, the cells that were changed since then.
        plain: the tables that the corrections are for.
        reference: says what sort of subject a name is.
        author: who corrects.
        day: when.
    """
    found = []
    for place, changes in edited.items():
        row, cells = of.rows.iloc[place], {**of.cells.iloc[place], **changes}
        values = {
            name: _value(cells[name], row[name])
            for name in CELLS[of.table]
            if _said(cells[name]) != _said(row[name])
        }
        if "subject" in values and "subject_type" in row:
            sort = _subject_type(str(values["subject"]), reference)
            values |= {"subject_type": sort} if sort and sort != row["subject_type"] else {}
        edit = Edit(
            of.table,
            str(of.cells.index[place]),
            str(row["article_id"]),
            {} if cells[REJECT] else values,
            " ".join(str(cells[WHY] or "").split()),
            "",
        )
        found.append(written(edit, plain, author, day) if cells[REJECT] or values else edit)
    return tuple(found)


def written(edit: Edit, plain: Frames, author: str, day: date) -> Edit:
    """The correction with its entry."""
    text = draft(
        plain,
        edit.table,
        edit.row_id,
        do="reject" if edit.rejects else "change",
        reason=edit.reason or _UNSAID[edit.rejects],
        author=" ".join(author.split()) or NOBODY,
        day=day,
        set=edit.set,
    )
    return replace(edit, entry=text)


def signed(visit: Visit, plain: Frames, author: str, day: date) -> Visit:
    """The visit with all its corrections by this author."""
    return replace(
        visit, author=author, edits=tuple(written(edit, plain, author, day) for edit in visit.edits)
    )


def _said(value: Any) -> object:  # noqa: ANN401 - a cell of a frame has no narrower type
    """A value to compare: nothing is nothing, whatever stands for it."""
    if value is None or value is pd.NA or value == "" or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, str):
        return value.strip()
    return float(value)


def _value(value: Any, like: object) -> object:  # noqa: ANN401 - as above
    """A cell as a ledger sets it."""
    said = _said(value)
    if said == "" or isinstance(said, str):
        return said
    return said if isinstance(like, float) else int(str(value).partition(".")[0])


def _subject_type(name: str, reference: Reference) -> str:
    if reference.person(name):
        return "candidate"
    return "party" if reference.party_named(name) else ""


def election_ids(plain: Frames, reference: Reference) -> Sequence[str]:
    """The elections to choose from: those on record and those that the tables name."""
    named = {
        str(each) for table in ("events", "vote_shares", "counts") for each in plain[table]["election_id"]
    }
    return sorted((named | {election.election_id for election in reference.elections}) - {""})
