"""Names that are on no record: runs of capitalised words, of persons or of parties.

A run is a party's where a word of parties stands in it ("Civic Coalition") or where it is an acronym; else it
is a person's, unless something tells that it is a place or a body. What is told in full once is the
same where a part of it stands alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from pipeline import packs
from pipeline.annotate.document import Found, Mention
from pipeline.annotate.phrases import Phrases, phrases
from pipeline.lexicon import Cue, Lexicon, Word, expand, fold

# What may stand between the words of one name.
_JOINTS = frozenset({" ", "-", "'", "’", ". ", "."})
_PARTICLES = frozenset(
    ["de", "da", "do", "dos", "das", "di", "del", "della", "van", "von", "der", "den", "ter", "ten", "zu"]
)
_PARTICLES |= frozenset(
    ["zum", "bin", "ben", "ibn", "al", "el", "la", "le", "los", "af", "av", "y", "e", "abu"]
)
_MOST_NAME_WORDS = 6
_ACRONYM = range(2, 7)
_ROMAN = re.compile(r"[IVXL]+")
_ENDS = re.compile(r"[ %»\"”')]*[.!?…]")
_BREAKS = re.compile(r"\n|[.!?…][ »\"”')]+$")
_LOOK_BACK = 8
_LONG_WORD, _MOST_CAPITALS = 4, 0.7
_MOST_PARTY_WORDS = 5
_POSSESSIVE_S = "s"


@dataclass(frozen=True)
class _Page:
    """A text, its words, which of them have a capital, and which are no stranger's."""

    text: str
    words: Sequence[Word]
    pack: Phrases
    capitals: Set[int]
    taken: Set[int]
    firsts: Set[int]

    def is_capital(self, index: int) -> bool:
        return index in self.capitals

    def is_free(self, index: int) -> bool:
        return 0 <= index < len(self.words) and index not in self.taken

    def joint(self, index: int) -> str:
        """What stands before a word and behind the one before it."""
        if not 0 < index < len(self.words):
            return "\n"
        return self.text[self.words[index - 1].end : self.words[index].start]

    def spelled(self, first: int, last: int) -> str:
        return " ".join(self.text[self.words[first].start : self.words[last].end].split())


def strangers(
    text: str,
    words: Sequence[Word],
    phrases_found: Found,
    pack: Phrases,
    taken: Set[int],
    firsts: Set[int],
    known: Sequence[Mention],
) -> list[Mention]:
    """All names in a text of which the record knows nothing, but those in words that are `taken`.

    `firsts` are words known to be of a stranger's name, `known` the names found: those on record, whose first
    names may stand alone, and parties without a record, which come back with the others.
    """
    capitals = {index for index, word in enumerate(words) if text[word.start].isupper()}
    headlines = _in_headlines(text, words, capitals)
    barred = headlines | _in_places(phrases_found.places)
    named = {
        index
        for cue in phrases_found.bodies
        for index in range(cue.first, cue.last + 1)
        if cue.first in capitals
    }
    page = _Page(text, words, pack, capitals, (taken - firsts) | barred | named, firsts - barred)
    found = [*_whole(page), *_in_titles(replace(page, taken=(taken - firsts) | named), headlines)]
    inner = {words[mention.last].key for mention in found if not opens(text, mention.start)}
    found = [mention for mention in found if not _is_opener(page, mention, inner)]
    inside = taken | named | {index for mention in found for index in range(mention.first, mention.last + 1)}
    page = replace(page, taken=inside)
    found += _parts(page, found)
    inside |= {index for mention in found for index in range(mention.first, mention.last + 1)}
    found += _by_first_name(replace(page, taken=inside), [one for one in known if one.kind == "person"])
    parties = [mention for mention in known if not mention.known]
    return _as_told_in_full(page, sorted((*found, *parties), key=lambda mention: mention.start))


def opens(text: str, start: int) -> bool:
    """Whether a sentence starts here."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(" \"“«'’(")[-1:]
    return before in ("", ".", "!", "?", "\n", "\r", ":", "…", "”", "»")


# Runs


def _whole(page: _Page) -> Iterator[Mention]:
    capitals = sorted(page.capitals)
    acronyms = Counter(
        word.key
        for word in map(page.words.__getitem__, capitals)
        if page.text[word.start : word.end].isupper() and not _starts_line(page, word)
    )
    end = -1
    for index in capitals:
        if index <= end or index in page.taken:
            continue
        last = _run_end(page, index)
        mention = _mention(page, index, last, acronyms)
        end = max(last, mention.last if mention else last)
        if mention:
            yield mention


def _in_titles(page: _Page, headlines: Set[int]) -> Iterator[Mention]:
    """Persons in headlines in which every word has a capital: a first name and the word behind it."""
    roles = page.pack.role_words
    no_surname = page.pack.no_names | roles["stop"] | roles["win"] | roles["said"]
    for index in sorted(headlines):
        surname = index + 1
        if (
            surname in headlines
            and page.words[index].key in first_names()
            and page.is_free(index)
            and page.is_free(surname)
            and page.joint(surname) == " "
            and page.is_capital(surname)
            and page.words[surname].key not in no_surname
        ):
            yield _named(page, index, surname, "person")


def _run_end(page: _Page, index: int) -> int:
    """The last word of the run of capitalised words that a word starts."""
    last = index
    at = index + 1
    while page.is_free(at) and at - index < _MOST_NAME_WORDS:
        joint, key = page.joint(at), page.words[at].key
        # A full stop within a name stands behind an initial.
        if joint not in _JOINTS or ("." in joint and len(page.words[at - 1].key) > 1):
            break
        if key == _POSSESSIVE_S and joint in "'’":
            # "People's Party"
            after = page.words[at + 1].key if at + 1 < len(page.words) else ""
            if after not in page.pack.party_words or not page.is_capital(at + 1):
                break
        elif page.is_capital(at) or (joint == "-" and last == at - 1):
            last = at
        elif key not in _PARTICLES:
            break
        at += 1
    return last


def _mention(page: _Page, first: int, last: int, acronyms: Counter[str]) -> Mention | None:
    """The person or party of a run, None where it is of neither."""
    words, pack = page.words, page.pack
    is_party = any(words[at].key in pack.party_words for at in range(first, last + 1))
    barred, untitled, small = _barred(pack.language)
    skipped = small if is_party else untitled
    title = ""
    while first <= last and words[first].key in skipped:
        title = pack.titles.get(words[first].key, "") or title
        first += 1
    if not is_party and first and words[first - 1].key in small:
        # "le ministre du Commerce Jean-Louis Billon"
        first = next((at for at in range(first, last) if _is_first_name(page, at)), first)
    if first <= last and words[first].key in first_names():
        # "Jack London"
        barred = pack.no_names
    while (
        last > first
        and words[last].key in barred
        and words[last].key not in pack.party_words
        and page.joint(last) != "-"
    ):
        last -= 1
    if first > last:
        return None
    if is_party:
        return _party(page, first, last)
    if first == last:
        return _single(page, first, title, acronyms)
    if not title and not _is_person(page, first, last):
        return None
    return _named(page, first, last, "person", title)


def _is_first_name(page: _Page, at: int) -> bool:
    """Whether a first name begins here, one of two joined words such as "Jean-Louis" included."""
    joined = page.joint(at + 1) == "-" and page.words[at + 1].key in first_names()
    return page.joint(at) != "-" and (joined or page.words[at].key in first_names())


def _named(page: _Page, first: int, last: int, kind: str, gender: str = "") -> Mention:
    words = page.words
    name = page.spelled(first, last)
    return Mention(
        words[first].start, words[last].end, first, last, kind, (name,), gender=gender, known=False
    )


def _single(page: _Page, at: int, title: str, acronyms: Counter[str]) -> Mention | None:
    """One word: an acronym, or a surname behind a title."""
    word = page.words[at]
    name = page.text[word.start : word.end]
    if title:
        return _named(page, at, at, "person", title)
    if len(name) not in _ACRONYM or not _is_acronym(name) or word.key in no_parties():
        return None
    shouted = any(
        page.is_free(beside)
        and page.text[page.words[beside].start : page.words[beside].end].isupper()
        and not page.joint(max(at, beside)).strip()
        for beside in (at - 1, at + 1)
    )
    # "BERLIN, June 2": a word in capitals that opens a line is where the report was written.
    if shouted or not acronyms[word.key]:
        return None
    return _named(page, at, at, "party")


def _is_acronym(name: str) -> bool:
    """Whether a word is one: capitals, or like "AfD" and "PiS" with a small letter between them."""
    if _ROMAN.fullmatch(name):
        return False
    mixed = name[:1].isupper() and name[-1:].isupper() and len(name) < _LONG_WORD
    return name.isupper() or (mixed and name.isalnum())


def _starts_line(page: _Page, word: Word) -> bool:
    return page.text[max(0, word.start - _LOOK_BACK) : word.start].rstrip(" \t")[-1:] in ("", "\n", "\r")


def _is_person(page: _Page, first: int, last: int) -> bool:
    """Whether a run of several words may be a person's name: no body and no place."""
    keys = [page.words[at].key for at in range(first, last + 1)]
    if keys[0] in first_names() or page.firsts & set(range(first, last + 1)):
        return True
    if any(key in body_words() for key in keys) or _ROMAN.fullmatch(page.spelled(last, last)):
        return False
    if page.spelled(first, last).isupper():
        return False
    if all(page.joint(at) == "-" for at in range(first + 1, last + 1)):
        # "Seine-Saint-Denis", and "Jean-Luc" alone, are one word.
        return False
    roles = page.pack.role_words
    before, second = (
        page.words[first - back].key if first >= back and page.joint(first - back + 1) == " " else ""
        for back in (1, 2)
    )
    return before not in roles["place"] and not (before in roles["of"] and second in roles["place_noun"])


def _party(page: _Page, first: int, last: int) -> Mention | None:
    """A party: its words, those that "and" and "of" join to them, in some languages small ones behind."""
    words, pack = page.words, page.pack
    inside = first != last or not opens(page.text, words[first].start)
    joins = pack.role_words["party_join"]
    if first > 1 and words[first - 1].key in pack.role_words["and"] and page.is_free(first - 2):
        joined = page.is_capital(first - 2) and page.joint(first) == page.joint(first - 1) == " "
        if joined and words[first - 2].key not in pack.no_names and first != last:
            first -= 2
    while (
        page.is_free(last + 1)
        and last - first < _MOST_PARTY_WORDS
        and page.joint(last + 1) in (" ", "-", "'", "’")
    ):
        key = words[last + 1].key
        if page.is_capital(last + 1) and page.joint(last + 1) == " " and key not in pack.no_names:
            last += 1
            continue
        if not page.is_capital(last + 1) and key.endswith(pack.party_endings):
            last += 1
            continue
        step = next((step for step in (2, 3) if _leads_on(page, last + 1, step, joins)), 0)
        if not step:
            break
        last += step
    if first == last and (not inside or words[first].key in pack.role_words["party_alone"]):
        return None
    return _named(page, first, last, "party")


def _leads_on(page: _Page, at: int, step: int, joins: Set[str]) -> bool:
    """Whether small words lead from a word of parties to one more of the name ("Party for Freedom")."""
    if at + step - 1 >= len(page.words):
        return False
    small = range(at, at + step - 1)
    end = at + step - 1
    return (
        all(page.is_free(one) and page.words[one].key in joins for one in small)
        and page.is_free(end)
        and page.is_capital(end)
        and page.words[end].key not in page.pack.no_names
        and page.words[end].key not in first_names()
        and all(page.joint(one) in (" ", "'", "’", "-") for one in range(at + 1, end + 1))
    )


def _is_opener(page: _Page, mention: Mention, inner: Set[str]) -> bool:
    """Whether a name of two words is one of one word, the first of which only opens a sentence.

    `inner` are the last words of names within sentences.
    """
    if mention.last != mention.first + 1 or not opens(page.text, mention.start):
        return False
    first, last = (page.words[at].key for at in (mention.first, mention.last))
    return first not in first_names() and last in inner


# Parts of what is told in full


def _parts(page: _Page, full: Sequence[Mention]) -> Iterator[Mention]:
    """Words that are part of a full name told anywhere in the text."""
    by_part: dict[str, dict[tuple[str, ...], Mention]] = defaultdict(dict)
    for mention in full:
        if mention.last > mention.first and mention.kind == "person":
            for at in range(mention.first, mention.last + 1):
                if (key := page.words[at].key) not in _PARTICLES:
                    by_part[key].setdefault(mention.names, mention)
    if not by_part:
        return
    index = 0
    while index < len(page.words):
        whole = by_part.get(page.words[index].key)
        last = index
        if whole and page.is_free(index) and page.is_capital(index):
            while (
                page.is_free(last + 1)
                and by_part.get(page.words[last + 1].key, {}).keys() & whole.keys()
                and page.is_capital(last + 1)
                and page.joint(last + 1) in _JOINTS
            ):
                last += 1
                whole = {names: whole[names] for names in whole.keys() & by_part[page.words[last].key].keys()}
            names = tuple(name for of_one in whole for name in of_one)
            gender = next(iter(whole.values())).gender if len(names) == 1 else ""
            yield replace(_named(page, index, last, "person", gender), names=names)
        index = last + 1


def _by_first_name(page: _Page, people: Sequence[Mention]) -> Iterator[Mention]:
    """First names alone of those whom the text names in full and the record knows ("Arlette")."""
    full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for mention in people:
        first = page.words[mention.first].key
        if (
            len(mention.names) == 1
            and mention.last > mention.first
            and fold(mention.names[0]).split()[0] == first
        ):
            full[first].add(mention.names)
    for index, word in enumerate(page.words) if full else ():
        names = full.get(word.key)
        if not names:
            continue
        joined = (index and page.is_capital(index - 1) and page.joint(index) in _JOINTS) or (
            index + 1 < len(page.words) and page.is_capital(index + 1) and page.joint(index + 1) in _JOINTS
        )
        if len(names) == 1 and page.is_free(index) and page.is_capital(index) and not joined:
            yield replace(_named(page, index, index, "person"), names=next(iter(names)))


def _as_told_in_full(page: _Page, found: Sequence[Mention]) -> list[Mention]:
    """Persons under the longest name that ends like theirs, parties under the name told in full."""
    longest: dict[str, tuple[str, ...]] = {}
    short: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for mention in found:
        keys = [page.words[at].key for at in range(mention.first, mention.last + 1)]
        if mention.kind == "party" and len(keys) > 1:
            for form in _short_forms(page, mention, keys):
                short[form].add(mention.names)
        for start in range(1, len(keys) if mention.kind == "person" else 0):
            tail = " ".join(keys[start:])
            longest.setdefault(tail, mention.names)
            if start == 1 and len(keys) > len(longest[tail][0].split()):
                longest[tail] = mention.names
    for mention in found:
        # A surname of several is of any of them; the story tells of whom.
        if mention.kind == "person" and mention.last > mention.first:
            tail = page.words[mention.last].key
            if longest[tail] != mention.names and not _is_short_for(mention.names[0], longest[tail]):
                longest[tail] = tuple(dict.fromkeys((*longest[tail], *mention.names)))
    full = {form: names.pop() for form, names in short.items() if len(names) == 1}
    return [_in_full(page, mention, longest if mention.kind == "person" else full) for mention in found]


def _is_short_for(name: str, others: Sequence[str]) -> bool:
    """Whether the words of a name are all in another."""
    return any(set(fold(name).split()) <= set(fold(other).split()) for other in others)


def _short_forms(page: _Page, mention: Mention, keys: Sequence[str]) -> Iterator[str]:
    """How else a party may be called: its initials, an acronym behind it in brackets, its first word."""
    yield "".join(key[0] for key in keys)
    yield "".join(key[0] for key in keys if key not in page.pack.role_words["party_join"])
    yield keys[0]
    after = mention.last + 1
    if after < len(page.words) and page.joint(after) == " (" and page.joint(after + 1)[:1] == ")":
        yield page.words[after].key


def _in_full(page: _Page, mention: Mention, known: Mapping[str, tuple[str, ...]]) -> Mention:
    key = " ".join(page.words[at].key for at in range(mention.first, mention.last + 1))
    return replace(mention, names=known[key]) if key in known else mention


# What is no name


def _lines(text: str, words: Sequence[Word]) -> Iterator[range]:
    """The indexes of the words of each line, or sentence of it."""
    first = 0
    for index in range(1, len(words)):
        between = text[words[index - 1].end : words[index].start]
        if between != " " and _BREAKS.search(between):
            yield range(first, index)
            first = index
    if words:
        yield range(first, len(words))


def _in_headlines(text: str, words: Sequence[Word], capitals: Set[int]) -> set[int]:
    """The words of headlines in which nearly every word has a capital, so that capitals tell nothing."""
    found: set[int] = set()
    for indexes in _lines(text, words):
        long = [index for index in indexes if len(words[index].key) >= _LONG_WORD]
        capital = sum(index in capitals for index in long)
        if (
            not _ENDS.match(text, words[indexes[-1]].end)
            and len(long) > 1
            and capital > _MOST_CAPITALS * len(long)
        ):
            found |= set(indexes)
    return found


def _in_places(places: Sequence[Cue]) -> set[int]:
    """The words of places that have several, such as "La Moneda"."""
    return {index for cue in places if cue.last > cue.first for index in range(cue.first, cue.last + 1)}


@cache
def _barred(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words that are no part of a person's name, the same with titles, and articles and the like."""
    pack = phrases(language)
    barred = pack.no_names | no_people(language)
    return barred, barred | pack.titles.keys(), pack.articles | pack.determiners.keys()


@cache
def bodies() -> Lexicon:
    """Names of several words that are no party and no person."""
    return Lexicon.build((name, name) for name in packs.shared("bodies")["phrases"])


@cache
def body_words() -> frozenset[str]:
    """Folded words that make a name one of a body, a paper or a place."""
    return frozenset(map(fold, packs.shared("bodies")["words"].split()))


@cache
def no_parties() -> frozenset[str]:
    """Folded acronyms that are no parties."""
    firms = (fold(name) for name in packs.shared("pollsters")["names"])
    return frozenset((*map(fold, packs.shared("bodies")["acronyms"].split()), *firms))


@cache
def first_names() -> dict[str, str]:
    """Folded first names to the gender that they tell."""
    table = packs.shared("first_names")
    return {fold(name): gender for gender in ("male", "female") for name in table[gender].split()}


def is_pollster(word: str) -> bool:
    """Whether a folded word begins the name of a polling firm."""
    return word in _firm_words()


@cache
def _firm_words() -> frozenset[str]:
    """The words that begin the names of polling firms, but first names ("Peter Hajek", "Ann Selzer")."""
    begin = {fold(name.split()[0]) for name in packs.shared("pollsters")["names"] if " " in name}
    alone = {fold(name) for name in packs.shared("pollsters")["names"] if " " not in name}
    return frozenset(alone | (begin - first_names().keys()))


@cache
def no_people(language: str) -> frozenset[str]:
    """Folded words that are capitalised and no part of a person's name: countries, pollsters, days."""
    found = {fold(name) for name in packs.shared("pollsters")["names"]} | _firm_words()
    for names_of_one in packs.load(language, "places")["country"].values():
        found |= {fold(form) for name in names_of_one for form in expand(name)}
    classes = packs.load(language, "words")["class"]
    for table in ("month", "weekday"):
        found |= {fold(word) for forms in classes[table].values() for word in forms}
    return frozenset(found)
