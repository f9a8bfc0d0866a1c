"""Every text of the dashboard is in every catalogue, and a page speaks one language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from dashboard import reader
from pipeline.telling import i18n
from pipeline.telling.i18n import CATALOGUES
from tests.dashboard.test_pages import PAGES, run, words_on

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "dashboard", ROOT / "pipeline" / "telling")
ALONE = (ROOT / "pipeline" / "schemas.py", ROOT / "pipeline" / "explaining" / "questions.py")
GLOSSARY = ROOT / "pipeline" / "explaining" / "glossary.toml"
MODULES = sorted((*ALONE, *(path for folder in FOLDERS for path in folder.rglob("*.py"))))
CODES = [path.stem for path in CATALOGUES.glob("*.po")]
SHOWN_BY = frozenset({
    "button", "caption", "download_button", "error", "expander", "header", "info", "link_button",
    "markdown", "metric", "number_input", "page_link", "pills", "popover", "radio", "segmented_control",
    "select", "selectbox", "several", "small", "subheader", "success", "text", "text_area", "text_input",
    "title", "toggle", "warning", "write", "years",
})  # fmt: skip
MARKS = frozenset({"_", "N_", "ngettext", "pgettext"})
DIRECTIVE = re.compile(r":[a-z]+(?:-[a-z]+)*(?=\[)|:material/\w+:|&nbsp;")

Key = tuple[str | None, str | tuple[str, ...]]


def extracted() -> dict[Key, str]:
    """What `pybabel extract` finds, and where."""
    found = [each for folder in FOLDERS for each in extract_from_dir(folder, [("**.py", "python")], {})]
    methods = {**dict.fromkeys(ALONE, "python"), GLOSSARY: "pipeline.explaining.glossary:messages"}
    for path, method in methods.items():
        found += [(str(path), *each) for each in extract_from_file(method, path)]
    return {(context, ids): f"{name}:{line}" for name, line, ids, _, context in found}


def called() -> Iterator[tuple[str, str]]:
    """The first text of each call of a mark, as Python itself reads the code, and where."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                texts = [each for each in node.args if isinstance(each, ast.Constant)]
                if texts and isinstance(texts[0].value, str):
                    yield texts[0].value, f"{path.relative_to(ROOT)}:{node.lineno}"


def messages(code: str) -> dict[Key, Message]:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    return {
        (each.context, tuple(each.id) if isinstance(each.id, (list, tuple)) else each.id): each
        for each in catalogue
        if each.id
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_text_escapes_the_extraction() -> None:
    """A call inside an f-string is not seen by Babel."""
    known = {text for context, ids in extracted() for text in ([ids] if isinstance(ids, str) else ids)} | {
        context for context, _ in extracted() if context
    }
    assert [place for text, place in called() if text not in known] == []


def test_what_a_page_shows_is_marked() -> None:
    """No literal words go to Streamlit without a mark."""
    bare = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [
                each.value for each in node.keywords if each.arg in ("alt", "help", "label", "placeholder")
            ]
            for shown in [*([node.args[0]] if name in SHOWN_BY else []), *named]:
                parts = shown.values if isinstance(shown, ast.JoinedStr) else [shown]
                texts = [each.value for each in parts if isinstance(each, ast.Constant)]
                if any(
                    isinstance(each, str) and re.search("[A-Za-z]{3}", DIRECTIVE.sub("", each))
                    for each in texts
                ):
                    bare.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert bare == []


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_every_message_translated_and_no_other(code: str) -> None:
    wanted, had = extracted(), messages(code)
    assert {ids: place for ids, place in wanted.items() if ids not in had} == {}, (
        "run the two commands of docs/add-a-language.md"
    )
    assert had.keys() - wanted.keys() == set()
    forms = [
        (each.id, [each.string] if isinstance(each.string, str) else list(each.string))
        for each in had.values()
    ]
    assert [ids for ids, texts in forms if not all(texts)] == []
    assert [each.id for each in had.values() if each.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_placeholders_of_its_message(code: str) -> None:
    for each in messages(code).values():
        ids = [each.id] if isinstance(each.id, str) else list(each.id)
        texts = [each.string] if isinstance(each.string, str) else list(each.string)
        wanted = set().union(*map(placeholders, ids))
        for text in texts:
            # Of one there need be no number: "one article".
            assert wanted - {"n"} <= placeholders(text) <= wanted, each.id


def test_english_comes_first_and_french_is_there() -> None:
    assert i18n.languages()[0] == "en"
    assert "fr" in i18n.languages()


@pytest.mark.parametrize(
    ("query", "browser", "locale"),
    [
        ("", "", "en_001"),
        ("", "en-US", "en_US"),
        ("", "fr-CA", "fr_CA"),
        ("lang=fr&who=RN", "en-US", "fr"),
        ("lang=fr", "fr-CA", "fr_CA"),
        ("lang=en", "fr-FR", "en_001"),
        ("lang=xx", "fr-FR", "fr_FR"),
        ("lang=../fr", "ja-JP", "en_001"),
        ("", "../../etc/passwd", "en_001"),
        ("lang=", "", "en_001"),
    ],
)
def test_the_address_chooses_then_the_browser(query: str, browser: str, locale: str) -> None:
    assert reader._negotiated(query, browser) == locale


@pytest.mark.parametrize(
    ("locale", "day", "month", "first", "share", "points", "number", "places"),
    [
        (
            "en_001",
            "24 April 2022",
            "April 2022",
            "1 May 2022",
            "17.79%",
            "−0.20 points",
            "1,234",
            "a, b and c",
        ),
        (
            "en_US",
            "April 24, 2022",
            "April 2022",
            "May 1, 2022",
            "17.79%",
            "−0.20 points",
            "1,234",
            "a, b, and c",
        ),
        ("fr", "24 avril 2022", "avril 2022", "1er mai 2022", "17,79 %", "−0,20 pt", "1 234", "a, b et c"),
    ],
)
def test_figures_and_days_are_written_as_the_reader_writes_them(
    locale: str, day: str, month: str, first: str, share: str, points: str, number: str, places: str
) -> None:
    from pipeline.telling import words

    with i18n.speaking(locale):
        said = [
            words.day("2022-04-24"),
            words.day("2022-04"),
            words.day("2022-05-01"),
            words.percent(17.79),
            words.points(-0.2),
            i18n.number(1234),
            i18n.listed(["a", "b", "c"]),
        ]
        assert (
            words.day("2022") == "2022" and words.day("201X") == "201X" and words.day("2022-13") == "2022-13"
        )
        assert words.claimed(82) in ("82%", "82\xa0%", "82\u202f%")
    wanted = [day, month, first, share, points, number, places]
    assert [re.sub("[\xa0\u202f]", " ", each) for each in said] == wanted


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_french_and_then_english_again(
    page: str, seed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cached for one reader is not shown to another in the wrong language."""
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(seed_folder))
    english = words_on(run(page))
    with i18n.speaking("fr"):  # AppTest asks for the options of widgets outside of the page
        french = words_on(run(page, lang="fr"))
    again = words_on(run(page))
    assert english == again
    shared = set(english.splitlines()) & set(french.splitlines())
    assert len(shared) < len(set(english.splitlines())) / 2


def test_the_finding_is_french(seed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(seed_folder))
    app = run(lang="fr")
    assert re.sub("[\xa0\u202f]", " ", app.title[0].value.replace("\\", "")) == (
        "Le Front national, dont la fondation date de 1972, progresse de 0,75 % en 1974 à 17,79 % au second tour "
        "de 2002 et 33,90 % au second tour de 2017 ; un second tour est annoncé pour le 24 avril 2022."
    )
