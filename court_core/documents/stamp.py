"""The mark 不上网公开 in the upper right corner of a withheld document's first page ([2013] 公布工作程序).

The mark is a text box anchored to the page in the body's first paragraph: DrawingML for Word, WPS and LibreOffice, with
a VML copy for old programs. It is written into the bytes of the document part, so that every other part of the file,
and the rest of that part, stays byte for byte what the judge signed.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from court_core.documents.gate import CheckedDocument, check_docx
from court_core.errors import CourtError

MARK = "不上网公开"
_MARK_NAME = "sunshine-clerk 不上网公开"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A4_WIDTH = 11906  # twips
_EMU_PER_TWIP = 635
_EMU_PER_POINT = 12_700
_BOX_WIDTH, _BOX_HEIGHT = 1_400_000, 400_000  # EMU: 3.9 × 1.1 cm, five characters of 16 pt with their frame
_EDGE = 360_000  # EMU: 1 cm from the right and the upper edge of the paper, within what office printers reach


def stamp_withheld(content: bytes) -> bytes:
    """A copy of the .docx with the mark; the same bytes when it bears it already.

    Raises the gate's CourtError `document.…` for a file that is no sound .docx.
    """
    document = check_docx(content)
    part = document.package.parts[document.body_part]
    encoding = _encoding(part)
    if _MARK_NAME.encode(encoding) in part:
        return content
    place = _Search(part).run()
    stamped = _insert(part, place, _mark_run(place).encode(encoding), encoding)
    return _with_part(content, document, stamped)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the mark goes: the byte where a run may begin, or the end of an empty `<w:p/>` that must be opened.

    `opened` is the name to close such an element with, empty otherwise. `page_width` in twips, of the first section;
    `free_id` is used by no drawing of the document.
    """

    offset: int
    opened: str
    page_width: int
    free_id: int


class _Search:
    """One pass over the document part for the place of the mark."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._encoding = _encoding(part)
        self._path: list[str] = []
        self._paragraph: tuple[int, int] | None = None  # its depth and first byte, while inside
        self._found: tuple[int, str] | None = None
        self._page_width = 0
        self._ids: set[int] = set()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed

    def run(self) -> _Place:
        """The place. CourtError `document.no-body` when the body has no paragraph."""
        self._parser.Parse(self._part, True)
        if self._found is None:
            raise CourtError("document.no-body")
        free = next(number for number in range(990_001, 2_000_000) if number not in self._ids)
        return _Place(*self._found, self._page_width or _A4_WIDTH, free)

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        at, depth = self._parser.CurrentByteIndex, len(self._path)
        if self._found is None:
            if self._paragraph is None and name == f"{_W} p" and f"{_W} body" in self._path:
                self._paragraph = (depth, at)
            elif self._paragraph is not None and depth == self._paragraph[0] + 1 and name != f"{_W} pPr":
                self._found = (at, "")
        if name == f"{_W} pgSz" and not self._page_width:
            width = attributes.get(f"{_W} w", "")
            self._page_width = int(width) if width.isdigit() else 0
        if name.endswith((" docPr", " cNvPr")) and attributes.get("id", "").isdigit():
            self._ids.add(int(attributes["id"]))
        self._path.append(name)

    def _closed(self, _name: str) -> None:
        self._path.pop()
        at, depth = self._parser.CurrentByteIndex, len(self._path)
        if self._found is None and self._paragraph is not None and depth == self._paragraph[0]:
            # At an end tag expat points to its first byte, at `<w:p/>` behind its last one.
            name = self._tag_name(self._paragraph[1])
            has_end_tag = self._part.startswith(f"</{name}".encode(self._encoding), at)
            self._found = (at, "" if has_end_tag else name)

    def _tag_name(self, start: int) -> str:
        text = self._part[start : start + 400].decode(self._encoding, "ignore")
        return re.split(r"[\s/>]", text.lstrip("<"), maxsplit=1)[0]


def _insert(part: bytes, place: _Place, run: bytes, encoding: str) -> bytes:
    before, after = part[: place.offset], part[place.offset :]
    if place.opened:
        before = before.removesuffix("/>".encode(encoding)) + ">".encode(encoding)
        run += f"</{place.opened}>".encode(encoding)
    return before + run + after


def _encoding(part: bytes) -> str:
    """The gate lets UTF-8 and UTF-16 through; UTF-16 always bears its byte order mark."""
    if part.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if part.startswith(b"\xfe\xff"):
        return "utf-16-be"
    return "utf-8"


def _with_part(content: bytes, document: CheckedDocument, stamped: bytes) -> bytes:
    """The package again, entry by entry in the same order with the same dates, the document part exchanged."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = info.compress_type
            entry.external_attr = info.external_attr
            entry.create_system = info.create_system
            part = stamped if info.filename == document.body_part else document.package.parts[info.filename]
            copy.writestr(entry, part)
    return target.getvalue()


def _mark_run(place: _Place) -> str:
    left = max(0, place.page_width * _EMU_PER_TWIP - _EDGE - _BOX_WIDTH)
    text = (
        '<w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:ascii="SimHei" w:hAnsi="SimHei" w:eastAsia="黑体"/><w:b/><w:color w:val="B42318"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
        f"<w:t>{MARK}</w:t></w:r></w:p></w:txbxContent>"
    )
    return (
        f'<w:r xmlns:w="{_W}"><w:rPr><w:noProof/></w:rPr>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps">'
        f"{_drawing(left, place.free_id, text)}</mc:Choice><mc:Fallback>{_vml(left, text)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _drawing(left: int, shape_id: int, text: str) -> str:
    return (
        '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251999999" behindDoc="0" locked="1" '
        'layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{_EDGE}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{_BOX_WIDTH}" cy="{_BOX_HEIGHT}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{shape_id}" name="{_MARK_NAME}" descr="{MARK}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_BOX_WIDTH}" cy="{_BOX_HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        '<a:ln w="19050"><a:solidFill><a:srgbClr val="B42318"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{text}</wps:txbx>"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="36000" tIns="18000" rIns="36000" bIns="18000" anchor="ctr">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def _vml(left: int, text: str) -> str:
    points = {name: value / _EMU_PER_POINT for name, value in (("left", left), ("top", _EDGE))}
    width, height = _BOX_WIDTH / _EMU_PER_POINT, _BOX_HEIGHT / _EMU_PER_POINT
    return (
        '<w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w10="urn:schemas-microsoft-com:office:word">'
        f'<v:rect alt="{MARK}" style="position:absolute;margin-left:{points["left"]:.1f}pt;margin-top:{points["top"]:.1f}pt;'
        f"width:{width:.1f}pt;height:{height:.1f}pt;z-index:251999999;mso-position-horizontal-relative:page;"
        'mso-position-vertical-relative:page;v-text-anchor:middle" o:allowincell="f" fillcolor="white" '
        'strokecolor="#b42318" strokeweight="1.5pt"><v:textbox inset="2.8pt,1.4pt,2.8pt,1.4pt">'
        f'{text}</v:textbox><w10:wrap anchorx="page" anchory="page"/></v:rect></w:pict>'
    )
