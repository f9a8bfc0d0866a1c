"""The project as a whole: style, types, layering, what it installs, and data/ as seeds/ gives it."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pandas as pd
import pytest

from pipeline import partitions, store
from pipeline.building import build
from pipeline.checks import check
from pipeline.schemas import TABLES

ROOT = Path(__file__).parents[1]
PACKAGES = ("pipeline", "dashboard")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_has_nothing_to_say() -> None:
    _run("ruff", "check", ".")


def test_the_strict_type_checker_has_nothing_to_say(type_checker: "subprocess.Popen[str]") -> None:
    said, _ = type_checker.communicate()
    assert type_checker.returncode == 0, said


def _imported(nodes: Iterable[ast.AST]) -> set[str]:
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _imports(path: Path) -> set[str]:
    return _imported(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_the_pipeline_never_imports_the_dashboard() -> None:
    assert [path for path in (ROOT / "pipeline").rglob("*.py") if "dashboard" in _imports(path)] == []


def _declared(requirements: Iterable[str]) -> set[str]:
    return {re.split("[<>=~]", requirement)[0] for requirement in requirements}


def test_whichever_page_is_opened_first_its_modules_load() -> None:
    """Each module comes first once: a circle of imports breaks on some of them alone."""
    code = """if True:
        import importlib, pathlib, sys
        for path in sorted(pathlib.Path("dashboard").glob("*.py")):
            if path.stem not in ("__init__", "app"):  # which runs
                for name in [name for name in sys.modules if name.startswith("dashboard")]:
                    del sys.modules[name]
                importlib.import_module(f"dashboard.{path.stem}")
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_imported_is_a_declared_dependency() -> None:
    """What an extra brings is imported where it is used, so that the rest works without it."""
    core, extras = _declared(PROJECT["dependencies"]), PROJECT["optional-dependencies"]
    further = set().union(*(_declared(of) for name, of in extras.items() if name != "test"))
    distributions = packages_distributions()
    for path in MODULES:
        at_once = _imported(ast.parse(path.read_text(encoding="utf-8")).body)
        for name in _imports(path) - sys.stdlib_module_names - set(PACKAGES):
            declared = core if name in at_once else core | further
            assert declared & set(distributions.get(name, [])), f"{path.relative_to(ROOT)} imports {name}"


def test_the_cloud_finds_one_dependency_file_that_pins_streamlit_and_installs_the_checkout() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "-e ." and any(re.fullmatch(r"streamlit==[\d.]+", line) for line in lines)
    for folder in (ROOT, ROOT / "dashboard"):
        for name in ("Pipfile", "environment.yml"):
            assert not (folder / name).exists()
    # `uv run` writes one for the machine at hand; the service would prefer it.
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not (ROOT / "dashboard" / "requirements.txt").exists()


def test_both_configurations_of_streamlit_are_equal() -> None:
    inner = ROOT / "dashboard" / ".streamlit" / "config.toml"
    assert inner.read_bytes() == (ROOT / ".streamlit" / "config.toml").read_bytes()


def test_data_is_what_the_seeds_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.DATA_VARIABLE, raising=False)
    build([ROOT / "seeds"], tmp_path / "data")
    committed = store.load(ROOT / "data")
    fresh = store.load(tmp_path / "data")
    for name in TABLES:
        for path in (f"{name}.csv", "datapackage.json"):
            assert (tmp_path / "data" / path).read_bytes() == (ROOT / "data" / path).read_bytes(), (
                "run: election-timeline build seeds --out data"
            )
        pd.testing.assert_frame_equal(getattr(fresh, name), getattr(committed, name))
    assert check(ROOT / "data").faults.empty


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("wheel")
    _run("build", "--wheel", "--no-isolation", "--outdir", str(target), ".")
    (path,) = target.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_everything_that_runs_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    wanted = {path.relative_to(ROOT).as_posix() for path in MODULES}
    wanted |= {
        path.relative_to(ROOT).as_posix()
        for pattern in ("pipeline/languages/**/*.toml", "pipeline/countries/**/*.csv", "pipeline/py.typed")
        for path in ROOT.glob(pattern)
    }
    wanted |= {"dashboard/.streamlit/config.toml", "dashboard/icon.svg"}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("pipeline/telling/locales/*.po")}
    wanted |= {f"pipeline/_seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}
    wanted |= {f"pipeline/_data/{name}" for name in store.OWN_FILES - {store.APART, partitions.FOLDER}}
    assert wanted <= names, wanted - names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)
    assert not [name for name in names if ".parts" in name or "__pycache__" in name]


def test_the_installed_wheel_finds_its_own_data_from_anywhere(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    code = (
        "from pipeline import store, start\n"
        "print(store.__file__)\n"
        "print(start.folder_to_show(lambda *_: 1 / 0))\n"
        "print(len(store.load().articles))"
    )
    environment = {key: value for key, value in os.environ.items() if key != store.DATA_VARIABLE}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    module, folder, articles = done.stdout.splitlines()
    assert module.startswith(str(tmp_path)) and folder == str(tmp_path / "site" / "pipeline" / "_data")
    assert int(articles) >= 1
