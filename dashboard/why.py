"""Why a row is a row: what the pipeline says was weighed for the words that it stands on."""

from functools import partial
from typing import Final

import streamlit as st

import pipeline
from dashboard import escape
from dashboard.data import Data
from pipeline.errors import TimelineError
from pipeline.explaining import glossary
from pipeline.explaining.case import Case, Choice
from pipeline.shares.holders import NOBODY
from pipeline.telling import reasons, words
from pipeline.telling.i18n import _, percent, pgettext

_MOST_OPTIONS, _MOST_REASONS = 3, 3
# What is less likely is not told.
_RARE = 0.005
_told: Final = partial(pgettext, glossary.CONTEXT)


@st.cache_resource(max_entries=256, show_spinner=False)
def cases(article_id: str, place: int, _data: Data, stamp: str) -> tuple[Case, ...]:
    """What stands at a place of an article, explained; nothing where its text is not stored."""
    found = _data.tables.articles
    rows = found[found["article_id"] == article_id]
    if rows.empty:
        return ()
    row = rows.iloc[0]
    day = words.bounds(str(row["published"]))
    try:
        return pipeline.explain(
            _data.tables.text_of(article_id),
            published=day[0] if day else None,
            language=str(row["language"]),
            at=place,
            reference=_data.reference,
        ).cases
    except TimelineError:
        return ()


def lines(case: Case) -> list[str]:
    """Each question with what was chosen, the likeliest alternatives and what decided, as Markdown."""
    asked = [f"**{_question(one)}**  \n{_answers(one)}{_because(one)}" for one in case.choices]
    return asked or [
        escape.inline(reasons.refusal(case.reason) or _("It stands in the text; nothing was weighed."))
    ]


def _question(choice: Choice) -> str:
    asked = words.QUESTIONS[choice.question]
    return asked + " " + _("“{quote}”", quote=escape.inline(choice.of)) if choice.of else asked


def _answers(choice: Choice) -> str:
    if choice.how or not choice.options:
        chosen = _answer(choice.question, choice.chosen)
        return _("{chosen}: {how}", chosen=chosen, how=escape.inline(_(choice.how))) if choice.how else chosen
    likely = [one for at, one in enumerate(choice.options[:_MOST_OPTIONS]) if not at or one.likely > _RARE]
    return ", ".join(f"{_answer(choice.question, one.what)} {percent(one.likely * 100, 0)}" for one in likely)


def _answer(question: str, what: str) -> str:
    """An option in the words of the dashboard."""
    match question:
        case "kind":
            said = words.KINDS.get(what) or _("no vote")
        case "vote":
            said = words.election(what)
        case "round":
            said = words.round_name(int(what) if what.isdecimal() else None)
        case "type":
            said = words.TYPES[what]
        case _question:
            said = _("nobody") if what == NOBODY else words.named(what)
    return escape.inline(said)


def _because(choice: Choice) -> str:
    """What spoke most for the first option."""
    if choice.how or not choice.options:
        return ""
    spoke = [
        glossary.words(choice.model, one.name, _told)
        for one in choice.reasons
        if one.gain > 0 and one.of in ("", choice.options[0].what)
    ]
    told = _("; ").join(spoke[:_MOST_REASONS])
    return f"  \n:gray[{escape.inline(told)}]" if told else ""
