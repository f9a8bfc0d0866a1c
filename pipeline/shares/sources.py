"""Who counted: whether a share of the vote is a result, or one of a poll or a projection.

Words of a poll and words of a vote that was held are weighed against each other, each piece of evidence by
name. What the figure before was told as goes on until new evidence comes.
"""

from collections.abc import Sequence
from typing import Final

from pipeline.annotate import Figure
from pipeline.lexicon import Cue
from pipeline.shares.scene import Scene

RESULT, POLL, PROJECTION = SOURCES = "result", "poll", "projection"
_ASKED: Final = ("kind.poll", "kind.projection", "kind.firm")
_WEIGHTS: Final = {
    # for a poll
    "told by a poll": 4.0,
    "told by a poll in another clause": 1.2,
    "told by a poll, then a result": 0.6,
    "attributed to a poll": 3.2,
    "attributed to a poll past its own date": 1.2,
    "beside a poll": 0.4,
    "credited": 0.9,
    "foreseen": 1.5,
    "conditional": 2.5,
    "conditional before": 1.2,
    "polled so far": 1.2,
    "vote to come": 1.3,
    # for a result
    "won": 1.6,
    "won, another figure between": 0.5,
    "won behind": 0.6,
    "counted": 2.0,
    "partly counted": 1.0,
    "date of a vote held": 1.0,
    "date gone by": 0.8,
    "compared with a vote held": 4.5,
    "counted so far": 0.8,
    "said plainly": 0.5,
}
PLAIN: Final = frozenset(
    {"said plainly", "counted so far", "won, another figure between", "date of a vote held", "date gone by"}
)
"""Evidence for a result that a figure of something else may have too."""
_NEAR_MODAL: Final = 3
_ATTRIBUTED: Final = 4
_SAID: Final = 6
# From "and" to a poll that tells something of its own.
_OWN_WORDS: Final = 3
_OPENING: Final = 4
_WON_BEHIND: Final = 5
# Characters between a figure and its own date.
_RIGHT_BEHIND: Final = 12


def source_of(scene: Scene, figure: Figure, *, before: str, ahead: bool) -> tuple[str, str]:
    """Who counted a share of the vote, and the evidence by name.

    `before` is the kind of the figure told before, empty if there is none; `ahead` whether the vote that the
    sentence tells of is still to come.
    """
    asked, counted = evidence(scene, figure, before=before, ahead=ahead)
    if sum(_WEIGHTS[name] for name in asked) <= sum(_WEIGHTS[name] for name in counted):
        return RESULT, "+".join(counted)
    told = _asked_by(scene, figure) or (before if before in (POLL, PROJECTION) else POLL)
    return told, "+".join(asked)


def evidence(scene: Scene, figure: Figure, *, before: str, ahead: bool) -> tuple[list[str], list[str]]:
    """What speaks for a poll and what for a result, by name."""
    if figure not in scene.sources:
        scene.sources[figure] = _for_poll(scene, figure), _for_result(scene, figure)
    asked, counted = map(list, scene.sources[figure])
    if before in (POLL, PROJECTION):
        asked.append("polled so far")
    elif before:
        counted.insert(0, "counted so far")
    if ahead and not scene.held and not any(scene.is_old(timex) for timex in scene.timexes):
        asked.append("vote to come")
    return asked, counted


def _for_poll(scene: Scene, figure: Figure) -> list[str]:
    found: list[str] = []
    cue = _last_before(scene, figure)
    if scene.behind(figure.end, figure.last, *_ASKED, most=1):
        found.append("told by a poll")
    elif cue is not None and scene.apart(cue.end, figure.start):
        # What a figure before it was told as says more.
        first = not scene.counted(scene.told.sentence.start, figure.start)
        found += ["told by a poll in another clause"] * first
    elif cue is not None:
        found.append("told by a poll, then a result" if _is_left(scene, figure, cue) else "told by a poll")
    elif any(_is_attributed(scene, figure, cue) for cue in scene.of(*_ASKED)):
        dated = _has_date(scene, figure) and not _is_asked_of(scene, figure)
        found.append("attributed to a poll past its own date" if dated else "attributed to a poll")
    elif any(cue.start >= figure.end and not scene.apart(figure.end, cue.start) for cue in scene.of(*_ASKED)):
        found.append("beside a poll")
    if scene.before(figure, "kind.credited", most=_OPENING):
        found.append("credited")
    if _is_foreseen(scene, figure):
        found.append("foreseen")
    modal = scene.before(figure, "modal.conditional", most=_WON_BEHIND * 2)
    if modal:
        near = figure.first - modal.last - 1 <= _NEAR_MODAL
        found.append("conditional" if near else "conditional before")
    return found


def _is_foreseen(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is what someone foresaw: "NBC donnait 52 %"."""
    cue = scene.before(figure, "kind.foreseen", most=_SAID)
    return cue is not None and not scene.counted(cue.end, figure.start)


def _last_before(scene: Scene, figure: Figure) -> Cue | None:
    return max(
        (cue for cue in scene.of(*_ASKED) if cue.end <= figure.start), key=lambda cue: cue.end, default=None
    )


def _is_left(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a poll is only told in passing, then a result: "X, on 3 in an Ipsos poll, surged to 8.8"."""
    if _is_aside(scene, figure, cue):
        return bool(_won_between(scene, figure, cue.end))
    if _is_foreseen(scene, figure):
        return False
    between = scene.document.clean[cue.end : figure.start]
    mark = min((at for at in map(between.find, ",:") if at >= 0), default=None)
    if mark is None or _opens(scene, cue):
        return False
    return bool(_won_between(scene, figure, cue.end + mark))


def _is_aside(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether words stand in an aside that the figure is outside of."""
    clause = scene.syntax.clause(cue.start)
    return clause in scene.syntax.asides and clause != scene.syntax.clause(figure.start)


def _won_between(scene: Scene, figure: Figure, low: int) -> Sequence[Cue]:
    """Words of a vote held between a place and a figure, but for those of asides."""
    return [
        won
        for won in scene.of("kind.won", "kind.result", "kind.count")
        if low < won.start < figure.start and not _is_aside(scene, figure, won)
    ]


def _opens(scene: Scene, cue: Cue) -> bool:
    """Whether a clause opens with a poll as its source: "According to an Ipsos poll,"."""
    first = scene.document.word_at(scene.clause_start(cue.start))
    opening = [word for word in scene.words_of("clause.attribution") if 0 <= word - first <= 1]
    return bool(opening) and cue.first - first <= 2 * _OPENING


def _is_attributed(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a poll behind a figure is its source: "..., according to Ifop", "..., a poll showed"."""
    if cue.start < figure.end or scene.apart(figure.end, cue.start):
        return False
    if any(figure.last + 1 < word < cue.first for word in scene.words_of("link.relative", "clause.relative")):
        # "33 percent, a lead that no poll had shown"
        return False
    if not scene.words_of("link.and").isdisjoint(
        range(max(figure.last + 1, cue.first - _OWN_WORDS), cue.first)
    ):
        # "18 percent, and polls show that"
        return False
    source = any(
        figure.last < word and 0 < cue.first - word <= _ATTRIBUTED
        for word in scene.words_of("clause.attribution")
    )
    said = any(0 < word - cue.last <= _SAID for word in scene.words_of("clause.saying")) or any(
        0 < cue.first - word <= _SAID and word > figure.last for word in scene.words_of("clause.saying")
    )
    return source or said


def _for_result(scene: Scene, figure: Figure) -> list[str]:
    found = ["said plainly"]
    won = scene.before(figure, "kind.won", most=2 * _WON_BEHIND + 4)
    if won:
        between = scene.counted(won.end, figure.start)
        found.append("won, another figure between" if between else "won")
    elif scene.behind(figure.end, figure.last, "kind.won", most=_WON_BEHIND, marks=True):
        found.append("won behind")
    start = scene.clause_start(figure.start)
    if any(
        start <= cue.start and not scene.apart(figure.end, cue.start)
        for cue in scene.of("kind.count", "base.counted")
    ):
        found.append("counted")
    if any(
        start <= anchor.start and not scene.apart(figure.end, anchor.start) and not anchor.since
        for anchor in scene.held
    ):
        found.append("date of a vote held")
    elif scene.has_gone_by(start, figure):
        found.append("date gone by")
    if _is_compared(scene, figure):
        found.append("compared with a vote held")
    return found


def _is_compared(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is the earlier one of a change, of a vote held: "33, down from 39 five years ago"."""
    return bool(scene.before(figure, "link.earlier", "link.compared", most=1)) and _has_date(scene, figure)


def _has_date(scene: Scene, figure: Figure) -> bool:
    """Whether the date of a vote held stands right beside a figure."""
    dates = [(anchor.start, anchor.end) for anchor in scene.held]
    dates += [(timex.start, timex.end) for timex in scene.timexes if scene.is_old(timex)]
    return any(
        0 <= start - figure.end <= _RIGHT_BEHIND or 0 <= figure.start - end <= _RIGHT_BEHIND
        for start, end in dates
    )


def _is_asked_of(scene: Scene, figure: Figure) -> bool:
    """Whether no other figure stands between a figure and the poll behind it."""
    cue = scene.behind(figure.end, figure.last, *_ASKED, most=2 * _WON_BEHIND, marks=True)
    return cue is not None and not scene.counted(figure.end, cue.start)


def _asked_by(scene: Scene, figure: Figure) -> str:
    """Poll or projection, by the nearest word in the sentence; the name of a firm leaves it open."""
    found = [
        (abs(cue.first - figure.first) + 50 * scene.apart(*sorted((cue.start, figure.start))), cue.tag)
        for cue in scene.of("kind.poll", "kind.projection")
    ]
    if not found:
        return POLL if scene.of("kind.firm") else ""
    return PROJECTION if min(found)[1].endswith(PROJECTION) else POLL
