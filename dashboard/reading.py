"""An article for reading: its text with everything that was found in it marked."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from dashboard.passages import Mark, Segment, segments
from pipeline.charts.rows import each_row
from pipeline.model import Text
from pipeline.naming import Mention
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.store import Tables
from pipeline.telling import reasons, words
from pipeline.telling.i18n import N_, Phrases

MOST_AROUND = 24
_PRONOUN = "pronoun"
SAME_TO_READERS = frozenset({"quote", "space"})
"""Repairs that a reader cannot see: another shape of the same sign."""
COLOURS = {"share": "yellow", "date": "blue", "person": "violet", "repair": "green", "refused": "gray"}
SIGNS = {
    "share": ":material/percent:",
    "date": ":material/calendar_today:",
    "person": ":material/person:",
    "repair": ":material/healing:",
    "refused": ":material/block:",
}
"""Marks differ by a sign, too, not by colour alone."""
KINDS = Phrases(
    {
        "share": N_("a figure, with what it was read as"),
        "date": N_("a date, with its value"),
        "person": N_("a person or party, with the name where it first stands"),
        "repair": N_("a repaired place, with what it was read as"),
        "refused": N_("a date or percentage that became no row"),
    }
)
NAMES = Phrases(
    {
        "share": N_("Figures"),
        "date": N_("Dates"),
        "person": N_("People and parties"),
        "repair": N_("Repairs"),
        "refused": N_("Became no row"),
    }
)
WHAT = Phrases(
    {"date": N_("date"), "percentage": N_("percentage"), "count": N_("number"), "claim": N_("claim")}
)


def marks(
    article_id: str, text: Text | None, raw: str, tables: Tables, named: Iterable[Mention] = ()
) -> list[Mark]:
    """Everything found in an article, what matters most first; `named` are those whom it names."""
    found: list[Mark] = []
    shares = _of(tables, "vote_shares", article_id)
    stated = shares[~shares["derived"].fillna(False).astype("bool")]
    for row in each_row(stated):
        found.append(
            Mark(
                int(row.start),
                int(row.end),
                "share",
                f"{words.named(row.subject)} {words.claimed(row.share_pct)}",
            )
        )
    for row in each_row(_of(tables, "counts", article_id)):
        note = words.count(row.subject, int(row.count), row.unit)
        found.append(Mark(int(row.start), int(row.end), "share", note))
    for row in each_row(_of(tables, "events", article_id)):
        found.append(Mark(int(row.start), int(row.end), "date", str(row.date)))
    for row in each_row(_of(tables, "rejected", article_id)):
        found.append(Mark(int(row.start), int(row.end), "refused"))
    for row in each_row(_of(tables, "dates", article_id)):
        value = str(row.value)
        # A reader knows 2022-04; PXY, "some years", says nothing that the words do not say better.
        found.append(Mark(int(row.start), int(row.end), "date", value if value[:1].isdigit() else ""))
    found += [Mark(spot.start, spot.end, "repair", spot.read_as) for spot in spots(text)]
    found += _people(raw, named)
    return [mark if mark.note != raw[mark.start : mark.end] else mark._replace(note="") for mark in found]


def _people(raw: str, named: Iterable[Mention]) -> Iterator[Mark]:
    """Names and descriptions, each with the whole name where these words first mean it."""
    told: dict[str, str] = {}
    for each in named:
        if each.kind == _PRONOUN:
            continue
        said = raw[each.start : each.end]
        new = told.get(said) != each.name and words.folded(each.name) not in words.folded(said)
        told[said] = each.name
        yield Mark(each.start, each.end, "person", words.named(each.name) if new else "")


def pieces(
    article_id: str,
    text: Text | None,
    raw: str,
    tables: Tables,
    named: Iterable[Mention] = (),
    kinds: Collection[str] = (),
) -> list[Segment]:
    """The text as it came, in marked and unmarked pieces; marked are these kinds, all where none is named."""
    wanted = [mark for mark in marks(article_id, text, raw, tables, named) if not kinds or mark.kind in kinds]
    return list(segments(raw, wanted))


@dataclass(frozen=True)
class Health:
    """How sound an article's text is: the places repaired, the rows whose words hold one, all its rows, and
    the dates and percentages that became no row."""

    repairs: int
    on_repairs: int
    rows: int
    refused: int


def health(article_id: str, text: Text | None, tables: Tables) -> Health:
    """What is to be known of a text before its rows are trusted."""
    mended = spots(text)
    rows = [
        (int(row.start), int(row.end))
        for name in ("events", "vote_shares", "counts", "claims")
        for row in each_row(_of(tables, name, article_id))
    ]
    on_repairs = sum(any(start < spot.end and spot.start < end for spot in mended) for start, end in rows)
    return Health(len(mended), on_repairs, len(rows), len(_of(tables, "rejected", article_id)))


@dataclass(frozen=True)
class Spot:
    """Whole words of the source that were repaired, and what they became."""

    start: int
    end: int
    read_as: str
    why: str


def spots(text: Text | None) -> list[Spot]:
    """The repaired places of a text, repairs in the same words as one."""
    found: list[Spot] = []
    for edit in text.edits if text else ():
        if edit.kind in SAME_TO_READERS:
            continue
        raw = text.raw if text else ""
        low, high = edit.start, edit.end
        while low > 0 and not raw[low - 1].isspace() and edit.start - low < MOST_AROUND:
            low -= 1
        while high < len(raw) and not raw[high].isspace() and high - edit.end < MOST_AROUND:
            high += 1
        if found and low < found[-1].end:
            before = found.pop()
            inside = max(before.end - edit.start, 0)
            done = before.read_as[: len(before.read_as) - inside] + raw[before.end : edit.start]
            why = before.why if edit.kind in before.why else f"{before.why}, {edit.kind}"
            tail = raw[edit.end : max(high, before.end)]
            found.append(Spot(before.start, max(high, before.end), done + edit.replacement + tail, why))
        else:
            read_as = raw[low : edit.start] + edit.replacement + raw[edit.end : high]
            found.append(Spot(low, high, read_as, edit.kind))
    return found


def repairs(text: Text | None) -> pd.DataFrame:
    """What was repaired: the words as they came, as they were read, and what sort of repair it was."""
    raw = text.raw if text else ""
    rows = [(raw[spot.start : spot.end], spot.read_as, reasons.repair(spot.why)) for spot in spots(text)]
    return pd.DataFrame(rows, columns=["As it came", "Read as", "Repair"])


def refusals(article_id: str, tables: Tables) -> list[tuple[int, str, str]]:
    """Dates and percentages that became no row: their place, words and the reason."""
    rows = each_row(_of(tables, "rejected", article_id))
    return [(int(row.start), str(row.text), reasons.refusal(str(row.reason))) for row in rows]


def refused(article_id: str, tables: Tables) -> pd.DataFrame:
    """The same as a table."""
    rows = _of(tables, "rejected", article_id)
    return pd.DataFrame(
        {
            "Words": rows["text"],
            "What": rows["kind"].map(dict(WHAT)),
            "Why it became no row": rows["reason"].map(reasons.refusal),
        }
    )


@dataclass(frozen=True)
class Claim:
    """A claim about the record: its words, what the record says, and why."""

    words: str
    about: str
    verdict: str
    agrees: bool | None
    because: str


def claims(article_id: str, raw: str, tables: Tables) -> list[Claim]:
    """Claims about the record with their verdicts, in the order of the text."""
    return [
        Claim(
            raw[int(row.start) : int(row.end)] or str(row.quote),
            words.CLAIMS[str(row.claim)],
            words.VERDICTS[str(row.verdict)],
            None if row.verdict in UNDECIDED else row.verdict in HOLDING,
            reasons.because(str(row.because)),
        )
        for row in each_row(_of(tables, "claims", article_id))
    ]


def _of(tables: Tables, name: str, article_id: str) -> pd.DataFrame:
    return tables.rows_of(name, "article_id", [article_id]).sort_values("start")
