"""Several files as one ZIP archive."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

ENDING: Final = ".zip"
# A ZIP has a time for each file; these have none, so that the same files are the same bytes each time.
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive, in order of their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
