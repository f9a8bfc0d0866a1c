"""Which articles are passed over because nothing in them is of a vote."""

from pathlib import Path

import pytest

from pipeline import packs, prefilter, reading
from pipeline.building import build
from pipeline.store import load

CORPORA = (Path("tests/gold/articles"), Path("tests/varied/articles"))
LEAST_RECALL = 0.99
VOTE = "Smith was re-elected\n20210615\n\nTurnout was the lowest in years when Anna Smith was re-elected on Sunday, and the town hall closed early."
NO_VOTE = (
    "Rain in the north\n20210615\n\nThe storm that hit the coast on 12 June 2021 took the roofs of nine in ten houses, and "
    "the electricity was off for the whole of the night, said the firemen who were there."
)


def told(text: str, language: str) -> bool:
    return prefilter.tells_of_votes(reading.article(text, language=language))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (VOTE, "en", True),
        (NO_VOTE, "en", False),
        ("The board of the firm was elected again: elected, elected, elections.", "en", False),
        ("THE RUN-OFF GAVE HIM 52 PER CENT", "en", True),
        ("L'ÉLECTION de dimanche : abstention record", "fr", True),
        ("L’election de dimanche, second tour", "fr", True),
        ("Il a une voix d'or, dit la sélection des élèves.", "fr", False),
        ("", "en", False),
    ],
)
def test_two_words_of_voting_tell_of_a_vote(text: str, language: str, expected: bool) -> None:
    assert told(text, language) is expected


def test_hardly_an_article_of_a_vote_is_passed_over() -> None:
    found = [
        prefilter.tells_of_votes(reading.article(path.read_text(encoding="utf-8")))
        for corpus in CORPORA
        for path in corpus.glob("*.txt")
    ]
    assert sum(found) >= LEAST_RECALL * len(found) > 300


@pytest.mark.parametrize("language", packs.full())
def test_each_language_asks_for_fewer_words_than_it_has(language: str) -> None:
    pack = packs.load(language, "prefilter")
    assert 0 < pack["least"] < len(pack["words"])


def test_a_build_of_votes_only_skips_the_others_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "vote.txt").write_text(VOTE, encoding="utf-8")
    (tmp_path / "in" / "rain.txt").write_text(NO_VOTE, encoding="utf-8")
    summary = build([tmp_path / "in"], tmp_path / "out", votes_only=True)
    assert [(each.source, each.status, each.problem) for each in summary.problems] == [
        ("rain.txt", "skipped", prefilter.PROBLEM)
    ]
    assert summary.extracted == 1
    assert not load(tmp_path / "out").events["quote"].str.contains("storm").any()
    build([tmp_path / "in"], tmp_path / "out")
    assert load(tmp_path / "out").events["quote"].str.contains("storm").any()
