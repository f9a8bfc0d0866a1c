"""Accuracy and speed of the date tagger on TimeML documents, beside dateparser.search in the same run.

    python benchmarks/dates.py FOLDER... [--language en] [--peer none]

FOLDER holds *.tml files: the creation time in <DCT>, the text with its <TIMEX3> in <TEXT>. The
scores are those of TempEval-3, task A: a relaxed match is a one-to-one pair of overlapping spans, a
strict one has the same words, type and value are judged on relaxed pairs; all as F1 in percent.
Speed is given as times: the tagger's over its own first pass over the same text (how much more
reading costs than looking), and the peer's over the tagger's, start-up apart.
"""

import argparse
import html
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dateparser.search import search_dates

from pipeline.dates import pack, tag
from pipeline.dates.fold import fold

TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)(?P<attributes>[^>]*)>")
ATTRIBUTE = re.compile(r'(?P<name>\w+)\s*=\s*"(?P<value>[^"]*)"')
EDGE = " \t\r\n.,;:'\"()`"
MEASURES = ("strict", "relaxed", "type", "value")


class Span(NamedTuple):
    """A time expression: its place in the text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """A gold document; `created` is None where it names no day."""

    text: str
    created: date | None
    gold: list[Span]


Tagger = Callable[[str, date | None], list[Span]]


def read(path: Path) -> Document:
    """A TimeML file."""
    raw = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    head = re.search(r"<DCT>.*?value=\"(?P<day>\d{4}-\d\d-\d\d)", raw, re.S)
    body = re.search(r"<TEXT>(?P<text>.*)</TEXT>", raw, re.S)
    source = body["text"] if body else ""
    parts: list[str] = []
    gold: list[Span] = []
    opened: list[tuple[int, dict[str, str]]] = []
    at = size = 0
    for found in [*TAG.finditer(source), None]:
        chunk = html.unescape(source[at : found.start() if found else len(source)])
        parts.append(chunk)
        size += len(chunk)
        if found is None:
            break
        at = found.end()
        if found["name"] != "TIMEX3" or found["attributes"].endswith("/"):
            continue
        if not found["close"]:
            opened.append((size, {m["name"]: m["value"] for m in ATTRIBUTE.finditer(found["attributes"])}))
        elif opened and size > opened[-1][0]:
            start, attributes = opened.pop()
            gold.append(Span(start, size, attributes.get("type", ""), attributes.get("value", "")))
    return Document("".join(parts), date.fromisoformat(head["day"]) if head else None, sorted(gold))


def pairs(gold: list[Span], found: list[Span]) -> Iterator[tuple[Span, Span]]:
    """One-to-one pairs of overlapping spans, the largest overlap first."""
    overlaps = sorted(
        (-overlap, abs(g.start - f.start) + abs(g.end - f.end), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (overlap := min(g.end, f.end) - max(g.start, f.start)) > 0
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for *_, i, j in overlaps:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[i], found[j]


def trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without blanks and marks at its edges."""
    words = text[span.start : span.end]
    return span.start + len(words) - len(words.lstrip(EDGE)), span.end - len(words) + len(words.rstrip(EDGE))


def score(documents: list[Document], answers: list[list[Span]]) -> dict[str, float]:
    """F1 in percent by measure."""
    hits = dict.fromkeys(MEASURES, 0)
    for document, found in zip(documents, answers, strict=True):
        for gold, span in pairs(document.gold, found):
            hits["relaxed"] += 1
            hits["strict"] += trimmed(document.text, gold) == trimmed(document.text, span)
            hits["type"] += gold.type == span.type
            hits["value"] += gold.value == span.value
    total = sum(len(document.gold) for document in documents) + sum(map(len, answers))
    return {name: 200 * count / total if total else 0.0 for name, count in hits.items()}


def run(documents: list[Document], tagger: Tagger) -> tuple[list[list[Span]], float]:
    """The answers and the seconds that a second run took, when everything is warm."""
    answers = [tagger(document.text, document.created) for document in documents]
    began = time.perf_counter()
    for document in documents:
        tagger(document.text, document.created)
    return answers, time.perf_counter() - began


def ours(language: str) -> Tagger:
    """The tagger under test."""

    def spans(text: str, created: date | None) -> list[Span]:
        found = tag(text, language=language, published=created)
        return [Span(timex.start, timex.end, timex.type, timex.value) for timex in found]

    return spans


def first_pass(language: str) -> Tagger:
    """The floor: find where an expression could start, and nothing else."""
    grammar = pack.grammar(language)

    def spans(text: str, created: date | None) -> list[Span]:
        for _ in grammar.trigger.finditer(fold(text)):
            pass
        return []

    return spans


def dateparser_search(language: str) -> Tagger:
    """dateparser.search with the language fixed, its datetimes cut back to the precision of the words."""

    def spans(text: str, created: date | None) -> list[Span]:
        base = datetime.combine(created or date(2000, 1, 1), datetime.min.time())
        settings = {"RELATIVE_BASE": base}
        shifted = {"RELATIVE_BASE": base + timedelta(days=400)}
        found = search_dates(text, languages=[language], settings=settings) or []
        out: list[Span] = []
        at = 0
        for words, value in found:
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            again = search_dates(words, languages=[language], settings=shifted) or [(words, value)]
            out.append(Span(start, at, "DATE", cut(value, again[0][1], base, shifted["RELATIVE_BASE"])))
        return out

    return spans


def cut(value: datetime, again: datetime, base: datetime, other_base: datetime) -> str:
    """A datetime at the precision of its words: what only the base gave to it is left out."""
    borrowed_day = value.day == base.day and again.day == other_base.day and value.date() != base.date()
    if not borrowed_day:
        return value.date().isoformat()
    return (
        f"{value:%Y}" if value.month == base.month and again.month == other_base.month else f"{value:%Y-%m}"
    )


def main() -> None:
    """Print one line per system and the ratios of speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--language", default="en")
    parser.add_argument("--peer", choices=("dateparser", "none"), default="dateparser")
    options = parser.parse_args()
    paths = [
        path for folder in options.folders for path in sorted(folder.glob("*.tml")) if path.name[0] != "."
    ]
    documents = [read(path) for path in paths]
    if not documents:
        parser.error(f"no .tml files in {', '.join(map(str, options.folders))}")
    characters = sum(len(document.text) for document in documents)
    print(
        f"{len(documents)} documents, {characters} characters, "
        f"{sum(len(document.gold) for document in documents)} expressions"
    )
    systems = {"pipeline.dates": ours(options.language)}
    if options.peer == "dateparser":
        systems["dateparser.search"] = dateparser_search(options.language)
    seconds: dict[str, float] = {}
    print(f"{'F1':20}" + "".join(f"{name:>9}" for name in MEASURES) + f"{'docs/s':>10}")
    for name, tagger in systems.items():
        answers, seconds[name] = run(documents, tagger)
        scores = score(documents, answers)
        row = "".join(f"{scores[measure]:9.2f}" for measure in MEASURES)
        print(f"{name:20}{row}{len(documents) / seconds[name]:10.1f}")
    _, floor = run(documents, first_pass(options.language))
    print(f"the tagger takes {seconds['pipeline.dates'] / floor:.1f} times its own first pass")
    if options.peer == "dateparser":
        ratio = seconds["dateparser.search"] / seconds["pipeline.dates"]
        print(f"dateparser.search takes {ratio:.0f} times the tagger")


if __name__ == "__main__":
    main()
