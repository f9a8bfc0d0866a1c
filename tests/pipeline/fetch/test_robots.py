import pytest

from pipeline.fetch.robots import READ, Rules

URL = "https://news.test/a/b?c=d"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("<html>no rules at all</html>", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /x", True),
        ("User-agent: *\nDisallow: /a/", False),
        ("User-agent: *\nDisallow: /*?c=", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: election-timeline\nDisallow:", True),
        ("User-agent: Election-Timeline\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: other\nDisallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
    ],
)
def test_who_may_read_what(text, allowed):
    assert Rules.parse(text.encode()).allow(URL) is allowed


def test_bytes_that_are_no_text_are_no_rules():
    assert Rules.parse(bytes(range(256))).allow(URL)


def test_a_rule_behind_the_part_that_counts_is_left():
    assert Rules.parse(b"#" * READ + b"\nUser-agent: *\nDisallow: /").allow(URL)


@pytest.mark.parametrize(
    ("line", "delay"), [("", 0), ("Crawl-delay: 5", 5), ("Crawl-delay: 0.5", 0.5), ("Crawl-delay: x", 0)]
)
def test_the_delay(line, delay):
    assert Rules.parse(f"User-agent: *\n{line}\nDisallow: /x".encode()).delay == delay
