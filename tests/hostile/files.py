"""Files of about any size that are made to be slow, large or impossible to read."""

import gzip
import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

SENTENCE: Final = "Emmanuel Macron won the runoff on 24 April 2022 with 58.55 percent of the vote, it said. "
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Maker = Callable[[int], bytes]


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(body: str, before: str = "") -> bytes:
    """A Word document; `before` is what stands before its root."""
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    main = f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": main.encode(),
        }
    )


def paragraph(text: str) -> str:
    """One of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughs(depth: int, root: str = "lolz") -> str:
    """Entities of which each has the one before ten times."""
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(depth))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "lol">{entities}]>'


def pdf(content: bytes, *, packed: bool = True, media: str = "0 0 600 800") -> bytes:
    """A PDF of one page with what draws it."""
    stream = zlib.compress(content, 9) if packed else content
    filtered = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>".encode(),
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filtered, len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def _words_in_pdf(size: int) -> bytes:
    return pdf(
        b"BT /F 9 Tf\n"
        + b"".join(b"1 0 0 1 %d %d Tm (Ab) Tj\n" % (n * 37 % 590, n * 91 % 790) for n in range(size // 30))
        + b"ET"
    )


def _pages_in_circles(size: int) -> bytes:
    return pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [%s]" % (b"2 0 R " * (size // 6)))


def tarred(name: str, data: bytes, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A tar archive of one entry of any kind."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry = tarfile.TarInfo(name)
        entry.size, entry.type = len(data), kind
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def parquet(texts: list[str]) -> bytes:
    """A Parquet file with a column of texts."""
    out = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), out, compression="zstd")
    return out.getvalue()


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}<p>{SENTENCE * 3}</p></body></html>".encode()


def _of(piece: str, size: int) -> str:
    return piece * max(size // len(piece), 1)


def _noise(size: int) -> bytes:
    return random.Random(0).randbytes(size)


def _letters_of_no_encoding(size: int) -> bytes:
    return bytes(0x80 + byte % 0x7F for byte in _noise(size))


def _multipart(size: int) -> bytes:
    # The library goes as deep as it can, and no deeper.
    parts = range(max(size, 64_000) // 60)
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (part, part) for part in parts
    )


FILES: Final[Mapping[str, tuple[str, Maker]]] = {
    "one line": (".txt", lambda size: _of(SENTENCE.strip(), size).encode()),
    "noise": (".txt", _noise),
    "no encoding": (".txt", _letters_of_no_encoding),
    "accents of an old encoding": (".txt", lambda size: _of(f"{SENTENCE} Élysée ", size).encode("cp1252")),
    "encodings mixed": (".txt", lambda size: (_of("Élysée ", size // 2).encode() + _of("Élysée ", size // 2).encode("cp1252"))),
    "half of UTF-16": (".txt", lambda size: b"\xff\xfe" + _of(SENTENCE, size).encode("utf-16-le")[:-1]),
    "deep elements": (".html", lambda size: _page(_of("<div>", size))),
    "deep inline elements": (".html", lambda size: _page(_of("<b><i>", size))),
    "deep quotations": (".html", lambda size: _page(_of("<blockquote><p>x", size))),
    "deep tables": (".html", lambda size: _page(_of("<table><tr><td>1", size))),
    "tables side by side": (".html", lambda size: _page(_of("<table><tr><td>1</td></tr></table>", size))),
    "a wide table": (".html", lambda size: _page(f"<table><tr>{_of('<td>1%</td>', size)}</tr></table>")),
    "cells that span": (".html", lambda size: _page(f"<table>{_of('<tr><td colspan=40 rowspan=1000>9%', size)}</table>")),
    "times in a paragraph": (".html", lambda size: _page(f"<p>{_of('<time>1 May 2017</time>', size)}</p>")),
    "days in a line": (".html", lambda size: _page(f"<p>{_of('<span class=date>1</span>', size)}</p>")),
    "links in a paragraph": (".html", lambda size: _page(f"<p>{_of('<a href=/a>one two three four five</a> ', size)}</p>")),
    "links in lists": (".html", lambda size: _page(_of("<ul><li><a href=/a>one two three four</a>", size))),
    "notes": (".html", lambda size: _page(_of("<sup>1</sup>", size))),
    "captions": (".html", lambda size: _page(_of("<div class=caption>", size))),
    "definitions": (".html", lambda size: _page(f"<dl>{_of('<dt>a<dd>1', size)}</dl>")),
    "definitions in definitions": (".html", lambda size: _page(_of("<dl><dt>a<dd>1", size))),
    "headings": (".html", lambda size: _page(_of("<h1>a</h1>", size))),
    "linked data": (".html", lambda size: _page("", f"<script type='application/ld+json'>{_of('[', size)}</script>")),
    "much linked data": (".html", lambda size: _page("", _of("<script type='application/ld+json'>{\"datePublished\":1}</script>", size))),
    "metadata": (".html", lambda size: _page("", _of("<meta property='og:title' content='a'>", size))),
    "days in the head": (".html", lambda size: _page("", _of("<meta name='date' content='2022-04-24'>", size))),
    "an attribute": (".html", lambda size: _page(f"<p class='{_of('date ', size)}'>x")),
    "attributes": (".html", lambda size: _page("<p " + " ".join(f"a{n}=1" for n in range(size // 8)) + ">x")),
    "comments": (".html", lambda size: _page(_of("<!-- a -->", size))),
    "a comment that opens": (".html", lambda size: _page(_of("<!--", size))),
    "tags that open": (".html", lambda size: _page(_of("<", size))),
    "entities": (".html", lambda size: _page(_of("&lt;p&gt;", size))),
    "one paragraph": (".html", lambda size: _page(f"<p>{_of(SENTENCE, size)}</p>")),
    "line breaks": (".html", lambda size: _page(_of("a<br>", size))),
    "laughs in a page": (".html", lambda size: (laughs(9, "html") + f"<html><body><p>&l9;{SENTENCE * 3}").encode()),
    "laughs in XHTML": (".xhtml", lambda size: (laughs(9, "html") + f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>&l9;{SENTENCE * 3}</p></body></html>").encode()),
    "laughs in a feed": (".rss", lambda size: (laughs(9, "rss") + "<rss><channel>&l9;</channel></rss>").encode()),
    "laughs in a document": (".docx", lambda size: document(paragraph("&l9;" + SENTENCE), laughs(9, "w:document"))),
    "a file in a document": (".docx", lambda size: document(paragraph("&f;" + SENTENCE), '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>')),
    "deep elements of a document": (".docx", lambda size: document(_of("<w:tbl><w:tr><w:tc>", size) + _of("</w:tc></w:tr></w:tbl>", size * 22 // 19))),
    "cells of a document that span": (".docx", lambda size: document(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{size * 1000}"/></w:tcPr>{paragraph("1")}</w:tc></w:tr></w:tbl>')),
    "rows of a document that span": (".docx", lambda size: document("<w:tbl>" + _of(f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph("1")}</w:tc></w:tr>', size) + "</w:tbl>")),
    "paragraphs of a document": (".docx", lambda size: document(_of(paragraph("a b c"), size))),
    "a PDF that unpacks": (".pdf", lambda size: pdf(b" " * size * 100)),
    "words all over a PDF": (".pdf", _words_in_pdf),
    "one line of a PDF": (".pdf", lambda size: pdf(b"BT /F 9 Tf (%s) Tj ET" % (b"Macron won 66 percent. " * (size // 23)))),
    "brackets in a PDF": (".pdf", lambda size: pdf(b"[" * size)),
    "marks of a PDF": (".pdf", lambda size: b"%PDF-1.4\n" + b"1 0 obj << " * (size // 11)),
    "pages in circles": (".pdf", _pages_in_circles),
    "parts in parts of an e-mail": (".eml", _multipart),
    "parts of an e-mail": (".eml", lambda size: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * (size // 7)),
    "one header": (".eml", lambda size: b"Subject: " + b"=?utf-8?q?a?= " * (size // 14) + b"\n\ntext"),
    "addresses": (".eml", lambda size: b"From: " + b"a <a@a.example>, " * (size // 17) + b"\n\ntext"),
    "brackets in an address": (".eml", lambda size: b"From: " + b"(" * size + b"\n\ntext"),
    "a day in an e-mail": (".eml", lambda size: b"Date: " + b"1 " * (size // 2) + b"\n\ntext"),
    "a folded header": (".eml", lambda size: b"Subject: a" + b"\n a" * (size // 3) + b"\n\ntext"),
    "headers": (".eml", lambda size: b"X: a\n" * (size // 5) + b"\ntext"),
    "parameters": (".eml", lambda size: b"Content-Type: text/plain" + b"; a*0=b" * (size // 7) + b"\n\ntext"),
    "parts in parts of a web archive": (".mhtml", _multipart),
    "parameters of a web archive": (".mhtml", lambda size: b"Content-Type: text/html" + b"; a*0=b" * (size // 7) + b"\n\n<p>text"),
    "brackets in JSON": (".json", lambda size: b"[" * size),
    "braces in JSON": (".json", lambda size: b'{"a":' * (size // 5)),
    "one number in JSON": (".json", lambda size: b'[{"text": %s}]' % (b"9" * size)),
    "one escaped text in JSON": (".json", lambda size: b'[{"text": "%s"}]' % (rb"\u0041" * (size // 6))),
    "one number in an object": (".json", lambda size: b'{"text": %s}' % (b"9" * size)),
    "keys": (".json", lambda size: ("[{" + ",".join(f'"k{n}":1' for n in range(size // 8)) + "}]").encode()),
    "keys in keys": (".json", lambda size: ("[" + ",".join('{"a":{"b":{"c":{"d":1}}}}' for _ in range(size // 26)) + "]").encode()),
    "brackets in lines": (".jsonl", lambda size: b"[" * size + b'\n{"text": "x"}'),
    "empty lines": (".jsonl", lambda size: b"\n" * size),
    "records without text": (".jsonl", lambda size: b'{"a":1}\n' * (size // 8)),
    "keys of lines": (".jsonl", lambda size: b"".join(b'{"k%d":1}\n' % n for n in range(size // 10))),
    "a quote that opens": (".csv", lambda size: b'text,day\n"' + b"a,b\n" * (size // 4)),
    "columns": (".csv", lambda size: b"a," * (size // 2) + b"\n" + b"1," * (size // 2)),
    "commas": (".csv", lambda size: b"text\n" + b"," * size),
    "quotes": (".csv", lambda size: b"text\n" + b'"' * size),
    "nulls": (".csv", lambda size: b"text,day\n" + b"a,b\n" * 200 + b"\0" * size),
    "formulas": (".csv", lambda size: b"text,title\n" + f'"=HYPERLINK(""http://a.example"")","@SUM(A1) {SENTENCE}"\n'.encode() * (size // 130)),
    "days beyond the calendar": (".csv", lambda size: b"text,date\n" + f'"{SENTENCE * 3}",99999-99-99\n"{SENTENCE * 3}",-9999999999999999\n'.encode() * (size // 600)),
    "rows of no text": (".tsv", lambda size: b"text\tdate\n" + b"\t1\n" * (size // 3)),
    "names in a tar": (".tar", lambda size: tarred("a", b"n" * size, tarfile.GNUTYPE_LONGNAME)),
    "digits in a tar": (".tar", lambda size: tarred("a", b"1" * max(size, 9_000), tarfile.XHDTYPE)),
    "many in a zip": (".zip", lambda size: zipped({f"{n}.txt": b"" for n in range(size // 100)})),
    "zips in a zip": (".zip", lambda size: zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": b""})})})})),
    "one text in many rows": (".parquet", lambda size: parquet([SENTENCE * (size // 100)] * 300)),
    "a number in Parquet": (".parquet", lambda size: parquet(["x"] * (size // 4))),
    "headers of a crawl": (".warc", lambda size: b"WARC/1.0\r\n" + b"A: b\r\n" * (size // 6) + b"\r\n"),
    "records of a crawl": (".warc", lambda size: b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * (size // 35)),
    "a length in a crawl": (".warc", lambda size: b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\nContent-Length: " + b"9" * size + b"\r\n\r\nx"),
    "answers of a crawl": (".warc", lambda size: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 " + b"2" * size),
    "packed again and again": (".gz", lambda size: gzip.compress(gzip.compress(gzip.compress(b"x" * size)))),
}  # fmt: skip
"""By what is wrong with it: the ending, and what makes the file."""
