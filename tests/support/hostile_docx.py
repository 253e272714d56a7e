"""Files made to harm or to fool whoever opens them, and what each must come to: its refusal's code, or None when it opens.

`listener` in some of them is an address that must never be asked for anything.
"""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.word_samples import (
    MAIN_TYPE,
    OLE,
    W,
    changed,
    judgment,
    ole_with,
    packed,
    parts_of,
    with_body,
    with_duplicate_name,
    with_false_size,
    with_locked_entries,
    with_relationship,
)
from tests.support.word_writing import NAMESPACES, cell, mark, p, row, run, t, table, told, vml_box

TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file; `content` is given the address of a listener on this machine."""

    name: str
    code: str | None
    content: Callable[[str], bytes]


def _body(inner: str, declaration: str = "") -> bytes:
    return with_body(f"{declaration}<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>")


def _types(before: bytes, after: bytes) -> bytes:
    parts = parts_of(judgment())
    return packed(parts | {TYPES: parts[TYPES].replace(before, after)})


def _without(name: str) -> bytes:
    parts = parts_of(judgment())
    del parts[name]
    return packed(parts)


def _strict() -> bytes:
    transitional = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    return packed({name: part.replace(transitional, strict) for name, part in parts_of(judgment()).items()})


def _picture(side: int) -> bytes:
    """A PNG that is small as a file and enormous as an image."""

    def chunk(kind: bytes, inner: bytes) -> bytes:
        return struct.pack(">I", len(inner)) + kind + inner + struct.pack(">I", zlib.crc32(kind + inner))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9000)) + chunk(b"IEND", b"")
    )


def _hard_to_pack(count: int) -> str:
    return random.Random(3).randbytes(count // 2).hex()


def _many_paragraphs() -> bytes:
    return _body("".join(p(run(f"第{n * 7919}段 原告与被告借款合同纠纷一案")) for n in range(100_000)))


def _related(kind: str, name: str, part: bytes) -> bytes:
    """A judgment with one more part under any name, which its body is related to."""
    return packed(parts_of(with_relationship(kind, name, external=False)) | {f"word/{name}": part})


def _styles(inner: str) -> bytes:
    return changed(word__styles_dot_xml=f"<w:styles {NAMESPACES}>{inner}</w:styles>".encode())


def _with_comment() -> bytes:
    whole = judgment()
    return whole[:-2] + struct.pack("<H", 60_000) + b"x" * 60_000


def _laughs(levels: int) -> str:
    return "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))


_DEEP = "<w:tbl><w:tr><w:tc>"
_DEEP_END = "</w:tc></w:tr></w:tbl>"
_CIRCLE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
)
_NUMBERS = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999999"/>'
    '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%2%3%4%5%6%7%8%9"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _boxes(deep: int) -> str:
    xml = p(run("底"))
    for _ in range(deep):
        xml = p(f"<w:r>{vml_box(xml)}</w:r>")
    return xml


def _many_notes() -> bytes:
    notes = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(20_000))
    return _body(p(notes))


HOSTILE: tuple[Hostile, ...] = (
    # No .docx at all, whatever the name says.
    Hostile("empty", "document.empty", lambda _: b""),
    Hostile("too big", "document.too-big", lambda _: b"PK\x03\x04" + bytes(21 << 20)),
    Hostile("text", "document.not-docx", lambda _: "民事判决书".encode("gb18030") * 100),
    Hostile("web page", "document.not-docx", lambda _: b"<html><script>alert(1)</script></html>"),
    Hostile("rtf", "document.rtf", lambda _: rb"{\rtf1\ansi{\*\template http://localhost/x}}"),
    Hostile("pdf", "document.pdf", lambda _: b"%PDF-1.7 /JavaScript"),
    Hostile("noise", "document.not-docx", lambda _: random.Random(1).randbytes(50_000)),
    Hostile("ole of another kind", "document.not-docx", lambda _: OLE + bytes(5000)),
    Hostile("password", "document.password", lambda _: ole_with("EncryptedPackage")),
    Hostile("no real .doc", "document.damaged", lambda _: ole_with("WordDocument")),
    Hostile("program in front", "document.not-docx", lambda _: b"MZ" + bytes(1000) + judgment()),
    # Zips that lie.
    Hostile("cut in half", "document.damaged", lambda _: judgment()[: len(judgment()) // 2]),
    Hostile("end cut off", "document.damaged", lambda _: judgment()[:-200]),
    Hostile("lzma", "document.damaged", lambda _: packed(parts_of(judgment()), zipfile.ZIP_LZMA)),
    Hostile("locked entries", "document.locked-entry", lambda _: with_locked_entries()),
    Hostile("name twice", "document.names", lambda _: with_duplicate_name()),
    Hostile("way upwards", "document.names", lambda _: changed(**{".." + "__evil_dot_xml": b"<x/>"})),
    Hostile("drive", "document.names", lambda _: packed(parts_of(judgment()) | {"C:/evil.xml": b"<x/>"})),
    Hostile("backslash", "document.names", lambda _: packed(parts_of(judgment()) | {"word\\evil.xml": b"<x/>"})),
    Hostile("absolute path", "document.names", lambda _: packed(parts_of(judgment()) | {"/etc/evil": b"x"})),
    Hostile(
        "thousands of entries",
        "document.bomb",
        lambda _: packed(parts_of(judgment()) | {f"x{n}": b"" for n in range(9000)}),
    ),
    Hostile("picture of nothing", "document.bomb", lambda _: changed(word__media__a_dot_png=bytes(60 << 20))),
    Hostile("false size", "document.bomb", lambda _: with_false_size()),
    Hostile("long remark", None, lambda _: _with_comment()),
    # Packages that are something else.
    Hostile("no content types", "document.not-docx", lambda _: _without(TYPES)),
    Hostile("no body part", "document.no-body", lambda _: _without("word/document.xml")),
    Hostile(
        "worksheet",
        "document.not-word",
        lambda _: _types(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"),
    ),
    Hostile(
        "macro by type",
        "document.macro",
        lambda _: _types(MAIN_TYPE, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    Hostile("macro by part", "document.macro", lambda _: changed(word__vbaProject_dot_bin=OLE)),
    Hostile("strict", "document.strict", lambda _: _strict()),
    Hostile(
        "other document inside",
        "document.other-inside",
        lambda _: with_relationship("aFChunk", "chunk.html", external=False),
    ),
    Hostile(
        "template from the network",
        "document.external",
        lambda at: with_relationship("attachedTemplate", f"{at}/evil.dotm"),
    ),
    Hostile("picture from the network", "document.external", lambda at: with_relationship("image", f"{at}/seen.png")),
    Hostile(
        "object from a share",
        "document.external",
        lambda _: with_relationship("oleObject", "file://///localhost/share/x"),
    ),
    Hostile("link to the network", None, lambda at: with_relationship("hyperlink", f"{at}/read-me")),
    Hostile(
        "relationship upwards",
        "document.names",
        lambda _: with_relationship("image", "../../../etc/passwd", external=False),
    ),
    Hostile("relationship to nothing", None, lambda _: with_relationship("image", "NULL", external=False)),
    Hostile("object inside", None, lambda _: changed(word__embeddings__oleObject1_dot_bin=OLE + b"MZ" * 1000)),
    Hostile("enormous picture", None, lambda _: changed(word__media__a_dot_png=_picture(60_000))),
    # XML that attacks its reader.
    Hostile(
        "file as entity",
        "document.doctype",
        lambda _: _body(p(run("&x;")), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ),
    Hostile(
        "definition from the network",
        "document.doctype",
        lambda at: _body(p(run("甲")), f'<!DOCTYPE r SYSTEM "{at}/e.dtd" [<!ENTITY % p SYSTEM "{at}/p.dtd"> %p;]>'),
    ),
    Hostile(
        "laughs", "document.doctype", lambda _: _body(p(run("&l9;")), f'<!DOCTYPE r [<!ENTITY l0 "x">{_laughs(10)}]>')
    ),
    Hostile(
        "quadratic entity",
        "document.doctype",
        lambda _: _body(p(run("&a;" * 5000)), f'<!DOCTYPE r [<!ENTITY a "{"A" * 100_000}">]>'),
    ),
    Hostile(
        "definition in UTF-16",
        "document.doctype",
        lambda _: with_body(f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r><w:document {W}/>'.encode("utf-16")),
    ),
    Hostile(
        "definition in the styles", "document.doctype", lambda _: changed(word__styles_dot_xml=b"<!DOCTYPE x><x/>")
    ),
    Hostile(
        "definition in a part of another name",
        "document.doctype",
        lambda _: _related(
            "footnotes", "notes.bin", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
        ),
    ),
    Hostile(
        "gb18030",
        "document.encoding",
        lambda _: with_body(
            f'<?xml version="1.0" encoding="GB18030"?><w:document {W}>判</w:document>'.encode("gb18030")
        ),
    ),
    Hostile(
        "utf-7", "document.encoding", lambda _: with_body(f'<?xml version="1.0" encoding="UTF-7"?><w:document {W}/>')
    ),
    Hostile("torn XML", "document.damaged", lambda _: with_body(f"<w:document {W}><w:body><w:p>")),
    Hostile("forbidden character", "document.damaged", lambda _: _body(p(run("王\x01明")))),
    Hostile("no body", "document.no-body", lambda _: with_body(f"<w:document {W}/>")),
    Hostile("two thousand tables deep", "document.bomb", lambda _: _body(_DEEP * 2000 + p("") + _DEEP_END * 2000)),
    Hostile("body of nothing", "document.bomb", lambda _: _body(" " * (30 << 20))),
    Hostile(
        "a hundred thousand paragraphs",
        "document.too-long",
        lambda _: _many_paragraphs(),
    ),
    Hostile("a million marks", "document.bomb", lambda _: _body(p("<w:r/>" * 1_000_000))),
    Hostile("one word of twelve million bytes", "document.bomb", lambda _: _body(p(run(_hard_to_pack(12_000_000))))),
    Hostile(
        "a hundred thousand attributes",
        "document.damaged",
        lambda _: _body("<w:p " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>" + "<"),
    ),
    # Word that leads its reader astray.
    Hostile("sixty tables deep", None, lambda _: _body(_DEEP * 60 + p(run("深")) + (p("") + _DEEP_END) * 60)),
    Hostile("thirty text boxes deep", None, lambda _: _body(_boxes(30))),
    Hostile("styles in a circle", None, lambda _: _styles(_CIRCLE)),
    Hostile("numbers beyond all bounds", None, lambda _: _related("numbering", "n2.xml", _NUMBERS.encode())),
    Hostile(
        "cells a billion wide",
        None,
        lambda _: _body(table(row(cell(p(run("宽")), '<w:gridSpan w:val="1000000000"/>')))),
    ),
    Hostile("fields that never end", None, lambda _: _body(p(mark("begin") * 3000 + run("域")))),
    Hostile(
        "formula of brackets",
        None,
        lambda _: _body(p(mark("begin") + told("EQ " + r"\o(" * 5000) + told(r"\o" + " " * 50_000) + mark("end"))),
    ),
    Hostile("twenty thousand notes", None, lambda _: _many_notes()),
    Hostile("a run of many pieces", None, lambda _: _body(p(f"<w:r>{t('甲') * 20_000}</w:r>"))),
    Hostile(
        "UTF-16 throughout",
        None,
        lambda _: with_body(
            f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{p(run("判"))}</w:body></w:document>'.encode(
                "utf-16"
            )
        ),
    ),
)
