"""What people correct: a ledger of entries in one text file, kept apart from what was extracted.

`read` checks the file (`parse` its text), `apply` puts its entries on the tables of a build before they
are merged, `link` joins and splits the merged entries; `draft` writes entries for rows, `draft_added` for
rows that are missing.
docs/corrections.md is the guide.
"""

from pipeline.corrections.apply import Applied, apply
from pipeline.corrections.drafts import draft, draft_added
from pipeline.corrections.ledger import Correction, Ledger, Place, parse, read
from pipeline.corrections.links import Link, link

__all__ = [
    "Applied",
    "Correction",
    "Ledger",
    "Link",
    "Place",
    "apply",
    "draft",
    "draft_added",
    "link",
    "parse",
    "read",
]
