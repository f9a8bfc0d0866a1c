"""Check a folder of tables: files, schemas, keys, and every offset against the text it counts in.

Faults are faults of the tables. What articles claim and the record contradicts is a finding, and no
fault.
"""

import json
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline import datapackage, store, tables
from pipeline.schemas import TABLES

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
# Tables whose `text` column holds the words at start and end.
_QUOTING: Final = ("dates", "rejected")


@dataclass(frozen=True)
class Report:
    """What `check` found: faults as `tables.validate` lists them, and how many rows have each verdict."""

    folder: Path
    rows: dict[str, int]
    faults: pd.DataFrame
    findings: dict[str, dict[str, int]]


def check(folder: str | Path) -> Report:
    """All faults of the tables in a folder, and a summary of its findings.

    Raises:
        TimelineError: there are no tables that can be read.
    """
    return report(store.load(folder), Path(folder))


def report(loaded: store.Tables, folder: Path) -> Report:
    """The same of tables that were loaded from a folder."""
    path = loaded.folder or folder
    frames = loaded.frames
    faults = [*_file_faults(path), *_offset_faults(frames)]
    return Report(
        folder=path,
        rows={name: len(frame) for name, frame in frames.items()},
        faults=pd.concat(
            [
                tables.validate(frames),
                pd.DataFrame(faults, columns=list(tables.FAULT_COLUMNS), dtype="str"),
            ],
            ignore_index=True,
        ),
        findings=_findings(frames),
    )


def _file_faults(folder: Path) -> Iterator[tables.Fault]:
    """CSV files that are not those of the build."""
    package = json.loads((folder / datapackage.FILE).read_bytes())
    for resource in package["resources"]:
        path = folder / resource["path"]
        if not path.exists():
            yield resource["name"], "", "", "", f"{path.name} is missing"
        elif f"sha256:{sha256(path.read_bytes()).hexdigest()}" != resource["hash"]:
            yield resource["name"], "", "", "", f"{path.name} was changed after the build"


def _offset_faults(frames: dict[str, pd.DataFrame]) -> Iterator[tables.Fault]:
    articles = frames["articles"]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    if not any(texts.values()):
        return  # Tables without full texts, of which nothing can be said.
    for article_id, text, characters in zip(
        articles["article_id"], articles["text"], articles["characters"], strict=True
    ):
        if len(text) != characters:
            yield "articles", article_id, article_id, "characters", "is not the length of the text"
    for name, frame in frames.items():
        if "start" not in frame.columns:
            continue
        key = list(TABLES[name].key)
        for row in frame.to_dict("records"):
            text = texts.get(row["article_id"], "")
            words = text[row["start"] : row["end"]]
            fault = (name, " ".join(str(row[column]) for column in key), row["article_id"])
            if row["end"] > len(text):
                yield *fault, "end", "is beyond the text"
            elif name in _QUOTING and words != row["text"]:
                yield *fault, "text", "is not what stands at start and end"
            elif name == "vote_shares" and not _says(words, row):
                yield *fault, "share_pct", "does not stand at start and end"


def _says(words: str, share: Mapping[Hashable, object]) -> bool:
    """Whether the figure is among those in the words, which may spell it; what no words say is as good."""
    if share["derived"] or share["corrected"]:
        return True
    figures = {float(figure.replace(",", ".")) for figure in _FIGURE.findall(words)}
    stated = {share["share_pct"], share["share_low"], share["share_high"]}
    return not figures or not figures.isdisjoint(stated)


def _findings(frames: dict[str, pd.DataFrame]) -> dict[str, dict[str, int]]:
    """How many rows have each verdict, and how many entries of the timeline a conflict."""
    found = {}
    for name in ("vote_shares", "counts", "claims"):
        verdicts = frames[name]["verdict"]
        counts = verdicts[verdicts != ""].value_counts().sort_index()
        found[name] = {str(verdict): int(count) for verdict, count in counts.items()}
    found["timeline"] = {"conflict": int((frames["timeline"]["conflict"] != "").sum())}
    return found
