"""Generated corpora say what is labelled, and the same number is the same article."""

import json
from pathlib import Path

from benchmarks import generate
from benchmarks.extraction import accuracy
from benchmarks.labels import read_labels


def test_labels_stand_where_they_say_and_the_extraction_finds_the_days(tmp_path: Path) -> None:
    generate.write_files(12, 0.5, tmp_path)
    labels = read_labels(tmp_path)
    texts = {name: (tmp_path / "articles" / f"{name}.txt").read_text(encoding="utf-8") for name in labels}
    shares = [(name, share) for name, of_article in labels.items() for share in of_article.shares]
    assert len(texts) == 12 and 0 < len({name for name, _ in shares}) < 12
    for name, share in shares:
        assert texts[name][share.start : share.end].replace(",", ".") == f"{share.share:g}"
    assert accuracy(tmp_path)["all"]["dates"].f1 > 0.9


def test_lines_hold_the_same_articles_in_files_of_bounded_length(tmp_path: Path) -> None:
    generate.write_lines(5, 1, tmp_path)
    lines = (tmp_path / "articles" / "0000.jsonl").read_text(encoding="utf-8").splitlines()
    labels = (tmp_path / "labels" / "0000.jsonl").read_text(encoding="utf-8").splitlines()
    made = list(generate.corpus(5, 1))
    assert [json.loads(line)["url"] for line in lines] == [each.url for each in made]
    assert [json.loads(line) for line in labels] == [each.labels for each in made]
