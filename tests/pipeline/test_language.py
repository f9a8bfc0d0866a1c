from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language

TEXTS = {
    "en": "The president was re-elected on Sunday with more than half of the votes that were cast.",
    "fr": "Le président sortant a été réélu dimanche avec plus de la moitié des suffrages exprimés.",
    "de": "Der Präsident wurde am Sonntag mit mehr als der Hälfte der abgegebenen Stimmen im Amt bestätigt.",
    "es": "El presidente fue reelegido el domingo con más de la mitad de los votos emitidos en todo el país.",
    "it": "Il presidente è stato rieletto domenica con più della metà dei voti espressi in tutto il paese.",
}


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("times", [1, 5])
def test_tells_languages(code, times):
    assert language.detect(" ".join([TEXTS[code]] * times)) == code


def test_french_without_accents():
    text = "l extreme droite echoue aux portes du pouvoir, et les resultats sont connus dans tout le pays"
    assert language.detect(text) == "fr"


@pytest.mark.parametrize("text", ["", " ", "33,9 %", "Macron 66", "2017 2022 1988 45.3 54.7", "\ud800 \x00"])
def test_too_little_to_tell(text):
    assert language.detect(text) == ""


def test_threads_agree():
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(language.detect, [TEXTS["de"]] * 8)) == {"de"}


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_never_raises(text):
    assert isinstance(language.detect(text), str)
