"""The timeline of all labelled articles: each polling day once, and only conflicts that are real."""

import random
from pathlib import Path

import pandas as pd
import pytest

from pipeline import merge, reference, store
from pipeline.building import build
from pipeline.merge.votes import VOTES
from pipeline.store import Tables

TESTS = Path(__file__).parents[2]
FOLDERS = [TESTS / "gold" / "articles", TESTS / "varied" / "articles"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    out = tmp_path_factory.mktemp("corpus") / "tables"
    build(FOLDERS, out, jobs=2)
    return store.load(out)


def test_each_round_of_an_election_stands_once(tables: Tables) -> None:
    assert len(tables.articles) >= 217
    votes = tables.timeline[tables.timeline["type"].isin(VOTES) & (tables.timeline["election_id"] != "")]
    assert len(votes) > 400
    assert not votes.duplicated(["election_id", "round"]).any()


def test_what_many_articles_tell_of_is_named_after_who_was_first(tables: Tables) -> None:
    votes = tables.timeline.set_index(["election_id", "round"])
    labels = {
        ("FR-president-1981", 2): "Runoff: Mitterrand 51.76 %, Giscard d'Estaing 48.24 %",
        ("FR-president-2002", 1): "First round: Chirac 19.88 %, J.-M. Le Pen 16.86 %",
        ("FR-president-2017", 2): "Runoff: Macron 66.1 %, M. Le Pen 33.9 %",
        ("FR-president-2022", 2): "Runoff: Macron 58.55 %, M. Le Pen 41.45 %",
    }
    assert {key: votes.loc[key, "label"] for key in labels} == labels
    assert all(votes.loc[key, "articles"] >= 10 for key in labels)


def test_every_conflict_is_one(tables: Tables) -> None:
    """One article has the runoff of 10 May 1981 on 12 May, one gives Macron 56 percent in 2022, some have early
    counts of 2017, and Austria voted twice in its runoff of 2016; whatever else differs is less precise."""
    conflicts = tables.timeline[tables.timeline["conflict"] != ""].set_index("election_id")["conflict"]
    assert "1981-05-12 in b64f44f174ce" in conflicts["FR-president-1981"]
    assert "Marine Le Pen 21.3 % in " in conflicts["FR-president-2017"]
    assert "; 21.43 % in 5c916db99afb" in conflicts["FR-president-2017"]
    assert "; 56 % in " in conflicts["FR-president-2022"]
    assert {*conflicts.index} == {
        "AT-president-2016",
        "FR-president-1981",
        "FR-president-2017",
        "FR-president-2022",
    }, conflicts.to_dict()


def test_the_order_of_articles_changes_nothing(tables: Tables) -> None:
    frames = {
        name: frame.iloc[random.Random(1).sample(range(len(frame)), len(frame))]
        for name, frame in tables.frames.items()
    }
    pd.testing.assert_frame_equal(merge.timeline(merge.entries(frames, reference.load())), tables.timeline)
