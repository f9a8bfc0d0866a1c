"""Superlatives: the highest, lowest, closest, best or worst of the record, records, and how far back to go.

A superlative is a claim only with a scope: since when, of whom or in what history. The figure that it
is made of is looked up in the record, and held against all others within the scope (`compare.py`).
"""

from dataclasses import replace

from pipeline.claims.claim import Judged, Reading, unknown
from pipeline.claims.compare import ALONE, Query, Within, figures_in, is_low, judge
from pipeline.claims.groups import (
    ALL,
    WINNERS,
    Group,
    group_among,
    group_of,
    named,
    of_subject,
    party_of,
    subject_before,
    subject_near,
)
from pipeline.claims.record import DAY_FIGURES, SUBJECT_FIGURES
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.claims.scope import SCOPES, Scope, beyond, read, record_of, scope_after, scope_of_sentence
from pipeline.lexicon import Cue
from pipeline.link.votes import wins_of

# How far from "highest" the word for what is compared may stand, and a scope from either.
_MEASURE_GAP = 4
_BEFORE = 3
_NEAR_PLACE = 4
_FAR = 10
_BOUNDING = frozenset({"any", "namesake", "incumbent", "loser", "second", "third"})


def superlative(passage: Passage, match: Match) -> Reading | None:
    """ "The DEGREE MEASURE SCOPE"; None where nothing says among whom or since when it holds."""
    degree = match.taken.get("degree")
    if degree and not _is_definite(passage, degree):
        return None
    measure = match.taken.get("measure") or _measure_after(passage, match.last)
    after = match.last if measure is None else max(match.last, measure.last)
    scope = scope_after(passage, after)
    group = group_among(passage, match.first, scope.last)
    owner = None if group and not group.everyone else _owner(passage, match)
    given = match.rule.given.get("measure", "")
    name = str(given) or (key_of(measure) if measure else "")
    of_own = owner is not None and name in SUBJECT_FIGURES
    if not scope.bounded and (far := _far_scope(passage, after)):
        scope = far
    if not (of_own or scope.bounded or _is_bounded(passage, match, after, scope)):
        return None
    if passage.between(match.last + 1, scope.last, "scope.brief"):
        return None
    if measure is None and not given and not scope.bounded and not _joins(passage, match.last + 1):
        # "The longest night of his career."
        return None
    if passage.between(match.first - _BEFORE, match.first, "one_of"):
        return Reading(match.first, scope.last, unknown("the text does not say which place among them"))
    # "The bleakest night since": a noun that is no measure stands between.
    named = measure is None and not given and not _joins(passage, match.last + 1)
    if not named and name in ("", "other") and (told := _measure_of_clause(passage, match)):
        name = key_of(told)
    if scope.elsewhere and not name:
        return None
    if named:
        return Reading(match.first, scope.last, unknown("the record holds no figures of this kind"))
    return _read(passage, match, scope, owner or group, name, match.key("degree"))


def _joins(passage: Passage, word: int) -> bool:
    """Whether a word leads on from a superlative to its scope ("the lowest since", "la plus forte de")."""
    return any(mark.first == word and class_of(mark) != "measure" for mark in passage.marks)


def _is_definite(passage: Passage, degree: Cue) -> bool:
    """Whether an article makes a superlative of a word, in languages where it takes one ("la plus forte")."""
    if not passage.pack.articled:
        return True
    before = [mark for mark in passage.marks if class_of(mark) == "ordinal" and mark.last == degree.first - 1]
    word = (before[0].first if before else degree.first) - 1
    return any(class_of(mark) == "definite" and mark.last == word for mark in passage.marks)


def _is_bounded(passage: Passage, match: Match, after: int, scope: Scope) -> bool:
    """Whether a group or an office makes a claim of it without a time: "the best score of any candidate"."""
    if "ordinal" in match.taken and passage.between(after + 1, scope.last, "round"):
        return True
    behind = [mark for mark in passage.marks if after < mark.first and mark.last <= scope.last]
    groups = {key_of(mark) for mark in behind if class_of(mark) == "group"}
    inside = [mark for mark in passage.marks if match.first <= mark.first and mark.last <= scope.last]
    classes = {class_of(mark) for mark in inside}
    # "The best result of the far right in a presidential election."
    parties = {one.start for one in passage.subjects if one.type == "party"}
    party = any(class_of(mark) == "who" and mark.start in parties for mark in behind)
    of_some = "office" in classes and (party or classes & {"family", "line", "own"})
    return bool(groups & _BOUNDING or of_some or "own" in {class_of(mark) for mark in behind})


def _far_scope(passage: Passage, last: int) -> Scope | None:
    """A time that stands further behind in the clause: "the largest to a party at any vote since the war"."""
    mark = passage.after(last + 1, _FAR, frozenset({"scope", "degree"}))
    if mark is None or key_of(mark).partition(".")[0] not in ("since", "period"):
        return None
    if passage.has_comma(last + 1, mark.first):
        return None
    scope = read(passage, mark, Scope(mark.last))
    return scope if scope.since or scope.period else None


def _measure_after(passage: Passage, last: int) -> Cue | None:
    """What the superlative is of: the nearest word for it right behind, before any comma."""
    mark = passage.after(last + 1, _MEASURE_GAP, frozenset({"measure", "scope"}))
    if mark is None or class_of(mark) != "measure" or passage.has_comma(last + 1, mark.first):
        return None
    return mark


def _measure_of_clause(passage: Passage, match: Match) -> Cue | None:
    """What a bare "the highest" is of: the word told last before it in the sentence."""
    before = passage.between(passage.told.sentence.first, match.first - 1, "measure")
    known = [mark for mark in before if key_of(mark) != "other"]
    found = known or before or passage.earlier
    return found[-1] if found else None


def record(passage: Passage, match: Match) -> Reading | None:
    """ "A record", "still the record", "beats her party's record": the highest, or the lowest, of all."""
    inside = passage.between(match.first, match.last, "measure")
    measure = match.taken.get("measure") or next(iter(inside), None) or _measure_after(passage, match.last)
    bounds = [mark.first - 1 for name, mark in match.taken.items() if name in SCOPES]
    scope = scope_after(passage, min(bounds, default=max(match.last, measure.last if measure else 0)))
    told = measure or _measure_of_clause(passage, match)
    whose = match.taken.get("possessive")
    holder = subject_near(passage, whose.last) or subject_before(passage) if whose else None
    owner = of_subject(passage, holder) if holder else None
    rounds = passage.between(told.last + 1, match.first - 1, "round") if told else []
    if scope.round is None and len(rounds) == 1:
        # "The abstention of the first round sets a record."
        scope = replace(scope, round=int(key_of(rounds[0])))
    group = owner or group_among(passage, match.first, scope.last)
    camps = [
        mark
        for name in ("family", "line")
        for mark in passage.between(passage.told.sentence.first, match.first - 1, name)
    ]
    if group is None and camps and told and key_of(told) in SUBJECT_FIGURES:
        # "The far right takes a record score."
        group = group_of(passage, camps[-1])
    # Who beats a record does so in the vote that is the news; the figure beside it is the old one.
    news = match.key("hold") == "beat"
    return _read(
        passage,
        match,
        replace(scope, bounded=True),
        group,
        key_of(told) if told else "",
        match.key("degree") or match.key("record"),
        news=news,
        year=year_of(passage, match.taken["date"]) if "date" in match.taken else 0,
    )


def not_since(passage: Passage, match: Match) -> Reading | None:
    """ "It had not been so high since 1994": a superlative told by its denial."""
    scope = scope_after(passage, match.taken["scope"].first - 1)
    told = (
        next(iter(passage.between(match.first, match.last, "measure")), None)
        or _measure_after(passage, match.last)
        or _measure_of_clause(passage, match)
    )
    group = group_among(passage, match.first, scope.last)
    measure = key_of(told) if told else "score" if passage.subjects else ""
    return _read(passage, match, scope, group, measure, match.key("compare"))


def than_any(passage: Passage, match: Match) -> Reading | None:
    """ "By fewer votes than any other president": a superlative told by comparison."""
    scope = scope_after(passage, match.last)
    group = group_among(passage, match.last + 1, scope.last)
    degree = match.key("compare") or match.key("lead_by") or match.key("than_any")
    told = _measure_of_clause(passage, match)
    if told in passage.earlier and figures_in(
        passage, passage.part(passage.document.words[match.first].start)
    ):
        told = None
    measure = match.key("measure") or (key_of(told) if told else "")
    return _read(passage, match, replace(scope, bounded=True), group, measure, degree)


def back(passage: Passage, match: Match) -> Reading | None:
    """ "One has to go back to 1969 to find worse": nothing since then was, and that was."""
    scope = scope_of_sentence(passage, scope_after(passage, match.last))
    since = year_of(passage, match.taken["date"])
    compare = match.taken.get("compare") or passage.after(
        match.last + 1, 12, frozenset({"compare", "degree"})
    )
    told = passage.after(match.last + 1, 12, frozenset({"measure"})) or _measure_of_clause(passage, match)
    last = max(scope.last, compare.last if compare else 0)
    scope = replace(scope, bounded=True, since=since or None, last=last)
    degree, measure = key_of(compare) if compare else "high", key_of(told) if told else ""
    return _read(passage, match, scope, None, measure, degree, back=True, news="compare" in match.taken)


def only(passage: Passage, match: Match) -> Reading | None:
    """ "Only in 1969 was it lower": one other figure goes further, that of the year or person told."""
    compare = match.taken["compare"]
    inside = [mark for mark in passage.between(match.first, match.last, "date") if year_of(passage, mark)]
    people = [
        one
        for one in passage.subjects
        if match.first < one.mention.first < compare.first and one.type == "candidate"
    ]
    wins = [vote.year for one in people for vote in wins_of(one.name, passage.reference)]
    year = year_of(passage, inside[0]) if inside else max(wins, default=0)
    told = _measure_after(passage, match.last) or _measure_of_clause(passage, match)
    measure = key_of(told) if told else "margin" if people else ""
    if not year or not measure:
        return None
    scope = scope_of_sentence(passage, scope_after(passage, match.last))
    degree = key_of(compare)
    further = [
        judged_extreme(
            passage,
            match.first,
            replace(scope, bounded=True, since=since),
            None,
            measure,
            degree,
            place,
            news=True,
            back=back,
        )
        for since, place, back in ((0, 2, False), (year, 1, True))
    ]
    judged = next((one for one in further if one.verdict != "supported"), further[0])
    if judged.verdict == "cannot_tell":
        return None
    return Reading(match.first, scope.last, judged)


def _owner(passage: Passage, match: Match) -> Group | None:
    """Whose best or worst it is, where that stands right before: "their worst", "the Front's worst score"."""
    possessives = passage.between(match.first - 2, match.first, "possessive")
    places = [
        cue
        for cue in passage.told.places
        if 0 < passage.document.word_at(cue.start) - match.last <= _NEAR_PLACE
    ]
    if places:
        return None
    if (
        owned := group_among(passage, match.first - _BEFORE, match.first)
        if _is_owned(passage, match)
        else None
    ):
        return owned
    if possessives:
        subject = subject_near(passage, possessives[0].last)
        if subject is None and passage.story.protagonist:
            return named(passage.reference, passage.story.protagonist)
        subject = subject or subject_before(passage)
        return of_subject(passage, subject) if subject else None
    for subject in passage.subjects:
        ends = passage.document.clean[subject.end : passage.document.words[match.first].start]
        if subject.mention.last < match.first and ends.strip(" ") in ("'s", "’s", "'", "’", "s"):
            return of_subject(passage, subject)
    return None


def _is_owned(passage: Passage, match: Match) -> bool:
    return bool(passage.between(match.first - _BEFORE, match.first - 1, "own"))


def _read(
    passage: Passage,
    match: Match,
    scope: Scope,
    group: Group | None,
    measure: str,
    degree: str,
    *,
    news: bool = False,
    year: int = 0,
    back: bool = False,
) -> Reading:
    judged = judged_extreme(
        passage,
        match.first,
        scope,
        group,
        measure,
        degree,
        int(match.key("ordinal") or 1),
        news=news,
        year=year,
        back=back,
    )
    return Reading(match.first, max(scope.last, match.last), judged)


def judged_extreme(
    passage: Passage,
    at: int,
    scope: Scope,
    group: Group | None,
    measure: str,
    degree: str,
    place: int = 1,
    *,
    news: bool = False,
    whole: bool = False,
    year: int = 0,
    back: bool = False,
) -> Judged:
    """The verdict on the extreme of a measure among a group, said at a word."""
    start = passage.document.words[at].start
    if scope.elsewhere:
        return unknown("the claim names bodies or countries that the record does not hold")
    if not measure and passage.subjects and figures_in(passage, passage.part(start)):
        measure = "score"
    if not measure and group and not group.everyone:
        measure = "score"
    if group is WINNERS:
        measure = {"votes": "winning_votes", "score": "winning_share"}.get(measure, measure)
    query = Query(measure, is_low(degree, measure), place, group or ALL, news, whole, year, back)
    if measure in SUBJECT_FIGURES and (group is None or group.everyone):
        return _of_someone(passage, at, scope, query)
    return _judged(passage, at, scope, query)


def _of_someone(passage: Passage, at: int, scope: Scope, query: Query) -> Judged:
    """A figure of those who stood, told of no group: the extreme of all, or of whom the sentence is about.

    The lowest of all is never meant: somebody always got next to nothing.
    """
    people = [one for one in passage.subjects if one.mention.kind != "role"]
    heads = [one for one in people if one.mention.first < at] or people
    own = [
        group for one in heads[:1] for group in (of_subject(passage, one), party_of(passage, one)) if group
    ]
    of_all = [] if query.low else [_judged(passage, at, scope, query)]
    of_own = [_judged(passage, at, scope, replace(query, group=one)) for one in own]
    judged = [*of_all, *of_own]
    supported = next((one for one in judged if one.verdict == "supported"), None)
    # A contradiction of both readings is one, and so is that of the only one that can be compared.
    false = [one for one in judged if one.verdict == "contradicted"]
    alone = all(one.verdict == "contradicted" or ALONE in one.because for one in judged)
    if supported or (of_own and false and alone):
        return supported or false[0]
    return next((one for one in judged if one.verdict == "cannot_tell"), unknown(_AMONG))


_AMONG = "the text does not tell among whom it holds"


def _judged(passage: Passage, at: int, scope: Scope, query: Query) -> Judged:
    start = passage.document.words[at].start
    if query.measure not in DAY_FIGURES and query.measure not in SUBJECT_FIGURES:
        return unknown("the record holds no figures of this kind")
    record_ = record_of(passage, scope, start)
    reason = beyond(passage, scope, record_)
    if reason:
        return unknown(reason)
    return judge(passage, query, Within(scope, record_), start)


def year_of(passage: Passage, date: Cue) -> int:
    """The year of a date in the text, 0 where it has none."""
    years = [timex.value[:4] for timex in passage.document.timexes if timex.start == date.start]
    return next((int(year) for year in years if year.isdecimal()), 0)
