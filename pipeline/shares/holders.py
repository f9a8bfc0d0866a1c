"""Whose figure it is: every subject of a sentence weighed against every figure by named features."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Document, Figure, Mention
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue
from pipeline.link.people import Subject

_LINK = "votes.link."
_LINKING: Final = {
    "votes.kind.group": "group",
    "votes.base.vote": "base",
    "votes.base.registered": "base",
}
Links = Mapping[str, Mapping[int, Cue]]
"""Words that tie figures to subjects: what they do, then the index of each of their words."""
_WEIGHTS: Final = {
    "before": 2.0,
    "after": 0.4,
    "option": 1.2,
    "adjacent": 2.2,
    "for": 3.2,
    "with": 1.6,
    "relative": 1.2,
    "object": -1.1,
    "beaten": -1.8,
    "figure between": -1.6,
    "subject between": -0.45,
    "opens": 0.5,
    "apposition": -0.9,
    "pronoun": -0.1,
    "role": -0.1,
}
_WORD: Final = -0.07
# Of more subjects in one sentence the nearest are weighed.
_MOST_BEFORE, _MOST_AFTER = 8, 4
_VERB_WORDS: Final = 4
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
    links: Links,
) -> list[Held]:
    """The subjects of the sentence weighed against a figure, the best first."""
    before = [subject for subject in subjects if subject.end <= figure.start][-_MOST_BEFORE:]
    after = [subject for subject in subjects if subject.start >= figure.end][:_MOST_AFTER]
    starts = [subject.start for subject in subjects], [other.start for other in others]
    found = [
        _weigh(document, figure, subject, subjects, others, links, starts) for subject in (*before, *after)
    ]
    return sorted(found, key=lambda held: -held.score)


def first_named(held: Sequence[Held]) -> Held | None:
    """Who the first figure of a pair is of: who a relative clause or "for" ties to it, else the one named
    first who is not what something is done to, else the likeliest."""
    tied = next((one for one in held if {"relative", "for"} & set(one.features)), None)
    before = [one for one in held if "before" in one.features and "figure between" not in one.features]
    doing = [one for one in before if not one.is_object and one.subject.mention.what not in ("thing", "its")]
    return tied or min(doing or before, key=lambda one: one.subject.start, default=next(iter(held), None))


def _weigh(
    document: Document,
    figure: Figure,
    subject: Subject,
    subjects: Sequence[Subject],
    others: Sequence[Figure],
    links: Links,
    starts: tuple[list[int], list[int]],
) -> Held:
    before = subject.end <= figure.start
    low, high = (subject.end, figure.start) if before else (figure.end, subject.start)
    between = document.clean[low:high]
    mention = subject.mention
    gap = figure.first - mention.last - 1 if before else mention.first - figure.last - 1
    features = ["before" if before else "after"]
    if not before and subject.type == "option":
        features.append("option")
    passed, crossed = (bisect_left(places, high) - bisect_left(places, low) for places in starts)
    features += ["figure between"] * min(crossed, 2)
    features += ["subject between"] * min(passed, 2)
    articles = phrases(document.article.language).articles
    before_it = mention.first - 1 - (mention.first > 0 and document.words[mention.first - 1].key in articles)
    is_beaten = _is_beaten(document, subject, subjects, links, starts[0])
    is_object = is_beaten or before_it in links["object"]
    if before and _is_adjacent(between, figure, mention, links, is_object=is_object):
        features.append("adjacent")
    elif before and mention.last + 1 in links["relative"] and not crossed:
        features.append("relative")
    elif is_object:
        features.append("beaten" if is_beaten else "object")
    if not before and not crossed:
        link = links["for"].get(mention.first - 1) or (
            # "The 6.36 percent of Hamon", but not of Hamon's party.
            links["part"].get(mention.first - 1)
            if mention.kind == "person" and not is_owner(document, subject)
            else None
        )
        if link and link.first - 1 in _ends_of(figure, links) and not _has_own(document, subject, others):
            features.append("for")
        elif (
            not is_object
            and subject is subjects[0]
            and any(figure.first - back in links["with"] for back in (1, 2))
        ):
            features.append("with")
    if before and not crossed and len(subjects) > 1 and subject is subjects[0] and "," in between:
        features.append("opens")
    if before and _in_apposition(document, subject, subjects, starts[0]):
        features.append("apposition")
    if mention.kind in ("pronoun", "role"):
        features.append(mention.kind)
    score = sum(_WEIGHTS[name] for name in features) + _WORD * gap
    score += document.marks_between(low, high, _MARKS)
    return Held(subject, score, tuple(features), is_object)


def _is_adjacent(between: str, figure: Figure, mention: Mention, links: Links, *, is_object: bool) -> bool:
    """Whether nothing but marks stands between a name and its figure, or one word such as "at" or "own"."""
    if _MARKS_BETWEEN.issuperset(between):
        return True
    gap = figure.first - mention.last - 1
    own = links["own"].get(figure.first - 1)
    link = own or (None if is_object else links["with"].get(figure.first - 1))
    return link is not None and gap == link.last - link.first + 1


def _in_apposition(
    document: Document, subject: Subject, subjects: Sequence[Subject], starts: list[int]
) -> bool:
    """Whether a name ends what stands between commas behind another ("Leadbeater, sister of Jo Cox, won")."""
    at = bisect_left(starts, subject.start) - 1
    if at < 0 or document.clean[subject.end : subject.end + 1] != ",":
        return False
    between = document.clean[subjects[at].end : subject.start]
    return between.startswith(",") and len(between.split()) > 1 and between.count(",") == 1


def _is_beaten(
    document: Document, subject: Subject, subjects: Sequence[Subject], links: Links, starts: list[int]
) -> bool:
    """Whether a verb such as "beat" stands shortly before a name, with no mark or other name between."""
    first = subject.mention.first
    at = bisect_left(starts, subject.start) - 1
    for word in range(first - 1, max(-1, first - 1 - _VERB_WORDS), -1):
        if cue := links["beaten"].get(word):
            apart = at >= 0 and subjects[at].start > cue.start
            return not apart and not document.marks_between(cue.end, subject.start, _MARKS)
    return False


def is_owner(document: Document, subject: Subject) -> bool:
    """Whether a name only says whose the next one is ("Macron's Renaissance")."""
    return document.clean[subject.end : subject.end + 2] in ("'s", "’s")


def is_group(subject: Subject, links: Links) -> bool:
    """Whether a name only says whose voters are meant ("42 percent of Fillon's voters")."""
    first, last = subject.mention.first, subject.mention.last
    return last + 1 in links["group"] or first - 1 in links["group"]


def _has_own(document: Document, subject: Subject, figures: Sequence[Figure]) -> bool:
    """Whether another figure stands right behind a name: then "to" before it is no "for"."""
    at = bisect_left(figures, subject.end, key=lambda figure: figure.start)
    return at < len(figures) and _MARKS_BETWEEN.issuperset(document.clean[subject.end : figures[at].start])


def links_of(cues: Sequence[Cue]) -> Links:
    """The words of a sentence that tie figures to subjects, by what they do and then by word."""
    links: dict[str, dict[int, Cue]] = defaultdict(dict)
    for cue in cues:
        kind = _LINKING.get(cue.tag) or (cue.tag.removeprefix(_LINK) if cue.tag.startswith(_LINK) else "")
        if kind:
            for word in range(cue.first, cue.last + 1):
                links[kind].setdefault(word, cue)
    return links


def _ends_of(figure: Figure, links: Links) -> set[int]:
    """The last words of a figure, with or without what it is a share of ("66 percent of the vote")."""
    base = links["base"].get(figure.last + 1)
    return {figure.last, base.last} if base and base.first == figure.last + 1 else {figure.last}
