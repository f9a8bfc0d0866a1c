"""Fit the weights by which a figure's holder is chosen, on labelled articles.

    python benchmarks/fit.py FOLDER... [--rounds N] [--strength S] [--out FILE]

Each figure that a label names is one choice among those whom the extraction weighs for it; the weights are
those of a conditional logit with an L2 penalty (S), in which several mentions of the right one count
together. Features that hang on earlier choices are taken as the extraction makes them with the weights
so far, so fitting is repeated N times. Figures without a label are nobody's.
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.extraction import articles
from benchmarks.labels import Labels, ShareLabel, read_labels
from benchmarks.scoring import SHARE_TOLERANCE, same_subject
from pipeline import read, reference
from pipeline.annotate import Figure
from pipeline.extraction import layers
from pipeline.reference import Reference
from pipeline.shares import holders
from pipeline.shares.find import decisions

STEPS = 400
RATE = 0.5
LEAST = 0.01
HEAD = """\
# What each feature adds to the score of one whom a figure may be of (see holders.py); written by
#   python benchmarks/fit.py tests/gold tests/varied
"""


class Choice(NamedTuple):
    """A figure as an example: the features of each candidate, and which of them are right."""

    features: Sequence[Sequence[str]]
    right: Sequence[bool]


def choices(folder: Path, data: Reference) -> Iterator[Choice]:
    """The figures of a folder's articles whose holder is labelled, or that no label knows."""
    labels = read_labels(folder)
    for name, content in articles(folder):
        document, story = layers(read.article(read.decode(content) or "", data=content), data)
        for decided in decisions(document, story, data):
            for figure, held in decided.weighed.items():
                span = document.text.raw_span(figure.start, figure.end)
                of = [label for label in labels[name].shares if _is_at(label, figure, *span)]
                if any(label.optional for label in of):
                    continue
                names = [subject for label in of for subject in label.subjects]
                right = [
                    any(same_subject(one.name, subject) for subject in names) if names else not one.subject
                    for one in held
                ]
                if any(right) and not all(right):
                    yield Choice([one.features for one in held], right)


def _is_at(label: ShareLabel, figure: Figure, start: int, end: int) -> bool:
    overlaps = label.start < end and start < label.end
    return overlaps and abs(label.share - figure.value) <= SHARE_TOLERANCE


def fitted(examples: Sequence[Choice], strength: float) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    names = sorted({name for choice in examples for features in choice.features for name in features})
    index = {name: at for at, name in enumerate(names)}
    rows, columns, of, right = [], [], [], []
    for number, choice in enumerate(examples):
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


def accuracy(examples: Sequence[Choice], weights: dict[str, float]) -> float:
    """How many choices fall on a right candidate."""
    hits = 0.0
    for choice in examples:
        scores = [sum(weights.get(name, 0.0) for name in features) for features in choice.features]
        hits += choice.right[scores.index(max(scores))]
    return hits / len(examples)


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--out", type=Path, default=holders.WEIGHTS)
    options = parser.parse_args()
    data = reference.load()
    for number in range(options.rounds):
        examples = [choice for folder in options.folders for choice in choices(folder, data)]
        weights = fitted(examples, options.strength)
        print(f"round {number + 1}: {len(examples)} choices, {accuracy(examples, weights):.3f} right")
        lines = (f'"{name}" = {weight}' for name, weight in weights.items() if abs(weight) >= LEAST)
        options.out.write_text(HEAD + "[holder]\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        holders.weights.cache_clear()


if __name__ == "__main__":
    main()
