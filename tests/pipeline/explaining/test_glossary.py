"""Every feature that a weight stands for is told in words."""

import re

import pytest

from pipeline.choice import WEIGHTS, weights
from pipeline.explaining import glossary

MODELS = [name for name in glossary.sections() if name != glossary.ANY]
# Features that begin with what they are of are told without it.
_OWN = {
    "kind": re.compile(r"\w+, "),
    "round": re.compile(r"(?:first|second),? "),
    "referent": re.compile(r"[\w ]+: "),
    "event": re.compile(r"(?:nothing told|[a-z_1]+), "),
}


def _features(model: str) -> set[str]:
    own = _OWN.get(model)
    found = set(weights(model))
    return found | {own.sub("", feature, count=1) for feature in found if own and own.match(feature)}


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
