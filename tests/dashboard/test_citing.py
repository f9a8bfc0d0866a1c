from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.citing import at_sentence, citation, permalink

PAGE = "https://news.example/a"


def test_a_short_sentence_is_the_fragment() -> None:
    assert at_sentence(PAGE, "He won, 58-42 & left.") == f"{PAGE}#:~:text=He%20won%2C%2058%2D42%20%26%20left."


def test_a_long_sentence_is_found_by_its_ends() -> None:
    said = " ".join(f"w{number}" for number in range(20))
    assert at_sentence(PAGE, said) == f"{PAGE}#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"


@pytest.mark.parametrize(
    ("url", "start"),
    [
        (f"{PAGE}#part", f"{PAGE}#part:~:text="),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:text="),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text="),
    ],
)
def test_an_address_keeps_its_own_parts(url: str, start: str) -> None:
    assert at_sentence(url, "It is so.").startswith(start)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "file:///etc/passwd", "//x.example"]
)
def test_what_is_no_web_page_is_no_link(url: str) -> None:
    assert at_sentence(url, "It is so.") == ""


@given(st.text(min_size=1).filter(lambda each: len(each.split()) in range(1, 13)))
def test_any_sentence_can_be_read_back(said: str) -> None:
    fragment = at_sentence(PAGE, said.encode("utf-8", "ignore").decode()).partition(":~:text=")[2]
    assert unquote(fragment) == " ".join(said.encode("utf-8", "ignore").decode().split())
    assert not set(fragment) & set(" ,-&#<>\"'")


def test_a_permalink_names_the_row_and_what_it_hangs_on() -> None:
    address = {"who": "Emmanuel Macron", "asof": "2017-05-01", "type": "runoff", "event": "zzz"}
    assert permalink("http://host:8501/?x=1#y", address, "share", "abc") == (
        "http://host:8501/?who=Emmanuel+Macron&asof=2017-05-01&share=abc"
    )


def test_a_citation_has_all_that_is_known() -> None:
    assert citation("A *title*", "news.example", "2022-04-14", PAGE, "It\nis so.") == (
        f"news.example, “A *title*”, 14 April 2022. “It is so.” {PAGE}"
    )
    assert citation("", "", "", "javascript:x", "It is so.") == "“It is so.”"
