"""The peer: what an afternoon with `dateparser.search` and regular expressions gives.

Sentence by sentence: dates by dateparser with the language fixed, percentages by a regular expression,
the nearest capitalised name as the subject, and key words for kind, type and round.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar

from dateparser.search import search_dates

from benchmarks.scoring import Answer, Event, Share
from pipeline.model import Article

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]\S[^.!?\n]*)*")
YEAR = re.compile(r"\b(?P<year>(?:1[89]|20)\d\d)\b")
SHARE = re.compile(
    r"\b(?P<share>\d{1,2}[.,]\d{1,2}\b(?![.,]?\d)|\d{1,2}(?=\s*(?:%|per|pour|point)))"
    r"\s*(?P<unit>%|per ?cent|pour cent|points?|)"
)
CAPITALISED = r"[A-ZÀ-Þ][\w'’-]+"
NAME = re.compile(rf"{CAPITALISED}(?: (?:de |d'|of |and |van |von |da )?{CAPITALISED})*|turnout|abstention")
NO_NAME = re.compile(
    r"(?:(?:The|An?|In|On|At|But|And|S?He|They|It|His|Her|With|For|After|Before|When|This|That|There|No|Yet|By|"
    r"If|As|From|Only|About|Two|Les?|La|Une?|Ils?|Elles?|En|Aux?|Dans|Sur|Avec|Mais|Et|Cet?|Cette|Pour|Par|Selon|"
    r"\w+day|January|February|March|April|May|June|July|August|\w+ember|October|France|French|Paris|Europe|"
    r"European|Parliament|Ipsos|Ifop|Harris|YouGov)(?:['’]s)?(?: |$))+"
)
POSSESSIVE = re.compile(r"['’]s?$")
FOLLOWED_BY = re.compile(r"\s*(?:of the votes? |des (?:voix|suffrages) )?(?:for|pour|to|à) $")
WINDOW = 80
T = TypeVar("T")
Patterns = Sequence[tuple[T, str]]


class Words(NamedTuple):
    """The key words of a language; of (meaning, pattern) pairs the first that is found counts."""

    months: str
    days: str
    years: str
    future: str
    no_votes: str
    kinds: Patterns[str]
    electorate: Patterns[str]
    types: Patterns[str]
    rounds: Patterns[int]


LANGUAGES = {
    "en": Words(
        months="january|february|march|april|may|june|july|august|september|october|november|december",
        days=r"\w+day\b|tomorrow|(?:day|week)s? ago",
        years=r"(?:last|next) year|years ago",
        future=r"\bwill\b|\bnext\b|scheduled|\bdue\b",
        no_votes=r"inflation|unemploy|mortgage|\bprices?\b|\bGDP\b|econom|approv|respond|popularity|Commons|seats",
        kinds=(
            ("projection", "exit poll|projection|estimate"),
            ("turnout", "turnout|abstention|abstain"),
            ("poll", "poll|survey|intentions"),
            ("swing", "swing"),
            ("margin", r"margin|\blead\b|ahead"),
        ),
        electorate=(("abstention", "abst"), ("turnout", "")),
        types=(
            ("referendum", "referendum"),
            ("runoff", "run-?off|second round"),
            ("election_round1", "first round"),
            ("founding", "found(?:ed|ing)|created"),
            ("resignation", "resign|stepped down|quit"),
            ("appointment", "appointed|named|became|took office|sworn in"),
            ("rename", "renamed|new name"),
            ("death", r"\bdied\b|\bdeath\b"),
            ("law", r"\blaw\b|\bbill\b|decree"),
            ("war", r"\bwar\b|invasion|invaded"),
            ("campaign", "campaign|rally"),
            ("election", r"elect|\bvote|poll|\bwon\b|\blost\b"),
            ("statement", r"\bsaid\b|\btold\b|vowed"),
        ),
        rounds=((1, "first round"), (2, "run-?off|second round")),
    ),
    "fr": Words(
        months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        days=r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain|il y a \w+ (?:jour|semaine)s?",
        years="an dernier|année dernière|an prochain|il y a .+ ans",
        future="prochain|prévu|aura|auront|sera|seront",
        no_votes=r"inflation|chômage|\bprix\b|\bPIB\b|économi|popularité|sondés|sièges|croissance",
        kinds=(
            ("projection", "estimation|sortie des urnes|projection"),
            ("turnout", "participation|abstention"),
            ("poll", "sondage|enquête|intentions|crédité"),
            ("margin", "avance|écart|devance"),
        ),
        electorate=(("abstention", "abst"), ("turnout", "")),
        types=(
            ("referendum", "référendum"),
            ("runoff", "second tour|deuxième tour"),
            ("election_round1", "premier tour"),
            ("founding", "fond[ée]|créé|création"),
            ("resignation", "démission|quitt"),
            ("appointment", "nommé|devien|devenu|investi"),
            ("rename", "rebaptis"),
            ("death", r"\bmort\b|mourut|décéd|décès"),
            ("law", r"\bloi\b|décret"),
            ("war", "guerre"),
            ("campaign", "campagne|meeting"),
            ("election", "élu|élection|scrutin|présidentielle|législatives|vot"),
            ("statement", r"déclar|annonc|\bdit\b"),
        ),
        rounds=((1, "premier tour"), (2, "second tour|deuxième tour")),
    ),
}


def extract(article: Article) -> Answer:
    """The events and shares of an article; it makes no claims and gives no verdicts."""
    words = LANGUAGES[article.language]
    published = article.published or date(2000, 1, 1)
    events: list[Event] = []
    shares: list[Share] = []
    year, round_, name = str(published.year), None, ""
    for sentence in SENTENCE.finditer(article.text):
        if any(span.start <= sentence.start() < span.end for span in article.metadata):
            continue
        days = _dates(sentence[0], article.language, words, published)
        events += [Event(day, "", _first(words.types, sentence[0]) or "other") for day in days]
        year = days[-1][:4] if days else year
        round_ = _first(words.rounds, sentence[0]) or (None if days else round_)
        told = _shares(sentence[0], words, name)
        name = next((share.subject for share in reversed(told) if share.kind != "turnout"), name)
        shares += [
            share._replace(
                election=year,
                round=round_,
                start=share.start + sentence.start(),
                end=share.end + sentence.start(),
            )
            for share in told
        ]
    return Answer(events, shares)


def _dates(sentence: str, language: str, words: Words, published: date) -> list[str]:
    prefer = "future" if re.search(words.future, sentence) else "past"
    settings = {"RELATIVE_BASE": datetime.combine(published, time()), "PREFER_DATES_FROM": prefer}
    found = search_dates(sentence, languages=[language], settings=settings) or []
    return [day for text, value in found if (day := _cut(text.lower(), value.date(), words, published))]


def _cut(text: str, value: date, words: Words, published: date) -> str:
    """The value at the precision of the words, in the nearest year where they name none; "" for no date."""
    year = YEAR.search(text)
    day_of_month = re.search(r"\d", YEAR.sub("", text))
    if re.search(words.months, text):
        if not year and value.day <= 28:
            years = (value.replace(year=published.year + shift) for shift in (-1, 0, 1))
            value = min(years, key=lambda candidate: abs(candidate - published))
        return f"{value:%Y-%m-%d}" if day_of_month else f"{value:%Y-%m}"
    if re.search(words.days, text):
        return str(published if (published - value).days == 7 else value)
    if re.search(words.years, text):
        return str(value.year)
    return year["year"] if year and not day_of_month else ""


def _shares(sentence: str, words: Words, last: str) -> list[Share]:
    """Percentages that no word takes for something else, each with the name before it, or "for" a name."""
    if re.search(words.no_votes, sentence, re.IGNORECASE):
        return []
    names = [
        (match.start(), match.end(), name) for match in NAME.finditer(sentence) if (name := _name(match[0]))
    ]
    shares = []
    for figure in SHARE.finditer(sentence):
        near = sentence[max(0, figure.start() - WINDOW) : figure.end() + WINDOW]
        kind = _first(words.kinds, near) or "result"
        if figure["unit"].startswith("point"):
            kind = "swing" if kind == "swing" else "margin"
        elif kind in ("margin", "swing"):
            kind = "result"
        before = [name for _, end, name in names if end <= figure.start()]
        after = [(start, name) for start, _, name in names if start >= figure.end()]
        if after and (FOLLOWED_BY.fullmatch(sentence[figure.end() : after[0][0]]) or not before):
            before.append(after[0][1])
        subject = _first(words.electorate, near) if kind == "turnout" else before[-1] if before else last
        if subject:
            share = float(figure["share"].replace(",", "."))
            shares.append(Share(subject, share, kind, start=figure.start(), end=figure.end()))
    return shares


def _name(words: str) -> str:
    """The words without what begins a sentence and without the possessive."""
    return POSSESSIVE.sub("", words[found.end() :] if (found := NO_NAME.match(words)) else words)


def _first(patterns: Patterns[T], text: str) -> T | None:
    return next((meaning for meaning, pattern in patterns if re.search(pattern, text, re.IGNORECASE)), None)
