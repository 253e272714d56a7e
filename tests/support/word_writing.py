"""Word's XML written by hand for the tests: paragraphs, runs, fields, boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "lc": "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the file, and the XML that stands there with a name in it.

    `part` and `around` (its frame, `{inner}` for what all its places hold) name another part than the body; `relation`
    is how the body refers to that part.
    """

    key: str
    xml: Callable[[str], str]
    part: str = "word/document.xml"
    around: str = ""
    relation: str = ""


def t(text: str) -> str:
    """A piece of text; the name in it needs no escaping, being Chinese."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run(text: str, shape: str = "") -> str:
    """A run of text, with its own properties."""
    return f"<w:r>{f'<w:rPr>{shape}</w:rPr>' if shape else ''}{t(text)}</w:r>"


def p(inner: str, shape: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{shape}</w:pPr>' if shape else ''}{inner}</w:p>"


def table(*rows: str) -> str:
    """A table of rows."""
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


def row(*cells: str, shape: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{shape}</w:trPr>' if shape else ''}{''.join(cells)}</w:tr>"


def cell(inner: str, shape: str = "") -> str:
    """A cell; `inner` are paragraphs and tables, of which the last is a paragraph."""
    return f"<w:tc>{f'<w:tcPr>{shape}</w:tcPr>' if shape else ''}{inner}</w:tc>"


def mark(kind: str, form: str = "") -> str:
    """The beginning, middle or end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{form}</w:fldChar></w:r>'


def told(text: str) -> str:
    """A piece of a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, result: str | None, form: str = "") -> str:
    """A field with what it shows; None for one that keeps no result."""
    shown = "" if result is None else mark("separate") + result
    return mark("begin", form) + told(instruction) + shown + mark("end")


def control(inner: str, shape: str = "") -> str:
    """A content control around what it holds."""
    return f"<w:sdt><w:sdtPr>{shape}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def shape_box(content: str, *, described: str = "") -> str:
    """A text box of DrawingML."""
    return (
        '<w:drawing><wp:inline><wp:extent cx="1400000" cy="400000"/>'
        f'<wp:docPr id="9" name="box"{described}/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1400000" cy="400000"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def vml_box(content: str, attributes: str = "") -> str:
    """A text box of old programs."""
    return (
        f'<w:pict><v:shape style="width:110pt;height:30pt" {attributes}><v:textbox><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def two_copies(choice: str, fallback: str, requires: str = "wps") -> str:
    """What Word writes twice: for itself and for old programs."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
