"""Labelled articles and tables of sentences as cases to fit weights on, with the shares that they state."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.extraction import articles
from benchmarks.labels import ShareLabel, read_labels
from benchmarks.scoring import SHARE_TOLERANCE
from pipeline import read
from pipeline.annotate import Figure
from pipeline.model import Article

# Tables in which each figure is marked with its kind, and what no vote is called in a choice of kinds.
KINDS, NO_VOTE = "kinds_", "none"
SENTENCE_WEIGHT = 3.0
MARKED = re.compile(r"\[(?P<figure>[^|\]]+)\|(?P<kind>[a-z-]+)\]")


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


class Case(NamedTuple):
    """An article, or a sentence of a table in its place, and its labels; `whole` is whether all its shares
    have some, `weight` how much its choices count."""

    article: Article
    wanted: Sequence[Wanted]
    table: bool = False
    whole: bool = True
    weight: float = 1.0


def weighed(path: str) -> tuple[Path, float]:
    """A path of the command line, and how much it counts: "tests/gold=3"; a table of sentences does more,
    as each of them stands for a phenomenon that articles have seldom."""
    name, _, weight = path.partition("=")
    return Path(name), float(weight) if weight else SENTENCE_WEIGHT if Path(name).is_file() else 1.0


def examples(path: Path, weight: float) -> Iterator[Case]:
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
            article = read.article(text.replace("\\n", "\n"), published=day, language=language)
            yield Case(article, wanted, True, not path.stem.startswith(KINDS), weight)
        return
    labels = read_labels(path)
    for name, content in articles(path):
        article = read.article(read.decode(content) or "", data=content)
        yield Case(article, [_labelled(label) for label in labels[name].shares], weight=weight)


def _labelled(label: ShareLabel) -> Wanted:
    place = (label.start, label.end)
    return Wanted(label.subjects, label.share, label.kind, label.election, label.round, place, label.optional)


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


def is_of(wanted: Wanted, figure: Figure, start: int, end: int) -> bool:
    """Whether a label is of a figure that stands in the source from `start` to `end`."""
    here = wanted.place is None or (wanted.place[0] < end and start < wanted.place[1])
    return here and (wanted.value is None or abs(wanted.value - figure.value) <= SHARE_TOLERANCE)
