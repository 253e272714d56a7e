"""A small .docx around a text, with every place in which a broken engine could leave something behind."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" '
    f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


@dataclass(frozen=True, slots=True)
class DocxParts:
    """Which lines stand in a table or in footnotes, and what else is in the file."""

    rows: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    author: str = ""
    header: str = ""
    comment: str = ""
    deleted: str = ""
    bookmark: str = ""
    alternative: str = ""
    instruction: str = ""
    link: str = ""
    ruby: str = ""
    zip_comment: bytes = b""
    extra: dict[str, bytes] = field(default_factory=dict)
    body_instead: dict[str, str] = field(default_factory=dict)


def docx_of(text: str, parts: DocxParts) -> bytes:
    """The file. Each line is a paragraph whose text is split over runs of three characters, as Word does it."""
    body, notes = [], []
    for index, line in enumerate(text.split("\n")):
        for old, new in parts.body_instead.items():
            line = line.replace(old, new)
        if index in parts.rows:
            cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.split("\t"))
            body.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        elif index in parts.notes:
            notes.append(f'<w:footnote w:id="{index}">{_paragraph(line)}</w:footnote>')
        else:
            body.append(_paragraph(line))
    content = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("rId1", "officeDocument", "word/document.xml", "")),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{_oddities(parts)}</w:body></w:document>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(parts.author)}</dc:creator></cp:coreProperties>',
    }
    if notes:
        content["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{_W}">{"".join(notes)}</w:footnotes>'
    if parts.header:
        content["word/header1.xml"] = f'<w:hdr xmlns:w="{_W}">{_paragraph(parts.header)}</w:hdr>'
    if parts.comment:
        content["word/comments.xml"] = (
            f'<w:comments xmlns:w="{_W}"><w:comment w:id="0">{_paragraph(parts.comment)}</w:comment></w:comments>'
        )
    if parts.link:
        content["word/_rels/document.xml.rels"] = _relations(("rId9", "hyperlink", parts.link, "External"))
    return _zipped(content, parts)


def _zipped(content: dict[str, str], parts: DocxParts) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
        for name, raw in parts.extra.items():
            archive.writestr(name, raw)
        archive.comment = parts.zip_comment
    return packed.getvalue()


def _relations(*rows: tuple[str, str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for key, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _paragraph(text: str) -> str:
    runs = "".join(f"<w:r><w:t>{escape(text[at : at + 3])}</w:t></w:r>" for at in range(0, len(text), 3))
    return f"<w:p>{runs}</w:p>"


def _oddities(parts: DocxParts) -> str:
    """Deleted text, a field, a bookmark, alternative text and ruby, each only where it is asked for."""
    odd = ""
    if parts.deleted:
        runs = "".join(f"<w:r><w:delText>{escape(part)}</w:delText></w:r>" for part in parts.deleted)
        odd += f"<w:p><w:del>{runs}</w:del></w:p>"
    if parts.instruction:
        odd += f"<w:p><w:r><w:instrText>{escape(parts.instruction)}</w:instrText></w:r></w:p>"
    if parts.bookmark:
        odd += f'<w:p><w:bookmarkStart w:id="1" w:name={quoteattr(parts.bookmark)}/></w:p>'
    if parts.alternative:
        odd += f"<w:p><w:r><w:docPr descr={quoteattr(parts.alternative)}/></w:r></w:p>"
    if parts.ruby:
        pairs = "".join(
            f"<w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{escape(base)}</w:t></w:r></w:rubyBase></w:ruby>"
            for base in parts.ruby
        )
        odd += f"<w:p>{pairs}</w:p>"
    return odd
