"""The refused rows of an import as a file of their own, to be mended and imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from clerk_app.use_cases.import_cases.cells import Cell, plain_text
from clerk_app.use_cases.import_cases.reading import open_table, rows_of
from clerk_app.use_cases.import_cases.views import ImportPreview, RowReport
from court_core.errors import CourtError

_ADDED = ("未导入原因", "怎么办")


def write_refused(source: Path, opened: ImportPreview, reports: Sequence[RowReport], target: Path) -> int:
    """Writes header and refused rows as they stood, each with its reason behind it; answers how many.

    `target` ends in `.xlsx` or `.csv`. Raises CourtError `document.output-failed` where it cannot be written.
    """
    reasons = {report.row: report for report in reports if report.action == "refuse"}
    rows = list(_rows(source, opened, reasons))
    try:
        if target.suffix.lower() == ".xlsx":
            _write_workbook(target, rows)
        else:
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([[plain_text(cell) for cell in row] for row in rows])
    except OSError as error:
        raise CourtError("document.output-failed", name=target.name) from error
    return len(rows) - 1


def _rows(source: Path, opened: ImportPreview, reasons: dict[int, RowReport]) -> Iterator[list[Cell]]:
    width = max((column.index for column in opened.columns), default=0) + 1
    headers: list[Cell] = [""] * width
    for column in opened.columns:
        headers[column.index] = column.header
    yield [*headers, *_ADDED]
    with rows_of(open_table(source, opened.sheet)) as rows:
        for number, cells in rows:
            if number in reasons:
                report = reasons[number]
                yield [*cells[:width], *[None] * (width - len(cells)), report.message, report.remedy]


def _write_workbook(target: Path, rows: list[list[Cell]]) -> None:
    from openpyxl import Workbook  # here: start-up does without it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("未导入")
    for row in rows:
        sheet.append(row)
    book.save(target)
