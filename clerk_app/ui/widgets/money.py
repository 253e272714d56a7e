"""Money as people write it, 4860.50 or 4,860.5元 or 48.6万, to fen and back."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from court_core.errors import CourtError

_FEN_PER_YUAN = 100
_YUAN_PER_WAN = 10_000
_LARGEST = 10**15


def parse_yuan(text: str) -> int:
    """Fen of an amount typed in yuan, or in 万元, up to a trillion yuan. Raises CourtError `form.not-money` for anything else."""
    typed = unicodedata.normalize("NFKC", text).strip().lstrip("¥").replace(",", "").replace(" ", "").removesuffix("元")
    factor = _YUAN_PER_WAN if typed.endswith("万") else 1
    try:
        fen = Decimal(typed.removesuffix("万")) * factor * _FEN_PER_YUAN
    except ArithmeticError as unreadable:
        raise CourtError("form.not-money", text=text) from unreadable
    if not fen.is_finite() or not 0 <= fen <= _LARGEST or fen != fen.to_integral_value():
        raise CourtError("form.not-money", text=text)
    return int(fen)


def format_fen(fen: int, sign: str = "¥ ") -> str:
    """¥ 486,200.00."""
    return f"{sign}{fen // _FEN_PER_YUAN:,}.{fen % _FEN_PER_YUAN:02d}"
