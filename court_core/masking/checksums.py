"""Check digits of Chinese numbers. They only raise how sure a finding is: real judgments hold misprinted numbers."""

from __future__ import annotations

import re

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def identity_card(number: str) -> bool:
    """公民身份号码 of 18 characters (GB 11643)."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", number):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False)) % 11
    return "10X98765432"[rest] == number[17].upper()


def bank_card(number: str) -> bool:
    """Luhn's sum, which bank cards keep and ordinary accounts do not."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def credit_code(code: str) -> bool:
    """统一社会信用代码 (GB 32100)."""
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    total = sum(_CREDIT_ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(code[:17]))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def organisation_code(code: str) -> bool:
    """组织机构代码, eight characters and a check character (GB 11714)."""
    bare = code.replace("-", "").upper()
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", bare):
        return False
    rest = 11 - sum(_CODE_ALPHABET.index(c) * w for c, w in zip(bare, _CODE_WEIGHTS, strict=False)) % 11
    return bare[8] == {10: "X", 11: "0"}.get(rest, str(rest))
