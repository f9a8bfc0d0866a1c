"""All phrases that the layers are made of, found in one pass over a text."""

from collections.abc import Sequence
from functools import cache

from pipeline.annotate import counts, figures, names, strangers
from pipeline.annotate.document import Found, Layer
from pipeline.annotate.phrases import phrases
from pipeline.annotate.places import institutions, places
from pipeline.lexicon import Lexicons, Word
from pipeline.reference import Reference


def scan(words: Sequence[Word], language: str, reference: Reference) -> Found:
    """The phrases of a text in a language with a pack."""
    found = _lexicons(language, reference).find(words)
    others = len(Found._fields) - 1
    return Found._make(map(Layer, [*found[:others], [cue for cues in found[others:] for cue in cues]]))


@cache
def _lexicons(language: str, reference: Reference) -> Lexicons:
    """Those of the fields of `Found`, in their order."""
    pack = phrases(language)
    return Lexicons(
        (
            names.names(reference).lexicon,
            names.pollsters(),
            places(language),
            institutions(),
            strangers.bodies(),
            pack.mentions,
            pack.nouns,
            pack.leanings,
            pack.options,
            figures.numbers(language),
            counts.units(language),
            *pack.cues,
        )
    )
