"""Where an extraction fails: recall by phenomenon, kinds confused, and what a confidence is worth."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from benchmarks.labels import EventLabel, Labels, ShareLabel
from benchmarks.phenomena import PHENOMENA, instance
from benchmarks.scoring import Answer, Event, Share, accepted_type, fits_election, pair

NOTHING = "nothing"
Row = TypeVar("Row", Share, Event)
Label = TypeVar("Label", ShareLabel, EventLabel)
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
"""Lower bounds of confidence."""


def recall(
    texts: Mapping[str, str], labels: Mapping[str, Labels], answers: Mapping[str, Answer]
) -> dict[str, tuple[int, int]]:
    """How many of the labelled shares of each phenomenon are found with their election, of how many."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for name, of_article in labels.items():
        required = [label for label in of_article.shares if not label.optional]
        pairs, _, _ = pair(answers[name].shares, required, fits_election)
        found = {label for _, label in pairs}
        for label in required:
            one = instance(texts[name], label)
            for phenomenon, holds in PHENOMENA.items():
                if holds(one):
                    wanted[phenomenon] += 1
                    right[phenomenon] += label in found
    return {phenomenon: (right[phenomenon], wanted[phenomenon]) for phenomenon in PHENOMENA}


def confusion(labels: Mapping[str, Labels], answers: Mapping[str, Answer]) -> Counter[tuple[str, str]]:
    """How often a figure of a kind (first) was found as another (second), at the same place.

    NOTHING stands for no row, and for a row where nothing is labelled.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for name, of_article in labels.items():
        pairs, spare, missed = pair(
            answers[name].shares,
            of_article.shares,
            lambda share, label: share.start < label.end and label.start < share.end,
        )
        counted.update((label.kind, share.kind) for share, label in pairs)
        counted.update((label.kind, NOTHING) for label in missed if not label.optional)
        counted.update((NOTHING, share.kind) for share in spare)
    return counted


def reliability(
    labels: Mapping[str, Labels], answers: Mapping[str, Answer]
) -> dict[str, list[tuple[float, int, int]]]:
    """Of the rows of each table by confidence: lower bound of the bin, how many are right, of how many.

    A share is right with its kind, election and round, an event with its type.
    """
    shares: list[tuple[float, bool]] = []
    events: list[tuple[float, bool]] = []
    for name, of_article in labels.items():
        shares += judged(answers[name].shares, of_article.shares, fits_election)
        events += judged(answers[name].events, of_article.events, accepted_type)
    return {"vote_shares": list(_binned(shares)), "events": list(_binned(events))}


def judged(
    rows: Sequence[Row], labels: Sequence[Label], fit: Callable[[Row, Label], bool]
) -> Iterator[tuple[float, bool]]:
    """The confidence of each row, and whether it is right; rows at an optional label are left out."""
    pairs, spare, _ = pair(rows, labels, fit)
    yield from ((row.confidence, True) for row, label in pairs if not label.optional)
    yield from ((row.confidence, False) for row in spare)


def _binned(judged: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, int, int]]:
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        inside = [right for confidence, right in judged if low <= confidence < high]
        yield low, sum(inside), len(inside)


def report(
    texts: Mapping[str, str],
    labels: Mapping[str, Labels],
    systems: Mapping[str, Mapping[str, Answer]],
    ours: str,
) -> Iterator[str]:
    """Lines of three Markdown tables; the second and third are of the system `ours` alone."""
    by_system = {name: recall(texts, labels, answers) for name, answers in systems.items()}
    widest = max(map(len, PHENOMENA))
    yield ""
    yield f"| {'found with election and round, of':{widest}} | labels | {' | '.join(by_system)} |"
    yield f"|{'-' * (widest + 2)}|-------:|{'|'.join('-----:' for _ in by_system)}|"
    for phenomenon in PHENOMENA:
        wanted = by_system[ours][phenomenon][1]
        cells = " | ".join(_part(*found[phenomenon]) for found in by_system.values())
        yield f"| {phenomenon:{widest}} | {wanted:6} | {cells} |"
    counted = confusion(labels, systems[ours])
    kinds = [*sorted({kind for kinds in counted for kind in kinds} - {NOTHING}), NOTHING]
    yield ""
    yield f"| labelled as, found as | {' | '.join(kinds)} |"
    yield f"|{'-' * 23}|{'|'.join('-' * (len(kind) + 1) + ':' for kind in kinds)}|"
    for kind in kinds:
        cells = " | ".join(f"{counted[kind, other] or '':>{len(other)}}" for other in kinds)
        yield f"| {kind:21} | {cells} |"
    yield ""
    yield "| confidence | shares |  right | events |  right |"
    yield "|-----------:|-------:|-------:|-------:|-------:|"
    tables = reliability(labels, systems[ours])
    for bins in zip(*tables.values(), strict=True):
        cells = " | ".join(f"{number:6} | {_part(right, number):>6}" for _, right, number in bins)
        yield f"| from {bins[0][0]:5.2f} | {cells} |"


def _part(right: int, wanted: int) -> str:
    return f"{right / wanted:.3f}" if wanted else "  -  "
