"""The sync state in words: what waits, when it last went well, and why it did not.

No widgets here; `status_line.py` shows these facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from clerk_app.ui.widgets.typed_date import short_weekday
from court_core.clock import COURT_ZONE


class SyncKind(StrEnum):
    """How the last round ended or that one is under way."""

    NEVER = "never"
    SYNCED = "synced"
    RUNNING = "running"
    OFFLINE = "offline"
    FAILED = "failed"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the status line needs. Instants are aware UTC; `reason` is the last failure in Chinese words.

    `last_success` is kept in the database: None means that this workstation never had everything it is to have.
    """

    kind: SyncKind
    pending: int = 0
    conflicts: int = 0
    rejected: int = 0
    last_success: datetime | None = None
    reason: str = ""
    encrypted: bool = True
    cases: int = 0
    clock_skew: timedelta = timedelta(0)
    arrived: int = 0
    """Records that came from the central server since unlocking."""


@dataclass(frozen=True, slots=True)
class StatusFact:
    """One fact of the line: icon, words, tone (neutral, green, amber, red, accent), full text for the tool tip."""

    icon: str
    words: str
    tone: str = "neutral"
    tip: str = ""


_SKEW_SHOWN_FROM = timedelta(minutes=2)


def sync_fact(status: SyncStatus, now: datetime) -> StatusFact:
    """The sync state in one short phrase."""
    last = moment_words(status.last_success, now)
    tip = f"上次成功：{last}" + (f"；{status.reason}" if status.reason else "")
    match status.kind:
        case SyncKind.SYNCED:
            return StatusFact("cloud-check", f"已同步 · {last}", "green", tip)
        case SyncKind.RUNNING if status.last_success is None:
            return StatusFact("refresh", f"首次同步，已到 {status.arrived} 条", "accent", tip)
        case SyncKind.RUNNING:
            return StatusFact("refresh", "正在同步…", "accent", tip)
        case SyncKind.OFFLINE:
            return StatusFact("wifi-off", f"离线工作 · 上次同步 {last}", "amber", tip)
        case SyncKind.FAILED:
            return StatusFact("cloud-off", f"同步未成功：{status.reason or '原因不明'}", "amber", tip)
        case SyncKind.PAUSED:
            return StatusFact("cloud-off", f"上传已暂停：{status.reason or '请重新登录'}", "amber", tip)
        case SyncKind.NEVER:
            return StatusFact("cloud-off", "尚未同步过", "amber", tip)


def arrival_words(status: SyncStatus) -> tuple[str, str] | None:
    """What an empty page says until the first sync is through, and what to do; None afterwards.

    Before that an empty list does not mean that there is nothing.
    """
    if status.last_success is not None:
        return None
    if status.kind in (SyncKind.OFFLINE, SyncKind.FAILED, SyncKind.PAUSED):
        so_far = f"已到 {status.arrived} 条，其余" if status.arrived else "案件"
        return (
            f"{so_far}还没有从中心取得",
            f"{status.reason or '中心服务器暂时连不上。'}恢复后自动继续，不必重新登记工作站。",
        )
    so_far = f"，已到 {status.arrived} 条…" if status.arrived else "…"
    return f"正在从中心取得案件{so_far}", "第一次取得可能要几分钟；到了的就会显示出来，可以先开始工作。"


def pending_fact(status: SyncStatus) -> StatusFact:
    """What has not reached the central server yet."""
    if not status.pending:
        return StatusFact("circle-check", "没有待上传的内容", "neutral")
    online = status.kind in (SyncKind.SYNCED, SyncKind.RUNNING)
    return StatusFact("cloud-up", f"待上传 {status.pending} 条" + ("" if online else "，联网后自动提交"), "accent")


def conflict_fact(status: SyncStatus) -> StatusFact | None:
    """Conflicts and refused operations a person has to look at, None when there are none."""
    parts = []
    if status.conflicts:
        parts.append(f"{status.conflicts} 处冲突待处理")
    if status.rejected:
        parts.append(f"{status.rejected} 条被退回")
    return StatusFact("alert-triangle", "，".join(parts) + "  F8", "red") if parts else None


def skew_fact(status: SyncStatus) -> StatusFact | None:
    """A wrong clock, from two minutes on. Nothing is ordered by it, but dates typed as 今天 would be wrong."""
    if abs(status.clock_skew) < _SKEW_SHOWN_FROM:
        return None
    minutes = round(abs(status.clock_skew).total_seconds() / 60)
    side = "快" if status.clock_skew > timedelta(0) else "慢"
    return StatusFact("clock", f"本机时钟{side} {minutes} 分钟", "amber", "请电脑管理员校准本机时间")


def moment_words(moment: datetime | None, now: datetime) -> str:
    """刚刚, 2 分钟前, 今日 08:31, 昨日 17:05, 周三 09:00 or 11-02 09:00, in court time."""
    if moment is None:
        return "从未"
    age = now - moment
    if timedelta(0) <= age < timedelta(minutes=1):
        return "刚刚"
    if timedelta(0) <= age < timedelta(hours=1):
        return f"{int(age.total_seconds() // 60)} 分钟前"
    local, today = moment.astimezone(COURT_ZONE), now.astimezone(COURT_ZONE).date()
    days = (today - local.date()).days
    if days == 0:
        return f"今日 {local:%H:%M}"
    if days == 1:
        return f"昨日 {local:%H:%M}"
    if 1 < days < 7:
        return f"{short_weekday(local.date())} {local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"
