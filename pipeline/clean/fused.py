"""Put back the space that fell out between two words, or between a word and a figure or comma.

A run of letters is split where both halves are words and the whole is none. What a text shows of
such damage elsewhere makes doubtful splits likelier: they are made only in a text that has certain ones.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.clean.vocabulary import Vocabulary
from pipeline.lexicon import fold
from pipeline.model import Edit

_WORD = re.compile(r"[^\W\d_]+")
_LETTER_DIGIT = re.compile(r"(?P<letter>[^\W\d_])\d")
_DIGIT_LETTER = re.compile(r"\d(?P<letter>[^\W\d_])")
_FIGURE = re.compile(r"\d[\d.,]{0,20}(?P<rest>\s?%|\w{0,20})")
_MARK = re.compile(r"(?P<before>[^\W_])(?P<mark>[,;:.])(?P<after>[^\W\d_])")
_TOKEN_MARKS = "@/\\_#-'"
_LONGEST = 40
# What tells a link or an address, and how far from a character it is looked for.
_LINK = re.compile(r"://|www\.|@|\.(?:com|org|net|info|eu|fr|uk)\b", re.IGNORECASE)
_LINK_REACH = 100
_REMEMBERED = 200_000
# A word as rare as this may be half of two names that stand together; what may be behind a capitalised one
# within a word is commoner.
_NAME, _BEHIND_NAME = 2.2, 3.5
_NEVER = (-math.inf, False)


class Split(NamedTuple):
    """Where a run of letters falls apart; `sure` if no other damage need be seen to believe it."""

    at: int
    sure: bool


class Spacing:
    """Finds lost spaces in texts of one language; what it learnt of a word is kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._splits: dict[str, Split | None] = {}

    def edits(self, text: str) -> list[Edit]:
        """The spaces to put in, in order."""
        sure = {*self._around_figures(text), *self._after_marks(text)}
        splits = self._in_words(text, damaged=bool(sure))
        return sorted({*sure, *splits}, key=lambda edit: edit.start)

    def suspects(self, chunk: str) -> bool:
        """Whether a run of characters without a space may have lost one."""
        if any(self._split(word) for word in _WORD.findall(chunk)):
            return True
        return any(True for _ in self._around_figures(chunk)) or any(True for _ in self._after_marks(chunk))

    def _in_words(self, text: str, *, damaged: bool) -> Iterator[Edit]:
        words = list(_WORD.finditer(text))
        times = Counter(match[0] for match in words)
        splits = {word: split for word in times if (split := self._split(word))}
        damaged = damaged or any(split.sure for split in splits.values())
        for match in words:
            split = splits.get(match[0])
            if split is None or not (split.sure or (damaged and self._is_accident(match[0], times))):
                continue
            around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
            if not any(mark in _TOKEN_MARKS for mark in around):
                at = match.start() + split.at
                yield Edit(at, at, " ", "fused")

    @staticmethod
    def _is_accident(word: str, times: Counter[str]) -> bool:
        """Whether a capitalised word stands once: what comes again is a name."""
        return times[word] == 1 or not word[0].isupper()

    def _after_marks(self, text: str) -> Iterator[Edit]:
        """A space after a comma, semicolon, colon or full stop that stands between two words."""
        vocabulary = self._vocabulary
        for found in _MARK.finditer(text):
            at = found.end("mark")
            before, after = _run_before(text, found.start("mark")), _run_after(text, at)
            if found["mark"] == ".":
                fits = before.islower() and len(before) > 2 and after.istitle() and len(after) > 1
                fits = fits and vocabulary.knows(before)
            else:
                fits = len(after) > 1 or after.lower() in vocabulary.functions
                fits = fits and (found["before"].isdigit() or len(before) > 1)
            if not fits or not (after[0].isupper() or vocabulary.knows(after.lower())):
                continue
            if not _in_link(text, at):
                yield Edit(at, at, " ", "fused")

    def _split(self, word: str) -> Split | None:
        """Where to split a run of letters, if at all; remembered."""
        if word not in self._splits:
            if len(self._splits) >= _REMEMBERED:
                self._splits.clear()
            self._splits[word] = self._find_split(word)
        return self._splits[word]

    def _find_split(self, word: str) -> Split | None:
        lowered = word.lower()
        if not 3 <= len(word) <= _LONGEST or len(lowered) != len(word) or word.isupper():
            return None
        capital = next((at for at in range(1, len(word)) if word[at].isupper()), 0)
        if capital:
            return self._at_capital(word, capital)
        known = self._vocabulary.frequency(lowered)
        if known > 2.6 or fold(word) in self._vocabulary.firms:
            return None
        best: Split | None = None
        best_score = -math.inf
        for at in range(1, len(word)):
            score, sure = self._score(word, lowered[:at], lowered[at:], known)
            if score > best_score:
                best, best_score = Split(at, sure), score
        return best

    def _at_capital(self, word: str, at: int) -> Split | None:
        """A word with a capitalised one after it: "ofJune", "theAfD", "CarolinePidgeon", not "iPhone"."""
        before, after = word[:at], word[at:]
        vocabulary = self._vocabulary
        if before in vocabulary.functions and len(before) > 1 and len(after) > 1:
            return Split(at, sure=True)
        if not after[1:].islower() or fold(word) in vocabulary.firms:
            return None
        first, second = vocabulary.frequency(before.lower()), vocabulary.frequency(after.lower())
        if before.islower():
            common = len(before) > 3 and first > 3.5 and len(after) > 2 and second > 2
            return Split(at, sure=True) if common else None
        both = len(before) > 3 and before.istitle() and min(first, second) > _NAME
        return Split(at, sure=False) if both and not vocabulary.knows(word.lower()) else None

    def _score(self, word: str, before: str, after: str, known: float) -> tuple[float, bool]:
        """How likely the halves are to meet (minus infinity: not to be split), and whether that is sure."""
        vocabulary = self._vocabulary
        first, second = vocabulary.frequency(before), vocabulary.frequency(after)
        shorter = min(len(before), len(after))
        if not first or not second:
            return _NEVER
        # The chance of meeting the two words side by side, on the same scale.
        joint = first + second - 9
        opening, closing = before in vocabulary.functions, after in vocabulary.functions
        if known:
            both = opening and closing and shorter > 1
            return (joint, joint - known > 2) if both and joint - known > 0.7 else _NEVER
        capital = word[0].isupper()
        if shorter == 1:
            fits = closing and len(before) > 3 and first > 4.4
            fits = fits or (opening and not capital and len(after) > 3 and second > 4.0)
            return (joint, False) if fits else _NEVER
        weak = vocabulary.listed("weak")
        strong = (opening and before not in weak) or (closing and after not in weak)
        if opening and closing:
            return joint, strong and not capital
        if closing and len(before) > 2 and first > (4.0 if after in weak else 3.4):
            return joint, strong and not capital
        if opening and len(after) > 2 and second > (4.0 if before in weak else 3.4):
            return joint, strong and not capital
        if shorter > 3 and min(first, second) > 2.5 and first + second > 6.5:
            if capital and second < _BEHIND_NAME:
                return _NEVER
            derived = before in vocabulary.listed("prefixes") or after in vocabulary.listed("suffixes")
            return _NEVER if derived else (joint, False)
        return _NEVER

    def _around_figures(self, text: str) -> Iterator[Edit]:
        """Spaces between a word and a figure: "in2011", "her42.2", "1995with"."""
        for found in _LETTER_DIGIT.finditer(text):
            at = found.end("letter")
            word = _run_before(text, at)
            figure = _FIGURE.match(text, at)
            if figure and self._stands_before(word, figure, text) and not _in_token(text, at - len(word)):
                yield Edit(at, at, " ", "fused")
        for found in _DIGIT_LETTER.finditer(text):
            at = found.start("letter")
            start = at
            while start and text[start - 1].isdigit():
                start -= 1
            if self._stands_after(_run_after(text, at), at - start) and not _in_token(text, start):
                yield Edit(at, at, " ", "fused")

    def _stands_before(self, word: str, figure: re.Match[str], text: str) -> bool:
        """Whether a word is likely to have stood apart from the figure after it."""
        vocabulary = self._vocabulary
        rest = figure["rest"].strip()
        if rest not in ("", "%") and not self._stands_after(rest, len(figure[0]) - len(rest)):
            return False
        lowered = word.lower()
        if not (word.islower() or word.istitle()):
            return False
        if lowered in vocabulary.functions:
            return len(word) > 1 or (word.islower() and len(figure[0]) - len(rest) > 2)
        if word[0].isupper():
            following = text[figure.end() : figure.end() + 10].lstrip()
            share = rest == "%" or following.startswith(tuple(vocabulary.listed("per_cent")))
            owner = len(word) > 3 and word.endswith(tuple(vocabulary.listed("possessive_endings")))
            return lowered in vocabulary.listed("before_figures") or (share and owner)
        return len(word) > 2 and vocabulary.frequency(lowered) > (3.4 if len(word) > 3 else 5)

    def _stands_after(self, word: str, digits: int) -> bool:
        """Whether a word is likely to have stood apart from the figure of so many digits before it."""
        vocabulary = self._vocabulary
        if len(word) < 2 or not word.islower() or word in vocabulary.listed("figure_endings"):
            return False
        if word in vocabulary.functions:
            return len(word) > 2 or digits > 1
        return len(word) > 3 and vocabulary.frequency(word) > 4


def _in_link(text: str, at: int) -> bool:
    """Whether the characters around, up to the next spaces, look like a link or an address."""
    before = text[max(0, at - _LINK_REACH) : at].split()[-1:]
    after = text[at : at + _LINK_REACH].split(maxsplit=1)[:1]
    return _LINK.search("".join(before + after)) is not None


def _in_token(text: str, start: int) -> bool:
    """Whether what starts here hangs on a link, an address or another word."""
    before = text[start - 1] if start else " "
    return before in _TOKEN_MARKS or before == "."


def _run_before(text: str, end: int) -> str:
    start = end
    while start and end - start < _LONGEST and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _run_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < _LONGEST and text[end].isalpha():
        end += 1
    return text[start:end]
