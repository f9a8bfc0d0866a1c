"""Text of articles as text: never markup, formula, emoji, colour or link."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINED = re.compile(r"(?P<first>-)(?P<second>[->])")
_ADDRESS = re.compile(r"(?P<start>https?|www|@|:(?=streamlit:))", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")  # a no-break space keeps a figure and its sign together
# Streamlit turns "->" and "--" into other signs, addresses into links and its name into a picture
# even where they are escaped.
_ZERO_WIDTH = "\u200b"


def markdown(text: str) -> str:
    """The text so that Streamlit's Markdown shows it as it is, lines kept, runs of spaces as one."""
    lines = []
    for line in text.splitlines():
        parted = _JOINED.sub(rf"\g<first>{_ZERO_WIDTH}\g<second>", _SPACES.sub(" ", line).strip())
        # A second pass parts what the first one left joined: "---" shares its middle sign.
        parted = _JOINED.sub(rf"\g<first>{_ZERO_WIDTH}\g<second>", parted)
        parted = _ADDRESS.sub(rf"\g<start>{_ZERO_WIDTH}", parted)
        lines.append(_PUNCTUATION.sub(r"\\\1", parted))
    return "  \n".join(lines)


def inline(text: str) -> str:
    """The text for the middle of a line: spaces at its ends kept, line breaks as spaces."""
    one_line = _SPACES.sub(" ", " ".join(text.splitlines()) if "\n" in text or "\r" in text else text)
    start = " " * one_line.startswith(" ")
    end = " " * (len(one_line) > 1 and one_line.endswith(" "))
    return f"{start}{markdown(one_line)}{end}"


def link(url: str) -> str:
    """The address if it leads to a web page (http or https), else nothing."""
    address = url.strip()
    safe = address.lower().startswith(("http://", "https://")) and not re.search(r"[\s<>\"'`\\]", address)
    return address if safe else ""
