"""What the figures of a sentence measure: each by its own words, then by what the one before it does."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, within
from pipeline.choice import Weighed
from pipeline.lexicon import Cue
from pipeline.link import Told
from pipeline.shares.judged import weighed
from pipeline.shares.kinds import GOES_ON, PART, UNKNOWN, Kind, kind_of, of_electorate
from pipeline.shares.localities import stays
from pipeline.shares.scene import Scene
from pipeline.shares.sources import PLAIN, POLL, PROJECTION, SOURCES

_COMPARED: Final = ("kind.compared", "link.compared", "link.earlier")
# Words between two figures of a list.
_LISTED: Final = 9
# How far a fraction is from its percentage behind it, in percent and in words.
_NEARLY, _AGAIN = 6.0, 5
# Words from the start of a sentence to what it is about.
_OPENING: Final = 5
# Evidence that another figure of the turnout may have too.
_STILL: Final = PLAIN | {"polled so far", "vote to come"}
_FIRM, _POLL, _PROJECTION = "votes.kind.firm", "votes.kind.poll", "votes.kind.projection"


class Measured(NamedTuple):
    """What was measured so far in a paragraph: by the last figure, and by the last share of the vote."""

    last: Kind | None = None
    source: str = ""

    def then(self, kinds: Iterable[Kind]) -> "Measured":
        """What it is behind figures of some kinds."""
        after = self
        for kind in kinds:
            asked = POLL if kind.asked else after.source
            after = Measured(kind, kind.kind if kind.kind in SOURCES else asked)
        return after


def kinds_of(scene: Scene, *, before: Measured, polled: bool) -> dict[Figure, Sequence[Weighed[Kind]]]:
    """What each figure of a sentence may measure, the likeliest first (see `kinds.kind_of` and
    `judged.weighed`, also for `polled`).

    `before` is what the sentences before measured.
    """
    question = any(subject.type == "option" for subject in scene.subjects)
    parties = {subject.mention.first for subject in scene.told.subjects if subject.type == "party"}
    found: dict[Figure, Sequence[Weighed[Kind]]] = {}
    last: Figure | None = None
    for figure in scene.figures:
        kind = kind_of(
            scene,
            figure,
            before=before.last,
            source=before.source,
            ahead=scene.is_ahead and polled,
            parties=parties,
            question=question,
        )
        if before.last and _goes_on(scene, last, figure, kind, before.last):
            part = before.last.electorate and kind.why == PART
            kind = before.last._replace(where=kind.where, kind=kind.kind if part else before.last.kind)
        if last and not kind.where.sort and found[last][0].one.where.is_part and stays(scene, last, figure):
            kind = kind._replace(where=found[last][0].one.where)
        if last and found[last][0].one.why != UNKNOWN and _is_again(scene, last, figure):
            kind = found[last][0].one._replace(where=kind.where)
        found[figure] = weighed(
            scene, figure, kind, before=before.last, source=before.source, ahead=scene.is_ahead, polled=polled
        )
        if not (figure.unit == "points" and before.last and before.last.electorate):
            # What is told so of the turnout leads back to it, as in "two points more than the 43 of 2019".
            before = before.then([found[figure][0].one])
        last = figure
    return found


def _goes_on(scene: Scene, last: Figure | None, figure: Figure, kind: Kind, before: Kind) -> bool:
    """Whether a figure without evidence of its own is of what the one before it is: nobody is named
    between them, and that one is no plain share of the vote; or it is said of "it", the turnout."""
    if before.electorate and kind.kind and not kind.electorate and figure.unit != "points":
        return _is_of_electorate(scene, last, figure, kind)
    if last and before.why == PART and _is_of_part(scene, last, figure, kind):
        return True
    if not PLAIN.issuperset(kind.why.split("+")) or figure.unit == "points" or not _is_chain(before):
        return bool(last and _is_next_lead(scene, last, figure, kind, before))
    if last is None or kind.where.sort == "whole" or scene.before(figure, "link.with", most=0):
        return False
    return not scene.named(last.end, figure.start) and not scene.apart(last.end, figure.start)


def _is_again(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a percentage says a fraction again: "one voter in four, 25.4 percent, stayed at home"."""
    document = scene.document
    between = document.clean[last.end : figure.start]
    return (
        last.unit == "fraction"
        and figure.unit == "percent"
        and abs(last.value - figure.value) <= _NEARLY
        and between.strip().endswith(",")
        and figure.first - last.last - 1 <= _AGAIN
        and document.clean[figure.end : figure.end + 1] == ","
    )


def _is_of_part(scene: Scene, last: Figure, figure: Figure, kind: Kind) -> bool:
    """Whether a figure is of the part of the voters that the one before it is of: "and 31 her rival"."""
    near = figure.first - last.last - 1 <= _LISTED and not scene.apart(last.end, figure.start)
    chosen = scene.words_of("kind.chose", "link.chosen")
    own = any(
        last.end <= cue.start < figure.start and cue.first not in chosen
        for cue in scene.of("kind.won", "kind.result", "kind.poll", "kind.firm", "kind.whole")
    )
    plain = kind.where.sort != "whole" and "of the vote" not in kind.why.split("+")
    return kind.kind in SOURCES and plain and near and not own


def _is_of_electorate(scene: Scene, last: Figure | None, figure: Figure, kind: Kind) -> bool:
    """Whether a figure goes on about turnout or the like: nobody is told of who could have got it."""
    if last is None:
        sentence = scene.told.sentence
        return "of the vote" not in kind.why.split("+") and not scene.named(sentence.start, sentence.end)
    if _is_of_it(scene, figure):
        return True
    if scene.named(last.end, figure.start) or figure in scene.paired:
        return False
    if scene.before(figure, *_COMPARED, most=1):
        return True
    return _STILL.issuperset(kind.why.split("+")) and not scene.before(figure, "link.with", most=0)


def _is_of_it(scene: Scene, figure: Figure) -> bool:
    """Whether the last one meant before a figure is a thing."""
    mentions = within(scene.document.mentions, scene.told.sentence.start, figure.start)
    return bool(mentions) and mentions[-1].what == "thing"


def _is_next_lead(scene: Scene, last: Figure, figure: Figure, kind: Kind, before: Kind) -> bool:
    """Whether a small number without a unit follows a lead as the next: "0.6 of a point, in Arizona 0.3"."""
    small = (
        not figure.unit and figure.decimals and figure.value <= 2 * last.value and figure not in scene.paired
    )
    plain = PLAIN.issuperset(kind.why.split("+")) and not scene.named(last.end, figure.start)
    return bool(before.kind == "margin" and small and plain)


def _is_chain(kind: Kind) -> bool:
    """Whether figures of a kind follow each other without a word for it: turnout, a part, money."""
    return bool(kind.electorate) or kind.kind == "other" or kind.why in GOES_ON


def source_told(document: Document, told: Told) -> str:
    """Who counted by the words of a sentence without a figure, where it is about that: a poll, a projection,
    or empty."""
    asked = [*told.cues.of(_POLL), *told.cues.of(_PROJECTION), *firms_in(document, told)]
    if not any(cue.first - told.sentence.first <= _OPENING for cue in asked):
        return ""
    return PROJECTION if told.cues.of(_PROJECTION) else POLL


def electorate_told(told: Told) -> Kind | None:
    """What a sentence without a figure is about, where that is turnout or abstention; the next may be too."""
    for name in ("turnout", "abstention"):
        cue = next(iter(told.cues.of(f"votes.kind.{name}")), None)
        if cue and cue.first - told.sentence.first <= _OPENING:
            return of_electorate(name)
    return None


def tells_of_poll(document: Document, told: Told) -> bool:
    """Whether a sentence has a word for a poll or names a polling firm."""
    return bool(told.cues.of(_POLL) or firms_in(document, told))


def firms_in(document: Document, told: Told) -> Sequence[Cue]:
    """Where the sentence names polling firms, as words for a poll."""
    return [
        cue._replace(tag=_FIRM)
        for cue in within(document.found.firms, told.sentence.start, told.sentence.end)
        if document.clean[cue.start].isupper()
    ]
