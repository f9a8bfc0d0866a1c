"""Whether a figure is of a group of those who voted, such as women or the young."""

from typing import Final

from pipeline.annotate import Figure
from pipeline.lexicon import Cue
from pipeline.shares.localities import is_of_all
from pipeline.shares.scene import Scene

_AMONG: Final = ("kind.among", "link.part", "link.with")
_CHOSE: Final = ("kind.chose", "kind.prefer", "kind.poll")
_GROUP_REACH: Final = 14
_OWN_GROUP: Final = 4
_BEHIND: Final = 7


def of_group(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is of a group: "57 percent of women", "white women went for Moore, 63 to 34"."""
    if is_of_all(scene, figure):
        return False
    behind = scene.behind(figure.end, figure.last, "kind.group", most=_OWN_GROUP)
    if behind and (
        behind.first - figure.last <= 2 or figure.last + 1 in scene.words_of("link.part", "base.people")
    ):
        return True
    among = scene.behind(figure.end, figure.last, "kind.group", most=_BEHIND)
    if among and not scene.counted(figure.end, among.start) and _is_among(scene, among):
        return True
    group = scene.before(figure, "kind.group", most=_GROUP_REACH)
    if group is None:
        return False
    if _is_among(scene, group):
        return True
    return any(group.last < cue.first and cue.end <= figure.start for cue in scene.of(*_CHOSE))


def _is_among(scene: Scene, group: Cue) -> bool:
    words = scene.words_of(*_AMONG)
    if group.first - 1 in scene.words_of("kind.won"):
        return True
    return any(place in words for place in (group.first - 2, group.first - 1, group.first))
