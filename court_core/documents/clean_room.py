"""The web copy as a .docx of our own making: nothing of the original's file is in it, only the copy's words.

The package is written part by part here. It names no author, no date and no program; entries bear the earliest date a
zip can hold and are stored, not compressed, so that the same copy gives the same bytes whatever version of zlib a
machine has.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape as escape_html

from court_core.documents import court_format
from court_core.documents.court_format import STYLES, TABLE_STYLE, Placed, Style, clean_text, in_cell, laid_out
from court_core.documents.model import Align, Block, Cell, Paragraph, Table, WebCopy

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_JC: dict[Align, str] = {"left": "left", "centre": "center", "right": "right", "justify": "both"}
_WIDEST = 63  # columns, Word's own limit
_TABLE_ID = "table-text"
_escaped = partial(escape_html, quote=False)


def as_docx(copy: WebCopy) -> bytes:
    """The file of a copy in the court's format; the same bytes for the same copy."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, part in _parts(copy):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            package.writestr(entry, (_HEAD + part).encode())
    return target.getvalue()


def _parts(copy: WebCopy) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _CONTENT_TYPES
    yield (
        "_rels/.rels",
        _relationships(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
    )
    yield "docProps/core.xml", _core(copy.title)
    yield "word/document.xml", _document(copy.blocks)
    yield (
        "word/_rels/document.xml.rels",
        _relationships(
            (f"{_R}/styles", "styles.xml"),
            (f"{_R}/settings", "settings.xml"),
            (f"{_R}/fontTable", "fontTable.xml"),
            (f"{_R}/footer", "footer1.xml"),
        ),
    )
    yield "word/styles.xml", _styles()
    yield "word/settings.xml", _SETTINGS
    yield "word/fontTable.xml", _FONTS
    yield "word/footer1.xml", _FOOTER


def _relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("footer1", "footer"),
        )
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
# 15 is Word's own form of today: without it a file opens in compatibility mode.
_SETTINGS = (
    f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
# What stands in where a font is missing: outside courts hardly anybody has 方正小标宋简体.
_FONTS = (
    f'<w:fonts xmlns:w="{_W}">'
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in (("仿宋", "FangSong"), ("宋体", "SimSun"), ("方正小标宋简体", "宋体"))
    )
    + "</w:fonts>"
)
_FOOTER = (
    f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(clean_text(title).strip())}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _styles() -> str:
    rows = [
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_font(STYLES["case-number"])}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    ]
    rows += [_style(place, style) for place, style in STYLES.items()]
    rows.append(_style(_TABLE_ID, TABLE_STYLE, snap=False))
    return f'<w:styles xmlns:w="{_W}">{"".join(rows)}</w:styles>'


def _style(style_id: str, style: Style, *, snap: bool = True) -> str:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if style.first_line else ""
    if style.right_characters:
        indent = f'<w:ind w:rightChars="{style.right_characters * 100}" w:right="{style.right_characters * 320}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{"" if snap else _NO_GRID}'
        f'<w:spacing w:before="{style.space_before}" w:after="{style.space_after}"/>{indent}'
        f'<w:jc w:val="{_JC[style.align]}"/></w:pPr><w:rPr>{_font(style)}</w:rPr></w:style>'
    )


_NO_GRID = '<w:snapToGrid w:val="0"/>'


def _font(style: Style) -> str:
    names = " ".join(f'w:{script}="{style.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    closer = f'<w:spacing w:val="{court_format.CLOSER}"/>' if style.first_line else ""
    return f'<w:rFonts {names}/>{closer}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'


def _document(blocks: Sequence[Block]) -> str:
    page = court_format
    body = "".join(
        _paragraph(block, block.place) if isinstance(block, Placed) else _in_cells(block) for block in laid_out(blocks)
    )
    return (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}<w:sectPr>'
        f'<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="{page.PAGE_WIDTH}" w:h="{page.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{page.TOP}" w:right="{page.RIGHT}" w:bottom="{page.BOTTOM}" w:left="{page.LEFT}" '
        'w:header="851" w:footer="992" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{page.LINE}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _paragraph(placed: Placed, style_id: str) -> str:
    """The paragraph; what differs from its style is written beside the style's name."""
    style = TABLE_STYLE if style_id == _TABLE_ID else STYLES[placed.place]
    extra = ""
    if style.first_line and not placed.indent:
        extra += '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    if placed.align != style.align:
        extra += f'<w:jc w:val="{_JC[placed.align]}"/>'
    bold = "<w:rPr><w:b/></w:rPr>" if placed.bold else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{extra}</w:pPr>{_run(placed.text, bold)}</w:p>'


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    words = _escaped(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    content = f"<w:t>{words}</w:t>".replace("<w:t></w:t>", "").replace("<w:t>", '<w:t xml:space="preserve">')
    return f"<w:r>{look}{content}</w:r>"


def _in_cells(block: Block) -> str:
    return _paragraph(in_cell(block), _TABLE_ID) if isinstance(block, Paragraph) else _table(block)


def _table(table: Table) -> str:
    rows = [row for row in _grid(table) if row]
    if not rows:
        return ""
    width = max(sum(columns for _, columns, _ in row) for row in rows)
    column = court_format.TEXT_WIDTH // width
    written = []
    for row in rows:
        missing = width - sum(columns for _, columns, _ in row)
        cells = [*row, (None, missing, "")] if missing else row
        written.append(f"<w:tr>{''.join(_cell(cell, columns, merge, column) for cell, columns, merge in cells)}</w:tr>")
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f'<w:tblGrid>{f"""<w:gridCol w:w="{column}"/>""" * width}</w:tblGrid>{"".join(written)}</w:tbl>'
    )


_Slot = tuple[Cell | None, int, str]
"""A cell as Word wants it in each row: what is in it, how many columns, and restart or continue where rows are merged."""


def _grid(table: Table) -> Iterator[list[_Slot]]:
    """The rows with the places of cells that reach down from above, which Word wants to see in every row."""
    reaching: dict[int, tuple[int, int]] = {}  # first column: columns, rows still to come
    for number, row in enumerate(table.rows):
        slots: list[_Slot] = []
        column = 0
        cells = list(row)[::-1]
        while cells or any(start >= column for start in reaching):
            following = min((start for start in reaching if start >= column), default=None)
            if following == column:
                columns, left = reaching.pop(column)
                if left > 1:
                    reaching[-column - 1] = (columns, left - 1)  # put back after this row, out of its way
                slots.append((None, columns, "continue"))
            elif not cells:
                assert following is not None  # or the loop had ended
                columns = following - column
                slots.append((None, columns, ""))
            else:
                cell = cells.pop()
                columns = max(1, min(cell.columns, _WIDEST, _WIDEST if following is None else following - column))
                rows = min(cell.rows, len(table.rows) - number)
                if rows > 1:
                    reaching[-column - 1] = (columns, rows - 1)
                slots.append((cell, columns, "restart" if rows > 1 else ""))
            column += columns
        reaching = {-key - 1: value for key, value in reaching.items()}
        yield slots


def _cell(cell: Cell | None, columns: int, merge: str, column: int) -> str:
    inner = "".join(map(_in_cells, cell.blocks)) if cell is not None else ""
    # A cell ends with a paragraph, or Word calls the file damaged.
    if not inner or (cell is not None and isinstance(cell.blocks[-1], Table)):
        inner += f'<w:p><w:pPr><w:pStyle w:val="{_TABLE_ID}"/></w:pPr></w:p>'
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{columns * column}" w:type="dxa"/>{span}{down}</w:tcPr>{inner}</w:tc>'
