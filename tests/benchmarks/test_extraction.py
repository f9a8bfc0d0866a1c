"""The benchmark reads a folder, scores both systems and writes the floor."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import extraction, floor, peer
from benchmarks.labels import corpus_hash, read_labels
from benchmarks.scoring import MEASURES, Answer, Claim, Event, Share
from pipeline import reading

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one article, its labels under the other name."""
    for kind, name in (("articles", "002_runoff_2022.txt"), ("labels", "002_runoff_2022.json")):
        target = tmp_path / {"labels": "gold"}.get(kind, kind)
        target.mkdir()
        shutil.copy(GOLD / kind / name, target / name)
    return tmp_path


def test_what_the_labels_say_is_scored_in_full() -> None:
    of = read_labels(GOLD)
    answers = {
        name: Answer(
            events=[Event(label.date, label.end, label.types[0]) for label in labels.events],
            shares=[
                Share(
                    label.subjects[0],
                    label.share,
                    label.kind,
                    label.election,
                    label.round,
                    label.verdict,
                    label.start,
                    label.end,
                )
                for label in labels.shares
            ],
            claims=[Claim(*label) for label in labels.claims or ()],
        )
        for name, labels in of.items()
    }
    for language, scores in extraction.measure(of, answers).items():
        assert {name: scores[name].f1 for name in MEASURES} == dict.fromkeys(MEASURES, 1.0), language


def test_an_article_without_an_answer_has_found_nothing() -> None:
    scores = extraction.measure(read_labels(GOLD), {})
    assert list(scores) == ["en", "fr", "all"]
    assert scores["all"]["dates"].wanted > 200
    assert scores["all"]["dates"].found == 0


def test_the_hash_tells_any_change_of_an_article_or_a_label(corpus: Path) -> None:
    hashes = {corpus_hash(corpus)}
    for path in (*corpus.glob("*/*.txt"), *corpus.glob("*/*.json")):
        path.write_bytes(path.read_bytes() + b"\n")
        hashes.add(corpus_hash(corpus))
    assert len(hashes) == 3


def test_the_command_prints_a_table_and_raises_a_floor(corpus: Path) -> None:
    target = corpus / "floor.toml"
    command = [sys.executable, "benchmarks/extraction.py", str(corpus), "--peer", "none", "--write-floor"]
    done = subprocess.run([*command, str(target)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(f"\n| {label} " in done.stdout for label in MEASURES.values())
    assert "MB/s" in done.stdout
    written = floor.read(target)
    assert written.corpus == corpus_hash(corpus)
    assert written.values.keys() == {"en"}


@pytest.mark.parametrize(
    ("text", "date", "share"),
    [
        ("Emmanuel Macron won the runoff on 7 May 2017 with 66.1 percent.", "2017-05-07", "Emmanuel Macron"),
        ("Marine Le Pen a obtenu 33,9 % au second tour en mai 2017.", "2017-05", "Marine Le Pen"),
    ],
)
def test_the_peer_finds_what_is_plain(text: str, date: str, share: str) -> None:
    found = peer.extract(reading.article(text, language="fr" if "obtenu" in text else "en"))
    assert [(event.date, event.type) for event in found.events] == [(date, "runoff")]
    (one,) = found.shares
    assert (one.subject, one.kind, one.election, one.round) == (share, "result", "2017", 2)
    assert text[one.start : one.end].startswith(("66.1", "33,9"))
