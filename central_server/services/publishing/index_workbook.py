"""The index of an export package as an .xlsx of our own making: plain text cells, no author, no date.

Written part by part, because what a spreadsheet library writes differs with the clock and with its version.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from central_server.services.publishing.plain_zip import write_zip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTH = 24
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n"}
_CONTROLS |= {0xFFFE: None, 0xFFFF: None}
"""Characters that XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its column titles (printed bold), its rows of text."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[Sequence[str]]


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the same bytes for the same sheets."""
    target = io.BytesIO()
    write_zip(target, ((name, (_HEAD + part).encode()) for name, part in _parts(sheets)))
    return target.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relationships([(f"{_OFFICE}/officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in enumerate(sheets, 1)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
    targets = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relationships([*targets, (f"{_OFFICE}/styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for n, sheet in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(sheet)


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(sheet: Sheet) -> str:
    rows = [_row(1, sheet.titles, 1), *(_row(n, row, 0) for n, row in enumerate(sheet.rows, 2))]
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(sheet.titles)}" width="{_WIDTH}" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[str], style: int) -> str:
    # Inline text is never a formula, whatever character it begins with.
    written = "".join(
        f'<c r="{chr(ord("A") + column)}{number}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(text.translate(_CONTROLS))}</t></is></c>'
        for column, text in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'
