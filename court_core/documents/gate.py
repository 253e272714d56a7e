"""The gate before a .docx: what it lets through is a plain Word document that no reader can be hurt or fooled by.

Nothing opens a file before it passed here. Each refusal has its own code, because what a clerk does about a
password is not what they do about an old .doc.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from court_core.documents.package import MIB, Limits, Package
from court_core.errors import CourtError

DOCX_LIMITS = Limits()

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARAGRAPH = f"{_WORD} p"
_STRICT = "http://purl.oclc.org/ooxml/"
_CONTENT_TYPES = "[Content_Types].xml"
# Word writes UTF-8 and nothing else; the standard also allows UTF-16. Other encodings are where two parsers differ.
_ENCODINGS = {None, "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
_UNKNOWN_ENCODING = 18  # expat's XML_ERROR_UNKNOWN_ENCODING

OnElement = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that passed. `body_part` is the name of its main part; `warnings` are words for the clerk."""

    package: Package
    body_part: str
    warnings: tuple[str, ...]


def read_file(path: Path, limits: Limits = DOCX_LIMITS) -> bytes:
    """The bytes of a file, refused by its size before it is read.

    Raises CourtError `document.too-big`, `document.empty`, `document.unreadable`.
    """
    try:
        size = path.stat().st_size
        check_size(size, limits)
        return path.read_bytes()
    except OSError as error:
        raise CourtError("document.unreadable", name=path.name) from error


def check_size(size: int, limits: Limits = DOCX_LIMITS) -> None:
    """Raises CourtError `document.empty` or `document.too-big`."""
    if size == 0:
        raise CourtError("document.empty")
    if size > limits.file_size:
        raise CourtError("document.too-big", size=size // MIB, limit=limits.file_size // MIB)


def check_docx(content: bytes, limits: Limits = DOCX_LIMITS) -> CheckedDocument:
    """Let a .docx through, or raise a CourtError `document.…` that says what is wrong with it."""
    check_size(len(content), limits)
    check_kind(content)
    package = Package.read(content, limits)
    body_part = _main_part(package, limits)
    external: set[str] = set()
    for name in package.parts:
        if name.casefold().endswith(".rels"):
            _check_relationships(package, name, limits, external)
        elif name.casefold().endswith(".xml") and name not in (_CONTENT_TYPES, body_part):
            walk_xml(package.parts[name], limits)
    if external:
        raise CourtError("document.external", kind="、".join(sorted(external)))
    _check_body(package.parts[body_part], limits)
    embedded = any(part in name.casefold() for name in package.parts for part in ("/embeddings/", "/activex/"))
    warnings = ("文件内嵌有其他文件或控件，公开前会去掉。",) if embedded else ()
    return CheckedDocument(package, body_part, warnings)


def check_kind(content: bytes) -> None:
    """Tell apart what else a file named .docx turns out to be; passes only what begins as a zip."""
    if content.startswith(OLE_MAGIC):
        if _names_stream(content, "EncryptedPackage"):
            raise CourtError("document.password")
        if _names_stream(content, "WordDocument"):
            raise CourtError("document.legacy-doc")
        raise CourtError("document.not-docx")
    if content.startswith(b"{\\rtf"):
        raise CourtError("document.rtf")
    if content.startswith(b"%PDF-"):
        raise CourtError("document.pdf")
    if not content.startswith(b"PK\x03\x04"):
        raise CourtError("document.not-docx")


def _names_stream(content: bytes, name: str) -> bool:
    """Whether an OLE file's directory names a stream: directory entries hold their names in UTF-16."""
    return name.encode("utf-16-le") in content


def walk_xml(part: bytes, limits: Limits, on_element: OnElement | None = None) -> None:
    """Read a part with expat, within the limits of depth and number.

    Raises CourtError `document.doctype`, `document.encoding`, `document.bomb`, `document.damaged`.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = elements = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > limits.depth or elements > limits.elements:
            raise CourtError("document.bomb")
        if on_element is not None:
            on_element(name, attributes)

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        if error.code == _UNKNOWN_ENCODING:
            raise CourtError("document.encoding") from error
        raise CourtError("document.damaged") from error


def _refuse_doctype(*_declaration: object) -> None:
    raise CourtError("document.doctype")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise CourtError("document.encoding")


def _main_part(package: Package, limits: Limits) -> str:
    """The part the package's own relationships name as the document, when its content type agrees."""
    if _CONTENT_TYPES not in package.parts or "_rels/.rels" not in package.parts:
        raise CourtError("document.not-docx")
    types: dict[str, str] = {}
    kinds: list[str] = []

    def on_type(name: str, attributes: dict[str, str]) -> None:
        kinds.append(attributes.get("ContentType", ""))
        if name.endswith(" Override"):
            types[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    walk_xml(package.parts[_CONTENT_TYPES], limits, on_type)
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds) or any(
        "vbaproject" in name.casefold() for name in package.parts
    ):
        raise CourtError("document.macro")
    targets: list[str] = []

    def on_root_relationship(_name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            if attributes["Type"].startswith(_STRICT):
                raise CourtError("document.strict")
            targets.append(attributes.get("Target", "").lstrip("/"))

    walk_xml(package.parts["_rels/.rels"], limits, on_root_relationship)
    if len(targets) != 1 or types.get(targets[0]) != _MAIN_TYPE:
        raise CourtError("document.not-word")
    if targets[0] not in package.parts:
        raise CourtError("document.no-body")
    return targets[0]


def _check_relationships(package: Package, rels: str, limits: Limits, external: set[str]) -> None:
    base = posixpath.dirname(posixpath.dirname(rels))

    def on_relationship(name: str, attributes: dict[str, str]) -> None:
        if not name.endswith(" Relationship"):
            return
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        if kind in ("aFChunk", "subDocument"):
            raise CourtError("document.other-inside")
        if attributes.get("TargetMode") == "External":
            if kind != "hyperlink":
                external.add(kind)
            return
        target = attributes.get("Target", "")
        full = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(base, target))
        if full.startswith("..") or "\\" in target:
            raise CourtError("document.names")

    walk_xml(package.parts[rels], limits, on_relationship)


def _check_body(part: bytes, limits: Limits) -> None:
    inside: list[str] = []
    paragraphs = 0

    def on_element(name: str, _attributes: dict[str, str]) -> None:
        nonlocal paragraphs
        if len(inside) < 3:
            inside.append(name)
        if name == _PARAGRAPH:
            paragraphs += 1
            if paragraphs > limits.paragraphs:
                raise CourtError("document.too-long", limit=limits.paragraphs)

    walk_xml(part, limits, on_element)
    if len(inside) >= 2 and inside[0].startswith(_STRICT):
        raise CourtError("document.strict")
    if len(inside) < 3 or inside[0] != f"{_WORD} document":
        raise CourtError("document.no-body")
    has_background = inside[1] == f"{_WORD} background"
    if inside[2 if has_background else 1] != f"{_WORD} body":
        raise CourtError("document.no-body")
