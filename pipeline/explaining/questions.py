"""What was weighed for an article, a figure and a date, question by question."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Document, Figure, Placed
from pipeline.choice import Weighed, of_candidate
from pipeline.events.reading import Reading
from pipeline.events.scene import Scene
from pipeline.events.types import MODEL, NOTHING, by_type, weighed
from pipeline.explaining import glossary
from pipeline.explaining.case import Choice
from pipeline.explaining.weighing import Candidate, choice
from pipeline.link import Story, Told, Vote
from pipeline.link.referents import CHOICE as REFERENT
from pipeline.link.rounds import round_number
from pipeline.link.subject import Weighings
from pipeline.marking import N_
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.shares import Share
from pipeline.shares.holders import NOBODY, Held
from pipeline.shares.judged import WEIGHED
from pipeline.shares.kinds import Kind
from pipeline.shares.sentence import Decided
from pipeline.shares.standing import as_it_stands

NONE: Final = "none"
_KIND: Final = "kind"
# Of so many who may have a figure it is asked whom their words mean.
_MOST_ASKED: Final = 3
_IMPLIED: Final = "implied, "
_ROUND_PREFIXES: Final = {1: ("first, ", "first "), 2: ("second, ", "second ")}
# How something is chosen otherwise than as the likeliest, by the rule of its share; the first tell all of it.
_WHOLE: Final = {"table": N_("a line of a table"), "beside its share": N_("as the share that it says again")}
_BY_RULE: Final = {
    **_WHOLE,
    "list": N_("names and figures told one to one"),
    "alike": N_("several have it alike"),
    "change": N_("as the figure that it changed to"),
}
_TOGETHER: Final = N_("likeliest with the figure that it is told with")
_AS_IT_STANDS: Final = N_("who stands in the vote for the likeliest one")
_OTHER_KIND: Final = "other"
_PART: Final = N_("a part of the vote, by where it was counted or by what it is told with")
_OWN_VOTE: Final = N_("the own vote of the place or party that is told")
_BY_DATES: Final = N_("votes and figures told one to one")
_ONE_ROUND: Final = N_("none is asked for: the office votes once, or seats are counted")
_ITS_MEASURE: Final = N_("what it measures is of nobody")


def of_article(story: Story) -> Choice:
    """The vote that the article is about: the one held, or else the one to come."""
    candidates = [
        Candidate(vote_in_words(one.one.vote), "to come" if one.one.ahead else "held", *one[1:])
        for one in story.about
    ]
    chosen = vote_in_words(story.main) if story.main else NONE
    return choice("article", "article", chosen, candidates)


class Sentence(NamedTuple):
    """What a figure is asked with: `told` is what its sentence tells, `referents` whom words may mean."""

    document: Document
    told: Told | None
    referents: Weighings
    reference: Reference

    def words(self, spans: Iterable[Placed]) -> str:
        """The words of some spans, each once."""
        clean = self.document.clean
        return ", ".join(dict.fromkeys(" ".join(clean[one.start : one.end].split()) for one in spans))


def of_figure(
    figure: Figure, shares: Sequence[Share], decided: Decided | None, sentence: Sentence
) -> Iterator[Choice]:
    """Kind, holder, vote and round of a figure that became some shares; none where nothing was asked."""
    if decided is None:
        if shares:
            yield from _of_table(shares[0])
        return
    kinds = decided.kinds[figure]
    yield _kind(kinds, shares)
    if held := decided.weighed.get(figure, ()):
        yield _holder(held, shares, sentence)
        yield from _meant(held, sentence)
    elif shares:
        yield Choice("whose", _names(shares), how=_BY_RULE.get(shares[0].rule, _ITS_MEASURE))
    if shares:
        yield _of_vote(decided.votes.get(figure, ()), shares[0], sentence)
        yield _of_round(decided.rounds.get(figure, ()), shares[0], sentence)


def _of_table(share: Share) -> Iterator[Choice]:
    how = _WHOLE["table"]
    yield Choice("kind", share.kind, how=how)
    yield Choice("whose", share.subject, how=how)
    yield Choice("vote", _election(share.vote), how=how)
    yield Choice("round", _round(share.vote), how=how)


def _kind(found: Sequence[Weighed[Kind]], shares: Sequence[Share]) -> Choice:
    candidates = [
        Candidate(name, _evidence(one), of_candidate(name, features), score, likely, (f"{name}, ",))
        for one, features, score, likely in found
        for name in (_measure(one),)
    ]
    first = candidates[0].what
    chosen, how = shares[0].kind if shares else first, ""
    if chosen != first:
        how = _BY_RULE.get(shares[0].rule) or (_PART if chosen == _OTHER_KIND else _TOGETHER)
    return choice("kind", _KIND, chosen, candidates, how=how)


def _measure(kind: Kind) -> str:
    return kind.kind or NONE


def _evidence(kind: Kind) -> str:
    """What the ordered questions found for a kind."""
    if kind.why == WEIGHED:
        return ""
    return "; ".join(glossary.words(_KIND, why) for why in kind.why.split("+")) if kind.kind else kind.why


def _best(found: Sequence[Held]) -> list[Held]:
    """The likeliest words for each one whom a figure may be of."""
    best: dict[str, Held] = {}
    for one in found:
        best.setdefault(one.name, one)
    return list(best.values())


def _holder(found: Sequence[Held], shares: Sequence[Share], sentence: Sentence) -> Choice:
    """Whose a figure is; all words for one person count together, and the best of them are told."""
    candidates = [
        Candidate(one.name or NOBODY, _words(one, sentence), one.features, one.score, one.likely)
        for one in _best(found)
    ]
    first = candidates[0].what
    chosen = _names(shares) or first
    how = _BY_RULE.get(shares[0].rule, "") if shares else ""
    if chosen != first and not how:
        how = _stands(found[0], shares[0], sentence.reference) or _TOGETHER
    return choice("whose", "holder", chosen, candidates, how=how)


def _words(held: Held, sentence: Sentence) -> str:
    """The words of the sentence for someone, empty where the story alone offers them."""
    if held.subject is None or any(name.startswith(_IMPLIED) for name in held.features):
        return ""
    return sentence.words([held.subject])


def _meant(found: Sequence[Held], sentence: Sentence) -> Iterator[Choice]:
    """Whom the words mean that are no name, of those whose the figure likeliest is."""
    if sentence.told is None:
        return
    meant = {(one.start, one.end): one for one in sentence.told.subjects}
    asked = (held.subject for held in _best(found)[:_MOST_ASKED] if held.subject)
    for place in dict.fromkeys((one.start, one.end) for one in asked):
        if (one := meant.get(place)) and (read := sentence.referents.get(place)):
            candidates = [
                Candidate(each.one.name or NOBODY, "", *each[1:], _scopes(each.features)) for each in read
            ]
            yield choice("meant", REFERENT, one.name, candidates, of=sentence.words([one]))


def _scopes(features: Sequence[str]) -> Sequence[str]:
    """What such features begin with: the sort of words, and the very words."""
    return list(dict.fromkeys(f"{feature.partition(': ')[0]}: " for feature in features))


def _stands(held: Held, share: Share, reference: Reference) -> str:
    """Whether who has the share stands in the vote for the likeliest one: a leader's party, or the like."""
    if held.subject is None or share.vote is None:
        return ""
    name, _ = as_it_stands(held.name, held.subject.type, share.vote, reference)
    return _AS_IT_STANDS if name == share.subject else ""


def _of_vote(found: Sequence[Weighed[Vote]], share: Share, sentence: Sentence) -> Choice:
    """The vote of a figure, each by the dates and phrases of the sentence that tell it."""
    chosen, how = _election(share.vote), ""
    anchors = sentence.told.anchors if sentence.told else ()
    candidates = []
    for one in found:
        own = (anchor for anchor in anchors if anchor.vote.election_id == one.one.election_id)
        candidates.append(Candidate(one.one.election_id, sentence.words(own), *one[1:]))
    known = [one.what for one in candidates]
    if not known:
        how = _WHOLE.get(share.rule, _BY_DATES)
    elif chosen not in known:
        how = _OWN_VOTE
    elif chosen != known[0]:
        how = _BY_RULE.get(share.rule, _TOGETHER)
    return choice("vote", "vote", chosen, candidates, how=how)


def _of_round(found: Sequence[Weighed[int]], share: Share, sentence: Sentence) -> Choice:
    """The round of a figure, each by the words of the sentence that tell it."""
    told = sentence.told.rounds if sentence.told else ()
    candidates = []
    for one in found:
        by = sentence.words(cue for cue in told if round_number(cue) == one.one)
        candidates.append(Candidate(str(one.one), by, *one[1:], _ROUND_PREFIXES[one.one]))
    how = "" if found else _WHOLE.get(share.rule, _ONE_ROUND)
    return choice("round", "round", _round(share.vote), candidates, how=how)


def of_date(timex: Timex, scene: Scene) -> Choice:
    """What a date is the date of, each type by its words or its vote."""
    types = by_type(weighed(timex, scene))
    candidates = [
        Candidate(
            best.one.type,
            _told(best.one, scene),
            best.features,
            best.score,
            likely,
            (f"{best.one.type}, ", f"{NOTHING}, "),
        )
        for likely, best in types
    ]
    return choice("type", MODEL, candidates[0].what, candidates)


def _told(reading: Reading, scene: Scene) -> str:
    if reading.cue:
        return scene.document.clean[reading.cue.start : reading.cue.end]
    return vote_in_words(reading.vote) if reading.vote else ""


def vote_in_words(vote: Vote) -> str:
    """A vote and its round."""
    return f"{vote.election_id}, round {vote.round}" if vote.round else vote.election_id


def _election(vote: Vote | None) -> str:
    return vote.election_id if vote else ""


def _round(vote: Vote | None) -> str:
    return str(vote.round) if vote and vote.round else ""


def _names(shares: Sequence[Share]) -> str:
    return ", ".join(share.subject for share in shares)
