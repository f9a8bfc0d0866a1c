"""Find the phrases of claims in a text, and the rules that match in a sentence."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from pipeline.annotate import Document, Layer, within
from pipeline.claims.pack import LAYERS, ClaimPack, Rule, Step, prefixes
from pipeline.lexicon import Cue
from pipeline.link import Story, Told
from pipeline.link.people import Subject
from pipeline.model import Span
from pipeline.reference import Reference

# Signs that end what a claim can reach over. Stops in a sentence belong to initials and numbers.
_STOPS = frozenset(";:!?()")
# A number this large counts no candidacies, but may count years.
_LARGEST_NUMBER = 200
_DIGITS = 3
_FIRST = attrgetter("first")
# "He ran five times, she three": a count that goes on with the deed of the one before it.
ECHO = "echo"
# Numbers may also be written in figures.
_ALWAYS = LAYERS | {"number"}
_IDIOM = "idiom."
_YEARS = frozenset({"scope.years", "scope.nearly"})
_VERSUS = frozenset({"versus.versus", "versus.past"})


@dataclass(frozen=True)
class Passage:
    """A sentence with its marks: the phrases of claims, dates, names and figures in it.

    `subjects` are those of the story, and the pronouns that only one person named can be; `rules` are those
    that may match; `earlier` are the words for what is measured in the sentence before.
    """

    document: Document
    story: Story
    told: Told
    reference: Reference
    pack: ClaimPack
    marks: Sequence[Cue]
    subjects: Sequence[Subject]
    rules: Sequence[Rule]
    earlier: Sequence[Cue]

    def after(self, word: int, gap: int, classes: frozenset[str]) -> Cue | None:
        """The next mark of some classes that starts at most `gap` words on, none past a stop."""
        for mark in within_words(self.marks, word, word + gap):
            if class_of(mark) in classes and self.reaches(word, mark.first):
                return mark
        return None

    def reaches(self, word: int, other: int) -> bool:
        """Whether no stop stands between the word before `word` and another."""
        words = self.document.words
        if word == 0 or other <= word - 1:
            return True
        between = self.document.clean[words[word - 1].end : words[other].start]
        return _STOPS.isdisjoint(between)

    def has_comma(self, word: int, other: int) -> bool:
        """Whether a comma stands between the word before `word` and another."""
        words = self.document.words
        return word > 0 and "," in self.document.clean[words[word - 1].end : words[other].start]

    def clause(self, offset: int) -> Span:
        """The part of the sentence around a place, between semicolons."""
        sentence, text = self.told.sentence, self.document.clean
        start = text.rfind(";", sentence.start, offset) + 1
        end = text.find(";", offset, sentence.end)
        return Span(start or sentence.start, sentence.end if end < 0 else end)

    def part(self, offset: int) -> Span:
        """The clause up to what it compares with: "the best score, ahead of the 33.9 of 2017"."""
        clause = self.clause(offset)
        ends = (mark.start for mark in self.marks if mark.start > offset and mark.tag in _VERSUS)
        colon = self.document.clean.find(":", offset, clause.end)
        return Span(clause.start, min(next(ends, clause.end), clause.end if colon < 0 else colon))

    def longest(self, mark: Cue) -> bool:
        """Whether no other mark of its class begins with the same word and goes on further."""
        name = class_of(mark)
        beside = within_words(self.marks, mark.first, mark.first)
        return not any(other.last > mark.last and class_of(other) == name for other in beside)

    def between(self, first: int, last: int, name: str) -> list[Cue]:
        """The marks of a class (or of one key) among some words."""
        return [
            mark
            for mark in within_words(self.marks, first, last)
            if mark.last <= last and f"{mark.tag}.".startswith(f"{name}.")
        ]


@dataclass(frozen=True)
class Match:
    """A rule found: its words, and the marks that its steps took, by class."""

    rule: Rule
    first: int
    last: int
    taken: Mapping[str, Cue] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a class: the one that the rule implies, else that of its word, else empty."""
        if name in self.rule.given or name not in self.taken:
            return str(self.rule.given.get(name, ""))
        return key_of(self.taken[name])


def within_words(marks: Sequence[Cue], first: int, last: int) -> Sequence[Cue]:
    """The marks that start among some words."""
    at = bisect_left(marks, first, key=_FIRST)
    return marks[at : bisect_right(marks, last, at, key=_FIRST)]


def class_of(mark: Cue) -> str:
    """The class of a mark: "degree" of "degree.high"."""
    return mark.tag.partition(".")[0]


def key_of(mark: Cue) -> str:
    """The key of a mark: "high" of "degree.high"."""
    return mark.tag.partition(".")[2]


def passages(document: Document, story: Story, reference: Reference, pack: ClaimPack) -> Iterator[Passage]:
    """The sentences in which a rule may begin."""
    found = Layer(pack.lexicon.find(document.words))
    only = _only_ones(document, reference)
    before: Told | None = None
    for told in story.told:
        sentence, previous, before = told.sentence, before, told
        marks = within(found, sentence.start, sentence.end)
        rules = _possible(pack, frozenset(mark.tag for mark in marks))
        if not rules:
            continue
        subjects = _subjects(document, told, only)
        marks += _layers(document, told, subjects)
        marks = _spans_of_years(_without_idioms(marks))
        marks.sort(key=lambda mark: (mark.first, -mark.last))
        earlier: list[Cue] = []
        if previous and previous.sentence.paragraph == sentence.paragraph:
            earlier = within(found, previous.sentence.start, previous.sentence.end)
            earlier = [mark for mark in earlier if class_of(mark) == "measure" and key_of(mark) != "other"]
        yield Passage(document, story, told, reference, pack, marks, subjects, rules, earlier)


@lru_cache(maxsize=4096)
def _possible(pack: ClaimPack, tags: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that a sentence with these tags may match; what the layers hold may always be there."""
    present = frozenset(_ALWAYS.union(*map(prefixes, tags)))
    # Of most rules already the word that they begin with is missing.
    begun = (rule for rule in pack.rules if not rule.steps[0].tags.isdisjoint(present))
    rules = [rule for rule in begun if rule.may_match(present)]
    # What only goes on with a count is nothing without one.
    counts = any(rule.query == "count" for rule in rules)
    return tuple(rule for rule in rules if counts or rule.query != ECHO)


def _without_idioms(marks: Sequence[Cue]) -> list[Cue]:
    """The marks but for those within a phrase that means something else: "for the record"."""
    idioms = [mark for mark in marks if mark.tag.startswith(_IDIOM)]
    if not idioms:
        return list(marks)
    return [
        mark
        for mark in marks
        if not any(idiom.first <= mark.first and mark.last <= idiom.last for idiom in idioms)
    ]


def _spans_of_years(marks: Sequence[Cue]) -> list[Cue]:
    """The marks with "in", a number and "years" as one; an "in" of anything else is left out."""
    if not any(mark.tag in _YEARS for mark in marks):
        return list(marks)
    numbers = {mark.first: mark for mark in marks if class_of(mark) == "number"}
    units = {mark.first: mark for mark in marks if class_of(mark) == "unit"}
    joined = []
    for mark in marks:
        if mark.tag not in _YEARS:
            joined.append(mark)
        elif (number := numbers.get(mark.last + 1)) and (unit := units.get(number.last + 1)):
            joined.append(Cue(mark.tag, mark.start, unit.end, mark.first, unit.last))
    return joined


def _only_ones(document: Document, reference: Reference) -> dict[str, str]:
    """By gender the one person on record who is named, where just one of it is."""
    named = {name for mention in document.mentions if mention.kind == "person" for name in mention.names}
    found: dict[str, list[str]] = {}
    for name in named:
        person = reference.person(name)
        if person and reference.candidacies(name):
            found.setdefault(person.gender, []).append(name)
    return {gender: names[0] for gender, names in found.items() if len(names) == 1}


def _subjects(document: Document, told: Told, only: Mapping[str, str]) -> list[Subject]:
    known = {subject.start for subject in told.subjects}
    more = [
        Subject(only[mention.what], "candidate", mention)
        for mention in within(document.mentions, told.sentence.start, told.sentence.end)
        if mention.kind == "pronoun" and mention.start not in known and mention.what in only
    ]
    return sorted((*told.subjects, *more), key=lambda subject: subject.start)


def _layers(document: Document, told: Told, subjects: Sequence[Subject]) -> Iterator[Cue]:
    sentence = told.sentence
    for timex in within(document.timexes, sentence.start, sentence.end):
        if timex.type in ("DATE", "TIME"):
            yield _mark(document, "date", timex.start, timex.end)
    for subject in subjects:
        yield _mark(document, "who", subject.start, subject.end)
    for anchor in told.anchors:
        yield _mark(document, "anchor", anchor.start, anchor.end)
    for figure in within(document.numbers, sentence.start, sentence.end):
        yield Cue("amount", figure.start, figure.end, figure.first, figure.last)
    for figure in within(document.figures, sentence.start, sentence.end):
        if figure.unit or figure.decimals:
            yield Cue("figure", figure.start, figure.end, figure.first, figure.last)
    inside = {
        index
        for figure in within(document.figures, sentence.start, sentence.end)
        if figure.decimals
        for index in range(figure.first, figure.last + 1)
    }
    for index, word in enumerate(document.words[sentence.first : sentence.last], sentence.first):
        if index in inside:
            continue
        if word.key.isdecimal() and len(word.key) <= _DIGITS:
            name = "number" if int(word.key) <= _LARGEST_NUMBER else "amount"
            yield Cue(f"{name}.{int(word.key)}", word.start, word.end, index, index)


def _mark(document: Document, tag: str, start: int, end: int) -> Cue:
    return Cue(tag, start, end, document.word_at(start), document.word_at(max(start, end - 1)))


def matches(passage: Passage) -> list[Match]:
    """The rules that match in a sentence in the order of the file, the leftmost match of each first."""
    by_first: dict[int, list[Cue]] = defaultdict(list)
    for mark in passage.marks:
        by_first[mark.first].append(mark)
    by_tag: dict[str, list[int]] = defaultdict(list)
    for index, mark in enumerate(passage.marks):
        for tag in prefixes(mark.tag):
            by_tag[tag].append(index)
    found: list[Match] = []
    for rule in passage.rules:
        if not rule.may_match(by_tag.keys()):
            continue
        for index in sorted({index for tag in rule.steps[0].tags for index in by_tag.get(tag, ())}):
            mark = passage.marks[index]
            steps = _follow(passage, by_first, rule.steps, 1, mark.last + 1)
            if steps is not None:
                taken = {class_of(mark): mark}
                for step in steps:
                    taken.setdefault(class_of(step), step)
                last = max([mark.last, *(step.last for step in steps)])
                found.append(Match(rule, mark.first, last, taken))
    return found


def _follow(
    passage: Passage, by_first: Mapping[int, Sequence[Cue]], steps: Sequence[Step], at: int, word: int
) -> list[Cue] | None:
    """The marks that the steps from `at` on take from a word on; None where one has nothing to take."""
    if at == len(steps):
        return []
    step = steps[at]
    for first in range(word, min(word + step.gap, passage.told.sentence.last - 1) + 1):
        if not passage.reaches(word, first) or (not step.comma and passage.has_comma(word, first)):
            break
        for taken in _takes(passage, by_first, step, first):
            rest = _follow(passage, by_first, steps, at + 1, taken.last + 1)
            if rest is not None:
                return [taken, *rest]
    return _follow(passage, by_first, steps, at + 1, word) if step.optional else None


def _takes(passage: Passage, by_first: Mapping[int, Sequence[Cue]], step: Step, first: int) -> Iterator[Cue]:
    if step.tags:
        yield from (mark for mark in by_first.get(first, ()) if step.takes(mark.tag))
        return
    words = passage.document.words[first : first + len(step.words)]
    if tuple(word.key for word in words) == step.words:
        yield Cue("word", words[0].start, words[-1].end, first, first + len(words) - 1)
