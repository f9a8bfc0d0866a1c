"""Which language a text is in: by its commonest words, and where they do not tell, by n-grams."""

from functools import cache
from threading import Lock
from typing import Any

from pipeline import packs

# Characters that are enough to be sure of; the n-gram model walks every byte.
_ENOUGH_FOR_WORDS = 2_000
_ENOUGH_FOR_MODEL = 600
# A text of fewer letters than these says too little.
_FEWEST_LETTERS = 20
_LEAST_CONFIDENCE = 0.6
# Running text has 12 % and more of a language's telling words, other languages' text under 5 %.
_FEWEST_WORDS = 30
_SURE_SHARE = 0.1
_FOREIGN_SHARE = 0.05
_NO_LANGUAGE = frozenset({"", "zxx", "und", "mul"})
_loading = Lock()


def detect(text: str) -> str:
    """The language as a BCP 47 primary code; "" when the text is too short or too unlike any."""
    sample = _middle(text, _ENOUGH_FOR_WORDS)
    if known := _by_words(sample):
        return known
    sample = _middle(sample, _ENOUGH_FOR_MODEL)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return ""
    code, confidence = _model().classify(sample)
    return "" if confidence < _LEAST_CONFIDENCE or code in _NO_LANGUAGE else str(code)


def _middle(text: str, length: int) -> str:
    """The text or as much of its middle, since menus and notices stand at the ends."""
    start = max(0, (len(text) - length) // 2)
    return text[start : start + length]


def _by_words(sample: str) -> str:
    """The language with a pack whose telling words fill the sample, if no other's do; else ""."""
    words = sample.lower().split()
    if len(words) < _FEWEST_WORDS:
        return ""
    shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in _telling().items()}
    best = max(shares, key=shares.__getitem__, default="")
    if not best or shares[best] < _SURE_SHARE:
        return ""
    return best if all(share < _FOREIGN_SHARE for code, share in shares.items() if code != best) else ""


@cache
def _telling() -> dict[str, frozenset[str]]:
    """The telling words of each language that lists them."""
    found = {}
    for code in packs.languages():
        if (packs.FOLDER / code / "detect.toml").is_file():
            found[code] = frozenset(packs.load(code, "detect")["telling"])
    return found


def _model() -> Any:  # noqa: ANN401 (the library has no types)
    """The n-gram model, read once: a second thread waits instead of reading it again."""
    with _loading:
        return _read_model()


@cache
def _read_model() -> Any:  # noqa: ANN401
    # Takes a second, and a text whose common words tell does not need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
