"""Whether a figure is of a part of those who voted: a group of people, or a place in the country."""

from collections.abc import Iterator
from typing import Final

from pipeline import packs
from pipeline.annotate import Figure, within
from pipeline.lexicon import Cue
from pipeline.shares.scene import Scene, distance

_AMONG: Final = ("kind.among", "link.part", "link.with")
_CHOSE: Final = ("kind.chose", "kind.prefer", "kind.poll")
_GROUP_REACH: Final = 14
_OWN_GROUP: Final = 4
_BEHIND: Final = 7
_PLACE_REACH: Final = 6.0
# "In his own constituency": so many words from "in", and how far it reaches.
_INSIDE, _INSIDE_REACH = 3, 12.0
# Words from a name of a place to its figure: where it opens the clause, where it follows a comma, else.
_OPENING, _LISTED, _BESIDE = 30, 12, 6
_RIGHT_BEHIND: Final = 3
_WHOLE_REACH: Final = 3
_NAME_WORDS: Final = 4
_OPENING_WORDS: Final = 3
_STOPS: Final = frozenset({",", ".", ";", ":", ")", ""})
_FOLLOW: Final = (
    "link.and",
    "link.with",
    "link.for",
    "link.compared",
    "link.relative",
    "clause.relative",
    "clause.where",
)
_JOINTS: Final = frozenset({" ", "-", "\u00a0"})


def of_group(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is of a group: "57 percent of women", "white women went for Moore, 63 to 34"."""
    if _is_of_all(scene, figure):
        return False
    behind = scene.behind(figure.end, figure.last, "kind.group", most=_OWN_GROUP)
    if behind and (
        behind.first - figure.last <= 2 or figure.last + 1 in scene.words_of("link.part", "base.people")
    ):
        return True
    among = scene.behind(figure.end, figure.last, "kind.group", most=_BEHIND)
    if among and not scene.counted(figure.end, among.start) and _is_among(scene, among):
        return True
    group = scene.before(figure, "kind.group", most=_GROUP_REACH)
    if group is None:
        return False
    if _is_among(scene, group):
        return True
    return any(group.last < cue.first and cue.end <= figure.start for cue in scene.of(*_CHOSE))


def _is_among(scene: Scene, group: Cue) -> bool:
    words = scene.words_of(*_AMONG)
    if group.first - 1 in scene.words_of("kind.won"):
        return True
    return any(place in words for place in (group.first - 2, group.first - 1, group.first))


def _is_of_all(scene: Scene, figure: Figure) -> bool:
    """Whether a word such as "nationwide" stands beside the figure."""
    whole = scene.behind(figure.end, figure.last, "kind.whole", most=_WHOLE_REACH)
    return bool(whole or scene.before(figure, "kind.whole", most=_WHOLE_REACH))


def of_place(scene: Scene, figure: Figure) -> str:
    """Where a figure was counted: "place" for a constituency or a district, "name" for a name behind "in",
    "area" for what may have a vote of its own, a state or a city, "whole" for all of the country, empty where
    nothing is said."""
    if _is_of_all(scene, figure) or any(_only_spoken(scene, figure, place) for place in scene.told.places):
        return "whole"
    if _by_word(scene, figure, "kind.place"):
        return "place"
    if any(_counts(scene, figure, place) for place in _named(scene)) or any(
        _is_own(scene, figure, place) for place in scene.told.places
    ):
        return "name"
    return "area" if _by_word(scene, figure, "kind.area") else ""


def _is_own(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a figure stands behind the name of a place as behind that of a person: "London (59.9)"."""
    between = scene.document.clean[place.end : figure.start]
    return place.last == figure.first - 1 and between.strip(" \u00a0") in ("(", "", ":")


def _by_word(scene: Scene, figure: Figure, name: str) -> bool:
    for cue in scene.of(name):
        low, high = sorted(((cue.start, cue.end), (figure.start, figure.end)))
        if scene.apart(low[1], high[0]):
            continue
        opens = cue.end <= figure.start and cue.first - scene.told.sentence.first < _OPENING_WORDS
        inside = scene.words_of("clause.where").intersection(range(cue.first - _INSIDE, cue.first))
        reach = _OPENING if opens else _INSIDE_REACH if inside else _PLACE_REACH
        if distance(scene.document, figure, cue) <= reach and not _spoken(scene, low[1], high[0]):
            return True
    return False


def _named(scene: Scene) -> Iterator[Cue]:
    """Names of places that no record knows, behind a word such as "in"; the words before are part of them."""
    document, sentence = scene.document, scene.told.sentence
    taken = scene.words_of("clause.institutions")
    articles = scene.words_of("clause.article")
    for cue in scene.of("clause.where"):
        has_article = cue.last + 1 in articles
        first = last = cue.last + 1 + has_article
        if first >= sentence.last or first in taken or not _is_name(scene, first, cue):
            continue
        while (
            last + 1 < min(sentence.last, first + _NAME_WORDS)
            and document.clean[document.words[last].end : document.words[last + 1].start] in _JOINTS
            and _is_name(scene, last + 1, cue)
        ):
            last += 1
        known = next(iter(within(document.found.places, cue.start, document.words[last].end)), None)
        if last in scene.words_of("kind.firm"):
            continue
        if has_article and not _ends(scene, last):
            # "In the Var", but not "in the Sunday Times poll".
            continue
        if (
            known is None
            or not known.tag
            or "-" in known.tag
            or _is_capital(document.clean[known.start : known.end])
        ):
            yield Cue("", cue.start, document.words[last].end, cue.first, last)


def _ends(scene: Scene, word: int) -> bool:
    """Whether a mark or a word such as "with" follows a word, not a noun that it belongs to."""
    document = scene.document
    mark = document.clean[document.words[word].end : document.words[word].end + 1]
    someone = any(mention.first == word + 1 for mention in scene.contestants)
    return someone or mark in _STOPS or word + 1 in scene.words_of(*_FOLLOW)


def _is_capital(name: str) -> bool:
    return name in packs.shared("capitals")["names"]


def _is_name(scene: Scene, word: int, where: Cue) -> bool:
    """Whether a word is one of a name that may be a place's: of nobody known, or, behind a word such as "in"
    that never stands before someone who gets something, of nobody on record."""
    start = scene.document.words[word].start
    if not scene.document.clean[start].isupper() or any(
        timex.start <= start < timex.end for timex in scene.timexes
    ):
        return False
    opens = where.first - scene.told.sentence.first < _OPENING_WORDS
    certain = opens or where.last not in scene.words_of("link.for")
    return not any(
        mention.start <= start < mention.end and (mention.known or not certain) for mention in scene.names
    )


def _counts(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place is where the figure was counted, not where someone spoke of it."""
    document = scene.document
    if place.end <= figure.start:
        if scene.apart(place.end, figure.start) or _spoken(scene, place.end, figure.start):
            return False
        gap = figure.first - place.last - 1
        start = scene.clause_start(place.start)
        if place.first - document.word_at(start) <= 1:
            return gap <= _OPENING
        won = place.first - 1 in scene.words_of("kind.won") | scene.words_of("clause.where")
        listed = won or document.clean[start : place.start].rstrip().endswith((",", ":", "("))
        if listed:
            return gap <= _LISTED
        if place.last + 1 in scene.words_of("clause.relative"):
            return gap <= _LISTED
        between = document.clean[place.end : figure.start]
        aside = between.count(",") == 1 and not scene.named(place.end, figure.start)
        near = gap <= _BESIDE and not scene.counted(place.end, figure.start)
        return near and (aside or not scene.marked(place.end, figure.start))
    gap = place.first - figure.last - 1
    return gap <= _RIGHT_BEHIND and not scene.marked(figure.end, place.start)


def _only_spoken(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place before a figure is where someone spoke: "Speaking in Lyon, she said that"."""
    return place.end <= figure.start and _spoken(scene, scene.clause_start(place.start), figure.start)


def _spoken(scene: Scene, low: int, high: int) -> bool:
    return any(low <= cue.start < high for cue in scene.of("clause.speech"))
