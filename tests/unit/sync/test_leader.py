"""One process per folder synchronises; a dead or stopped leader is succeeded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerk_app.local.folder import FolderLock
from clerk_app.sync.leader import STALE_SECONDS, SyncLeader


@dataclass
class Seconds:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def leader(home: Path, seconds: Seconds) -> SyncLeader:
    return SyncLeader(FolderLock(home, "sync.lock"), home / "sync.leader", seconds)


def test_the_second_does_not_lead_until_the_first_steps_down(tmp_path: Path) -> None:
    seconds = Seconds()
    first, second = leader(tmp_path, seconds), leader(tmp_path, seconds)
    assert first.leads() and first.leads()
    assert not second.leads()
    first.step_down()
    assert second.leads()
    assert not first.leads()
    second.step_down()


def test_a_leader_that_was_stopped_for_ten_minutes_is_succeeded_and_notices(tmp_path: Path) -> None:
    """Story 21: the process holds its lock, but has not given a sign of life."""
    seconds = Seconds()
    stopped, other = leader(tmp_path, seconds), leader(tmp_path, seconds)
    assert stopped.leads()
    seconds.now += STALE_SECONDS - 1
    assert not other.leads()
    seconds.now += 600
    assert other.leads()
    assert not stopped.leads()
    assert other.leads()
    assert not stopped.leads()
    other.step_down()
    assert stopped.leads()
    stopped.step_down()


def test_a_leader_that_died_is_succeeded_at_once(tmp_path: Path) -> None:
    """The system frees the lock with its process; the sign of life beside it is still fresh."""
    (tmp_path / "sync.leader").write_text("somebody 1000000")
    next_one = leader(tmp_path, Seconds())
    assert next_one.leads()
    next_one.step_down()


def test_a_clock_set_back_does_not_keep_a_dead_leader_young(tmp_path: Path) -> None:
    seconds = Seconds()
    first, second = leader(tmp_path, seconds), leader(tmp_path, seconds)
    assert first.leads()
    seconds.now -= 10_000
    assert second.leads()
    second.step_down()
    first.step_down()
