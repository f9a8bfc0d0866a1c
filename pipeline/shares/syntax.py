"""How a sentence is built, as far as shares ask: its clauses, and the part that each name plays in one."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.annotate import Cues, Document, Sentence
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue
from pipeline.link.people import Subject

_VOTES: Final = "votes."
_LINK: Final = f"{_VOTES}link."
# Other tables of votes.toml whose words tie figures to subjects.
_ALSO: Final = {
    **{f"votes.kind.{name}": name for name in ("economy", "approval", "opinion", "seats", "counted")},
    "votes.kind.threshold": "threshold",
    "votes.kind.chance": "chance",
    "votes.kind.group": "group",
    "votes.kind.result": "result",
    "votes.base.vote": "base",
    "votes.base.registered": "base",
    **{f"votes.outcome.{name}": name for name in ("wins", "loses", "behind", "ahead")},
}
# What opens a clause of its own, and what opens one that the next mark of the kind closes.
_BREAK: Final = frozenset(";:")
_MARK: Final = re.compile(r"[;:,—–]| - ")
_ASIDE: Final = frozenset("—–-")
# A verb stands at most so many words before whom it is done to.
_VERB_WORDS: Final = 4
_MARKS: Final = {",": 1.0, ";": 1.0, ":": 1.0, "(": 1.0, ")": 1.0, "—": 1.0, "–": 1.0}
# The one whom "who" is about stands so many words before it.
_WHO_WORDS: Final = 2
# Parts that the one plays against whom somebody won or lost.
_AGAINST: Final = frozenset({"beaten", "agent", "object"})
_OTHER_OUTCOME: Final = {"wins": "loses", "loses": "wins"}
# Parts that those play together whom "and" joins.
_DONE_TO: Final = frozenset({"beaten"})
# Parts that no subject of a clause plays.
_NOT_DOING: Final = frozenset({"object", "beaten", "given", "chosen", "agent", "of", "owner", "bracketed"})

Links = Mapping[str, Mapping[int, Cue]]
"""Words that tie figures to subjects: what they do, then the index of each of their words."""


@dataclass(frozen=True)
class Syntax:
    """The clauses of a sentence and the parts of its names.

    `starts` are the first characters of its stretches, in order, and `ids` the clause that each is of: a
    clause goes on behind a relative clause or an aside, which are in `asides`. `parts` has what each subject
    is: any of object, beaten, given or chosen (to whom a share is given, whom voters choose), agent (of a
    passive), of, owner, bracketed, apposed.
    `heads` has the subject of each clause that names one, `antecedents` the one whom a clause opened by
    "who" is about. `outcomes` has who won and who lost by each verb that tells it, in order.
    """

    links: Links
    starts: Sequence[int]
    ids: Sequence[int]
    asides: frozenset[int]
    parts: Mapping[int, frozenset[str]]
    heads: Mapping[int, Subject]
    antecedents: Mapping[int, Subject]
    outcomes: Sequence[tuple[Cue, Mapping[str, str]]]

    def clause(self, offset: int) -> int:
        """The clause of a place."""
        return self.ids[max(0, bisect_right(self.starts, offset) - 1)]

    def outcomes_at(self, offset: int) -> Mapping[str, str]:
        """Who won and who lost by the verb before a place, else by the first one behind it."""
        before = [outcomes for verb, outcomes in self.outcomes if verb.start < offset]
        return before[-1] if before else next((outcomes for _, outcomes in self.outcomes), {})

    def parts_of(self, subject: Subject) -> frozenset[str]:
        """What a subject of the sentence is in its clause."""
        return self.parts.get(subject.start, frozenset())


def parse(document: Document, sentence: Sentence, cues: Cues, subjects: Sequence[Subject]) -> Syntax:
    """The syntax of a sentence; `cues` and `subjects` are its own, in order."""
    links = links_of(cues)
    starts, ids, asides = _clauses(document, sentence, links)
    pack = phrases(document.article.language)
    passed = pack.articles | pack.titles.keys()
    named = [subject.start for subject in subjects]
    parts = {
        subject.start: frozenset(_parts(document, subject, subjects, named, links, passed))
        for subject in subjects
    }
    for one, other in pairwise(subjects):
        # "defeating Ramsay and Chowns with 85 percent"
        between = range(one.mention.last + 1, other.mention.first)
        if len(between) == 1 and between[0] in links["and"]:
            parts[other.start] |= parts[one.start] & _DONE_TO
    heads: dict[int, Subject] = {}
    for subject in subjects:
        clause = ids[max(0, bisect_right(starts, subject.start) - 1)]
        if _NOT_DOING.isdisjoint(parts[subject.start]):
            heads.setdefault(clause, subject)
    antecedents = dict(_antecedents(links, starts, ids, subjects))
    outcomes = list(_outcomes(subjects, parts, {**antecedents, **heads}, starts, ids, links))
    return Syntax(links, starts, ids, asides, parts, heads, antecedents, outcomes)


def _antecedents(
    links: Links, starts: Sequence[int], ids: Sequence[int], subjects: Sequence[Subject]
) -> Iterator[tuple[int, Subject]]:
    """Whom each clause is about that a word such as "who" opens."""
    for cue in links["who"].values():
        before = [one for one in subjects if one.end <= cue.start]
        if before and cue.first - before[-1].mention.last <= _WHO_WORDS:
            yield ids[max(0, bisect_right(starts, cue.start) - 1)], before[-1]


def _outcomes(
    subjects: Sequence[Subject],
    parts: Mapping[int, frozenset[str]],
    heads: Mapping[int, Subject],
    starts: Sequence[int],
    ids: Sequence[int],
    links: Links,
) -> Iterator[tuple[Cue, Mapping[str, str]]]:
    """Who won and who lost by each verb: the last one named before it who does something, and the other."""
    verbs = sorted({*(links["wins"].values()), *(links["loses"].values())}, key=lambda cue: cue.start)
    doing = [one for one in subjects if _NOT_DOING.isdisjoint(parts[one.start])]

    def clause_of(offset: int) -> int:
        return ids[max(0, bisect_right(starts, offset) - 1)]

    for verb in verbs:
        clause = clause_of(verb.start)
        earlier = [one for one in doing if one.start < verb.start]
        here = [one for one in earlier if clause_of(one.start) == clause]
        # "handed over to Giscard, elected in May"
        beside = [one for one in subjects if one.mention.last == verb.first - 1 and one.start < verb.start]
        named = [one for one in beside if one.mention.kind != "pronoun"]
        head = next(iter(named), None) or (
            here[-1] if here else heads.get(clause) or (earlier[-1] if earlier else None)
        )
        if head is None:
            continue
        outcome = verb.tag.rpartition(".")[2]
        against = (
            one
            for one in subjects
            if (one.start > verb.start or one.mention.last == verb.first - 1)
            and one.name != head.name
            and parts[one.start] & _AGAINST
            and clause_of(one.start) == clause
        )
        other = next(against, None)
        if other and "agent" in parts[other.start]:
            outcome = "loses"
        yield verb, {head.name: outcome} | ({other.name: _OTHER_OUTCOME[outcome]} if other else {})


def links_of(cues: Cues) -> Links:
    """The words of a sentence that tie figures to subjects, by what they do and then by word."""
    links: dict[str, dict[int, Cue]] = defaultdict(dict)
    for cue in cues.of(_VOTES):
        kind = _ALSO.get(cue.tag) or (cue.tag.removeprefix(_LINK) if cue.tag.startswith(_LINK) else "")
        if kind:
            for word in range(cue.first, cue.last + 1):
                links[kind].setdefault(word, cue)
    return links


def _clauses(
    document: Document, sentence: Sentence, links: Links
) -> tuple[list[int], list[int], frozenset[int]]:
    """Where stretches of clauses start, of which clause each is, and which clauses break off another."""
    places: list[tuple[int, str]] = [
        (mark.start(), mark[0].strip())
        for mark in _MARK.finditer(document.clean, sentence.start, sentence.end)
    ]
    for name in ("relative", "clause"):
        places += [(cue.start, name) for word, cue in links[name].items() if word == cue.first]
    starts, ids = [sentence.start], [0]
    current, made = 0, 1
    asides: set[int] = set()
    # Clauses broken off, with the mark that ends what broke them.
    open_: list[tuple[int, str]] = []

    def go_on(place: int, clause: int) -> None:
        nonlocal current
        current = clause
        starts.append(place)
        ids.append(clause)

    for place, what in sorted(places):
        if what in _BREAK or what == "clause":
            open_.clear()
            go_on(place, made)
            made += 1
        elif open_ and (open_[-1][1] == what or (what in _ASIDE and open_[-1][1] in _ASIDE)):
            go_on(place + 1, open_.pop()[0])
        elif what in _ASIDE:
            open_.append((current, what))
            asides.add(made)
            go_on(place, made)
            made += 1
        elif what == "relative":
            before = document.clean[sentence.start : place].rstrip()
            open_.append((current, "," if before.endswith(",") else ""))
            asides.add(made)
            go_on(place, made)
            made += 1
    return starts, ids, frozenset(asides)


def _parts(
    document: Document,
    subject: Subject,
    subjects: Sequence[Subject],
    starts: Sequence[int],
    links: Links,
    passed: frozenset[str],
) -> Iterator[str]:
    before = subject.mention.first - 1
    while before >= 0 and document.words[before].key in passed:
        before -= 1
    at = bisect_left(starts, subject.start) - 1
    earlier = subjects[at] if at >= 0 else None
    clitic = subject.mention.kind == "pronoun" and document.words[subject.mention.first].key in passed
    if before in links["object"] or clitic:
        # "Giscard le battit"
        yield "object"
    if before in links["part"]:
        yield "of"
    if before in links["agent"] or before in links["passive"]:
        yield "agent"
    for name in ("beaten", "given", "chosen"):
        if _is_done_to(document, subject, earlier, links[name]):
            yield name
    if is_owner(document, subject):
        yield "owner"
    opened = document.clean[max(0, subject.start - 1) : subject.start]
    if opened == "(" and earlier:
        yield "bracketed"
    if earlier and _is_apposed(document, subject, earlier):
        yield "apposed"


def _is_done_to(
    document: Document, subject: Subject, earlier: Subject | None, verbs: Mapping[int, Cue]
) -> bool:
    """Whether a verb stands shortly before a name, with no mark or other name between."""
    first = subject.mention.first
    for word in range(first - 1, max(-1, first - 1 - _VERB_WORDS), -1):
        if cue := verbs.get(word):
            apart = earlier is not None and earlier.start > cue.start
            return not apart and not document.marks_between(cue.end, subject.start, _MARKS)
    return False


def _is_apposed(document: Document, subject: Subject, earlier: Subject) -> bool:
    """Whether a name ends what stands between commas behind another ("Leadbeater, sister of Jo Cox, won")."""
    if document.clean[subject.end : subject.end + 1] != ",":
        return False
    between = document.clean[earlier.end : subject.start]
    return between.startswith(",") and len(between.split()) > 1 and between.count(",") == 1


def is_owner(document: Document, subject: Subject) -> bool:
    """Whether a name only says whose the next one is ("Macron's Renaissance")."""
    return document.clean[subject.end : subject.end + 2] in ("'s", "’s", "' ", "’ ")


def is_group(subject: Subject, links: Links) -> bool:
    """Whether a name only says whose voters are meant ("42 percent of Fillon's voters")."""
    first, last = subject.mention.first, subject.mention.last
    return last + 1 in links["group"] or first - 1 in links["group"]
