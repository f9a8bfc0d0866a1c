"""A DuckDB database: days, booleans and lists as such."""

from pathlib import Path

from pipeline.encoding import to_arrow
from pipeline.exporting.format import Format
from pipeline.schemas import TABLES, Column
from pipeline.store import Tables


def _tables(tables: Tables, path: Path) -> None:
    import duckdb

    with duckdb.connect(str(path)) as base:
        for name, table in TABLES.items():
            base.register("rows", to_arrow(tables.frames[name], table))
            columns = ", ".join(map(_selected, table.columns))
            base.execute(f'CREATE TABLE "{name}" AS SELECT {columns} FROM rows')
            for column in table.columns:
                meaning = column.description.replace("'", "''")
                base.execute(f"""COMMENT ON COLUMN "{name}"."{column.name}" IS '{meaning}'""")


def _selected(column: Column) -> str:
    return f'"{column.name}"::DATE AS "{column.name}"' if column.type == "date" else f'"{column.name}"'


FORMAT = Format(
    title="DuckDB database",
    suffix=".duckdb",
    tables=_tables,
    library="duckdb",
    keeps="everything: days, booleans and lists as such, what each column means, full texts",
    loses="keys are not declared",
)
