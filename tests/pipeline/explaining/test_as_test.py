"""Rows for the tables of sentences: each is a test that passes, until a person corrects it."""

from datetime import date
from pathlib import Path

import pytest

from pipeline import reading
from pipeline.explaining import explain_article
from pipeline.explaining.as_test import rows_for_tests
from pipeline.reference import load
from tests.pipeline.counts import test_sentences as of_counts
from tests.pipeline.events import test_sentences as of_events
from tests.pipeline.sentence_tables import case_of
from tests.pipeline.shares import test_kinds as of_kinds
from tests.pipeline.shares import test_sentences as of_shares

REFERENCE = load()
TESTS = {"shares": of_shares.test_shares, "counts": of_counts.test_counts, "events": of_events.test_events}
ROOT = Path(__file__).parents[3]
ARTICLES = [*(ROOT / "seeds").glob("*.txt"), *sorted((ROOT / "tests/gold/articles").glob("*.txt"))[::7]]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_rows_pass_as_they_are_printed(path: Path) -> None:
    article = next(reading.articles([path]))
    found = rows_for_tests(explain_article(article, REFERENCE).cases, article, REFERENCE)
    assert found
    for table, lines in found.items():
        assert (ROOT / table).is_file()
        language = table[-6:-4]
        assert len(lines) == len(set(lines))
        for line in lines:
            if "/shares/kinds_" in table:
                of_kinds.test_kinds(of_kinds.unmarked(language, *line.split("\t")))
            else:
                TESTS[table.split("/")[2]](case_of(language, *line.split("\t")))


def test_a_count_is_a_row_of_its_own_table() -> None:
    text = "The National Rally won 89 seats in the French legislative elections."
    article = reading.article(text, published=date(2022, 6, 20), language="en", source="a.txt")
    found = rows_for_tests(explain_article(article, REFERENCE).cases, article, REFERENCE)
    rows = "National Rally | 89 | seats | FR-legislative-2022 | - | exact"
    assert found == {
        "tests/pipeline/counts/sentences_en.tsv": [f"a {text.index('89')}\t2022-06-20\t{text}\t{rows}"]
    }


def test_the_text_is_as_small_as_it_can_be() -> None:
    text = (
        "France votes\n20220425\nhttps://example.org/a\n"
        "The runoff was on Sunday. Macron beat Le Pen in the runoff on Sunday.\tHe won 58.5 percent.\n"
        "Labour won 33.7 percent in Britain on 4 July 2024. More follows."
    )
    article = reading.article(text, language="en", source="a/b.txt")
    found = rows_for_tests(explain_article(article, REFERENCE).cases, article, REFERENCE)
    shares = {
        line.split("\t")[0]: line.split("\t")[1:] for line in found["tests/pipeline/shares/sentences_en.tsv"]
    }
    assert shares[f"b {text.index('33.7')}"] == [
        "2022-04-25",
        "Labour won 33.7 percent in Britain on 4 July 2024.",
        "Labour Party | 33.7 | result | UK-general-2024 | -",
    ]
    pronoun = shares[f"b {text.index('58.5')}"]
    assert pronoun[1].startswith("The runoff") and pronoun[1].endswith("Sunday. He won 58.5 percent.")
    assert "\\n" not in pronoun[1]
