"""What a line of the list of documents shows: of which case, what, when it takes effect, by when it is due, its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.record_lines import Column, Shown
from clerk_app.ui.widgets.words import Tone
from clerk_app.use_cases.views import DocumentRow

COLUMNS = (
    Column("案号", 200, "（2026）粤0103民初1234号"),
    Column("文书"),
    Column("生效日期", 78, "生效日期", spare=2),
    Column("公开期限", 78, "公开期限", spare=1),
    Column("状态", 112, "待主管副院长审批"),
    Column("", 32),
)
PENDING = ("flagged", "head-approved")
"""States of a flag 不上网公开 that waits for somebody's approval."""
_TONES = {
    "effective": Tone.AMBER,
    "withheld": Tone.RED,
    "returned": Tone.RED,
    "withdrawn": Tone.RED,
    "published": Tone.GREEN,
    "passed": Tone.GREEN,
}


def status_tone(row: DocumentRow) -> Tone:
    """The colour of its state, the same wherever it stands."""
    return _TONES.get(row.status, Tone.NEUTRAL)


def document_line(row: DocumentRow, today: date) -> tuple[Shown, ...]:
    """The six places of a line; `today` decides what is overdue, and which year need not be said."""
    return (
        Shown(row.case_number),
        Shown(row.title or row.kind),
        _date(row.effective_on, today) if row.effective_on else Shown("—", colour=tokens.SECONDARY),
        _due(row, today),
        Shown(status_words(row), tone=status_tone(row)),
        Shown(icon="cloud-up", colour=tokens.ACCENT, tip="待上传") if row.pending else Shown(),
    )


def status_words(row: DocumentRow) -> str:
    """The state in words; of a flag that waits for approval, whom it waits for."""
    flag = row.withholding
    return flag.status_label if flag and flag.status in PENDING else row.status_label


def _due(row: DocumentRow, today: date) -> Shown:
    if row.publish_by is None or row.status in ("withheld", "published"):
        return Shown("—", colour=tokens.SECONDARY)
    if row.publish_by < today:
        return replace(_date(row.publish_by, today), colour=tokens.RED, tip=f"{row.publish_by.isoformat()}，已超期")
    return _date(row.publish_by, today)


def _date(day: date, today: date) -> Shown:
    text = f"{day:%m-%d}" if day.year == today.year else f"{day:%y-%m-%d}"
    return Shown(text, colour=tokens.SECONDARY, tip=day.isoformat())
