"""Article text stays text. The browser test proves the same on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import escape

ZERO_WIDTH = "\u200b"
SIGNS = "\\`*_{}[]()#+-.!|<>~:$@/&\"'"


def shown(markdown: str) -> str:
    """What a Markdown reader makes of text whose every sign is escaped."""
    out, at = [], 0
    while at < len(markdown):
        if markdown[at] == "\\" and at + 1 < len(markdown):
            at += 1
        out.append(markdown[at])
        at += 1
    return "".join(out).replace(ZERO_WIDTH, "").replace("  \n", "\n")


@given(st.text(alphabet=st.sampled_from(SIGNS + "ab1 \n"), max_size=60))
def test_every_sign_is_escaped_and_nothing_is_lost(text: str) -> None:
    escaped = escape.markdown(text)
    bare = escaped
    for sign in SIGNS:
        bare = bare.replace(f"\\{sign}", "")
    assert not set(bare) & set(SIGNS)
    assert shown(escaped) == "\n".join(" ".join(line.split()) for line in text.splitlines())


@pytest.mark.parametrize(
    "text", ["->", "--", "---", "http://a.example", "www.a.example", "me@a.example", ":streamlit:"]
)
def test_signs_that_streamlit_changes_even_when_escaped_are_parted(text: str) -> None:
    assert ZERO_WIDTH in escape.markdown(text)
    assert shown(escape.markdown(text)) == text


def test_inline_keeps_the_spaces_at_the_ends_and_has_no_line_break() -> None:
    assert escape.inline(" a\nb ") == " a b "
    assert escape.inline("") == ""
    assert escape.inline(" ") == " "


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "ftp://a.example",
        "https://a.example/ x",
        'https://a.example/"x',
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert escape.link(url) == ""


def test_a_web_address_is_a_link() -> None:
    assert escape.link(" HTTPS://a.example/b?c=d#e ") == "HTTPS://a.example/b?c=d#e"
