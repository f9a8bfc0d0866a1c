import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sentences

ENGLISH = [
    ("He won. She lost.", ["He won.", "She lost."]),
    ("It got 5.1 percent. Mr. Blair left.", ["It got 5.1 percent.", "Mr. Blair left."]),
    ("George W. Bush won in 2004. J. R. Smith lost.", ["George W. Bush won in 2004.", "J. R. Smith lost."]),
    (
        "In the U.S. President Obama won. It was the U.S. The end.",
        ["In the U.S. President Obama won.", "It was the U.S.", "The end."],
    ),
    (
        "At 8 p.m. on Sunday. At 8 p.m. The polls closed.",
        ["At 8 p.m. on Sunday.", "At 8 p.m.", "The polls closed."],
    ),
    ('"It is over." He left. "Why?" she asked.', ['"It is over."', "He left.", '"Why?" she asked.']),
    ("A title\nA sentence", ["A title", "A sentence"]),
    ("Really?! Yes… He did... Then no.", ["Really?!", "Yes…", "He did...", "Then no."]),
    ("(He won.) She lost.", ["(He won.)", "She lost."]),
]
FRENCH = [
    ("M. Macron gagne. Mme Le Pen perd.", ["M. Macron gagne.", "Mme Le Pen perd."]),
    ("1965. On l'a oublié. J.-P. Dupont aussi.", ["1965.", "On l'a oublié.", "J.-P. Dupont aussi."]),
    ("« C'est fini. » Il part.", ["« C'est fini. »", "Il part."]),
    ("Avec 5,1 % des voix ! Ah ? dit-il.", ["Avec 5,1 % des voix !", "Ah ? dit-il."]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text, expected):
    assert [text[slice(*span)] for span in sentences.split(text, "en")] == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text, expected):
    assert [text[slice(*span)] for span in sentences.split(text, "fr")] == expected


TEXT = st.text(alphabet=st.sampled_from("aB .!?…\"'»«)\n\r\u00a0é5M"), max_size=80)


@given(TEXT, st.sampled_from(["en", "fr", "xx"]))
def test_every_word_is_in_one_sentence_and_no_sentence_spans_a_newline(text, language):
    spans = sentences.split(text, language)
    covered = set()
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        end = span.end
        covered.update(range(span.start, span.end))
        part = text[slice(*span)]
        assert part == part.strip() and "\n" not in part
    assert all(at in covered or char.isspace() for at, char in enumerate(text))


@pytest.mark.parametrize("piece", [". ", ".....", "» ", ". («", 'M. "', ".»"])
def test_time_is_linear(piece):
    def seconds(times):
        text = piece * times + " A"
        started = time.perf_counter()
        sentences.split(text, "fr")
        return time.perf_counter() - started

    assert seconds(40_000) < 20 * max(seconds(10_000), 0.005)
