"""The form for a row that extraction overlooked: its words in the article, and what they say."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from dashboard import correcting, escape, overlooked, panels
from dashboard.data import Data, named_in
from pipeline.check import ABSTENTION, TURNOUT
from pipeline.schemas import CLAIM_KINDS, CLAIM_VERDICTS, EVENT_TYPES, SHARE_KINDS
from pipeline.tables import Frames
from pipeline.telling import words
from pipeline.telling.i18n import N_, Phrases, _

SORTS: Final = Phrases(
    {
        "vote_shares": N_("A vote share"),
        "events": N_("An event"),
        "counts": N_("Votes or seats"),
        "claims": N_("A claim"),
    }
)
_WIDTH: Final = 200
Add = Callable[[str, tuple[int, int], dict[str, object]], None]


def form(article_id: str, shown: Data, plain: Frames, elections: Sequence[str], key: str, add: Add) -> None:
    """Ask for the words and for what they say; `add` takes the table, their place and the values."""
    text = correcting.text_of(article_id, plain)
    language = str(shown.tables.articles.set_index("article_id").loc[article_id, "language"])
    table = str(
        st.segmented_control(
            _("What is missing"),
            list(SORTS),
            default="vote_shares",
            required=True,
            format_func=SORTS.__getitem__,
            key=f"{key}-sort",
        )
    )
    place = _place(table, article_id, text, language, plain, f"{key}-{table}")
    if place is None:
        return
    panels.small(_("“{quote}”", quote=escape.inline(overlooked.sentence(text, place[0], language))))
    first = overlooked.says(table, article_id, place, text[slice(*place)], plain)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        values = _values(table, first, _names(article_id, shown), elections, f"{key}-{table}-{place[0]}")
        needed = [values.get(name) for name in _NEEDED[table]]
        st.button(
            _("Add it"),
            key=f"{key}-add",
            icon=":material/add:",
            disabled=any(value is None or value == "" for value in needed),
            on_click=add,
            args=(table, place, values),
        )


_NEEDED: Final = {
    "vote_shares": ("subject", "share_pct"),
    "events": ("date",),
    "counts": ("subject", "count"),
    "claims": (),
}


def _place(
    table: str, article_id: str, text: str, language: str, plain: Frames, key: str
) -> tuple[int, int] | None:
    """Where the words stand that the reader chose or typed; None before that."""
    passed = {f"{each.start}-{each.end}": each for each in overlooked.passed_over(table, article_id, plain)}

    def told(option: str) -> str:
        if option not in passed:
            return option
        return f"{passed[option].words} — {overlooked.sentence(text, passed[option].start, language)}"

    said = st.selectbox(
        _("The words of the article that say it"),
        list(passed),
        index=None,
        format_func=told,
        accept_new_options=True,
        placeholder=_("Choose what was passed over, or type words of the article"),
        key=f"{key}-words",
        width=panels.WIDE,
    )
    if not said:
        return None
    if said in passed:
        return passed[said].start, passed[said].end
    found = overlooked.places(said, text)
    if not found:
        st.error(
            _("These words do not stand in the article. Copy them from its text."), icon=":material/error:"
        )
        return None
    if len(found) == 1:
        return found[0]
    which = st.selectbox(
        _("They stand there more than once. Which sentence?"),
        range(len(found)),
        format_func=lambda at: overlooked.sentence(text, found[at][0], language),
        key=f"{key}-which-{said}",
        width=panels.WIDE,
    )
    return found[which or 0]


def _names(article_id: str, shown: Data) -> list[str]:
    """Whom the article names, to choose from."""
    tables = shown.tables
    told = [
        str(name)
        for frame in (tables.vote_shares, tables.counts)
        for name in frame.loc[frame["article_id"] == article_id, "subject"]
    ]
    told += [each.name for each in named_in(article_id, shown, shown.stamp)]
    return list(dict.fromkeys((*told, TURNOUT, ABSTENTION)))


def _values(
    table: str, first: str, names: Sequence[str], elections: Sequence[str], key: str
) -> dict[str, object]:
    """What the words say, by column of the table."""

    def choice(label: str, column: str, options: Sequence[Any], of: Callable[[Any], str]) -> object:
        return st.selectbox(label, options, format_func=of, key=f"{key}-{column}", width=_WIDTH)

    values: dict[str, object] = {}
    if table in ("vote_shares", "counts"):
        values["subject"] = st.selectbox(
            _("Who"), names, index=None, accept_new_options=True, key=f"{key}-subject", width=_WIDTH,
            format_func=words.named,
        )  # fmt: skip
    if table == "vote_shares":
        share = min(float(first), 100.0) if first else None
        values["share_pct"] = st.number_input(
            _("Share"), 0.0, 100.0, share, step=0.1, key=f"{key}-share", width=_WIDTH
        )
        values["kind"] = choice(_("Kind"), "kind", SHARE_KINDS, words.KINDS.__getitem__)
    elif table == "counts":
        values["count"] = st.number_input(
            _("Number"), 0, None, int(float(first)) if first else None, key=f"{key}-count", width=_WIDTH
        )
        values["unit"] = choice(_("Of"), "unit", list(words.UNITS), words.UNITS.__getitem__)
    elif table == "events":
        values["date"] = st.text_input(
            _("Date"),
            first,
            help=_("A day, month or year: 2022-04-24, 2022-04, 2022"),
            key=f"{key}-date",
            width=_WIDTH,
        )
        values["type"] = choice(_("Type"), "type", EVENT_TYPES, words.TYPES.__getitem__)
    else:
        values["claim"] = choice(_("Kind"), "claim", CLAIM_KINDS, words.CLAIMS.__getitem__)
        values["verdict"] = choice(_("Verdict"), "verdict", CLAIM_VERDICTS, words.VERDICTS.__getitem__)
        return values
    values["election_id"] = st.selectbox(
        _("Vote"), elections, index=None, format_func=words.election, key=f"{key}-vote", width=_WIDTH
    )
    values["round"] = st.selectbox(
        _("Round"), (1, 2), index=None, format_func=words.round_name, key=f"{key}-round", width=_WIDTH
    )
    return values
