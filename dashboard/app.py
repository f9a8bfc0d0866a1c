"""The dashboard's entry: `streamlit run dashboard/app.py`, or `election-timeline open`."""

import gc
import sys
from contextlib import suppress
from pathlib import Path

import streamlit as st

# `streamlit run` puts this file's folder on the path, not the one that holds both packages.
ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.append(ROOT)

from dashboard import i18n  # noqa: E402 - after the path is set
from dashboard.i18n import _  # noqa: E402


@st.cache_resource(show_spinner=False)
def settle() -> bool:
    """Load the data, do once what every reader needs, and freeze the collector.

    Streamlit collects all garbage after each run of a script, which costs some 65 ms with the
    libraries loaded; what is frozen is left out. The first chart and the first evidence load much that
    is needed again.
    """
    from dashboard import chart_cache, controls, data, evidence  # noqa: PLC0415 - after the path is set
    from pipeline.errors import TimelineError  # noqa: PLC0415

    with suppress(TimelineError):
        shown = data.shared()
        known, as_of = controls.as_of(shown)
        view, _choices = controls.read(shown, as_of)
        story, _figure = chart_cache.timeline(view, known, "")
        for key in story.chart_events["key"].head(1):
            if choice := evidence.parse(key):
                evidence.find(choice, known)
    gc.collect()
    gc.freeze()
    return True


st.set_page_config(
    page_title=_("Election timeline"),
    page_icon=str(Path(__file__).with_name("icon.svg")),  # a material icon comes from another host
    layout="wide",
)
settle()
page = st.navigation(
    [
        st.Page("views/timeline.py", title=_("Timeline"), default=True),
        st.Page("views/elections.py", title=_("Elections"), url_path="elections"),
        st.Page("views/check.py", title=_("Check"), url_path="check"),
        st.Page("views/articles.py", title=_("Articles"), url_path="articles"),
        st.Page("views/add.py", title=_("Add articles"), url_path="add"),
        st.Page("views/data.py", title=_("Data"), url_path="data"),
    ],
    position="hidden" if st.context.is_embedded else "top",
)
body, foot = st.container(), st.container(horizontal_alignment="right")
if not st.context.is_embedded:
    # Bound here, outside of all pages, the choice stays in the address from page to page.
    foot.segmented_control(
        _("Language"),
        i18n.languages(),
        default=i18n.usual_language(),
        key=i18n.PARAMETER,
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
with body:
    page.run()
