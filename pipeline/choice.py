"""Choose among candidates by named features.

A feature is a short text ("date right behind") whose weight stands in weights/NAME.toml, fitted on labelled
articles by benchmarks/fit.py. The score of a candidate is the sum of its weights, its probability the
softmax over all candidates.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

WEIGHTS: Final = Path(__file__).with_name("weights")
T = TypeVar("T")


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


def weigh(one: T, features: Iterable[str], name: str) -> Weighed[T]:
    """A candidate with the sum of its weights."""
    weight, spoken = weights(name).get, tuple(features)
    return Weighed(one, spoken, sum([weight(feature, 0.0) for feature in spoken]))


def weigh_more(weighed: Weighed[T], features: Iterable[str], name: str) -> Weighed[T]:
    """The same candidate with more features."""
    more = weigh(weighed.one, features, name)
    return more._replace(features=(*weighed.features, *more.features), score=weighed.score + more.score)


def ranked(found: Sequence[Weighed[T]]) -> list[Weighed[T]]:
    """Candidates with how likely each is, the likeliest first; of equals the first."""
    top = max((one.score for one in found), default=0.0)
    mass = [math.exp(one.score - top) for one in found]
    total = sum(mass)
    weighed = [one._replace(likely=part / total) for one, part in zip(found, mass, strict=True)]
    return sorted(weighed, key=lambda one: -one.likely)


def step(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    """The name of the first step that a value does not go beyond."""
    return next((name for most, name in steps if value <= most), beyond)
