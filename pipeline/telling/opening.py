"""The view that a timeline opens with, and its figure: `pipeline.figure`."""

from collections.abc import Iterator
from contextlib import contextmanager

import plotly.graph_objects as go

from pipeline.errors import TimelineError
from pipeline.reference import Reference
from pipeline.store import Tables
from pipeline.telling import chart, filters, i18n, known, story, subjects, words
from pipeline.telling.filters import View
from pipeline.telling.known import Known
from pipeline.telling.subjects import Subject

_MOST_NAMED = 12  # of those that are told of, in an error


def figure(tables: Tables, subject: str = "", *, language: str = "") -> go.Figure:
    """The timeline as a Plotly figure with its finding and its source: vote shares over events.

    Args:
        tables: what `load`, `read` or `extract` returns.
        subject: the party, person or family to follow, by a name of theirs or by the `who` of a dashboard's
            address, "everyone" for nobody; without it whoever the tables speak of most.
        language: that of the words, `en` or `fr`.

    Raises:
        TimelineError: unknown-subject or unknown-words.
    """
    with spoken(language):
        what = known.newest(tables)
        view = opening(what, subject)
        return chart.titled(view, story.tell(view, what), what)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Words in a language, in the reader's own where it is "".

    Raises:
        TimelineError: unknown-words.
    """
    if language and language not in i18n.languages():
        raise TimelineError("unknown-words", path=language, known=", ".join(i18n.languages()))
    with i18n.speaking(i18n.SOURCE_LOCALE if language == i18n.SOURCE else language or i18n.locale()):
        yield


def opening(what: Known, subject: str = "") -> View:
    """All that is told of a subject, in the votes for the office that the tables speak of most.

    Raises:
        TimelineError: unknown-subject.
    """
    who = _subject(what, subject)
    _, office = subjects.open_offices(who, what.tables, what.reference)
    points = subjects.points(who, office, what.reference) if who.names else ()
    return View(who, office, filters.years_covered(what.tables, who, points))


def _subject(what: Known, named: str) -> Subject:
    offered = subjects.subjects(what.tables, what.reference)
    if not named:
        return offered[0]
    asked = words.folded(named)
    for names in (_own_names, _party_names):
        for each in offered:
            if asked in map(words.folded, names(each, what.reference)):
                return each
    known = ", ".join(each.name for each in [*offered[:_MOST_NAMED], offered[-1]])
    raise TimelineError("unknown-subject", path=what.tables.folder or named, found=named, known=known)


def _own_names(subject: Subject, _record: Reference) -> tuple[str, ...]:
    return subject.key, subject.name, subject.label, subject.earlier


def _party_names(subject: Subject, record: Reference) -> tuple[str, ...]:
    if subject.kind != "party":
        return ()
    parties = [found for each in subject.party_ids if (found := record.party(each))]
    return tuple(name for each in parties for name in (each.name_en, each.name_fr))
