"""From a text to its time expressions: fold, scan, resolve."""

import re
from datetime import date, datetime
from functools import cache

from pipeline.dates import clocks, context, fold, foreign, pack, ranges, scan
from pipeline.dates.pack import Grammar
from pipeline.dates.story import Story
from pipeline.dates.values import span
from pipeline.model import Timex

# Two figures and a year; begun with the mark, which is rare, to be fast.
_FIGURES = re.compile(r"[/.](?:(?<=\b([0-9]{2}).)|(?<=\b([0-9]).))([0-9]{1,2})[/.](?:19|20)[0-9]{2}\b")
_MONTHS = 12
_PRIMARY = re.compile(r"([a-z]{2,8})(?:[-_.]|$)")
_PARAGRAPH = re.compile("\n")


def tag(text: str, *, language: str, published: date | None, country: str = "") -> list[Timex]:
    """The time expressions of a text, in order, not overlapping.

    Offsets count characters of `text`. `published` is what "yesterday" hangs on; without it such
    expressions come back with resolved_by "unresolved" and X for what is unknown. `country`
    (ISO 3166, or UK) decides whether 4/5/2022 is a day of April or of May; without it another date of
    the text that can be read in one way only does. `language` is a BCP 47 code; a language without a
    pack is read as far as dateparser's locale data go; one that it does not know yields nothing.
    """
    published = published.date() if isinstance(published, datetime) else published
    language = primary(language)
    packed = pack.known(language)
    grammar = pack.grammar(language) if packed else foreign.grammar(language)
    if grammar is None:
        return []
    folded = fold.folded(text, grammar.fused) if packed else foreign.folded(text, grammar.language)
    original = text if not folded.added else _spread(text, folded)
    story = Story(
        folded.text, grammar, published, [found.start() for found in _PARAGRAPH.finditer(folded.text)]
    )

    @cache
    def day_first() -> bool:
        return _day_first(folded.text, grammar, country)

    drafts = clocks.join(scan.scan(folded.text, original, grammar, day_first), folded.text, grammar)
    answers = context.resolve_all(drafts, story)
    found = [
        _timex(text, folded, draft, answer, published) for draft, answer in zip(drafts, answers, strict=True)
    ]
    return ranges.mark(found, drafts, folded.text, grammar)


def primary(language: str) -> str:
    """The primary code of a BCP 47 tag in any spelling ("pt_BR" is "pt"); "" for what is none."""
    found = _PRIMARY.match(language.lower())
    return found[1] if found else ""


def readable(language: str) -> bool:
    """Whether dates are read in a language at all."""
    code = primary(language)
    return pack.known(code) or foreign.grammar(code) is not None


def _day_first(text: str, grammar: Grammar, country: str) -> bool:
    """Whether figures such as 4/5/2022 name the day first."""
    if country:
        return country not in grammar.options.get("month_first_countries", [])
    for found in _FIGURES.finditer(text):
        first, second = int(found[1] or found[2]), int(found[3])
        if max(first, second) > _MONTHS >= min(first, second):
            return first > second
    return bool(grammar.options.get("day_first", True))


def _timex(
    text: str, folded: fold.Folded, draft: scan.Draft, answer: context.Answer, published: date | None
) -> Timex:
    """The finished expression in the given text."""
    value, why = answer
    start, end = folded.origin(draft.start), folded.origin(draft.end)
    edtf, earliest, latest = span(value, draft.mod, published)
    return Timex(
        start=start,
        end=end,
        text=text[start:end],
        type=draft.half.type,
        value=value,
        mod=draft.mod,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        resolved_by=why,
        rule_id=draft.rule.rule_id,
    )


def _spread(text: str, folded: fold.Folded) -> str:
    """The given text with the blanks that folding put in, so that it lines up with the folded one."""
    added = set(folded.added)
    given = iter(text)
    return "".join(" " if index in added else next(given) for index in range(len(folded.text)))
