"""Times of day and the day that they are of: "6 p.m. on Tuesday" is one expression."""

from pipeline.dates.pack import Grammar
from pipeline.dates.scan import Draft

_LONGEST = 8
"""Characters that may stand between a time and its day."""


def join(drafts: list[Draft], text: str, grammar: Grammar) -> list[Draft]:
    """The drafts with a time and the day behind it as one, where only a word of `clock_joins` parts them."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and before.half.kind == "clock" and draft.half.is_day:
            between = text[before.end : draft.start] if draft.start - before.end <= _LONGEST else "?"
            if between.strip(" ") in grammar.clock_joins:
                time = before.half
                half = draft.half._replace(type="TIME", time=time.time, zone=time.zone, part=time.part)
                out[-1] = before._replace(end=draft.end, half=half)
                continue
        out.append(draft)
    return out
