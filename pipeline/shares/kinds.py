"""What a figure measures, by ordered questions.

1. What is it a percentage of? What stands right behind it says so first ("of registered voters"), then the
   topic that claims it ("turnout", "inflation"), then whether it is a lead or a part of the voters.
2. Of a share of the vote: who counted, the officials, a poll or a projection (`sources`)?
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Figure
from pipeline.check import ABSTENTION, BLANK, TURNOUT
from pipeline.lexicon import Cue
from pipeline.shares.leads import is_change, is_lead, lead_of
from pipeline.shares.localities import NOWHERE, Where, of_place
from pipeline.shares.parts import of_group
from pipeline.shares.scene import Scene
from pipeline.shares.sources import POLL, RESULT, source_of
from pipeline.shares.topics import claimed

_ELECTORATE: Final = {"turnout": TURNOUT, "abstention": ABSTENTION, "blank": BLANK}
_NO_VOTE: Final = {
    "economy": "a figure of the economy, no vote",
    "approval": "approval of someone, no vote",
    "opinion": "an opinion, no vote",
    "threshold": "a threshold, no result",
    "error": "a margin of error",
    "chance": "a chance, no vote",
    "seats": "a share of seats, not of votes",
    "counted": "how many ballots are counted, no result",
    "promise": "what is only promised or supposed",
    "followers": "how the followers of a party answer, no vote",
    "fraction": "a fraction of something else",
    "points": "points of something that is not told",
}
GOES_ON: Final = frozenset(_NO_VOTE[name] for name in ("economy", "approval", "seats", "threshold"))
"""Why a figure is no vote, where the next one without a word for it is none either."""
UNKNOWN: Final = _NO_VOTE["fraction"]
"""Why a fraction is of nothing that is told."""
PART: Final = "a part of the voters"
"""Why a figure of a part is of no vote as such."""
_PEOPLE: Final = (
    "base.registered",
    "base.electorate",
    "base.people",
    "base.sample",
    "kind.group",
    "kind.them",
)
_BASES: Final = (
    "base.vote",
    "base.rating",
    "base.chance",
    "base.seats",
    "base.economy",
    "base.counted",
    "base.threshold",
    *_PEOPLE,
)
_ACTS: Final = ("kind.voted", "kind.stayed", "kind.chose", "kind.prefer", "kind.opinion", "kind.approval")
# What claims a figure that is a share of the ballots.
_OF_BALLOTS: Final = ("blank", "counted", "threshold")
_PROMISED: Final = 3
_UNPROMISED: Final = 9
_ACT_WORDS, _LATE_ACT_WORDS, _BARE_ACT_WORDS = 4, 7, 2
_CHOICE_WORDS, _SAID_WORDS = 2, 4
_BLANK_WORDS, _BLANK_FAR = 5, 14
_GIVEN_WORDS: Final = 7
_CHOSEN_WORDS: Final = 6
# Words such as "only just under" between "took" and a fraction.
_TAKEN_WORDS: Final = 2
# Words such as "the former" between "of" and someone.
_NOUN_WORDS: Final = 2
# Characters from "of" to a date.
_RIGHT_BEHIND: Final = 2
_STOPS: Final = frozenset({",", ".", ";", ":", ")", ""})
_THRESHOLD_WORDS: Final = 6


class Kind(NamedTuple):
    """What a figure measures. `kind` is empty where it measures no vote, and `why` says what instead.

    `electorate` is turnout, abstention or blank ballots where these are what it is a share of. `asked` is
    whether words of a poll stand near: then a lead is one in a poll. `where` is where it was counted
    (see `localities.of_place`), `sure` whether what stands right behind it says so.
    """

    kind: str
    why: str
    electorate: str = ""
    asked: bool = False
    where: Where = NOWHERE
    sure: bool = False


def kind_of(
    scene: Scene,
    figure: Figure,
    *,
    before: Kind | None,
    source: str,
    ahead: bool,
    parties: Collection[int],
    question: bool,
) -> Kind:
    """What a figure of a sentence measures.

    `before` is what the figure told before it does, `source` who counted the last share of the vote, `ahead`
    whether the vote that is told is still to come, `parties` are the words at which names of parties start,
    `question` is whether the sentence tells of a question with answers such as Yes.
    """
    if part := next(
        (cue for cue in scene.of("link.part") if cue.first == figure.last + 1 and cue.last + 1 in parties),
        None,
    ):
        return Kind("other", PART) if _chooses(scene, figure, part) else _none("followers")
    if scene.before(figure, "kind.bar", most=0):
        return _none("threshold")._replace(sure=True)
    if any(one.figure is figure and one.is_change for one in scene.bracketed):
        if before and not before.kind:
            return before
        return Kind("swing", "a change in brackets", asked=bool(before and before.asked), sure=True)
    if _is_promised(scene, figure):
        return _none("promise")
    if figure.unit == "points":
        return _of_points(scene, figure)
    base = _base(scene, figure)
    if base is None and is_change(scene, figure):
        told = scene.contestants and scene.contestants[0].start < figure.start
        return _of_points(scene, figure) if told or not figure.unit else _none("economy")
    if before and before.electorate and scene.behind(figure.end, figure.last, "kind.did", most=0):
        # "60 percent voted; in 2001 three in five did"
        return before
    if figure.unit == "fraction" and base is None and not _is_share(scene, figure, question=question):
        acted = _by_own_act(scene, figure)
        return acted if acted and acted.electorate else _none("fraction")
    if base is None and _is_of_unknown(scene, figure):
        return _of_unknown(scene, figure)
    found = _of_base(scene, figure, base, before, question=question) if base else _by_own_act(scene, figure)
    if found is None and (base is None or base.tag != "votes.base.vote"):
        found = _by_topic(scene, figure)
    elif found is None and (topic := claimed(scene, figure)) in _OF_BALLOTS:
        found = of_electorate(topic) if topic in _ELECTORATE else _none(topic)
    if found is None and is_lead(scene, figure):
        found = Kind("margin", "words of a lead", asked=_is_asked(scene, figure))
    if (
        found is None
        and of_group(scene, figure)
        and not (base and base.tag in ("votes.kind.group", "votes.kind.them"))
    ):
        found = Kind("other", PART)
    if found and found.electorate:
        return found._replace(where=of_place(scene, figure))
    return found or _of_votes(scene, figure, base, source=source, ahead=ahead)


def _is_share(scene: Scene, figure: Figure, *, question: bool) -> bool:
    """Whether a fraction of nothing that is named is one of votes: somebody is chosen by it, or got it."""
    if _is_for_someone(scene, figure):
        return True
    if question and _is_answer(scene, figure):
        return True
    chose = scene.behind(figure.end, figure.last, "kind.chose", "kind.prefer", "kind.won", most=_CHOSEN_WORDS)
    if chose and (question or of_group(scene, figure) or _has_choice(scene, chose)):
        return not scene.counted(figure.end, chose.start)
    won = scene.before(figure, "kind.won", most=_TAKEN_WORDS)
    return won is not None and not figure.of and _is_last(scene, figure)


def _is_answer(scene: Scene, figure: Figure) -> bool:
    """Whether an answer to the question of a vote is told right behind: "two thirds were in favour"."""
    near = range(figure.last + 1, figure.last + 2 + _CHOICE_WORDS)
    return any(
        one.type == "option" and one.mention.first in near and not scene.marked(figure.end, one.start)
        for one in scene.subjects
    )


def _is_last(scene: Scene, figure: Figure) -> bool:
    """Whether no noun follows a figure that it could be of: a mark does, or the end."""
    return scene.document.clean[figure.end : figure.end + 1] in _STOPS


def _is_for_someone(scene: Scene, figure: Figure) -> bool:
    """Whether a word such as "for" and someone stand right behind a figure."""
    given = scene.behind(figure.end, figure.last, "link.for", most=0)
    return given is not None and any(
        0 <= mention.first - given.last - 1 <= 1 for mention in scene.contestants
    )


def _none(name: str) -> Kind:
    return Kind("", _NO_VOTE[name])


def of_electorate(name: str) -> Kind:
    """What a figure of turnout, abstention or blank ballots measures."""
    return Kind("other" if name == "blank" else "turnout", f"words of {name}", _ELECTORATE[name])


def _is_asked(scene: Scene, figure: Figure) -> bool:
    return source_of(scene, figure, before="", ahead=False)[0] != RESULT


def _is_promised(scene: Scene, figure: Figure) -> bool:
    promise = scene.before(figure, "modal.promise", most=_PROMISED)
    return bool(promise and not scene.marked(promise.end, figure.start)) and not (
        scene.before(figure, "kind.poll", "kind.firm", most=_UNPROMISED)
        or scene.behind(figure.end, figure.last, "kind.poll", "kind.firm", most=_UNPROMISED, marks=True)
    )


def _of_points(scene: Scene, figure: Figure) -> Kind:
    topic = claimed(scene, figure)
    if topic in ("economy", "approval", "error", "chance", "turnout", "abstention"):
        return _none(topic if topic in _NO_VOTE else "points")
    kind = lead_of(scene, figure)
    return (
        Kind(kind, "words of a lead or a change", asked=_is_asked(scene, figure)) if kind else _none("points")
    )


def _base(scene: Scene, figure: Figure) -> Cue | None:
    """What the figure is a share of, right behind it or within it."""
    base = scene.behind(figure.end, figure.last, *_BASES, most=1)
    if base and base.first > figure.last + 1 and not base.tag.startswith("votes.base.vote"):
        base = base if base.tag.removeprefix("votes.") in _PEOPLE else None
    if base is None and figure.of in _BASES:
        # "Six voters in ten of Fillon's"
        tag = "kind.group" if _is_of_someone(scene, figure) else figure.of
        return Cue(f"votes.{tag}", figure.start, figure.end, figure.first, figure.last)
    return base


def _is_of_unknown(scene: Scene, figure: Figure) -> bool:
    """Whether a figure in percent is of something that is no vote, no voters and nobody's: "of the ships"."""
    part = scene.behind(figure.end, figure.last, "link.part", most=0)
    if figure.unit != "percent" or part is None or part.last + 1 >= scene.told.sentence.last:
        return False
    nouns = scene.document.words[part.last + 1 : part.last + 2 + _NOUN_WORDS]
    language = scene.document.article.language
    if nouns[0].key in _word_list(language, "what"):
        return True
    named = any(0 <= mention.first - part.last - 1 <= _NOUN_WORDS for mention in scene.contestants)
    dated = any(0 <= timex.start - part.end <= _RIGHT_BEHIND for timex in scene.timexes)
    ballots = any(noun.key in _word_list(language, "ballots") for noun in nouns)
    return not (named or dated or ballots or claimed(scene, figure) or of_group(scene, figure))


@cache
def _word_list(language: str, name: str) -> frozenset[str]:
    words: Sequence[str] = packs.load(language, "votes")["word"][name]
    return frozenset(words)


def _of_unknown(scene: Scene, figure: Figure) -> Kind:
    """What a figure of something unknown measures: what a part of the voters chose, or no vote."""
    part = scene.behind(figure.end, figure.last, "link.part", most=0)
    by = scene.before(figure, "link.by", "link.agent", most=1) is not None
    chosen = part is not None and (by or _chooses(scene, figure, part))
    return Kind("other", PART) if chosen else _none("fraction")


def _is_of_someone(scene: Scene, figure: Figure) -> bool:
    """Whether a word such as "of" and someone stand right behind a figure."""
    part = scene.behind(figure.end, figure.last, "link.part", most=0)
    return part is not None and any(0 <= mention.first - part.last - 1 <= 1 for mention in scene.contestants)


def _of_base(scene: Scene, figure: Figure, base: Cue, before: Kind | None, *, question: bool) -> Kind | None:
    """What a figure with a base measures; None for a share of the vote."""
    name = base.tag.rpartition(".")[2]
    if name in ("seats", "economy", "counted", "threshold"):
        return _none(name)._replace(sure=True)
    if name in ("rating", "chance"):
        return _none("approval" if name == "rating" else name)._replace(sure=True)
    if name == "vote":
        blank = scene.behind(base.end, base.last, "kind.blank", most=_BLANK_WORDS)
        return of_electorate("blank") if blank else None
    blank = scene.behind(base.end, base.last, "kind.blank", most=_BLANK_FAR)
    if blank and not scene.named(base.end, blank.start):
        return of_electorate("blank")
    acted = _by_act(scene, figure, base.last)
    if acted is not None:
        return acted._replace(kind="other") if name == "group" and acted.electorate else acted
    chosen = _chooses(scene, figure, base)
    match name:
        case "them" if scene.before(figure, "kind.threshold", most=_THRESHOLD_WORDS):
            return _none("threshold")
        case "them" if before and before.electorate:
            # "80 percent voted; 52 percent of them said no"
            return None
        case "group" | "them":
            return _none("economy") if claimed(scene, figure) == "economy" else Kind("other", PART)
        case "registered" | "electorate" if scene.before(figure, "kind.threshold", most=_THRESHOLD_WORDS):
            return _none("threshold")
        case "registered" | "electorate" if figure.unit == "fraction" and not (chosen or scene.contestants):
            # What a fraction of them did, no word tells.
            return _by_topic(scene, figure) or _none("opinion")
        case "registered" if not scene.contestants:
            return of_electorate("turnout")
        case "registered":
            return Kind("other", "of registered voters")
        case "electorate":
            return (
                Kind("other", "of registered voters")
                if chosen
                else _by_topic(scene, figure) or of_electorate("turnout")
            )
        case _ if chosen or question or of_group(scene, figure):
            return None
        case _:
            return _by_topic(scene, figure) or _none("opinion")


def _by_act(scene: Scene, figure: Figure, last: int) -> Kind | None:
    """What those do who are the figure: vote, stay at home, think; None where they choose someone."""
    if _is_shunned(scene, figure):
        return of_electorate("abstention")
    end = scene.document.words[last].end if last > figure.last else figure.end
    end += scene.document.clean.startswith(")", end)
    most = _ACT_WORDS if last > figure.last else _BARE_ACT_WORDS
    act = scene.behind(end, last, *_ACTS, most=most) or (
        scene.behind(end, last, "kind.voted", "kind.stayed", most=_LATE_ACT_WORDS, marks=True)
        if last > figure.last or figure.of
        else None
    )
    if act is None:
        return None
    name = act.tag.removeprefix("votes.kind.")
    part = last > figure.last and (last in scene.words_of("kind.group", "kind.them"))
    if name == "chose" or (name in ("voted", "prefer") and (_has_choice(scene, act) or part)):
        return None
    if name in ("opinion", "prefer") and (_has_option(scene, act) or _will_choose(scene, act)):
        return None
    if name in ("opinion", "prefer", "approval"):
        thinks = last > figure.last or not _is_given(scene, figure)
        return _none("approval" if name == "approval" else "opinion") if thinks else None
    if scene.behind(act.end, act.last, "kind.blank", most=_BLANK_WORDS):
        return of_electorate("blank")
    return of_electorate("turnout" if name == "voted" else "abstention")


def _by_own_act(scene: Scene, figure: Figure) -> Kind | None:
    """The same of a figure without a word for whose it is; what some of the voters do is no turnout."""
    found = _by_act(scene, figure, figure.last)
    part = found is not None and found.electorate and of_group(scene, figure)
    return found._replace(kind="other") if found and part else found


def _is_shunned(scene: Scene, figure: Figure) -> bool:
    """Whether a vote is told to be shunned by the figure."""
    agent = scene.before(figure, "link.agent", most=_TAKEN_WORDS)
    return agent is not None and any(cue.last == agent.first - 1 for cue in scene.of("kind.stayed"))


def _has_choice(scene: Scene, act: Cue) -> bool:
    """Whether someone or something is voted for right behind the verb."""
    near = range(act.last + 1, act.last + 2 + _CHOICE_WORDS)
    return any(
        mention.first in near and not scene.marked(act.end, mention.start) for mention in scene.contestants
    )


def _will_choose(scene: Scene, act: Cue) -> bool:
    """Whether those who say something say whom they choose: "say that they will vote for"."""
    chose = scene.behind(act.end, act.last, "kind.chose", "link.chosen", most=_SAID_WORDS)
    return chose is not None and _has_choice(scene, chose)


def _has_option(scene: Scene, act: Cue) -> bool:
    """Whether a verb tells an answer to the question of a vote: "opposed", "wanted to stay in the"."""
    near = range(act.first, act.last + 1 + _CHOICE_WORDS)
    return any(one.type == "option" and one.mention.first in near for one in scene.subjects)


def _is_given(scene: Scene, figure: Figure) -> bool:
    """Whether someone has got the figure: named, or with a verb of getting, before it in its clause."""
    held = scene.holder_gap(figure)
    won = scene.before(figure, "kind.won", most=_GIVEN_WORDS)
    has_won = won is not None and not (
        scene.counted(won.end, figure.start) and scene.marked(won.end, figure.start)
    )
    return held is not None or has_won or _is_taken(scene, figure)


def _is_taken(scene: Scene, figure: Figure) -> bool:
    """Whether someone and a verb of getting stand right before a figure: "he still attracts one in five"."""
    got = scene.before(figure, "kind.result", most=_TAKEN_WORDS)
    return got is not None and any(mention.last < got.first for mention in scene.contestants)


def _chooses(scene: Scene, figure: Figure, base: Cue) -> bool:
    """Whether the people of a base choose someone, or someone got the figure."""
    chose = scene.behind(
        base.end, base.last, "kind.chose", "kind.prefer", "kind.won", "link.chosen", most=_CHOSEN_WORDS
    )
    if chose and chose.tag.endswith("chose"):
        return True
    if chose and any(
        chose.last < mention.first <= chose.last + _CHOSEN_WORDS for mention in scene.contestants
    ):
        return True
    return _is_given(scene, figure)


def _by_topic(scene: Scene, figure: Figure) -> Kind | None:
    topic = claimed(scene, figure)
    if topic == "registered":
        return Kind("other", "of registered voters")
    if topic in _ELECTORATE:
        electorate = of_electorate(topic)
        return electorate._replace(kind="other") if of_group(scene, figure) else electorate
    return _none(topic) if topic else None


def _of_votes(scene: Scene, figure: Figure, base: Cue | None, *, source: str, ahead: bool) -> Kind:
    source, why = source_of(scene, figure, before=source, ahead=ahead)
    if base is not None and base.tag == "votes.base.sample" and source == RESULT:
        source = POLL
    return Kind(source, f"of the vote+{why}" if base else why, where=of_place(scene, figure))
