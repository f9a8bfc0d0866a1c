"""How well found time expressions agree with labelled ones, as TempEval-3 scores them (task A).

A relaxed match is a one-to-one pair of overlapping spans, a strict one has the same words (blanks and
marks at the edges apart). Type and value are judged on relaxed pairs, over the same denominators;
`dayval` compares values that begin with a day by that day alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.timeml import Document, Span

EDGE = " \t\r\n.,;:'\"()`"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MEASURES = ("strict", "relaxed", "type", "value", "dayval")
SCOPES: dict[str, Callable[[Span], bool]] = {
    "all": lambda span: True,
    "DATE": lambda span: span.type == "DATE",
}
"""Which of the labelled and of the found expressions are compared."""


class Score(NamedTuple):
    """Counts of what was labelled, what was found and what matches, by measure."""

    gold: int
    found: int
    hits: dict[str, int]

    def f1(self, measure: str) -> float:
        """F1 in percent."""
        return _percent(2 * self.hits[measure], self.gold + self.found)

    @property
    def precision(self) -> float:
        """How many percent of what was found overlap a label."""
        return _percent(self.hits["relaxed"], self.found)

    @property
    def recall(self) -> float:
        """How many percent of what was labelled were found."""
        return _percent(self.hits["relaxed"], self.gold)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def score(documents: Sequence[Document], answers: Sequence[Iterable[Span]], scope: str = "all") -> Score:
    """The counts over all documents."""
    keep = SCOPES[scope]
    hits = dict.fromkeys(MEASURES, 0)
    labelled = found_in_all = 0
    for document, answer in zip(documents, answers, strict=True):
        gold, found = list(filter(keep, document.gold)), list(filter(keep, answer))
        labelled += len(gold)
        found_in_all += len(found)
        for wanted, got in pairs(gold, found):
            hits["strict"] += _trimmed(document.text, wanted) == _trimmed(document.text, got)
            hits["relaxed"] += 1
            hits["type"] += wanted.type == got.type
            hits["value"] += wanted.value == got.value
            hits["dayval"] += _day(wanted.value) == _day(got.value)
    return Score(labelled, found_in_all, hits)


def pairs(gold: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """One-to-one pairs of overlapping spans, the largest overlap first."""
    overlaps = sorted(
        (-overlap, abs(wanted.start - got.start) + abs(wanted.end - got.end), i, j)
        for i, wanted in enumerate(gold)
        for j, got in enumerate(found)
        if (overlap := min(wanted.end, got.end) - max(wanted.start, got.start)) > 0
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for *_, i, j in overlaps:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[i], found[j]


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without blanks and marks at its edges."""
    words = text[span.start : span.end]
    return span.start + len(words) - len(words.lstrip(EDGE)), span.end - len(words) + len(words.rstrip(EDGE))


def _day(value: str) -> str:
    found = DAY.match(value)
    return found[0] if found else value


def errors(documents: Sequence[Document], answers: Sequence[Sequence[Span]]) -> Iterator[str]:
    """A line for each wrong value, miss and spurious span; tabs part the kind, the document, its day, the
    labelled words, type and value, and the found words, type, value and rule.
    """
    for document, found in zip(documents, answers, strict=True):
        paired = list(pairs(document.gold, found))
        rows: list[tuple[str, Span | None, Span | None]] = [
            ("VALUE", wanted, got) for wanted, got in paired if wanted.value != got.value
        ]
        hit = {id(span) for pair in paired for span in pair}
        rows += (("MISS", span, None) for span in document.gold if id(span) not in hit)
        rows += (("SPURIOUS", None, span) for span in found if id(span) not in hit)
        for kind, wanted, got in sorted(rows, key=lambda row: (row[1] or row[2] or Span(0, 0, "", "")).start):
            day = document.created.isoformat() if document.created else ""
            cells = (kind, document.name, day, *_cells(document, wanted), *_cells(document, got))
            yield "\t".join((*cells, got.rule_id if got else ""))


def _cells(document: Document, span: Span | None) -> tuple[str, str, str]:
    """Words, type and value; the words on one line."""
    if span is None:
        return "", "", ""
    return " ".join(document.text[span.start : span.end].split()), span.type, span.value
