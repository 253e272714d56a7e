"""The report of the 20th: what became of each document that took effect in the month ([2013] 公布工作程序, art. 2 and 3).

Took effect = submitted + withheld + still missing. The workstation reconciles the cases of its desk, the server the court's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from court_core.rules.withholding import blocks_publication

Standing = Literal["submitted", "withheld", "missing"]

STANDING_LABELS: dict[Standing, str] = {"submitted": "已报送", "withheld": "不上网公开", "missing": "尚缺"}

# Returned and withdrawn ones are with the division again, so they are owed.
_SUBMITTED = ("submitted", "passed", "published")


def standing(status: str, withholdings: Iterable[str] = ()) -> Standing:
    """Where a document stands by its status and the states of its flags of withholding. A flag that waits for approval
    counts as withheld: the text must not go out meanwhile.
    """
    if status == "withheld" or any(blocks_publication(state) for state in withholdings):
        return "withheld"
    return "submitted" if status in _SUBMITTED else "missing"


def month_of(batch_month: date, submitted_with: str = "") -> str:
    """The month (2026-11) whose report counts a document: that of the batch it belongs to by the day it took effect
    (`CourtCalendar.batch_month`), or an earlier one it went with. Submitted late it stays in its own month.
    """
    own = f"{batch_month:%Y-%m}"
    return min(own, submitted_with) if submitted_with else own
