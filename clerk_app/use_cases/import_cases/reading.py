"""Opening another system's export as rows of cells: .xlsx by streaming, .csv in the encodings that really occur.

A file is read twice at most (once for header and preview, once for the rows), never held whole as objects.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clerk_app.use_cases.import_cases.cells import EXCEL_EPOCH_1900, EXCEL_EPOCH_1904, Cell
from court_core.errors import CourtError

MIB = 1 << 20
LARGEST_FILE = 100 * MIB
_LARGEST_PART = 1024 * MIB
_MOST_RATIO = 400
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",\t;|，；"
_MOST_COLUMNS = 300

Row = tuple[int, list[Cell]]
MergedArea = tuple[int, int, int, int]  # first row, last row (from 1), first column, last column (from 0)


@dataclass(frozen=True)
class Table:
    """A file that can be read as rows. `sheet` is empty for a .csv; `epoch` is where its serial dates begin."""

    path: Path
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    epoch: date = EXCEL_EPOCH_1900
    encoding: str = ""
    delimiter: str = ","
    merged: tuple[MergedArea, ...] = field(default=(), repr=False)

    @property
    def is_workbook(self) -> bool:
        """Whether it is an .xlsx."""
        return not self.encoding


def open_table(path: Path, sheet: str = "") -> Table:
    """Look at a file and say how to read it; `sheet` chooses one of a workbook's, the first visible otherwise.

    Raises CourtError `import.unreadable`, `import.empty`, `import.too-big`, `import.xls`, `import.password`, `import.html`,
    `import.not-table`, `import.damaged`, `import.encoding`, `import.sheet-unknown`.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise CourtError("import.unreadable", name=path.name) from error
    if size == 0:
        raise CourtError("import.empty")
    if size > LARGEST_FILE:
        raise CourtError("import.too-big", size=size // MIB, limit=LARGEST_FILE // MIB)
    if head.startswith(_OLE_MAGIC):
        is_locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise CourtError("import.password" if is_locked else "import.xls")
    if head.startswith(b"PK\x03\x04"):
        return _open_workbook(path, sheet)
    if re.search(rb"<(?:html|!doctype|table|\?xml)", head[:1024].lower()):
        raise CourtError("import.html")
    return _open_text(path)


@contextmanager
def rows_of(table: Table) -> Iterator[Iterator[Row]]:
    """The rows with their numbers as Excel shows them, from 1; rows without any value are left out."""
    if not table.is_workbook:
        with table.path.open("r", encoding=table.encoding, newline="") as file:
            yield _text_rows(file, table)
        return
    with _workbook(table.path) as book:
        yield _sheet_rows(book, table)


def _text_rows(file: io.TextIOWrapper, table: Table) -> Iterator[Row]:
    reader = csv.reader((line.replace("\0", "") for line in file), delimiter=table.delimiter)
    first_line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield first_line, list(cells[:_MOST_COLUMNS])
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise CourtError("import.damaged") from error


def _open_text(path: Path) -> Table:
    content = path.read_bytes()
    encoding = _encoding_of(content)
    text = content.decode(encoding)
    if not text.strip():
        raise CourtError("import.empty")
    if "\0" in text[:4096]:
        raise CourtError("import.not-table")
    return Table(path, encoding=encoding, delimiter=_delimiter_of(text[:65_536]))


def _encoding_of(content: bytes) -> str:
    """UTF-16 by its mark (Excel's “Unicode 文本”), UTF-8, else GB18030, which Chinese systems export."""
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    candidates = ["utf-16"] if has_mark else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise CourtError("import.encoding")


def _delimiter_of(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells; quotes are respected."""
    lines = text.splitlines()[:60]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda count: (wide.count(count), count))
        score = wide.count(usual) / len(counts) * min(usual, 20)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _open_workbook(path: Path, wanted: str) -> Table:
    _check_package(path)
    with _workbook(path) as book:
        visible = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
        hidden = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
        epoch = EXCEL_EPOCH_1904 if book.epoch.year == 1904 else EXCEL_EPOCH_1900
        titles = (*visible, *hidden)
        if not titles:
            raise CourtError("import.empty")
        if wanted and wanted not in titles:
            raise CourtError("import.sheet-unknown", name=wanted, known="、".join(titles))
        title = wanted or titles[0]
        part = str(book[title]._worksheet_path)
    return Table(path, title, visible, hidden, epoch, merged=_merged_areas(path, part.lstrip("/")))


@contextmanager
def _workbook(path: Path):  # type: ignore[no-untyped-def]  # openpyxl's reader has no public type of its own
    from openpyxl import load_workbook  # here: start-up does without it

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise CourtError("import.damaged") from error
    try:
        yield book
    finally:
        book.close()


def _sheet_rows(book, table: Table) -> Iterator[Row]:  # type: ignore[no-untyped-def]
    sheet = book[table.sheet]
    sheet.reset_dimensions()  # some exporters write a wrong one, and rows beyond it would be lost
    fill = _Fill(table.merged)
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            row = fill.filled(number, list(cells[:_MOST_COLUMNS]))
            if any(cell is not None and str(cell).strip() for cell in row):
                yield number, row
    except (ValueError, KeyError, TypeError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise CourtError("import.damaged") from error


class _Fill:
    """Cells of a merged area repeat its first: several parties below one merged case number are that case's."""

    def __init__(self, areas: tuple[MergedArea, ...]) -> None:
        self._starts: dict[int, list[MergedArea]] = {}
        for area in areas:
            self._starts.setdefault(area[0], []).append(area)
        self._running: list[tuple[MergedArea, Cell]] = []

    def filled(self, number: int, cells: list[Cell]) -> list[Cell]:
        self._running = [(area, value) for area, value in self._running if area[1] >= number]
        for area in self._starts.pop(number, ()):
            if area[2] < len(cells):
                self._running.append((area, cells[area[2]]))
        for (first, _, left, right), value in self._running:
            cells.extend([None] * (min(right, _MOST_COLUMNS - 1) + 1 - len(cells)))
            for column in range(left, min(right, _MOST_COLUMNS - 1) + 1):
                if (number, column) != (first, left):
                    cells[column] = value
        return cells


def _merged_areas(path: Path, part: str) -> tuple[MergedArea, ...]:
    """The merged areas of a sheet: they stand behind its rows, which the streaming reader does not look at."""
    with zipfile.ZipFile(path) as package, package.open(part) as file:
        tail = b""
        while chunk := file.read(MIB):
            data = tail + chunk
            end = data.find(b"</sheetData>")
            if end < 0:
                end = data.find(b":sheetData>", data.find(b"</"))
            tail = data[end:] + file.read(8 * MIB) if end >= 0 else data[-32:]
            if end >= 0:
                break
    found = re.findall(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"', tail)
    areas = [(int(top), int(bottom), _column(left), _column(right)) for left, top, right, bottom in found]
    return tuple(area for area in areas if area[2] < _MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _check_package(path: Path) -> None:
    """What an .xlsx may weigh unpacked, and that nothing in it asks the parser for a DOCTYPE."""
    try:
        with zipfile.ZipFile(path) as package:
            for info in package.infolist():
                too_dense = info.file_size > MIB and info.file_size > _MOST_RATIO * max(1, info.compress_size)
                if info.file_size > _LARGEST_PART or too_dense or info.flag_bits & 0x1:
                    raise CourtError("import.damaged")
                if info.filename.endswith((".xml", ".rels")):
                    with package.open(info) as part:
                        if re.search(rb"<!\s*DOCTYPE", part.read(2048).replace(b"\0", b""), re.IGNORECASE):
                            raise CourtError("import.damaged")
            if "xl/workbook.xml" not in package.namelist():
                raise CourtError("import.not-table")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise CourtError("import.damaged") from error
