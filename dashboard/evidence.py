"""What stands behind a mark: sentences, articles, official figures and verdicts, as plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data import Data, text_of
from dashboard.passages import Mark, Passage, Segment, around, passage, segments
from pipeline.model import Text
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.telling import reasons, words
from pipeline.telling.i18n import _, locale, number

MOST_TELLINGS = 12
_ID = re.compile(r"\b[0-9a-f]{12}\b")
_DATED = re.compile(r"\bdate (?P<day>\d)")


@dataclass(frozen=True)
class Choice:
    """The row that is chosen: `kind` is event, share, count, claim or result, `id` the row's id."""

    kind: str
    id: str

    @property
    def key(self) -> str:
        """As marks of the charts carry it."""
        return f"{self.kind}={self.id}"


KINDS = ("event", "share", "count", "claim", "result")


@dataclass(frozen=True)
class Reading:
    """What a passage was read as, and how that compares with the record (`agrees` None: undecided)."""

    means: str
    verdict: str
    agrees: bool | None = None


@dataclass(frozen=True)
class Telling:
    """A sentence in pieces, the words that rows rest on marked, everything that was read in it, where in the
    article these words start, and the sentences before and after."""

    pieces: tuple[Segment, ...]
    readings: tuple[Reading, ...]
    places: tuple[int, ...]
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The sentence in one piece."""
        return "".join(piece.text for piece in self.pieces).strip()


@dataclass(frozen=True)
class Source:
    """An article and what it tells; `reprint_of` is the title of the article whose text it prints, if any.

    `stance` is what it says beside the row that was chosen: SAME, OTHERWISE, or "" where there is nothing to
    compare.
    """

    article_id: str
    title: str
    publisher: str
    published: str
    url: str
    tellings: tuple[Telling, ...]
    reprint_of: str = ""
    stance: str = ""


SAME, OTHERWISE = "same", "otherwise"


@dataclass(frozen=True)
class Proof:
    """Everything to show for a choice, the one that it is of; `more` passages are left out."""

    title: str
    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    more: int = 0
    choice: Choice = Choice("", "")


_Told = tuple[str, int, Passage, Reading]  # article_id, and the place, words and reading of one row


def parse(key: object) -> Choice | None:
    """The choice that a mark's key stands for, None for anything else."""
    kind, _sign, row_id = str(key).partition("=")
    return Choice(kind, row_id) if kind in KINDS and row_id else None


def find(choice: Choice, data: Data) -> Proof | None:
    """The proof of a choice; None where the tables have no such row."""
    return _find(choice.kind, choice.id, data.stamp, locale(), data)


@st.cache_resource(max_entries=512, show_spinner=False)
def _find(kind: str, row_id: str, stamp: str, reader: str, _data: Data) -> Proof | None:
    of_kind = {
        "event": _of_event,
        "share": _of_share,
        "count": _of_count,
        "claim": _of_claim,
        "result": _of_result,
    }
    found = of_kind[kind](row_id, _data)
    return replace(found, choice=Choice(kind, row_id)) if found else None


def _of_event(timeline_id: str, data: Data) -> Proof | None:
    found = data.tables.timeline[data.tables.timeline["timeline_id"] == timeline_id]
    if found.empty:
        return None
    row = found.iloc[0]
    lines = [
        words.span(str(row["date"]), str(row["date_end"])),
        f"{words.capital(words.TYPES[str(row['type'])])}, {words.STATUSES[str(row['status'])]}",
    ]
    if row["election_id"]:
        lines.append(_vote(row))
    if row["entered"]:
        alone = row["entered"] == "hand"
        lines.append(_("Entered by hand") if alone else _("Entered by hand, and told by articles"))
    lines += map(words.correction, row["corrected"])
    if row["conflict"]:
        lines.append(_("Articles disagree: {what}", what=with_titles(str(row["conflict"]), data)))
    told = data.tables.rows_of("events", "event_id", row["event_ids"])
    # Those who disagree come first: of many, the last are left out.
    disagree = told["article_id"].isin(_ID.findall(str(row["conflict"])))
    told = pd.concat([told[disagree], told[~disagree]])
    tellings = [_event_telling(each, data) for _id, each in told.head(MOST_TELLINGS).iterrows()]
    shares = data.tables.vote_shares
    beside = shares[shares["event_id"].isin(row["event_ids"]) & (shares["event_id"] != "")]
    tellings += [_share_telling(each, data) for _id, each in beside.head(MOST_TELLINGS).iterrows()]
    more = max(len(told) - MOST_TELLINGS, 0) + max(len(beside) - MOST_TELLINGS, 0)
    sources = _by_source(tellings, data)
    if disagree.any():
        disputing = set(told.loc[disagree, "article_id"])
        fits = {each for each in told["article_id"] if each not in disputing}
        sources = _with_stance(sources, {**dict.fromkeys(disputing, OTHERWISE), **dict.fromkeys(fits, SAME)})
    return Proof(words.event(str(row["label"])), tuple(lines), sources, more)


def _of_share(share_id: str, data: Data) -> Proof | None:
    found = data.tables.vote_shares[data.tables.vote_shares["share_id"] == share_id]
    if found.empty:
        return None
    row = found.iloc[0]
    figure = words.claimed(float(row["share_pct"]))
    lines = [_vote(row)] if row["election_id"] else []
    if row["date"] and row["kind"] == "result":
        lines.append(_("Polling day {day}", day=words.day(str(row["date"]))))
    if row["kind"] != "result":
        lines.append(words.capital(words.KINDS[str(row["kind"])]))
    lines += map(words.correction, row["corrected"])
    same = data.tables.vote_shares
    same = same[
        (same["subject"] == row["subject"])
        & (same["election_id"] == row["election_id"])
        & (same["kind"] == row["kind"])
        & (same["round"].fillna(0) == (0 if pd.isna(row["round"]) else row["round"]))
        & (same["share_id"] != share_id)
    ]
    own = float(row["share_pct"])
    stances = {
        str(article_id): SAME if any(_is_same(own, float(each)) for each in figures) else OTHERWISE
        for article_id, figures in same.groupby("article_id")["share_pct"]
        if article_id != row["article_id"]
    }
    # Who says otherwise comes first: of many, the last are left out.
    same = same.assign(last=[stances.get(each) == SAME for each in same["article_id"]])
    same = same.sort_values("last", kind="stable")
    others = [_share_telling(each, data) for _id, each in same.head(MOST_TELLINGS - 1).iterrows()]
    return Proof(
        f"{words.named(str(row['subject']))} {figure}",
        tuple(lines),
        _with_stance(_by_source([_share_telling(row, data), *others], data), stances),
        max(len(same) - len(others), 0),
    )


def _of_count(count_id: str, data: Data) -> Proof | None:
    found = data.tables.counts[data.tables.counts["count_id"] == count_id]
    if found.empty:
        return None
    row = found.iloc[0]
    told = words.count(str(row["subject"]), int(row["count"]), str(row["unit"]))
    lines = [_vote(row)] if row["election_id"] else []
    lines += map(words.correction, row["corrected"])
    verdict = words.VERDICTS[str(row["verdict"])]
    if pd.notna(row["official"]):
        verdict = _("Official {share}: {verdict}", share=number(int(row["official"])), verdict=verdict)
    reading = Reading(told, verdict, _agrees(str(row["verdict"])))
    return Proof(told, tuple(lines), _by_source([_told(row, reading, data)], data))


def _of_claim(claim_id: str, data: Data) -> Proof | None:
    found = data.tables.claims[data.tables.claims["claim_id"] == claim_id]
    if found.empty:
        return None
    row = found.iloc[0]
    kind, verdict = words.CLAIMS[str(row["claim"])], words.VERDICTS[str(row["verdict"])]
    reading = Reading(kind, words.capital(verdict), _agrees(str(row["verdict"])))
    because = reasons.because(str(row["because"]))
    lines = [_("Compared: {what}", what=because)] if because else []
    lines += map(words.correction, row["corrected"])
    return Proof(
        _("{claim}: {verdict}", claim=kind, verdict=verdict),
        tuple(lines),
        _by_source([_told(row, reading, data)], data),
    )


def _of_result(result_id: str, data: Data) -> Proof | None:
    election_id, _sign, told_round = result_id.partition("/")
    round_ = int(told_round) if told_round.isdecimal() and len(told_round) == 1 else None
    election = data.reference.election(election_id, round_)
    if election is None:
        return None
    rows = [row for row in data.reference.results(election_id, round_) if row.share_pct is not None]
    lines = [f"{words.capital(words.round_name(round_))}, {words.day(election.date)}"]
    lines += [f"{words.named(row.subject)} {words.percent(float(row.share_pct or 0))}" for row in rows[:4]]
    lines += [_("Source: {source}", source=election.source)] if election.source else []
    shares = data.tables.vote_shares
    told = shares[(shares["election_id"] == election_id) & (shares["round"].fillna(0) == (round_ or 0))]
    tellings = [_share_telling(each, data) for _id, each in told.head(MOST_TELLINGS).iterrows()]
    return Proof(
        _("Official: {election}", election=words.election(election_id)),
        tuple(lines),
        _by_source(tellings, data),
        max(len(told) - MOST_TELLINGS, 0),
    )


def _event_telling(row: "pd.Series[Any]", data: Data) -> _Told:
    exact, date = str(row["exact_date"]), str(row["date"])
    known = _("On record: {day}", day=words.day(exact)) if exact and exact != date else ""
    return _told(row, Reading(_("dated {day}", day=words.day(date)), known), data)


def _share_telling(row: "pd.Series[Any]", data: Data) -> _Told:
    figure = f"{words.named(str(row['subject']))} {words.claimed(float(str(row['share_pct'])))}"
    means = _("{figure}, what the figure leaves", figure=figure) if str(row["derived"]) == "True" else figure
    verdict, agrees = words.VERDICTS[str(row["verdict"])], _agrees(str(row["verdict"]))
    if pd.notna(row["official_pct"]):
        official = words.percent(float(str(row["official_pct"])))
        if pd.notna(row["difference"]):
            off = words.points(float(str(row["difference"])))
            verdict = _(
                "Official {share} ({difference}): {verdict}", share=official, difference=off, verdict=verdict
            )
        else:
            verdict = _("Official {share}: {verdict}", share=official, verdict=verdict)
    _compared, _sign, cause = str(row["because"]).partition("; ")
    verdict = f"{verdict} ({reasons.because(cause)})" if cause and agrees is False else verdict
    return _told(row, Reading(means, words.capital(verdict), agrees), data)


def _is_same(one: float, other: float) -> bool:
    """Whether two figures are one, as far as the less precise one goes: 66.1 and 66, 58.55 and 58.5."""
    places = min(len(words.claimed(each).partition(".")[2].rstrip("%")) for each in (one, other))
    return abs(one - other) < 0.1**places


def _with_stance(sources: tuple[Source, ...], stances: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources with what they say beside the row chosen."""
    return tuple(replace(each, stance=stances.get(each.article_id, "")) for each in sources)


def _agrees(verdict: str) -> bool | None:
    return None if verdict in UNDECIDED else verdict in HOLDING


def _told(row: "pd.Series[Any]", reading: Reading, data: Data) -> _Told:
    article_id = str(row["article_id"])
    text = text_of(article_id, data, data.stamp)
    start, end = int(str(row["start"])), int(str(row["end"]))
    return article_id, start, passage(text, str(row["quote"]), start, end), reading


def _by_source(told: list[_Told], data: Data) -> tuple[Source, ...]:
    """The passages article by article, a sentence once, whatever was read in it."""
    grouped: dict[str, dict[str, list[_Told]]] = {}
    for one in told:
        article_id, _place, words_told, _reading = one
        grouped.setdefault(article_id, {}).setdefault("".join(words_told), []).append(one)
    return tuple(
        _source(article_id, data, sentences, text_of(article_id, data, data.stamp))
        for article_id, sentences in grouped.items()
    )


def _telling(sentence: str, told: list[_Told], text: Text | None, language: str) -> Telling:
    """A sentence with all its words marked, and its readings in order."""
    marks = [
        Mark(len(place.before), len(place.before) + len(place.words), "words")
        for _id, _start, place, _reading in told
        if place.words
    ]
    readings = dict.fromkeys(reading for *_rest, reading in told)
    places = dict.fromkeys(start for _id, start, *_rest in told)
    before, after = around(text, min(places), language) if text else ("", "")
    return Telling(tuple(segments(sentence, marks)), tuple(readings), tuple(places), before, after)


def _source(article_id: str, data: Data, sentences: dict[str, list[_Told]], text: Text | None) -> Source:
    cells = data.article(article_id)
    language = cells.get("language", "")
    return Source(
        article_id=article_id,
        title=cells.get("title", "") or ", ".join(cells.get("source", ())),
        publisher=cells.get("publisher", ""),
        published=cells.get("published", ""),
        url=cells.get("url", ""),
        tellings=tuple(_telling(sentence, told, text, language) for sentence, told in sentences.items()),
        reprint_of=_title(cells.get("reprint_of", ""), data),
    )


def with_titles(conflict: str, data: Data) -> str:
    """What articles disagree on, the articles by their titles, days as readers write them."""
    told = _ID.sub(
        lambda found: f"“{title}”" if (title := data.article(found[0]).get("title")) else found[0], conflict
    )
    return words.with_days(_DATED.sub(r"\g<day>", told).replace("; ", ", but "))


def _title(article_id: str, data: Data) -> str:
    """The title of an article, its id where it has none; "" for no id."""
    return data.article(article_id).get("title") or article_id


def _vote(row: "pd.Series[Any]") -> str:
    return words.round_of(str(row["election_id"]), None if pd.isna(row["round"]) else int(str(row["round"])))
