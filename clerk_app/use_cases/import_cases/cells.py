"""Reading one cell of another system's export: dates, amounts, names of people. Blank is None, nonsense is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from court_core.errors import CourtError
from court_core.rules.dates import check_range, parse_date

# What a worksheet or a CSV file can hold in one cell.
Cell = str | int | float | bool | date | datetime | timedelta | None

# Excel counts days from here (1900 system, with its leap-year slip behind it); Macintosh files from 1904.
EXCEL_EPOCH_1900 = date(1899, 12, 30)
EXCEL_EPOCH_1904 = date(1904, 1, 1)
# Serial numbers of the years 1950–2199; a bare number outside is not a date.
_FIRST_SERIAL, _LAST_SERIAL = 18264, 109_573

_BLANK_WORDS = {
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "暂无",
    "不详",
    "未知",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
    "空",
}
_CLOCK_BEHIND = re.compile(
    r"(?<=[\d日])[\sT]*(?:星期.|周.)?[\sT]*(?:上午|下午)?\s*\d{1,2}[:时点]\s*\d{0,2}(?:[:分]\s*\d{0,2}(?:\.\d+)?秒?)?\s*Z?$"
)
_WEEKDAY_BEHIND = re.compile(r"[\s(]*(?:星期|周)[一二三四五六日天]\)?$")
_AMOUNT = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<unit>万|亿)?")
_AMOUNT_NOISE = re.compile(r"人民币|RMB|CNY|[¥￥元圆整\s]|约", re.IGNORECASE)
_LARGEST_FEN = 10**17
_UNITS = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def plain_text(value: Cell) -> str:
    """The cell as a person reads it: NFKC, outer blanks gone, whole floats without `.0`, dates as ISO text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return unicodedata.normalize("NFKC", str(value)).replace("\u200b", "").replace("\ufeff", "").strip()


def is_blank(value: Cell) -> bool:
    """Whether the cell says nothing: empty, a dash, 无, N/A, or an Excel error such as #N/A."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    text = plain_text(value).lower()
    return text in _BLANK_WORDS or re.fullmatch(r"#(?:n/a|ref!|value!|div/0!|name\?|null!|num!)", text) is not None


def read_date(value: Cell, epoch: date = EXCEL_EPOCH_1900) -> date | None:
    """A date cell: an Excel date or serial number, or text in any of the accepted styles, with or without a clock time.

    None when blank. Raises CourtError `date.unreadable` or `date.out-of-range`.
    """
    if is_blank(value) or isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return check_range(value.date())
    if isinstance(value, date):
        return check_range(value)
    if isinstance(value, int | float):
        return _serial_date(float(value), epoch)
    text = plain_text(value)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _serial_date(float(text), epoch)
    return parse_date(_WEEKDAY_BEHIND.sub("", _CLOCK_BEHIND.sub("", text)))


def _serial_date(serial: float, epoch: date) -> date:
    if _FIRST_SERIAL <= serial < _LAST_SERIAL:
        return epoch + timedelta(days=int(serial))
    if serial.is_integer() and serial > 0:
        return parse_date(str(int(serial)))  # 20261120 typed as a number
    raise CourtError("date.unreadable", text=plain_text(serial))


def read_amount(value: Cell, unit: str = "yuan") -> int | None:
    """An amount in fen. `unit` (`yuan` or `wan`) holds for numbers that name none: 1,234.50 / 12.5万 / ￥3000元.

    None when blank. Rounds to the fen, half up. Raises CourtError `import.amount-unreadable`.
    """
    if is_blank(value) or isinstance(value, bool):
        return None
    text = plain_text(value)
    if isinstance(value, int | float):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        factor = Decimal(10_000) if unit == "wan" else Decimal(1)
    else:
        match = _AMOUNT.fullmatch(_AMOUNT_NOISE.sub("", text))
        if match is None:
            raise CourtError("import.amount-unreadable", text=text[:40])
        number = _decimal(match["number"].replace(",", ""))
        names_unit = match["unit"] is not None or "元" in text or "圆" in text
        factor = _UNITS[match["unit"]] if names_unit else Decimal(10_000 if unit == "wan" else 1)
    if not number.is_finite() or number < 0 or number * factor * 100 > _LARGEST_FEN:
        raise CourtError("import.amount-unreadable", text=text[:40])
    return int((number * factor * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise CourtError("import.amount-unreadable", text=text[:40]) from error


def read_name(value: Cell) -> str:
    """The name of a judge or clerk, without brackets and the blank inside two-character names (张　三)."""
    text = "" if is_blank(value) else plain_text(value)
    return join_spaced_name(re.sub(r"\(.*?\)|\[.*?\]", "", text))


def without_title(name: str) -> str:
    """王小明法官, 审判员王小明 → 王小明; the name itself when it bears no title or is nothing else."""
    titles = "审判长|审判员|人民陪审员|法官助理|助理审判员|书记员|执行员|法官|副?庭长|副?局长|副?院长"
    plain = re.sub(rf"^(?:{titles})|(?:{titles})$", "", name)
    return plain if len(plain) >= 2 else name


def join_spaced_name(text: str) -> str:
    """张　三 → 张三: blanks between Chinese characters are typesetting; between Latin words they are part of the name."""
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", re.sub(r"\s+", " ", text)).strip()
