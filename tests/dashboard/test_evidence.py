from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import evidence
from dashboard.data import Data
from dashboard.evidence import OTHERWISE, SAME, Choice, Telling
from pipeline import reference, store
from pipeline.clean import clean
from tests.dashboard.seed_tables import REMATCH, seed_rows, write


def marked(telling: Telling) -> list[str]:
    return [piece.text for piece in telling.pieces if piece.kind]


def test_a_sentence_stands_once_with_all_its_words_marked(seed: Data) -> None:
    row = seed.tables.timeline.set_index("label").query("date == '2017-05-07'").iloc[0]
    found = evidence.find(Choice("event", row["timeline_id"]), seed)
    assert found is not None
    (telling,) = found.sources[0].tellings
    assert "".join(piece.text for piece in telling.pieces) == REMATCH
    assert marked(telling) == ["2017", "66 percent"]
    assert [reading.means for reading in telling.readings][:2] == ["dated 2017", "Emmanuel Macron 66%"]


def test_an_event_shows_its_sentences_figures_and_verdicts(seed: Data) -> None:
    row = seed.tables.timeline.set_index("label").loc["Runoff: Jacques Chirac v Jean-Marie Le Pen"]
    found = evidence.find(Choice("event", row["timeline_id"]), seed)
    assert found is not None
    (source,) = found.sources
    assert (source.publisher, source.published) == ("nationalinterest.org", "2022-04-14")
    assert [marked(telling) for telling in source.tellings] == [["2002"], ["82 percent"]]
    readings = {reading.means: reading for reading in source.tellings[1].readings}
    assert readings["Jacques Chirac 82%"].verdict == (
        "Official 82.21% (−0.21 points): matches the record, rounded"
    )
    assert readings["Jacques Chirac 82%"].agrees is True


def test_a_share_and_an_official_result_lead_to_the_same_words(seed: Data) -> None:
    share = seed.tables.vote_shares.set_index("subject").loc["Emmanuel Macron"]
    by_share = evidence.find(Choice("share", share["share_id"]), seed)
    by_result = evidence.find(Choice("result", "FR-president-2017/2"), seed)
    assert by_share is not None and by_result is not None
    assert marked(by_share.sources[0].tellings[0]) == ["66 percent"]
    assert marked(by_result.sources[0].tellings[0]) == ["66 percent"]
    assert "Emmanuel Macron 66.10%" in by_result.lines


def test_a_claim_shows_its_sentence_verdict_and_what_was_compared(seed: Data) -> None:
    claim = seed.tables.claims.set_index("claim").loc["superlative"]
    found = evidence.find(Choice("claim", claim["claim_id"]), seed)
    assert found is not None
    assert found.title == "A record: supported by the record"
    assert "82.21 - 17.79 = 64.42 points" in found.lines[0]
    (telling,) = found.sources[0].tellings
    assert marked(telling) == ["the largest margin of victory in French history"]
    assert [reading.agrees for reading in telling.readings] == [True]


def test_a_number_of_votes_shows_the_official_one(tmp_path: Path) -> None:
    rows = seed_rows()
    share = next(row for row in rows["vote_shares"] if row["subject"] == "Jacques Chirac")
    told = ("article_id", "election_id", "round", "subject", "quote", "start", "end", "confidence")
    number = {"count": 25_500_000, "unit": "votes", "official": 25_537_894, "verdict": "disagrees"}
    rows["counts"] = [{**{name: share[name] for name in told}, "count_id": "0" * 12, **number}]
    data = Data(store.load(write(tmp_path / "tables", rows)), reference.load(), "counts")
    found = evidence.find(Choice("count", "0" * 12), data)
    assert found is not None
    assert found.title == "Jacques Chirac 25,500,000 votes"
    assert found.lines == ("Presidential election 2002, France, runoff",)
    (reading,) = found.sources[0].tellings[0].readings
    assert reading.verdict == "Official 25,537,894: disagrees with the record"
    assert reading.agrees is False


@pytest.mark.parametrize(
    "choice",
    [
        Choice("event", "zzz"),
        Choice("share", "0"),
        Choice("count", "0"),
        Choice("claim", "0"),
        Choice("result", "FR-president-1800/1"),
        Choice("result", "x/²"),
        Choice("result", "/"),
    ],
)
def test_an_unknown_row_has_no_proof(seed: Data, choice: Choice) -> None:
    assert evidence.find(choice, seed) is None


@pytest.mark.parametrize("key", ["", "event=", "zzz=1", None, 3])
def test_a_mark_without_a_key_chooses_nothing(key: object) -> None:
    assert evidence.parse(key) is None


def with_another_article(seed: Data, share_pct: float) -> Data:
    """The seed and an article that gives Macron's share of 2017 so."""
    shares, articles = seed.tables.vote_shares, seed.tables.articles
    row = shares[shares["subject"] == "Emmanuel Macron"].assign(
        share_id="f" * 12, article_id="0" * 12, share_pct=share_pct
    )
    other = articles.assign(article_id="0" * 12, title="Another")
    tables = replace(seed.tables, vote_shares=pd.concat([shares, row]), articles=pd.concat([articles, other]))
    return replace(seed, tables=tables, stamp=f"{seed.stamp}-{share_pct}")


@pytest.mark.parametrize(
    ("share_pct", "stance"), [(66.1, SAME), (66.0, SAME), (65.0, OTHERWISE), (67.5, OTHERWISE)]
)
def test_other_articles_say_the_same_or_otherwise(seed: Data, share_pct: float, stance: str) -> None:
    share = seed.tables.vote_shares.set_index("subject").loc["Emmanuel Macron", "share_id"]
    found = evidence.find(Choice("share", str(share)), with_another_article(seed, share_pct))
    assert found is not None
    assert [(each.title == "Another", each.stance) for each in found.sources] == [(False, ""), (True, stance)]
    assert found.choice == Choice("share", str(share))


def test_a_sentence_stands_between_its_neighbours(seed: Data) -> None:
    share = seed.tables.vote_shares.set_index("subject").loc["Emmanuel Macron", "share_id"]
    found = evidence.find(Choice("share", str(share)), seed)
    assert found is not None
    (telling,) = found.sources[0].tellings
    article = seed.tables.articles.iloc[0]
    text = clean(str(article["text"]), str(article["language"])).clean
    at = text.index(telling.sentence)
    assert telling.before and telling.after
    assert text.index(telling.before) < at < text.index(telling.after)
    assert telling.sentence == REMATCH


@pytest.mark.parametrize(
    ("entered", "told"),
    [("hand", "Entered by hand"), ("both", "Entered by hand, and told by articles"), ("", None)],
)
def test_an_event_that_was_entered_by_hand_says_so(entered: str, told: str | None, seed: Data) -> None:
    timeline = seed.tables.timeline.assign(entered=entered)
    shown = replace(seed, tables=replace(seed.tables, timeline=timeline), stamp=f"by {entered}")
    found = evidence.find(Choice("event", timeline["timeline_id"].iloc[0]), shown)
    assert found is not None
    assert [line for line in found.lines if line.startswith("Entered")] == ([told] if told else [])
