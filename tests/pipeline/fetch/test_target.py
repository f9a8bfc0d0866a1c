from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.fetch.error import RefusedError
from pipeline.fetch.target import Target
from pipeline.fetch.url import is_url, without_user


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG.:443/A?b=c#d", "https://example.org/A?b=c"),
        (" https://example.org/a ", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://www.example.org:80/", "https://www.example.org:80/"),
        ("https://élections.example/é?q=ü", "https://xn--lections-90a.example/%C3%A9?q=%C3%BC"),
        ("https://ÉLECTIONS.example/", "https://xn--lections-90a.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1]:8080/", "http://[2606:4700::1]:8080/"),
        ("http://a_b.example/", "http://a_b.example/"),
    ],
)
def test_the_normal_form(url, normal):
    target = Target.parse(url)
    assert target.url == normal
    assert Target.parse(normal) == target


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "only addresses of http and https"),
        ("file:///etc/passwd", "only addresses of http and https"),
        ("gopher://example.org/", "only addresses of http and https"),
        ("http://me:secret@example.org/", "user name or password"),
        ("http://me@example.org/", "user name or password"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/a\r\nX: y", "control character"),
        ("http://exa mple.org/", "space"),
        ("http:///a", "no name of a host"),
        ("http://a..b/", "no name of a host"),
        ("http://./", "no name of a host"),
        (f"http://{'a' * 64}.org/", "no name of a host"),
        ("http://exa%6dple%2eorg%00/", "no valid address|no name of a host"),
        ("http://[::1/", "no valid address"),
        ("http://[::1%25eth0]/", "no address of a host"),
        ("http://[fe80::1%eth0]/", "no address of a host"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "no valid address"),
    ],
)
def test_what_is_refused_with_the_reason(url, why):
    with pytest.raises(RefusedError, match=why) as refused:
        Target.parse(url)
    assert refused.value.status == "skipped"
    assert "secret" not in refused.value.problem


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7F.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "0",
        "0x",
        "127.0.0.01",
        "127.0.0.256",
        "1.2.3.4.5",
        "%31%32%37.1",
        "127.0.0.0x1",
        "example.0x7f",
        "2130706433.",
    ],
)
def test_numbers_in_odd_forms_are_no_hosts(host):
    with pytest.raises(RefusedError, match=r"odd form|no name of a host"):
        Target.parse(f"http://{host}/")


@pytest.mark.parametrize("host", ["①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"])
def test_letters_that_stand_for_others_lead_nowhere_else(host):
    try:
        target = Target.parse(f"http://{host}/")
    except RefusedError:
        return
    assert (target.literal and ip_address(target.host).is_loopback) or target.host == "localhost"


@given(st.text(min_size=1, max_size=40) | st.from_regex(r"[0-9a-fx.:\[\]%@]{1,20}", fullmatch=True))
@example("0x7f.0x0.0x0.0x1")
def test_whatever_is_given_a_target_has_one_form_or_is_refused(host):
    try:
        target = Target.parse(f"http://{host}/")
    except RefusedError:
        return
    assert Target.parse(target.url) == target
    assert target.literal == _is_address(target.host)


@given(st.text(alphabet=st.characters(), max_size=60) | st.text("ht:p/@[]%?#\\.a0\ud800é", max_size=30))
def test_whatever_follows_the_scheme_there_is_a_target_or_a_reason(rest):
    for parse in (Target.parse, Target.parse("http://news.test/a").joined):
        try:
            target = parse(f"http://{rest}")
        except RefusedError as error:
            assert error.problem
        else:
            assert target.url.isascii() and target.url.isprintable()


def _is_address(host):
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("location", "end"),
    [
        ("/b?c=d", "https://example.org/b?c=d"),
        ("b", "https://example.org/x/b"),
        ("//other.org/b", "https://other.org/b"),
        ("http://other.org", "http://other.org/"),
        ("/with a space", "https://example.org/with%20a%20space"),
        ("?p=2", "https://example.org/x/a?p=2"),
    ],
)
def test_redirects_are_relative_to_where_they_come_from(location, end):
    assert Target.parse("https://example.org/x/a").joined(location).url == end


@pytest.mark.parametrize(
    "location", ["ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "http://[x", "file:///a"]
)
def test_redirects_out_of_the_web_are_refused(location):
    with pytest.raises(RefusedError):
        Target.parse("https://example.org/a").joined(location)


@pytest.mark.parametrize("given", ["http://x", "HTTPS://x/y", "ftp://x", " https://x", "file:///x"])
def test_addresses_are_told_from_paths(given):
    assert is_url(given)


@pytest.mark.parametrize(
    "given", ["a.txt", "C:/a.txt", "C://a.txt", "/a", "a:b", "http:/x", "", "articles/*://x"]
)
def test_paths_are_told_from_addresses(given):
    assert not is_url(given)


def test_a_user_is_never_shown():
    assert without_user(" http://me:secret@example.org/a@b ") == "http://example.org/a@b"
    assert without_user("http://me:se@cret@example.org/") == "http://example.org/"
    assert without_user("http://example.org/a@b?c@d") == "http://example.org/a@b?c@d"


def test_what_parts_a_list_is_written_as_browsers_do():
    assert without_user("http://example.org/a|b") == "http://example.org/a%7Cb"
    assert Target.parse("http://example.org/a|b").url == "http://example.org/a%7Cb"
