"""What a date is the date of: an act that words tell, a vote, or nothing told.

Every reading is weighed by named features; their weights stand in weights/event.toml, fitted on labelled
articles by benchmarks/fit_events.py. The likeliest type is taken, in its likeliest reading.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.choice import Weighed, ranked, weigh, weights
from pipeline.events.acts import acts
from pipeline.events.reading import Reading
from pipeline.events.scene import Scene
from pipeline.events.votes import votes
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.model import Timex

MODEL: Final = "event"
"""The name of the weights."""
OTHER: Final = "other"
NOTHING: Final = "nothing told"
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What happened: type and class, the words that say so (None for a vote), the vote, and how likely it is.

    `rule` names the features that spoke most.
    """

    type: str
    topic: str
    cue: Cue | None
    vote: Vote | None
    likely: float
    rule: str


def typed(timex: Timex, scene: Scene) -> Typed:
    """What happened on a date of a sentence."""
    likely, found = by_type(weighed(timex, scene))[0]
    best = found.one
    return Typed(best.type, best.topic, best.cue, best.vote, likely, _rule(best))


def weighed(timex: Timex, scene: Scene) -> list[Weighed[Reading]]:
    """What a date can be the date of, the likeliest first."""
    return ranked([weigh(reading, reading.features, MODEL) for reading in readings(timex, scene)])


def by_type(found: Sequence[Weighed[Reading]]) -> list[tuple[float, Weighed[Reading]]]:
    """How likely each type is in all its readings, with the best of these; the likeliest first."""
    likely: dict[str, float] = defaultdict(float)
    best: dict[str, Weighed[Reading]] = {}
    for one in found:
        likely[one.one.type] += one.likely
        best.setdefault(one.one.type, one)
    return sorted(((likely[type], best[type]) for type in best), key=lambda one: -one[0])


def _rule(reading: Reading) -> str:
    """The features that spoke most for a reading."""
    table = weights(MODEL)
    named = sorted(reading.features, key=lambda name: (-table.get(name, 0.0), name))[:_MOST_NAMED]
    return f"{reading.topic}: {', '.join(name for name in named if table.get(name, 0.0) > 0)}"


def readings(timex: Timex, scene: Scene) -> Sequence[Reading]:
    """Everything that a date can be the date of, with what speaks for it."""
    nothing = Reading(OTHER, OTHER, None, None, (NOTHING,))
    around = list(_around(timex, scene))
    return [
        Reading(
            reading.type,
            reading.topic,
            reading.cue,
            reading.vote,
            (
                *reading.features,
                f"type: {reading.type}",
                *[f"{group}, {name}" for name in around],
            ),
        )
        for reading in (nothing, *acts(timex, scene), *votes(timex, scene))
        for group in (_group(reading),)
    ]


def _group(reading: Reading) -> str:
    if reading.type == OTHER:
        return OTHER if reading.cue else NOTHING
    return reading.type


def _around(timex: Timex, scene: Scene) -> Iterator[str]:
    """What a date is told with, whatever it is of."""
    yield f"precision {scene.precision(timex)}"
    yield "ahead" if scene.is_ahead(timex) else "not ahead"
    if scene.near.leads(timex):
        yield "leads"
    if scene.shares:
        yield "with shares"
    elif scene.following:
        yield "shares follow"
    if scene.main is None:
        yield "article of no vote"
