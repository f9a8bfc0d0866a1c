"""Ranges: an opening bound that knows its closing one ("from April 19 to June 1")."""

from dataclasses import replace

from pipeline.dates.pack import Grammar
from pipeline.dates.scan import Draft
from pipeline.model import Timex

_WORDS_BACK = 24
_TYPES = ("DATE", "TIME")


def mark(found: list[Timex], drafts: list[Draft], text: str, grammar: Grammar) -> list[Timex]:
    """The expressions with `range_end` set on those that open a range.

    The pack lists the pairs of words: before the opening bound and between the two
    (`[[range]] open, between`); an empty `open` needs none ("2017-2022").
    """
    pairs = [(tuple(entry["open"]), frozenset(entry["between"])) for entry in grammar.ranges]
    out = list(found)
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if first.type not in _TYPES or second.type not in _TYPES or not second.earliest or not first.earliest:
            continue
        if first.earliest >= second.earliest:
            continue
        if drafts[index].half.opens_range or _joined(drafts[index], drafts[index + 1], text, pairs):
            out[index] = replace(first, range_end=second.value)
    return out


def _joined(
    first: Draft, second: Draft, text: str, pairs: list[tuple[tuple[str, ...], frozenset[str]]]
) -> bool:
    between = " ".join(text[first.end : second.start].split()).strip(" ,.")
    if len(between) > _WORDS_BACK:
        return False
    before = text[max(0, first.start - _WORDS_BACK) : first.start].rstrip()
    return any(
        between in joins and any(word in ("", before) or before.endswith(f" {word}") for word in opens)
        for opens, joins in pairs
    )
