"""Choose among candidates by named features.

A feature is a short text ("date right behind") whose weight stands in weights/NAME.toml, fitted on labelled
articles by benchmarks/fit.py. The score of a candidate is the sum of its weights, its probability the
softmax over all candidates.
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

WEIGHTS: Final = Path(__file__).with_name("weights")
T = TypeVar("T")
_LIKELY: Final = attrgetter("likely")
# What features weigh that are in no table.
_UNKNOWN: Final = repeat(0.0)


class Weighed(NamedTuple, Generic[T]):
    """A candidate, which features speak for and against it, and how likely it is the right one."""

    one: T
    features: tuple[str, ...]
    score: float
    likely: float = 0.0


@cache
def weights(name: str) -> Mapping[str, float]:
    """The weight of each feature of a choice."""
    found: dict[str, float] = tomllib.loads((WEIGHTS / f"{name}.toml").read_text(encoding="utf-8"))
    return found


@cache
def weights_by_candidate(name: str) -> Mapping[str, Mapping[str, float]]:
    """The weights of features that begin with the candidate ("poll, always"), by candidate and the rest."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for feature, weight in weights(name).items():
        candidate, _, rest = feature.partition(", ")
        found[candidate][rest] = weight
    return dict(found)


def forget() -> None:
    """Read the weights anew where they are asked for next."""
    weights.cache_clear()
    weights_by_candidate.cache_clear()


class Evidence(NamedTuple):
    """Features that several candidates have alike, and the sum of their weights."""

    features: tuple[str, ...]
    score: float


def evidence(features: Iterable[str], name: str) -> Evidence:
    """Features with the sum of their weights."""
    spoken = tuple(features)
    return Evidence(spoken, sum(map(weights(name).get, spoken, _UNKNOWN)))


def weigh(one: T, features: Iterable[str], name: str) -> Weighed[T]:
    """A candidate with the sum of its weights."""
    spoken = tuple(features)
    return Weighed(one, spoken, sum(map(weights(name).get, spoken, _UNKNOWN)))


def weigh_as(candidate: str, one: T, features: tuple[str, ...], name: str) -> Weighed[T]:
    """The same with features that stand in the table behind the candidate (see `of_candidate`)."""
    weight = weights_by_candidate(name).get(candidate, {})
    return Weighed(one, features, sum(map(weight.get, features, _UNKNOWN)))


def of_candidate(candidate: str, features: Iterable[str]) -> tuple[str, ...]:
    """Features as they stand in a table in which they begin with the candidate ("poll, always")."""
    return tuple(f"{candidate}, {feature}" for feature in features)


def weigh_more(weighed: Weighed[T], *more: Evidence) -> Weighed[T]:
    """The same candidate with more features."""
    one, features, score, _ = weighed
    for spoken, worth in more:
        features, score = features + spoken, score + worth
    return Weighed(one, features, score)


def ranked(found: Sequence[Weighed[T]]) -> list[Weighed[T]]:
    """Candidates with how likely each is, the likeliest first; of equals the first."""
    top = max([one.score for one in found], default=0.0)
    mass = [math.exp(one.score - top) for one in found]
    total = sum(mass)
    weighed = [
        Weighed(one, spoken, score, part / total)
        for (one, spoken, score, _), part in zip(found, mass, strict=True)
    ]
    return sorted(weighed, key=_LIKELY, reverse=True)


def step(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    """The name of the first step that a value does not go beyond."""
    for most, name in steps:
        if value <= most:
            return name
    return beyond
