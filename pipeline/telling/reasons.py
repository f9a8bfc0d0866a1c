"""Reasons of the pipeline in the reader's language: why something is no row, and what a verdict compared.

The tables have them as English sentences. Each is read back by the template that it was made of, and written
by the catalogue's: a template stands here as the pipeline writes it, its placeholders by what they hold.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from string import Formatter
from typing import Final

from pipeline.telling import words
from pipeline.telling.i18n import N_, Phrases, _, number, percent

REFUSALS: Final = Phrases(
    {
        reason: reason
        for reason in (
            N_("a length of time, no date"),
            N_("a repetition, no date"),
            N_("vague: it names no day, month or year"),
            N_("it hangs on a day that is not known"),
            N_("a time of day without its day"),
            N_("the day of the article itself"),
            N_("a caption or a notice, not the article"),
            N_("the dateline of the article"),
            N_("a figure of the economy, no vote"),
            N_("approval of someone, no vote"),
            N_("an opinion, no vote"),
            N_("a threshold, no result"),
            N_("a margin of error"),
            N_("a chance, no vote"),
            N_("a share of seats, not of votes"),
            N_("how many ballots are counted, no result"),
            N_("what is only promised or supposed"),
            N_("how the followers of a party answer, no vote"),
            N_("a fraction of something else"),
            N_("points of something that is not told"),
            N_("a part of the voters"),
            N_("no share of a vote, by the words around it"),
            N_("nobody is named whose share it is"),
            N_("what several got together"),
        )
    }
)
"""Why a date or a percentage became no row."""
REPAIRS: Final = Phrases(
    {
        "fused": N_("words run together"),
        "apostrophe": N_("a lost apostrophe"),
        "quote": N_("another quotation mark"),
        "space": N_("another space"),
        "markup": N_("markup"),
    }
)
"""What was repaired in a text, by the kind of repair."""

_TEMPLATES: Final = (
    N_("a provisional count, or one of a part of the territory, may differ by as little"),
    N_("no such vote is on record"),
    N_("{vote} is not on record"),
    N_("{vote} has no such figure on record"),
    N_("{vote} has rounds, and the text does not tell which"),
    N_("{who} is not in the results of {vote}"),
    N_("{who} did not stand there"),
    N_("the votes of {who} are not on record"),
    N_("the seats of {who} are not on record"),
    N_("the figure is that of {who}, {vote}: {share}"),
    N_("it would be right of {who}, {vote}"),
    N_("the article is about a vote that is not on record, and it may be of that"),
    N_("the sentence has another figure of the same, which is right"),
    N_("the words do not tell surely whose figure it is, and of which vote"),
    N_("the number is that of {who}, {vote}: {count} votes"),
    N_("the number is that of {who}, {vote}: {count} seats"),
    N_("{who}, {vote}: {share}"),
    N_("{who}, {vote}: {count} votes"),
    N_("{who}, {vote}: {count} seats"),
    N_("the record holds no figures of this kind"),
    N_("the record holds nothing of the kind"),
    N_("the record holds nothing of the kind that is counted"),
    N_("the record holds nothing of the kind that is denied"),
    N_("the record does not hold what is counted"),
    N_("the record does not tell which score the claim is of"),
    N_("the record does not tell which turnout the claim is of"),
    N_("the record does not tell which abstention the claim is of"),
    N_("the record does not tell since when the claim is said to hold"),
    N_("the claim names bodies or countries that the record does not hold"),
    N_("the text does not say which place among them"),
    N_("no votes for the office '{office}' of {country} are on record"),
    N_("{who}: president from {day} to {until}"),
    N_("{who}: prime minister from {day} to {until}"),
    N_("{who} in {votes}, ran: {count} ({years})"),
    N_("{who} in {votes}, won: {count} ({years})"),
    N_("the record of {votes} begins in {year}"),
    N_("no results are on record of {votes}"),
    N_("highest score of {who} in {votes}, {year} to {last}: {figure}"),
    N_("lowest score of {who} in {votes}, {year} to {last}: {figure}"),
    N_("highest votes in {votes}, {year} to {last}: {figure}"),
    N_("lowest votes in {votes}, {year} to {last}: {figure}"),
    N_("highest score in {votes}, {year} to {last}: {figure}"),
    N_("lowest score in {votes}, {year} to {last}: {figure}"),
    N_("highest turnout in {votes}, {year} to {last}: {figure}"),
    N_("lowest turnout in {votes}, {year} to {last}: {figure}"),
    N_("highest abstention in {votes}, {year} to {last}: {figure}"),
    N_("lowest abstention in {votes}, {year} to {last}: {figure}"),
    N_("next {figure}"),
)
_FIGURES: Final = (
    N_("{score} percent in {vote}"),
    N_("{score} percent in {vote} ({who})"),
    N_("{score} percent turnout in {vote}"),
    N_("{score} percent abstention in {vote}"),
    N_("{count} votes in {vote}"),
    N_("{count} votes in {vote} ({who})"),
)
_PARTS: Final = "; "


def refusal(reason: str) -> str:
    """Why a date or percentage became no row; what a person wrote stands as it is."""
    return REFUSALS.get(reason) or words.with_votes(reason)


def repair(kinds: str) -> str:
    """What sorts of repair were made, which stand between commas."""
    return ", ".join(REPAIRS.get(kind) or kind for kind in kinds.split(", "))


def because(text: str) -> str:
    """What a verdict compared. A sentence with a part that no template fits stays English as a whole."""
    parts = [_told(part, _TEMPLATES) for part in text.split(_PARTS)]
    return _PARTS.join(parts) if all(parts) else words.with_days(words.with_votes(text))


def _told(text: str, templates: tuple[str, ...]) -> str:
    """The text by the first template that fits it, "" where none does."""
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if not found:
            continue
        told = {name: _VALUES[name][1](value) for name, value in found.groupdict().items()}
        if all(told.values()):
            return _(template, **told) if told else _(template)
    return ""


def _share(text: str) -> str:
    return percent(float(text), len(text.partition(".")[2]))


def _score(text: str) -> str:
    return number(float(text), len(text.partition(".")[2]))


def _count(text: str) -> str:
    return number(int(text.replace(",", "")))


_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_ID: Final = r"[A-Z]{2}-[a-z][A-Za-z0-9-]*"
_VALUES: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "who": (r".+", words.named),
    "vote": (rf"{_ID}-\d{{4}}[a-z]?(?: round \d)?", words.with_votes),
    "votes": (_ID, words.votes),
    "share": (r"\d+(?:\.\d+)?", _share),
    "score": (r"\d+(?:\.\d+)?", _score),
    "count": (r"\d[\d,]*", _count),
    "year": (r"\d{4}", str),
    "last": (r"\d{4}", str),
    "day": (_DAY, words.with_days),
    "until": (_DAY, words.with_days),
    "years": (r"[\d, ]+", str),
    "office": (r"[a-z]+", words.office),
    "country": (r"[A-Z]{2}", words.country),
    "figure": (r".+", lambda text: _told(text, _FIGURES)),
}
"""What stands for a placeholder, and how it is told; "" where it cannot be."""


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(template)))


def _pieces(template: str) -> Iterator[str]:
    for before, name, _spec, _conversion in Formatter().parse(template):
        yield re.escape(before)
        if name:
            yield f"(?P<{name}>{_VALUES[name][0]})"
