"""Decide the figures of a sentence together: kind, then subject by one weighed choice a figure, then vote.

Every figure ends as a share or as a refusal with its reason. What the record says of a share never
decides anything here.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure
from pipeline.annotate.counts import OF_SEATS
from pipeline.choice import Weighed
from pipeline.confidence import confidence
from pipeline.link import Story, Told, Vote
from pipeline.link.people import Subject
from pipeline.link.roles import largest_parties
from pipeline.link.votes import (
    area_of,
    contenders,
    day_of,
    is_ahead,
    neighbour,
    office_in,
    own_votes,
    stood_without_final,
)
from pipeline.model import Refused
from pipeline.reference import Reference
from pipeline.shares import areas, groups, readings, rounds, which
from pipeline.shares.brackets import bracketed
from pipeline.shares.groups import Pair
from pipeline.shares.holders import OUTCOMES, Held, Holders, Offered, weight, without
from pipeline.shares.kinds import Kind
from pipeline.shares.measures import Measured, firms_in, tells_of_poll
from pipeline.shares.memory import Memory, person
from pipeline.shares.options import OTHER, options_in, options_of
from pipeline.shares.scene import Scene
from pipeline.shares.share import ASKED, Share
from pipeline.shares.sources import SOURCES
from pipeline.shares.standing import as_it_stands, fits, is_of_seat

_NOBODY: Final = "nobody is named whose share it is"
_SUM: Final = "what several got together"
_NO_ELECTION: Final = "no vote is told that it could be of"
_SURE: Final = 0.95
# Kinds of figures of which there are several only in several votes.
_COUNTED: Final = frozenset({"result", "projection", "turnout", "other"})
# Where a word such as "together" speaks of a sum: at the start of its sentence, or shortly before the figure.
_OPENING_WORDS: Final = 3
_BESIDE: Final = 4
_LIKELY: Final = 0.5
_UNLIKELY: Final = 0.02
# So many may be the first of a pair.
_FIRSTS: Final = 4
_TWO: Final = 2
_TIES: Final = frozenset({"after: part", "after: for", "before: owner", "before: adjacent", "before: own"})
# So many features are named in a rule_id.
_NAMED_FEATURES: Final = 3


class Decided(NamedTuple):
    """What became of the figures of a sentence; `weighed` has who was weighed for each, `votes` which votes
    and `rounds` which of their rounds, `pair` the last two who were told against each other, `measured` is
    what its figures measure."""

    shares: Sequence[Share] = ()
    refused: Sequence[Refused] = ()
    weighed: Mapping[Figure, Sequence[Held]] = {}
    votes: Mapping[Figure, Sequence[Weighed[Vote]]] = {}
    rounds: Mapping[Figure, Sequence[Weighed[int]]] = {}
    kinds: Mapping[Figure, Sequence[Weighed[Kind]]] = {}
    pair: Sequence[Subject] = ()
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    subject: str
    type: str
    vote: Vote | None
    sure: float
    rule: str
    settled: bool = False
    """Whether the round of the vote is settled too."""


Measures = Callable[[Scene], Mapping[Figure, Sequence[Weighed[Kind]]]]
"""What each figure of a sentence may measure, the likeliest first."""


class Asked(NamedTuple):
    """The figures of a sentence that are asked for, and what is known before it; `known` are those that say a
    share again."""

    document: Document
    story: Story
    told: Told
    reference: Reference
    memory: Memory
    figures: Sequence[Figure]
    measures: Measures
    known: Mapping[Figure, Share] = {}


def decide(asked: Asked) -> Decided:
    """What becomes of some figures of one sentence, shares or counts, decided together."""
    return _Sentence(asked).decided()


class _Sentence:
    """The figures of a sentence while they are decided."""

    def __init__(self, asked: Asked) -> None:
        document, story, told, reference, memory, figures, measures, self._known = asked
        self._document, self._story, self._told, self._reference = document, story, told, reference
        self._memory, self._figures = memory, figures
        self._rounds: dict[str, Vote] = {}
        options = options_in(document, told)
        firms = firms_in(document, told)
        self._pollster = document.clean[firms[0].start : firms[0].end] if firms else ""
        dated = [anchor.start for anchor in told.anchors]
        self._by_date = groups.by_date(document, figures, told)
        polled = tells_of_poll(document, told)
        pairs = groups.pairs(document, figures, told.subjects, told.cues, dated, polled=polled)
        self._pairs = [pair for pair in pairs if pair.first not in self._by_date]
        self._whole = {figure for pair in self._pairs if pair.whole for figure in (pair.first, pair.second)}
        paired = {figure for pair in self._pairs for figure in (pair.first, pair.second)}
        published = document.article.published
        self._scene = Scene(
            document=document,
            story=story,
            told=told,
            reference=reference,
            figures=figures,
            firms=firms,
            subjects=[*told.subjects, *options],
            paired=paired,
            last=memory.last,
            held=[anchor for anchor in told.anchors if not is_ahead(anchor.vote, published, reference)],
            bracketed=bracketed(document, figures, told, memory.heading),
        )
        self._weighed_kinds = measures(self._scene)
        self._kinds = {figure: weighed[0].one for figure, weighed in self._weighed_kinds.items()}
        self._changes = [
            change
            for change in groups.changes(document, figures, told.cues, dated)
            if paired.isdisjoint(change)
        ]
        self._in_brackets = {one.figure for one in self._scene.bracketed}
        self._changes = [change for change in self._changes if self._in_brackets.isdisjoint(change)] + [
            (one.figure, one.share) for one in self._scene.bracketed if not one.is_change
        ]
        for earlier, later in self._changes:
            if self._kinds[earlier].electorate and earlier.start < later.start:
                # "Turnout gained ten points, going from 39.6 to 49.3"
                self._kinds[later] = self._kinds[earlier]
        self._moved = {one.figure: one.share for one in self._scene.bracketed if one.is_change}
        self._votes = which.Votes(self._scene)
        self._holders = Holders(self._scene, memory)
        self._weighed: dict[Figure, Sequence[Held]] = {}
        self._weighed_votes: dict[Figure, Sequence[Weighed[Vote]]] = {}
        self._weighed_rounds: dict[Figure, Sequence[Weighed[int]]] = {}
        self._chosen: dict[Figure, _Choice] = {}
        self._pair_told: Sequence[Subject] = ()

    def _implied(self, figure: Figure) -> list[Offered]:
        """Whom the story offers for a figure without a word of the sentence."""
        holders = self._memory.holders
        offered: list[Offered] = [
            *((one, "told last") for one in holders[-1:]),
            *((one, "told before") for one in holders[-2:-1]),
            *((one, "head before") for one in (self._memory.head,) if one),
        ]
        if name := self._story.protagonist:
            offered.append((person(name), "the title's"))
        if told := self._told_vote(figure):
            offered += ((one, "the question's") for one in options_of(self._document, told, self._reference))
        return [*offered, *self._told.focus]

    def decided(self) -> Decided:
        """Decide them: lists, then pairs and single figures in order, then the earlier one of a change."""
        for figure, share in self._known.items():
            self._chosen[figure] = _Choice(
                share.subject, share.subject_type, share.vote, _SURE, "beside its share"
            )
        for one_to_one in groups.lists(self._document, self._figures, self._told.subjects, self._told.cues):
            for figure, subject in self._ordered(one_to_one):
                if figure not in self._chosen:
                    self._chosen[figure] = self._of(figure, subject, _SURE, "list")
        alike = self._alike()
        self._changes = [change for change in self._changes if not self._is_of_another(*change)]
        pairs = {pair.first: pair for pair in self._pairs}
        before = {earlier for earlier, _ in self._changes}
        for figure in self._figures:
            if figure in self._chosen or figure in before:
                continue
            if moved := self._chosen.get(self._moved.get(figure, figure)):
                self._chosen[figure] = replace(moved, rule="change in brackets")
                continue
            pair = pairs.get(figure)
            if pair and pair.second not in self._chosen and self._pair(pair):
                continue
            if choice := self._single(figure):
                if self._is_sum(figure, choice):
                    self._kinds[figure] = Kind("", _SUM)
                else:
                    self._chosen[figure] = choice
        for earlier, later in self._changes:
            self._change(earlier, later)
        return self._settled(alike)

    def _ordered(self, listed: Sequence[tuple[Figure, Subject]]) -> Sequence[tuple[Figure, Subject]]:
        """A list, but for two who are named by one word ("the two"): they are as they stood before."""
        figures, subjects = [figure for figure, _ in listed], [subject for _, subject in listed]
        before = self._memory.by_share({})
        if len({one.start for one in subjects}) > 1 or {one.name for one in subjects} != {
            one.name for one in before
        }:
            return listed
        figures.sort(key=lambda figure: -figure.value)
        named = {one.name: one for one in subjects}
        return [(figure, named[one.name]) for figure, one in zip(figures, before, strict=True)]

    # Choices

    def _single(self, figure: Figure) -> _Choice | None:
        kind = self._kinds[figure]
        if not kind.kind:
            return None
        if kind.electorate:
            vote = self._vote(figure, kind.electorate, "electorate")
            return _Choice(
                kind.electorate,
                "electorate",
                vote.one if vote else None,
                vote.likely if vote else 0.0,
                kind.why,
            )
        held = self._candidates(figure)
        return self._holding(figure, held[0]) if held[0].subject else None

    def _candidates(
        self, figure: Figure, scope: str = "", others: Sequence[Offered] = (), rank: str = ""
    ) -> Sequence[Held]:
        kind = self._kinds[figure]
        told = self._told_vote(figure)
        taken = {
            choice.subject
            for other, choice in self._chosen.items()
            if self._kinds[other].kind == kind.kind and not self._is_apart(other, figure)
        }
        offered = [*self._implied(figure), *others]
        found = self._holders.candidates(
            figure, kind, told, taken=taken, offered=offered, scope=scope, rank=rank
        )
        self._weighed[figure] = found
        return found

    def _told_vote(self, figure: Figure) -> Vote | None:
        """The vote that the words tell, whoever's figure it is."""
        options = self._votes_of(figure)
        return options[0].one if options else None

    def _holding(self, figure: Figure, held: Held, others: tuple[str, ...] = ()) -> _Choice | None:
        if held.subject is None:
            return None
        spoke = sorted((name for name in held.features if weight(name) > 0), key=weight, reverse=True)
        return self._of(figure, held.subject, held.likely, "+".join(spoke[:_NAMED_FEATURES]), others)

    def _of(
        self, figure: Figure, subject: Subject, likely: float, rule: str, others: tuple[str, ...] = ()
    ) -> _Choice:
        weighed = self._vote(figure, subject.name, subject.type, others)
        name, type_ = subject.name, subject.type
        if weighed and self._kinds[figure].kind != "other" and not self._in_area(figure, weighed.one)[1]:
            name, type_ = as_it_stands(name, type_, weighed.one, self._reference)
        vote = weighed.one if weighed else None
        return _Choice(name, type_, vote, likely * (weighed.likely if weighed else 0.0), rule)

    def _pair(self, pair: Pair) -> bool:
        """Choose the two of a pair; false where they are no pair of shares."""
        kinds = self._kinds[pair.first], self._kinds[pair.second]
        named = {kind.kind for kind in kinds}
        if any(kind.electorate for kind in kinds) or "" in named:
            return False
        # What a part of the voters chose is told of the two together, and so is what was asked.
        kind = next(
            (kind for name in ("other", *ASKED) for kind in kinds if kind.kind == name),
            kinds[0],
        )
        self._kinds[pair.first] = self._kinds[pair.second] = kind
        told = self._told_vote(pair.first)
        offered: list[Offered] = [
            (one, f"{place} of the pair before")
            for one, place in zip(self._pair_told or self._memory.pair, ("first", "second"), strict=False)
        ]
        by_share = self._memory.by_share(self._told_so_far())
        if pair.first.value < pair.second.value:
            by_share = by_share[::-1]
        offered += [(one, "as they stood before") for one in by_share[:1]]
        if pair.whole and told and (names := contenders(told, self._reference)):
            ordered = names if pair.first.value >= pair.second.value else names[::-1]
            offered.append((person(ordered[0]), "as the record has it"))
        offered += self._largest(told)
        if told:
            leading = [some[0] for some in self._story.leading if some and fits(some[0].type, told)]
            offered += [(one, "leads the story") for one in leading]
        firsts = self._candidates(pair.first, "pair", offered, pair.rank(pair.first))
        both = [
            (first, self._seconds(pair, first.subject, told))
            for first in firsts[:_FIRSTS]
            if first.subject and first.likely >= _UNLIKELY
        ]
        first, seconds = max(
            both, key=lambda one: _of_two(one[0], one[1][0], whole=pair.whole), default=(None, ())
        )
        if first is None or (firsts[0].subject is None and firsts[0].likely > _LIKELY):
            return False
        second = seconds[0]
        one = self._holding(pair.first, first, (second.name,) if second.subject else ())
        if one is None:
            return False
        self._chosen[pair.first] = one
        self._weighed[pair.second] = seconds
        if other := self._holding(pair.second, second):
            self._chosen[pair.second] = replace(other, vote=one.vote)
        if first.subject and second.subject:
            self._pair_told = [first.subject, second.subject]
        return True

    def _told_so_far(self) -> Mapping[Subject, float]:
        """Who has a share in the sentence so far, in order, with its value."""
        chosen = sorted(self._chosen.items(), key=lambda one: one[0].start)
        return {
            person(choice.subject)._replace(type=choice.type): figure.value
            for figure, choice in chosen
            if choice.type != "electorate"
        }

    def _seconds(self, pair: Pair, first: Subject, told: Vote | None) -> Sequence[Held]:
        """Who the second of a pair may be, given the first."""
        offered: list[Offered] = []
        if first.type == "option" and first.name in OTHER:
            offered.append((first._replace(name=OTHER[first.name]), "the other option"))
        names = contenders(told, self._reference) if told else ()
        if first.name in names and len(names) == 2:
            other = next(name for name in names if name != first.name)
            offered.append((person(other), "the other on record"))
        offered += [(one, "the other of the pair before") for one in self._pair_told or self._memory.pair]
        offered += [(one, "the other told last") for one in self._memory.holders[-2:]]
        offered += self._largest(told)
        offered += [(one, "the other of the story") for one in self._rivals(first)]
        held = self._candidates(
            pair.second,
            "other",
            [(one, why) for one, why in offered if one.name != first.name],
            pair.rank(pair.second),
        )
        return without(held, first.name)

    def _largest(self, vote: Vote | None) -> list[Offered]:
        """The two largest parties of the vote before one for a parliament, by the record."""
        day = day_of(vote, self._reference) if vote else None
        if vote is None or day is None or vote.office != office_in(vote.country, "parliament"):
            return []
        names = largest_parties(self._reference, vote.country, day)
        parties = [person(name)._replace(type="party") for name in names]
        return list(zip(parties, ("the largest on record", "the second on record"), strict=False))

    def _rivals(self, one: Subject) -> Sequence[Subject]:
        """Who of the same kind is told of most in the story besides someone."""
        of_its_kind = (some for some in self._story.leading if any(one.name == other.name for other in some))
        return [other for other in next(of_its_kind, ()) if other.name != one.name][:1]

    def _alike(self) -> list[tuple[Figure, _Choice]]:
        """Choose all who have a figure alike; gives back those besides the first."""
        more: list[tuple[Figure, _Choice]] = []
        for figure, named in groups.shared(
            self._document, self._figures, self._scene.holders, self._told.cues
        ):
            holders = named or self._memory.pair or self._memory.holders[-2:]
            if figure in self._chosen or len(holders) < 2 or not self._kinds[figure].kind:
                continue
            first, *others = (self._of(figure, one, _SURE, "alike") for one in holders)
            self._chosen[figure] = first
            more += [(figure, other) for other in others]
        return more

    # Votes

    def _asked(self, figure: Figure) -> str:
        return "poll" if self._kinds[figure].asked else self._kinds[figure].kind

    def _votes_of(self, figure: Figure) -> list[Weighed[Vote]]:
        """The votes that a figure may be of, whoever its subject is."""
        return self._votes.options(figure, self._asked(figure))

    def _vote(
        self,
        figure: Figure,
        subject: str,
        type: str,
        others: tuple[str, ...] = (),
        later: Vote | None = None,
    ) -> Weighed[Vote] | None:
        """The vote that a figure of a subject is of; `others` stood against it, `later` is the vote of the
        figure to which it changed."""
        if figure in self._by_date:
            return Weighed(self._by_date[figure], (), 0.0, _SURE)
        options = self._votes_of(figure)
        known = {option.one.election_id for option in options}
        more = [*own_votes((subject, *others), self._reference)] if type == "candidate" else []
        if later and (earlier := neighbour(later, -1, self._reference)):
            more.append(earlier)
        before = self._before(figure)
        if beside := which.next_to(figure, before, self._scene):
            more.append(beside[0])
        own = [
            self._votes.option(figure, vote, self._asked(figure))
            for vote in {vote.election_id: vote for vote in more}.values()
            if vote.year <= self._last_year()
            and vote.election_id not in known
            and which.may_be_of(self._scene, figure, vote)
        ]
        offered = [*options, *own]
        if later and figure.unit in OF_SEATS:
            # Nobody's seats change in one vote.
            offered = [one for one in offered if one.one.election_id != later.election_id]
        self._weighed_votes[figure] = which.of_subject(
            offered,
            subject,
            type,
            self._scene,
            others=others,
            before=before,
            later=later,
            beside=beside,
        )
        return next(iter(self._weighed_votes[figure]), None)

    def _before(self, figure: Figure) -> Vote | None:
        """The vote of the last figure before one."""
        earlier = [
            choice.vote
            for other, choice in self._chosen.items()
            if other.start < figure.start and choice.vote
        ]
        return earlier[-1] if earlier else None

    def _last_year(self) -> int:
        published = self._document.article.published
        return published.year if published else date.max.year

    # Sums and changes

    def _is_apart(self, one: Figure, other: Figure) -> bool:
        """Whether a date or round stands between two figures, so that both may be of one subject."""
        low, high = sorted((one, other), key=lambda figure: figure.start)
        starts = [*(cue.start for cue in self._told.rounds), *(date.start for date in self._told.anchors)]
        return any(low.end <= start < high.start for start in starts)

    def _is_sum(self, figure: Figure, choice: _Choice) -> bool:
        """Whether a figure is what several got together."""
        first = self._told.sentence.first
        links = self._scene.syntax.links
        if not any(word - first < _OPENING_WORDS or word > figure.first - _BESIDE for word in links["sum"]):
            return False
        joins = set(links["and"])
        return any(
            len(run) > 1
            and run[-1].mention.first - 1 in joins
            and any(one.name == choice.subject for one in run)
            for run in groups.runs(self._document, self._scene.holders, joins)
        )

    def _is_of_another(self, earlier: Figure, later: Figure) -> bool:
        """Whether the words tie an earlier figure to someone else ("far from the 6.36 percent of Hamon")."""
        best = self._candidates(earlier)[0]
        tied = best.subject is not None and not _TIES.isdisjoint(best.features)
        return tied and best.likely > _LIKELY and best.name != self._candidates(later)[0].name

    def _change(self, earlier: Figure, later: Figure) -> None:
        """The earlier figure is of the same subject, in the vote before or another one told."""
        after = self._chosen.get(later)
        if after is None or not self._kinds[later].kind:
            return
        if not (self._kinds[earlier].kind == "result" and self._kinds[later].kind in ASKED):
            self._kinds[earlier] = self._kinds[later]
        headed = self._memory.heading.vote if earlier in self._in_brackets else None
        kind = self._kinds[earlier].kind
        vote = headed or (
            which.before_change(earlier, kind, after.vote, self._scene)
            if after.vote and kind in _COUNTED
            else None
        )
        settled = vote is not None and vote.round is not None
        if vote is None:
            own = self._vote(earlier, after.subject, after.type, later=after.vote)
            vote = own.one.in_round(after.vote.round) if own and after.vote else after.vote
        self._chosen[earlier] = replace(after, vote=vote, rule="change", settled=settled)

    # Rows

    def _settled(self, alike: Sequence[tuple[Figure, _Choice]]) -> Decided:
        first_round = {
            choice.vote.election_id
            for figure, choice in self._chosen.items()
            if choice.vote and figure not in self._whole and self._cannot_be_final(choice)
        }
        self._whole |= self._of_two()
        chosen = [(figure, self._chosen.get(figure)) for figure in self._figures]
        settled = [self._settle(figure, choice, first_round) for figure, choice in (*chosen, *alike)]
        return Decided(
            shares=[one for one in settled if isinstance(one, Share)],
            refused=[one for one in settled if isinstance(one, Refused)],
            weighed=self._weighed,
            votes=self._weighed_votes,
            rounds=self._weighed_rounds,
            kinds=self._weighed_kinds,
            pair=self._pair_told,
            measured=self._memory.measured.then(self._kinds.values()),
        )

    def _of_two(self) -> set[Figure]:
        """The figures of two persons who share all of a vote between them, wherever they stand."""
        votes: dict[str, list[Figure]] = defaultdict(list)
        for figure, choice in self._chosen.items():
            if choice.vote and choice.type == "candidate" and self._kinds[figure].kind in SOURCES:
                votes[choice.vote.election_id].append(figure)
        two = [Pair(*figures) for figures in votes.values() if len(figures) == _TWO]
        return {figure for pair in two if pair.whole for figure in (pair.first, pair.second)}

    def _cannot_be_final(self, choice: _Choice) -> bool:
        """Whether one stood in the vote and not in its second round: then the sentence tells the first."""
        return (
            choice.vote is not None
            and choice.type == "candidate"
            and stood_without_final(choice.subject, choice.vote.in_round(None), self._reference)
        )

    def _in_area(self, figure: Figure, vote: Vote) -> tuple[Vote, bool]:
        """The vote of the area where a figure was counted, if it has one of its own, and whether the figure
        is a part of its vote."""
        kind = self._kinds[figure]
        place = areas.place_of(self._scene, figure)
        own = areas.own_vote(vote, place, self._told, self._reference)
        if place and kind.where.sort != "whole":
            counted = areas.is_part(own, place)
        else:
            counted = areas.is_counted_in(own, kind.where)
        return own, kind.kind in (*SOURCES, "turnout") and counted

    def _settle(
        self, figure: Figure, choice: _Choice | None, first_round: set[str]
    ) -> Share | Refused | None:
        kind = self._kinds[figure]
        if not kind.kind or choice is None:
            told = figure.unit in ("percent", "fraction") or (figure.unit == "points" and not kind.kind)
            return _refused(figure, _NOBODY if kind.kind else kind.why) if told else None
        if choice.vote is None:
            return _refused(figure, _NO_ELECTION)
        named = [subject.name for subject in self._told.subjects if subject.type == "candidate"][:1]
        asked = rounds.Asked(
            figure=figure,
            kind=self._asked(figure),
            subject_type=choice.type,
            subjects=named if choice.type == "electorate" else [choice.subject],
            decided=figure in self._whole,
            opening=choice.vote.election_id in first_round and figure not in self._whole,
            own=self._memory.votes.get(choice.subject),
            before=self._rounds.get(choice.vote.election_id),
            area=area_of(self._in_area(figure, choice.vote)[0]),
        )
        known = choice.settled or figure in self._known
        weighed = [] if known or figure.unit in OF_SEATS else rounds.rounds(choice.vote, self._scene, asked)
        self._weighed_rounds[figure] = weighed
        round_ = (
            choice.vote.round
            if known and figure.unit not in OF_SEATS
            else weighed[0].one
            if weighed
            else None
        )
        vote = choice.vote.in_round(round_)
        sure = choice.sure * self._weighed_kinds[figure][0].likely * (weighed[0].likely if weighed else 1.0)
        self._rounds[vote.election_id] = vote
        of_seat = kind.kind in SOURCES and is_of_seat(choice.type, vote, self._reference)
        vote, part = self._in_area(figure, vote)
        weighings = readings.Weighings(
            self._weighed_kinds[figure],
            self._weighed.get(figure, ()),
            self._weighed_votes.get(figure, ()),
            weighed,
        )
        return Share(
            figure=figure,
            sentence=self._told.sentence,
            subject=choice.subject,
            subject_type=choice.type,
            kind="other" if part or of_seat else kind.kind,
            vote=vote,
            value=figure.value,
            confidence=confidence(sure, "vote_shares"),
            rule=choice.rule,
            pollster=self._pollster if kind.kind in ASKED else "",
            readings=readings.others(kind.kind, choice.subject, vote, weighings),
        )


def _of_two(first: Held, second: Held, *, whole: bool) -> float:
    """How likely two are those of a pair, the second given the first: where the two share all votes, what the
    verb says of who won tells of both."""
    told = sum(weight(name) for name in second.features if whole and name.startswith(OUTCOMES))
    return first.likely * second.likely * math.exp(told)


def _refused(figure: Figure, why: str) -> Refused:
    return Refused(figure.start, figure.end, "percentage", why)
