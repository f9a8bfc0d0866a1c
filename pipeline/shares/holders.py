"""Whose figure it is: every subject of a sentence weighed against every figure by named features."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Document, Figure, Mention
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue
from pipeline.link.people import Subject

_GROUP = "votes.kind.group"
_LINK, _BASE = "votes.link.", "votes.base."
_WEIGHTS: Final = {
    "before": 2.0,
    "after": 0.4,
    "option": 1.2,
    "adjacent": 2.2,
    "for": 3.2,
    "with": 1.6,
    "relative": 1.2,
    "object": -1.1,
    "figure between": -1.6,
    "subject between": -0.45,
    "opens": 0.5,
    "apposition": -0.9,
    "pronoun": -0.1,
    "role": -0.1,
}
_WORD: Final = -0.07
_MARKS: Final = {",": -0.2, ";": -1.6, ":": -0.4, "(": 0.0, ")": -0.3, "—": -0.6}
# Marks that may stand between a name and its figure; the s is that of a possessive.
_MARKS_BETWEEN = frozenset(" \u00a0(,:'’/-–s")


@dataclass(frozen=True, slots=True)
class Held:
    """A subject that a figure may be of, how well they fit, and which features said so."""

    subject: Subject
    score: float
    features: tuple[str, ...]
    is_object: bool

    @property
    def tied(self) -> bool:
        """Whether the words tie them directly, so that a number needs no unit to be a share."""
        return bool({"adjacent", "for"} & set(self.features))


def candidates(
    document: Document,
    figure: Figure,
    subjects: Sequence[Subject],
    others: Sequence[Figure],
    cues: Sequence[Cue],
) -> list[Held]:
    """All subjects of the sentence weighed against a figure, the best first."""
    found = [
        _weigh(document, figure, subject, subjects, others, cues)
        for subject in subjects
        if subject.end <= figure.start or subject.start >= figure.end
    ]
    return sorted(found, key=lambda held: -held.score)


def first_named(held: Sequence[Held]) -> Held | None:
    """Who the first figure of a pair is of: who a relative clause or "for" ties to it, else the one named
    first who is not what something is done to, else the likeliest."""
    tied = next((one for one in held if {"relative", "for"} & set(one.features)), None)
    before = [one for one in held if "before" in one.features and "figure between" not in one.features]
    doing = [one for one in before if not one.is_object and one.subject.mention.what != "thing"]
    return tied or min(doing or before, key=lambda one: one.subject.start, default=next(iter(held), None))


def _weigh(
    document: Document,
    figure: Figure,
    subject: Subject,
    subjects: Sequence[Subject],
    others: Sequence[Figure],
    cues: Sequence[Cue],
) -> Held:
    before = subject.end <= figure.start
    low, high = (subject.end, figure.start) if before else (figure.end, subject.start)
    between = document.clean[low:high]
    mention = subject.mention
    gap = figure.first - mention.last - 1 if before else mention.first - figure.last - 1
    features = ["before" if before else "after"]
    if not before and subject.type == "option":
        features.append("option")
    crossed = sum(low <= other.start < high for other in others)
    features += ["figure between"] * min(crossed, 2)
    features += ["subject between"] * min(2, sum(low <= other.start < high for other in subjects))
    articles = phrases(document.article.language).articles
    before_it = mention.first - 1 - (mention.first > 0 and document.words[mention.first - 1].key in articles)
    is_object = bool(_tag_at(cues, "object", before_it))
    if before and _is_adjacent(between, figure, mention, cues, is_object=is_object):
        features.append("adjacent")
    elif before and _tag_at(cues, "relative", mention.last + 1):
        features.append("relative")
    elif is_object:
        features.append("object")
    if not before and not crossed:
        link = _tag_at(cues, "for", mention.first - 1)
        if link and link.first - 1 in _ends_of(figure, cues) and not _has_own(document, subject, others):
            features.append("for")
        elif (
            not is_object
            and subject is subjects[0]
            and any(_tag_at(cues, "with", figure.first - back) for back in (1, 2))
        ):
            features.append("with")
    if before and not crossed and len(subjects) > 1 and subject is subjects[0] and "," in between:
        features.append("opens")
    if before and _in_apposition(document, subject, subjects):
        features.append("apposition")
    if mention.kind in ("pronoun", "role"):
        features.append(mention.kind)
    score = sum(_WEIGHTS[name] for name in features) + _WORD * gap
    score += sum(_MARKS.get(char, 0.0) for char in between)
    return Held(subject, score, tuple(features), is_object)


def _is_adjacent(
    between: str, figure: Figure, mention: Mention, cues: Sequence[Cue], *, is_object: bool
) -> bool:
    """Whether nothing but marks stands between a name and its figure, or one word such as "at" or "own"."""
    if _MARKS_BETWEEN.issuperset(between):
        return True
    gap = figure.first - mention.last - 1
    link = _tag_at(cues, "with", figure.first - 1) or _tag_at(cues, "own", figure.first - 1)
    return link is not None and not is_object and gap == link.last - link.first + 1


def _in_apposition(document: Document, subject: Subject, subjects: Sequence[Subject]) -> bool:
    """Whether a name ends what stands between commas behind another ("Leadbeater, sister of Jo Cox, won")."""
    earlier = [other for other in subjects if other.end <= subject.start]
    if not earlier or document.clean[subject.end : subject.end + 1] != ",":
        return False
    between = document.clean[earlier[-1].end : subject.start]
    return between.startswith(",") and len(between.split()) > 1 and between.count(",") == 1


def is_group(subject: Subject, cues: Sequence[Cue]) -> bool:
    """Whether a name only says whose voters are meant ("42 percent of Fillon's voters")."""
    first, last = subject.mention.first, subject.mention.last
    return any(cue.tag == _GROUP and (cue.first == last + 1 or cue.last == first - 1) for cue in cues)


def _has_own(document: Document, subject: Subject, figures: Sequence[Figure]) -> bool:
    """Whether another figure stands right behind a name: then "to" before it is no "for"."""
    return any(
        figure.start >= subject.end and _MARKS_BETWEEN.issuperset(document.clean[subject.end : figure.start])
        for figure in figures
    )


def _tag_at(cues: Sequence[Cue], key: str, word: int) -> Cue | None:
    """The phrase of a kind that holds a word."""
    return next((cue for cue in cues if cue.tag == f"{_LINK}{key}" and cue.first <= word <= cue.last), None)


def _ends_of(figure: Figure, cues: Sequence[Cue]) -> set[int]:
    """The last words of a figure, with or without what it is a share of ("66 percent of the vote")."""
    bases = {cue.last for cue in cues if cue.tag.startswith(_BASE) and cue.first == figure.last + 1}
    return {figure.last} | bases
