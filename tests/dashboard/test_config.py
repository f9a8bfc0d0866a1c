"""What must agree with Streamlit, and with itself."""

import tomllib
from pathlib import Path

from streamlit.elements.lib import streamlit_plotly_theme

from dashboard import intake
from dashboard.chart_cache import INK
from pipeline.as_of import MISSED, OPEN
from pipeline.schemas import CLAIM_VERDICTS, EVENT_STATUSES, EVENT_TYPES, SHARE_KINDS, SHARE_VERDICTS
from pipeline.telling.words import GROUP_OF, KINDS, STATUSES, TYPES, VERDICTS

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "dashboard" / ".streamlit" / "config.toml"


def test_both_configurations_are_the_same() -> None:
    assert CONFIG.read_bytes() == (ROOT / ".streamlit" / "config.toml").read_bytes()


def test_nothing_is_sent_and_no_traceback_shown() -> None:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert "http" not in CONFIG.read_text(encoding="utf-8")


def test_the_server_keeps_other_sites_out_and_takes_no_larger_file_than_the_page() -> None:
    server = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["server"]
    assert server["enableCORS"] and server["enableXsrfProtection"]
    assert server["maxUploadSize"] == intake.LARGEST_MEGABYTES


def test_light_and_dark_define_the_same_colours() -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    assert set(theme["light"]) == set(theme["dark"])


def test_the_places_of_page_colours_are_those_of_streamlit() -> None:
    assert (INK.text, INK.paper) == (streamlit_plotly_theme.GRAY_90, streamlit_plotly_theme.BG_COLOR)


def test_every_value_of_the_schemas_has_words() -> None:
    assert set(TYPES) == set(EVENT_TYPES) == set(GROUP_OF)
    assert set(VERDICTS) >= {*SHARE_VERDICTS, *CLAIM_VERDICTS}
    assert set(KINDS) == set(SHARE_KINDS)
    assert set(STATUSES) == {*EVENT_STATUSES, MISSED, OPEN}


def test_no_html_and_no_outside_address_in_the_code() -> None:
    for path in (ROOT / "dashboard").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in source, path
        assert "st.html" not in source, path
        assert "://" not in source.replace('"http://", "https://"', ""), path
