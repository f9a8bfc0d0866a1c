"""An extraction needs no search for garbage, and leaves the search as it was."""

import gc
from pathlib import Path

import pytest

from pipeline import reading, reference
from pipeline.extraction import extract_article
from pipeline.garbage import set_aside, unsearched

ARTICLES = sorted(Path("tests/gold/articles").glob("*.txt"))


def test_an_extraction_leaves_no_objects_that_only_refer_to_each_other() -> None:
    data = reference.load()
    article = reading.article(ARTICLES[0].read_text(encoding="utf-8"), data=ARTICLES[0].read_bytes())
    extract_article(article, data)  # What is loaded for it stays.
    gc.collect()
    with unsearched():
        extract_article(article, data)
        assert gc.collect() == 0


@pytest.mark.parametrize("searched", [True, False])
def test_the_search_is_as_it_was(searched: bool) -> None:
    try:
        if not searched:
            gc.disable()
        with pytest.raises(MemoryError), unsearched():
            assert not gc.isenabled()
            raise MemoryError
        assert gc.isenabled() == searched
    finally:
        gc.enable()


def test_what_is_set_aside_is_searched_again_afterwards() -> None:
    frozen = gc.get_freeze_count()
    with pytest.raises(ValueError), set_aside():
        assert gc.get_freeze_count() > frozen
        raise ValueError
    assert gc.get_freeze_count() == 0
