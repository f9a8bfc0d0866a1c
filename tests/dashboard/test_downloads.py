import csv
import io
import zipfile

import pandas as pd
import pytest

from pipeline.exporting.archive import archive
from pipeline.exporting.formats import spreadsheet


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    content = spreadsheet.content(pd.DataFrame({"a": [cell]})).decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(content, newline="")))["a"] == "'" + cell.replace("\r", "\n")


def test_columns_have_no_formula_in_their_lists_and_numbers_stay_numbers() -> None:
    frame = pd.DataFrame(
        {
            "l": [["=a", "b"], []],
            "n": [-0.5, float("nan")],
            "i": pd.array([-3, None], "Int64"),
            "b": [True, False],
        }
    )
    content = spreadsheet.content(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n" if b"\r\n" in content else "\n")[:3] == [
        "l,n,i,b",
        "'=a|b,-0.5,-3,true",
        ",,,false",
    ]


def test_an_empty_table_keeps_its_header() -> None:
    assert spreadsheet.content(pd.DataFrame({"a": [], "b": []})).decode("utf-8-sig").strip() == "a,b"


def test_the_archive_is_the_same_for_the_same_files() -> None:
    files = {"b.csv": b"2", "a.csv": b"1"}
    packed = archive(files)
    assert packed == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files
