"""What a line of the case list shows of a case."""

from __future__ import annotations

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.record_lines import Column, Shown
from clerk_app.ui.widgets.short_names import short_names
from clerk_app.ui.widgets.words import Tone
from clerk_app.use_cases.views import CaseRow, Due

COLUMNS = (
    Column("案号", 200, "（2026）粤0103民初1234号"),
    Column("案由", 106, spare=1),
    Column("当事人"),
    Column("当前节点", 90, spare=2),
    Column("期限", 90, "超期 15 天 "),
    Column("", 34),
)

_DUE_TONES = {"over": Tone.RED, "soon": Tone.AMBER}


def case_line(row: CaseRow) -> tuple[Shown, ...]:
    """The six places of a line."""
    return (
        Shown(row.number),
        Shown(row.cause, colour=tokens.SECONDARY),
        Shown(short_names(row.parties), tip=row.parties),
        Shown(row.node, colour=tokens.SECONDARY),
        due_shown(row.due),
        _state(row),
    )


def due_shown(due: Due) -> Shown:
    """剩 3 天, 超期 2 天: in words, on amber or red when it presses."""
    if not due.text:
        return Shown("—", colour=tokens.HINT)
    tip = f"期限 {due.due_on.isoformat()}" if due.due_on else due.text
    if not due.confirmed:
        tip += "（该年度工作日安排尚未导入，期限未确认）"
    tone = _DUE_TONES.get(due.state)
    text = due.text if due.confirmed else f"约{due.text.removesuffix('（未确认）')}"
    return Shown(text, tone=tone, colour=tokens.SECONDARY, tip=tip)


def _state(row: CaseRow) -> Shown:
    if row.conflicts:
        return Shown(icon="alert-triangle", colour=tokens.RED, tip=f"{row.conflicts} 处冲突待处理")
    if row.pending:
        return Shown(icon="cloud-up", colour=tokens.ACCENT, tip="有内容待上传")
    return Shown(icon="circle-check", colour=tokens.GREEN, tip="已与中心服务器一致")
