"""Who reads: the language that the address names (`?lang=fr`), else the browser's, else English."""

from functools import lru_cache
from typing import Final
from urllib.parse import parse_qs

from babel import Locale, UnknownLocaleError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pipeline.telling.i18n import SOURCE, SOURCE_LOCALE, languages

PARAMETER: Final = "lang"


def locale() -> str | None:
    """The reader's language and, where the browser says it, country: "fr", "fr_CA"; None outside a page."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    browser = context.context_info.locale if context.context_info else ""
    return _negotiated(context.query_string, browser)


def usual_language() -> str:
    """The language of a reader whose address names none."""
    context = get_script_run_ctx(suppress_warning=True)
    browser = context.context_info.locale if context and context.context_info else ""
    return _negotiated("", browser).partition("_")[0]


@lru_cache(maxsize=1024)
def _negotiated(query: str, browser: str) -> str:
    own = _known(browser)
    said = parse_qs(query).get(PARAMETER, [""])[-1]
    spoken = next((each for each in (said, own.partition("_")[0]) if each in languages()), SOURCE)
    if own.partition("_")[0] == spoken:
        return own
    return SOURCE_LOCALE if spoken == SOURCE else spoken


def _known(browser: str) -> str:
    """The browser's locale where Babel has data on it, else ""."""
    try:
        return str(Locale.parse(browser, sep="-"))
    except (UnknownLocaleError, ValueError, TypeError):
        return ""
