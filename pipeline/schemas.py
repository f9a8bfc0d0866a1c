"""The tables: their columns, types and meanings, once.

The data dictionary (docs/tables.md), datapackage.json and the checks of `election-timeline check`
are generated from here.
"""

from dataclasses import dataclass
from typing import Literal

from pipeline.marking import N_

SCHEMA_VERSION = "2"
OLDER_VERSIONS = ("1",)
"""Versions of tables that are read, too: what they lack may be empty."""
LIST_SEPARATOR = "|"

Type = Literal["string", "integer", "number", "boolean", "date", "list"]

EVENT_TYPES = (
    "election_round1", "runoff", "election", "referendum", "founding", "resignation", "appointment",
    "rename", "statement", "campaign", "death", "law", "war", "other",
)  # fmt: skip
EVENT_STATUSES = ("past", "scheduled", "hypothetical")
SHARE_KINDS = ("result", "poll", "projection", "turnout", "margin", "swing", "other")
SUBJECT_TYPES = ("candidate", "party", "bloc", "option", "electorate")
QUALIFIERS = ("exact", "about", "over", "under", "between")
SHARE_VERDICTS = (
    "exact", "rounds", "truncates", "near", "other_holder", "other_round", "other_base", "disagrees",
    "unsure", "no_reference",
)  # fmt: skip
UNSURE = "unsure"
"""The verdict on a figure that differs from the record and may be misread."""
CLAIM_VERDICTS = ("supported", "contradicted", "cannot_tell")
HOLDING = frozenset({"exact", "rounds", "truncates", "near", "supported"})
"""The verdicts by which the record agrees."""
UNDECIDED = frozenset({"", UNSURE, "no_reference", "cannot_tell"})
"""The verdicts of what the record says nothing about, or nothing sure."""
CLAIM_KINDS = ("superlative", "count", "tenure", "order", "first", "change")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
PRECISIONS = ("day", "week", "month", "quarter", "half", "season", "year", "decade", "century")
STATUSES = ("ok", "skipped", "failed")


@dataclass(frozen=True)
class Column:
    """One column: `refers` is "table.column" for a foreign key; CSV leaves out `parquet_only` ones."""

    name: str
    description: str
    type: Type = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    parquet_only: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns and its key (empty: no column is unique)."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column_names(self, *, parquet: bool = False) -> list[str]:
        """The names in order, as they stand in CSV, or in Parquet."""
        return [column.name for column in self.columns if parquet or not column.parquet_only]


def _article_id() -> Column:
    return Column("article_id", N_("The article that says it."), required=True, refers="articles.article_id")


def _span(what: str) -> tuple[Column, Column]:
    return (
        Column(
            "start", f"Where {what} starts in articles.text, in Unicode characters.", "integer", required=True
        ),
        Column("end", f"Where {what} ends.", "integer", required=True),
    )


_QUOTE = Column("quote", N_("The sentence, cleaned."), required=True)
_BECAUSE = Column(
    "because", N_("What the verdict compared, and whose or when the figure is where that can be seen.")
)
_CONFIDENCE = Column("confidence", N_("How sure the pipeline is, from 0 to 1."), "number", required=True)
_RULE = Column("rule_id", N_("The rule that made the row."))
_ELECTION = Column(
    "election_id",
    N_("COUNTRY-office[-area or body]-YEAR, e.g. FR-president-2002; COUNTRY is ISO 3166 but UK."),
)
_ROUND = Column(
    "round", N_("1 or 2; empty where the office votes once or the text does not tell."), "integer"
)
_EARLIEST = Column("earliest", N_("First day it can mean."), "date")
_LATEST = Column("latest", N_("Last day it can mean."), "date")
_ACTORS = Column("actors", N_("Who took part, full canonical names."), "list")
_LABEL = Column("label", N_("A few words for a chart, in English."), required=True)
_CORRECTED = Column(
    "corrected",
    N_("What people changed: of each correction its id, reason, author and day; else empty."),
    "list",
)

ENTERED = ("hand", "both")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            N_("One row an article, the skipped and failed ones included."),
            (
                Column(
                    "article_id",
                    N_("12 hexadecimal digits of SHA-256 over the article's bytes."),
                    required=True,
                ),
                Column("source", N_("Path relative to the input, or URL."), "list", required=True),
                Column("title", N_("The title.")),
                Column("url", N_("Where it was published.")),
                Column("publisher", N_("Who published it: the address's domain.")),
                Column("published", N_("Day of publication."), "date"),
                Column("updated", N_("Day of its last change, where the source tells."), "date"),
                Column("language", N_("BCP 47 code.")),
                Column("characters", N_("Length of the text."), "integer", required=True),
                Column("sha256", N_("SHA-256 of the article's bytes; empty where none could be read.")),
                Column(
                    "status", N_("ok, skipped (nothing to read) or failed."), required=True, choices=STATUSES
                ),
                Column("problem", N_("What was wrong, in words.")),
                Column("reader", N_("What made the text of the file, with its version.")),
                Column(
                    "reprint_of",
                    N_("The article whose text this one reprints, nearly word for word; they count once."),
                    refers="articles.article_id",
                ),
                Column("text", N_("The text that every start and end counts in."), parquet_only=True),
            ),
            key=("article_id",),
        ),
        Table(
            "dates",
            N_("One row a time expression."),
            (
                _article_id(),
                *_span("the expression"),
                Column("text", N_("The words of the source."), required=True),
                Column("type", N_("TIMEX3 type."), required=True, choices=TIMEX_TYPES),
                Column("value", N_("TIMEX3 value, e.g. 2022-04-24, 2017, P3M."), required=True),
                Column("mod", N_("TIMEX3 mod, e.g. START, APPROX.")),
                Column("edtf", N_("The same as an Extended Date/Time Format string.")),
                _EARLIEST,
                _LATEST,
                Column(
                    "resolved_by",
                    N_("The rule of context that chose the value: explicit, relative, weekday, ..."),
                ),
            ),
            key=("article_id", "start", "end"),
        ),
        Table(
            "events",
            N_("One row a date expression that anchors something that happened, as one article tells it."),
            (
                Column(
                    "event_id", N_("12 hexadecimal digits over article, table, start, end."), required=True
                ),
                _article_id(),
                Column(
                    "date",
                    N_("ISO 8601 at the precision of the text: 2017, 2022-04, 2022-04-24."),
                    required=True,
                ),
                Column("date_end", N_("Last day, only for a range.")),
                Column("precision", N_("Precision of `date`."), required=True, choices=PRECISIONS),
                _EARLIEST,
                _LATEST,
                Column(
                    "exact_date", N_("The day by the reference data, where the event is a known one."), "date"
                ),
                Column("type", N_("What happened."), required=True, choices=EVENT_TYPES),
                Column(
                    "status",
                    N_("past, scheduled or hypothetical on the day of publication."),
                    required=True,
                    choices=EVENT_STATUSES,
                ),
                _LABEL,
                _ACTORS,
                _ELECTION,
                _ROUND,
                _QUOTE,
                *_span("the date expression"),
                _RULE,
                _CONFIDENCE,
                _CORRECTED,
                Column(
                    "entered",
                    N_(
                        "hand: it comes from a timeline that a person made; empty: it was read in an article."
                    ),
                    choices=ENTERED[:1],
                ),
            ),
            key=("event_id",),
        ),
        Table(
            "vote_shares",
            N_("One row per subject, share, kind, election and round in an article."),
            (
                Column(
                    "share_id",
                    N_("12 hexadecimal digits over article, table, start, end, subject."),
                    required=True,
                ),
                _article_id(),
                Column(
                    "event_id",
                    N_("The event it belongs to, where the article dates one."),
                    refers="events.event_id",
                ),
                _ELECTION,
                _ROUND,
                Column(
                    "date", N_("Polling day, or the last day of a poll's fieldwork, where known."), "date"
                ),
                Column(
                    "subject",
                    N_("Full canonical name of a person or party, an option, or turnout / abstention."),
                    required=True,
                ),
                Column("subject_type", N_("What the subject is."), required=True, choices=SUBJECT_TYPES),
                Column(
                    "share_pct",
                    N_("The figure as the text has it, in percent (points for margin and swing)."),
                    "number",
                    required=True,
                ),
                Column(
                    "qualifier",
                    N_("exact, about, over, under or between."),
                    required=True,
                    choices=QUALIFIERS,
                ),
                Column("share_low", N_("Lower bound in percent, for over and between."), "number"),
                Column("share_high", N_("Upper bound in percent, for under and between."), "number"),
                Column("kind", N_("What the figure measures."), required=True, choices=SHARE_KINDS),
                Column("pollster", N_("The firm, for polls and projections.")),
                Column("sample", N_("People asked, for polls."), "integer"),
                Column(
                    "derived",
                    N_("true: the complement of a figure in the text, not stated itself."),
                    "boolean",
                    required=True,
                ),
                _QUOTE,
                *_span("the figure"),
                Column("official_pct", N_("The official share or turnout, in percent."), "number"),
                Column("difference", N_("share_pct less official_pct, in points."), "number"),
                Column(
                    "verdict",
                    N_("How the figure compares with the official one (results and turnout alone)."),
                    choices=SHARE_VERDICTS,
                ),
                _BECAUSE,
                _RULE,
                _CONFIDENCE,
                _CORRECTED,
            ),
            key=("share_id",),
        ),
        Table(
            "counts",
            N_("One row per number of votes or seats."),
            (
                Column(
                    "count_id",
                    N_("12 hexadecimal digits over article, table, start, end, subject."),
                    required=True,
                ),
                _article_id(),
                _ELECTION,
                _ROUND,
                Column("subject", N_("As in vote_shares."), required=True),
                Column("count", N_("The number."), "integer", required=True),
                Column("unit", N_("votes or seats."), required=True, choices=("votes", "seats")),
                Column("qualifier", N_("As in vote_shares."), required=True, choices=QUALIFIERS),
                _QUOTE,
                *_span("the number, with what it counts where that stands beside it"),
                Column("official", N_("The official number."), "integer"),
                Column("verdict", N_("As in vote_shares."), choices=SHARE_VERDICTS),
                _BECAUSE,
                _CONFIDENCE,
                _CORRECTED,
            ),
            key=("count_id",),
        ),
        Table(
            "claims",
            N_("One row per claim about the record: superlatives, counts, tenures."),
            (
                Column(
                    "claim_id", N_("12 hexadecimal digits over article, table, start, end."), required=True
                ),
                _article_id(),
                Column("claim", N_("What sort of claim it is."), required=True, choices=CLAIM_KINDS),
                _QUOTE,
                *_span("the claim"),
                Column(
                    "verdict",
                    N_("What the reference data says of it."),
                    required=True,
                    choices=CLAIM_VERDICTS,
                ),
                Column("because", N_("The reference rows and the figures compared."), required=True),
                _CORRECTED,
            ),
            key=("claim_id",),
        ),
        Table(
            "rejected",
            N_(
                "One row per date expression or percentage that became no "
                "row, or whose row a person rejected."
            ),
            (
                _article_id(),
                *_span("it"),
                Column("text", N_("The words of the source."), required=True),
                Column(
                    "kind",
                    N_("date or percentage; count or claim where a person rejected one."),
                    required=True,
                    choices=("date", "percentage", "count", "claim"),
                ),
                Column("reason", N_("Why it became no row."), required=True),
                _CORRECTED,
            ),
            key=("article_id", "start", "end", "kind"),
        ),
        Table(
            "timeline",
            N_("One row an event, however many articles tell of it."),
            (
                Column(
                    "timeline_id",
                    N_(
                        "12 hexadecimal digits over election, round and type, over a milestone on record, or "
                        "over type, first actor and year or day."
                    ),
                    required=True,
                ),
                Column(
                    "date", N_("Best supported date: the exact one where the event is known."), required=True
                ),
                Column("date_end", N_("Last day, only for a range.")),
                Column("precision", N_("Precision of `date`."), required=True, choices=PRECISIONS),
                _EARLIEST,
                _LATEST,
                Column("type", N_("What happened."), required=True, choices=EVENT_TYPES),
                Column("status", N_("As the latest article has it."), required=True, choices=EVENT_STATUSES),
                _LABEL,
                _ACTORS,
                _ELECTION,
                _ROUND,
                Column(
                    "articles",
                    N_(
                        "How many articles tell of it; reprints count once. Timelines that people made count "
                        "where no article tells of it."
                    ),
                    "integer",
                    required=True,
                ),
                Column("event_ids", N_("The events that are one here."), "list", required=True),
                Column(
                    "conflict",
                    N_(
                        "What articles disagree on: the entry's own value, then the "
                        "others, with their articles."
                    ),
                ),
                _CORRECTED,
                Column(
                    "entered",
                    N_(
                        "hand: timelines that people made alone have it; both: articles tell of it, too; "
                        "empty: articles alone."
                    ),
                    choices=ENTERED,
                ),
            ),
            key=("timeline_id",),
        ),
    )
}
