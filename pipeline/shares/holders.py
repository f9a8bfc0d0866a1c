"""Whose figure it is: everyone whom the sentence and the story offer, weighed by named features.

The features are those of `choice`, except that all words for one person count together: a name's probability
is that of all its mentions, nobody among the candidates.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Document, Figure, Mention, within
from pipeline.annotate.phrases import phrases
from pipeline.choice import Evidence, evidence, weights
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.people import Subject
from pipeline.link.votes import stood, subjects_of
from pipeline.reference import Reference
from pipeline.shares.kinds import Kind
from pipeline.shares.memory import BeforeNow, Memory
from pipeline.shares.options import OTHER
from pipeline.shares.scene import Scene
from pipeline.shares.sources import SOURCES
from pipeline.shares.standing import fits
from pipeline.shares.syntax import Links, Syntax

# Of more subjects in one sentence the nearest are weighed.
_MOST_BEFORE, _MOST_AFTER = 8, 4
# Marks that may stand between a name and its figure; the s is that of a possessive.
_MARKS_BETWEEN: Final = frozenset(" \u00a0(,:'’/-–=s")
_VERB_REACH: Final = 5
_BESIDE: Final = 6
_DISTANCES: Final = ((1, "next"), (3, "near"), (7, "some words away"), (15, "far"))
_MARKS: Final = {",": 1.0, ";": 1.0, "(": 1.0, ")": 1.0, "—": 1.0, "–": 1.0, ":": 1.0}
_LEADS: Final = ("margin", "swing")
# What is weighed apart where a figure is a lead, or the first or second of a pair.
_APART: Final = (
    "before: ",
    "after: ",
    "head",
    "object",
    "beaten",
    "given",
    "chosen",
    "agent",
    "owner",
    "implied",
    "first",
)
# Words between a lead and one of the two: who stands behind it is in front, or is not.
_COMPARED: Final = ("behind", "ahead")
# So many words of a figure's phrase may open a sentence, and stand between the comma behind it and a name.
_OPENING_WORDS, _ARTICLE_WORDS = 3, 2
NOBODY: Final = "nobody"
OUTCOMES: Final = ("wins, ", "loses, ")
"""How features begin that hold a figure against who won by the verb."""
_CHOICE: Final = "holder"
_NOTHING: Final = Evidence((), 0.0)
# So many are whom words may mean, at least so likely.
_MOST_READINGS: Final = 3
_POSSIBLE: Final = 0.06
_READINGS: Final = ((0.85, "sure"), (0.6, "likely"), (0.35, "even"), (0.15, "less likely"), (0.0, "unlikely"))
# Words near which a figure may be none of a vote.
_ELSE: Final = ("economy", "approval", "opinion", "seats", "counted", "threshold", "chance")


Offered = tuple[Subject, str]
"""Someone whom the story offers for a figure without a word of the sentence, and what offers them."""


class Held(NamedTuple):
    """Someone whom a figure may be of (None: nobody), which features speak, and how likely that is."""

    subject: Subject | None
    features: tuple[str, ...]
    score: float
    likely: float = 0.0

    @property
    def name(self) -> str:
        """The subject's name, empty for nobody."""
        return self.subject.name if self.subject else ""


class _Tied(NamedTuple):
    """What ties a figure to each one named in its sentence, and the features of all who are not."""

    named: Sequence[tuple[Subject, Evidence]]
    unnamed: tuple[str, ...]


class Holders:
    """Those whom the figures of a sentence may be of; what ties them to a figure is weighed once."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self._scene, self._memory = scene, memory
        self._tied: dict[tuple[Figure, str], _Tied] = {}
        self._nobody: dict[tuple[Figure, str, bool], Evidence] = {}
        self._told: dict[tuple[object, ...], Evidence] = {}

    def candidates(
        self,
        figure: Figure,
        kind: Kind,
        vote: Vote | None,
        *,
        taken: Collection[str],
        offered: Iterable[Offered],
        scope: str = "",
        rank: str = "",
    ) -> list[Held]:
        """Who a figure may be of, the likeliest first.

        `vote` is the one that the words tell, `taken` the names that have a figure of the kind in the
        sentence, `scope` is pair or other for the first and second of a pair, `rank` whether the figure is
        the larger or the smaller.
        """
        scope = scope or (kind.kind if kind.kind in _LEADS else "")
        tied = self._ties(figure, scope)
        outcomes = self._scene.syntax.outcomes_at(figure.start) if rank else {}
        before = self._memory.told_before(kind.kind, vote, figure.value)
        found: list[Held] = []
        for subject, why, told in (
            *((subject, (), tie) for subject, tie in tied.named),
            *((subject, why, _NOTHING) for subject, why in _each_once(offered)),
        ):
            has_one = subject.name in taken
            outcome = f"{outcomes[subject.name]}, {rank}" if subject.name in outcomes else ""
            had = _as_before(subject.name, before, kind.kind)
            lead = self._memory.lead(subject.name) if rank else ""
            told_else = (has_one, had, outcome, lead, rank, scope)
            alike = subject.name, subject.type, why, why and tied.unnamed, vote, told_else
            if alike not in self._told:
                names = [*(f"implied, {one}" for one in why), *(tied.unnamed if why else ())]
                if why:
                    names += _option_told(self._scene, subject)
                names += _standing(subject.name, subject.type, vote, self._scene.reference, implied=bool(why))
                if has_one:
                    names.append("has one")
                names += had
                if lead:
                    names.append(f"{lead} before, {rank}")
                names += _place(self._scene, subject.name, implied=bool(why))
                if outcome:
                    names.append(outcome)
                self._told[alike] = evidence(_in_scope(names, scope), _CHOICE)
            more = self._told[alike]
            found.append(Held(subject, told.features + more.features, told.score + more.score))
        nobody = figure, scope, bool(kind.why)
        if nobody not in self._nobody:
            features = _nobody(self._scene, figure, kind)
            self._nobody[nobody] = evidence(_in_scope(features, scope), _CHOICE)
        return _likely([*found, Held(None, *self._nobody[nobody])])

    def _ties(self, figure: Figure, scope: str) -> _Tied:
        if (figure, scope) not in self._tied:
            scene = self._scene
            before = [one for one in scene.holders if one.end <= figure.start][-_MOST_BEFORE:]
            after = [one for one in scene.holders if one.start >= figure.end][:_MOST_AFTER]
            told = [
                read
                for one in (*before, *after)
                for read in _readings(scene, one, list(_features(scene, figure, one)))
            ]
            beside = next(
                (name for name in _COMPARED if any(f"after: {name}" in names for _, names in told)), ""
            )
            another = [f"another stands {beside}"] if beside else []
            named = [
                (one, names if f"after: {beside}" in names else [*names, *another]) for one, names in told
            ]
            self._tied[figure, scope] = _Tied(
                [(one, evidence(_in_scope(names, scope), _CHOICE)) for one, names in named],
                (*_of_unnamed(scene, figure), *another),
            )
        return self._tied[figure, scope]


def _each_once(offered: Iterable[Offered]) -> Iterator[tuple[Subject, tuple[str, ...]]]:
    """Those offered, each once, with all that offers them."""
    who: dict[str, Subject] = {}
    why: dict[str, tuple[str, ...]] = {}
    for one, reason in offered:
        who.setdefault(one.name, one)
        why[one.name] = (*why.get(one.name, ()), reason)
    yield from ((one, why[name]) for name, one in who.items())


def _readings(scene: Scene, subject: Subject, told: list[str]) -> Iterator[tuple[Subject, list[str]]]:
    """Someone with the features of the words, and whom else the words may mean."""
    mention = subject.mention
    read = scene.story.referents.get((mention.start, mention.end), ())
    for at, one in enumerate(read[:_MOST_READINGS]):
        if one.one.name and (at == 0 or one.likely >= _POSSIBLE):
            sure = next(name for least, name in _READINGS if one.likely >= least)
            yield subject._replace(name=one.one.name, type=one.one.type), [*told, f"reading: {sure}"]
    if not read:
        yield subject, told


def _likely(found: Sequence[Held]) -> list[Held]:
    """With how likely each is: all words for one person count together, the best of them first."""
    top = max([held.score for held in found])
    mass: dict[str, float] = defaultdict(float)
    for held in found:
        mass[held.name] += math.exp(held.score - top)
    total = sum(mass.values())
    weighed = [Held(one.subject, one.features, one.score, mass[one.name] / total) for one in found]
    return sorted(weighed, key=lambda held: (-held.likely, -held.score))


def without(found: Sequence[Held], name: str) -> list[Held]:
    """The others when it is told that a figure is not of someone."""
    return _likely([held for held in found if held.name != name])


def _in_scope(names: Iterable[str], scope: str) -> Iterable[str]:
    """Features, each once, and those among them that are weighed apart in a scope."""
    if not scope:
        return dict.fromkeys(names)
    return dict.fromkeys(
        one for name in names for one in ((name, f"{scope}: {name}") if name.startswith(_APART) else (name,))
    )


def weight(feature: str) -> float:
    """What a feature adds to a score."""
    return weights(_CHOICE).get(feature, 0.0)


# Features


def _nobody(scene: Scene, figure: Figure, kind: Kind) -> Iterator[str]:
    yield NOBODY
    if not kind.why:
        yield "nobody, no word of a vote"
    if not scene.holders:
        yield "nobody, nobody named"
    for name in _ELSE:
        if any(_is_beside(scene, figure, cue) for cue in scene.syntax.links[name].values()):
            yield f"nobody, words of {name}"
    if figure.unit == "fraction":
        yield "nobody, a fraction"
    if figure.unit:
        return
    if figure in scene.paired:
        yield "nobody, a pair"
    yield "nobody, no unit"
    yield "nobody, decimals" if figure.decimals else "nobody, no decimals"
    others = [other for other in scene.figures if other is not figure]
    if any(other.unit == "percent" for other in others):
        yield "nobody, beside percent"
    elif not any(other.decimals for other in others):
        yield "nobody, alone"
    behind = scene.document.clean[figure.end : figure.end + 2].strip()
    if behind[:1].isalpha():
        yield "nobody, a word behind"


def _is_beside(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a phrase stands near a figure, in its clause and no other figure between."""
    low, high = sorted(((cue.first, cue.last, cue.start), (figure.first, figure.last, figure.start)))
    if high[0] - low[1] > _BESIDE or scene.syntax.clause(cue.start) != scene.syntax.clause(figure.start):
        return False
    return not any(low[2] < other.start < high[2] for other in scene.figures if other is not figure)


def _of_unnamed(scene: Scene, figure: Figure) -> Iterator[str]:
    """What speaks for all whom the sentence does not name."""
    if not scene.holders:
        yield "implied, nobody named"
    elif not any(other.end <= figure.start for other in scene.holders):
        yield "implied, nobody named before"
    clause = scene.syntax.clause(figure.start)
    if clause not in scene.syntax.heads and clause not in scene.syntax.antecedents:
        yield "implied, no head"


def _option_told(scene: Scene, subject: Subject) -> Iterator[str]:
    """Whether words of a sentence that names no option are those for one ("rejected") or for the other."""
    if subject.type != "option":
        return
    sentence = scene.told.sentence
    told = {cue.tag for cue in within(scene.document.found.options, sentence.start, sentence.end)}
    if subject.name in told:
        yield "implied, its words told"
    if OTHER.get(subject.name) in told:
        yield "implied, words of the other told"


def _as_before(name: str, before: BeforeNow, kind: str) -> tuple[str, ...]:
    """Whether someone, or another, has had the figure before, or another one in the same vote."""
    if kind not in SOURCES:
        return ()
    if name in before.same:
        return ("has had it before",)
    if before.same:
        return ("another has had it before",)
    return (f"has had another {kind}",) if name in before.another else ()


def _features(scene: Scene, figure: Figure, subject: Subject) -> Iterator[str]:
    syntax, document = scene.syntax, scene.document
    clause = syntax.clause(figure.start)
    head = syntax.heads.get(clause)
    mention = subject.mention
    before = subject.end <= figure.start
    low, high = (subject.end, figure.start) if before else (figure.end, subject.start)
    between = [other for other in scene.holders if low <= other.start < high]
    crossed = sum(low <= other.start < high for other in scene.figures)
    tie = _tie(scene, figure, subject, between=bool(between), crossed=crossed)
    side = "before" if before else "after"
    yield f"{side}: {tie}"
    yield f"{side}, {_relation(syntax, syntax.clause(subject.start), clause)}"
    if head == subject:
        yield "head of the clause"
    elif head is None and subject == syntax.antecedents.get(clause):
        yield "antecedent of the clause"
    elif head is None and before and subject == _last_head(syntax, clause):
        yield "head of the clause before"
    elif subject in syntax.heads.values():
        yield "head of another clause"
    if subject == _first_head(syntax):
        yield "first head"
    for part in syntax.parts_of(subject):
        yield part
        yield f"{part}: {tie}"
    yield f"is {mention.kind}"
    if _is_possessive(scene, mention):
        yield "possessive"
    rivals = {other.name for other in between if syntax.clause(other.start) not in syntax.asides - {clause}}
    rivals -= {subject.name}
    if rivals:
        yield "another between" if len(rivals) == 1 else "others between"
    if crossed:
        yield f"{side}, figure between" if crossed == 1 else f"{side}, figures between"
    gap = figure.first - mention.last - 1 if before else mention.first - figure.last - 1
    yield f"{side}, {next((name for reach, name in _DISTANCES if gap < reach), 'farther')}"
    if tie == "loose":
        if document.marks_between(low, high, {",": 1.0}):
            yield f"{side}, comma between"
        if document.marks_between(low, high, {";": 1.0, "—": 1.0}):
            yield f"{side}, break between"
        if document.marks_between(low, high, {"(": 1.0}) != document.marks_between(low, high, {")": 1.0}):
            yield f"{side}, bracket between"


def _relation(syntax: Syntax, of_subject: int, of_figure: int) -> str:
    if of_subject == of_figure:
        return "same clause"
    if of_subject in syntax.asides:
        return "in an aside"
    return "outside of its aside" if of_figure in syntax.asides else "another clause"


def _is_possessive(scene: Scene, mention: Mention) -> bool:
    keys = {word.key for word in scene.document.words[mention.first : mention.last + 1]}
    return mention.kind == "pronoun" and bool(keys & _possessives(scene.document.article.language))


@cache
def _possessives(language: str) -> frozenset[str]:
    words: Sequence[str] = packs.load(language, "votes")["word"]["possessive"]
    return frozenset(words)


def _last_head(syntax: Syntax, clause: int) -> Subject | None:
    earlier = [head for of, head in syntax.heads.items() if of < clause]
    return earlier[-1] if earlier else None


def _first_head(syntax: Syntax) -> Subject | None:
    return min(syntax.heads.values(), key=lambda head: head.start, default=None)


def _tie(scene: Scene, figure: Figure, subject: Subject, *, between: bool, crossed: int) -> str:
    """What ties a name to a figure: nothing between, one word, a verb, "for", "who"; else it is loose."""
    links, document, mention = scene.syntax.links, scene.document, subject.mention
    if subject.end <= figure.start:
        gap = figure.first - mention.last - 1
        text = document.clean[subject.end : figure.start]
        if _MARKS_BETWEEN.issuperset(text):
            if "(" in text:
                return "in brackets"
            return "owner" if "s" in text else "comma" if "," in text else "adjacent"
        if crossed or between:
            return "loose"
        if (link := links["own"].get(figure.first - 1)) and gap == link.last - link.first + 1:
            return "own"
        link = links["with"].get(figure.first - 1)
        if link and gap == link.last - link.first + 1:
            return "with"
        if mention.last + 1 in links["relative"]:
            return "relative"
        words = range(mention.last + 1, figure.first)
        if not document.marks_between(subject.end, figure.start, _MARKS):
            if any(word in links["result"] for word in words):
                return "verb" if gap <= _VERB_REACH else "verb, far"
            if gap <= _VERB_REACH:
                return "words"
        return "loose"
    if crossed or between:
        return "loose"
    if _opens_with(scene, figure, subject):
        return "opened"
    word = mention.first - 1
    if word >= 0 and document.words[word].key in phrases(document.article.language).articles:
        word -= 1
    if word in _ends_of(figure, links):
        return "adjacent"
    if figure.unit == "points":
        for name in _COMPARED:
            link = links[name].get(word)
            if link and link.first - 1 in _ends_of(figure, links):
                return name
    for name in ("for", "part", "agent"):
        link = links[name].get(word)
        if link and link.first - 1 in _ends_of(figure, links):
            return f"{name}, has own" if _has_own(document, subject, scene.figures) else name
    words = range(figure.last + 1, mention.first)
    if any(index in links["chosen"] for index in words):
        return "chosen"
    if any(index in links["result"] for index in words):
        return "verb"
    return "loose"


def _opens_with(scene: Scene, figure: Figure, subject: Subject) -> bool:
    """Whether a sentence opens with a figure and names someone behind its comma: "With 28 percent, X won"."""
    document, first = scene.document, scene.told.sentence.first
    if first not in scene.syntax.links["with"] or figure.first - first > _OPENING_WORDS:
        return False
    comma = document.clean.rfind(",", figure.end, subject.start)
    return comma >= 0 and subject.mention.first - document.word_at(comma) - 1 <= _ARTICLE_WORDS


@lru_cache(maxsize=4096)
def _standing(
    name: str, type: str, vote: Vote | None, reference: Reference, *, implied: bool
) -> Sequence[str]:
    if vote is None:
        return ()
    found = stood(name, vote.in_round(None), reference)
    known = () if found is None else ("stood" if found else "did not stand",)
    if fits(type, vote):
        return (*known, "of the vote's sort")
    sort = "a vote on a question" if subjects_of(vote.office) == "options" else "a vote of another sort"
    told = f"{type} in {sort}"
    return (*known, told, f"implied, {told}") if implied else (*known, told)


def _place(scene: Scene, name: str, *, implied: bool) -> Iterator[str]:
    """How much the story tells of someone: who is told of most of its kind, who next, who less."""
    for leading in scene.story.leading:
        for one, place in zip(leading, ("most", "next"), strict=False):
            if one.name == name:
                yield f"told of {place}"
                if implied:
                    yield f"implied, told of {place}"
                break


def _has_own(document: Document, subject: Subject, figures: Sequence[Figure]) -> bool:
    """Whether another figure stands right behind a name: then "to" before it is no "for"."""
    at = bisect_left(figures, subject.end, key=lambda figure: figure.start)
    return at < len(figures) and _MARKS_BETWEEN.issuperset(document.clean[subject.end : figures[at].start])


def _ends_of(figure: Figure, links: Links) -> set[int]:
    """The last words of a figure, with or without what it is a share of ("66 percent of the vote")."""
    base = links["base"].get(figure.last + 1)
    return {figure.last, base.last} if base and base.first == figure.last + 1 else {figure.last}
