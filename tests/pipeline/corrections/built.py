"""The seed's tables as they are extracted, and a build of a few small articles with a ledger."""

from functools import cache
from pathlib import Path

from pipeline import store
from pipeline.building import Summary, build
from pipeline.store import Tables
from pipeline.tables import Frames

SEEDS = Path(__file__).parents[3] / "seeds"
DATA = Path(__file__).parents[3] / "data"


@cache
def seed() -> Tables:
    """The committed tables of the seed article."""
    return store.load(DATA)


def extracted() -> Frames:
    """The seed's frames without its timeline."""
    return {name: frame for name, frame in seed().frames.items() if name != "timeline"}


def corrected(text: str, folder: Path, *, articles: Path = SEEDS) -> tuple[Tables, Summary]:
    """The seed built with a ledger of this text."""
    ledger = folder / "corrections.toml"
    ledger.write_text(text, encoding="utf-8")
    summary = build([articles], folder / "tables", corrections=ledger)
    return store.load(folder / "tables"), summary
