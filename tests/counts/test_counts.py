"""Twelve articles with every number of votes and seats labelled: how many are found, and judged right."""

import json
from pathlib import Path

import pytest

from benchmarks.extraction import accuracy

FOLDER = Path(__file__).parent
NAMES = [path.stem for path in sorted((FOLDER / "labels").glob("*.json"))]
LEAST = 0.93


@pytest.mark.parametrize("name", NAMES)
def test_labels_quote_their_article(name: str) -> None:
    text = (FOLDER / "articles" / f"{name}.txt").read_text(encoding="utf-8")
    labels = json.loads((FOLDER / "labels" / f"{name}.json").read_text(encoding="utf-8"))
    for label in labels["counts"]:
        assert text[label["start_char"] : label["end_char"]] == label["quote"]
        assert label["unit"] in ("votes", "seats")
        assert label["verdict"]


def test_counts_are_found_and_judged_right() -> None:
    scores = accuracy(FOLDER)
    for language in ("en", "fr"):
        assert scores[language]["counts"].f1 >= LEAST - 0.03
        assert scores[language]["count_verdicts"].f1 >= LEAST
    assert scores["all"]["counts"].f1 >= LEAST
