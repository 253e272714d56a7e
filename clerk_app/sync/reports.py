"""What a round of synchronisation did, and the state that is always on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from court_core.clock import COURT_ZONE

SKEW_SHOWN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One round: operations taken, records pulled, conflicts and refusals newly told, what still waits here.

    `skew_seconds` is this machine's clock minus the server's; it orders nothing and is only shown.
    """

    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    rejected: int = 0
    pending: int = 0
    files_sent: int = 0
    files_fetched: int = 0
    skew_seconds: int = 0


Phase = Literal["off", "idle", "running", "waiting", "paused"]


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The state of synchronisation. `waiting`: it failed and is tried again at `next_try`; `paused`: somebody must
    sign in first; `off`: it was not started. `code`, `message` and `remedy` are the last failure's; empty when the last
    round succeeded.
    """

    phase: Phase = "off"
    pending: int = 0
    last_success: datetime | None = None
    code: str = ""
    message: str = ""
    remedy: str = ""
    next_try: datetime | None = None
    skew_seconds: int = 0

    @property
    def words(self) -> str:
        """The line for the status bar: what is pending, the last success, the reason of the last failure."""
        parts = [self._state_words(), f"待上传 {self.pending} 项" if self.pending else "没有待上传的内容"]
        if self.last_success is not None:
            parts.append(f"上次成功 {_moment(self.last_success)}")
        if self.message:
            parts.append(self.message.rstrip("。"))
        if abs(self.skew_seconds) > SKEW_SHOWN_SECONDS:
            parts.append(self.skew_words)
        return " · ".join(part for part in parts if part)

    @property
    def skew_words(self) -> str:
        """What is wrong with this machine's clock; empty when nothing is."""
        if abs(self.skew_seconds) <= SKEW_SHOWN_SECONDS:
            return ""
        direction = "快" if self.skew_seconds > 0 else "慢"
        return f"本机时钟比服务器{direction} {_span(abs(self.skew_seconds))}，请校准"

    def _state_words(self) -> str:
        return {
            "off": "未开始同步",
            "idle": "已同步" if not self.pending else "等待上传",
            "running": "正在同步",
            "waiting": "等待重试",
            "paused": "上传暂停",
        }[self.phase]


def _moment(instant: datetime) -> str:
    return instant.astimezone(COURT_ZONE).strftime("%m-%d %H:%M")


def _span(seconds: int) -> str:
    if seconds < 3600:
        return f"{seconds // 60} 分钟"
    if seconds < 48 * 3600:
        return f"{seconds // 3600} 小时"
    return f"{seconds // 86400} 天"
