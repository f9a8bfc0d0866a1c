"""What the timeline says in one sentence, and the frames of its chart; all of it from the data."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.charts import MOST_EVENTS
from pipeline.charts.roads import RUNOFF
from pipeline.charts.rows import each_row
from pipeline.charts.style import plain, wrapped
from pipeline.lists import has_any
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.telling import filters, layers, subjects, turns, words
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, is_plural, listed, ngettext, number, pgettext
from pipeline.telling.known import Known
from pipeline.telling.subjects import Point

VOTES = frozenset(words.GROUPS["Votes"])
MOST_BESIDE = 8  # figures about others that are drawn as large as the subject's own
MOST_LABELS = 6  # of a longer line only the points that matter are labelled


@dataclass(frozen=True, eq=False)
class Story:
    """A view, told: the finding, its figures, the rows it rests on and the frames of the chart."""

    finding: str
    figures: tuple[tuple[str, str], ...]
    events: pd.DataFrame
    shares: pd.DataFrame
    official: pd.DataFrame
    chart_events: pd.DataFrame
    chart_claims: pd.DataFrame
    chart_crowd: pd.DataFrame
    chart_roads: pd.DataFrame
    chart_polls: pd.DataFrame
    chart_notes: pd.DataFrame
    alt: str


def tell(view: View, data: Known) -> Story:
    """The story of a view."""
    tables = data.tables
    as_of = latest_day(data)
    points = subjects.points(view.who, view.office, data.reference) if view.who.names else ()
    if view.as_of:
        points = tuple(point for point in points if point.day <= view.as_of)
    rounds = {(point.election.election_id, point.election.round) for point in points}
    shown = [point for point in points if view.years[0] <= int(words.year(point.day)) <= view.years[1]]
    events = filters.events(view, tables)
    shares = filters.shares(view, tables, rounds)
    finding = _finding(view, data, points, events, as_of)
    official = _official(shown, as_of, _spoken(shares))
    lines = layers.official_lines(view, data, as_of)
    claims = _claims(shares, view, lines)
    polls = layers.polls(shares, view, data)
    return Story(
        finding=finding,
        figures=_figures(events, shares, data, filters.articles_of(view, tables)),
        events=events,
        shares=shares,
        official=official,
        chart_events=_events(events, data),
        chart_claims=claims,
        chart_crowd=_crowd(events),
        chart_roads=lines,
        chart_polls=polls,
        chart_notes=turns.notes(shown, view.who, data.reference),
        alt=_alt(finding, official, lines, claims, polls, events),
    )


def latest_day(data: Known) -> str:
    """The day up to which all is told: the one asked for, the last publication, else the record's end."""
    if data.day:
        return data.day
    published = [str(day) for day in data.tables.articles["published"] if day]
    if published:
        return max(published)
    return data.reference.as_of.isoformat() if data.reference.as_of else ""


def _finding(view: View, data: Known, points: tuple[Point, ...], events: pd.DataFrame, as_of: str) -> str:
    """The sentence at the top."""
    told = [point for point in points if not as_of or point.day <= as_of]
    if len(told) < 2 and events.empty:
        return _("No event fits these filters")
    finding = _road(view, data, told, as_of) if len(told) > 1 else _count(view, data, events)
    ahead = _ahead(view, data, as_of)
    return _("{finding}; {news}", finding=finding, news=ahead) if ahead else finding


def _count(view: View, data: Known, events: pd.DataFrame) -> str:
    """How many events of which years, where there is no road to tell."""
    articles = int((data.tables.articles["status"] == "ok").sum())
    parts = {
        "events": ngettext("{n} dated event", "{n} dated events", len(events)),
        "articles": ngettext("{n} article", "{n} articles", articles),
        "subject": view.who.label,
        "first": words.year(min(events["earliest"])),
        "last": words.year(max(events["latest"])),
    }
    one_year = parts["first"] == parts["last"]
    if view.who.key == subjects.EVERYONE:
        if one_year:
            return _("{events} in {first}, as told by {articles}", **parts)
        return _("{events} from {first} to {last}, as told by {articles}", **parts)
    if one_year:
        return _("{events} about {subject} in {first}, as told by {articles}", **parts)
    return _("{events} about {subject} from {first} to {last}, as told by {articles}", **parts)


def _road(view: View, data: Known, told: list[Point], as_of: str) -> str:
    """From the first official figure over the ones that the articles speak of."""
    name = subjects.name_in_tables(view.who, data.tables, data.reference)
    founded = _founded(view, data)
    subject = subjects.in_sentence(name, data.reference)
    first, steps = told[0], _steps(told, data, as_of)
    # A first round held against a runoff would mislead where the runoff is not named.
    mixed = len({point.election.round for point in (first, *steps)}) > 1
    number_of = 2 if is_plural(subject) else 1
    parts = {
        "subject": f"{subject[:1].upper()}{subject[1:]}",
        "founded": words.year(founded),
        "start": _share_in(first, mixed),
        "steps": listed([_share_in(step, mixed) for step in steps]),
    }
    # What fell by way of a higher figure did not just fall.
    rose = all(step.share_pct > first.share_pct for step in steps)
    fell = all(step.share_pct < first.share_pct for step in steps)
    # A line that begins before the party is that of those it came from.
    if founded and founded[:4] <= first.day[:4]:
        if rose:
            return ngettext(
                "{subject}, founded in {founded}, rose from {start} to {steps}",
                "{subject}, founded in {founded}, rose from {start} to {steps}",
                number_of,
                **parts,
            )
        if fell:
            return ngettext(
                "{subject}, founded in {founded}, fell from {start} to {steps}",
                "{subject}, founded in {founded}, fell from {start} to {steps}",
                number_of,
                **parts,
            )
        return ngettext(
            "{subject}, founded in {founded}, went from {start} to {steps}",
            "{subject}, founded in {founded}, went from {start} to {steps}",
            number_of,
            **parts,
        )
    if rose:
        return ngettext(
            "{subject} rose from {start} to {steps}",
            "{subject} rose from {start} to {steps}",
            number_of,
            **parts,
        )
    if fell:
        return ngettext(
            "{subject} fell from {start} to {steps}",
            "{subject} fell from {start} to {steps}",
            number_of,
            **parts,
        )
    return ngettext(
        "{subject} went from {start} to {steps}",
        "{subject} went from {start} to {steps}",
        number_of,
        **parts,
    )


def _share_in(point: Point, with_round: bool) -> str:
    """33.90% in 2017, or in the 2017 runoff."""
    parts = {"share": words.percent(point.share_pct), "year": words.year(point.day)}
    if with_round and point.election.round == RUNOFF:
        return _("{share} in the {year} runoff", **parts)
    return _("{share} in {year}", **parts)


def _steps(told: list[Point], data: Known, as_of: str) -> list[Point]:
    """The figures between: of the elections that articles speak of, the last one each.

    An election whose last round is still to come is left to the end of the sentence. Of more than
    two figures the last stays, and the highest before it; where articles speak of none, these two
    of all.
    """
    tables = data.tables
    spoken = {*tables.timeline["election_id"], *tables.vote_shares["election_id"]}
    last_rounds = {
        point.election.election_id: point
        for point in told
        if not as_of or data.reference.rounds(point.election.election_id)[-1].date <= as_of
    }
    after = [point for point in last_rounds.values() if point is not told[0]]
    candidates = [point for point in after if point.election.election_id in spoken] or after or told[-1:]
    if len(candidates) > 2:
        highest = max(candidates[:-1], key=lambda point: point.share_pct)
        candidates = [highest, candidates[-1]]
    return candidates


def _founded(view: View, data: Known) -> str:
    """When the party was founded, as the articles have it, else as the record has it."""
    rows = data.tables.timeline
    rows = rows[rows["type"] == "founding"]
    parties = {
        party.name_en for each in view.who.party_ids if (party := data.reference.party(each)) is not None
    }
    own = rows[has_any(rows["actors"], parties)]
    if view.who.kind != "party":
        return ""
    return str(own["date"].min()) if len(own) else view.who.founded


def _ahead(view: View, data: Known, as_of: str) -> str:
    """The next vote that is announced."""
    rows = data.tables.timeline
    rows = rows[(rows["status"] == "scheduled") & rows["type"].isin(VOTES) & (rows["date"] > as_of)]
    if view.who.names:
        own = [
            not view.who.names.isdisjoint(actors) or _same_vote(election_id, view)
            for actors, election_id in zip(rows["actors"], rows["election_id"], strict=True)
        ]
        rows = rows[own]
    if rows.empty:
        return ""
    row = rows.sort_values("earliest").iloc[0]
    day = words.day(str(row["date"]))
    when = pgettext("announced for a day", "{day}", day=day) if row["precision"] == "day" else day
    return words.ANNOUNCED[str(row["type"])].format(when=when)


def _same_vote(election_id: str, view: View) -> bool:
    return (subjects.country_of(election_id), subjects.office_of(election_id)) == (
        view.who.country,
        view.office,
    )


def _figures(
    events: pd.DataFrame, shares: pd.DataFrame, data: Known, articles: set[str] | None
) -> tuple[tuple[str, str], ...]:
    """What the view holds in figures: value and what it counts; what is derived is no claim of an article."""
    checked = data.tables.claims
    if articles is not None:
        checked = checked[checked["article_id"].isin(articles)]
    stated = shares[~shares["derived"].fillna(False).astype("bool")]
    verdicts = [*stated["verdict"], *checked["verdict"]]
    decided = [verdict for verdict in verdicts if verdict not in UNDECIDED]
    agree = sum(verdict in HOLDING for verdict in decided)
    readable = data.tables.articles.loc[data.tables.articles["status"] == "ok", "article_id"]
    sources = int((readable.isin(articles) if articles is not None else readable != "").sum())
    covered = "–"
    if len(events):
        first, last = words.year(min(events["earliest"])), words.year(max(events["latest"]))
        covered = first if first == last else f"{first}–{last}"
    if decided:
        held = (
            _("{part} of {whole}", part=number(agree), whole=number(len(decided))),
            _("figures and claims agree with the record"),
        )
    else:
        held = (number(len(verdicts)), _("figures and claims, of which the record has none"))
    return (
        (number(len(events)), ngettext("event", "events", len(events))),
        (number(sources), ngettext("article", "articles", sources)),
        (covered, _("years covered")),
        held,
    )


def _official(points: list[Point], as_of: str, spoken: set[tuple[str, int | None]]) -> pd.DataFrame:
    """The lines of the chart.

    Labels go to the last point of each line first, then to the points of the bold line that
    articles speak of, to its highest and its first; the chart writes those that it has room for.
    """
    columns = ["series", "date", "share_pct", "label", "rank", "later", "hover", "key"]
    rows = []
    runoffs = [point for point in points if point.election.round == RUNOFF]
    # A vote that was held once stands with the first rounds of the others.
    rest = [point for point in points if point.election.round != RUNOFF]
    for name, line in (
        (words.round_name(1 if runoffs else None), rest),
        (words.round_name(RUNOFF), runoffs),
    ):
        if not line:
            continue
        bold = line is (runoffs or rest)
        highest = max(line, key=lambda point: point.share_pct)
        for index, point in enumerate(line):
            last = index == len(line) - 1
            figure = words.percent(point.share_pct)
            ranks = (
                last and bold,
                bold and (point.election.election_id, point.election.round) in spoken,
                last,
                bold and point is highest,
                index == 0,
                bold and len(line) <= MOST_LABELS,
            )
            rank = ranks.index(True) if True in ranks else len(ranks)
            label = f"{name} {figure}" if rank == 0 else figure if rank < len(ranks) else ""
            later = bool(as_of) and point.day > as_of
            rows.append(
                {
                    "series": name,
                    "date": point.day,
                    "share_pct": point.share_pct,
                    "label": label,
                    "rank": rank,
                    "later": later,
                    "hover": (
                        f"<b>{plain(words.named(point.result.subject))} {figure}</b><br>"
                        f"{words.round_name(point.election.round)}, {words.day(point.day)}<br>"
                        + (_("Official result, after the last article") if later else _("Official result"))
                    ),
                    "key": point.key,
                }
            )
    return pd.DataFrame(rows, columns=columns)


def _spoken(shares: pd.DataFrame) -> set[tuple[str, int | None]]:
    """The votes that figures of articles are about: election and round."""
    rounds = shares["round"].astype("object")
    return {
        (str(election), None if pd.isna(number) else int(number))
        for election, number in zip(shares["election_id"], rounds, strict=True)
    }


def _claims(shares: pd.DataFrame, view: View, lines: pd.DataFrame) -> pd.DataFrame:
    """The rings of the chart: what articles give, the ones about others than the subject labelled."""
    drawn = shares[(shares["kind"] == "result") & (shares["date"] != "")]
    same = ["date", "share_pct", "subject", "kind", "derived", "official_pct", "verdict"]
    # Where many articles say the same there is one ring; its evidence has all of them.
    drawn = drawn.assign(articles=drawn.groupby(same, dropna=False)["article_id"].transform("nunique"))
    drawn = drawn.drop_duplicates(same)
    seen: set[tuple[str, str]] = set()
    names = []
    for row in each_row(drawn):
        key = (str(row.subject), str(row.date))
        named = row.subject not in view.who.names and key not in seen
        seen.add(key)
        names.append(f"{words.named(row.subject)} {words.claimed(row.share_pct)}" if named else "")
    own = drawn["subject"].isin(view.who.names)
    on_lines = set(zip(lines["date"], lines["subject"], strict=True))
    stands = pd.Series(
        list(zip(drawn["date"], drawn["subject"], strict=True)), index=drawn.index, dtype="object"
    )
    # Among many figures those about others that hold would hide the ones that matter.
    holds = drawn["verdict"].isin(HOLDING | UNDECIDED)
    calm = holds & ~own
    return pd.DataFrame(
        {
            "date": drawn["date"],
            "share_pct": drawn["share_pct"],
            "official_pct": drawn["official_pct"],
            "derived": drawn["derived"].fillna(False).astype("bool"),
            "own": own | stands.isin(on_lines),
            "holds": holds,
            "quiet": calm & (calm.sum() > MOST_BESIDE),
            "label": names,
            "hover": [_share_hover(row._asdict()) for row in each_row(drawn)],
            "key": "share=" + drawn["share_id"].astype("str"),
        }
    ).reset_index(drop=True)


def _share_hover(row: dict[str, object]) -> str:
    official = pd.to_numeric(str(row["official_pct"]), errors="coerce")
    lines = [
        f"<b>{plain(words.named(str(row['subject'])))} {words.claimed(float(str(row['share_pct'])))}</b>",
        _("what an article’s figure leaves, {day}", day=words.day(str(row["date"])))
        if row["derived"]
        else ngettext(
            "as an article says, {day}",
            "as {n} articles say, {day}",
            int(str(row["articles"])),
            day=words.day(str(row["date"])),
        ),
    ]
    if pd.notna(official):
        share = words.percent(float(official))
        lines.append(
            _("official {share}: {verdict}", share=share, verdict=words.VERDICTS[str(row["verdict"])])
        )
    return "<br>".join(lines)


def _events(rows: pd.DataFrame, data: Known) -> pd.DataFrame:
    """The event lanes: what the articles say as a stretch, the known day as a mark.

    Of a group with more than `MOST_EVENTS` those that most articles tell are drawn, the others counted.
    """
    columns = ["start", "end", "date", "group", "type", "status", "label", "weight", "hover", "key", "colour"]
    drawn = rows[rows.index.isin(_most_told(rows))]
    told_by = set().union(*drawn["event_ids"])
    members = data.tables.rows_of("events", "event_id", told_by).set_index("event_id")[["earliest", "latest"]]
    spans = {
        key: (str(row.earliest), str(row.latest))
        for key, row in zip(members.index, each_row(members), strict=True)
    }
    laid = []
    for row in each_row(drawn):
        told = [spans[each] for each in row.event_ids if each in spans and all(spans[each])]
        start, end = min(told, key=_length, default=(str(row.earliest), str(row.latest)))
        known = str(row.date) if row.precision == "day" and not row.date_end else ""
        if not (_is_day(start) and _is_day(end)):
            start, end = str(row.earliest), str(row.latest)
        if not (_is_day(start) and _is_day(end)):
            continue
        when = words.span(str(row.date), str(row.date_end))
        vague = known and start != end
        vaguely = _("articles say {span}", span=_span_words(start, end)) if vague else ""
        label = words.event(str(row.label))
        laid.append(
            {
                "start": start,
                "end": end,
                "date": known,
                "group": _(words.GROUP_OF[str(row.type)]),
                "type": row.type,
                "status": row.status,
                "label": label,
                "weight": int(row.articles),
                "hover": (
                    f"<b>{wrapped(label)}</b><br>{when}{f'<br>{vaguely}' if vaguely else ''}<br>"
                    f"{words.TYPES[str(row.type)]}, {words.STATUSES[str(row.status)]}, "
                    + ngettext("told by {n} article", "told by {n} articles", int(row.articles))
                ),
                "key": f"event={row.timeline_id}",
                "colour": words.GROUP_COLOURS[words.GROUP_OF[str(row.type)]],
            }
        )
    frame = pd.DataFrame(laid, columns=columns)
    order = {_(group): index for index, group in enumerate(words.GROUPS)}
    return frame.sort_values("group", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def _most_told(rows: pd.DataFrame) -> pd.Index:
    """The events to draw one by one: of each group those that most articles tell."""
    ordered = rows.sort_values("articles", ascending=False, kind="stable")
    return ordered.groupby(ordered["type"].map(words.GROUP_OF), sort=False).head(MOST_EVENTS).index


def _crowd(rows: pd.DataFrame) -> pd.DataFrame:
    """The events that are only counted on the chart."""
    rest = rows.drop(index=_most_told(rows))
    group = rest["type"].map(words.GROUP_OF)
    return pd.DataFrame(
        {"start": rest["earliest"], "group": group.map(_), "colour": group.map(words.GROUP_COLOURS)}
    )


def _span_words(start: str, end: str) -> str:
    whole_year = start.endswith("-01-01") and end.endswith("-12-31") and words.year(start) == words.year(end)
    return words.year(start) if whole_year else words.span(start, end)


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _length(span: tuple[str, str]) -> int:
    try:
        return date.fromisoformat(span[1]).toordinal() - date.fromisoformat(span[0]).toordinal()
    except ValueError:
        return date.max.toordinal()


def _alt(
    finding: str,
    official: pd.DataFrame,
    lines: pd.DataFrame,
    claims: pd.DataFrame,
    polls: pd.DataFrame,
    events: pd.DataFrame,
) -> str:
    """The chart in words, for those who do not see it."""
    parts = [f"{finding}."]
    if len(official):
        parts.append(
            ngettext("{n} official result as a line.", "{n} official results as lines.", len(official))
        )
    if len(lines):
        names = listed([str(each) for each in lines["name"].drop_duplicates()])
        parts.append(_("Official results as lines: {names}.", names=names))
    if len(claims):
        parts.append(
            ngettext(
                "{n} figure from articles as a ring.", "{n} figures from articles as rings.", len(claims)
            )
        )
    if len(polls):
        parts.append(ngettext("{n} poll as a cross.", "{n} polls as crosses.", len(polls)))
    parts.append(
        ngettext(
            "{n} event below on the same time axis; all of it in the tables.",
            "{n} events below on the same time axis; all of it in the tables.",
            len(events),
        )
    )
    return " ".join(parts)
