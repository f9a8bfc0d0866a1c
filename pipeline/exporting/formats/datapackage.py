"""A Frictionless data package: the CSV files with their description, in one archive."""

import json
from pathlib import Path

from pipeline import datapackage
from pipeline.datapackage import Written
from pipeline.encoding import to_csv
from pipeline.exporting.archive import archive
from pipeline.exporting.format import Format
from pipeline.schemas import TABLES
from pipeline.store import Tables


def _tables(tables: Tables, path: Path) -> None:
    csv = {name: to_csv(frame, TABLES[name]).encode("utf-8") for name, frame in tables.frames.items()}
    description = json.dumps(
        datapackage.descriptor({name: Written.of(content) for name, content in csv.items()}),
        ensure_ascii=False,
        indent=1,
    )
    files = {datapackage.FILE: description.encode()} | {f"{name}.csv": csv[name] for name in csv}
    path.write_bytes(archive(files))


FORMAT = Format(
    title="Frictionless data package",
    suffix=".zip",
    tables=_tables,
    keeps="every value, types, keys, foreign keys, what each column means",
    loses="full texts",
)
