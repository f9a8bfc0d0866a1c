"""The documents as a site: what docs/releasing.md builds it with."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = _PROJECT["name"]
author = _PROJECT["authors"][0]["name"]
release = _PROJECT["version"]
root_doc = "docs/site/index"
include_patterns = ["*.md", "docs/**.md", "tests/*/README.md"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

# Links to headings are checked as those to files are.
myst_heading_anchors = 4
default_role = "code"
autodoc_typehints = "signature"
autodoc_member_order = "alphabetical"
# The site's own start page lies below docs/.
html_extra_path = ["index.html"]
html_theme = "furo"
html_title = project
html_show_sphinx = False
html_copy_source = False
