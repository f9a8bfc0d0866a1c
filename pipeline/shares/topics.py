"""What claims a figure for itself: turnout, a figure of the economy, a rating, a threshold and the like.

A noun such as "turnout" claims the figures behind it in its clause, and the one right before it
("12 percent abstention"). Someone who is named nearer claims them back.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Figure
from pipeline.lexicon import Cue
from pipeline.shares.scene import Scene


class _Topic(NamedTuple):
    """How a topic claims: what each word between costs, how far it reaches past a name and past a figure."""

    word: float
    named: float
    figure: float
    most: int = 30


_ELECTORATE: Final = _Topic(0.08, 1.6, 0.3)
_MONEY: Final = _Topic(0.16, 1.4, 0.35)
_NEAR: Final = _Topic(0.3, 1.5, 3.0, most=5)
TOPICS: Final = {
    "turnout": _ELECTORATE,
    "abstention": _ELECTORATE,
    "blank": _ELECTORATE,
    "economy": _MONEY,
    "approval": _Topic(0.14, 0.1, 0.35),
    "registered": _Topic(0.08, 0.0, 0.3),
    "threshold": _NEAR,
    "error": _NEAR,
    "chance": _Topic(0.06, 0.0, 1.0, most=6),
    "counted": _NEAR,
    "seats": _Topic(0.3, 2.0, 0.4, most=8),
}
_WORDS: Final[Mapping[str, Sequence[str]]] = {name: (f"kind.{name}",) for name in TOPICS} | {
    "threshold": ("kind.threshold", "base.threshold", "kind.needed")
}
_SURE: Final = 9.0
_FULL: Final = 3.1
_RIGHT_BEHIND: Final = (3.4, 2.9, 1.5)
_OPENING: Final = 2.7
_OPENING_WORDS, _OPENING_GAP, _ARTICLE_WORDS = 4, 6, 2
_COMMA: Final = 0.25
# What speaks for a share of votes.
_PLAIN: Final = 1.2
_HELD: Final = (3.2, 2.8, 1.9)
_WON: Final = (2.1, 1.9, 1.5)
_GIVEN: Final = 2.4
_PAIRED: Final = 1.8
_OWN_WORDS: Final = 4


def claimed(scene: Scene, figure: Figure) -> str:
    """The topic that claims a figure, empty where it is a share of votes or of nothing that is named."""
    kinds = scene.kinds
    claims = {
        name: _claim(scene, figure, name, topic)
        for name, topic in TOPICS.items()
        if not kinds.isdisjoint(_WORDS[name])
    }
    best = max(claims, key=lambda name: claims[name], default="")
    return best if best and claims[best] > _of_votes(scene, figure) else ""


def _claim(scene: Scene, figure: Figure, name: str, topic: _Topic) -> float:
    if name == "seats" and figure.decimals:
        return 0.0
    if name == "seats" and _is_in_list_of_seats(scene, figure):
        return _SURE
    names = _WORDS[name]
    if name == "threshold" and figure.decimals:
        # What is needed is a round number.
        names = names[:-1]
    cues = scene.of(*names)
    return max((_of_cue(scene, figure, cue, topic) for cue in cues), default=0.0)


def _is_in_list_of_seats(scene: Scene, figure: Figure) -> bool:
    """Whether a bare whole number follows one of seats: "365 seats, Labour 202, the SNP 48"."""
    if figure.unit or figure.decimals:
        return False
    document = scene.document
    for cue in scene.of("kind.seats"):
        if cue.end > figure.start or scene.apart(cue.end, figure.start):
            continue
        of_number = document.clean[max(0, cue.start - 2) : cue.start].rstrip()[-1:].isdigit()
        shares = (other for other in scene.figures if cue.end <= other.start < figure.start)
        if of_number and not any(other.unit or other.decimals for other in shares):
            return True
    return False


def _of_cue(scene: Scene, figure: Figure, cue: Cue, topic: _Topic) -> float:
    if cue.end <= figure.start:
        gap = figure.first - cue.last - 1
        if gap > topic.most or scene.apart(cue.end, figure.start):
            return 0.0
        score = _FULL - topic.word * gap
        score -= topic.named * scene.named(cue.end, figure.start)
        score -= topic.figure * min(2, scene.counted(cue.end, figure.start))
        return score - _COMMA * ("," in scene.document.clean[cue.end : figure.start])
    if cue.start < figure.end:
        return 0.0
    gap = cue.first - figure.last - 1
    if scene.marked(figure.end, cue.start):
        return _OPENING if _opens(scene, figure, cue, gap) else 0.0
    if gap >= len(_RIGHT_BEHIND) or scene.apart(figure.end, cue.start) or (gap and _has_own(scene, cue)):
        return 0.0
    return _RIGHT_BEHIND[gap]


def _opens(scene: Scene, figure: Figure, cue: Cue, gap: int) -> bool:
    """Whether a figure opens a clause and its topic follows a comma: "At 59.8 percent, turnout was"."""
    start = scene.clause_start(figure.start)
    words = figure.first - scene.document.word_at(start)
    between = scene.document.clean[figure.end : cue.start]
    return (
        words <= _OPENING_WORDS
        and gap <= _OPENING_GAP
        and between.count(",") == 1
        and len(between.rpartition(",")[2].split()) <= _ARTICLE_WORDS
        and not scene.named(start, cue.start)
        and not scene.counted(start, figure.start)
    )


def _has_own(scene: Scene, cue: Cue) -> bool:
    """Whether a topic's own figure follows it shortly: "32.8 on a turnout of 64"."""
    return any(
        0 <= figure.first - cue.last - 1 <= _OWN_WORDS and not scene.marked(cue.end, figure.start)
        for figure in scene.figures
    )


def _of_votes(scene: Scene, figure: Figure) -> float:
    found = [_PLAIN]
    held = scene.holder_gap(figure)
    if held is not None and 0 <= held < len(_HELD):
        found.append(_HELD[held])
    won = scene.before(figure, "kind.won", "kind.result", most=len(_WON) - 1)
    someone = scene.contestants and scene.contestants[0].start < figure.start
    if won and someone and not scene.marked(won.end, figure.start):
        found.append(_WON[figure.first - won.last - 1])
    given = scene.behind(figure.end, figure.last, "link.for", most=0)
    if given and any(0 <= mention.first - given.last - 1 <= 1 for mention in scene.contestants):
        found.append(_GIVEN)
    if figure in scene.paired:
        found.append(_PAIRED)
    return max(found)
