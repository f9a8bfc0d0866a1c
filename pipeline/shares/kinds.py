"""What a figure measures: a result, poll, projection, turnout, margin, swing, part of a vote, or no vote.

The evidence is the words around it, the nearer the better; what it is a percentage of, said right
behind it ("of registered voters"), goes before all.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.annotate import Document, Figure, within
from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.lexicon import Cue

_BY: Final = "votes.link.by"
_PROMISE: Final = "votes.modal.promise"
_PART: Final = "votes.link.part"
_KIND, _BASE, _MODAL = "votes.kind.", "votes.base.", "votes.modal."
_CONDITIONAL: Final = "votes.modal.conditional"
# How far a word reaches, in words, with marks counted as words below.
_REACH: Final = 9.0
_NO_VOTE_REACH: Final = 6.0
_PLACE_REACH: Final = 6.0
_POLL_REACH: Final = 25.0
_DIRECT: Final = 2.5
_WOULD: Final = 3.0
_SEATS_REACH: Final = 4.0
_COUNTED_REACH: Final = 1.0
_VERB_WORDS: Final = 5
_OPENING_WORDS: Final = 3
_MARKS: Final = {",": 2.0, ";": 8.0, ":": 3.0, "(": 1.0, ")": 1.0, "—": 4.0, "–": 1.0}
_ELECTORATE: Final = {"turnout": TURNOUT, "abstention": ABSTENTION, "blank": BLANK}
# "His share of registered voters, 38.5 percent"
_BASES_BEFORE: Final = frozenset({"votes.base.registered"})
_NO_VOTE: Final = {
    "economy": "a figure of the economy, no vote",
    "approval": "approval of someone, no vote",
    "opinion": "an opinion, no vote",
    "threshold": "a threshold, no result",
    "error": "a margin of error",
    "seats": "a share of seats, not of votes",
    "counted": "how many ballots are counted, no result",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure measures. `kind` is empty where it measures no vote, and `why` says what instead.

    `electorate` is turnout, abstention or blank ballots where these are what it is a share of. `asked` is
    whether words of a poll stand near: then a lead is one in a poll.
    """

    kind: str
    why: str
    electorate: str = ""
    asked: bool = False


def distance(document: Document, figure: Figure, cue: Cue) -> float:
    """Words between a figure and a phrase, marks counted as words."""
    if cue.end <= figure.start:
        words, low, high = figure.first - cue.last - 1, cue.end, figure.start
    elif cue.start >= figure.end:
        words, low, high = cue.first - figure.last - 1, figure.end, cue.start
    else:
        return 0.0
    return words + document.marks_between(low, high, _MARKS)


def kind_of(
    document: Document,
    figure: Figure,
    cues: Sequence[Cue],
    *,
    carried: str,
    paired: bool,
    parties: Collection[int],
    question: bool,
) -> Kind:
    """What a figure of a sentence measures, by the cues of the sentence.

    `carried` is the kind that the sentence before hands on to one in the conditional, `paired` whether the
    figure is one of two that contest, `parties` are the words at which names of parties start,
    `question` is whether the sentence tells of a question with answers such as Yes.
    """
    near = _nearest(document, figure, cues)
    base = next(
        (
            cue.tag.removeprefix(_BASE)
            for cue in cues
            if cue.tag.startswith(_BASE)
            and (
                0 <= cue.first - figure.last - 1 <= 1
                or (cue.tag in _BASES_BEFORE and cue.last == figure.first - 1)
            )
        ),
        "",
    )

    def gap(*names: str) -> float:
        return min((near[name] for name in names if name in near), default=float("inf"))

    if any(cue.tag == _PART and cue.first == figure.last + 1 and cue.last + 1 in parties for cue in cues):
        return Kind("", "how the followers of a party answer, no vote")
    if near.get("promise", _REACH) <= _WOULD and gap("poll") > _REACH:
        return Kind("", "what is only promised or supposed")
    if gap("chance") <= _DIRECT:
        return Kind("", "a chance, no vote")
    if gap("error") < _DIRECT:
        return Kind("", _NO_VOTE["error"])
    if figure.unit == "points":
        by = any(cue.tag == _BY and cue.last == figure.first - 1 for cue in cues)
        return replace(_points(gap, by=by), asked=gap("poll") <= _POLL_REACH)
    if question and base == "opinion":
        base = "vote"
    if gap("counted") <= _COUNTED_REACH:
        base = "counted"
    if base in ("economy", "seats", "counted"):
        return Kind("", _NO_VOTE[base])
    if base != "vote" and _is_of_economy(document, figure, cues):
        return Kind("", _NO_VOTE["economy"])
    seats = near.get("seats before", float("inf"))
    counted = figure.unit or not figure.decimals
    if seats <= (_SEATS_REACH if figure.unit else _REACH) and counted and base != "vote":
        return Kind("", _NO_VOTE["seats"])
    vote_gap = gap("result", "poll", "projection")
    electorate = min(_ELECTORATE, key=gap)
    about_electorate = gap(electorate) <= _reach_of(document, figure, electorate, cues) and (
        base in ("", "participation", "registered", "opinion")
        or gap(electorate) <= _DIRECT
        or (electorate == "blank" and base == "vote")
    )
    if base == "participation" or (about_electorate and gap(electorate) < gap("economy", "approval")):
        name = _ELECTORATE[electorate] if gap(electorate) < float("inf") else TURNOUT
        return Kind("other" if name == BLANK else "turnout", f"words of {electorate}", name)
    if base == "registered":
        threshold = gap("threshold") < _NO_VOTE_REACH
        return Kind("", _NO_VOTE["threshold"]) if threshold else Kind("other", "of registered voters")
    if base == "opinion" and gap("group") > _DIRECT:
        return Kind("", _NO_VOTE["opinion"])
    if base != "vote":
        for name in ("economy", "approval", "threshold", "opinion"):
            money = name in ("economy", "approval")
            reach = _REACH if money else _DIRECT if name == "threshold" else _NO_VOTE_REACH
            if gap(name) <= reach and gap(name) < vote_gap + money:
                return Kind("", _NO_VOTE[name])
    if not paired and gap("margin") <= 1 and gap("margin") < gap("result"):
        return Kind("margin", "words of a lead")
    opened = any(cue.tag == f"{_KIND}group" and _opens(document, cue) for cue in cues)
    if gap("group", "place") <= (_POLL_REACH if opened else _PLACE_REACH):
        return Kind("other", "a part of the voters")
    modal = gap("modal") <= _POLL_REACH
    if gap("projection") <= _POLL_REACH and gap("projection") <= gap("poll"):
        return Kind("projection", "words of a projection")
    if gap("poll") <= _POLL_REACH:
        return Kind("poll", "words of a poll")
    if near.get("would", _REACH) <= _WOULD:
        return Kind("poll", "told as what would be")
    if carried and modal:
        return Kind(carried, "goes on with what was polled")
    return Kind("result", "words of a vote" if gap("result") <= _REACH or base else "")


def _reach_of(document: Document, figure: Figure, name: str, cues: Sequence[Cue]) -> float:
    """How far a word for those who vote reaches: all of a sentence that it opens and nobody else is in."""
    opening = [cue for cue in cues if cue.tag == f"{_KIND}{name}" and _opens(document, cue)]
    if not opening or any(
        mention.names for mention in within(document.mentions, opening[0].end, figure.start)
    ):
        return _REACH
    return _POLL_REACH


def _opens(document: Document, cue: Cue) -> bool:
    sentence = document.sentence_at(cue.start)
    return sentence is not None and cue.first - document.sentences[sentence].first < _OPENING_WORDS


def _is_of_economy(document: Document, figure: Figure, cues: Sequence[Cue]) -> bool:
    """Whether a word of the economy is what the figure is said of: "inflation has reached 4.5 percent"."""
    for cue in cues:
        if cue.tag == f"{_KIND}economy" and 0 < figure.first - cue.last <= _VERB_WORDS:
            between = document.clean[cue.end : figure.start]
            if not any(mark in between for mark in _MARKS) and not any(
                mention.names for mention in within(document.mentions, cue.end, figure.start)
            ):
                return True
    return False


def _points(gap: Callable[..., float], *, by: bool) -> Kind:
    if gap("economy", "approval") <= _NO_VOTE_REACH:
        return Kind("", _NO_VOTE["economy"])
    swing, margin = gap("swing"), gap("margin")
    if swing < margin and swing <= _REACH:
        return Kind("swing", "words of a change")
    if margin <= _REACH or (by and gap("result") <= _REACH):
        return Kind("margin", "words of a lead")
    return Kind("", "points of something that is not told")


def _nearest(document: Document, figure: Figure, cues: Sequence[Cue]) -> dict[str, float]:
    """How near the nearest word of each kind is; "would" is a conditional before the figure.

    A poll told behind a semicolon is another one.
    """
    found: dict[str, float] = {}
    for cue in cues:
        if cue.tag.startswith(_KIND):
            name = cue.tag.removeprefix(_KIND)
        elif cue.tag.startswith(_MODAL):
            name = "modal"
        else:
            continue
        gap = distance(document, figure, cue)
        low, high = sorted(((cue.start, cue.end), (figure.start, figure.end)))
        if name in ("poll", "projection") and ";" in document.clean[low[1] : high[0]]:
            continue
        found[name] = min(gap, found.get(name, gap))
        if name == "seats" and cue.end <= figure.start:
            found["seats before"] = min(gap, found.get("seats before", gap))
        if cue.tag == _PROMISE and cue.end <= figure.start:
            found["promise"] = min(gap, found.get("promise", gap))
        if cue.tag == _CONDITIONAL and cue.end <= figure.start:
            found["would"] = min(gap, found.get("would", gap))
    return found
