"""Which date expressions anchor nothing that happened: lengths, repetitions, and what frames an article."""

from typing import Final

from pipeline.events.scene import Scene
from pipeline.model import Timex

NO_DATE: Final = {
    "DURATION": "a length of time, no date",
    "SET": "a repetition, no date",
}
"""Why an expression of a type is no date."""
_PUBLISHED, _FRAME = "events.none.published", "events.none.frame"
_OPENING_WORDS, _RIGHT_BEHIND = 2, 2
_YEAR, _NOTICE_WORDS = len("2022"), 10
# A dateline has a place in capitals, a day, and one of these ("NEW YORK, June 2 (Agency)").
_MOST_PLACE_WORDS, _SHORTEST_PLACE, _DATELINE_ENDS = 4, 3, "(-–—"


def refusal(timex: Timex, day: str, scene: Scene) -> str:
    """Why a date expression is no event, empty where it is one; `day` is its ISO date."""
    if timex.type in NO_DATE:
        return NO_DATE[timex.type]
    if timex.value.endswith("_REF"):
        return "vague: it names no day, month or year"
    if not day:
        return "it hangs on a day that is not known"
    if timex.type == "TIME" and timex.resolved_by in ("published", "story"):
        return "a time of day without its day"
    first, opens = scene.document.word_at(timex.start), scene.told.sentence.first
    if any(
        cue.first - opens < _OPENING_WORDS and 0 <= first - cue.last <= _RIGHT_BEHIND
        for cue in scene.told.cues.of(_PUBLISHED)
    ):
        return "the day of the article itself"
    framed = scene.told.cues.of(_FRAME)
    if any(cue.first - opens < _OPENING_WORDS and cue.end <= timex.start for cue in framed) or (
        framed and _is_notice(timex, scene)
    ):
        return "a caption or a notice, not the article"
    return "the dateline of the article" if _is_dateline(timex, scene) else ""


def _is_notice(timex: Timex, scene: Scene) -> bool:
    """Whether a bare year stands in a line so short that it holds no more than a notice."""
    sentence = scene.told.sentence
    return len(timex.value) == _YEAR and sentence.last - sentence.first < _NOTICE_WORDS


def _is_dateline(timex: Timex, scene: Scene) -> bool:
    text = scene.document.clean
    behind = text[timex.end : timex.end + _RIGHT_BEHIND].strip()[:1]
    if not behind or behind not in _DATELINE_ENDS:
        return False
    before = text[scene.told.sentence.start : timex.start].split()
    place = 0 < len(before) <= _MOST_PLACE_WORDS and len(before[0]) >= _SHORTEST_PLACE
    return place and "".join(before).isupper()
