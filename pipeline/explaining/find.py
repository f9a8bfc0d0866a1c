"""Explain an article: extract it, ask its choices again, and keep what they weighed.

The choices are pure functions of the article and the reference, so that asking again gives what the
extraction was given; nothing here decides anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pipeline import reading
from pipeline import shares as share_finder
from pipeline.annotate import Document, Figure
from pipeline.counts import grid as count_grid
from pipeline.counts.find import decisions as count_decisions
from pipeline.errors import TimelineError
from pipeline.events.find import dates
from pipeline.explaining import questions
from pipeline.explaining.case import Case, Choice, Explanation, Told
from pipeline.extraction import extract_told, layers
from pipeline.model import Article, Timex
from pipeline.reference import Reference, load
from pipeline.shares import Share, grid
from pipeline.shares.find import decisions
from pipeline.shares.sentence import Decided

_UNASKED: Final = ("number", "count")
"""Kinds that are explained without a row only where they are asked for."""
_TABLES: Final = ("vote_shares", "events", "claims", "counts")
_TOLD: Final = "told already, at character {}"
_NOBODYS: Final = {
    "vote_shares": "a number that is no share: an age, or of nobody",
    "counts": "a number of votes or seats that nobody got",
}
_NO_SENTENCE: Final = "it stands in no sentence"
# So many places are named where nothing stands at one that is asked for.
_NEAREST: Final = 5
_SAME: Final = {
    "vote_shares": ("subject", "share_pct", "election_id", "round", "kind"),
    "counts": ("subject", "count", "election_id", "round"),
}

Place = tuple[int, int]


def explain(
    text: str,
    *,
    published: date | None = None,
    language: str = "",
    at: int | None = None,
    reference: Reference | None = None,
) -> Explanation:
    """Why each row of an article given as text is a row, and each refused date or percentage is none.

    Args:
        text: an article in the seed's form or plain text.
        published: its day of publication, where the text states none.
        language: its BCP 47 code; detected where it is not given.
        at: a character of the text; only what stands there is explained, numbers without a row too.
        reference: what it is read and checked with; the built-in one where not given.

    Raises:
        TimelineError: nothing that could be a row stands at the character.
    """
    article = reading.article(text, published=published, language=language, source="text")
    return explain_article(article, reference or load(), at=at)


def explain_article(article: Article, reference: Reference, *, at: int | None = None) -> Explanation:
    """The same of an article that was read; one that cannot be extracted has no cases."""
    published = article.published.isoformat() if article.published else ""
    told = article.source, article.title, published, article.language, article.problem
    if article.status != "ok":
        return Explanation(*told)
    asked = _Asked(article, reference)
    cases = sorted(asked.cases(), key=lambda case: (case.start, case.end))
    if at is None:
        shown = [case for case in cases if case.rows or case.kind not in _UNASKED]
    else:
        shown = [case for case in cases if case.start <= at < case.end]
        if not shown:
            raise TimelineError("nothing-there", path=article.source, at=at, near=_near(cases, at))
    return Explanation(*told, asked.about(), tuple(shown))


def _near(cases: Sequence[Case], at: int) -> str:
    near = sorted(cases, key=lambda case: abs(case.start - at))[:_NEAREST]
    return ", ".join(f"{case.start} ({case.text})" for case in sorted(near, key=lambda case: case.start))


class _Asked:
    """An article with its rows and everything that was weighed for them."""

    def __init__(self, article: Article, reference: Reference) -> None:
        self._reference = reference
        self._document, self._story = layers(article, reference)
        self._told = {told.sentence: told for told in self._story.told}
        self._rows: dict[Place, list[Told]] = defaultdict(list)
        self._reasons: dict[tuple[Place, str], str] = {}
        for table, rows in extract_told(self._document, self._story, reference).rows.items():
            for row in rows:
                place = int(str(row["start"])), int(str(row["end"]))
                if table in _TABLES:
                    self._rows[place].append(Told(table, row))
                elif table == "rejected":
                    self._reasons[place, str(row["kind"])] = str(row["reason"])

    def about(self) -> Choice:
        """The vote that the article is about."""
        return questions.of_article(self._story)

    def cases(self) -> Iterator[Case]:
        """Everything that could be a row, in no order."""
        yield from self._figures()
        yield from self._dates()
        for place, rows in self._rows.items():
            for told in rows:
                if told.table == "claims":
                    yield self._case("claim", self._clean(place), rows=[told])

    def _figures(self) -> Iterator[Case]:
        document, story, reference = self._document, self._story, self._reference
        shares, lines = grid.shares(document, story, reference)
        decided = list(decisions(document, story, reference, lines))
        shares += [share for one in decided for share in one.shares]
        found, _ = share_finder.find(document, story, reference)
        counts, lines = count_grid.counts(document, story)
        # Cells of tables are counts by their column alone.
        cells = [count.figure for count in counts]
        counted = list(count_decisions(document, story, found, reference, lines))
        counts += [count for one in counted for count in one.shares]
        yield from self._of_layer(document.figures, "vote_shares", shares, decided)
        figures = {figure.start: figure for figure in (*document.counts, *cells)}
        yield from self._of_layer(list(figures.values()), "counts", counts, counted)

    def _of_layer(
        self, figures: Sequence[Figure], table: str, shares: Sequence[Share], decided: Sequence[Decided]
    ) -> Iterator[Case]:
        """Percentages or counts, with the shares that were decided for them."""
        asked = {figure: one for one in decided for figure in one.kinds}
        became: dict[int, list[Share]] = defaultdict(list)
        for share in shares:
            became[share.figure.start].append(share)
        listed = {
            tuple(told.row[name] for name in _SAME[table]): place[0]
            for place, rows in self._rows.items()
            for told in rows
            if told.table == table
        }
        for figure in figures:
            own = became[figure.start]
            chosen = questions.of_figure(figure, own, asked.get(figure), self._sentence(figure))
            place = self._place(figure.start, figure.end)
            rows = [told for told in self._rows[place] if told.table == table]
            refused = self._reasons.get((place, "percentage"))
            reason = "" if rows else refused or _unlisted(table, own, listed)
            kind = "count" if table == "counts" else "percentage" if figure.unit or rows else "number"
            read_as = f"{figure.value:.15g} {figure.unit or 'without a unit'}, {figure.qualifier}"
            yield self._case(kind, (figure.start, figure.end), read_as, rows, reason, tuple(chosen))

    def _sentence(self, figure: Figure) -> questions.Sentence:
        index = self._document.sentence_at(figure.start)
        told = None if index is None else self._told.get(self._document.sentences[index])
        return questions.Sentence(self._document, told, self._story.referents, self._reference)

    def _dates(self) -> Iterator[Case]:
        document, story, reference = self._document, self._story, self._reference
        shares, _ = share_finder.find(document, story, reference)
        scenes = dict(dates(document, story, shares, reference))
        for timex in document.timexes:
            place = self._place(timex.start, timex.end)
            rows = [told for told in self._rows[place] if told.table == "events"]
            reason = "" if rows else self._reasons.get((place, "date"), _NO_SENTENCE)
            choices = (questions.of_date(timex, scenes[timex]),) if rows and timex in scenes else ()
            yield self._case("date", (timex.start, timex.end), _read(timex), rows, reason, choices)

    def _case(
        self,
        kind: str,
        clean: Place,
        read: str = "",
        rows: Sequence[Told] = (),
        reason: str = "",
        choices: tuple[Choice, ...] = (),
    ) -> Case:
        start, end = self._place(*clean)
        within = _around(self._document, *clean)
        sentence, mark = _marked(self._document.clean, within, *clean)
        text = " ".join(self._document.text.raw[start:end].split())
        return Case(
            kind,
            start,
            end,
            text,
            sentence,
            mark,
            self._place(*within),
            read,
            tuple(rows),
            reason,
            choices,
        )

    def _place(self, start: int, end: int) -> Place:
        raw = self._document.text.raw_span(start, end)
        return raw.start, raw.end

    def _clean(self, place: Place) -> Place:
        text = self._document.text
        return text.to_clean(place[0]), text.to_clean(place[1])


def _unlisted(table: str, shares: Sequence[Share], listed: Mapping[tuple[object, ...], int]) -> str:
    """Why a figure is neither a row nor refused: it is told elsewhere, or it is nobody's."""
    for share in shares:
        vote = share.vote
        values = {
            "subject": share.subject,
            "share_pct": share.value,
            "count": share.value,
            "kind": share.kind,
            "election_id": vote.election_id if vote else "",
            "round": vote.round if vote else None,
        }
        same = tuple(values[name] for name in _SAME[table])
        if same in listed:
            return _TOLD.format(listed[same])
    return _NOBODYS[table]


def _read(timex: Timex) -> str:
    mod = f" {timex.mod}" if timex.mod else ""
    return f"{timex.type} {timex.value}{mod}, {timex.resolved_by}, by the rule {timex.rule_id}"


def _around(document: Document, start: int, end: int) -> Place:
    """The sentence of a place, the place itself where it is in none."""
    index = document.sentence_at(start)
    if index is None:
        return start, end
    sentence = document.sentences[index]
    return sentence.start, max(sentence.end, end)


def _marked(clean: str, within: Place, start: int, end: int) -> tuple[str, Place]:
    """A sentence on one line, and where in it a place is."""
    line = " ".join(clean[slice(*within)].split())
    at = len(" ".join(clean[within[0] : start].split()))
    at += line[at : at + 1] == " "
    return line, (at, at + len(" ".join(clean[start:end].split())))
