"""Options of a choice as it was weighed, and the features that part the first from the second."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.choice import weights
from pipeline.explaining import glossary
from pipeline.explaining.case import Choice, Feature, Option, Reason

# What parts two options by less is not told.
_LEAST: Final = 0.05


class Candidate(NamedTuple):
    """A candidate of a choice; `prefixes` begin those of its features that name itself ("poll, won"): without
    them they are compared with those of others."""

    what: str
    by: str
    features: Sequence[str]
    score: float
    likely: float
    prefixes: Sequence[str] = ()


def choice(
    question: str,
    model: str,
    chosen: str,
    candidates: Sequence[Candidate],
    *,
    how: str = "",
    of: str = "",
) -> Choice:
    """A choice among candidates, the likeliest first, by the weights of a model."""
    table = weights(model)
    options = tuple(_option(one, model, table) for one in candidates)
    return Choice(question, chosen, options, tuple(_reasons(candidates[:2], model, table)), how, of, model)


def _option(one: Candidate, model: str, table: Mapping[str, float]) -> Option:
    features = tuple(
        Feature(name, glossary.words(model, _key(name, one.prefixes)), table.get(name, 0.0))
        for name in one.features
    )
    return Option(one.what, one.by, one.likely, one.score, features)


def _key(name: str, prefixes: Sequence[str]) -> str:
    """A feature without what says whose it is."""
    found = next((prefix for prefix in prefixes if name.startswith(prefix)), "")
    return name.removeprefix(found)


def _weights(one: Candidate, table: Mapping[str, float]) -> Mapping[str, float]:
    """The weights of its features without what says whose they are."""
    found: dict[str, float] = defaultdict(float)
    for name in one.features:
        found[_key(name, one.prefixes)] += table.get(name, 0.0)
    return dict(found)


def _reasons(pair: Sequence[Candidate], model: str, table: Mapping[str, float]) -> Iterator[Reason]:
    """What parts the first candidate from the second, what tells most first."""
    if len(pair) < 2:
        return
    first, second = (_weights(one, table) for one in pair)
    gains = {key: first.get(key, 0.0) - second.get(key, 0.0) for key in {**first, **second}}
    for key, gain in sorted(gains.items(), key=lambda one: -abs(one[1])):
        if abs(gain) < _LEAST:
            return
        of = "" if key in first and key in second else pair[key in second].what
        yield Reason(of, key, glossary.words(model, key), gain)
