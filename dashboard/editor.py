"""Tables whose rows a visitor corrects, and the ledger of corrections to take away or bring along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import streamlit as st

from dashboard import adding, correcting, data, escape, panels, visit
from dashboard.correcting import CELLS, REJECT, WHY, WORDS, Sheet
from dashboard.data import Data
from pipeline.errors import TimelineError
from pipeline.schemas import CLAIM_KINDS, CLAIM_VERDICTS, EVENT_STATUSES, EVENT_TYPES, SHARE_KINDS
from pipeline.telling import words
from pipeline.telling.i18n import N_, Phrases, _, ngettext

TITLES = Phrases(
    {
        "vote_shares": N_("Vote shares"),
        "events": N_("Events"),
        "counts": N_("Votes and seats"),
        "claims": N_("Claims about the record"),
    }
)
NONE = Phrases(
    {
        "vote_shares": N_("No vote share"),
        "events": N_("No event"),
        "counts": N_("No count"),
        "claims": N_("No claim"),
    }
)
BUILD = f"election-timeline build … --corrections {visit.LEDGER.name}"
_PROBLEMS, _NONCE = "editor-problems", "editor-nonce"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def today() -> date:
    """The day that corrections are dated."""
    return datetime.now(UTC).date()


def draw(article_id: str, shown: Data, where: str) -> None:
    """The rows of an article for editing; `where` names the page, whose tables are its own."""
    base = data.beneath()
    plain = visit.plain(visit.current(), base.tables, base.reference)
    if not correcting.text_of(article_id, plain):
        panels.small(_("An article can be corrected where the tables hold its text; these do not."))
        return
    elections = correcting.election_ids(plain, base.reference)
    drawn = False
    for table in CELLS:
        key = f"{where}-{table}-{article_id}-{st.session_state.get(_NONCE, 0)}"
        drawn_key = f"{key}-drawn"
        # The editor reports what changed since it was drawn, so what was drawn stays until it is drawn anew.
        if key not in st.session_state or drawn_key not in st.session_state:
            st.session_state[drawn_key] = correcting.sheet(table, article_id, plain, visit.current())
        sheet: Sheet = st.session_state[drawn_key]
        if len(sheet.cells):
            drawn = True
            _grid(sheet, key, elections, base)
    if not drawn:
        panels.small(_("No row of this article can be corrected here."))
    key = f"{where}-add-{article_id}-{st.session_state.get(_NONCE, 0)}"
    with st.expander(
        _("Add what was overlooked"), key=f"{where}-overlooked", icon=":material/add:", on_change="rerun"
    ) as adding_:
        if adding_.open:
            adding.form(article_id, shown, plain, elections, key, partial(_added, article_id, base))
    for problem in (*st.session_state.pop(_PROBLEMS, ()), *shown.stale):
        st.error(escape.inline(problem), icon=":material/error:")


def _grid(sheet: Sheet, key: str, elections: Sequence[str], base: Data) -> None:
    title = TITLES[sheet.table]
    st.markdown(f"**{title}**")
    st.data_editor(
        sheet.cells,
        key=key,
        hide_index=True,
        num_rows="fixed",
        placeholder="",
        disabled=[WORDS],
        on_change=_changed,
        args=(sheet, key, base),
        column_config=_columns(
            sheet.table,
            elections,
            sorted({name for each in sheet.cells.get("actors", ()) for name in each or ()}),
        ),
        height="auto" if len(sheet.cells) <= 10 else 385,
        alt=_(
            "{table} for correcting: {rows}.",
            table=title,
            rows=ngettext("{n} row", "{n} rows", len(sheet.cells)),
        ),
    )


def _columns(table: str, elections: Sequence[str], actors: Sequence[str]) -> dict[str, Any]:
    column = st.column_config
    return {
        REJECT: column.CheckboxColumn(NONE[table], help=_("The words mean something else"), width="small"),
        WORDS: column.TextColumn(_("Words"), width="small"),
        "subject": column.TextColumn(_("Who"), required=True),
        "share_pct": column.NumberColumn(
            _("Share"), min_value=0, max_value=100, format="%g%%", required=True
        ),
        "count": column.NumberColumn(_("Number"), min_value=0, step=1, format="localized", required=True),
        "unit": column.SelectboxColumn(
            _("Of"), options=list(words.UNITS), format_func=_words(words.UNITS), required=True
        ),
        "kind": column.SelectboxColumn(
            _("Kind"), options=list(SHARE_KINDS), format_func=_words(words.KINDS), required=True
        ),
        "date": column.TextColumn(
            _("Date"),
            help=_("A day, month or year: 2022-04-24, 2022-04, 2022"),
            validate=_DATE,
            required=True,
        )
        if table == "events"
        else column.TextColumn(_("Day"), help=_("Of a poll the last day of its fieldwork: 2022-04-08")),
        "pollster": column.TextColumn(_("Pollster")),
        "actors": column.MultiselectColumn(
            _("Who"),
            options=actors,
            accept_new_options=True,
            help=_("Who took part; choose or type names"),
        ),
        "verdict": column.SelectboxColumn(
            _("Verdict"), options=list(CLAIM_VERDICTS), format_func=_words(words.VERDICTS), required=True
        ),
        "claim": column.SelectboxColumn(
            _("Kind"), options=list(CLAIM_KINDS), format_func=_words(words.CLAIMS), required=True
        ),
        "because": column.TextColumn(_("What the record says"), required=True),
        "type": column.SelectboxColumn(
            _("Type"), options=list(EVENT_TYPES), format_func=_words(words.TYPES), required=True
        ),
        "status": column.SelectboxColumn(
            _("Status"), options=list(EVENT_STATUSES), format_func=_words(words.STATUSES), required=True
        ),
        "label": column.TextColumn(_("Event"), required=True),
        "election_id": column.SelectboxColumn(
            _("Vote"), options=list(elections), format_func=lambda each: words.election(str(each))
        ),
        "round": column.NumberColumn(_("Round"), min_value=1, max_value=2, step=1, width="small"),
        WHY: column.TextColumn(_("Why"), help=_("The reason, for those who read your ledger")),
    }


def _election(each: object) -> str:
    return words.election(str(each))


def _words(of: Mapping[str, str]) -> Callable[[object], str]:
    return lambda each: of.get(str(each), str(each))


def _changed(sheet: Sheet, key: str, base: Data) -> None:
    """Cells were edited: each row by itself, so that one that cannot be does not hold up the others."""
    own = visit.current()
    plain = visit.plain(own, base.tables, base.reference)
    edited = st.session_state[key]["edited_rows"]
    problems = []
    for edit in correcting.edits(sheet, edited, plain, base.reference, author=own.author, day=today()):
        try:
            own = visit.with_edits(own, (edit,))
        except TimelineError as error:
            problems += mistakes(error)
    visit.keep(own)
    st.session_state[_PROBLEMS] = tuple(problems)


def _added(
    article_id: str, base: Data, table: str, place: tuple[int, int], values: dict[str, object]
) -> None:
    """A row that was overlooked stands among the others, which are drawn anew."""
    own = visit.current()
    plain = visit.plain(own, base.tables, base.reference)
    edit = correcting.added(
        table, article_id, place, values, plain, base.reference, author=own.author, day=today()
    )
    try:
        visit.keep(visit.with_edits(own, (edit,)))
        _redrawn()
    except TimelineError as error:
        st.session_state[_PROBLEMS] = tuple(mistakes(error))


def mistakes(error: TimelineError) -> list[str]:
    """What is wrong with a ledger, a sentence each."""
    return [line.strip() for line in str(error.values.get("detail", error)).splitlines() if line.strip()]


def ledger(shown: Data) -> None:
    """All corrections of the session: to take away, to bring along, to undo."""
    own = visit.current()
    count = ngettext("{n} correction", "{n} corrections", shown.corrected)
    if own.author:
        count = _("{corrections} by {author}", corrections=count, author=own.author)
    st.session_state.setdefault("ledger-author", own.author)
    told = _(
        "{corrections} in this session. As a ledger they are put on every later build:", corrections=count
    )
    st.markdown(f"{escape.inline(told)} `{BUILD}`")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Your name, for the ledger"),
            key="ledger-author",
            on_change=_sign,
            max_chars=80,
            placeholder=_(correcting.NOBODY),
            width=220,
        )
        st.download_button(
            _("Download the ledger (TOML)"),
            data=lambda: f"{own.toml.rstrip()}\n",
            file_name=visit.LEDGER.name,
            mime="application/toml",
            on_click="ignore",
            icon=":material/download:",
            disabled=not own.toml,
        )
        st.button(
            _("Undo all corrections"),
            on_click=_undo,
            icon=":material/undo:",
            type="tertiary",
            disabled=not own.toml,
        )
    with st.expander(_("Bring a ledger along"), key="ledger-upload"):
        st.file_uploader(
            _("A ledger of corrections (TOML)"),
            type=["toml"],
            key="ledger-file",
            on_change=_brought,
            max_upload_size=1,
        )
    for problem in st.session_state.pop("ledger-problems", ()):
        st.error(escape.inline(problem), icon=":material/error:")


def _redrawn() -> None:
    st.session_state[_NONCE] = st.session_state.get(_NONCE, 0) + 1


def _sign() -> None:
    base = data.beneath()
    own = visit.current()
    plain = visit.plain(own, base.tables, base.reference)
    visit.keep(correcting.signed(own, plain, st.session_state["ledger-author"], today()))


def _undo() -> None:
    visit.keep(replace(visit.current(), edits=(), ledger=""))
    _redrawn()


def _brought() -> None:
    file = st.session_state["ledger-file"]
    if file is None:
        return
    try:
        text = file.getvalue().decode("utf-8-sig")
        brought = replace(visit.current(), ledger=text)
        visit.ledger(brought)
    except UnicodeDecodeError:
        st.session_state["ledger-problems"] = (
            _("The file is no text in UTF-8. Save it as UTF-8 and try again."),
        )
    except TimelineError as error:
        st.session_state["ledger-problems"] = tuple(mistakes(error))
    else:
        visit.keep(brought)
        _redrawn()
