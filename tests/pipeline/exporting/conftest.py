"""Tables with all that makes formats stumble: markup, formulas, addresses of other schemes, rough dates."""

from dataclasses import replace

import pytest

from pipeline import store
from pipeline.store import Tables

HOSTILE = (
    '=HYPERLINK("http://evil.example","x") | <script>alert(1)</script> {\\input{x}} $5 & 100% _a_ *b*\r\nc'
)


@pytest.fixture(scope="session")
def tables() -> Tables:
    return store.load()


@pytest.fixture(scope="session")
def hostile(tables: Tables) -> Tables:
    """The same with hostile titles, addresses, subjects and sentences."""
    return replace(
        tables,
        articles=tables.articles.assign(title=HOSTILE, url="javascript:alert(1)"),
        events=tables.events.assign(quote=HOSTILE, label=HOSTILE),
        vote_shares=tables.vote_shares.assign(quote=HOSTILE, subject=HOSTILE),
        timeline=tables.timeline.assign(label=HOSTILE),
    )
