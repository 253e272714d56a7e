"""What the unlock screen says about attempts, lockout, keyring and the offline grant."""

from __future__ import annotations

from datetime import datetime, timedelta

from clerk_app.ui.sign_in.ports import EntranceState
from court_core.clock import COURT_ZONE

_FEW_ATTEMPTS = 5
NO_KEYRING = "本机没有可用的系统钥匙串：仅凭密码解锁，登录凭据只留在内存中，关闭后需联网重新登录。"


def lockout_words(state: EntranceState, now: datetime) -> str:
    """请 12 分钟后再试, empty when the person may try now. `now` is aware UTC."""
    if state.locked_until is None or state.locked_until <= now:
        return ""
    minutes = -(-(state.locked_until - now) // timedelta(minutes=1))
    return f"密码多次错误，已锁定。请 {minutes} 分钟后再试。"


def attempts_words(state: EntranceState, *, tried: bool) -> str:
    """还可以试 3 次; said only after a wrong password."""
    if not tried or state.attempts_left >= _FEW_ATTEMPTS:
        return ""
    return f"还可以试 {state.attempts_left} 次，之后锁定 15 分钟。"


def surroundings_words(state: EntranceState, now: datetime) -> tuple[str, ...]:
    """Lines below the form: no keyring, online only, until when offline work is allowed."""
    lines = [] if state.keyring else [NO_KEYRING]
    if state.online_only:
        lines.append("离线期限已过，请连上法院网络后解锁；已录入的内容都在。")
    elif state.grant_until is not None and state.grant_until > now:
        lines.append(f"离线也可解锁，有效期至 {state.grant_until.astimezone(COURT_ZONE):%m-%d %H:%M}。")
    return tuple(lines)
