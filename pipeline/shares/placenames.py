"""Names of places in a sentence that no record knows, told by their capitals and the words around them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from pipeline import packs
from pipeline.annotate import Document, within
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Cue
from pipeline.link import Told

if TYPE_CHECKING:
    from pipeline.shares.scene import Scene

_WHERE: Final = "votes.clause.where"
# Phrases in which a word such as "in" still stands before a place.
_VERBS: Final = frozenset(
    {"votes.kind.won", "votes.kind.result", "votes.kind.chose", "votes.clause.where", "votes.link.in"}
)
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


def inner_words(document: Document, told: Told) -> frozenset[int]:
    """Where words such as "in" stand before a place, also as the last of a verb ("failed in")."""
    known = _prepositions(document.article.language)
    sentence = told.sentence
    single = {at for at in range(sentence.first, sentence.last) if document.words[at].key in known}
    longer = {
        word
        for cue in told.cues
        if single and cue.last > cue.first and cue.tag not in _VERBS
        for word in range(cue.first, cue.last + 1)
    }
    return frozenset(single - longer | {cue.last for cue in told.cues.of(_WHERE)})


@cache
def _prepositions(language: str) -> frozenset[str]:
    words: Sequence[str] = packs.load(language, "votes")["word"]["inside"]
    return frozenset(words)


def named(scene: "Scene") -> Iterator[Cue]:
    """Names of places that no record knows, behind a word such as "in" or before "where"; the words before
    are part of them."""
    document, sentence = scene.document, scene.told.sentence
    articles = scene.words_of("clause.article")
    spoken = scene.words_of("clause.speech")
    for word in sorted(scene.inner_words):
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
    for run in scene.capitalised:
        if run.last + 1 in scene.words_of("clause.relative") and scene.marked(run.end, run.end + 1):
            yield run


def _is_part(scene: "Scene", known: Cue) -> bool:
    """Whether a place with a name in the places of a language is a part of a country, not one."""
    name = scene.document.clean[known.start : known.end]
    cities = packs.shared("capitals")
    return not known.tag or "-" in known.tag or name in cities["names"] or name in cities["regions"]


def capitalised(scene: "Scene") -> Iterator[Cue]:
    """Capitalised names in a sentence that nobody known has."""
    at = scene.told.sentence.first
    while at < scene.told.sentence.last:
        run = _run(scene, at, None)
        if run:
            yield run
        at = run.last + 1 if run else at + 1


def _run(scene: "Scene", first: int, behind: int | None) -> Cue | None:
    """The capitalised name that starts at a word, `behind` a word such as "in", or None."""
    document, sentence = scene.document, scene.told.sentence
    if first >= sentence.last or not document.clean[document.words[first].start].isupper():
        return None
    if first in scene.words_of("clause.institutions") or not _is_name(scene, first, behind):
        return None
    if behind is None and (not _may_open(scene, first) or _goes_on_a_name(scene, first)):
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


def _goes_on_a_name(scene: "Scene", word: int) -> bool:
    """Whether a capitalised word stands right before another, as "Union" in "European Union"."""
    document, before = scene.document, word - 1
    if before <= scene.told.sentence.first:
        return False
    joint = document.clean[document.words[before].end : document.words[word].start]
    return joint in _JOINTS and document.clean[document.words[before].start].isupper()


def _may_open(scene: "Scene", word: int) -> bool:
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
    after = document.words[word + 1 : word + 2]
    beside = bool(after) and after[0].start - document.words[word].end == 1
    return beside and not common and not cues


def _ends(scene: "Scene", word: int) -> bool:
    """Whether a mark or a word such as "with" follows a word, not a noun that it belongs to."""
    document = scene.document
    mark = document.clean[document.words[word].end : document.words[word].end + 1]
    someone = any(mention.first == word + 1 for mention in scene.contestants)
    return someone or mark in _STOPS or word + 1 in scene.words_of(*_FOLLOW)


def _is_name(scene: "Scene", word: int, behind: int | None) -> bool:
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
