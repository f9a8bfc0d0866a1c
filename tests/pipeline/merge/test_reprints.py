from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merge.reprints import Printed, originals

PARAGRAPHS = [
    "PARIS (Agency) - The president was re-elected on Sunday with 58.5 percent of the vote, the ministry said.",
    "His rival conceded within the hour and promised to lead the opposition in the June election for parliament.",
    "Turnout fell to 72 percent, the lowest in a deciding round since 1969, and three million ballots were blank.",
    "Crowds gathered under the tower, where he told them that an answer had to be found to anger and to division.",
    "European leaders were quick to congratulate him; several had asked voters openly to keep his rival out of office.",
    "Markets opened higher in the morning, and the euro gained half a cent against the dollar before giving it up.",
]
STORY = "\n\n".join(PARAGRAPHS)
OTHER = STORY.replace("president", "mayor")[:40] + " ".join(reversed(STORY.split()))


def _printed(*texts: str) -> list[Printed]:
    return [Printed(f"{number}", f"2022-04-2{number}", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    "reprint",
    [
        "Second term for president\n20220425\nhttps://example.org/a\n" + STORY,
        "\n".join(PARAGRAPHS[:4]),
        STORY.replace("58.5 percent", "58.55 percent")
        .replace("promised", "pledged")
        .replace("gained", "rose"),
        STORY.upper(),
        STORY.replace("\n\n", "\r\n"),
    ],
    ids=["another head", "cut by a third", "edited", "in capitals", "other line ends"],
)
def test_a_reprint_names_its_original(reprint: str) -> None:
    assert originals(_printed(STORY, reprint)) == {"1": "0"}


@pytest.mark.parametrize(
    "other", [OTHER, "", "Short.", PARAGRAPHS[0] + " Much else was said that day. " * 30]
)
def test_another_story_is_no_reprint(other: str) -> None:
    assert originals(_printed(STORY, other)) == {}


def test_texts_without_words_have_nothing_in_common() -> None:
    assert originals(_printed("", "", "a b", "a b")) == {}


def test_the_first_published_is_the_original_and_an_unknown_day_is_last() -> None:
    articles = [Printed("a", "", STORY), Printed("b", "2022-05-01", STORY), Printed("c", "2022-04-30", STORY)]
    for order in permutations(articles):
        assert originals(order) == {"a": "c", "b": "c"}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=6, max_size=6), st.randoms())
def test_the_order_of_articles_changes_nothing(paragraphs: list[str], random: object) -> None:
    articles = _printed(STORY, "\n".join(paragraphs), "\n".join(PARAGRAPHS[:4]), OTHER)
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert originals(shuffled) == originals(articles)
