"""Where a figure was counted, by the words of its sentence: in a place, or in all of the country.

Places that no record knows are told by grammar: a capitalised name behind "in", before a verb of voting
("Gwangju gave him 84.8"), or in a list that goes on ("Daegu his rival 67.6").
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.annotate import Document, Figure, within
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue, expand, fold
from pipeline.link import Told
from pipeline.shares.scene import Scene, distance

_WHERE: Final = "votes.clause.where"
# Phrases in which a word such as "in" still stands before a place.
_VERBS: Final = frozenset(
    {"votes.kind.won", "votes.kind.result", "votes.kind.chose", "votes.clause.where", "votes.link.in"}
)
_PLACE_REACH: Final = 6.0
# "In his own constituency": so many words from "in", and how far it reaches.
_INSIDE, _INSIDE_REACH = 3, 12.0
# Words from a name of a place to its figure: where it opens the clause, where it follows a comma, else.
_OPENING, _LISTED, _BESIDE = 30, 12, 6
_RIGHT_BEHIND: Final = 3
_WHOLE_REACH: Final = 3
_NAME_WORDS: Final = 4
# From the name of a place to its figure in a list of places, and from its verb.
_LISTED_WORDS, _VOTED_WORDS = 4, 8
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


def is_of_all(scene: Scene, figure: Figure) -> bool:
    """Whether a word such as "nationwide" stands beside the figure."""
    whole = scene.behind(figure.end, figure.last, "kind.whole", most=_WHOLE_REACH)
    return bool(whole or scene.before(figure, "kind.whole", most=_WHOLE_REACH))


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
        (_named(scene), _counts),
        (scene.told.places, _is_own),
        (_runs(scene), _votes),
    ):
        for place in places:
            if counts(scene, figure, place):
                return Where("name", scene.document.clean[place.start : place.end])
    return Where("area") if _by_word(scene, figure, "kind.area") else NOWHERE


def _is_own(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a figure stands behind the name of a place as behind that of a person: "London (59.9)"."""
    between = scene.document.clean[place.end : figure.start]
    return place.last == figure.first - 1 and between.strip(" \u00a0") in ("(", "", ":")


def stays(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a figure is of the place that the one before it is of, or of the next of a list of places."""
    if is_of_all(scene, figure):
        return False
    if any(
        last.end <= place.start
        and place.end <= figure.start
        and figure.first - place.last - 1 <= _LISTED_WORDS
        for place in _runs(scene)
    ):
        return True
    if scene.apart(last.end, figure.start) and not _is_beside(scene, last, figure):
        return False
    start = scene.clause_start(last.start)
    return any(start <= place.start and place.end <= last.start for place in _named(scene))


def _is_beside(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether only a word such as "while" parts two figures, which sets what is told beside each other."""
    return any(last.end <= cue.start < figure.start for cue in scene.of("clause.beside"))


def _votes(scene: Scene, figure: Figure, place: Cue) -> bool:
    """Whether a place does what the figure is of: "Gwangju gave him 84.8", "Paris ait dit oui à 66"."""
    words = scene.document.words
    voting, helping = _voting(scene.document.article.language)
    verb = place.last + 1
    while verb < figure.first and words[verb].key in helping:
        verb += 1
    return (
        verb < figure.first
        and words[verb].key in voting
        and figure.first - verb <= _VOTED_WORDS
        and not scene.marked(place.end, figure.start)
        and not scene.apart(place.end, figure.start)
    )


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
    where = set(inner_words(scene.document, scene.told))
    for cue in scene.of(name):
        low, high = sorted(((cue.start, cue.end), (figure.start, figure.end)))
        if scene.apart(low[1], high[0]):
            continue
        opens = cue.end <= figure.start and cue.first - scene.told.sentence.first < _OPENING_WORDS
        inside = not where.isdisjoint(range(cue.first - _INSIDE, cue.first))
        reach = _OPENING if opens else _INSIDE_REACH if inside else _PLACE_REACH
        if distance(scene.document, figure, cue) <= reach and not _spoken(scene, low[1], high[0]):
            return True
    return False


def _named(scene: Scene) -> Iterator[Cue]:
    """Names of places that no record knows, behind a word such as "in" or before "where"; the words before
    are part of them."""
    document, sentence = scene.document, scene.told.sentence
    articles = scene.words_of("clause.article")
    spoken = scene.words_of("clause.speech")
    for word in inner_words(scene.document, scene.told):
        if word + 1 >= sentence.last or word in spoken:
            continue
        has_article = word + 1 in articles
        run = _run(scene, word + 1 + has_article, word)
        if run is None or (has_article and not _ends(scene, run.last)):
            # "In the Var", but not "in the Sunday Times poll".
            continue
        known = next(iter(within(document.found.places, document.words[word].start, run.end)), None)
        if known is None or _is_part(scene, known):
            yield run
    for run in _runs(scene):
        if run.last + 1 in scene.words_of("clause.relative") and scene.marked(run.end, run.end + 1):
            yield run


def inner_words(document: Document, told: Told) -> Sequence[int]:
    """Where words such as "in" stand before a place, also as the last of a verb ("failed in")."""
    known = _prepositions(document.article.language)
    longer = {
        word
        for cue in told.cues
        if cue.tag not in _VERBS
        for word in range(cue.first, cue.last + 1)
        if cue.last > cue.first
    }
    sentence = told.sentence
    single = {at for at in range(sentence.first, sentence.last) if document.words[at].key in known}
    return sorted(single - longer | {cue.last for cue in told.cues if cue.tag == _WHERE})


@cache
def _prepositions(language: str) -> frozenset[str]:
    words: Sequence[str] = packs.load(language, "votes")["word"]["inside"]
    return frozenset(words)


def _is_part(scene: Scene, known: Cue) -> bool:
    """Whether a place with a name in the places of a language is a part of a country, not one."""
    name = scene.document.clean[known.start : known.end]
    cities = packs.shared("capitals")
    return not known.tag or "-" in known.tag or name in cities["names"] or name in cities["regions"]


def _runs(scene: Scene) -> Iterator[Cue]:
    """Capitalised names in a sentence that nobody known has."""
    at = scene.told.sentence.first
    while at < scene.told.sentence.last:
        run = _run(scene, at, None)
        if run:
            yield run
        at = run.last + 1 if run else at + 1


def _run(scene: Scene, first: int, behind: int | None) -> Cue | None:
    """The capitalised name that starts at a word, `behind` a word such as "in", or None."""
    document, sentence = scene.document, scene.told.sentence
    if first >= sentence.last or first in scene.words_of("clause.institutions"):
        return None
    if not _is_name(scene, first, behind) or (behind is None and not _may_open(scene, first)):
        return None
    last = first
    while (
        last + 1 < min(sentence.last, first + _NAME_WORDS)
        and document.clean[document.words[last].end : document.words[last + 1].start] in _JOINTS
        and _is_name(scene, last + 1, behind)
    ):
        last += 1
    if last in scene.words_of("kind.firm"):
        return None
    run = Cue("", document.words[first].start, document.words[last].end, first, last)
    known = within(document.found.places, run.start, run.end)
    return run if behind is not None or all(_is_part(scene, place) for place in known) else None


def _may_open(scene: Scene, word: int) -> bool:
    """Whether a word is no common one that has a capital because it opens the sentence."""
    document, sentence = scene.document, scene.told.sentence
    if word > sentence.first:
        return True
    pack = phrases(document.article.language)
    key = document.words[word].key
    common = key in pack.no_names | pack.articles or any(
        key in pack.role_words[name] for name in ("stop", "clause", "place")
    )
    cues = within(scene.told.cues, sentence.start, sentence.start + 1)
    return not common and not cues and document.words[word + 1].start - document.words[word].end == 1


def _ends(scene: Scene, word: int) -> bool:
    """Whether a mark or a word such as "with" follows a word, not a noun that it belongs to."""
    document = scene.document
    mark = document.clean[document.words[word].end : document.words[word].end + 1]
    someone = any(mention.first == word + 1 for mention in scene.contestants)
    return someone or mark in _STOPS or word + 1 in scene.words_of(*_FOLLOW)


def _is_name(scene: Scene, word: int, behind: int | None) -> bool:
    """Whether a word is one of a name that may be a place's: of nobody known, or, behind a word such as "in"
    that never stands before someone who gets something, of nobody on record."""
    start = scene.document.words[word].start
    if not scene.document.clean[start].isupper() or any(
        timex.start <= start < timex.end for timex in scene.timexes
    ):
        return False
    opens = behind is not None and behind - scene.told.sentence.first < _OPENING_WORDS
    certain = behind is not None and (opens or behind not in scene.words_of("link.for"))
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
