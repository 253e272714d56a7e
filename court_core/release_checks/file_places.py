"""Every place of a .docx where a string can stand: text of any part, attributes, metadata, names inside the zip.

Not what Word shows counts but what is in the file: deleted text, field instructions, bookmarks, alternative text,
embedded files, remarks of the zip itself. The file has passed the gate or was made by us, so it is of a known size.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_WORDS = {
    "word/document.xml": "正文",
    "docprops/core.xml": "文件属性",
    "docprops/app.xml": "文件属性",
    "docprops/custom.xml": "自定义属性",
    "word/comments.xml": "批注",
    "word/footnotes.xml": "脚注",
    "word/endnotes.xml": "尾注",
    "word/settings.xml": "文档设置",
}
_PARTS = {
    "header": "页眉",
    "footer": "页脚",
    "glossary": "构建基块",
    "customxml": "自定义数据",
    "embeddings": "嵌入文件",
}
_READINGS = {"t": "", "delText": "（已删除文字）", "instrText": "（域代码）", "rt": "（拼音）"}
"""The elements of text that are read by themselves, and what is said of the place."""
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Text in the file, and where it stands in a clerk's words; `raw` is set for parts that are not text.

    `lines` says that line breaks in `text` are ends of paragraphs, which part two words.
    """

    where: str
    text: str
    lines: bool = True
    raw: bytes = b""


def places(content: bytes, *, inside: str = "", depth: int = 0) -> Iterator[Place]:
    """All places of the zip `content`. A damaged zip is one place with its bytes, so that nothing goes unsearched."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        yield Place(f"{inside}无法解开的文件", "", raw=content)
        return
    with archive:
        if archive.comment:
            yield Place(f"{inside}压缩包备注", "", raw=archive.comment)
        for entry in archive.infolist():
            yield Place(f"{inside}压缩包内文件名", entry.filename, lines=False)
            if entry.comment or entry.extra:
                yield Place(f"{inside}压缩包备注", "", raw=entry.comment + b"\n" + entry.extra)
            yield from _part(f"{inside}{_label(entry.filename)}", archive.read(entry), depth)


def _part(where: str, part: bytes, depth: int) -> Iterator[Place]:
    if part[:4] == b"PK\x03\x04" and depth < _DEEPEST:
        yield from places(part, inside=f"{where}内：", depth=depth + 1)
        return
    if part.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root = etree.fromstring(part, parser)
        except etree.XMLSyntaxError:
            yield Place(where, "", raw=part)
            return
        yield from _xml_places(where, root)
        return
    yield Place(where, "", raw=part)


def _xml_places(where: str, root: etree._Element) -> Iterator[Place]:
    """The part's text in several readings: each hides what another one shows (ruby, deletions, fields)."""
    paragraphs = _paragraphs(root)
    yield Place(where, "\n".join(_all_text(node) for node in paragraphs))
    readings = [_readings(node) for node in paragraphs]
    for tag, remark in _READINGS.items():
        lines = [reading.get(tag, "") for reading in readings]
        if any(lines):
            yield Place(f"{where}{remark}", "\n".join(lines))
    yield Place(where, _all_text(root))
    yield Place(f"{where}（属性、书签或替代文字）", "\n".join(_attributes(root)), lines=False)


def _paragraphs(root: etree._Element) -> list[etree._Element]:
    """Innermost elements of text: paragraphs of Word and of drawings; other XML as a whole."""
    found = [node for node in root.iter() if _local(node) == "p"]
    return found or [root]


def _all_text(node: etree._Element) -> str:
    return "".join(part for part in node.itertext() if isinstance(part, str))


def _readings(paragraph: etree._Element) -> dict[str, str]:
    """The text of a paragraph by the element that holds it; what stands above characters counts as their ruby (rt)."""
    texts: dict[str, str] = {}
    for node in paragraph.iter():
        tag = _local(node)
        if tag == "t" and any(_local(above) == "rt" for above in node.iterancestors()):
            tag = "rt"
        if tag in _READINGS:
            texts[tag] = texts.get(tag, "") + (node.text or "")
    return texts


def _attributes(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        yield from (_unescaped(str(value)) for value in node.attrib.values())
    for remark in root.iter(etree.Comment, etree.ProcessingInstruction):
        yield remark.text or ""


def _unescaped(value: str) -> str:
    """%E7%8E%8B in the target of a link is 王."""
    if "%" not in value:
        return value
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), value.encode())
    return value + "\n" + raw.decode("utf-8", errors="replace")


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]  # comments have a function for a tag


def _label(name: str) -> str:
    lowered = name.casefold()
    word = _WORDS.get(lowered) or next((word for part, word in _PARTS.items() if part in lowered), "")
    return f"{word}（{name}）" if word else name
