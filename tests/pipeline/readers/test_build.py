"""Every format through the commands: `build`, `check` and `extract`."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline import store
from pipeline.cli import main

PAGES = Path(__file__).parent / "pages"
BODY = "Emmanuel Macron won the runoff of the French presidential election on 24 April 2022 with 58.55% of the vote."
RECORD = {"body": BODY, "headline": "Macron wins", "day": "2022-04-25", "link": "https://www.example.org/a"}
SECOND = RECORD | {"body": BODY.replace("58.55", "58.5"), "link": "https://www.example.org/b"}


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    lines = "".join(json.dumps(record) + "\n" for record in (RECORD, SECOND)) + "broken\n"
    frame = pd.DataFrame([RECORD, SECOND])
    (folder / "crawl.jsonl").write_text(lines)
    (folder / "crawl.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "crawl.json").write_text(json.dumps([RECORD, SECOND]))
    frame.to_csv(folder / "crawl.csv", index=False, sep=";")
    frame.to_parquet(folder / "crawl.parquet")
    (folder / "plain.txt").write_text(f"Macron wins\n20220425\n\n{BODY}\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(PAGES / "french_time.html", "pages/french_time.html")
        archive.writestr("deep/crawl.csv", frame.to_csv(index=False))
    (folder / "pages.zip").write_bytes(packed.getvalue())
    return folder


def test_all_formats_at_once(news, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["build", str(news), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "failed: crawl.jsonl#3, crawl.jsonl.gz#3: the line is no JSON" in said.err.replace("\n", " ")
    tables = store.load(out)
    sources = {tuple(found) for found in tables.articles["source"]}
    everywhere = {
        "crawl.csv#{}",
        "crawl.json#{}",
        "crawl.jsonl#{}",
        "crawl.jsonl.gz#{}",
        "crawl.parquet#{}",
        "pages.zip/deep/crawl.csv#{}",
    }
    for place, line in ((1, 2), (2, 3)):
        joined = {name.format(line if ".csv" in name else place) for name in everywhere}
        assert joined in [set(found) for found in sources], sources
    assert ("pages.zip/pages/french_time.html",) in sources and ("plain.txt",) in sources
    assert len(sources) == 5
    assert {58.55, 58.5, 57.3} <= set(tables.vote_shares["share_pct"])
    assert main(["check", str(out)]) == 0
    assert main(["build", str(news), "--out", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["extracted"] == 0


def test_columns_on_the_command_line(tmp_path, capsys):
    pd.DataFrame([{"c1": "no", "c2": BODY, "c3": "2022-04-25"}]).to_csv(tmp_path / "a.csv", index=False)
    given = ["--columns", "text=c2,published=c3"]
    assert main(["extract", str(tmp_path / "a.csv"), "--format", "json", *given]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["articles"][0]["published"] == "2022-04-25" and found["vote_shares"]
    assert (
        main(["build", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out"), "--columns", "text=c9"]) == 1
    )
    assert "no column 'c9' for text; there are: c1, c2, c3" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["build", str(tmp_path), "--out", str(tmp_path / "out"), "--columns", "body"])
    assert stopped.value.code == 2 and "the fields are text" in capsys.readouterr().err


def test_extract_shows_every_article_of_a_file(news, capsys):
    assert main(["extract", str(news / "pages.zip")]) == 0
    shown = capsys.readouterr().out
    assert shown.count("Macron wins (2022-04-25)") == 2 and "Renaud Muselier" in shown
