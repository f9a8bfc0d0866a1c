"""Put back apostrophes that fell out of English-like possessives and contractions: "Frances runoff", "didnt".

Sources that lose apostrophes lose them all. So a word that may be a plural or a name as it stands is
taken for a possessive only in a text without a single apostrophe, by weighing how common both
spellings are (wordfreq lists possessives) against the words beside it. Lists and clitics are data; a
language without them has none of this.
"""

import re
from typing import NamedTuple

from pipeline.clean.vocabulary import RARE, Vocabulary
from pipeline.model import Edit

_APOSTROPHE = "'"
_WORD = re.compile(r"[^\W_]+")
_DECIMAL = re.compile(r"\d+[.,]\d+|\d{1,2}\b")
_SENTENCE_ENDS = '.!?…:\n\r"“”'
# Powers of ten. In a text with apostrophes only the plainest cases are mended.
_ENOUGH = 0.6
_PLAINLY = 2.0
_PLAINLY_RARE = 2.2
_MOST_PRIOR = 3.0
_HANGING = frozenset("'-@_/")


class _Near(NamedTuple):
    """The words beside a candidate, "" where punctuation stands between."""

    before: str
    second_before: str
    after: str
    starts_sentence: bool
    number_after: bool


class Possessives:
    """Finds possessives and contractions without their apostrophe in texts of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        listed = vocabulary.listed("contractions")
        self._contractions = {word.replace(_APOSTROPHE, ""): word.index(_APOSTROPHE) for word in listed}
        self._clitics = vocabulary.listed("clitics")
        self._endings = tuple(sorted(vocabulary.listed("possessive_endings")))

    def edits(self, text: str) -> list[Edit]:
        """The apostrophes to put in, in order."""
        if not self._endings:
            return []
        words = list(_WORD.finditer(text))
        if _APOSTROPHE in text:
            return [_insertion(match.end() - 1) for match in words if self._is_plain(text, match)]
        names = {match[0] for match in words if match[0][0].isupper()}
        edits: list[Edit] = []
        for index, match in enumerate(words):
            word = match[0]
            if word in self._clitics:
                edits += self._clitic(text, words, index)
            elif (at := self._contractions.get(word.lower())) and not word.isupper():
                edits.append(_insertion(match.start() + at))
            elif self._is_candidate(text, match) and self._is_possessive(text, words, index, names):
                edits.append(_insertion(match.end() - 1))
        return edits

    def suspects(self, chunk: str) -> bool:
        """Whether a run of characters without a space holds a possessive that cannot be a plural."""
        return any(self._is_plain(chunk, match) for match in _WORD.finditer(chunk))

    def _is_candidate(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word ends like a possessive, with nothing hanging on its end."""
        word = match[0]
        return (
            word.endswith(self._endings)
            and len(word) > 2
            and word.isalpha()
            and not word.isupper()
            and word.lower() not in self._vocabulary.functions
            and text[match.end() : match.end() + 1] not in _HANGING
        )

    def _is_plain(self, text: str, match: re.Match[str]) -> bool:
        if not self._is_candidate(text, match):
            return False
        prior, as_it_is = self._prior(match[0].lower())
        return prior > _PLAINLY and as_it_is < _PLAINLY_RARE

    def _prior(self, word: str) -> tuple[float, float]:
        """How much commoner (a power of ten) a word is with an apostrophe, and how common without."""
        as_it_is = self._vocabulary.frequency(word) or RARE
        mended = self._vocabulary.frequency(word[:-1] + _APOSTROPHE + word[-1]) or RARE
        return max(-_MOST_PRIOR, min(_MOST_PRIOR, mended - as_it_is)), as_it_is

    def _clitic(self, text: str, words: list[re.Match[str]], index: int) -> list[Edit]:
        """ "France s runoff", "didn t": a space stands where the apostrophe was."""
        match, before = words[index], words[index - 1] if index else None
        if before is None or text[before.end() : match.start()] != " ":
            return []
        joined = before[0].lower() + match[0]
        if len(before[0]) < 2 or not (joined in self._contractions or match[0] in self._endings):
            return []
        return [Edit(before.end(), match.start(), _APOSTROPHE, "apostrophe")]

    def _is_possessive(self, text: str, words: list[re.Match[str]], index: int, names: set[str]) -> bool:
        vocabulary = self._vocabulary
        word = words[index][0]
        lowered, stem = word.lower(), word[:-1]
        if stem not in names and not vocabulary.knows(stem.lower()):
            return False
        prior, as_it_is = self._prior(lowered)
        near = self._near(text, words, index)
        if f"{lowered} {near.after.lower()}" in vocabulary.listed("set_phrases"):
            return True
        score = prior + self._weight_of_name(word, stem, near, names, as_it_is)
        score += self._weight_of_next(near, named=stem in names) + self._weight_of_previous(word, near)
        return score > _ENOUGH

    def _weight_of_name(self, word: str, stem: str, near: _Near, names: set[str], as_it_is: float) -> float:
        """A name is seldom a plural: more so if it stands elsewhere in the text without its s."""
        if not word[0].isupper() or (near.starts_sentence and stem not in names):
            return 0.0
        vocabulary = self._vocabulary
        rarer = (vocabulary.frequency(stem.lower()) or RARE) - as_it_is
        weight = 1.0 if stem in names else 0.3
        if near.before[:1].isupper() and not near.starts_sentence:
            weight += 0.8 if near.number_after or stem in names else 0.0
        if rarer > 1.0:
            weight += 0.3
        return weight

    def _weight_of_next(self, near: _Near, *, named: bool) -> float:
        """A possessive is followed by a noun, an adjective, or the number that belongs to it."""
        vocabulary, after = self._vocabulary, near.after
        if near.number_after:
            return 1.0
        lowered = after.lower()
        if not after or lowered in vocabulary.functions or lowered in vocabulary.listed("finite_verbs"):
            return -1.5 if after else -1.0
        if after[0].isupper():
            singular = near.before.lower() in vocabulary.listed("singular_determiners")
            return 0.5 if named or singular else -0.3
        if lowered.endswith(tuple(vocabulary.listed("verb_endings"))):
            return -1.0
        return 0.3 if self._may_be_verb(lowered) else 1.0

    def _may_be_verb(self, word: str) -> bool:
        """Whether a plural subject may have this word as its verb: its participle is about as common."""
        vocabulary = self._vocabulary
        own = vocabulary.frequency(word)
        stems = {word, word.removesuffix("e")}
        forms = [stem + ending for stem in stems for ending in vocabulary.listed("participle_endings")]
        return max(map(vocabulary.frequency, forms), default=0.0) > own - 1.2

    def _weight_of_previous(self, word: str, near: _Near) -> float:
        vocabulary = self._vocabulary
        before = near.before.lower()
        if before in vocabulary.listed("plural_determiners") or before.isdigit():
            return -2.0
        if before in vocabulary.listed("singular_determiners"):
            return 0.0 if near.second_before.lower() in vocabulary.listed("articles") else 2.0
        if word[0].isupper() and before in vocabulary.listed("articles"):
            return -1.5
        return 0.0

    @staticmethod
    def _near(text: str, words: list[re.Match[str]], index: int) -> _Near:
        match = words[index]
        before = words[index - 1] if index and text[words[index - 1].end() : match.start()] == " " else None
        second = words[index - 2] if before and index > 1 else None
        if before and second and text[second.end() : before.start()] != " ":
            second = None
        after = words[index + 1] if index + 1 < len(words) else None
        if after and text[match.end() : after.start()] != " ":
            after = None
        lead = text[max(0, match.start() - 3) : match.start()].rstrip(" ")
        number = after is not None and _DECIMAL.match(text, after.start()) is not None
        return _Near(
            before[0] if before else "",
            second[0] if second else "",
            after[0] if after else "",
            not lead or lead[-1] in _SENTENCE_ENDS,
            number,
        )


def _insertion(at: int) -> Edit:
    return Edit(at, at, _APOSTROPHE, "apostrophe")
