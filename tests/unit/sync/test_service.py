"""The timer always re-arms, failures are told in words, and saving never waits."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from clerk_app.sync.backoff import Backoff
from clerk_app.sync.failures import SyncFailure, failure
from clerk_app.sync.reports import SyncReport, SyncStatus
from clerk_app.sync.service import SyncService
from court_core.errors import CourtError
from tests.support.log_watch import LogWatch


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class Rounds:
    """An engine that does what it is told, round by round; afterwards it succeeds."""

    outcomes: list[BaseException | SyncReport] = field(default_factory=list)
    count: int = 0
    ran: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def run_once(self) -> SyncReport:
        self.count += 1
        outcome = self.outcomes.pop(0) if self.outcomes else SyncReport()
        self.ran.release()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


@dataclass
class Waiting:
    count: int = 3

    def pending(self) -> int:
        return self.count

    def last_success(self) -> str:
        return "2026-11-20T05:59:00.000Z"


class Quick(Backoff):
    """Jitter in milliseconds."""

    def failed(self, retry_after: float | None = None) -> float:
        return super().failed(retry_after) / 1000


@pytest.fixture
def told() -> list[SyncStatus]:
    return []


@pytest.fixture
def rounds() -> Rounds:
    return Rounds()


@pytest.fixture
def service(rounds: Rounds, told: list[SyncStatus]) -> Iterator[SyncService]:
    service = SyncService(
        rounds,
        Waiting(),
        Clock(),
        device_id="device",
        observer=told.append,
        pace_seconds=0.02,
        spread_seconds=0.0,
        backoff=Quick(random.Random(1)),
    )
    yield service
    assert service.stop()


def wait_until(condition: object) -> None:
    ends = time.monotonic() + 10
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_a_failed_upload_is_tried_again_though_nobody_writes_anything(rounds: Rounds, service: SyncService) -> None:
    """Story 22."""
    rounds.outcomes = [failure("sync.offline") for _ in range(8)]
    service.start()
    wait_until(lambda: rounds.count >= 10 and service.status.phase == "idle")
    assert service.status.message == ""


def test_even_a_bug_of_ours_does_not_stop_the_timer(rounds: Rounds, service: SyncService, log_watch: LogWatch) -> None:
    log_watch.expect("sync round failed unexpectedly")
    rounds.outcomes = [ZeroDivisionError(), CourtError("store.disk-full"), failure("sync.timeout", seconds=30)]
    service.start()
    wait_until(lambda: rounds.count >= 5)


def test_the_status_says_what_waits_the_last_success_and_the_reason(
    rounds: Rounds, service: SyncService, told: list[SyncStatus]
) -> None:
    rounds.outcomes = [failure("sync.offline")]
    service.round()
    assert [status.phase for status in told] == ["running", "waiting"]
    assert told[-1].words == "等待重试 · 待上传 3 项 · 上次成功 11-20 13:59 · 连不上中心服务器"
    assert told[-1].remedy
    service.round()
    assert told[-1].words == "等待上传 · 待上传 3 项 · 上次成功 11-20 13:59"


@pytest.mark.parametrize(
    "reason",
    [
        failure("sync.signed-out", status=401),
        SyncFailure("sign-in.session-ended", "登录已过期。", "请重新登录。", status=401),
        failure("sync.no-session"),
    ],
)
def test_when_the_session_is_over_uploading_pauses(rounds: Rounds, service: SyncService, reason: SyncFailure) -> None:
    rounds.outcomes = [reason]
    service.round()
    assert service.status.phase == "paused"
    assert service.status.words.startswith("上传暂停 · 待上传 3 项")


def test_a_clock_that_is_wrong_is_shown(rounds: Rounds, service: SyncService) -> None:
    rounds.outcomes = [SyncReport(skew_seconds=730 * 86400)]
    service.round()
    assert service.status.words.endswith("本机时钟比服务器快 730 天，请校准")
    rounds.outcomes = [SyncReport(skew_seconds=-119)]
    service.round()
    assert "时钟" not in service.status.words


def test_a_nudge_sends_soon_but_never_undercuts_a_wait(rounds: Rounds, told: list[SyncStatus]) -> None:
    service = SyncService(
        rounds, Waiting(), Clock(), device_id="d", observer=told.append, pace_seconds=3600, spread_seconds=0.0
    )
    rounds.outcomes = [SyncReport(), SyncFailure("sync.server-fault", "忙。", "等。", status=503, retry_after=3600)]
    service.start()
    assert rounds.ran.acquire(timeout=5)
    service.nudge()
    assert rounds.ran.acquire(timeout=5)
    wait_until(lambda: service.status.phase == "waiting")
    service.nudge()
    assert not rounds.ran.acquire(timeout=1.5)  # Retry-After is obeyed
    service.sync_now()
    assert rounds.ran.acquire(timeout=5)  # a person asked
    assert service.stop()


def test_stopping_is_quick(rounds: Rounds) -> None:
    service = SyncService(rounds, Waiting(), Clock(), device_id="d", pace_seconds=3600, spread_seconds=3600)
    service.start()
    started = time.monotonic()
    assert service.stop()
    assert time.monotonic() - started < 1


def test_a_save_during_a_round_is_sent_soon_after_it_not_at_the_next_minute(told: list[SyncStatus]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Rounds):
        def run_once(self) -> SyncReport:
            if self.count == 0:
                begun.set()
                go_on.wait(5)
            return super().run_once()

    rounds = Slow()
    service = SyncService(rounds, Waiting(), Clock(), device_id="device", observer=told.append, pace_seconds=60)
    service.start()
    service.sync_now()
    try:
        assert begun.wait(5)
        service.nudge()
        go_on.set()
        assert rounds.ran.acquire(timeout=5)
        assert rounds.ran.acquire(timeout=5)
    finally:
        service.stop()
