"""The layers over a text: sentences, names and the words that stand for someone."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import Mention, within
from tests.pipeline.sentence_tables import document

PUBLISHED = date(2022, 4, 14)


def _mentions(text: str, language: str = "en") -> list[tuple[str, str, tuple[str, ...]]]:
    """Words, kind and names of each mention."""
    laid = document(text, published=PUBLISHED, language=language)
    return [(laid.clean[m.start : m.end], m.kind, m.names) for m in laid.mentions]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Emmanuel Macron spoke.", "Emmanuel Macron", "Emmanuel Macron"),
        ("Then Macron spoke.", "Macron", "Emmanuel Macron"),
        ("Then Mr Macron's rival spoke.", "Macron", "Emmanuel Macron"),
        ("Then Francois Hollande spoke.", "Francois Hollande", "François Hollande"),
        ("Then FRANÇOIS HOLLANDE spoke.", "FRANÇOIS HOLLANDE", "François Hollande"),
        ("Then Jean Luc Mélenchon spoke.", "Jean Luc Mélenchon", "Jean-Luc Mélenchon"),
        ("Then Ségolène Royal spoke.", "Ségolène Royal", "Ségolène Royal"),
    ],
)
def test_people_on_record_by_their_canonical_name(text: str, words: str, name: str) -> None:
    assert (words, "person", (name,)) in _mentions(text)


def test_a_surname_of_several_is_all_of_them() -> None:
    ((words, kind, names),) = _mentions("Then Le Pen spoke.")
    assert (words, kind) == ("Le Pen", "person")
    assert {"Marine Le Pen", "Jean-Marie Le Pen"} <= set(names)


def test_a_surname_with_another_first_name_is_someone_else() -> None:
    found = _mentions("Then Pierre Macron spoke.")
    assert all("Emmanuel Macron" not in names for _, _, names in found)


@pytest.mark.parametrize(
    "text", ["A macron is a mark.", "He may go.", "The green card was brown.", "The labour was hard."]
)
def test_words_are_no_names_without_their_capitals(text: str) -> None:
    assert [found for found in _mentions(text) if found[1] in ("person", "party")] == []


def test_a_stranger_told_in_full_is_known_by_a_part() -> None:
    found = _mentions("The rich heir Daniel Norboza won the runoff easily. Later that evening Norboza spoke.")
    assert ("Daniel Norboza", "person", ("Daniel Norboza",)) in found
    assert ("Norboza", "person", ("Daniel Norboza",)) in found


@pytest.mark.parametrize(
    ("text", "words", "kind", "what"),
    [
        ("Then she spoke.", "she", "pronoun", "female"),
        ("Then he spoke.", "he", "pronoun", "male"),
        ("Then her father spoke.", "her father", "kin", "father"),
        ("Then the incumbent spoke.", "the incumbent", "rival", "incumbent"),
        ("Then both men spoke.", "both men", "pronoun", "two"),
    ],
)
def test_words_that_stand_for_someone(text: str, words: str, kind: str, what: str) -> None:
    laid = document(text, published=PUBLISHED)
    assert (words, kind, what) in [(laid.clean[m.start : m.end], m.kind, m.what) for m in laid.mentions]


def test_header_lines_are_no_sentences() -> None:
    laid = document(
        "Macron wins\n20220425\nhttps://example.org/macron-66-percent-2017\nHe beat Marine Le Pen."
    )
    assert [laid.quote(sentence) for sentence in laid.sentences] == ["Macron wins", "He beat Marine Le Pen."]
    assert laid.timexes == []


def test_a_quote_is_the_sentence_on_one_line() -> None:
    laid = document("He  won\u00a0it. She\tlost it.")
    assert [laid.quote(sentence) for sentence in laid.sentences] == ["He won it.", "She lost it."]


PIECES = st.sampled_from(
    ["Macron", "Marine Le Pen", "Jane Doe", "the president", "he", "her father", "won", "66 percent", "in 2017", "on Sunday", ".",
     ",", "\n", "\n\n", '"', "(", "’s", "France", "the National Front", "NATO", "ABC", "Élysée", "ß", "\0", "🗳️", "M.", "St."]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=20), st.sampled_from(["", " "]), st.sampled_from(["en", "fr"]))
def test_layers_are_in_order_and_in_the_text(pieces: list[str], gap: str, language: str) -> None:
    laid = document(gap.join(["x", *pieces]), published=PUBLISHED, language=language)
    size = len(laid.clean)
    for layer in (laid.words, laid.sentences, laid.timexes, laid.mentions, laid.figures, laid.cues):
        starts = [span.start for span in layer]
        assert starts == sorted(starts)
        assert all(0 <= span.start < span.end <= size for span in layer)
    for before, after in pairwise(laid.sentences):
        assert before.end <= after.start
        assert before.last <= after.first
        assert before.paragraph <= after.paragraph
    for mention in laid.mentions:
        assert laid.words[mention.first].start == mention.start
        assert laid.words[mention.last].end == mention.end
        assert mention.names or mention.what


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=20), st.sampled_from(["en", "fr"]))
def test_names_do_not_overlap(pieces: list[str], language: str) -> None:
    named = [
        m
        for m in document(" ".join(["x", *pieces]), published=PUBLISHED, language=language).mentions
        if m.names
    ]
    assert all(before.end <= after.start for before, after in pairwise(named))


@given(st.lists(st.integers(0, 50), max_size=20).map(sorted), st.integers(0, 50), st.integers(0, 50))
def test_within_is_what_starts_in_the_range(starts: list[int], low: int, high: int) -> None:
    layer = [Mention(start, start + 1, 0, 0, "person", ("x",)) for start in starts]
    assert within(layer, low, max(low, high)) == [m for m in layer if low <= m.start < max(low, high)]


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=20))
def test_a_place_leads_to_its_word_and_sentence(pieces: list[str]) -> None:
    laid = document(" ".join(["x", *pieces]), published=PUBLISHED)
    for index, word in enumerate(laid.words):
        assert {laid.word_at(at) for at in range(word.start, word.end)} == {index}
    for index, sentence in enumerate(laid.sentences):
        assert laid.sentence_at(sentence.start) == laid.sentence_at(sentence.end - 1) == index
    assert laid.sentence_at(len(laid.clean)) is None
