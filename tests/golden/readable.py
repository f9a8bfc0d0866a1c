"""The tables of an article as a person reviews them: a CSV each, without ids, offsets and scores.

A folder here holds those of one article. `python -m tests.golden.readable` writes them anew; read the
diff before you commit it.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd

from pipeline import building, store

GOLDEN: Final = Path(__file__).parent
SEEDS: Final = GOLDEN.parents[1] / "seeds"

ARTICLES: Final = {"seed": SEEDS / "000_247ffcb8bbd3ebcc.txt"}
"""The articles by their folder."""

COLUMNS: Final = {
    "events": ["date", "date_end", "precision", "exact_date", "type", "status", "label", "actors",
               "election_id", "round", "words", "quote"],
    "vote_shares": ["subject", "subject_type", "share_pct", "qualifier", "kind", "election_id", "round", "date",
                    "derived", "official_pct", "difference", "verdict", "words", "quote"],
    "claims": ["claim", "words", "verdict", "because"],
    "rejected": ["words", "kind", "reason"],
    "timeline": ["date", "date_end", "precision", "type", "status", "label", "actors", "election_id", "round",
                 "articles", "conflict"],
}  # fmt: skip
"""What a person reads of a table; `words` are the characters from start to end."""


def readable(path: Path) -> dict[str, str]:
    """The CSV text by table of an article, built as the command line builds it."""
    with TemporaryDirectory() as folder:
        building.build([path], folder)
        text = store.load(folder).articles["text"].iloc[0]
        return {name: _csv(Path(folder, f"{name}.csv"), text, columns) for name, columns in COLUMNS.items()}


def _csv(path: Path, text: str, columns: Sequence[str]) -> str:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if "words" in columns:
        places = zip(frame["start"].astype(int), frame["end"].astype(int), strict=True)
        frame["words"] = [text[start:end] for start, end in places]
    return frame.to_csv(columns=columns, index=False, lineterminator="\n")


if __name__ == "__main__":
    for name, article in ARTICLES.items():
        (GOLDEN / name).mkdir(exist_ok=True)
        for table, rows in readable(article).items():
            (GOLDEN / name / f"{table}.csv").write_text(rows, encoding="utf-8", newline="")
