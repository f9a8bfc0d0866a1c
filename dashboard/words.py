"""How the dashboard says things: dates, percentages, types and verdicts in words."""

import re
from datetime import date
from functools import cache

from dashboard import places
from pipeline import reference

_DAY = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

TYPES = {
    "election_round1": "first round",
    "runoff": "runoff",
    "election": "election",
    "referendum": "referendum",
    "founding": "founding",
    "resignation": "resignation",
    "appointment": "appointment",
    "rename": "new name",
    "statement": "statement",
    "campaign": "campaign",
    "death": "death",
    "law": "law",
    "war": "war",
    "other": "other",
}
GROUPS = {
    "Votes": ("election_round1", "runoff", "election", "referendum"),
    "Parties and people": ("founding", "resignation", "appointment", "rename", "death"),
    "Campaign and statements": ("campaign", "statement"),
    "Laws, wars and the rest": ("law", "war", "other"),
}
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
GROUP_COLOURS = {
    "Votes": "#3B6EA5",
    "Parties and people": "#A0702A",
    "Campaign and statements": "#7B5EA7",
    "Laws, wars and the rest": "#5F7F5A",
}
VERDICTS = {
    "exact": "matches the record",
    "rounds": "matches the record, rounded",
    "truncates": "matches the record, cut off instead of rounded",
    "near": "close to the record, and the article says “about”",
    "other_holder": "is the figure of someone else",
    "other_round": "is the figure of the other round",
    "other_base": "is right for registered voters, not for valid votes",
    "disagrees": "disagrees with the record",
    "no_reference": "no official figure to hold it against",
    "supported": "supported by the record",
    "contradicted": "contradicted by the record",
    "cannot_tell": "the record cannot tell",
    "": "not checked",
}
AGREES = frozenset({"exact", "rounds", "truncates", "near", "supported"})
UNDECIDED = frozenset({"", "no_reference", "cannot_tell"})
STATUSES = {
    "past": "happened",
    "scheduled": "announced",
    "hypothetical": "supposed",
    "missed": "announced, not on record",
    "open": "announced, no later word",
}
LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
}
KINDS = {
    "result": "result",
    "poll": "poll",
    "projection": "projection",
    "turnout": "turnout",
    "margin": "margin",
    "swing": "swing",
    "other": "part of the vote",
}
CONTESTS = {
    "president": "Presidential election",
    "legislative": "Legislative election",
    "general": "General election",
    "bundestag": "Bundestag election",
    "senate": "Senate election",
    "house": "House election",
    "governor": "Governor’s election",
    "european": "European election",
    "regional": "Regional election",
    "departmental": "Departmental election",
    "cantonal": "Cantonal election",
    "provincial": "Provincial election",
    "municipal": "Municipal election",
    "referendum": "Referendum",
    "primary": "Primary",
    "party": "Leadership election",
}
UNITS = {"votes": "votes", "seats": "seats"}
WHY = "Why?"
QUESTIONS = {
    "kind": "What it measures",
    "whose": "Whose it is",
    "meant": "Whom the words mean",
    "vote": "Of which vote",
    "round": "In which round",
    "type": "What the date is of",
}
NO_VOTE = "no vote"
NOT_WEIGHED = "It stands in the text; nothing was weighed."
NO_TEXT = "Nothing was weighed: the text is not stored in these tables, or a person added the row."
ROUNDS = {1: "First round", 2: "Runoff"}
CLAIMS = {
    "superlative": "A record",
    "count": "A number of times",
    "tenure": "A time in office",
    "order": "An order",
    "first": "A first",
    "change": "A change",
}


def percent(value: float, places: int = 2) -> str:
    """17.79% ; no decimals for a whole number unless it is official (two places)."""
    return f"{value:.{places}f}%"


def claimed(value: float) -> str:
    """A figure as an article gives it: 82%, 17.8%."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def points(value: float) -> str:
    """A difference: +0.2 points."""
    return f"{value:+.2f} points".replace("-", "−")


def day(iso: str) -> str:
    """24 April 2022, April 2022 or 2022; anything else as it stands."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1] if 1 <= int(parts[1]) <= 12 else parts[1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def with_days(text: str) -> str:
    """The text with its ISO days as readers write them."""
    return _DAY.sub(lambda found: day(found[0]), text)


def correction(note: str) -> str:
    """Who corrected a row, when and why: "Changed by A on 1 May 2022: why (fix-1)"."""
    entry, _, told = note.partition(": ")
    done, _, why = told.partition(": ")
    return f"{with_days(done[:1].upper() + done[1:])}: {why} ({entry})"


def year(iso: str) -> str:
    """The year of an ISO day."""
    return iso[:4]


def bounds(iso: str) -> tuple[date, date] | None:
    """First and last day that an ISO day, month or year can mean; None for anything else."""
    try:
        if len(iso) == 10:
            only = date.fromisoformat(iso)
            return only, only
        if len(iso) == 7:
            first = date.fromisoformat(f"{iso}-01")
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first, date.fromordinal(after.toordinal() - 1)
        return date(int(iso), 1, 1), date(int(iso), 12, 31)
    except (ValueError, OverflowError):
        return None


def listed(items: list[str]) -> str:
    """a; a and b; a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def counted(number: int, singular: str, plural: str = "") -> str:
    """1 article, 2,000 articles."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def round_name(number: int | None) -> str:
    """First round, Runoff, or Result where the office votes once."""
    return ROUNDS.get(number or 0, "Result")


def office(name: str) -> str:
    """The office as an adjective: presidential."""
    return {"president": "presidential", "general": "general", "european": "European"}.get(name, name)


def vote(name: str) -> str:
    """president -> Presidential; FR-president -> Presidential, France."""
    country, _, kind = name.rpartition("-")
    said = office(kind)
    return f"{said[:1].upper()}{said[1:]}{f', {places.country(country)}' if country else ''}"


def votes(name: str) -> str:
    """president -> presidential elections; FR-president -> presidential elections, France."""
    country, _, kind = name.rpartition("-")
    said = office(kind)
    noun = f"{said}s" if said == "referendum" else f"{said} elections"
    return f"{noun}{f', {places.country(country)}' if country else ''}"


def language(code: str) -> str:
    """The name of a language, its code where none is known."""
    return LANGUAGES.get(code, code)


@cache
def election(election_id: str) -> str:
    """FR-president-2002 -> Presidential election 2002, France; an id of another shape as it stands."""
    parts = election_id.split("-")
    if len(parts) < 3:
        return election_id
    land, area = places.country(parts[0]), "-".join(parts[2:-1])
    where = f"{places.area(parts[0], area)} ({land})" if area else land
    return f"{contest(parts[1])} {when_held(election_id)}, {where}"


def contest(name: str) -> str:
    """The vote for an office: Presidential election."""
    return CONTESTS.get(name, f"{name[:1].upper()}{name[1:]} election")


@cache
def when_held(election_id: str) -> str:
    """The year in an election's id, with the month where a year holds two: February 1974."""
    year = election_id.rpartition("-")[2]
    if year.isdigit():
        return year
    rounds = reference.load().rounds(election_id)
    return day(rounds[0].date[:7]) if rounds else year


def folded(name: str) -> str:
    """Letters and digits alone, in lower case, to compare names."""
    return "".join(character for character in name.casefold() if character.isalnum())
