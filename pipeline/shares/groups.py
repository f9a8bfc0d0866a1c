"""Figures that belong together: pairs ("52 to 48"), changes ("from 43.6 to 23.7"), and lists in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

from pipeline.annotate import Cues, Document, Figure
from pipeline.annotate.counts import COUNTED
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import fold
from pipeline.link import Told, Vote
from pipeline.link.people import Subject

_LINK = "votes.link."
_AND, _RESPECTIVELY = f"{_LINK}and", f"{_LINK}respectively"
_OF_VOTE: Final = "votes.base.vote"
_SIGNS: Final = frozenset({"-", "–", "—", "/"})
_OWNERS: Final = frozenset(" '’s")
_WHOLE: Final = (98.0, 100.6)
_LEAST_POLLED: Final = 55.0
# Two wrong figures may sum up to more than all.
_MOST_OF_TWO: Final = 105.0
# Words between the last name of a list and its first figure: the verb and what goes with it.
_VERB_WORDS: Final = 6
_CHANGE_GAP, _LONG_GAP = 5, 12
# How far "each" may stand behind, and "level" before, the figure of several.
_EACH, _LEVEL = "votes.link.each", "votes.link.level"
_EACH_WORDS, _LEVEL_WORDS = 1, 4
_RIGHT_BEHIND: Final = 12


Placed = TypeVar("Placed", Figure, Subject)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of two who contest; `whole` is whether they sum up to all votes."""

    first: Figure
    second: Figure

    @property
    def whole(self) -> bool:
        """Whether the two share all votes between them; counts do not say."""
        if self.first.unit in COUNTED:
            return False
        low, high = _WHOLE
        return low <= self.first.value + self.second.value <= high

    def rank(self, figure: Figure) -> str:
        """Whether a figure is the larger or the smaller of the two; empty where they are equal."""
        if self.first.value == self.second.value:
            return ""
        return "larger" if figure.value == max(self.first.value, self.second.value) else "smaller"


def pairs(
    document: Document,
    figures: Sequence[Figure],
    subjects: Sequence[Subject],
    cues: Cues,
    dated: Sequence[int],
    *,
    polled: bool = False,
) -> list[Pair]:
    """The figures of a sentence that follow each other with nothing but a word such as "to" between, or
    that word and the one whose the second is ("66 percent to Le Pen's 34").

    Bare whole numbers may count seats or votes: they are a pair where they are the whole, or nearly so in a
    sentence about a poll (`polled`).
    """
    connectors = {fold(word) for word in phrases(document.article.language).votes["pair"]["connectors"]}
    found: list[Pair] = []
    taken: Figure | None = None
    for one, other in pairwise(figures):
        between = _between(document, one, other, subjects, cues)
        joined = between in connectors or between in _SIGNS
        if one is taken or "points" in (one.unit, other.unit) or not joined or one.qualifier == "between":
            continue
        counts = one.unit in COUNTED and other.unit in COUNTED
        if (not counts and one.value + other.value > _MOST_OF_TWO) or _is_change(one, cues):
            continue
        if _is_compared(other, cues, dated):
            continue
        counted = not (one.unit or other.unit or one.decimals or other.decimals)
        if counted and one.value + other.value < (_LEAST_POLLED if polled else _WHOLE[0]):
            continue
        found.append(Pair(one, other))
        taken = other
    return found


def _between(document: Document, one: Figure, other: Figure, subjects: Sequence[Subject], cues: Cues) -> str:
    """The words between two figures, without what the first is a share of and a name that ends them."""
    end = other.start
    start = max((cue.end for cue in cues.of(_OF_VOTE) if cue.first == one.last + 1), default=one.end)
    for subject in subjects:
        if (
            one.end <= subject.start
            and subject.end <= end
            and _OWNERS.issuperset(document.clean[subject.end : end])
        ):
            end = subject.start
            break
    return fold(document.clean[start:end]).strip(" \u00a0,")


def changes(
    document: Document, figures: Sequence[Figure], cues: Cues, dated: Sequence[int]
) -> list[tuple[Figure, Figure]]:
    """(Earlier, later) figures of the same subject: "from 43.6 to 23.7", "62 per cent, down from 67".

    `dated` is where dates start: a word such as "against" tells of an earlier figure only with a date
    right behind it ("26 %, against 22 % five years ago").
    """
    found: list[tuple[Figure, Figure]] = []
    for one, other in pairwise(figures):
        if _is_change(one, cues) and other.first - one.last <= _CHANGE_GAP:
            found.append((one, other))
        elif other.first - one.last <= _LONG_GAP and (
            _is_change(other, cues) or _is_compared(other, cues, dated)
        ):
            found.append((other, one))
    return found


def _is_compared(figure: Figure, cues: Cues, dated: Sequence[int]) -> bool:
    """Whether a word such as "against" stands before, and a date right behind."""
    behind = any(0 <= start - figure.end <= _RIGHT_BEHIND for start in dated)
    return behind and _word_before(figure, cues, "compared")


def _is_change(figure: Figure, cues: Cues) -> bool:
    """Whether a word such as "from" stands before, with at most a word such as "just" between."""
    return _word_before(figure, cues, "earlier") or _word_before(figure, cues, "earlier", skip=1)


def _word_before(figure: Figure, cues: Cues, key: str, *, skip: int = 0) -> bool:
    return any(cue.last == figure.first - 1 - skip for cue in cues.of(f"{_LINK}{key}"))


def lists(
    document: Document, figures: Sequence[Figure], subjects: Sequence[Subject], cues: Cues
) -> list[list[tuple[Figure, Subject]]]:
    """Figures joined by "and" that follow as many names joined by "and", told one to one in order."""
    joins = {cue.first for cue in cues.of(_AND)}
    listed = [run for run in runs(document, figures, joins) if len(run) > 1]
    if not listed:
        return []
    named = runs(document, subjects, joins)
    respectively = bool(cues.of(_RESPECTIVELY))
    found: list[list[tuple[Figure, Subject]]] = []
    for run in listed:
        before = [names for names in named if names[-1].end <= run[0].start]
        if not before:
            continue
        names = before[-1]
        gap = run[0].first - names[-1].mention.last - 1
        if len(names) == len(run) and len(names) > 1 and (gap <= _VERB_WORDS or respectively):
            found.append(list(zip(run, names, strict=True)))
    return found


def by_date(document: Document, figures: Sequence[Figure], told: Told) -> dict[Figure, Vote]:
    """The votes of figures told in the order of their dates ("43 and 49 in 1992 and 1996 respectively")."""
    if not told.cues.of(_RESPECTIVELY):
        return {}
    joins = {cue.first for cue in told.cues.of(_AND)}
    votes = [anchor.vote for anchor in told.anchors if anchor.timex and not anchor.rank]
    for run in runs(document, figures, joins):
        if len(run) == len(votes) > 1:
            return dict(zip(run, votes, strict=True))
    return {}


def runs(document: Document, spans: Sequence[Placed], joins: set[int]) -> list[list[Placed]]:
    """Spans that follow each other with nothing but a comma or "and" between (`joins`)."""
    found: list[list[Placed]] = []
    for span in spans:
        if found and _joined(document, found[-1][-1], span, joins):
            found[-1].append(span)
        else:
            found.append([span])
    return found


def _joined(document: Document, one: Figure | Subject, other: Figure | Subject, joins: set[int]) -> bool:
    """Whether nothing but a comma or a word such as "and" stands between, titles and articles apart."""
    if one.start == other.start:
        return True
    pack = phrases(document.article.language)
    first, last = document.word_at(one.end - 1) + 1, document.word_at(other.start)
    words = [
        index
        for index in range(first, last)
        if document.words[index].key not in pack.articles and document.words[index].key not in pack.titles
    ]
    marks = document.clean[one.end : document.words[words[0]].start if words else other.start].strip()
    if not words:
        return marks.startswith((",", "/"))
    return len(words) == 1 and words[0] in joins and marks in ("", ",")


def shared(
    document: Document, figures: Sequence[Figure], subjects: Sequence[Subject], cues: Cues
) -> list[tuple[Figure, Sequence[Subject]]]:
    """Figures that several have alike ("level on 34 per cent", "50 % each"), with those named before."""
    joins = {cue.first for cue in cues.of(_AND)}
    found: list[tuple[Figure, Sequence[Subject]]] = []
    for figure in figures:
        alike = any(0 <= cue.first - figure.last - 1 <= _EACH_WORDS for cue in cues.of(_EACH)) or any(
            0 <= figure.first - cue.last - 1 <= _LEVEL_WORDS
            # "Neck and neck, with Korcok on 51"
            and not any(cue.end <= one.start < figure.start for one in subjects)
            for cue in cues.of(_LEVEL)
        )
        if alike and figure.unit != "points":
            before = [run for run in runs(document, subjects, joins) if run[-1].end <= figure.start]
            named = [list({one.name: one for one in run}.values()) for run in before]
            found.append((figure, next((run for run in reversed(named) if len(run) > 1), ())))
    return found
