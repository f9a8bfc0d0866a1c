"""From bytes to text: what a file's marks and letters say of its encoding."""

import codecs
import re
from typing import Final

_MARKED: Final = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_WESTERN: Final = "cp1252"
_NEARLY_AS_CLEAN: Final = 0.01
# Control characters that text does not have; a share of them above this is a binary file.
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"} | {0x7F})
_MOST_CONTROLS: Final = 0.01
# Of the characters beyond ASCII, how many may be broken in what is UTF-8 all the same.
_MOST_DAMAGED: Final = 0.2
_SAMPLE: Final = 8192
# What files are in when they are not Unicode.
_CODE_PAGES: Final = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "gb18030", "big5", "shift_jis",
)  # fmt: skip
# Pages that name these are in the Windows code page that has them and more, says the Encoding Standard.
_MEANT: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "utf-16": "utf-8"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?(?P<name>[\w:.-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096


def decode(data: bytes) -> str | None:
    """The text of a file's bytes: UTF-8, UTF-16 with its mark, or what its letters suggest; else None.

    Newlines and a byte order mark in UTF-8 stay, so that offsets count the file as it is.
    """
    if looks_binary(data):
        return None
    marked = _marked_encoding(data)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        return None if marked else _decode_by_letters(data)


def decode_page(data: bytes, charset: str = "") -> str | None:
    """The text of a web page: as `decode`, but where it is no UTF-8, what the server or the page names.

    Few pages that name another encoding are well-formed UTF-8 by chance, and many name a wrong one; some
    are UTF-8 but for a character that was cut, and some are said to be and are not.
    """
    if looks_binary(data):
        return None
    marked = _marked_encoding(data)
    try:
        return data.decode(marked or "utf-8-sig")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8-sig", errors="replace")
        beyond_ascii = sum(not character.isascii() for character in damaged)
        if damaged.count("\ufffd") < _MOST_DAMAGED * beyond_ascii:
            return damaged
        named = next(filter(_is_other, (_known(charset), _known(_declared(data)))), "")
        return data.decode(named, errors="replace") if named else _decode_by_letters(data)


def _is_other(codec: str) -> bool:
    return codec not in ("", "utf-8", "utf-8-sig")


def encoding_of(sample: bytes) -> str:
    """The encoding of a long file by its first bytes, which may end within a character."""
    if marked := _marked_encoding(sample):
        return marked
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _encoding_by_letters(sample) or _WESTERN
    return "utf-8-sig"


def looks_binary(data: bytes) -> bool:
    """Whether the first bytes are none that text begins with."""
    sample = b"" if _marked_encoding(data) else data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > _MOST_CONTROLS * len(sample)


def _marked_encoding(data: bytes) -> str:
    """The encoding that a byte order mark names, other than UTF-8."""
    return next((name for mark, name in _MARKED.items() if data.startswith(mark)), "")


def _decode_by_letters(data: bytes) -> str | None:
    encoding = _encoding_by_letters(data)
    return data.decode(encoding) if encoding else None


def _encoding_by_letters(data: bytes) -> str:
    # Takes a tenth of a second to load, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = from_bytes(data, cp_isolation=[*_CODE_PAGES], enable_fallback=False)
    if not (best := matches.best()):
        return ""
    # A few accents fit several code pages as well; the packs' languages are Western.
    likely = [match for match in matches if match.chaos <= best.chaos + _NEARLY_AS_CLEAN]
    return _WESTERN if _WESTERN in [match.encoding for match in likely] else best.encoding


def _declared(data: bytes) -> str:
    """The encoding that the head of a page names."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return match["name"].decode("ascii", "replace") if match else ""


def _known(name: str) -> str:
    """The codec of that name, "" where there is none."""
    try:
        codec = codecs.lookup(name).name
        "a".encode(codec)  # what encodes bytes alone, e.g. base64, is found as well
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec, codec)
