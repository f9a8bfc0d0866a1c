"""What would go wrong on Windows, as far as another system can show it (docs/dependencies.md says what was tried)."""

import ast
import builtins
import io
import os
import zipfile
from pathlib import Path

import pytest

from pipeline import building, reading, settings, swap, workers
from pipeline.exporting import FORMATS
from pipeline.fetch.url import is_url
from pipeline.schemas import TABLES
from tests.pipeline import sample

ROOT = Path(__file__).parents[2]
CODE = [*ROOT.glob("pipeline/**/*.py"), *ROOT.glob("dashboard/**/*.py")]
# Devices, whatever their ending.
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


def test_text_has_its_encoding_and_its_line_ends_everywhere() -> None:
    faults = []
    for path in CODE:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            missing = _needed(call.func.attr, call.args[:1]) - {word.arg for word in call.keywords}
            faults += [f"{path.relative_to(ROOT)}:{call.lineno} {each}" for each in missing]
    assert not faults, "\n".join(faults)


def _needed(method: str, first: list[ast.expr]) -> set[str]:
    """What a call has to say where the system's own choice would be another on Windows."""
    if method == "write_text":
        return {"encoding", "newline"}
    if method == "read_text" and not first:
        return {"encoding"}
    if method == "open" and first and isinstance(first[0], ast.Constant):
        mode = set(str(first[0].value))
        if mode and mode <= set("rwax+t"):
            return {"encoding", "newline"} if mode & set("wax") else {"encoding"}
    return set()


def test_no_file_of_the_project_has_a_name_that_windows_cannot_have_or_tell_apart() -> None:
    written = [*TABLES, *FORMATS]
    names = [
        path.relative_to(ROOT)
        for folder in ("pipeline", "dashboard", "docs")
        for path in (ROOT / folder).rglob("*")
    ]
    assert (
        not {part.split(".")[0].lower() for path in [*names, *map(Path, written)] for part in path.parts}
        & RESERVED
    )
    assert not [path for path in names if set('<>:"|?*\\') & set(str(path)) or str(path).endswith((".", " "))]
    assert len({str(path).lower() for path in names}) == len(set(names))


@pytest.mark.parametrize("given", [r"C:\news\a.html", r"\\server\news", "C:/news/a.html", r"news\*.txt"])
def test_a_path_of_windows_is_no_address(given: str) -> None:
    assert not is_url(given)


def test_a_settings_file_of_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "election-timeline.toml"
    file.write_bytes('inputs = ["articles"]\r\nout = "tables"\r\n'.encode("utf-8-sig"))
    assert settings.read(file).out == tmp_path / "tables"


def test_a_zip_of_windows_gives_the_paths_of_any_other() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path in (r"news\2022\a.txt", r"news\.hidden\b.txt", r"..\c.txt", "news\\"):
            entry = zipfile.ZipInfo()
            entry.filename = path
            archive.writestr(entry, sample.WORDS if path.endswith("txt") else "")
    found = {each.source: each.status for each in reading.contents(data.getvalue(), "a.zip")}
    assert found == {"a.zip/news/2022/a.txt": "ok", "a.zip/../c.txt": "skipped"}


def test_without_limits_of_memory_a_process_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name == "resource":
            raise ModuleNotFoundError(name)
        return imported(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    workers._bound()


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="the system does not tell which files are open"
)
def test_a_folder_is_replaced_with_no_file_of_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows renames no folder with an open file in it; and it cannot exchange two in one step."""
    monkeypatch.setattr(building, "extract_article", sample.extract)
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    taken = swap._take_place
    replaced = []

    def checked(folder: Path, staged: Path) -> Path | None:
        handles = [os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()]
        assert [each for each in handles if each.startswith((str(folder), str(staged)))] == []
        replaced.append(folder)
        return taken(folder, staged)

    monkeypatch.setattr(swap, "_take_place", checked)
    news = sample.news(tmp_path / "news", 2)
    for _ in range(2):
        building.build([news], tmp_path / "out")
        (news / "0.txt").write_text(f"other\n20220425\n\n{sample.WORDS * 3}", encoding="utf-8")
    assert len(replaced) == 2


def test_where_a_program_holds_a_file_open_the_tables_stay_and_the_error_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.errors import TimelineError

    monkeypatch.setattr(building, "extract_article", sample.extract)
    news, out = sample.news(tmp_path / "news", 1), tmp_path / "out"
    building.build([news], out)
    before = sample.contents(out)
    (news / "1.txt").write_text(f"other\n20220425\n\n{sample.WORDS * 3}", encoding="utf-8")
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self == out:
            raise PermissionError(
                13, "The process cannot access the file because it is being used by another process"
            )
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    with pytest.raises(TimelineError, match="used by another process") as error:
        building.build([news], out)
    assert error.value.code == "cannot-replace" and sample.contents(out) == before
