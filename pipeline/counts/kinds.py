"""What a number of votes or seats counts, by ordered questions: somebody's votes or seats, or none's.

Leads and changes are no count of anyone's votes, nor is what is needed, hoped for, at stake or cast in an
assembly.
"""

from typing import Final

from pipeline.annotate import Figure, within
from pipeline.annotate.counts import MEMBERS, OF_SEATS, SEATS, VOTERS, VOTES
from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.lexicon import Cue
from pipeline.link.people import Subject
from pipeline.shares.kinds import Kind
from pipeline.shares.localities import of_place
from pipeline.shares.scene import Scene
from pipeline.shares.sources import RESULT, source_of

LEAD: Final = "a lead"
CHANGE: Final = "a change"
NEEDED: Final = "what is needed"
TOTAL: Final = "all of them, nobody's own"
ASSEMBLY: Final = "votes of an assembly"
DENIED: Final = "what somebody is told not to have"
PART: Final = "a part of the votes"
FORESEEN: Final = "what is foreseen or asked"
PEOPLE: Final = "people who are not told to vote or to sit"
BY_NAME: Final = (TOTAL, PEOPLE)
"""Why a number is nobody's, unless a share beside it says whose it is."""

_ELECTORATE: Final = {"turnout": TURNOUT, "abstention": ABSTENTION, "blank": BLANK}
# Words such as "only" between a phrase and its number.
_ONLY: Final = 3
# From "beat" to "by" past a name.
_VERB_WORDS: Final = 8
# From a lead in points to what it is in votes.
_POINTS_WORDS: Final = 6
_DENIED_WORDS: Final = 5
# Of fewer people or votes nobody is told to have won them.
_LEAST_VOTERS, _LEAST_VOTES = 1_000, 2
_HAVE_WORDS, _ELECTED_WORDS = 7, 2
_ACT_WORDS: Final = 2
_CAST_WORDS: Final = 3
_FORESEEN_WORDS, _SAID_WORDS = 7, 2
_BESIDE_WORDS: Final = 3


def kind_of(scene: Scene, figure: Figure) -> Kind:
    """What a count of a sentence measures.

    `kind` is empty where it is none of somebody's, and `why` says what instead.
    """
    electorate = _electorate(scene, figure)
    if why := _no_count(scene, figure, of_all=bool(electorate)):
        return Kind("", why)
    where = of_place(scene, figure)
    if electorate:
        return Kind("turnout", f"words of {electorate}", _ELECTORATE[electorate], where=where)
    return Kind(RESULT, "count", where=where)


def _no_count(scene: Scene, figure: Figure, *, of_all: bool) -> str:
    """Why a number is no count of somebody's votes or seats, empty where it is one."""
    if figure.unit in (VOTES, SEATS) and _is_of_assembly(scene, figure):
        return ASSEMBLY
    chosen = figure.unit == VOTERS and _is_chosen_by(scene, figure)
    if not chosen and _is_lead(scene, figure):
        return LEAD
    if _beside(scene, figure, "change") or _is_lost(scene, figure):
        return CHANGE
    if (
        figure.value < (_LEAST_VOTERS if figure.unit == VOTERS else _LEAST_VOTES)
        and figure.unit not in OF_SEATS
    ):
        return PEOPLE
    if scene.behind(figure.end, figure.last, "counts.part.words", most=_CAST_WORDS):
        return PART
    if _beside(scene, figure, "needed"):
        return NEEDED
    denied = scene.before(figure, "counts.denied.words", most=_DENIED_WORDS)
    if denied and not (scene.marked(denied.end, figure.start) or scene.counted(denied.end, figure.start)):
        return DENIED
    if figure.unit in MEMBERS and not _is_held(scene, figure):
        return PEOPLE
    if figure.unit == VOTERS and not (of_all or chosen):
        return PEOPLE
    if not of_all and _is_total(scene, figure):
        return TOTAL
    if figure.qualifier == "between":
        # Whoever has counted names one number.
        return FORESEEN
    return FORESEEN if _is_foreseen(scene, figure) else ""


def _is_foreseen(scene: Scene, figure: Figure) -> bool:
    """Whether a number is one of a poll, or of what somebody only hopes for or could have."""
    hoped = scene.before(figure, "counts.foreseen.words", "modal.promise", most=_FORESEEN_WORDS)
    if hoped and not scene.marked(hoped.end, figure.start):
        return True
    if scene.behind(figure.end, figure.last, "counts.foreseen.words", most=_SAID_WORDS):
        return True
    supposed = scene.before(figure, "modal.conditional", most=_FORESEEN_WORDS)
    return supposed is not None or source_of(scene, figure, before="", ahead=scene.is_ahead)[0] != RESULT


def _before(scene: Scene, figure: Figure, name: str) -> Cue | None:
    """Words right before a number, with nothing but a word such as "only" between."""
    cue = scene.before(figure, name, most=_ONLY)
    if cue is None or scene.named(cue.end, figure.start):
        return None
    if scene.marked(cue.end, figure.start) and scene.document.clean[cue.end] != ":":
        return None
    between = range(cue.last + 1, figure.first)
    return cue if scene.words_of(*_QUALIFIERS).issuperset(between) else None


_QUALIFIERS: Final = (
    "qualifier.about",
    "qualifier.over",
    "qualifier.under",
    "qualifier.between",
    "counts.only.words",
)


def _beside(scene: Scene, figure: Figure, table: str) -> bool:
    """Whether words of a table stand right before or right behind a number."""
    behind = scene.behind(figure.end, figure.last, f"counts.{table}.behind", most=0)
    return behind is not None or _before(scene, figure, f"counts.{table}.before") is not None


def _is_lead(scene: Scene, figure: Figure) -> bool:
    """Whether somebody is ahead by a number; one of two set against each other is no lead."""
    if figure in scene.paired:
        return False
    if _beside(scene, figure, "lead") or _says_points(scene, figure):
        return True
    if (by := _before(scene, figure, "counts.lead.by")) and not _is_of_qualifier(scene, by):
        verb = scene.before(figure, "counts.lead.verb", most=_VERB_WORDS)
        return verb is not None and not scene.counted(verb.end, figure.start)
    at = _before(scene, figure, "counts.lead.at")
    away = scene.behind(figure.end, figure.last, "counts.lead.from", most=0)
    return bool(at and away and scene.named(away.end, scene.told.sentence.end))


def _says_points(scene: Scene, figure: Figure) -> bool:
    """Whether a number says a lead in points again: "1.2 points from the runoff, or 421,000 votes"."""
    low = scene.told.sentence.start
    points = [one for one in within(scene.document.figures, low, figure.start) if one.unit == "points"]
    if not points or figure.unit not in (VOTES, VOTERS):
        return False
    last = points[-1]
    near = figure.first - last.last - 1 <= _POINTS_WORDS
    return near and not scene.named(last.end, figure.start) and not scene.apart(last.end, figure.start)


def _is_lost(scene: Scene, figure: Figure) -> bool:
    """Whether a number is what something cost somebody."""
    cost = scene.before(figure, "counts.change.far.words", most=_VERB_WORDS)
    return cost is not None and not scene.counted(cost.end, figure.start)


def _is_of_qualifier(scene: Scene, cue: Cue) -> bool:
    """Whether a word such as "de" is the end of "près de"."""
    return cue.first in scene.words_of(*_QUALIFIERS)


def _is_of_assembly(scene: Scene, figure: Figure) -> bool:
    """Whether votes are told of a motion, a bill or the like: an assembly cast them."""
    if figure.unit == SEATS:
        return False
    return any(
        not scene.apart(*sorted((cue.start, figure.start))) for cue in scene.of("counts.assembly.votes")
    )


def _is_held(scene: Scene, figure: Figure) -> bool:
    """Whether somebody has or won the members of an assembly, who do nothing themselves."""
    if scene.behind(figure.end, figure.last, "counts.assembly.acts", most=_ACT_WORDS):
        return False
    if scene.behind(figure.end, figure.last, "counts.have.words", most=_ELECTED_WORDS):
        return True
    if scene.before(figure, "counts.have.words", "kind.won", most=_HAVE_WORDS):
        return True
    given = scene.behind(figure.end, figure.last, "link.for", most=0)
    if given and scene.named(given.end, _end_of_words(scene, given.last + _ONLY)):
        return True
    if scene.counted(scene.told.sentence.start, figure.start):
        return True
    own = [one for one in scene.subjects if one.mention.kind == "party"]
    beside = any(_is_beside(figure, one) for one in own)
    return beside and _before(scene, figure, "counts.have.group") is not None


def _is_chosen_by(scene: Scene, figure: Figure) -> bool:
    """Whether the people of a number chose someone."""
    return bool(
        scene.behind(figure.end, figure.last, "counts.chosen.behind", most=_ONLY)
        or scene.before(figure, "counts.chosen.before", most=_ONLY)
        or any(
            figure.unit == VOTERS
            and one.type == "option"
            and 0 < one.mention.first - figure.last <= _CAST_WORDS
            for one in scene.subjects
        )
    )


def _is_total(scene: Scene, figure: Figure) -> bool:
    """Whether a number is all there is: a word such as "the" before it and nobody beside it."""
    if scene.behind(figure.end, figure.last, "counts.total.behind", most=0):
        return True
    if _before(scene, figure, "counts.total.before") is None:
        return False
    return not any(_is_beside(figure, one) for one in scene.subjects)


def _is_beside(figure: Figure, one: Subject) -> bool:
    """Whether someone is named a few words from a number at most."""
    first, last = figure.first - _BESIDE_WORDS, figure.last + _BESIDE_WORDS
    return first <= one.mention.last and one.mention.first <= last


def _electorate(scene: Scene, figure: Figure) -> str:
    """Turnout, abstention or blank where the number is of those who voted, did not, or chose nobody."""
    if figure.unit not in (VOTES, VOTERS):
        return ""
    names = ("blank", "abstention", "turnout")
    if _is_chosen_by(scene, figure):
        return ""
    for name in names:
        cue = scene.behind(
            figure.end, figure.last, f"counts.electorate.{name}", most=_CAST_WORDS if name != "blank" else 1
        )
        if cue and not scene.named(figure.end, cue.start) and not _chooses(scene, cue):
            return name
        inside = range(figure.first, figure.last + 1)
        if any(word in inside for word in scene.words_of(f"counts.electorate.{name}")):
            return name
    return ""


def _chooses(scene: Scene, cue: Cue) -> bool:
    """Whether somebody is named right behind "voted for"."""
    chosen = scene.of("counts.chosen.behind")
    return any(one.first <= cue.first and cue.last <= one.last for one in chosen) or scene.named(
        cue.end, _end_of_words(scene, cue.last + _CAST_WORDS)
    )


def _end_of_words(scene: Scene, last: int) -> int:
    words = scene.document.words
    return words[min(last, scene.told.sentence.last - 1)].end
