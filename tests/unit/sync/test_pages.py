"""Pages asked ahead, and what they changed told at a pace that screens can follow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import msgspec
import pytest

from clerk_app.local.changes import ChangeSet
from clerk_app.sync.api import ServerApi
from clerk_app.sync.failures import SyncFailure, failure
from clerk_app.sync.pages import PagesAhead
from clerk_app.sync.telling import ChangeTelling
from clerk_app.sync.transport import Answer
from court_core.protocol.messages import PullPage


class Scripted:
    """A transport that answers each request for a page with its number, or fails as told."""

    def __init__(self, fails_at: int = 0) -> None:
        self.asked: list[tuple[str, str]] = []
        self._fails_at = fails_at

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        self.asked.append((path.partition("?")[2], threading.current_thread().name))
        if len(self.asked) == self._fails_at:
            raise failure("sync.offline")
        page = PullPage(items=[], cursor=f"c{len(self.asked)}", more=True, server_time="2026-11-20T02:00:00.000Z")
        return Answer(200, {"content-type": "application/json"}, msgspec.json.encode(page))

    def close(self) -> None:
        pass


def test_the_next_page_is_asked_in_a_thread_beside_and_given_for_its_cursor() -> None:
    transport = Scripted()
    with PagesAhead(ServerApi(transport), "token") as pages:
        first = pages.page("")
        pages.ask_ahead(first.cursor)
        assert pages.page("c1").cursor == "c2"
    assert [query for query, _ in transport.asked] == ["cursor=&limit=500", "cursor=c1&limit=500"]
    here = threading.current_thread().name
    assert [name == here for _, name in transport.asked] == [True, False]


def test_a_page_asked_ahead_for_another_cursor_is_not_used() -> None:
    """Another pull moved the cursor meanwhile."""
    transport = Scripted()
    with PagesAhead(ServerApi(transport), "token") as pages:
        pages.ask_ahead("c1")
        assert pages.page("elsewhere").cursor == "c2"
    assert [query for query, _ in transport.asked] == ["cursor=c1&limit=500", "cursor=elsewhere&limit=500"]


def test_what_failed_ahead_is_told_when_the_page_is_wanted_and_no_thread_stays() -> None:
    before = threading.active_count()
    with PagesAhead(ServerApi(Scripted(fails_at=1)), "token") as pages:
        pages.ask_ahead("c1")
        with pytest.raises(SyncFailure, match=r"sync\.offline"):
            pages.page("c1")
    assert threading.active_count() == before


def change(number: int) -> ChangeSet:
    return ChangeSet(frozenset({("case", f"{number}")}), frozenset({f"{number}"}))


@pytest.fixture
def told() -> list[ChangeSet]:
    return []


def test_the_first_change_is_told_at_once_the_others_together(told: list[ChangeSet]) -> None:
    telling = ChangeTelling(told.append, pace_seconds=60)
    for number in range(3):
        telling.note(change(number))
    telling.note(ChangeSet())
    assert told == [change(0)]
    telling.tell_all()
    telling.tell_all()
    assert told == [change(0), change(1) | change(2)]


def test_without_a_pace_every_change_is_told_and_without_a_listener_none_is_kept(told: list[ChangeSet]) -> None:
    listeners: list[Callable[[ChangeSet], None] | None] = [told.append, None]
    for listener in listeners:
        telling = ChangeTelling(listener, pace_seconds=0)
        telling.note(change(1))
        telling.note(change(2))
        telling.tell_all()
    assert told == [change(1), change(2)]
