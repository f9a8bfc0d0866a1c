"""Articles and tables on object storage (s3://, gs://, ...), through fsspec.

Objects cannot be exchanged as folders can. So tables go to a prefix of their own, named by their content,
and at last one object, datapackage.json, is replaced, which says where they are. Who reads it sees the old
tables or the new; the tables before these stay for those who still read them, older ones are deleted.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from platformdirs import user_cache_path

from pipeline import datapackage
from pipeline.errors import TimelineError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

LIBRARIES: Final = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "oss": "ossfs",
    "hdfs": "pyarrow",
    "memory": "fsspec",
}
"""By scheme of an address the library that reaches it."""

# A user alone is none: abfs://container@account/.
_KEY: Final = re.compile(r"[^:/]+://[^/@]*:[^/]*@")
_PREFIX: Final = "tables-"
_DIGITS: Final = 16
_ATTEMPTS: Final = 10
# What tells that an object has changed, as the storages name it.
_VERSIONS: Final = ("ETag", "etag", "VersionId", "generation", "md5Hash", "LastModified", "mtime", "created")


class Found(NamedTuple):
    """An object: its path in the storage, its path from the input on, and what changes when it does."""

    path: str
    source: str
    version: str


def is_object(given: object) -> bool:
    """Whether an input or output is an address on object storage."""
    scheme, sign, _ = str(given).strip().partition("://")
    return isinstance(given, str) and bool(sign) and scheme.lower() in LIBRARIES


def storage(url: str) -> "tuple[AbstractFileSystem, str]":
    """The storage of an address, and the path in it.

    Raises:
        TimelineError: needs-storage or key-in-address.
    """
    if _KEY.match(url.strip()):
        raise TimelineError("key-in-address", path=url)
    scheme = url.strip().partition("://")[0].lower()
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        found, path = url_to_fs(url.strip())
    except ImportError as error:
        raise TimelineError("needs-storage", path=url, library=LIBRARIES[scheme]) from error
    # What others wrote since is to be seen.
    found.invalidate_cache()
    return found, path.rstrip("/")


def objects(files: "AbstractFileSystem", path: str) -> Iterator[Found]:
    """The object at a path, those below it or those of a pattern, in order of name.

    Passed over are hidden ones, and tables that `publish` wrote.
    """
    if any(sign in path for sign in "*?["):
        listed = files.glob(path, detail=True)
        base = path[: min(path.index(sign) for sign in "*?[" if sign in path)].rpartition("/")[0]
    else:
        listed = files.find(path, detail=True)
        base = path
    built = {
        folder
        for each in listed
        for folder, sign, _ in [each.rpartition(f"/{_PREFIX}")]
        if sign and f"{folder}/{datapackage.FILE}" in listed
    }
    for name, state in sorted(listed.items()):
        source = name.removeprefix(base).lstrip("/") or PurePosixPath(name).name
        hidden = any(part.startswith(".") for part in source.split("/"))
        ours = any(
            name == f"{each}/{datapackage.FILE}" or name.startswith(f"{each}/{_PREFIX}") for each in built
        )
        if state["type"] == "file" and not hidden and not ours:
            told = [str(state[key]) for key in _VERSIONS if state.get(key)]
            yield Found(name, source, f"{state['size']} {' '.join(told)}" if told else "")


def work_folder(url: str) -> Path:
    """Where tables for an address are built, and stay for the next build."""
    name = hashlib.sha256(url.strip().rstrip("/").encode()).hexdigest()[:_DIGITS]
    return user_cache_path("election-timeline") / "built" / name / "tables"


def check_target(url: str) -> None:
    """Make sure that tables may be written to an address: nothing is there, or tables of ours.

    Raises:
        TimelineError: needs-storage, not-ours or cannot-write.
    """
    files, path = storage(url)
    with _said(url):
        if not _pointer(files, path) and files.exists(path) and files.find(path):
            raise TimelineError("not-ours", path=url)


def publish(folder: Path, names: frozenset[str], url: str) -> None:
    """Put the files and folders of those names at an address, as the tables that readers see from now on.

    Raises:
        TimelineError: needs-storage or cannot-write; the earlier tables then still stand.
    """
    files, path = storage(url)
    paths = (path for name in names for path in (folder / name, *(folder / name).rglob("*")))
    own = sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    digest = hashlib.sha256()
    for name in own:
        with (folder / name).open("rb") as file:
            digest.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
    prefix = _PREFIX + digest.hexdigest()[:_DIGITS]
    with _said(url):
        before = _prefix(_pointer(files, path))
        if before == prefix:
            return
        for name in own:
            files.put_file(str(folder / name), f"{path}/{prefix}/{name}")
        package = json.loads((folder / datapackage.FILE).read_bytes())
        for resource in package["resources"]:
            resource["path"] = f"{prefix}/{resource['path']}"
        files.pipe_file(
            f"{path}/{datapackage.FILE}", json.dumps(package, ensure_ascii=False, indent=1).encode()
        )
        for each in files.ls(path, detail=False):
            name = PurePosixPath(each).name
            if name.startswith(_PREFIX) and name not in (prefix, before):
                files.rm(each, recursive=True)


def fetched(url: str) -> Path:
    """A folder here with the tables at an address; those that are here already are not fetched again.

    Raises:
        TimelineError: needs-storage, no-tables or broken-tables.
    """
    files, path = storage(url)
    detail: object = "they are being replaced again and again."
    for _ in range(_ATTEMPTS):
        try:
            prefix = _prefix(_pointer(files, path))
            if not prefix:
                raise TimelineError("no-tables", path=url)
            folder = work_folder(url).parent / prefix
            if not folder.is_dir():
                _fetch(files, f"{path}/{prefix}", folder)
            return folder
        except FileNotFoundError as error:  # Replaced in the meantime.
            detail = error
        except TimelineError:
            raise
        except Exception as error:
            detail = error
            break
    raise TimelineError("broken-tables", path=url, detail=detail)


def tables_at(url: str) -> "tuple[AbstractFileSystem, str]":
    """The storage of an address, and where its present tables stand: they stay so until after the next build.

    Raises:
        TimelineError: needs-storage, no-tables or broken-tables.
    """
    files, path = storage(url)
    try:
        prefix = _prefix(_pointer(files, path))
    except Exception as error:  # Every library of a storage has errors of its own.
        raise TimelineError("broken-tables", path=url, detail=error) from error
    if not prefix:
        raise TimelineError("no-tables", path=url)
    return files, f"{url.strip().partition('://')[0].lower()}://{files._strip_protocol(path)}/{prefix}"


def _fetch(files: "AbstractFileSystem", path: str, folder: Path) -> None:
    """Fetch what is below a path into a new folder, whole or not at all, and delete former ones."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for each in files.find(path, maxdepth=1):
            files.get_file(each, str(unfinished / PurePosixPath(each).name))
        if not (unfinished / datapackage.FILE).is_file():
            raise FileNotFoundError(path)
        for former in folder.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(former, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _pointer(files: "AbstractFileSystem", path: str) -> dict[str, Any]:
    """The datapackage.json of tables of ours, empty where there is none."""
    try:
        package = json.loads(files.cat_file(f"{path}/{datapackage.FILE}"))
    except (FileNotFoundError, ValueError):
        return {}
    ours = isinstance(package, dict) and package.get("name") == datapackage.NAME
    return package if ours else {}


def _prefix(package: dict[str, Any]) -> str:
    prefix: str = package["resources"][0]["path"].rpartition("/")[0] if package else ""
    return prefix


@contextmanager
def _said(url: str) -> Iterator[None]:
    try:
        yield
    except TimelineError:
        raise
    # Every library of a storage has errors of its own.
    except Exception as error:
        raise TimelineError("cannot-write", path=url, detail=error) from error
