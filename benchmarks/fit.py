"""Fit the weights by which a figure's holder is chosen, on labelled articles.

    python benchmarks/fit.py PATH... [--rounds N] [--strength S] [--out FILE]

A PATH is a folder of labelled articles, or a table of sentences as those of tests/pipeline/shares. Each
figure that a label names is one choice among those whom the extraction weighs for it; the weights are
those of a conditional logit with an L2 penalty (S), in which several mentions of the right one count
together. Features that hang on earlier choices are taken as the extraction makes them with the weights
so far, so fitting is repeated N times. Figures without a label are nobody's.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.extraction import articles
from benchmarks.labels import read_labels
from benchmarks.scoring import SHARE_TOLERANCE, same_subject
from pipeline import read, reference
from pipeline.annotate import Figure
from pipeline.extraction import layers
from pipeline.model import Article
from pipeline.reference import Reference
from pipeline.shares import grid, holders
from pipeline.shares.find import decisions

STEPS = 400
RATE = 0.5
LEAST = 0.01
HEAD = """\
# What each feature adds to the score of one whom a figure may be of (see holders.py); written by
#   python benchmarks/fit.py tests/gold tests/varied tests/pipeline/shares/sentences_*.tsv
"""


class Choice(NamedTuple):
    """A figure as an example: the features of each candidate, and which of them are right."""

    features: Sequence[Sequence[str]]
    right: Sequence[bool]


class Wanted(NamedTuple):
    """A labelled share: its right names, its value, and its place (None: wherever the value stands)."""

    names: Sequence[str]
    value: float
    place: tuple[int, int] | None
    optional: bool


def examples(path: Path) -> Iterator[tuple[Article, Sequence[Wanted]]]:
    """The articles or sentences of a path with the shares that they state."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                _, published, text, told = line.split("\t")
                language = path.stem.rpartition("_")[2]
                day = date.fromisoformat(published)
                article = read.article(text.replace("\\n", "\n"), published=day, language=language)
                yield article, [_told(share) for share in told.split(";") if "|" in share]
        return
    labels = read_labels(path)
    for name, content in articles(path):
        article = read.article(read.decode(content) or "", data=content)
        yield (
            article,
            [
                Wanted(label.subjects, label.share, (label.start, label.end), label.optional)
                for label in labels[name].shares
            ],
        )


def _told(share: str) -> Wanted:
    subject, value, *_ = (cell.strip() for cell in share.split("|"))
    return Wanted([subject], float(value), None, False)


def choices(path: Path, data: Reference) -> Iterator[Choice]:
    """The figures whose holder is labelled, or that no label knows."""
    for article, wanted in examples(path):
        document, story = layers(article, data)
        _, lines = grid.shares(document, story, data)
        for decided in decisions(document, story, data, lines):
            for figure, held in decided.weighed.items():
                span = document.text.raw_span(figure.start, figure.end)
                of = [one for one in wanted if _is_of(one, figure, *span)]
                if any(one.optional for one in of):
                    continue
                names = [name for one in of for name in one.names]
                right = [
                    any(same_subject(one.name, name) for name in names) if names else not one.subject
                    for one in held
                ]
                if any(right) and not all(right):
                    yield Choice([one.features for one in held], right)


def _is_of(wanted: Wanted, figure: Figure, start: int, end: int) -> bool:
    here = wanted.place is None or (wanted.place[0] < end and start < wanted.place[1])
    return here and abs(wanted.value - figure.value) <= SHARE_TOLERANCE


def fitted(made: Sequence[Choice], strength: float) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    names = sorted({name for choice in made for features in choice.features for name in features})
    index = {name: at for at, name in enumerate(names)}
    rows, columns, of, right = [], [], [], []
    for number, choice in enumerate(made):
        for features, is_right in zip(choice.features, choice.right, strict=True):
            rows += [len(of)] * len(features)
            columns += [index[name] for name in features]
            of.append(number)
            right.append(is_right)
    row, column, group = np.array(rows), np.array(columns), np.array(of)
    hit = np.array(right, dtype=float)
    weights, moment, speed = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights[column], len(group))
        score -= np.maximum.reduceat(score, np.flatnonzero(np.r_[True, group[1:] != group[:-1]]))[group]
        mass = np.exp(score)
        likely = mass / np.bincount(group, mass)[group]
        wanted = mass * hit
        wanted /= np.bincount(group, wanted)[group]
        slope = np.bincount(column, (likely - wanted)[row], len(names)) + strength * weights
        moment = 0.9 * moment + 0.1 * slope
        speed = 0.999 * speed + 0.001 * slope**2
        rate = RATE * (1.0 - step / (STEPS + 1))
        weights -= rate * (moment / (1 - 0.9**step)) / (np.sqrt(speed / (1 - 0.999**step)) + 1e-8) * 0.1
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def accuracy(made: Sequence[Choice], weights: dict[str, float]) -> float:
    """How many choices fall on a right candidate."""
    hits = 0.0
    for choice in made:
        scores = [sum(weights.get(name, 0.0) for name in features) for features in choice.features]
        hits += choice.right[scores.index(max(scores))]
    return hits / len(made)


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--out", type=Path, default=holders.WEIGHTS)
    options = parser.parse_args()
    data = reference.load()
    for number in range(options.rounds):
        made = [choice for path in options.paths for choice in choices(path, data)]
        weights = fitted(made, options.strength)
        print(f"round {number + 1}: {len(made)} choices, {accuracy(made, weights):.3f} right")
        lines = (f'"{name}" = {weight}' for name, weight in weights.items() if abs(weight) >= LEAST)
        options.out.write_text(HEAD + "[holder]\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        holders.weights.cache_clear()


if __name__ == "__main__":
    main()
