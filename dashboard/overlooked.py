"""Words of an article that became no row, or no row yet, for a person who says what they mean."""

import re
from typing import Final, NamedTuple

from pipeline import sentences
from pipeline.charts.rows import each_row
from pipeline.tables import Frames

_KINDS: Final = {"vote_shares": "percentage", "events": "date"}
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
_ISO: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_LONGEST: Final = 200
MOST: Final = 50


class Passed(NamedTuple):
    """Words that were passed over: where they stand, and what they say at first sight, "" where unknown."""

    start: int
    end: int
    words: str
    says: str


def passed_over(table: str, article_id: str, plain: Frames) -> list[Passed]:
    """The dates or percentages of an article that became no row, in the order of its text."""
    rejected = plain["rejected"]
    own = rejected[(rejected["article_id"] == article_id) & (rejected["kind"] == _KINDS.get(table, ""))]
    return [
        Passed(start, end, str(row.text), says(table, article_id, (start, end), str(row.text), plain))
        for row in each_row(own.sort_values("start"))
        for start, end in [(int(row.start), int(row.end))]
    ]


def says(table: str, article_id: str, place: tuple[int, int], words: str, plain: Frames) -> str:
    """What the words say at first sight: the day of an event, the figure of a share; "" where unknown."""
    if table == "events":
        dates = plain["dates"]
        at = (dates["article_id"] == article_id) & (dates["start"] < place[1]) & (dates["end"] > place[0])
        return next((str(value) for value in dates.loc[at, "value"] if _ISO.fullmatch(str(value))), "")
    figure = _FIGURE.search(words)
    return figure[0].replace(",", ".") if figure else ""


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, however they are spaced; in any case where nowhere as they are."""
    parts = [re.escape(part) for part in words[:_LONGEST].split()]
    if not parts:
        return []
    pattern = r"\s+".join(parts)
    exact = [found.span() for found in re.finditer(pattern, text)]
    return (exact or [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)])[:MOST]


def sentence(text: str, at: int, language: str) -> str:
    """The sentence of the text in which something stands."""
    spans = sentences.split(text, language)
    return next(
        (" ".join(text[one.start : one.end].split()) for one in spans if one.start <= at < one.end), ""
    )
