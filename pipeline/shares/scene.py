"""A sentence as its figures are decided in it: what stands there, and how it is parted into clauses."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, KeysView, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, Mention, within
from pipeline.lexicon import Cue
from pipeline.link import Story, Told, Vote
from pipeline.link.anchors import DEEDS, Anchor, is_before, office_told
from pipeline.link.people import Subject
from pipeline.link.votes import is_ahead, office_in
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import placenames
from pipeline.shares.brackets import Bracketed
from pipeline.shares.syntax import Syntax, is_group, parse

_VOTES, _COUNTS = "votes.", "counts."
_LAST_TIME: Final = "elections.anaphor.last"
_APART: Final = "clause.apart"
_HINTS: Final = ("elections.body.", "elections.hint.")
_WINS: Final = "elections.implies.2"
# Marks count as words between a figure and a phrase.
_MARKS: Final = {",": 2.0, ";": 8.0, ":": 3.0, "(": 1.0, ")": 1.0, "—": 4.0, "–": 1.0}
_PARTING: Final = {";": 1.0, "—": 1.0}
_ASIDE: Final = {",": 1.0, ":": 1.0, "(": 1.0, ")": 1.0, "–": 1.0, '"': 1.0}
_ANY: Final = _PARTING | _ASIDE
# No poll of a coming vote is so many days old.
_LONG_AGO: Final = 200
# Pronouns for things, which are no contestants.
_THINGS: Final = frozenset({"thing", "its"})


def distance(document: Document, figure: Figure, cue: Cue) -> float:
    """Words between a figure and a phrase, marks counted as words."""
    if cue.end <= figure.start:
        words, low, high = figure.first - cue.last - 1, cue.end, figure.start
    elif cue.start >= figure.end:
        words, low, high = cue.first - figure.last - 1, figure.end, cue.start
    else:
        return 0.0
    return words + document.marks_between(low, high, _MARKS)


class Offices(NamedTuple):
    """The offices of a country that the words of a sentence tell, with those words, those that words hint at,
    as they are told of these more than of others, and those that the title tells."""

    told: Mapping[str, Sequence[Cue]]
    hinted: frozenset[str]
    title: Sequence[str]


@dataclass(frozen=True)
class Scene:
    """A sentence of the story, with all that is known around it.

    `firms` are the polling firms that it names, as words for a poll, `subjects` those who may hold a
    figure, options such as Yes included, `paired` the figures of two that contest, `held` the votes told by a
    date that have been held, `bracketed` the figures in brackets behind a share, `last` is the vote of the
    last share before it.
    """

    document: Document
    story: Story
    told: Told
    reference: Reference
    figures: Sequence[Figure]
    firms: Sequence[Cue]
    subjects: Sequence[Subject]
    paired: Collection[Figure]
    held: Sequence[Anchor]
    bracketed: Sequence[Bracketed] = ()
    last: Vote | None = None

    @cached_property
    def syntax(self) -> Syntax:
        """Its clauses and the parts of its names."""
        return parse(self.document, self.told.sentence, self.told.cues, self.told.subjects)

    @cached_property
    def holders(self) -> Sequence[Subject]:
        """Those who may hold a figure, but for names that only say whose voters are meant without a figure in
        brackets behind them."""
        links, figured = self.syntax.links, {figure.start - len(" (") for figure in self.figures}
        clean = self.document.clean
        named = [
            one
            for one in self.subjects
            if not is_group(one, links) or (one.end in figured and clean.startswith(" (", one.end))
        ]
        return sorted(named, key=lambda one: one.start)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Cue]]:
        found: dict[str, list[Cue]] = defaultdict(list)
        for cue in (*self.told.cues.of(_VOTES), *self.told.cues.of(_COUNTS), *self.firms):
            found[cue.tag.removeprefix(_VOTES)].append(cue)
        return found

    @property
    def kinds(self) -> KeysView[str]:
        """Of which kinds it has words ("kind.poll")."""
        return self._by_name.keys()

    @cached_property
    def tags(self) -> frozenset[str]:
        """What the phrases of the sentence are."""
        return self.told.cues.tags

    @cached_property
    def is_ahead(self) -> bool:
        """Whether the vote that is being told is still to come."""
        current, published = self.told.current, self.document.article.published
        return current is not None and is_ahead(current, published, self.reference)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Which words of winning it has."""
        return self.tags.intersection((*DEEDS, _WINS))

    @cached_property
    def _offices(self) -> dict[str, Offices]:
        return {}

    def offices(self, country: str) -> Offices:
        """The offices that its words tell in a country."""
        if country not in self._offices:
            told: dict[str, list[Cue]] = defaultdict(list)
            for cue in self.told.offices:
                told[office_told(cue, country)].append(cue)
            hinted = (
                office_in(country, cue.tag.removeprefix(prefix))
                for prefix in _HINTS
                for cue in self.told.cues.of(prefix)
            )
            title = [office_told(cue, country) for cue in self.story.told[0].offices]
            self._offices[country] = Offices(told, frozenset(hinted), title)
        return self._offices[country]

    @cached_property
    def sources(self) -> dict[Figure, tuple[Sequence[str], Sequence[str]]]:
        """What speaks for a poll and what for a result, of the figures that this was asked of."""
        return {}

    @cached_property
    def _breaks(self) -> Sequence[int]:
        return sorted(cue.start for cue in self.of(_APART))

    @cached_property
    def had_been(self) -> bool:
        """Whether it tells what had been before the story."""
        return is_before(self.told.cues)

    @cached_property
    def contestants(self) -> Sequence[Mention]:
        """Where persons, parties and options are named or meant, in order."""
        return [one.mention for one in self.subjects if one.mention.what not in _THINGS]

    @cached_property
    def _contestant_starts(self) -> Sequence[int]:
        return [mention.start for mention in self.contestants]

    @cached_property
    def timexes(self) -> Sequence[Timex]:
        """The dates of the sentence."""
        return within(self.document.timexes, self.told.sentence.start, self.told.sentence.end)

    @cached_property
    def days_told(self) -> Sequence[date]:
        """The first days of its dates, but for those of the year of publication."""
        published = self.document.article.published
        return [
            date.fromisoformat(timex.earliest)
            for timex in self.timexes
            if published and timex.earliest and timex.earliest[:4] != str(published.year)
        ]

    @cached_property
    def names(self) -> Sequence[Mention]:
        """The names in the sentence, whoever they are of."""
        found = within(self.document.mentions, self.told.sentence.start, self.told.sentence.end)
        return [mention for mention in found if mention.names]

    @cached_property
    def anaphors(self) -> Sequence[Cue]:
        """Words for the vote before, such as "last time"."""
        return self.told.cues.of(_LAST_TIME)

    @cached_property
    def inner_words(self) -> frozenset[int]:
        """Where words such as "in" stand before a place."""
        return placenames.inner_words(self.document, self.told)

    @cached_property
    def capitalised(self) -> Sequence[Cue]:
        """Capitalised names that nobody known has, in order."""
        return list(placenames.capitalised(self))

    @cached_property
    def place_names(self) -> Sequence[Cue]:
        """Names of places that no record knows."""
        return list(placenames.named(self))

    @cached_property
    def _words(self) -> dict[tuple[str, ...], frozenset[int]]:
        return {}

    def words_of(self, *names: str) -> frozenset[int]:
        """The indices of the words of the phrases of some kinds."""
        if names not in self._words:
            found = (word for cue in self.of(*names) for word in range(cue.first, cue.last + 1))
            self._words[names] = frozenset(found)
        return self._words[names]

    @cached_property
    def _of(self) -> dict[tuple[str, ...], Sequence[Cue]]:
        return {}

    def of(self, *names: str) -> Sequence[Cue]:
        """The words of some kinds ("kind.poll", "counts.lead.before"), by kind."""
        found = self._of.get(names)
        if found is None:
            found = self._of[names] = [cue for name in names for cue in self._by_name.get(name, ())]
        return found

    def apart(self, low: int, high: int) -> bool:
        """Whether two places are in different clauses."""
        at = bisect_left(self._breaks, low)
        words = at < len(self._breaks) and self._breaks[at] < high
        return words or self.document.marks_between(low, high, _PARTING) > 0

    def marked(self, low: int, high: int) -> bool:
        """Whether a mark, such as a comma, stands between two places."""
        return self.document.marks_between(low, high, _ANY) > 0

    def named(self, low: int, high: int) -> bool:
        """Whether a contestant is named between two places, not only meant by a pronoun."""
        at = bisect_left(self._contestant_starts, low)
        return any(
            mention.kind != "pronoun"
            for mention in self.contestants[at : bisect_left(self._contestant_starts, high)]
        )

    def counted(self, low: int, high: int) -> int:
        """How many figures stand between two places."""
        return len(within(self.figures, low, high))

    def has_gone_by(self, start: int, figure: Figure) -> bool:
        """Whether a date long gone by stands in the clause that starts at a place and has a figure."""
        return any(
            start <= timex.start and self.is_old(timex) and not self.apart(figure.end, timex.start)
            for timex in self.timexes
        )

    def is_old(self, timex: Timex) -> bool:
        """Whether a date is long gone by on the day of publication."""
        published = self.document.article.published
        if published is None or published.toordinal() <= _LONG_AGO:
            return False
        return "" < timex.latest[:10] < date.fromordinal(published.toordinal() - _LONG_AGO).isoformat()

    def clause_start(self, offset: int) -> int:
        """Where the clause of a place starts."""
        start = self.told.sentence.start
        before = [place for place in self._breaks if place <= offset]
        start = max([start, *before[-1:]])
        for mark in _PARTING:
            start = max(start, self.document.clean.rfind(mark, start, offset) + 1)
        return start

    def before(self, figure: Figure, *names: str, most: int) -> Cue | None:
        """The nearest word of some kinds before a figure, in its clause, at most so many words away."""
        nearest = None
        for cue in self.of(*names):
            if (
                0 <= figure.first - cue.last - 1 <= most
                and (nearest is None or cue.end > nearest.end)
                and not self.apart(cue.end, figure.start)
            ):
                nearest = cue
        return nearest

    def behind(self, end: int, last: int, *names: str, most: int, marks: bool = False) -> Cue | None:
        """The nearest word of some kinds behind a place in its clause; `marks` may stand between, or none."""
        nearest = None
        for cue in self.of(*names):
            if (
                0 <= cue.first - last - 1 <= most
                and (nearest is None or (cue.first, -cue.last) < (nearest.first, -nearest.last))
                and not self.apart(end, cue.start)
                and (marks or not self.marked(end, cue.start))
            ):
                nearest = cue
        return nearest

    def holder_gap(self, figure: Figure) -> int | None:
        """Words between a contestant and a figure right behind, None where a mark or nobody stands there."""
        at = bisect_left(self._contestant_starts, figure.start) - 1
        if at < 0:
            return None
        mention = self.contestants[at]
        between = self.document.clean[mention.end : figure.start]
        gap = figure.first - mention.last - 1
        joined = gap == 1 and figure.first - 1 in self.words_of("link.and")
        return None if gap > 2 or joined or any(mark in between for mark in ",;:") else gap
