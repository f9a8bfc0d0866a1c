"""What makes a labelled share hard to find, told from the article and its label alone.

Recall by phenomenon shows where a system fails: a share may be an instance of several, or of none.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from benchmarks.labels import ShareLabel
from benchmarks.scoring import plain

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=[\"“«A-ZÀ-Ý0-9])|\n+")
_UNIT = re.compile(r"^[\s\u00a0\u202f]*(?:%|per\s?cent|pct|pour\s?cent|points?\b)", re.IGNORECASE)
_PAIR = re.compile(
    r"\d\s*(?:%|per\s?cent|percent)?\s*(?:-|–|to|against|contre|à)\s*(?:[^\s\d]+\s+){0,2}\d", re.IGNORECASE
)
_CHANGE = re.compile(r"\b(?:up|down|from|passe[rs]?|passé[es]*|monte|bondit|tombe)\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespecti(?:vely|vement)\b", re.IGNORECASE)
_FUSED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[^\W\d_],[^\W\d_]")
# Characters of a pair before and behind the figure.
_AROUND: Final = 24
_ALWAYS_NAMED: Final = frozenset({"turnout", "abstention", "blank and spoiled ballots", "yes", "no"})


class Instance(NamedTuple):
    """A labelled share with its sentence: the words before the figure, the figure, the words behind."""

    label: ShareLabel
    before: str
    quote: str
    after: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.quote + self.after

    def names(self, text: str) -> bool:
        """Whether some words name the subject, by the last word of one of its names."""
        words = plain(text)
        return any(plain(name).split()[-1] in words for name in self.label.subjects)


def instance(text: str, label: ShareLabel) -> Instance:
    """A labelled share in the sentence of an article."""
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= label.start)
    end = min(end for end in ends if end >= label.end)
    return Instance(label, text[start : label.start], text[label.start : label.end], text[label.end : end])


def _without_unit(one: Instance) -> bool:
    last = max((found.end() for found in re.finditer(r"\d", one.quote)), default=0)
    return bool(last) and not _UNIT.match(one.quote[last:] + one.after)


def _in_pair(one: Instance) -> bool:
    return bool(_PAIR.search(one.before[-_AROUND:] + one.quote + one.after[:_AROUND]))


PHENOMENA: Final[Mapping[str, Callable[[Instance], bool]]] = {
    "result": lambda one: one.label.kind == "result",
    "poll": lambda one: one.label.kind == "poll",
    "projection": lambda one: one.label.kind == "projection",
    "turnout or abstention": lambda one: one.label.kind == "turnout",
    "margin or swing": lambda one: one.label.kind in ("margin", "swing"),
    "part of the voters": lambda one: one.label.kind == "other",
    "number without a unit": _without_unit,
    "no digit (a third, one in five)": lambda one: not re.search(r"\d", one.quote),
    "pair (52 to 48)": _in_pair,
    "change (up from 12)": lambda one: bool(_CHANGE.search(one.before[-_AROUND:] + one.after[:_AROUND])),
    "respectively": lambda one: bool(_RESPECTIVELY.search(one.sentence)),
    "subject not named in the sentence": lambda one: (
        plain(one.label.subjects[0]) not in _ALWAYS_NAMED and not one.names(one.sentence)
    ),
    "subject only behind the figure": lambda one: one.names(one.after) and not one.names(one.before),
    "year not in the sentence": lambda one: one.label.election[-4:] not in one.sentence,
    "another year in the sentence": lambda one: any(
        year != one.label.election[-4:] for year in re.findall(r"\b(?:19|20)\d\d\b", one.sentence)
    ),
    "fused words": lambda one: bool(_FUSED.search(one.before[-_AROUND:] + one.quote + one.after[:1])),
}
"""What to call each, and whether a share is one."""
