"""Tables of the seed article for all tests of the dashboard."""

from pathlib import Path

import pytest

from dashboard.data import Data
from pipeline import reference, store
from tests.dashboard.seed_tables import write


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("seed") / "tables")


@pytest.fixture(scope="session")
def seed(seed_folder: Path) -> Data:
    tables = store.load(seed_folder)
    return Data(tables, reference.load(), tables.identity)
