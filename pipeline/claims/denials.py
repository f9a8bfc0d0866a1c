"""What never was: "never had the far right scored so high", "no winner has had fewer votes"."""

from dataclasses import replace

from pipeline.annotate import within
from pipeline.claims.claim import Judged, Reading, held, unknown
from pipeline.claims.compare import figures_in
from pipeline.claims.deeds import judge_never
from pipeline.claims.extremes import judged_extreme
from pipeline.claims.groups import ALL, group_among, of_subject
from pipeline.claims.pack import prefixes
from pipeline.claims.record import DAY_FIGURES, subject_entries
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.claims.scope import Scope, after_year, beyond, record_of, scope_of_sentence
from pipeline.lexicon import Cue
from pipeline.link.votes import office_in
from pipeline.model import Span
from pipeline.vote_names import country_name, vote_name

_REACH = 22
_BEFORE = 6
_OPENERS = frozenset(';:.!?«"“(')
_COMMAS = frozenset(",–—")
# How far behind "never" the deed is that was never done.
_DEED = 3
_RELATIVE = 3
_REACH_OF_TWO = 6


def denial(passage: Passage, match: Match) -> Reading | None:
    """The verdict of what a sentence denies of all time, or of the time since; None where it denies a fact.

    "He never answered" is no claim about the record. One is made by a comparison ("so high"), by a deed of
    those who stand, by a bar that nobody passed, and by "ever" or "since".
    """
    clause = _clause(passage, match)
    opens, fronted = _opens(passage, match.first), _is_fronted(passage, match.first)
    # "Who had never held office" tells of a person, and "no more than 40" denies nothing.
    relative = passage.between(match.first - _RELATIVE, match.first - 1, "relative")
    if not fronted and (relative or not match.key("never")):
        return None
    perfect = any(class_of(mark) == "perfect" for mark in clause)
    bounded = any(
        not _BOUNDS.isdisjoint(prefixes(mark.tag)) and (mark.first > match.last or mark.tag != _EVER)
        for mark in clause
    )
    if not (perfect or bounded):
        return None
    compares = [mark for mark in clause if class_of(mark) == "compare" and mark.first > match.last + 1]
    compare = compares[0] if compares else None
    if compare:
        # "Never have they done so well, says their leader": the rest is another clause.
        clause = [
            mark
            for mark in clause
            if mark.first <= compare.last or not passage.has_comma(compare.last + 1, mark.first)
        ]
    scope = replace(scope_of_sentence(passage, Scope(match.last)), bounded=True)
    last = max(
        [match.last, *(mark.last for mark in clause if class_of(mark) in _ENDS and mark.first > match.last)]
    )
    first = _first(passage, match, clause, fronted=fronted)
    group = group_among(passage, first, last)
    if group is None and compare and not fronted:
        # Of them: "They had never had so many".
        pronoun = next((one for one in passage.subjects if one.mention.last == match.first - 2), None)
        group = of_subject(passage, pronoun) if pronoun and pronoun.mention.kind == "pronoun" else None
    judged: Judged | None = None
    if compare:
        measure = _measure(clause, compare)
        if (
            measure in ("", "score")
            and passage.earlier
            and not _mark(clause, "measure", 0)
            and (group is None or key_of(compare) in ("high", "low"))
        ):
            # "Turnout was low. Never had it been so low."
            measure = key_of(passage.earlier[-1])
        elif not _mark(clause, "measure", 0) and (
            told := passage.between(passage.told.sentence.first, match.first, "measure")
        ):
            # Of what is counted before the colon: "81 million ballots: never had anyone had so many".
            before = key_of(told[-1])
            if before in DAY_FIGURES if group is None and not opens else before in ("votes", "seats"):
                measure = before
        known = measure in DAY_FIGURES or any(class_of(mark) == "measure" for mark in clause)
        if group is None and not opens and not known:
            return None
        place = 2 if passage.between(passage.told.sentence.first, match.first, "exception") else 1
        double = any(
            compare.last + 1 < mark.first <= compare.last + _REACH_OF_TWO and mark.tag != compare.tag
            for mark in compares
            if not passage.has_comma(compare.last + 1, mark.first)
        )
        judged = (
            unknown("two things are compared at once")
            if double
            else judged_extreme(
                passage,
                match.first,
                scope,
                group,
                measure,
                key_of(compare),
                place,
                news=_is_of_news(passage),
                whole=True,
            )
        )
    elif (
        (bounded or "only" in match.taken or (fronted and match.key("never")))
        and (bar := _mark(clause, "bar", match.last))
        and any(class_of(mark) == "figure" for mark in clause)
    ):
        judged = _bar(passage, match, scope, bar)
    elif (
        (bounded or match.key("never"))
        and (deed := _deed(clause, match.last))
        and (deed.first - match.last <= _DEED or fronted)
    ):
        # Of polls, and of "elected office", the record tells nothing.
        if not fronted and key_of(deed) not in _FEATS:
            return None
        other = any(
            mark.tag == "measure.other" or (mark.first == deed.first and class_of(mark) == "title")
            for mark in clause
        )
        judged = (
            None
            if other
            else judge_never(passage, match.first, scope, group, key_of(deed), before=_news(passage, clause))
        )
        if not fronted and (judged is None or judged.verdict == "cannot_tell"):
            return None
    elif (office_ := _mark(clause, "office", match.last)) and _mark(clause, "held", match.last):
        judged = _not_held(passage, key_of(office_))
    telling = opens and match.key("never") and any(class_of(mark) in _TELLING for mark in clause)
    if judged is None and not (fronted and perfect and (bounded or telling)):
        return None
    return Reading(first, last, judged or unknown("the record holds nothing of the kind that is denied"))


# What someone is said never to have done: "he never ran" says nothing of votes.
_FEATS = frozenset({"won", "kept", "runoff", "first", "lost_runoff", "eliminated", "majority"})
# Words that speak of votes and offices, in what is denied.
_TELLING = frozenset(
    {
        "group",
        "family",
        "line",
        "own",
        "office",
        "contest",
        "measure",
        "deed",
        "bar",
        "role",
        "round",
        "compare",
    }
)
_EVER = "scope.ever"
_BOUNDS = frozenset({_EVER, "scope.since", "scope.period", "before"})
_ENDS = frozenset(
    {
        "compare",
        "measure",
        "deed",
        "bar",
        "scope",
        "figure",
        "date",
        "round",
        "office",
        "group",
        "family",
        "line",
        "perfect",
    }
)


def _clause(passage: Passage, match: Match) -> list[Cue]:
    """The marks of the clause that a denial stands in."""
    return [
        mark
        for mark in passage.marks
        if match.first - _BEFORE <= mark.first <= match.last + _REACH
        and passage.reaches(min(mark.first, match.first) + 1, max(mark.first, match.first))
    ]


def _news(passage: Passage, clause: list[Cue]) -> str:
    """The vote before which it had never been, empty where the tense is another."""
    main = passage.story.main
    return main.election_id if main and any(mark.tag == "perfect.past" for mark in clause) else ""


def _deed(clause: list[Cue], after: int) -> Cue | None:
    """The deed that is denied; of "no candidate has ever won" it is not the standing."""
    deeds = [mark for mark in clause if class_of(mark) == "deed" and mark.first > after]
    perfect = next(
        (mark.last for mark in clause if class_of(mark) == "perfect" and mark.first > after), after
    )
    later = [mark for mark in deeds if mark.first > perfect]
    return next((mark for mark in (*later, *deeds) if key_of(mark) != "ran"), deeds[0] if deeds else None)


def _mark(clause: list[Cue], name: str, after: int) -> Cue | None:
    return next((mark for mark in clause if class_of(mark) == name and mark.first > after), None)


def _opens(passage: Passage, word: int) -> bool:
    """Whether a word opens its sentence, a part of it between stops, or a quotation."""
    words = passage.document.words
    before = passage.document.clean[words[word - 1].end : words[word].start] if word else ""
    ahead = words[passage.told.sentence.first : word]
    return all(one.key.isdecimal() for one in ahead) or not _OPENERS.isdisjoint(before)


def _is_fronted(passage: Passage, word: int) -> bool:
    """Whether a word opens its sentence or clause."""
    if _opens(passage, word):
        return True
    words = passage.document.words
    before = passage.document.clean[words[word - 1].end : words[word].start]
    return not _COMMAS.isdisjoint(before) or bool(passage.between(word - 1, word - 1, "and"))


def _first(passage: Passage, match: Match, clause: list[Cue], *, fronted: bool) -> int:
    """Where the claim begins: with what is denied of, where that stands right before."""
    if fronted:
        return match.first
    before = [mark.first for mark in clause if mark.first < match.first and class_of(mark) in _HEADS]
    return min(before, default=match.first)


_HEADS = frozenset({"measure", "who", "group", "family", "line"})


def _measure(clause: list[Cue], compare: Cue) -> str:
    """What is compared: the word for it behind the comparison, else before it; of a close vote the margin."""
    behind = [mark for mark in clause if class_of(mark) == "measure" and 0 < mark.first - compare.last <= 3]
    before = [mark for mark in clause if class_of(mark) == "measure" and mark.first < compare.first]
    if key_of(compare) == "close":
        return "margin"
    found = behind[:1] or before[-1:]
    measure = key_of(found[0]) if found else ""
    if not measure and any(class_of(mark) == "scored" for mark in clause):
        measure = "score" if any(mark.tag == "group.winner" for mark in clause) else ""
    if measure == "majority" and found[0].last < compare.first:
        # "A majority on so few votes": so small a share of who won.
        return "winning_share"
    ruled = any(mark.tag in ("ruled.ruled", "deed.won", "deed.kept", "group.winner") for mark in clause)
    if ruled:
        return {
            "score": "winning_share",
            "other": "winning_share",
            "votes": "winning_votes",
            "": "margin",
        }.get(measure, measure)
    if any(class_of(mark) == "ill_compare" for mark in clause):
        return "mandate"
    return measure or ("score" if any(class_of(mark) == "scored" for mark in clause) else "")


def _is_of_news(passage: Passage) -> bool:
    """Whether it is told of the article's own vote: where no figure of the sentence says of which."""
    return passage.story.country == passage.told.country and not figures_in(
        passage, Span(passage.told.sentence.start, passage.told.sentence.end)
    )


def _not_held(passage: Passage, word: str) -> Judged | None:
    """ "No referendum has been held since": no vote of a kind after the one told, up to publication."""
    published = passage.document.article.published
    country = passage.told.country
    days = passage.reference.elections_of(country, office_in(country, word))
    told = [vote for vote in (passage.told.current, passage.story.main) if vote]
    polled = [day.date for day in days if any(day.election_id == vote.election_id for vote in told)]
    if not polled or published is None:
        return None
    later = [day for day in days if max(polled) < day.date < published.isoformat()]
    held_ = ", ".join(vote_name(day.election_id, day.round, passage.reference) for day in later) or "none"
    return held(
        true=not later, because=f"votes on record after {max(polled)} in {country_name(country)}: {held_}"
    )


def _bar(passage: Passage, match: Match, scope: Scope, bar: Cue) -> Judged | None:
    """ "No list had passed 30 percent since 1984": nobody but the one told of, up to then."""
    words = passage.document.words
    end = words[min(bar.last + _REACH, passage.told.sentence.last - 1)].end
    figures = [
        figure for figure in within(passage.document.figures, words[bar.first].start, end) if figure.unit
    ]
    if not figures:
        return None
    record = record_of(passage, scope, words[match.first].start)
    reason = beyond(passage, scope, record)
    if reason:
        return unknown(reason)
    pronoun = next((one for one in passage.subjects if match.first < one.mention.first < bar.first), None)
    group = group_among(passage, match.first, bar.first) or (
        of_subject(passage, pronoun) if pronoun else None
    )
    under = key_of(bar) == "under"
    if under and group is None:
        return None
    group = group or ALL
    only = match.rule.query == "denial" and "only" in match.taken
    main = None if only else passage.story.main
    published = passage.document.article.published
    until = published.isoformat() if published else "9999"
    entries = [
        entry
        for entry in subject_entries([one for one in record.standings if group.holds(one)], "score")
        if entry.year > after_year(passage, scope, record.office)
        and entry.date < until
        and (main is None or entry.election_id != main.election_id)
        and (scope.round is None or entry.round in (scope.round, None))
    ]
    if not entries:
        return None
    above = [entry for entry in entries if (entry.value < figures[0].value) == under]
    years = sorted({entry.year for entry in entries})
    found = ", ".join(entry.told(passage.reference) for entry in above[:3]) or "nobody"
    because = (
        f"{group.told} in {record.told}, {years[0]} to {years[-1]}, "
        f"{figures[0].value:g} percent or {'less' if under else 'more'}: {found}"
    )
    return held(true=len({entry.subject for entry in above}) == int(only), because=because)
