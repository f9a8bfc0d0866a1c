"""Points: how far one is ahead of another (margin), or how a share has changed (swing)."""

from typing import Final

from pipeline.annotate import Figure
from pipeline.lexicon import Cue
from pipeline.shares.scene import Scene

_LEAD: Final = ("kind.margin", "kind.ahead", "kind.by", "link.passive")
_VOTING: Final = ("kind.won", "kind.result", "kind.poll", "kind.projection")
_REACH: Final = 9.0
# One behind is a little farther, and past another figure or a mark much farther.
_BEHIND, _PAST = 0.5, 2.0
_DATED, _AT_ONCE = 6, 1
_LOST_WORDS: Final = 8
# No lead is larger in percent.
_LARGEST: Final = 40.0
_LARGEST_WHOLE: Final = 20.0


def lead_of(scene: Scene, figure: Figure) -> str:
    """What a figure in points is, margin or swing; empty where nothing is told that it could be of."""
    if compared := scene.behind(figure.end, figure.last, "kind.compared", most=1):
        return "swing" if _with_the_past(scene, compared) else "margin"
    if scene.behind(figure.end, figure.last, "kind.ahead", most=0):
        return "margin"
    if _is_lost_by(scene, figure):
        return "margin"
    margin, swing = _gap(scene, figure, *_LEAD), _gap(scene, figure, "kind.swing")
    if min(margin, swing) <= _REACH:
        return "swing" if swing < margin and not _has_someone_up(scene, figure) else "margin"
    return "margin" if scene.contestants and scene.of(*_VOTING) else ""


def is_change(scene: Scene, figure: Figure) -> bool:
    """Whether a figure that is not told in points is a change in them: "up six", "down 2.7 percent"."""
    if figure.unit not in ("", "percent") or figure in scene.paired:
        return False
    by = figure.first - 1 in scene.words_of("link.by")
    cue = scene.before(figure, "kind.change", most=int(by))
    return cue is not None and not scene.marked(cue.end, figure.start)


def is_lead(scene: Scene, figure: Figure) -> bool:
    """Whether a figure in percent or without a unit is a lead: "a margin of 17 percent", "led by 0.7"."""
    if figure in scene.paired or figure.value > _LARGEST:
        return False
    noun = scene.before(figure, "kind.margin", most=1)
    held = figure.first - 1 in scene.words_of("link.with")
    if noun and not held and not scene.marked(noun.end, figure.start):
        return True
    if scene.behind(figure.end, figure.last, "kind.margin", most=0):
        return True
    if not (figure.unit or figure.decimals or held) and figure.value <= _LARGEST_WHOLE:
        # "Had been 15 ahead"
        return scene.behind(figure.end, figure.last, "kind.front", most=0) is not None
    return bool(not figure.unit and figure.decimals and scene.before(figure, "kind.by", most=0))


def _gap(scene: Scene, figure: Figure, *names: str) -> float:
    """Words to the nearest of some kinds in the clause."""
    found = [float("inf")]
    for cue in scene.of(*names):
        before = cue.end <= figure.start
        low, high = (cue.end, figure.start) if before else (figure.end, cue.start)
        if low > high or scene.apart(low, high):
            continue
        words = figure.first - cue.last - 1 if before else cue.first - figure.last - 1 + _BEHIND
        found.append(words + _PAST * (scene.counted(low, high) + scene.marked(low, high)))
    return min(found)


def _is_lost_by(scene: Scene, figure: Figure) -> bool:
    """Whether a vote is won or lost by the figure: "lost the popular vote by only 2.1 points"."""
    by = scene.before(figure, "link.by", most=1)
    won = scene.before(figure, "kind.won", most=_LOST_WORDS)
    return by is not None and won is not None and won.last < by.first - 1


def _with_the_past(scene: Scene, compared: Cue) -> bool:
    """Whether a comparison is one with an earlier vote: "more than in 2017", "than under Corbyn in 2019"."""
    return any(
        timex.start >= compared.end
        and (gap := scene.document.word_at(timex.start) - compared.last - 1) <= _DATED
        and (gap <= _AT_ONCE or scene.is_old(timex))
        for timex in scene.timexes
    ) or any(compared.last < cue.first <= compared.last + _DATED for cue in scene.anaphors)


def _has_someone_up(scene: Scene, figure: Figure) -> bool:
    """Whether a poll has someone "up by 17 points" or "17 points up": that is a lead."""
    if not scene.of("kind.poll", "kind.firm"):
        return False
    if scene.holder_gap(figure) == 0 and scene.behind(figure.end, figure.last, "kind.swing", most=0):
        return True
    cue = scene.before(figure, "kind.swing", most=1)
    if cue is None or figure.first - 1 not in scene.words_of("link.by"):
        return False
    return any(mention.last == cue.first - 1 for mention in scene.contestants)
