"""Fit the weights by which the kind, holder, vote and round of a figure, and whom words mean, are chosen, on
labelled articles.

    python benchmarks/fit.py PATH... [--models NAME...] [--strength S] [--folds K] [--rounds N]

A PATH is a folder of labelled articles, or a table of sentences as those of tests/pipeline/shares and
tests/pipeline/link; "PATH=3" counts three times. Each figure that a label names is one choice among those
whom the extraction weighs for it, one among the votes, and so on; the weights are those of a conditional
logit with an L2 penalty (S), in which several candidates that are right count together. Figures without a
label are nobody's.

Features that hang on earlier choices have to be as good, and as bad, as they are on articles that nobody
has labelled. So each K-th of the articles is read with weights fitted without it, N times over, and how
many choices are right is told of these.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from benchmarks.cases import NO_VOTE, Case, Wanted, examples, is_of, weighed
from benchmarks.scoring import election, same_subject
from pipeline import choice as choosing
from pipeline import reference
from pipeline.annotate import Document, Figure
from pipeline.extraction import layers
from pipeline.link import Story
from pipeline.reference import Reference
from pipeline.shares import grid
from pipeline.shares.find import decisions
from pipeline.shares.sentence import Decided

K = TypeVar("K")
V = TypeVar("V")
# What is labelled in tables that do not label all shares.
_OF_PARTS = frozenset({"kind", "referent"})
STEPS = 400
RATE = 0.5
LEAST = 0.01
HEAD = """\
# What each feature adds to the score of {what} (see {module}.py); written by
#   python benchmarks/fit.py tests/gold=3 tests/varied tests/pipeline/shares/*.tsv \\
#       tests/pipeline/link/*.tsv tests/pipeline/people/referents_en.tsv=1 \\
#       tests/pipeline/people/referents_fr.tsv=1
"""


class Choice(NamedTuple):
    """A figure as an example: the features of each candidate, which are right, and how much it counts."""

    features: Sequence[Sequence[str]]
    right: Sequence[bool]
    weight: float = 1.0


Choices = Mapping[str, Sequence[Choice]]
"""The choices of an article, by model."""


class Examined(NamedTuple):
    """A case as the extraction decides it, with the labels of a figure."""

    case: Case
    document: Document
    story: Story
    decided: Sequence[Decided]
    labelled: Callable[[Figure], Sequence[Wanted]]


class Model(NamedTuple):
    """Weights that are fitted: what they choose, by which module, and the choices of a case."""

    what: str
    module: str
    choices: Callable[[Examined], Iterator[Choice]]


def choices(case: Case, data: Reference, models: Mapping[str, Model]) -> Choices:
    """The choices of a case; of sentences in which only kinds are marked those of kinds."""
    document, story = layers(case.article, data)
    _, lines = grid.shares(document, story, data)

    def labelled(figure: Figure) -> Sequence[Wanted]:
        span = document.text.raw_span(figure.start, figure.end)
        return [one for one in case.wanted if is_of(one, figure, *span)]

    examined = Examined(case, document, story, list(decisions(document, story, data, lines)), labelled)
    told = {name: model for name, model in models.items() if case.whole or name in _OF_PARTS}
    return {
        name: [choice._replace(weight=case.weight) for choice in model.choices(examined)]
        for name, model in told.items()
    }


def _of_holders(examined: Examined) -> Iterator[Choice]:
    """The figures whose holder is labelled, or that no label knows."""
    for figure, held in _items(one.weighed for one in examined.decided):
        of = examined.labelled(figure)
        if any(one.optional or not one.names for one in of):
            continue
        names = [name for one in of for name in one.names]
        right = [
            any(same_subject(one.name, name) for name in names) if names else not one.subject for one in held
        ]
        yield from _choice([one.features for one in held], right)


def _of_votes(examined: Examined) -> Iterator[Choice]:
    """The figures whose vote is labelled."""
    for figure, found in _items(one.votes for one in examined.decided):
        ids = {election(one.election) for one in examined.labelled(figure)}
        right = [election(one.one.election_id) in ids for one in found]
        yield from _choice([one.features for one in found], right)


def _of_rounds(examined: Examined) -> Iterator[Choice]:
    """The figures whose round is labelled."""
    for figure, found in _items(one.rounds for one in examined.decided):
        numbers = {one.round for one in examined.labelled(figure)}
        yield from _choice([one.features for one in found], [one.one in numbers for one in found])


def _of_kinds(examined: Examined) -> Iterator[Choice]:
    """All figures: of the labelled kind, or of none where no label knows them."""
    for figure, found in _items(one.kinds for one in examined.decided):
        of = examined.labelled(figure)
        if any(one.optional or not one.kind for one in of):
            continue
        if not of and not examined.case.whole:
            continue
        kinds = {one.kind for one in of} or {NO_VOTE}
        names = [one.one.kind or NO_VOTE for one in found]
        features = [choosing.of_candidate(name, one.features) for name, one in zip(names, found, strict=True)]
        yield from _choice(features, [name in kinds for name in names])


def _of_article(examined: Examined) -> Iterator[Choice]:
    """The vote that most labels are of; of single sentences the latest one, if it is of the year."""
    of = Counter(election(one.election) for one in examined.case.wanted)
    if examined.case.table:
        latest = max((vote for vote in of if vote), key=lambda vote: vote[-1], default=None)
        about = {latest} if latest and latest[-1] == str(examined.case.article.published)[:4] else set()
    else:
        about = {vote for vote, number in of.items() if number == max(of.values())}
    right = [election(one.one.vote.election_id) in about for one in examined.story.about]
    yield from _choice([one.features for one in examined.story.about], right)


def _of_referents(examined: Examined) -> Iterator[Choice]:
    """The words that are no name and whose meaning is labelled."""
    meant = {(one.start, one.end): one.name for one in examined.case.meant}
    for place, found in examined.story.referents.items():
        name = meant.get(examined.document.text.raw_span(*place))
        if name is not None:
            right = [same_subject(one.one.name, name) if name else not one.one.name for one in found]
            yield from _choice([one.features for one in found], right)


def _choice(features: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[Choice]:
    if any(right) and not all(right):
        yield Choice(features, right)


def _items(found: Iterable[Mapping[K, V]]) -> Iterator[tuple[K, V]]:
    for mapping in found:
        yield from mapping.items()


MODELS: Mapping[str, Model] = {
    "holder": Model("one whom a figure may be of", "shares/holders", _of_holders),
    "referent": Model("one whom a pronoun or description may mean", "link/referents", _of_referents),
    "vote": Model("a vote that a figure may be of", "shares/which", _of_votes),
    "round": Model("a round that a figure may be in", "shares/rounds", _of_rounds),
    "kind": Model("what a figure may measure", "shares/judged", _of_kinds),
    "article": Model("a vote that an article may be about", "link/about", _of_article),
}


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
    counts = np.array([choice.weight for choice in made])[group]
    weights, moment, speed = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights[column], len(group))
        score -= np.maximum.reduceat(score, np.flatnonzero(np.r_[True, group[1:] != group[:-1]]))[group]
        mass = np.exp(score)
        likely = mass / np.bincount(group, mass)[group]
        wanted = mass * hit
        wanted /= np.bincount(group, wanted)[group]
        slope = np.bincount(column, ((likely - wanted) * counts)[row], len(names)) + strength * weights
        moment = 0.9 * moment + 0.1 * slope
        speed = 0.999 * speed + 0.001 * slope**2
        rate = RATE * (1.0 - step / (STEPS + 1))
        weights -= rate * (moment / (1 - 0.9**step)) / (np.sqrt(speed / (1 - 0.999**step)) + 1e-8) * 0.1
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def hits(made: Sequence[Choice], weights: Mapping[str, float]) -> int:
    """How many choices fall on a right candidate."""
    found = 0
    for choice in made:
        scores = [sum(weights.get(name, 0.0) for name in features) for features in choice.features]
        found += choice.right[scores.index(max(scores))]
    return found


def write(models: Mapping[str, Model], weights: Mapping[str, Mapping[str, float]]) -> None:
    """Make weights those that the extraction uses."""
    for name, found in weights.items():
        save(name, HEAD.format(what=models[name].what, module=models[name].module), found)
    choosing.forget()


def save(name: str, head: str, weights: Mapping[str, float]) -> None:
    """Write the weights of a choice, but for those too small to tell."""
    lines = (f'"{feature}" = {weight}' for feature, weight in weights.items() if abs(weight) >= LEAST)
    path = choosing.WEIGHTS / f"{name}.toml"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def fit(
    folds: Sequence[Sequence[Choices]], models: Mapping[str, Model], strength: float, without: int = -1
) -> dict[str, dict[str, float]]:
    """The weights of all models, fitted on all folds but one."""
    cases = [one for at, fold in enumerate(folds) if at != without for one in fold]
    return {name: fitted(_made(cases, name), strength) for name in models}


def _made(cases: Iterable[Choices], name: str) -> list[Choice]:
    return [choice for one in cases for choice in one.get(name, ())]


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=weighed, metavar="PATH")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS), metavar="NAME")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    data = reference.load()
    models = {name: MODELS[name] for name in options.models}
    cases = [case for path in options.paths for case in examples(*path)]
    folds = [cases[number :: options.folds] for number in range(options.folds)]
    found = [[choices(case, data, models) for case in fold] for fold in folds]
    for number in range(options.rounds):
        anew: list[list[Choices]] = []
        right: Counter[str] = Counter()
        for at, fold in enumerate(folds):
            weights = fit(found, models, options.strength, without=at)
            write(models, weights)
            anew.append([choices(case, data, models) for case in fold])
            right.update({name: hits(_made(anew[-1], name), weights[name]) for name in models})
        found = anew
        for name in models:
            total = len(_made((one for fold in found for one in fold), name))
            print(f"round {number + 1}, {name}: {right[name] / total:.3f} of {total} right on other articles")
    write(models, fit(found, models, options.strength))


if __name__ == "__main__":
    main()
