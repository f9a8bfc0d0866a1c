"""Labelled articles and tables of sentences as cases to fit weights on, with the shares that they state."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.extraction import articles
from benchmarks.labels import ShareLabel, read_labels
from benchmarks.scoring import SHARE_TOLERANCE
from pipeline import reading
from pipeline.annotate import Figure
from pipeline.model import Article

# What no vote is called in a choice of kinds.
NO_VOTE = "none"
# Tables in which words are marked with whom they mean, and the file beside the articles that tells it.
REFERENTS = "referents"
SENTENCE_WEIGHT = 3.0
MARKED = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<label>[^|\]]+)\]")
_NOBODY = "-"


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


class Meant(NamedTuple):
    """Words that are no name, by their place in the source, and whom they mean (empty: nobody)."""

    start: int
    end: int
    name: str


class Case(NamedTuple):
    """An article, or a sentence of a table in its place, and its labels; `whole` is whether all its shares
    have some, `weight` how much its choices count."""

    article: Article
    wanted: Sequence[Wanted]
    table: bool = False
    whole: bool = True
    weight: float = 1.0
    meant: Sequence[Meant] = ()


def weighed(path: str) -> tuple[Path, float]:
    """A path of the command line, and how much it counts: "tests/gold=3"; a table of sentences does more,
    as each of them stands for a phenomenon that articles have seldom."""
    name, _, weight = path.partition("=")
    return Path(name), float(weight) if weight else SENTENCE_WEIGHT if Path(name).is_file() else 1.0


def examples(path: Path, weight: float) -> Iterator[Case]:
    """The articles or sentences of a path with the shares that they state."""
    if path.is_file():
        yield from _sentences(path, weight)
        return
    labels, meant = read_labels(path), _meant_in(path / f"{REFERENTS}.tsv")
    for name, content in articles(path):
        article = reading.article(reading.decode(content) or "", data=content)
        wanted = [_labelled(label) for label in labels[name].shares]
        yield Case(article, wanted, weight=weight, meant=meant.get(name, ()))


def _sentences(path: Path, weight: float) -> Iterator[Case]:
    table, _, language = path.stem.rpartition("_")
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        *_, published, text, told = (
            line.split("\t") if table.startswith("sentences") else (*line.split("\t"), "")
        )
        wanted: Sequence[Wanted] = [_told(share) for share in told.split(";") if "|" in share]
        meant: Sequence[Meant] = ()
        if not told:
            text, marks = _marked(text.replace("\\n", "\n"))
            if table == REFERENTS:
                meant = [Meant(*mark) for mark in marks]
            else:
                wanted = [_of_kind(*mark) for mark in marks]
        day = date.fromisoformat(published)
        article = reading.article(text.replace("\\n", "\n"), published=day, language=language)
        yield Case(article, wanted, True, bool(told), weight, meant)


def _meant_in(path: Path) -> dict[str, list[Meant]]:
    """Whom words mean by article, in a table of article, start, end, words and name."""
    found: dict[str, list[Meant]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if not line.startswith("#"):
            name, start, end, _, who = line.split("\t")
            found[name].append(Meant(int(start), int(end), _name(who)))
    return found


def _name(label: str) -> str:
    return "" if label == _NOBODY else label


def _labelled(label: ShareLabel) -> Wanted:
    place = (label.start, label.end)
    return Wanted(label.subjects, label.share, label.kind, label.election, label.round, place, label.optional)


def _marked(text: str) -> tuple[str, Sequence[tuple[int, int, str]]]:
    """A text whose words are marked ("[58 percent|result]", - for none) without marks, and the marks: start,
    end and label."""
    plain, at, marks = "", 0, []
    for mark in MARKED.finditer(text):
        plain += text[at : mark.start()]
        marks.append((len(plain), len(plain) + len(mark["words"]), _name(mark["label"])))
        plain += mark["words"]
        at = mark.end()
    return plain + text[at:], marks


def _of_kind(start: int, end: int, kind: str) -> Wanted:
    return Wanted([], None, kind or NO_VOTE, "", None, (start, end), False)


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
