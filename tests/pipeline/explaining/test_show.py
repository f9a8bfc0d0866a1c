"""Explanations as lines of text."""

from pathlib import Path

import pytest

from pipeline import reading
from pipeline.explaining import explain_article
from pipeline.explaining.case import Case, Explanation
from pipeline.explaining.show import lines
from pipeline.reference import load

REFERENCE = load()
SEED = next((Path(__file__).parents[3] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def seed() -> Explanation:
    return explain_article(next(reading.articles([SEED])), REFERENCE)


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_too_long(seed: Explanation, width: int, full: bool) -> None:
    told = list(lines(seed, width, full=full))
    assert max(map(len, told)) <= width
    assert told[0].startswith("Russia Rapprochement")


def test_in_short_each_case_is_a_block_with_its_words_marked_and_its_row(seed: Explanation) -> None:
    blocks = "\n".join(lines(seed, 100, full=False)).split("\n\n")[1:]
    assert len(blocks) == len(seed.cases)
    assert max(block.count("\n") for block in blocks) < 10
    (block,) = (block for block in blocks if "[82 percent]" in block)
    for words in ("row         Jacques Chirac 82 result", "whose       Jacques Chirac", "confidence  "):
        assert words in block
    (refused,) = (block for block in blocks if "[recent years]" in block)
    assert "no row      a length of time, no date" in refused


def test_in_full_every_choice_has_alternatives_with_scores_and_reasons(seed: Explanation) -> None:
    case = next(case for case in seed.cases if case.text == "82 percent")
    text = "\n".join(lines(Explanation("", "", "", "en", "", None, (case,)), 100, full=True))
    for words in (
        "read as 82 percent, exact",
        "(incumbent president Jacques Chirac)",
        "for Jacques Chirac over ",
        "whom the clause behind “who” tells of",
        "so many of the rows that are as likely are right",
    ):
        assert words in " ".join(text.split())
    assert (
        text.index("\n  kind ")
        < text.index("\n  whose ")
        < text.index("\n  vote ")
        < text.index("\n  round ")
    )


def test_a_long_sentence_is_cut_around_the_words() -> None:
    sentence = "a " * 200 + "66 percent" + " b" * 200
    case = Case("number", 400, 410, "66 percent", sentence, (400, 410), (0, len(sentence)))
    shown = list(lines(Explanation("s", "", "", "en", "", None, (case,)), 80, full=False))[3]
    assert shown.startswith("  …") and shown.endswith("…") and "[66 percent]" in shown and len(shown) <= 80
