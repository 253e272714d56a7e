"""Word documents for the tests, sound and hostile, made on the spot. All people are invented."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docx import Document

MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def judgment(*paragraphs: str) -> bytes:
    """A plain .docx as Word would save it."""
    document = Document()
    for text in paragraphs or ("民事判决书", "原告林秀兰（演示），住广州市荔湾区。"):
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def changed(**parts: bytes) -> bytes:
    """A sound judgment with some parts replaced or added; `__` in a keyword stands for `/`, `_dot_` for `.`."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return packed(parts_of(judgment()) | named)


def with_body(xml: str | bytes) -> bytes:
    """A judgment whose document part is `xml`."""
    return packed(parts_of(judgment()) | {"word/document.xml": xml.encode() if isinstance(xml, str) else xml})


def with_relationship(rel_type: str, target: str, *, external: bool = True) -> bytes:
    """A judgment whose document part has one more relationship."""
    parts = parts_of(judgment())
    mode = ' TargetMode="External"' if external else ""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{rel_type}"
    relationship = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    rels = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", relationship.encode())
    return packed(parts | {"word/_rels/document.xml.rels": rels})


def with_false_size() -> bytes:
    """A bomb that declares a small size and the checksum of its first bytes: a reader that trusts it sees little."""
    content = bytearray(changed(word__media__image1_dot_png=b"\0" * 4_000_000))
    shown = 1000
    place = content.index(b"PK\x03\x04", content.rindex(b"word/media/image1.png", 0, content.index(b"PK\x01\x02")) - 60)
    directory = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/media/image1.png"))
    checksum = zlib.crc32(b"\0" * shown)
    struct.pack_into("<I", content, place + 14, checksum)
    struct.pack_into("<I", content, place + 22, shown)
    struct.pack_into("<I", content, directory + 16, checksum)
    struct.pack_into("<I", content, directory + 24, shown)
    return bytes(content)


def with_locked_entries() -> bytes:
    """A zip whose entries say that they are encrypted."""
    content = bytearray(judgment())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(magic)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(magic, place + 4)
    return bytes(content)


def with_duplicate_name() -> bytes:
    """Two entries that differ in case only: some programs read the one, some the other."""
    return packed(parts_of(judgment()) | {"WORD/document.xml": b"<x/>"})


def ole_with(stream: str) -> bytes:
    """An OLE file that names a stream in its directory."""
    return OLE + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 512
