"""From what single articles yield to the tables of all of them, in memory; `streaming` does it bit by bit."""

from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline import merge, tables
from pipeline import reference as references
from pipeline.corrections import Ledger, apply, link
from pipeline.merge.again import merged_again
from pipeline.merge.reprints import Printed, originals
from pipeline.model import Row
from pipeline.parts import Part
from pipeline.schemas import TABLES
from pipeline.versions import Kept


def assemble(
    articles: Iterable[Kept],
    parts: Mapping[str, Part],
    reference: references.Reference,
    ledger: Ledger | None = None,
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The frames of all tables, the timeline included; articles whose rows break the schemas fail.

    With them comes what was not corrected: of each entry of the ledger that found other than it expects, why.

    Args:
        articles: each once.
        parts: what was extracted, by article id; an article without a part has no rows.
        reference: what the timeline is merged by.
        ledger: what people correct.
    """
    return finished(with_reprints(frames_of(articles, parts)), reference, ledger)


def frames_of(articles: Iterable[Kept], parts: Mapping[str, Part]) -> tables.Frames:
    """The frames of what was extracted, without reprints and timeline, which other articles decide."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for kept in articles:
        part = parts.get(kept.article.article_id, {"article": {}, "rows": {}})
        # Days of earlier versions are told, but what the newest says was written on its own day.
        days: Row = {"published": kept.published, "updated": kept.updated}
        rows["articles"].append(tables.article_row(kept.article, kept.sources) | part["article"] | days)
        for name, of_article in part["rows"].items():
            rows[name] += of_article
    return _without_faulty(tables.frames(rows))


def finished(
    frames: tables.Frames, reference: references.Reference, ledger: Ledger | None = None
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The frames as people correct them, with the timeline, and of entries that do not fit why."""
    if ledger is None:
        return frames | {"timeline": merge.timeline(merge.entries(frames, reference))}, ()
    corrected = apply(ledger, frames, reference)
    merged, stale = link(merge.entries(corrected.frames, reference), corrected.links)
    unlinked = (f"{ledger.path}, {problem}" for problem in stale)
    return corrected.frames | {"timeline": merge.timeline(merged)}, (*corrected.stale, *unlinked)


def corrected(
    frames: tables.Frames, reference: references.Reference, ledger: Ledger
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The same as `finished`, of frames with their timeline; only what the ledger moves is merged anew."""
    done = apply(ledger, frames, reference)
    if done.links:
        return finished(frames, reference, ledger)
    anew = merged_again(frames, done.frames, done.articles, reference)
    return done.frames | {"timeline": anew}, done.stale


def with_reprints(frames: tables.Frames) -> tables.Frames:
    """The frames with what each reprint has its text from; without texts these stay as they are."""
    articles = frames["articles"]
    read = articles[articles["status"] == "ok"]
    found = originals(map(Printed, read["article_id"], read["published"], read["text"]))
    known = articles["reprint_of"].where(articles["text"] == "", "")
    reprint_of = [found.get(key, was) for key, was in zip(articles["article_id"], known, strict=True)]
    return frames | {"articles": articles.assign(reprint_of=pd.Series(reprint_of, dtype="str"))}


def _without_faulty(frames: tables.Frames) -> tables.Frames:
    """The frames without the rows of articles that have a fault; such an article fails and says why."""
    faults = tables.validate(frames)
    if faults.empty:
        return frames
    where = faults["table"] + "." + faults["column"] + " " + faults["problem"]
    reasons = where.groupby(faults["article_id"]).agg(lambda texts: "; ".join(dict.fromkeys(texts)))
    frames = {
        name: frame if name in ("articles", "timeline") else frame[~frame["article_id"].isin(reasons.index)]
        for name, frame in frames.items()
    }
    articles = frames["articles"].copy()
    failed = articles["article_id"].isin(reasons.index)
    articles.loc[failed, "status"] = "failed"
    articles.loc[failed, "problem"] = "its rows break the schema: " + articles["article_id"].map(reasons)
    return frames | {"articles": articles}
