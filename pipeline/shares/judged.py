"""What a figure measures, weighed: what the questions of kinds.py find is evidence, as is all around it."""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.annotate import Figure
from pipeline.choice import Weighed, ranked, weigh_as
from pipeline.link.votes import divided_by
from pipeline.shares.kinds import Kind
from pipeline.shares.scene import Scene
from pipeline.shares.sources import POLL, PROJECTION, RESULT, evidence

_CHOICE: Final = "kind"
_OTHER: Final = "other"
WEIGHED: Final = "weighed"
"""Why a figure may be of a kind that the ordered questions did not find."""
_NONE: Final = Kind("", "no share of a vote, by the words around it")
# Words of the sentence that are told more with figures of one kind than of others.
_WORDS: Final = (
    "base.people",
    "kind.approval",
    "kind.count",
    "kind.firm",
    "kind.group",
    "kind.opinion",
    "kind.place",
    "kind.poll",
    "kind.prefer",
    "kind.projection",
    "kind.them",
    "kind.threshold",
    "kind.won",
    "modal.conditional",
)


def weighed(
    scene: Scene, figure: Figure, found: Kind, *, before: Kind | None, source: str, ahead: bool, polled: bool
) -> list[Weighed[Kind]]:
    """What a figure may measure, the likeliest first.

    `found` is what the ordered questions say, `before` what the figure before measures, `source` who counted
    the last share of the vote, `ahead` whether the vote that is told is still to come, `polled` whether the
    article is about a poll.
    """
    around = tuple(_around(scene, figure, found, before=before, source=source, ahead=ahead, polled=polled))
    return ranked([weigh_as(_name(kind), kind, around, _CHOICE) for kind in _candidates(figure, found)])


def _candidates(figure: Figure, found: Kind) -> Sequence[Kind]:
    """What was found first, then what else it may be, unless that is sure."""
    if found.sure:
        return [found]
    kinds = [found]
    if figure.unit == "points":
        kinds += [Kind(name, WEIGHED, asked=found.asked, where=found.where) for name in ("margin", "swing")]
    else:
        kinds += [
            Kind(name, WEIGHED, asked=name == POLL, where=found.where) for name in (RESULT, POLL, PROJECTION)
        ]
        # The turnout of a part of the voters is still one of turnout.
        kinds.append(Kind(_OTHER, WEIGHED, found.electorate, where=found.where))
    kinds.append(_NONE._replace(where=found.where))
    return list({_name(kind): kind for kind in reversed(kinds)}.values())[::-1]


def _name(kind: Kind) -> str:
    return kind.kind or "none"


def _around(
    scene: Scene, figure: Figure, found: Kind, *, before: Kind | None, source: str, ahead: bool, polled: bool
) -> Iterator[str]:
    """What is known of a figure, whatever it measures."""
    told = _name(found)
    yield "always"
    yield f"found {told}"
    yield f"found {told}, {found.why if not found.kind else found.why.split('+')[0]}"
    asked, counted = evidence(scene, figure, before=source, ahead=ahead)
    yield from asked
    yield from counted
    yield f"found {told}, {'poll told' if asked else 'no poll told'}"
    yield f"unit {figure.unit or 'none'}{', decimals' if figure.decimals else ''}"
    yield f"found {told}, unit {figure.unit or 'none'}"
    first = not scene.counted(scene.told.sentence.start, figure.start)
    if before:
        yield f"{'sentence' if first else 'figure'} before {_name(before)}"
    office = scene.told.current.office if scene.told.current else ""
    divided = "parts" if divided_by(office) == "areas" else "whole"
    if found.where.sort:
        yield f"counted in {found.where.sort}, a vote of {divided}"
    if scene.told.places:
        yield f"places named, a vote of {divided}"
    kinds = scene.kinds
    for tag in _WORDS:
        if tag in kinds:
            near = any(
                not scene.apart(*sorted((cue.start, figure.start)))
                and not scene.counted(*sorted((cue.end, figure.start)))
                for cue in scene.of(tag)
            )
            yield f"{tag} {'near' if near else 'in the sentence'}"
    yield f"vote {'to come' if ahead else 'held'}"
    if polled:
        yield f"in an article on a poll{', vote to come' if ahead else ''}"
    if figure in scene.paired:
        yield "a pair"
    if not scene.holders:
        yield "nobody named"
    elif not any(holder.end <= figure.start for holder in scene.holders):
        yield "nobody named before"
