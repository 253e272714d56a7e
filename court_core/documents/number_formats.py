"""How Word prints the numbers of lists: 一、二、, 壹、贰、, ①②, A B, i ii (ECMA-376, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_ZERO_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_LETTERS = 780  # Word repeats a letter thirty times and no more


def printed(number: int, kind: str) -> str:
    """The number in one of Word's formats; in plain digits where the format has no sign for it."""
    return _FORMATS[kind](number) if kind in _FORMATS else str(number)


def _chinese(number: int, digits: str, units: tuple[str, ...], *, one_ten: bool) -> str:
    """一百零五; `one_ten` writes 一十五 where spoken Chinese says 十五."""
    if not 0 < number < 100_000_000:
        return digits[0] if number == 0 else str(number)
    high, low = divmod(number, 10_000)
    text = f"{_below_ten_thousand(high, digits, units)}万" if high else ""
    if low:
        text += digits[0] if high and low < 1000 else ""
        text += _below_ten_thousand(low, digits, units)
    return text[1:] if not one_ten and text.startswith(digits[1] + units[1]) else text


def _below_ten_thousand(number: int, digits: str, units: tuple[str, ...]) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = True
    return text


def _counting(number: int) -> str:
    """一 … 九十九, from a hundred on digit by digit."""
    return _chinese(number, _DIGITS, _UNITS, one_ten=False) if 0 < number < 100 else _digit_by_digit(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_ZERO_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        text += sign * count
    return text


def _letter(number: int) -> str:
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _sign(first: str, most: int, zero: str = "") -> Callable[[int], str]:
    def sign(number: int) -> str:
        if number == 0 and zero:
            return zero
        return chr(ord(first) + number - 1) if 0 < number <= most else str(number)

    return sign


def _of(row: str) -> Callable[[int], str]:
    return lambda number: row[(number - 1) % len(row)] if number > 0 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _ringed(number: int) -> str:
    if number > 20:
        return (
            chr(ord("㉑") + number - 21)
            if number <= 35
            else (chr(ord("㊱") + number - 36) if number <= 50 else str(number))
        )
    return _sign("①", 20, "⓪")(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": _counting,
    "chineseCountingThousand": lambda number: _chinese(number, _DIGITS, _UNITS, one_ten=False),
    "taiwaneseCountingThousand": lambda number: _chinese(number, _DIGITS, _UNITS, one_ten=False),
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL_DIGITS, _LEGAL_UNITS, one_ten=True),
    "ideographLegalTraditional": lambda number: _chinese(number, _LEGAL_TRADITIONAL, _LEGAL_UNITS, one_ten=True),
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _of(_STEMS)(number) + _of(_BRANCHES)(number),
    "ideographEnclosedCircle": _sign("㊀", 10),
    "decimalEnclosedCircle": _ringed,
    "decimalEnclosedCircleChinese": _ringed,
    "decimalEnclosedParen": _sign("⑴", 20),
    "decimalEnclosedFullstop": _sign("⒈", 20),
}
