"""An article with what was found in it: layers of spans over the cleaned text.

Law of the layers: they say what stands where and what it can mean, and decide nothing. All offsets
count in the cleaned text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

from pipeline.lexicon import Cue, Word
from pipeline.model import Article, Text, Timex

_START = attrgetter("start")
_RUN = re.compile(r"\S+")
# So many blanks may stand at either end of a line.
_BLANKS = 4
_DOT = re.compile(r"\.")
_MARK = re.compile(r'[,;:()"—–]')


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Sentence(NamedTuple):
    """A sentence: its characters, its paragraph and its words, words[first:last]."""

    start: int
    end: int
    paragraph: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Noun:
    """What a description such as "the former centrist mayor of Bordeaux" says.

    `determiner` is definite, indefinite, possessive or empty. `words` are its words but the determiner and
    those that only tell when (mayor, centrist, bordeaux), `proper` those of them that are names. `time` is
    former, current, now, elder, younger or empty. `leanings` are the parties and political families that
    its words tell, `country` is the one that they name, `whose` is of whom or of what it is, `of_party`
    whether the words behind the noun name a party.
    """

    determiner: str
    words: frozenset[str]
    proper: frozenset[str] = frozenset()
    time: str = ""
    leanings: tuple[str, ...] = ()
    country: str = ""
    whose: "Mention | None" = None
    of_party: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words that name someone or something that can get a share of a vote.

    `kind` is one of:

    - person, party: `names` are the canonical names of all that it can be (of one that is not on
      record: the name as written);
    - pronoun, family (a political one): `what` says which;
    - role, kin, rival, candidate, person described, own_party: a description, `what` its head (an office
      of the record, a relation), `noun` all that it says.

    Who the latter two are depends on the story. `gender` is male, female, plural or empty. `known` is
    whether it is on record.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    names: tuple[str, ...] = ()
    what: str = ""
    gender: str = ""
    known: bool = True
    noun: Noun | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number that may be a share or a count: the characters of number and unit, and what it says.

    `value` is in percent or points, or what is counted; `decimals` counts its digits after the mark. `unit`
    is percent, points, fraction, or empty for a bare number; of a count what it counts (see `counts`). `low`
    and `high` bound it where the words do; `spelled` is whether it stands in words, `of` what a fraction has
    inside ("one voter in five", see `Fraction`).
    """

    start: int
    end: int
    first: int
    last: int
    value: float
    decimals: int
    unit: str
    qualifier: str = "exact"
    low: float | None = None
    high: float | None = None
    spelled: bool = False
    of: str = ""


Layered = TypeVar("Layered", bound=Placed)


class Layer(list[Layered]):
    """Spans in order of place, to be asked for by where they start; never changed."""

    @cached_property
    def starts(self) -> list[int]:
        """Where they start."""
        return [one.start for one in self]


def within(layer: Sequence[Layered], start: int, end: int) -> list[Layered]:
    """The spans of a layer that start in a range."""
    if not layer:
        return []
    if isinstance(layer, Layer):
        first = bisect_left(layer.starts, start)
        return layer[first : bisect_left(layer.starts, end, first)]
    first = bisect_left(layer, start, key=_START)
    return list(layer[first : bisect_left(layer, end, first, key=_START)])


class Cues(Layer[Cue]):
    """Phrases in order of place, to be asked for by what they are; never changed."""

    @cached_property
    def _index(self) -> Mapping[str, Sequence[Cue]]:
        found: dict[str, list[Cue]] = defaultdict(list)
        for cue in self:
            for name in _names(cue.tag):
                found[name].append(cue)
        return dict(found)

    @cached_property
    def tags(self) -> frozenset[str]:
        """What they are."""
        return frozenset(cue.tag for cue in self)

    def of(self, name: str) -> Sequence[Cue]:
        """Those with a tag, or with all tags of a table ("elections.round.")."""
        return self._index.get(name, ())


@cache
def _names(tag: str) -> Sequence[str]:
    """A tag and the tables that it stands in."""
    return tag, *(tag[: dot.end()] for dot in _DOT.finditer(tag))


class Found(NamedTuple):
    """The phrases in a text, by what is looked for; each in order of place and none within another.

    The tags say which: `names` are numbers of entries (see `names.Names`), `firms` polling firms, `places`
    as in `places.places`, `institutions` the countries that they tell, `bodies` names of no person and no
    party, `mentions`, `nouns`, `leanings` and `cues` as in `phrases.Phrases`, `options` those of a question;
    `numbers` are values, `units` what numbers of votes and seats count (see `counts`).
    """

    names: Sequence[Cue]
    firms: Sequence[Cue]
    places: Sequence[Cue]
    institutions: Sequence[Cue]
    bodies: Sequence[Cue]
    mentions: Sequence[Cue]
    nouns: Sequence[Cue]
    leanings: Sequence[Cue]
    options: Sequence[Cue]
    numbers: Sequence[Cue]
    units: Sequence[Cue]
    cues: Sequence[Cue]


@dataclass(frozen=True)
class Document:
    """An article, its cleaned text and the layers over it, each in order of place."""

    article: Article
    text: Text
    words: Sequence[Word]
    sentences: Sequence[Sentence]
    timexes: Sequence[Timex]
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    counts: Sequence[Figure]
    cues: Cues
    found: Found

    @cached_property
    def clean(self) -> str:
        """The cleaned text."""
        return self.text.clean

    @cached_property
    def numbers(self) -> Sequence[Figure]:
        """The figures and the counts, in order."""
        return sorted([*self.figures, *self.counts], key=_START)

    @cached_property
    def _cues_in(self) -> dict[Sentence, Cues]:
        return {}

    def cues_in(self, sentence: Sentence) -> Cues:
        """The phrases of a sentence."""
        if sentence not in self._cues_in:
            self._cues_in[sentence] = Cues(within(self.cues, sentence.start, sentence.end))
        return self._cues_in[sentence]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start() for run in _RUN.finditer(self.clean)]

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.start() for mark in _MARK.finditer(self.clean)]

    @cached_property
    def _marks(self) -> str:
        """The punctuation marks alone."""
        return "".join(_MARK.findall(self.clean))

    def marks_between(self, start: int, end: int, weights: Mapping[str, float]) -> float:
        """The weights of the punctuation marks in a range, added up."""
        first = bisect_left(self._mark_starts, start)
        marks = self._marks[first : bisect_left(self._mark_starts, end, first)]
        return sum([weights.get(mark, 0.0) for mark in marks]) if marks else 0.0

    def words_between(self, start: int, end: int) -> int:
        """How many runs of characters between blanks stand between two places, cut ones included."""
        runs = bisect_left(self._run_starts, end) - bisect_left(self._run_starts, start)
        cut = 0 < start < end and not (self.clean[start].isspace() or self.clean[start - 1].isspace())
        return runs + cut

    def word_at(self, offset: int) -> int:
        """The index of the word that holds the character at an offset, or of the last one before it."""
        return max(0, bisect_right(self._word_starts, offset) - 1)

    def sentence_at(self, offset: int) -> int | None:
        """The index of the sentence that holds the character at an offset."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def is_line(self, sentence: Sentence) -> bool:
        """Whether a sentence is a line of the text."""
        before = self.clean[max(0, sentence.start - _BLANKS) : sentence.start].rstrip(" ")
        after = self.clean[sentence.end : sentence.end + _BLANKS].lstrip(" ")
        return before[-1:] in ("", "\n", "\r") and after[:1] in ("", "\n", "\r")

    def quote(self, sentence: Sentence) -> str:
        """The sentence on one line."""
        return " ".join(self.clean[sentence.start : sentence.end].split())
