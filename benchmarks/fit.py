"""Fit the weights by which the holder, the vote and the round of a figure are chosen, on labelled articles.

    python benchmarks/fit.py PATH... [--models NAME...] [--rounds N] [--strength S] [--folds K]

A PATH is a folder of labelled articles, or a table of sentences as those of tests/pipeline/shares and
tests/pipeline/link. Each figure that a label names is one choice among those whom the extraction weighs for
it, and one among the votes; the weights are those of a conditional logit with an L2 penalty (S), in which
several candidates that are right count together. Features that hang on earlier choices are taken as the
extraction makes them with the weights so far, so fitting is repeated N times. Figures without a label are
nobody's. With K, each choice is also made by weights fitted without its K-th of the articles, and how many
of these are right is printed.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from benchmarks.extraction import articles
from benchmarks.labels import read_labels
from benchmarks.scoring import SHARE_TOLERANCE, election, same_subject
from pipeline import choice as choosing
from pipeline import read, reference
from pipeline.annotate import Figure
from pipeline.extraction import layers
from pipeline.link import Story
from pipeline.model import Article
from pipeline.reference import Reference
from pipeline.shares import grid
from pipeline.shares.find import decisions
from pipeline.shares.sentence import Decided

K = TypeVar("K")
V = TypeVar("V")
STEPS = 400
RATE = 0.5
LEAST = 0.01
LEAST_SENTENCES = 4
# Tables in which each figure is marked with its kind, and what no vote is called in a choice of kinds.
KINDS, NO_VOTE = "kinds_", "none"
MARKED = re.compile(r"\[(?P<figure>[^|\]]+)\|(?P<kind>[a-z-]+)\]")
# Folders whose tables of sentences tell shares.
TABLES = ("shares", "link")
HEAD = """\
# What each feature adds to the score of {what} (see {module}.py); written by
#   python benchmarks/fit.py tests/gold tests/varied tests/pipeline/*/*_??.tsv
"""


class Choice(NamedTuple):
    """A figure as an example: the features of each candidate, and which of them are right."""

    features: Sequence[Sequence[str]]
    right: Sequence[bool]


class Wanted(NamedTuple):
    """A labelled share: its right names (none: not told), its value (None: that at its place), its kind
    (empty: not told), its vote and round, and its place (None: wherever the value stands)."""

    names: Sequence[str]
    value: float | None
    kind: str
    election: str
    round: int | None
    place: tuple[int, int] | None
    optional: bool


class Examined(NamedTuple):
    """An article of a year as the extraction decides it, with the labels of a figure and those of all;
    `whole` is whether all its shares are labelled."""

    whole: bool
    year: str
    story: Story
    decided: Sequence[Decided]
    labelled: Callable[[Figure], Sequence[Wanted]]
    wanted: Sequence[Wanted]


class Model(NamedTuple):
    """Weights that are fitted: what they choose, by which module, and the choices of an article."""

    what: str
    module: str
    choices: Callable[[Examined], Iterator[Choice]]


def examples(path: Path) -> Iterator[tuple[Article, Sequence[Wanted]]]:
    """The articles or sentences of a path with the shares that they state."""
    if path.is_file():
        language = path.stem.rpartition("_")[2]
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            if path.stem.startswith(KINDS):
                published, text = line.split("\t")
                text, wanted = _marked(text)
            else:
                _, published, text, told = line.split("\t")
                wanted = [_told(share) for share in told.split(";") if "|" in share]
            day = date.fromisoformat(published)
            yield read.article(text.replace("\\n", "\n"), published=day, language=language), wanted
        return
    labels = read_labels(path)
    for name, content in articles(path):
        article = read.article(read.decode(content) or "", data=content)
        yield (
            article,
            [
                Wanted(
                    label.subjects,
                    label.share,
                    label.kind,
                    label.election,
                    label.round,
                    (label.start, label.end),
                    label.optional,
                )
                for label in labels[name].shares
            ],
        )


def _marked(text: str) -> tuple[str, Sequence[Wanted]]:
    """A text whose figures are marked with their kinds ("[58 percent|result]", - for none), without marks."""
    plain, at, wanted = "", 0, []
    for mark in MARKED.finditer(text):
        plain += text[at : mark.start()]
        place = (len(plain), len(plain) + len(mark["figure"]))
        kind = NO_VOTE if mark["kind"] == "-" else mark["kind"]
        wanted.append(Wanted([], None, kind, "", None, place, False))
        plain += mark["figure"]
        at = mark.end()
    return plain + text[at:], wanted


def _told(share: str) -> Wanted:
    """A share of a table: subject, value, kind, vote and round, or value, vote and round."""
    cells = [cell.strip() for cell in share.split("|")]
    names = cells[:-4]
    kind = cells[2] if names else ""
    number = int(cells[-1]) if cells[-1].isdigit() else None
    return Wanted(names, float(cells[len(names)]), kind, cells[-2], number, None, False)


def choices(path: Path, data: Reference, models: Mapping[str, Model]) -> Iterator[dict[str, list[Choice]]]:
    """The choices of each article or sentence, by model."""
    whole = not path.stem.startswith(KINDS)
    for article, wanted in examples(path):
        document, story = layers(article, data)
        _, lines = grid.shares(document, story, data)

        def labelled(figure: Figure) -> Sequence[Wanted]:
            span = document.text.raw_span(figure.start, figure.end)  # noqa: B023 (used before the next one)
            return [one for one in wanted if _is_of(one, figure, *span)]  # noqa: B023

        decided = list(decisions(document, story, data, lines))
        examined = Examined(whole, str(article.published)[:4], story, decided, labelled, wanted)
        told = models if whole else {name: model for name, model in models.items() if name == "kind"}
        yield {name: list(model.choices(examined)) for name, model in told.items()}


def _is_of(wanted: Wanted, figure: Figure, start: int, end: int) -> bool:
    here = wanted.place is None or (wanted.place[0] < end and start < wanted.place[1])
    return here and (wanted.value is None or abs(wanted.value - figure.value) <= SHARE_TOLERANCE)


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
    for figure, weighed in _items(one.votes for one in examined.decided):
        ids = {election(one.election) for one in examined.labelled(figure)}
        right = [election(one.one.election_id) in ids for one in weighed]
        yield from _choice([one.features for one in weighed], right)


def _of_rounds(examined: Examined) -> Iterator[Choice]:
    """The figures whose round is labelled."""
    for figure, weighed in _items(one.rounds for one in examined.decided):
        numbers = {one.round for one in examined.labelled(figure)}
        yield from _choice([one.features for one in weighed], [one.one in numbers for one in weighed])


def _of_kinds(examined: Examined) -> Iterator[Choice]:
    """All figures: of the labelled kind, or of none where no label knows them."""
    for figure, weighed in _items(one.kinds for one in examined.decided):
        of = examined.labelled(figure)
        if any(one.optional or not one.kind for one in of):
            continue
        if not of and not examined.whole:
            continue
        kinds = {one.kind for one in of} or {NO_VOTE}
        right = [(one.one.kind or NO_VOTE) in kinds for one in weighed]
        yield from _choice([one.features for one in weighed], right)


def _of_article(examined: Examined) -> Iterator[Choice]:
    """The vote that most labels are of; of single sentences the latest one, if it is of the year."""
    of = Counter(election(one.election) for one in examined.wanted)
    if len(examined.story.told) < LEAST_SENTENCES:
        latest = max((vote for vote in of if vote), key=lambda vote: vote[-1], default=None)
        about = {latest} if latest and latest[-1] == examined.year else set()
    else:
        about = {vote for vote, number in of.items() if number == max(of.values())}
    right = [election(one.one.vote.election_id) in about for one in examined.story.about]
    yield from _choice([one.features for one in examined.story.about], right)


def _choice(features: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[Choice]:
    if any(right) and not all(right):
        yield Choice(features, right)


def _items(found: Iterable[Mapping[K, V]]) -> Iterator[tuple[K, V]]:
    for mapping in found:
        yield from mapping.items()


MODELS: Mapping[str, Model] = {
    "holder": Model("one whom a figure may be of", "shares/holders", _of_holders),
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


def hits(made: Sequence[Choice], weights: Mapping[str, float]) -> int:
    """How many choices fall on a right candidate."""
    found = 0
    for choice in made:
        scores = [sum(weights.get(name, 0.0) for name in features) for features in choice.features]
        found += choice.right[scores.index(max(scores))]
    return found


def held_out(groups: Sequence[Sequence[Choice]], folds: int, strength: float) -> float:
    """How many choices are right by weights that were fitted on other articles."""
    right = 0
    for fold in range(folds):
        others = [choice for at, made in enumerate(groups) if at % folds != fold for choice in made]
        weights = fitted(others, strength)
        right += sum(hits(made, weights) for at, made in enumerate(groups) if at % folds == fold)
    return right / sum(map(len, groups))


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS), metavar="NAME")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    data = reference.load()
    models = {name: MODELS[name] for name in options.models}
    for number in range(options.rounds):
        found = [one for path in options.paths for one in choices(path, data, models)]
        for name, model in models.items():
            groups = [one[name] for one in found if one.get(name)]
            made = [choice for group in groups for choice in group]
            weights = fitted(made, options.strength)
            print(f"round {number + 1}, {name}: {hits(made, weights)} of {len(made)} right")
            if options.folds:
                print(f"  on other articles {held_out(groups, options.folds, options.strength):.3f}")
            lines = (f'"{feature}" = {weight}' for feature, weight in weights.items() if abs(weight) >= LEAST)
            head = HEAD.format(what=model.what, module=model.module)
            path = choosing.WEIGHTS / f"{name}.toml"
            path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        choosing.weights.cache_clear()


if __name__ == "__main__":
    main()
