"""No change makes the extraction worse than it was: the pinned F1 of each measure and language."""

from pathlib import Path

import pytest

from benchmarks import extraction, floor
from benchmarks.labels import corpus_hash
from benchmarks.scoring import MEASURES, Scores

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
PINNED = floor.read(GOLD / "floor.toml")
WRITE = "python benchmarks/extraction.py tests/gold --write-floor tests/gold/floor.toml"


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    return extraction.accuracy(GOLD)


def test_the_floor_is_that_of_these_articles_and_labels() -> None:
    assert PINNED.corpus == corpus_hash(GOLD), f"articles or labels changed; run: {WRITE}"


def test_every_language_and_measure_has_a_floor(scores: dict[str, Scores]) -> None:
    assert PINNED.values.keys() == scores.keys() - {extraction.ALL}
    assert all(values.keys() == MEASURES.keys() for values in PINNED.values.values())


@pytest.mark.parametrize(
    ("language", "measure"),
    [(language, name) for language, values in PINNED.values.items() for name in values],
)
def test_no_measure_is_below_its_floor(scores: dict[str, Scores], language: str, measure: str) -> None:
    assert scores[language][measure].f1 >= PINNED.values[language][measure], MEASURES[measure]


def documented() -> dict[str, dict[str, float]]:
    """F1 by language and measure, as the table in docs/accuracy.md has it."""
    lines = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    head = next(row for row in rows if row[0] == "F1")
    cells = {row[0]: dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head)}
    return {
        language: {
            name: float(cells[label][f"{extraction.OURS} {language}"]) for name, label in MEASURES.items()
        }
        for language in PINNED.values
    }


def test_the_documents_promise_no_more_than_is_measured(scores: dict[str, Scores]) -> None:
    promised = {
        f"{language}: {MEASURES[name]}"
        for language, values in documented().items()
        for name, value in values.items()
        if scores[language][name].f1 < value - floor.MARGIN
    }
    assert promised == set(), "run benchmarks/extraction.py and copy its table into docs/accuracy.md"
