"""What passes between the stages: an article, its cleaned text, and what was found in it.

All offsets count Unicode code points. Those of `Text` say which text they count in; every other
span counts in `Text.clean`, and `Text.raw_span` leads back to the characters of the source.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slide:
    """An entry of a timeline that a person made, and where it stands in the article that was made of it.

    `begin` to `line` are headline and date, `start` to `end` the date alone. `date` and `date_end` (of a
    range alone) are ISO 8601 at the precision that they have. `precision` is only said where the date does
    not tell it (a decade). `told`: type, status, actors, election and round are all that there is to say.
    """

    begin: int
    line: int
    start: int
    end: int
    date: str
    date_end: str
    headline: str
    type: str = ""
    status: str = ""
    actors: tuple[str, ...] = ()
    election_id: str = ""
    round: int | None = None
    precision: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `text` is the decoded file as it is (for text files), newlines untouched, or what the reader of
    another format made of it. `metadata` holds the ranges of `text` that are no prose (the lines of
    the day and of the address) and give no rows.
    `language` is a BCP 47 code, empty when it could not be told. `published` is None when no day
    is known; it is never invented. `status` is ok, skipped or failed, and `problem` says why.
    `reader` is the name and version of what made the text of the bytes. `slides` are the entries of a
    timeline that a person made; other articles have none.
    """

    article_id: str
    source: str
    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: date | None = None
    updated: date | None = None
    language: str = ""
    sha256: str = ""
    status: str = "ok"
    problem: str = ""
    reader: str = ""
    metadata: tuple[Span, ...] = ()
    slides: tuple[Slide, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair: raw[start:end] was replaced by `replacement`, for the reason `kind`."""

    start: int
    end: int
    replacement: str
    kind: str


@dataclass(frozen=True)
class Text:
    """An article's text after cleaning, with the way back to the raw characters.

    `edits` are in order and do not overlap.
    """

    raw: str
    edits: tuple[Edit, ...] = ()

    @cached_property
    def clean(self) -> str:
        """The text with every edit applied."""
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (self.raw[at : edit.start], edit.replacement)
            at = edit.end
        return "".join((*parts, self.raw[at:]))

    @cached_property
    def clean_starts(self) -> list[int]:
        """Where each edit's replacement starts in the clean text."""
        starts: list[int] = []
        shift = 0
        for edit in self.edits:
            starts.append(edit.start + shift)
            shift += len(edit.replacement) - (edit.end - edit.start)
        return starts

    @cached_property
    def _raw_starts(self) -> list[int]:
        """Where each edit starts in the raw text."""
        return [edit.start for edit in self.edits]

    def to_raw(self, offset: int) -> int:
        """Where the clean character at `offset` starts in the raw text.

        Within a replacement as long as what it replaced, characters correspond one to one; within
        any other they all start where the edit does. An inserted character starts where it was put in.
        """
        return self._ends_of(offset)[0]

    def _ends_of(self, offset: int) -> tuple[int, int]:
        """The raw range of the one clean character at `offset` (empty for an inserted one)."""
        index = bisect_right(self.clean_starts, offset) - 1
        if index < 0:
            return offset, offset + 1
        edit = self.edits[index]
        inside = offset - self.clean_starts[index]
        if inside >= len(edit.replacement):
            at = edit.end + inside - len(edit.replacement)
            return at, at + 1
        if len(edit.replacement) == edit.end - edit.start:
            return edit.start + inside, edit.start + inside + 1
        return edit.start, edit.end

    def raw_span(self, start: int, end: int) -> Span:
        """The raw range that clean[start:end] was made of.

        It covers the whole of each edit that it meets and changes the length, so that
        raw[span] always holds what was read; characters deleted at its borders are left out.
        """
        first = self.to_raw(start)
        return Span(first, self._ends_of(end - 1)[1]) if start < end else Span(first, first)

    def to_clean(self, offset: int) -> int:
        """Where the raw character at `offset` stands in the clean text.

        A character that an edit of another length replaced or deleted stands where the edit's
        replacement starts.
        """
        index = bisect_right(self._raw_starts, offset) - 1
        if index < 0:
            return offset
        edit, at = self.edits[index], self.clean_starts[index]
        if offset >= edit.end:
            return at + len(edit.replacement) + offset - edit.end
        return at + (offset - edit.start if len(edit.replacement) == edit.end - edit.start else 0)


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in the clean text, as TIMEX3 defines it.

    `value` and `mod` are TIMEX3 attributes, `edtf` the same in EDTF (empty where it has none),
    `earliest` and `latest` ISO days (empty where unknown or open). `resolved_by` names the rule of
    context that chose the value (explicit, relative, weekday, anaphora, ...), `rule_id` the pattern.
    An opening bound of a range ("from April 19 to June 1") carries the value of the closing one in
    `range_end`; the closing bound is a Timex of its own.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str = ""
    edtf: str = ""
    earliest: str = ""
    latest: str = ""
    resolved_by: str = "explicit"
    rule_id: str = ""
    range_end: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A date expression or percentage that became no row, and why (offsets in the clean text)."""

    start: int
    end: int
    kind: str
    reason: str


Row = dict[str, object]


@dataclass(frozen=True)
class Extraction:
    """Everything one article yields: the article, its text, and rows by table name."""

    article: Article
    text: Text
    rows: dict[str, list[Row]] = field(default_factory=dict)
