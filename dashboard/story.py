"""What the timeline says in one sentence, and the frames of its chart; all of it from the data."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import filters, subjects, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.subjects import Point
from pipeline.charts import MOST_EVENTS
from pipeline.charts.rows import each_row
from pipeline.charts.style import plain, wrapped

VOTES = frozenset(words.GROUPS["Votes"])
RUNOFF = 2
MOST_LABELS = 6  # of a longer line only the points that matter are labelled
DRAWN_KINDS = ("result", "poll", "projection")


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
    alt: str


def tell(view: View, data: Data) -> Story:
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
    claims = _claims(shares, view)
    return Story(
        finding=finding,
        figures=_figures(events, shares, data, filters.articles_of(view, tables)),
        events=events,
        shares=shares,
        official=official,
        chart_events=_events(events, data),
        chart_claims=claims,
        alt=_alt(finding, official, claims, events),
    )


def latest_day(data: Data) -> str:
    """The day up to which all is told: the one asked for, the last publication, else the record's end."""
    if data.day:
        return data.day
    published = [str(day) for day in data.tables.articles["published"] if day]
    if published:
        return max(published)
    return data.reference.as_of.isoformat() if data.reference.as_of else ""


def _finding(view: View, data: Data, points: tuple[Point, ...], events: pd.DataFrame, as_of: str) -> str:
    """The sentence at the top."""
    told = [point for point in points if not as_of or point.day <= as_of]
    ahead = _ahead(view, data, as_of)
    if len(told) > 1:
        return f"{_road(view, data, told, as_of)}{ahead}"
    if events.empty:
        return "No event fits these filters"
    first, last = words.year(min(events["earliest"])), words.year(max(events["latest"]))
    span = f"in {first}" if first == last else f"from {first} to {last}"
    articles = set(data.tables.articles.loc[data.tables.articles["status"] == "ok", "article_id"])
    told_by = words.counted(len(articles), "article")
    who = "" if view.who.key == subjects.EVERYONE else f" about {view.who.label}"
    return f"{words.counted(len(events), 'dated event')}{who} {span}, as told by {told_by}{ahead}"


def _road(view: View, data: Data, told: list[Point], as_of: str) -> str:
    """From the first official figure over the ones that the articles speak of."""
    name = subjects.name_in_tables(view.who, data.tables, data.reference)
    founded = _founded(view, data)
    the = subjects.article(name, data.reference)
    subject = f"{the[:1].upper()}{the[1:]}{name}" if the else name
    first, steps = told[0], _steps(told, data, as_of)
    # A line that begins before the party is that of those it came from.
    origin = f", founded in {words.year(founded)}," if founded and founded[:4] <= first.day[:4] else ""
    last = steps[-1]
    verb = (
        "rose" if last.share_pct > first.share_pct else "fell" if last.share_pct < first.share_pct else "went"
    )
    # A first round held against a runoff would mislead where the runoff is not named.
    mixed = len({point.election.round for point in (first, *steps)}) > 1
    ways = [f"{words.percent(step.share_pct)} in {_vote(step, mixed)}" for step in steps]
    return (
        f"{subject}{origin} {verb} from {words.percent(first.share_pct)} in {_vote(first, mixed)}"
        f" to {words.listed(ways)}"
    )


def _vote(point: Point, with_round: bool) -> str:
    """2017, or "the 2017 runoff"."""
    year = words.year(point.day)
    if not with_round or point.election.round == 1:
        return year
    return f"the {year} {words.round_name(point.election.round).lower()}"


def _steps(told: list[Point], data: Data, as_of: str) -> list[Point]:
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


def _founded(view: View, data: Data) -> str:
    """When the party was founded, as the articles have it, else as the record has it."""
    rows = data.tables.timeline
    rows = rows[rows["type"] == "founding"]
    parties = {
        party.name_en for each in view.who.party_ids if (party := data.reference.party(each)) is not None
    }
    own = rows[[not parties.isdisjoint(actors) for actors in rows["actors"]]]
    if view.who.kind != "party":
        return ""
    return str(own["date"].min()) if len(own) else view.who.founded


def _ahead(view: View, data: Data, as_of: str) -> str:
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
    kind = words.TYPES[str(row["type"])]
    when = f"{'on' if row['precision'] == 'day' else 'in'} {words.day(str(row['date']))}"
    return f"; {'an' if kind[0] in 'aeiou' else 'a'} {kind} is announced for {when.split(' ', 1)[1]}"


def _same_vote(election_id: str, view: View) -> bool:
    return (subjects.country_of(election_id), subjects.office_of(election_id)) == (
        view.who.country,
        view.office,
    )


def _figures(
    events: pd.DataFrame, shares: pd.DataFrame, data: Data, articles: set[str] | None
) -> tuple[tuple[str, str], ...]:
    """What the view holds in figures: value and what it counts; what is derived is no claim of an article."""
    checked = data.tables.claims
    if articles is not None:
        checked = checked[checked["article_id"].isin(articles)]
    stated = shares[~shares["derived"].fillna(False).astype("bool")]
    verdicts = [*stated["verdict"], *checked["verdict"]]
    decided = [verdict for verdict in verdicts if verdict not in words.UNDECIDED]
    agree = sum(verdict in words.AGREES for verdict in decided)
    readable = data.tables.articles.loc[data.tables.articles["status"] == "ok", "article_id"]
    sources = int((readable.isin(articles) if articles is not None else readable != "").sum())
    covered = "–"
    if len(events):
        first, last = words.year(min(events["earliest"])), words.year(max(events["latest"]))
        covered = first if first == last else f"{first}–{last}"
    return (
        (f"{len(events):,}", "event" if len(events) == 1 else "events"),
        (f"{sources:,}", "article" if sources == 1 else "articles"),
        (covered, "years covered"),
        (f"{agree} of {len(decided)}", "figures and claims agree with the record"),
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
    for name, line in (("First round" if runoffs else "Result", rest), ("Runoff", runoffs)):
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
                        f"<b>{plain(point.result.subject)} {words.percent(point.share_pct)}</b><br>"
                        f"{words.round_name(point.election.round)}, {words.day(point.day)}<br>Official result"
                        f"{', after the last article' if later else ''}"
                    ),
                    "key": f"result={point.election.election_id}/{point.election.round or ''}",
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


def _claims(shares: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rings of the chart: what articles give, the ones about others than the subject labelled."""
    drawn = shares[shares["kind"].isin(DRAWN_KINDS) & (shares["date"] != "")]
    seen: set[tuple[str, str]] = set()
    labels = []
    for row in each_row(drawn):
        key = (str(row.subject), str(row.date))
        named = row.subject not in view.who.names and key not in seen and row.kind == "result"
        seen.add(key)
        labels.append(f"{row.subject} {words.claimed(row.share_pct)}" if named else "")
    return pd.DataFrame(
        {
            "date": drawn["date"],
            "share_pct": drawn["share_pct"],
            "official_pct": drawn["official_pct"],
            "derived": drawn["derived"].fillna(False).astype("bool"),
            "poll": drawn["kind"] != "result",
            "own": drawn["subject"].isin(view.who.names),
            "label": labels,
            "hover": [_share_hover(row._asdict()) for row in each_row(drawn)],
            "key": "share=" + drawn["share_id"].astype("str"),
        }
    ).reset_index(drop=True)


def _share_hover(row: dict[str, object]) -> str:
    official = pd.to_numeric(str(row["official_pct"]), errors="coerce")
    lines = [
        f"<b>{plain(str(row['subject']))} {words.claimed(float(str(row['share_pct'])))}</b>",
        f"{'what an article’s figure leaves' if row['derived'] else 'as an article says'}"
        f", {words.day(str(row['date']))}",
    ]
    if pd.notna(official):
        lines.append(f"official {words.percent(float(official))}: {words.VERDICTS[str(row['verdict'])]}")
    return "<br>".join(lines)


def _events(rows: pd.DataFrame, data: Data) -> pd.DataFrame:
    """The event lanes: what the articles say as a stretch, the known day as a mark.

    Of more than `MOST_EVENTS` those that most articles tell are drawn.
    """
    columns = ["start", "end", "date", "group", "type", "status", "label", "weight", "hover", "key", "colour"]
    drawn = rows.nlargest(MOST_EVENTS, "articles", keep="first") if len(rows) > MOST_EVENTS else rows
    members = data.tables.events.set_index("event_id")[["earliest", "latest"]]
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
        when = f"{words.day(str(row.date))}{f' to {words.day(str(row.date_end))}' if row.date_end else ''}"
        vague = f"<br>articles say {_span_words(start, end)}" if known and start != end else ""
        laid.append(
            {
                "start": start,
                "end": end,
                "date": known,
                "group": words.GROUP_OF[str(row.type)],
                "type": row.type,
                "status": row.status,
                "label": row.label,
                "weight": int(row.articles),
                "hover": (
                    f"<b>{wrapped(str(row.label))}</b><br>{when}{vague}<br>"
                    f"{words.TYPES[str(row.type)]}, {words.STATUSES[str(row.status)]}, "
                    f"told by {words.counted(int(row.articles), 'article')}"
                ),
                "key": f"event={row.timeline_id}",
                "colour": words.GROUP_COLOURS[words.GROUP_OF[str(row.type)]],
            }
        )
    frame = pd.DataFrame(laid, columns=columns)
    order = {group: index for index, group in enumerate(words.GROUPS)}
    return frame.sort_values("group", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def _span_words(start: str, end: str) -> str:
    whole_year = start.endswith("-01-01") and end.endswith("-12-31") and words.year(start) == words.year(end)
    return words.year(start) if whole_year else f"{words.day(start)} to {words.day(end)}"


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


def _alt(finding: str, official: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame) -> str:
    """The chart in words, for those who do not see it."""
    parts = [f"{finding}."]
    if len(official):
        parts.append(f"{words.counted(len(official), 'official result')} as lines.")
    if len(claims):
        parts.append(f"{words.counted(len(claims), 'figure')} from articles as rings.")
    parts.append(
        f"{words.counted(len(events), 'event')} below on the same time axis; all of it in the tables."
    )
    return " ".join(parts)
