"""What one visitor added and corrected. It lives in that visitor's session and nowhere else."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from dashboard import intake
from pipeline import corrections, extending
from pipeline.assembling import corrected
from pipeline.corrections import Ledger
from pipeline.model import Article
from pipeline.parts import Part
from pipeline.reference import Reference
from pipeline.store import Tables
from pipeline.tables import Frames

LEDGER = Path("corrections.toml")
_KEY = "visit"
# Of what the added articles give with everything else, and of that with the corrections.
_PLAIN, _SHOWN = "visit-plain", "visit-shown"


@dataclass(frozen=True)
class Added:
    """An article with what it yields, and the name of the file that it came in."""

    article: Article
    part: Part
    file: str


@dataclass(frozen=True)
class Edit:
    """A correction of one row: what it shall say, nothing where it is rejected, and its entry as TOML.

    `place` is where the words of a row stand that the visitor added; `row_id` is then none of the tables.
    """

    table: str
    row_id: str
    article_id: str
    set: Mapping[str, object]
    reason: str
    entry: str
    place: tuple[int, int] | None = None

    @property
    def rejects(self) -> bool:
        """Whether the row is to be none."""
        return not self.set


@dataclass(frozen=True)
class Visit:
    """All of a session: `files` has the bytes that articles came in, `ledger` what was uploaded as TOML.

    `stamp` is another after each change and known to this session alone.
    """

    added: tuple[Added, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    ledger: str = ""
    author: str = ""
    stamp: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the added articles, in the order in which they were added."""
        return tuple(each.article.article_id for each in self.added)

    @property
    def load(self) -> intake.Load:
        """How much there is already, for the bounds."""
        characters = sum(len(each.article.text) for each in self.added)
        return intake.Load(len(self.added), characters, sum(map(len, self.files.values())))

    @property
    def toml(self) -> str:
        """All corrections as the text of a ledger."""
        return "\n".join(filter(None, (self.ledger.strip("\n"), *(edit.entry for edit in self.edits))))

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs from what everyone sees."""
        return not self.added and not self.toml

    def edit_of(self, table: str, row_id: str) -> Edit | None:
        """The correction of a row, if there is one."""
        return next((edit for edit in self.edits if (edit.table, edit.row_id) == (table, row_id)), None)


def current() -> Visit:
    """The visit of this session."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, Visit) else Visit()


def keep(visit: Visit) -> None:
    """Make this the visit of the session."""
    before = current()
    if visit.added != before.added:
        st.session_state.pop(_PLAIN, None)
    st.session_state.pop(_SHOWN, None)
    st.session_state[_KEY] = replace(visit, stamp=secrets.token_hex(16))


def without(visit: Visit, article_id: str) -> Visit:
    """The visit without an added article, its corrections and, where no other came in it, its file."""
    added = tuple(each for each in visit.added if each.article.article_id != article_id)
    names = {each.file for each in added}
    return replace(
        visit,
        added=added,
        files={name: data for name, data in visit.files.items() if name in names},
        edits=tuple(edit for edit in visit.edits if edit.article_id != article_id),
    )


def with_edits(visit: Visit, edits: tuple[Edit, ...]) -> Visit:
    """The visit with these corrections instead of earlier ones of the same rows.

    Raises:
        TimelineError: a correction sets what no row can say, or the uploaded ledger corrects the same row.
    """
    rows = {(edit.table, edit.row_id) for edit in edits}
    kept = tuple(edit for edit in visit.edits if (edit.table, edit.row_id) not in rows)
    changed = replace(visit, edits=(*kept, *(edit for edit in edits if edit.entry)))
    corrections.parse(changed.toml, LEDGER)
    return changed


def ledger(visit: Visit) -> Ledger | None:
    """All corrections, checked; None where there is none."""
    return corrections.parse(visit.toml, LEDGER) if visit.toml else None


def plain(visit: Visit, base: Tables, reference: Reference) -> Frames:
    """The tables with what was added, as they were extracted: what corrections are made of."""
    if not visit.added:
        return base.frames
    found: tuple[str, Frames] | None = st.session_state.get(_PLAIN)
    if found is None or found[0] != base.identity:
        parts = {each.article.article_id: each.part for each in visit.added}
        articles = [each.article for each in visit.added]
        found = base.identity, extending.extend(base.frames, articles, parts, reference)[0]
        st.session_state[_PLAIN] = found
    return found[1]


def shown(visit: Visit, base: Tables, reference: Reference) -> tuple[Tables, tuple[str, ...]]:
    """The tables with what was added and corrected, and of each correction that does not fit why."""
    found: tuple[str, Tables, tuple[str, ...]] | None = st.session_state.get(_SHOWN)
    if found is None or found[0] != base.identity:
        frames = plain(visit, base, reference)
        stale: tuple[str, ...] = ()
        if entries := ledger(visit):
            frames, stale = corrected(frames, reference, entries)
        tables = Tables(**frames, folder=base.folder, identity=base.identity)
        found = base.identity, tables, stale
        st.session_state[_SHOWN] = found
    return found[1], found[2]
