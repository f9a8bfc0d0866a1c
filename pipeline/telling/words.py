"""How the dashboard says things: types, verdicts, votes and names in words."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from babel import Locale

from pipeline import labels, reference
from pipeline.telling import i18n, places
from pipeline.telling.i18n import N_, Phrases, _

_DAY = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_VOTE = re.compile(r"\b(?P<id>[A-Z]{2}-[a-z][A-Za-z0-9-]{0,80}-\d{4}[a-z]?)\b(?: round (?P<round>[12])\b)?")
_CORRECTION = re.compile(r"(?P<done>\w+) by (?P<who>.+?) on (?P<day>\d{4}-\d\d-\d\d): (?P<why>.*)", re.DOTALL)

TYPES = Phrases(
    {
        "election_round1": N_("first round"),
        "runoff": N_("runoff"),
        "election": N_("election"),
        "referendum": N_("referendum"),
        "founding": N_("founding"),
        "resignation": N_("resignation"),
        "appointment": N_("appointment"),
        "rename": N_("new name"),
        "statement": N_("statement"),
        "campaign": N_("campaign"),
        "death": N_("death"),
        "law": N_("law"),
        "war": N_("war"),
        "other": N_("other"),
    }
)
GROUPS = {
    N_("Votes"): ("election_round1", "runoff", "election", "referendum"),
    N_("Parties and people"): ("founding", "resignation", "appointment", "rename", "death"),
    N_("Campaign and statements"): ("campaign", "statement"),
    N_("Laws, wars and the rest"): ("law", "war", "other"),
}
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
GROUP_COLOURS = {
    "Votes": "#3B6EA5",
    "Parties and people": "#A0702A",
    "Campaign and statements": "#7B5EA7",
    "Laws, wars and the rest": "#5F7F5A",
}
VERDICTS = Phrases(
    {
        "exact": N_("matches the record"),
        "rounds": N_("matches the record, rounded"),
        "truncates": N_("matches the record, cut off instead of rounded"),
        "near": N_("close to the record, and the article says “about”"),
        "other_holder": N_("is the figure of someone else"),
        "other_round": N_("is the figure of the other round"),
        "other_base": N_("is right for registered voters, not for valid votes"),
        "disagrees": N_("disagrees with the record"),
        "unsure": N_("differs from the record, or is misread"),
        "no_reference": N_("no official figure to hold it against"),
        "supported": N_("supported by the record"),
        "contradicted": N_("contradicted by the record"),
        "cannot_tell": N_("the record cannot tell"),
        "": N_("not checked"),
    }
)
STATUSES = Phrases(
    {
        "past": N_("happened"),
        "scheduled": N_("announced"),
        "hypothetical": N_("supposed"),
        "missed": N_("announced, not on record"),
        "open": N_("announced, no later word"),
    }
)
KINDS = Phrases(
    {
        "result": N_("result"),
        "poll": N_("poll"),
        "projection": N_("projection"),
        "turnout": N_("turnout"),
        "margin": N_("margin"),
        "swing": N_("swing"),
        "other": N_("part of the vote"),
    }
)
QUESTIONS = Phrases(
    {
        "kind": N_("What it measures"),
        "whose": N_("Whose it is"),
        "meant": N_("Whom the words mean"),
        "vote": N_("Of which vote"),
        "round": N_("In which round"),
        "type": N_("What the date is of"),
    }
)
CLAIMS = Phrases(
    {
        "superlative": N_("A record"),
        "count": N_("A number of times"),
        "tenure": N_("A time in office"),
        "order": N_("An order"),
        "first": N_("A first"),
        "change": N_("A change"),
    }
)

ROUNDS: Mapping[int, str] = Phrases({1: N_("First round"), 2: N_("Runoff")})
OFFICES = Phrases(
    {
        "president": N_("presidential"),
        "legislative": N_("legislative"),
        "general": N_("general"),
        "bundestag": N_("federal"),
        "european": N_("European"),
        "regional": N_("regional"),
        "departmental": N_("departmental"),
        "cantonal": N_("cantonal"),
        "provincial": N_("provincial"),
        "municipal": N_("municipal"),
        "senate": N_("senate"),
        "house": N_("house"),
        "governor": N_("governor"),
        "referendum": N_("referendum"),
        "primary": N_("primary"),
        "party": N_("party"),
    }
)
CONTESTS = Phrases(
    {
        "president": N_("Presidential election"),
        "legislative": N_("Legislative election"),
        "general": N_("General election"),
        "bundestag": N_("Bundestag election"),
        "european": N_("European election"),
        "regional": N_("Regional election"),
        "departmental": N_("Departmental election"),
        "cantonal": N_("Cantonal election"),
        "provincial": N_("Provincial election"),
        "municipal": N_("Municipal election"),
        "senate": N_("Senate election"),
        "house": N_("House election"),
        "governor": N_("Governor’s election"),
        "referendum": N_("Referendum"),
        "primary": N_("Primary"),
        "party": N_("Leadership election"),
    }
)
UNITS = Phrases({"votes": N_("votes"), "seats": N_("seats")})
FAMILIES = Phrases(
    {
        "far left": N_("Far left"),
        "left": N_("Left"),
        "green": N_("Green"),
        "centre": N_("Centre"),
        "right": N_("Right"),
        "far right": N_("Far right"),
        "other": N_("Other"),
    }
)
# The next vote, at the end of a sentence; {when} is a day, a month or a year.
ANNOUNCED = Phrases(
    {
        "election_round1": N_("a first round is announced for {when}"),
        "runoff": N_("a runoff is announced for {when}"),
        "election": N_("an election is announced for {when}"),
        "referendum": N_("a referendum is announced for {when}"),
    }
)
SUBJECTS = Phrases(
    {
        "turnout": N_("turnout"),
        "abstention": N_("abstention"),
        "blank and spoiled ballots": N_("blank and spoiled ballots"),
    }
)
CORRECTIONS = Phrases(
    {
        "added": N_("Added by {who} on {day}"),
        "changed": N_("Changed by {who} on {day}"),
        "confirmed": N_("Confirmed by {who} on {day}"),
        "joined": N_("Joined by {who} on {day}"),
        "split": N_("Split by {who} on {day}"),
    }
)


percent = i18n.percent
day = i18n.day


def claimed(value: float) -> str:
    """A figure as an article gives it: 82%, 17.8%."""
    return percent(value, trim=True)


def points(value: float) -> str:
    """A difference: +0.20 points."""
    return _("{difference} points", difference=i18n.number(value, 2, signed=True))


def span(first: str, last: str) -> str:
    """1 to 2 May 2022 as two days; one day alone where there is no last one."""
    return _("{first} to {last}", first=day(first), last=day(last)) if last else day(first)


def with_days(text: str) -> str:
    """The text with its ISO days as readers write them."""
    return _DAY.sub(lambda found: day(found[0]), text)


def with_votes(text: str) -> str:
    """The text with the names of votes in place of their ids."""
    return _VOTE.sub(lambda found: round_of(found["id"], int(found["round"] or 0) or None), text)


def round_of(election_id: str, number: int | None) -> str:
    """Presidential election 2002, France, runoff."""
    if number is None:
        return election(election_id)
    return _("{election}, {round}", election=election(election_id), round=round_name(number).lower())


def correction(note: str) -> str:
    """Who corrected a row, when and why: "Changed by A on 1 May 2022: why (fix-1)"."""
    entry, _colon, told = note.partition(": ")
    found = _CORRECTION.fullmatch(told)
    if not found or found["done"] not in CORRECTIONS:
        return f"{with_days(told)} ({entry})"
    done = CORRECTIONS[found["done"]].format(who=found["who"], day=day(found["day"]))
    return f"{done}: {found['why']} ({entry})"


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


def round_name(number: int | None) -> str:
    """First round, Runoff, or Result where the office votes once."""
    return ROUNDS.get(number or 0) or _("Result")


def office(name: str) -> str:
    """The office as an adjective: presidential."""
    return OFFICES.get(name, name)


def election(election_id: str) -> str:
    """FR-president-2002 -> Presidential election 2002, France; an id of another shape as it stands."""
    return _election(election_id, i18n.locale())


def vote(name: str) -> str:
    """president -> Presidential; FR-president -> Presidential, France."""
    land, _sign, kind = name.rpartition("-")
    return _in_country(capital(office(kind)), land)


def votes(name: str) -> str:
    """president -> presidential elections; FR-president -> presidential elections, France."""
    land, _sign, kind = name.rpartition("-")
    several = _("referendums") if kind == "referendum" else _("{office} elections", office=office(kind))
    return _in_country(several, land)


def _in_country(what: str, code: str) -> str:
    if not code:
        return what
    return _("{what}, {country}", what=what, country=country(code))


def country(code: str) -> str:
    """The name of a country in the reader's language."""
    return places.country(code, i18n.language())


def area(of_country: str, code: str) -> str:
    """The name of a region, city or party that votes on its own, with its country: Bavaria (Germany)."""
    name = places.area(of_country, code, i18n.language())
    return _("{area} ({country})", area=name, country=country(of_country))


def language(code: str) -> str:
    """The name of a language in the reader's, its code where none is known."""
    return capital(Locale.parse(i18n.locale()).languages.get(code, code))


@cache
def _election(election_id: str, locale: str) -> str:
    parts = election_id.split("-")
    if len(parts) < 3:
        return election_id
    body = "-".join(parts[2:-1])
    where = area(parts[0], body) if body else country(parts[0])
    return _("{vote} {date}, {place}", vote=contest(parts[1]), date=when_held(election_id), place=where)


def contest(name: str) -> str:
    """The vote for an office: Presidential election."""
    return CONTESTS.get(name) or _("{office} election", office=capital(name))


def year_in(election_id: str) -> str:
    """The year in an election's id, with the letter that tells two of a year apart."""
    return election_id.rpartition("-")[2]


def when_held(election_id: str) -> str:
    """The year in an election's id, with the month where a year holds two: February 1974."""
    year = year_in(election_id)
    if year.isdigit():
        return year
    rounds = reference.load().rounds(election_id)
    return day(rounds[0].date[:7]) if rounds else year


def count(subject: str, n: int, unit: str) -> str:
    """A number of votes or seats of someone."""
    if unit == "seats":
        return i18n.ngettext("{subject} {n} seat", "{subject} {n} seats", n, subject=named(subject))
    return i18n.ngettext("{subject} {n} vote", "{subject} {n} votes", n, subject=named(subject))


def named(subject: str) -> str:
    """A subject of the tables (a party, an option, a person) in the reader's language."""
    return SUBJECTS.get(subject) or labels.named(subject, i18n.language())


def called(subject: str) -> str:
    """A subject as a row of a chart or table says it: Turnout, Marine Le Pen."""
    return capital(named(subject))


def event(label: str) -> str:
    """The label of an event in the reader's language."""
    return _event(label, i18n.language())


@lru_cache(maxsize=8192)
def _event(label: str, language: str) -> str:
    return labels.label({"label": label, "type": "other"}, language)


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return f"{text[:1].upper()}{text[1:]}"


def folded(name: str) -> str:
    """Letters and digits alone, in lower case, to compare names."""
    return "".join(character for character in name.casefold() if character.isalnum())
