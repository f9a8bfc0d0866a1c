"""The dashboard's entry: `streamlit run dashboard/app.py`, or `election-timeline open`."""

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this file's folder on the path, not the one that holds both packages.
ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.append(ROOT)

from dashboard import reader, warm  # noqa: E402 - after the path is set
from pipeline.telling import i18n  # noqa: E402
from pipeline.telling.i18n import _  # noqa: E402

st.set_page_config(
    page_title=_("Election timeline"),
    page_icon=str(Path(__file__).with_name("icon.svg")),  # a material icon comes from another host
    layout="wide",
)
warm.settle()
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
        default=reader.usual_language(),
        key=reader.PARAMETER,
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
with body:
    page.run()
