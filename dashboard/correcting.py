"""Corrections of rows as a table of cells: what can be edited, and the ledger's entries for what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.visit import Edit, Visit
from pipeline.charts.rows import each_row
from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.corrections import draft, draft_added
from pipeline.corrections.ledger import KEYS
from pipeline.identity import content_id
from pipeline.reference import Reference
from pipeline.tables import Frames
from pipeline.telling.i18n import N_

CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "vote_shares": ("subject", "share_pct", "kind", "election_id", "round", "date", "pollster"),
    "events": ("date", "type", "status", "label", "actors", "election_id", "round"),
    "counts": ("subject", "count", "unit", "election_id", "round"),
    "claims": ("verdict", "claim", "because"),
}
"""The columns that can be edited, by table."""
REJECT, WHY, WORDS = "reject", "why", "words"
NOBODY: Final = N_("a reader")
_UNSAID: Final = {"reject": "It is none.", "change": "Corrected on the dashboard.", "add": "Overlooked."}


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of one article in one table, for editing: `rows` as extracted, `cells` as they are now.

    `cells` is indexed by row id; its columns are `reject`, `words`, those of `CELLS` and `why`. Its last
    rows are those that the visitor added, by id in `added`, which are not among `rows`.
    """

    table: str
    rows: pd.DataFrame
    cells: pd.DataFrame
    added: Mapping[str, Edit]


def sheet(table: str, article_id: str, plain: Frames, visit: Visit) -> Sheet:
    """The rows of an article, with what the visitor corrected; what follows from other rows is left out."""
    rows = plain[table]
    rows = rows[rows["article_id"] == article_id]
    if "derived" in rows:
        rows = rows[~rows["derived"].fillna(False).astype("bool")]
    # Corrected by the tables' own ledger: one row has one correction.
    rows = rows[rows["corrected"].map(len) == 0].sort_values("start").set_index(KEYS[table], drop=False)
    text = text_of(article_id, plain)
    cells = rows[list(CELLS[table])].astype("object")
    cells = cells.where(cells.notna(), None)
    cells.insert(0, WORDS, [text[row.start : row.end] for row in each_row(rows)])
    cells.insert(0, REJECT, False)
    cells[WHY] = ""
    added = {
        edit.row_id: edit
        for edit in visit.edits
        if edit.place and (edit.table, edit.article_id) == (table, article_id)
    }
    own = pd.DataFrame(index=list(added), columns=cells.columns, dtype="object")
    own[WORDS] = [text[slice(*edit.place)] for edit in added.values() if edit.place]
    cells = pd.concat([cells, own.where(own.notna(), None)])
    for row_id in cells.index:
        if edit := visit.edit_of(table, str(row_id)):
            said: dict[str, Any] = {REJECT: edit.rejects, WHY: edit.reason, **edit.set}
            for name in said.keys() & set(cells):
                cells.at[row_id, name] = None if said[name] == "" and name != WHY else said[name]
    return Sheet(table, rows, _typed(cells), added)


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
        cells = {**of.cells.iloc[place], **changes}
        reason = " ".join(str(cells[WHY] or "").split())
        if before := of.added.get(str(of.cells.index[place])):
            if cells[REJECT]:
                found.append(replace(before, set={}, entry=""))
                continue
            values = {name: _value(cells[name], name) for name in CELLS[of.table] if _said(cells[name]) != ""}
            edit = replace(before, set=_whole(of.table, values, reference), reason=reason)
            found.append(written(edit, plain, author, day))
            continue
        row = of.rows.iloc[place]
        values = {
            name: _value(cells[name], name)
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
            reason,
            "",
        )
        found.append(written(edit, plain, author, day) if cells[REJECT] or values else edit)
    return tuple(found)


def written(edit: Edit, plain: Frames, author: str, day: date) -> Edit:
    """The correction with its entry."""
    do = "add" if edit.place else "reject" if edit.rejects else "change"
    reason, author = edit.reason or _UNSAID[do], " ".join(author.split()) or NOBODY
    if edit.place:
        text = draft_added(
            text_of(edit.article_id, plain),
            edit.table,
            edit.article_id,
            *edit.place,
            set=edit.set,
            reason=reason,
            author=author,
            day=day,
        )
    else:
        text = draft(
            plain, edit.table, edit.row_id, do=do, reason=reason, author=author, day=day, set=edit.set
        )
    return replace(edit, entry=text)


def added(
    table: str,
    article_id: str,
    place: tuple[int, int],
    values: Mapping[str, object],
    plain: Frames,
    reference: Reference,
    *,
    author: str,
    day: date,
) -> Edit:
    """A row that extraction overlooked, where the words at `place` of the article say what it does.

    Args:
        table: one of `CELLS`.
        article_id: the article.
        place: where the words start and end.
        values: what the row says, by column; what is not stated is left out.
        plain: the tables that the corrections are for.
        reference: says what sort of subject a name is.
        author: who corrects.
        day: when.
    """
    said = {name: _value(value, name) for name, value in values.items() if _said(value) != ""}
    row_id = content_id(article_id, table, *place, said.get("subject", ""), "added")
    edit = Edit(table, row_id, article_id, _whole(table, said, reference), "", "", place)
    return written(edit, plain, author, day)


def text_of(article_id: str, plain: Frames) -> str:
    """The article's text, "" where the tables hold none."""
    articles = plain["articles"]
    found = articles.loc[articles["article_id"] == article_id, "text"]
    return "" if found.empty else str(found.iloc[0])


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
    if isinstance(value, list | tuple):
        return tuple(str(each).strip() for each in value) or ""
    return float(value)


def _value(value: Any, column: str) -> object:  # noqa: ANN401 - as above
    """A cell as a ledger sets it."""
    said = _said(value)
    if column == "actors":
        return list(said) if isinstance(said, tuple) else []
    if isinstance(said, str) or column == "share_pct":
        return said
    return int(str(value).partition(".")[0])


def _whole(table: str, values: Mapping[str, object], reference: Reference) -> dict[str, object]:
    """What an added row says, with what sort of subject it is of where its table tells."""
    if table != "vote_shares":
        return dict(values)
    name = str(values.get("subject", ""))
    round_ = values.get("round")
    vote = str(values.get("election_id", "")), round_ if isinstance(round_, int) else None
    official = reference.result(*vote, name)
    sort = _subject_type(name, reference) or (official.subject_type if official else "candidate")
    return {**values, "subject_type": sort}


def _subject_type(name: str, reference: Reference) -> str:
    if name in (TURNOUT, ABSTENTION, BLANK):
        return "electorate"
    if reference.person(name):
        return "candidate"
    return "party" if reference.party_named(name) else ""


def election_ids(plain: Frames, reference: Reference) -> Sequence[str]:
    """The elections to choose from: those on record and those that the tables name."""
    named = {
        str(each) for table in ("events", "vote_shares", "counts") for each in plain[table]["election_id"]
    }
    return sorted((named | {election.election_id for election in reference.elections}) - {""})
