"""Decide the figures of a sentence together: kind, then subject and vote by one scored choice a figure.

Every figure ends as a share or as a refusal with its reason. What the record says of a share never
decides anything here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.annotate import Document, Figure, within
from pipeline.link import Story, Told, Vote
from pipeline.link.people import Subject
from pipeline.link.votes import contenders, neighbour, own_votes, stood, stood_without_final
from pipeline.model import Refused
from pipeline.reference import Reference
from pipeline.shares import areas, groups, rounds, which
from pipeline.shares.holders import Held, candidates, first_named, is_group, links_of
from pipeline.shares.kinds import Kind
from pipeline.shares.measures import firms_in, kinds_of
from pipeline.shares.options import OTHER, options_in
from pipeline.shares.share import ASKED, Share
from pipeline.shares.standing import as_it_stands, type_fit
from pipeline.shares.ties import Scene

_LEADS: Final = ("margin", "swing")
_OF_SOMEONE: Final = ("result", "poll")
_NOBODY: Final = "nobody is named whose share it is"
_SUM: Final = "what several got together"
_NO_ELECTION: Final = "no vote is told that it could be of"
_LEAST: Final = -0.6
_SURE: Final = 3.2
_LISTED: Final = 1.5
_NEAR: Final = 1.6
_BLANKS: Final = 4
# Where a word such as "together" speaks of a sum: at the start of its sentence, or shortly before the figure.
_OPENING_WORDS: Final = 3
_BESIDE: Final = 4
_LICENSES: Final = ("votes.link.with", "votes.link.and", "votes.kind.result")


@dataclass(frozen=True, slots=True)
class _Choice:
    subject: str
    type: str
    vote: Vote | None
    score: float
    rule: str
    dated: bool = False


class Decided:
    """The figures of one sentence, decided together."""

    def __init__(
        self,
        document: Document,
        story: Story,
        told: Told,
        reference: Reference,
        carried: str,
        before: Mapping[str, Vote],
    ) -> None:
        self._document, self._story, self._told, self._reference = document, story, told, reference
        self._scene = Scene(document, told, story, reference)
        self._before = before
        self._rounds: dict[str, Vote] = {}
        sentence = told.sentence
        found = within(document.figures, sentence.start, sentence.end)
        self._figures = [figure for figure in found if not _is_age(document, figure, found)]
        self.shares: list[Share] = []
        self.refused: list[Refused] = []
        if not self._figures:
            return
        self._options = options_in(document, told)
        firms = firms_in(document, told)
        self._pollster = document.clean[firms[0].start : firms[0].end] if firms else ""
        dated = [anchor.start for anchor in told.anchors]
        self._by_date = groups.by_date(document, self._figures, told)
        pairs = groups.pairs(document, self._figures, told.subjects, told.cues, dated)
        self._pairs = [pair for pair in pairs if pair.first not in self._by_date]
        self._whole = {figure for pair in self._pairs if pair.whole for figure in (pair.first, pair.second)}
        paired = {figure for pair in self._pairs for figure in (pair.first, pair.second)}
        self._kinds = kinds_of(
            document,
            told,
            self._figures,
            carried=carried,
            paired=paired,
            question=bool(self._options),
        )
        self._links = links_of(told.cues)
        named = [subject for subject in told.subjects if not is_group(subject, self._links)]
        self._subjects = sorted((*named, *self._options), key=lambda subject: subject.start)
        self._votes: dict[tuple[Figure, str], list[which.Weighed]] = {}
        self._held = {figure: self._candidates(figure) for figure in self._figures}
        self._changes = [
            change
            for change in groups.changes(document, self._figures, told.cues, dated)
            if paired.isdisjoint(change) and not self._is_of_another(*change)
        ]
        self._decide()

    def _is_of_another(self, earlier: Figure, later: Figure) -> bool:
        """Whether the words tie an earlier figure to someone else ("far from the 6.36 percent of Hamon")."""
        tied = next((held.subject.name for held in self._held[earlier] if held.tied), "")
        return bool(tied) and tied != next((held.subject.name for held in self._held[later]), "")

    def _candidates(self, figure: Figure) -> list[Held]:
        return candidates(self._document, figure, self._subjects, self._figures, self._links)

    def _decide(self) -> None:
        chosen: dict[Figure, _Choice] = {}
        for one_to_one in groups.lists(self._document, self._figures, self._told.subjects, self._told.cues):
            for figure, subject in one_to_one:
                chosen[figure] = self._of(figure, subject, 3.0, "list")
        for pair in self._pairs:
            if pair.first not in chosen and pair.second not in chosen:
                chosen |= self._pair(pair)
        before = {earlier for earlier, _ in self._changes}
        for figure in self._figures:
            if figure not in chosen and figure not in before and (choice := self._best(figure, chosen)):
                if self._is_sum(figure, choice):
                    self._kinds[figure] = Kind("", _SUM)
                else:
                    chosen[figure] = choice
        for earlier, later in self._changes:
            self._change(earlier, later, chosen)
        first_round = {
            choice.vote.election_id
            for figure, choice in chosen.items()
            if choice.vote and figure not in self._whole and self._cannot_be_final(choice)
        }
        for figure in self._figures:
            self._settle(figure, chosen.get(figure), first_round)

    # Choices

    def _vote(
        self, figure: Figure, subject: str, type: str, others: Sequence[str] = ()
    ) -> which.Weighed | None:
        """The vote that a figure of a subject is of; `others` stood against it."""
        if figure in self._by_date:
            return which.Weighed(self._by_date[figure], _LISTED)
        kind = "poll" if self._kinds[figure].asked else self._kinds[figure].kind
        weighed = [
            which.Weighed(
                option.vote,
                option.score
                + which.standing(subject, type, option.vote, self._reference)
                + type_fit(type, option.vote),
                option.dated,
            )
            for option in self._votes_of(figure, kind)
        ]
        best = max(weighed, key=lambda option: option.score, default=None)
        if (
            best is None
            or type != "candidate"
            or stood(subject, best.vote.in_round(None), self._reference) is not False
        ):
            return best
        # Told of none of these but of one's own: "after Giscard (48.24)", "Carter had 41 to Reagan's 51".
        own = own_votes((subject, *others), self._reference)
        return next((which.Weighed(vote, best.score) for vote in own if vote.year <= self._last_year()), best)

    def _votes_of(self, figure: Figure, kind: str) -> list[which.Weighed]:
        """The votes that a figure may be of, whoever its subject is."""
        if (figure, kind) not in self._votes:
            self._votes[figure, kind] = which.options(self._scene, figure, kind)
        return self._votes[figure, kind]

    def _last_year(self) -> int:
        published = self._document.article.published
        return published.year if published else date.max.year

    def _of(
        self, figure: Figure, subject: Subject, score: float, rule: str, others: Sequence[str] = ()
    ) -> _Choice:
        weighed = self._vote(figure, subject.name, subject.type, others)
        name, type_ = subject.name, subject.type
        if weighed and self._kinds[figure].kind != "other":
            name, type_ = as_it_stands(name, type_, weighed.vote, self._reference)
        return _Choice(
            name,
            type_,
            weighed.vote if weighed else None,
            score + (weighed.score if weighed else 0.0),
            rule,
            bool(weighed and weighed.dated),
        )

    def _best(self, figure: Figure, chosen: dict[Figure, _Choice]) -> _Choice | None:
        kind = self._kinds[figure]
        if not kind.kind:
            return None
        if kind.electorate:
            weighed = self._vote(figure, kind.electorate, "electorate")
            vote = weighed.vote if weighed else None
            score = weighed.score + 2 if weighed else 1
            return _Choice(
                kind.electorate, "electorate", vote, score, kind.why, bool(weighed and weighed.dated)
            )
        taken = {
            (choice.subject, self._kinds[other].kind)
            for other, choice in chosen.items()
            if not self._is_apart(other, figure)
        }
        alone = len({held.subject.name for held in self._held[figure]}) == 1
        if kind.kind in _LEADS and (leader := first_named(self._held[figure])):
            return self._of(figure, leader.subject, leader.score, "subject")
        found: list[_Choice] = []
        for held in self._held[figure]:
            if not figure.unit and not self._is_licensed(figure, held):
                continue
            score = held.score - (1.0 if (held.subject.name, kind.kind) in taken else 0.0)
            if score > _LEAST or alone:
                found.append(self._of(figure, held.subject, score, "+".join(held.features)))
        return max(found, key=lambda choice: choice.score, default=None) or self._said_before(figure)

    def _said_before(self, figure: Figure) -> _Choice | None:
        """A figure of a vote in a sentence that names nobody is of the one told of in the sentence before, if
        it was one, or of the person whom the title names."""
        kind = self._kinds[figure]
        if self._told.subjects or figure.unit != "percent" or not kind.why or kind.kind not in _OF_SOMEONE:
            return None
        name = next(iter(self._before), "") if len(self._before) == 1 else self._story.protagonist
        weighed = self._vote(figure, name, "candidate") if name else None
        if weighed is None or not stood(name, weighed.vote.in_round(None), self._reference):
            return None
        return _Choice(name, "candidate", weighed.vote, weighed.score, "said before", weighed.dated)

    def _is_apart(self, one: Figure, other: Figure) -> bool:
        """Whether a date or round stands between two figures, so that both may be of one subject."""
        low, high = sorted((one, other), key=lambda figure: figure.start)
        rounds_told = [cue.start for cue in self._told.rounds]
        dates = [anchor.start for anchor in self._told.anchors]
        return any(low.end <= start < high.start for start in (*rounds_told, *dates))

    def _is_sum(self, figure: Figure, choice: _Choice) -> bool:
        """Whether a figure is what several got together."""
        first = self._told.sentence.first
        if not any(
            word - first < _OPENING_WORDS or word > figure.first - _BESIDE for word in self._links["sum"]
        ):
            return False
        joins = set(self._links["and"])
        runs = groups.runs(self._document, self._subjects, joins)
        return any(
            len(run) > 1
            and run[-1].mention.first - 1 in joins
            and any(one.name == choice.subject for one in run)
            for run in runs
        )

    def _is_licensed(self, figure: Figure, held: Held) -> bool:
        """Whether a number without a unit may be a share of a subject.

        The words tie them; or it has decimals, stands behind a word such as "at" or "won", and a figure
        with a unit stands in the same sentence or was told before.
        """
        if held.tied:
            return bool(figure.decimals) or len(self._figures) > 1
        if figure.decimals and held.score > _NEAR and any(other.unit == "percent" for other in self._figures):
            return True
        if not figure.decimals or "before" not in held.features or "figure between" in held.features:
            return False
        if _mark_before(self._document, figure) == ":":
            return True
        return any(
            cue.last in (figure.first - 1, figure.first - 2) and cue.tag in _LICENSES
            for cue in self._told.cues
        )

    def _pair(self, pair: groups.Pair) -> dict[Figure, _Choice]:
        """The two of a pair: who is tied to one of them, then the subject and the one it is held against."""
        if self._kinds[pair.first].electorate or not (
            self._kinds[pair.first].kind or self._kinds[pair.second].kind
        ):
            return {}
        kinds = self._kinds[pair.first], self._kinds[pair.second]
        kind = next((kind for kind in kinds if kind.kind in ASKED), next(kind for kind in kinds if kind.kind))
        self._kinds[pair.first] = self._kinds[pair.second] = kind
        first = self._held[pair.first]
        tied_second = next((held for held in self._held[pair.second] if held.tied), None)
        subject = first_named(
            [held for held in first if not tied_second or held.subject.name != tied_second.subject.name]
        )
        if subject is None:
            return self._unnamed_pair(pair)
        others = [tied_second.subject.name] if tied_second and tied_second.subject.type == "candidate" else []
        one = self._of(pair.first, subject.subject, max(subject.score, 1.0), "pair", others)
        other = tied_second.subject if tied_second else self._other(subject.subject, one.vote)
        if other is None:
            return {pair.first: one}
        two = self._of(pair.second, other, 1.5, "pair")
        if self._is_passive(pair.first) and not tied_second and pair.first.value > pair.second.value:
            winner, loser = self._by_agent(one, two, pair.first)
            one, two = winner, loser
        return {pair.first: one, pair.second: replace(two, vote=one.vote)}

    def _unnamed_pair(self, pair: groups.Pair) -> dict[Figure, _Choice]:
        """A pair in a sentence that names nobody: the finalists, the one elected with the larger figure."""
        weighed = self._vote(pair.first, "", "candidate")
        if weighed is None:
            return {}
        names = contenders(weighed.vote, self._reference)
        if len(names) != 2 or not pair.whole:
            return {}
        ordered = sorted((pair.first, pair.second), key=lambda figure: -figure.value)
        return {
            figure: _Choice(name, "candidate", weighed.vote, 1.0 + weighed.score, "finalists", weighed.dated)
            for figure, name in zip(ordered, names, strict=True)
        }

    def _other(self, subject: Subject, vote: Vote | None) -> Subject | None:
        """The one that a subject is held against: another one of the sentence, else the other finalist."""
        if subject.type == "option":
            return replace(subject, name=OTHER[subject.name])
        pair = contenders(vote, self._reference) if vote else ()
        if subject.name in pair and len(pair) == 2:
            name = next(name for name in pair if name != subject.name)
            return replace(subject, name=name)
        return next(
            (
                other
                for other in self._told.subjects
                if other.name != subject.name and other.type == subject.type
            ),
            None,
        )

    def _is_passive(self, figure: Figure) -> bool:
        return any(cue.tag == "votes.link.passive" and cue.end <= figure.start for cue in self._told.cues)

    def _by_agent(self, one: _Choice, two: _Choice, figure: Figure) -> tuple[_Choice, _Choice]:
        """Winner and loser of "A was beaten by B, 66 to 34"."""
        cue = next(cue for cue in self._told.cues if cue.tag == "votes.link.passive")
        agent = next((s for s in self._told.subjects if s.start >= cue.end), None)
        if agent is not None and agent.name == two.subject:
            return replace(one, subject=two.subject, type=two.type), replace(
                two, subject=one.subject, type=one.type
            )
        return one, two

    def _change(self, earlier: Figure, later: Figure, chosen: dict[Figure, _Choice]) -> None:
        """The earlier figure is of the same subject in the vote before."""
        after = chosen.get(later)
        if after is None or not self._kinds[later].kind:
            return
        self._kinds[earlier] = self._kinds[later]
        vote = after.vote
        own = self._vote(earlier, after.subject, after.type)
        if (own and vote and own.vote.election_id != vote.election_id) or (
            own and vote and own.vote.round != vote.round and own.vote.round
        ):
            vote = own.vote
        elif vote and not self._told.rounds:
            vote = neighbour(vote, -1, self._reference) or vote
            vote = vote.in_round(after.vote.round if after.vote else None)
        chosen[earlier] = replace(after, vote=vote, rule="change", dated=False)

    # Rows

    def _cannot_be_final(self, choice: _Choice) -> bool:
        """Whether one stood in the vote and not in its second round: then the sentence tells the first."""
        return (
            choice.vote is not None
            and choice.type == "candidate"
            and stood_without_final(choice.subject, choice.vote.in_round(None), self._reference)
        )

    def _settle(self, figure: Figure, choice: _Choice | None, first_round: set[str]) -> None:
        kind = self._kinds[figure]
        if not kind.kind or choice is None:
            if figure.unit in ("percent", "fraction") or (figure.unit == "points" and not kind.kind):
                self.refused.append(
                    Refused(figure.start, figure.end, "percentage", kind.why if not kind.kind else _NOBODY)
                )
            return
        if choice.vote is None:
            self.refused.append(Refused(figure.start, figure.end, "percentage", _NO_ELECTION))
            return
        if figure.unit == "fraction" and kind.why == "":
            self.refused.append(
                Refused(figure.start, figure.end, "percentage", "a fraction of something else")
            )
            return
        named = [subject.name for subject in self._told.subjects if subject.type == "candidate"][:1]
        asked = rounds.Asked(
            figure=figure,
            kind="poll" if kind.asked else kind.kind,
            subject_type=choice.type,
            subjects=named if choice.type == "electorate" else [choice.subject],
            decided=figure in self._whole,
            opening=choice.vote.election_id in first_round and figure not in self._whole,
            before=self._before.get(choice.subject) or self._rounds.get(choice.vote.election_id),
        )
        vote = rounds.in_round(choice.vote, self._scene, asked)
        self._rounds[vote.election_id] = vote
        place = areas.place_of(self._document, self._told, figure)
        vote = areas.own_vote(vote, place, self._told, self._reference)
        part = areas.is_part(vote, place) and not kind.electorate
        self.shares.append(
            Share(
                figure=figure,
                sentence=self._told.sentence,
                subject=choice.subject,
                subject_type=choice.type,
                kind="other" if part else kind.kind,
                vote=vote,
                value=figure.value,
                confidence=round(min(0.95, max(0.2, choice.score / _SURE)), 2),
                rule=choice.rule,
                pollster=self._pollster if kind.kind in ASKED else "",
            )
        )


def _mark_before(document: Document, figure: Figure) -> str:
    return document.clean[max(0, figure.start - _BLANKS) : figure.start].rstrip()[-1:]


def _is_age(document: Document, figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether a whole number between commas behind a name is an age, where no figure beside it is bare."""
    if figure.unit or figure.decimals or figure.spelled:
        return False
    before, after = _mark_before(document, figure), document.clean[figure.end : figure.end + 1]
    listed = any(not other.unit and other.decimals for other in others)
    return before == "," and after in (",", ".", ")") and not listed
