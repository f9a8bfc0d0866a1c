"""Every feature that a weight stands for is told in words."""

import re

import pytest

from pipeline.choice import WEIGHTS, weights
from pipeline.events.types import NOTHING
from pipeline.explaining import glossary
from pipeline.schemas import EVENT_TYPES

MODELS = [name for name in glossary.sections() if name != glossary.ANY]
# Features that begin with what they are of are told without it.
_OWN = {
    "kind": re.compile(r"\w+, "),
    "round": re.compile(r"(?:first|second),? "),
    "referent": re.compile(r"[\w ]+: "),
    "event": re.compile(rf"(?:{'|'.join((*EVENT_TYPES, NOTHING))}), "),
}
_NONE = re.compile("")


def _features(model: str) -> set[str]:
    own = _OWN.get(model, _NONE)
    return {feature[len(found[0]) if (found := own.match(feature)) else 0 :] for feature in weights(model)}


def test_every_choice_that_is_explained_has_a_section() -> None:
    assert set(MODELS) <= {path.stem for path in WEIGHTS.glob("*.toml")}


@pytest.mark.parametrize("model", MODELS)
def test_every_feature_is_words(model: str) -> None:
    for feature in _features(model):
        assert re.fullmatch(r"[\w ,:;“”’'()…]+", told := glossary.words(model, feature)), (feature, told)
        assert "_" not in told and "{}" not in told


@pytest.mark.parametrize(
    ("model", "feature", "told"),
    [
        ("holder", "before: adjacent", "right before the figure"),
        (
            "holder",
            "pair: before: words",
            "as the first of two: named before the figure: a few words between",
        ),
        ("holder", "other: beaten", "as the second of two: named as beaten"),
        ("vote", "date before, next", "a date of it before the figure, next to it"),
        ("kind", "kind.poll near", "words of a poll, near"),
        ("referent", "behind: in the next sentence", "named behind the words in the next sentence"),
        ("event", "round, word far same", "a word for this round, far"),
        ("round", "a feature without an entry", "a feature without an entry"),
    ],
)
def test_features_in_words(model: str, feature: str, told: str) -> None:
    assert glossary.words(model, feature) == told


def test_every_word_can_be_translated() -> None:
    """What no catalogue was asked to translate would stay English in the middle of a sentence."""
    with glossary._FILE.open("rb") as file:
        known = {message for _, _, (_, message), _ in glossary.messages(file, (), (), {})}
    asked: set[str] = set()

    def noted(message: str) -> str:
        asked.add(message)
        return message

    for model in MODELS:
        for feature in _features(model):
            glossary.words(model, feature, noted)
    said = {message for entries in glossary.sections().values() for message in entries.values()}
    assert asked - known == {", "}
    assert known - said <= asked


def test_each_message_of_a_feature_is_translated_alone() -> None:
    told = glossary.words("kind", "found none, a chance, no vote", lambda message: f"<{message}>")
    assert told == "<the words say <none><, ><a chance><, ><no vote>>"
    assert (
        glossary.words("holder", "pair: has own", str.upper)
        == "AS THE FIRST OF TWO: WITH A FIGURE RIGHT BEHIND THE NAME"
    )
