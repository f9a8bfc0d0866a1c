"""Whether a figure is of a group of those who voted, such as women or the young."""

from typing import Final

from pipeline.annotate import Figure
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue
from pipeline.shares.localities import is_of_all
from pipeline.shares.scene import Scene

_AMONG: Final = ("kind.among", "link.part", "link.with", "base.people", "base.sample")
# Words between a group and its own figure: "women by 59".
_TIES: Final = ("link.by", "link.with")
_CHOSE: Final = ("kind.chose", "kind.prefer", "kind.poll")
_GROUP_REACH: Final = 14
_OWN_GROUP: Final = 4
_BEHIND: Final = 7


def of_group(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is of a group: "57 percent of women", "white women went for Moore, 63 to 34"."""
    if not scene.of("kind.group") or is_of_all(scene, figure) or _is_bracketed(scene, figure):
        return False
    behind = scene.behind(figure.end, figure.last, "kind.group", most=_OWN_GROUP)
    if behind and (
        behind.first - figure.last <= 2 or figure.last + 1 in scene.words_of("link.part", "base.people")
    ):
        return True
    among = scene.behind(figure.end, figure.last, "kind.group", most=_BEHIND)
    if among and not scene.counted(figure.end, among.start) and _is_among(scene, among):
        return True
    groups = [
        group
        for group in scene.of("kind.group")
        if 0 <= figure.first - group.last - 1 <= _GROUP_REACH and not scene.apart(group.end, figure.start)
    ]
    return any(_is_of(scene, figure, group) for group in groups)


def _is_bracketed(scene: Scene, figure: Figure) -> bool:
    """Whether a figure in brackets is of the one named before them: "those who backed Bayrou (18.6)"."""
    before = scene.document.clean[scene.told.sentence.start : figure.start]
    end = scene.told.sentence.start + len(before.rstrip("( \u00a0"))
    return before.endswith("(") and any(one.end == end for one in scene.contestants)


def _is_of(scene: Scene, figure: Figure, group: Cue) -> bool:
    """Whether a group before a figure is whose it is."""
    between = range(group.last + 1, figure.first)
    if not between and scene.document.clean[group.end : figure.start].strip() in ("", "("):
        return True
    if len(between) == 1 and between[0] in scene.words_of(*_TIES):
        return not scene.marked(group.end, figure.start)
    if _is_among(scene, group):
        return True
    opens = group.first - scene.told.sentence.first <= 1
    if opens and scene.behind(figure.end, figure.last, *_CHOSE[:2], "link.chosen", most=_OWN_GROUP):
        return True
    return any(group.last < cue.first and cue.end <= figure.start for cue in scene.of(*_CHOSE))


def _is_among(scene: Scene, group: Cue) -> bool:
    words = scene.words_of(*_AMONG)
    if group.first - 1 in scene.words_of("kind.won"):
        return True
    of_words = phrases(scene.document.article.language).role_words["of"]
    if group.start == scene.clause_start(group.start) and scene.document.words[group.first].key in of_words:
        return True
    return any(place in words for place in (group.first - 2, group.first - 1, group.first))
