"""An explanation as lines of text: a short block for each case, or all that is known of it."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from pipeline.explaining.case import Case, Choice, Explanation, Reason, Told
from pipeline.model import Row

WIDEST: Final = 100
"""Lines are no longer than this."""
_MARGIN: Final = "  "
_DEEPER: Final = "      "
_NAMES: Final = 12
_MOST_OPTIONS, _MOST_REASONS, _SHORT_REASONS = 3, 5, 2
_CUT: Final = "…"
# What is less likely is told in full alone.
_RARE: Final = 0.005
_CONFIDENCE: Final = "so many of the rows that are as likely are right"
_GIVEN: Final = "not weighed"


def lines(explanation: Explanation, width: int, *, full: bool) -> Iterator[str]:
    """The article, then its cases: the sentence, the row, and the choices in the order that a reader asks."""
    yield _cut(f"{explanation.title or explanation.source} ({explanation.published or 'no day'})", width)
    if explanation.about and explanation.about.options:
        yield _line("about", _in_one(explanation.about), width)
    for case in explanation.cases:
        yield ""
        yield from _in_full(case, width) if full else _in_short(case, width)


def in_words(told: Told) -> str:
    """What a row says, in one line."""
    row = told.row
    match told.table:
        case "vote_shares":
            derived = ", what the figure leaves" if row["derived"] else ""
            official = f", official {row['official_pct']:g}" if row["official_pct"] is not None else ""
            verdict = f" ({row['verdict']}{official})" if row["verdict"] else ""
            return f"{row['subject']} {row['share_pct']:g} {row['kind']}{derived}{_vote(row)}{verdict}"
        case "events":
            until = f" to {row['date_end']}" if row["date_end"] else ""
            return f"{row['date']}{until} {row['type']}, {row['status']}{_vote(row)}: {row['label']}"
        case "claims":
            return f"{row['claim']}, {row['verdict']}: {row['because']}"
        case _:
            return f"{row['subject']} {row['count']} {row['unit']}{_vote(row)}"


def _vote(row: Row) -> str:
    number = f" round {row['round']}" if row["round"] else ""
    return f", {row['election_id']}{number}" if row["election_id"] else ""


# In short


def _in_short(case: Case, width: int) -> Iterator[str]:
    yield f"{case.start}  {case.kind}"
    yield _MARGIN + _around(case, width - len(_MARGIN))
    for name, said in _rows(case):
        yield _line(name, said, width)
    for choice in case.choices:
        yield _line(choice.question, _in_one(choice), width)
    if sure := _confidence(case):
        yield _line("confidence", sure, width)


def _line(name: str, said: str, width: int) -> str:
    return _cut(f"{_MARGIN}{name:{_NAMES}}{said}", width)


def _in_one(choice: Choice) -> str:
    """What was chosen, the likeliest other with how likely each is, and what spoke most for the first."""
    of = f"“{choice.of}” " if choice.of else ""
    if not choice.options or choice.how:
        alone = f"; alone {_likely(choice, 0)}" if choice.options else ""
        return f"{of}{choice.chosen or 'none'} ({choice.how or _GIVEN}){alone}"
    told = [_likely(choice, at) for at, one in enumerate(choice.options[:2]) if not at or one.likely > _RARE]
    own = [one.words for one in choice.reasons if one.gain > 0 and one.of in ("", choice.options[0].what)]
    spoke = f": {'; '.join(own[:_SHORT_REASONS])}" if own else ""
    return of + ", ".join(told) + spoke


def _likely(choice: Choice, at: int) -> str:
    return f"{choice.options[at].what} {choice.options[at].likely:.2f}"


def _rows(case: Case) -> Iterator[tuple[str, str]]:
    for at, told in enumerate(case.rows):
        yield "" if at else "row", in_words(told)
    if not case.rows:
        yield "no row", case.reason


def _confidence(case: Case) -> str:
    """How sure the row is, empty where it does not say."""
    sure = case.rows[0].row.get("confidence") if case.rows else None
    return "" if sure is None else f"{sure:.2f}"


def _marked(case: Case) -> str:
    start, end = case.mark
    return f"{case.sentence[:start]}[{case.sentence[start:end]}]{case.sentence[end:]}"


def _around(case: Case, width: int) -> str:
    """The sentence with the words marked, cut to a line around them."""
    marked = _marked(case)
    low, high = case.mark[0], case.mark[1] + len("[]")
    spare = max(width - (high - low), 0)
    start = max(0, min(low - spare * 2 // 3, len(marked) - width))
    shown = marked[start:] if not start else _CUT + marked[start + 1 :]
    return _cut(shown, width)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1].rstrip() + _CUT


# In full


def _in_full(case: Case, width: int) -> Iterator[str]:
    yield f"{case.start} to {case.end}  {case.kind}"
    yield from _wrapped(_marked(case), width, _MARGIN)
    yield ""
    if case.read:
        yield from _entry("read as", case.read, width)
    for name, said in _rows(case):
        yield from _entry(name, said, width)
    for choice in case.choices:
        yield ""
        yield from _choice(choice, width)
    if sure := _confidence(case):
        likely = [
            f"{one.question} {found.likely:.2f}"
            for one in case.choices
            if (found := one.option()) and not one.of
        ]
        by = f", by {', '.join(likely)}" if likely else ""
        yield ""
        yield from _entry("confidence", f"{sure}{by}: {_CONFIDENCE}", width)


def _choice(choice: Choice, width: int) -> Iterator[str]:
    how = f" ({choice.how})" if choice.how else ""
    of = f"“{choice.of}” " if choice.of else ""
    yield from _entry(choice.question, f"{of}{choice.chosen or 'none'}{how}", width)
    for one in choice.options[:_MOST_OPTIONS]:
        by = f" ({one.by})" if one.by else ""
        yield _cut(f"{_DEEPER}{one.likely:.2f}  {one.score:+6.2f}  {one.what}{by}", width)
    if choice.reasons:
        first, second = choice.options[:2]
        yield _cut(f"{_MARGIN}{'':{_NAMES}}for {first.what} over {second.what}", width)
        yield from _gains([one for one in choice.reasons if one.gain > 0], first.what, width)
    if against := [one for one in choice.reasons if one.gain < 0]:
        yield f"{_MARGIN}{'':{_NAMES}}against it"
        yield from _gains(against, first.what, width)


def _gains(reasons: list[Reason], first: str, width: int) -> Iterator[str]:
    for one in reasons[:_MOST_REASONS]:
        of = "" if one.of in ("", first) else f"{one.of}: "
        yield _cut(f"{_DEEPER}      {one.gain:+6.2f}  {of}{one.words}", width)


def _entry(name: str, said: str, width: int) -> Iterator[str]:
    return _wrapped(said, width, f"{_MARGIN}{name:{_NAMES}}")


def _wrapped(text: str, width: int, begin: str) -> Iterator[str]:
    yield from wrap(text, width, initial_indent=begin, subsequent_indent=" " * len(begin))
