"""Where a figure was counted, by the words of its sentence: in a place, or in all of the country.

A place is told behind "in", before a verb of voting ("Gwangju gave him 84.8"), or in a list that goes on
("Daegu his rival 67.6").
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Figure
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue, expand, fold
from pipeline.shares.scene import Scene, distance

_PLACE_REACH: Final = 6.0
# "In his own constituency": so many words from "in", and how far it reaches.
_INSIDE, _INSIDE_REACH = 3, 12.0
# Words from a name of a place to its figure: where it opens the clause, where it follows a comma, else.
_OPENING, _LISTED, _BESIDE = 30, 12, 6
_RIGHT_BEHIND: Final = 3
# From a word such as "nationwide": beside its figure, and where it opens the clause.
_WHOLE_REACH, _OPENING_REACH = 3, 9
# From the name of a place to its figure in a list of places, and from its verb.
_LISTED_WORDS, _VOTED_WORDS = 4, 8
_ASIDE_WORDS: Final = 9
# "In the", before a name that opens a clause.
_PREPOSITION_WORDS: Final = 2
_OPENING_WORDS: Final = 3


def is_of_all(scene: Scene, figure: Figure) -> bool:
    """Whether a word such as "nationwide" stands beside the figure, or opens its clause."""
    if scene.behind(figure.end, figure.last, "kind.whole", most=_WHOLE_REACH):
        return True
    whole = scene.before(figure, "kind.whole", most=_OPENING_REACH)
    if whole is None:
        return False
    start = scene.document.word_at(scene.clause_start(whole.start) + 1)
    opens = whole.first - start <= 1 and not scene.counted(whole.end, figure.start)
    return opens or figure.first - whole.last - 1 <= _WHOLE_REACH


class Where(NamedTuple):
    """Where a figure was counted.

    `sort` is place for a constituency or a district, name for a name, area for what may have a vote of its
    own, a state or a city, whole for all of the country, empty where nothing is said.
    """

    sort: str = ""
    name: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a country."""
        return self.sort not in ("", "whole")


NOWHERE: Final = Where()


def of_place(scene: Scene, figure: Figure) -> Where:
    """Where the words count a figure."""
    if is_of_all(scene, figure) or any(_only_spoken(scene, figure, place) for place in scene.told.places):
        return Where("whole")
    if _by_word(scene, figure, "kind.place"):
        return Where("place")
    for places, counts in (
        (scene.place_names, _counts),
        (scene.told.places, _is_own),
        (scene.capitalised, _votes),
        (scene.capitalised, _answers),
    ):
        for place in places:
            if counts(scene, figure, place):
                return Where("name", scene.document.clean[place.start : place.end])
    return Where("area") if _by_word(scene, figure, "kind.area") else NOWHERE


def _is_own(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a figure stands behind the name of a place as behind that of a person: "London (59.9)"."""
    if any(one.start <= place.start < one.end for one in scene.contestants):
        # "The mayor of Le Havre"
        return False
    between = scene.document.clean[place.end : figure.start]
    return place.last == figure.first - 1 and between.strip(" \u00a0") in ("(", "", ":")


def stays(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a figure is of the place that the one before it is of, or of the next of a list of places."""
    if is_of_all(scene, figure):
        return False
    if any(
        last.end <= place.start
        and place.end <= figure.start
        and figure.first - _past_aside(scene, place) <= _LISTED_WORDS
        for place in scene.capitalised
    ):
        return True
    if scene.apart(last.end, figure.start) and not _is_beside(scene, last, figure):
        return False
    start = scene.clause_start(last.start)
    return any(start <= place.start and place.end <= last.start for place in scene.place_names)


def _is_beside(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether only a word such as "while" parts two figures, which sets what is told beside each other."""
    return any(last.end <= cue.start < figure.start for cue in scene.of("clause.beside"))


def _votes(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place does what the figure is of: "Gwangju gave him 84.8", "Paris ait dit oui à 66"."""
    document = scene.document
    words = document.words
    voting, helping = _voting(document.article.language)
    if place.end > figure.start or document.clean[place.start : place.end].isupper():
        return False
    verb = _past_aside(scene, place)
    while verb < figure.first and words[verb].key in helping:
        verb += 1
    if verb >= figure.first or words[verb].key not in voting or figure.first - verb > _VOTED_WORDS:
        return False
    between = document.clean[words[verb].end : figure.start]
    # "Said No, by 51.9", "is for staying, 62"
    by = between.count(",") == 1 and (
        figure.first - 1 in scene.words_of("link.by") or between.rstrip().endswith(",")
    )
    marked = any(mark in between for mark in ";:—") or ("," in between and not by)
    return not marked and not scene.apart(place.end, figure.start)


def _answers(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a name stands right before a figure of a vote with options, in which names have no figures:
    "Tuscany, 52.5", "Orkney with 67.2"; not a thing with an article, "the Union, by 51.9"."""
    words = scene.document.words
    between = range(place.last + 1, figure.first)
    tied = len(between) <= 1 and all(word in scene.words_of("link.with", "link.by") for word in between)
    articles = phrases(scene.document.article.language).articles
    options = [one for one in scene.subjects if one.type == "option"]
    return (
        tied
        and bool(options)
        and place.end <= figure.start
        and not (place.first and words[place.first - 1].key in articles)
        and all(one.start >= place.end or one.end <= place.start for one in options)
    )


def _past_aside(scene: Scene, place: Cue) -> int:
    """The first word behind a place and the words between commas that may follow it."""
    document = scene.document
    if document.clean[place.end : place.end + 1] != ",":
        return place.last + 1
    close = document.clean.find(",", place.end + 1, scene.told.sentence.end)
    at = document.word_at(close) + 1 if close >= 0 else place.last + 1
    return at if at - place.last <= _ASIDE_WORDS else place.last + 1


@cache
def _voting(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of what a place does in a vote, and the words that may stand before them."""
    table: Mapping[str, Sequence[str]] = packs.load(language, "votes")["word"]
    voting, helping = (
        frozenset(fold(form) for phrase in table[name] for form in expand(phrase))
        for name in ("voting", "helping")
    )
    return voting, helping


def _by_word(scene: Scene, figure: Figure, name: str) -> bool:
    where = scene.inner_words
    for cue in scene.of(name):
        low, high = sorted(((cue.start, cue.end), (figure.start, figure.end)))
        if scene.apart(low[1], high[0]):
            continue
        if figure.end <= cue.start and "," in scene.document.clean[figure.end : cue.start]:
            # "54 percent, and in that town more"
            continue
        opens = cue.end <= figure.start and cue.first - scene.told.sentence.first < _OPENING_WORDS
        inside = not where.isdisjoint(range(cue.first - _INSIDE, cue.first))
        reach = _OPENING if opens else _INSIDE_REACH if inside else _PLACE_REACH
        if distance(scene.document, figure, cue) <= reach and not _spoken(scene, low[1], high[0]):
            return True
    return False


def _counts(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place is where the figure was counted, not where someone spoke of it."""
    document = scene.document
    if place.end <= figure.start:
        if scene.apart(place.end, figure.start) or _spoken(scene, place.end, figure.start):
            return False
        gap = figure.first - place.last - 1
        start = scene.clause_start(place.start)
        if place.first - document.word_at(start) <= _PREPOSITION_WORDS:
            return gap <= _OPENING
        won = place.first - 1 in scene.words_of("kind.won") | scene.words_of("clause.where")
        listed = won or document.clean[start : place.start].rstrip().endswith((",", ":", "("))
        if place.last + 1 in scene.words_of("clause.relative"):
            return gap <= _LISTED
        if listed:
            return gap <= _LISTED and not _starts_anew(scene, place, figure)
        between = document.clean[place.end : figure.start]
        aside = between.count(",") == 1 and not scene.named(place.end, figure.start)
        near = gap <= _BESIDE and not scene.counted(place.end, figure.start)
        return near and (aside or not scene.marked(place.end, figure.start))
    gap = place.first - figure.last - 1
    return gap <= _RIGHT_BEHIND and not scene.marked(figure.end, place.start)


def _starts_anew(scene: Scene, place: Cue, figure: Figure) -> bool:
    """Whether someone else is told of behind the comma that ends words of a place: "after a walk in Wales,
    she had 48"."""
    comma = scene.document.clean.find(",", place.end, figure.start)
    if comma < 0 or scene.document.word_at(comma) + 1 in scene.words_of("link.relative", "clause.relative"):
        return False
    return any(
        comma < one.start and one.end <= figure.start for one in scene.subjects if one.type != "option"
    )


def _only_spoken(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place before a figure is where someone spoke: "Speaking in Lyon, she said that"."""
    return place.end <= figure.start and _spoken(scene, scene.clause_start(place.start), figure.start)


def _spoken(scene: Scene, low: int, high: int) -> bool:
    """Whether a verb of speech stands between two places, other than "said No"."""
    answers = {one.mention.first - 1 for one in scene.subjects if one.type == "option"}
    answers |= {one.mention.first for one in scene.subjects if one.type == "option"}
    return any(low <= cue.start < high and cue.last not in answers for cue in scene.of("clause.speech"))
