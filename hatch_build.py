"""Put seeds/ and data/ into the wheel, as package data of `pipeline`.

An editable install reads them where they lie, so it gets no copy.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedData(BuildHookInterface):
    """Adds the files of both folders, hidden ones left out, to what the wheel carries."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the backend before it builds the wheel."""
        if version == "editable":
            return
        for name in ("seeds", "data"):
            folder = Path(self.root, name)
            for path in sorted(folder.rglob("*")):
                inside = path.relative_to(folder)
                if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                    build_data["force_include"][str(path)] = f"pipeline/_{name}/{inside.as_posix()}"
