"""Any row of the words that make claims is read without a fault, and its spans are in the text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.claims.pack import pack
from pipeline.extraction import extract_article
from pipeline.reference import load
from tests.pipeline.claims.reading import found

OTHERS = [
    "Marine Le Pen",
    "Chirac",
    "in 2002",
    "since 1969",
    "France",
    "17.8 percent",
    ",",
    ".",
    ";",
    "9" * 5000,
]


def words(code: str) -> list[str]:
    compiled = pack(code)
    assert compiled is not None
    return sorted(" ".join(phrase) for phrase in compiled.lexicon.phrases)


TEXTS = {
    code: st.lists(st.sampled_from(words(code)) | st.sampled_from(OTHERS), max_size=25).map(" ".join)
    for code in ("en", "fr")
}


@settings(max_examples=60, deadline=None)
@given(TEXTS["en"], TEXTS["fr"])
def test_any_words_are_read(english: str, french: str) -> None:
    for text, code in ((english, "en"), (french, "fr")):
        for claim in found(text, code, "2022-04-26"):
            assert claim.words.strip()
            assert claim.because


@settings(max_examples=40, deadline=None)
@given(TEXTS["en"], TEXTS["fr"])
def test_offsets_lead_to_the_words(english: str, french: str) -> None:
    for text, code in ((english, "en"), (french, "fr")):
        article = reading.article(text, published=date(2022, 4, 26), language=code)
        if article.status != "ok":
            continue
        for row in extract_article(article, load()).rows["claims"]:
            words = article.text[row["start"] : row["end"]]
            assert words.strip() == words != ""
            assert words.split()[0] in row["quote"]
