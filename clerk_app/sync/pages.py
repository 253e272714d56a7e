"""Asking for pages of changes: the next one while the present one is stored."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from clerk_app.sync.api import ServerApi
from court_core.protocol.messages import PullPage


class PagesAhead:
    """The pages of one pull. Nothing asked ahead outlives the `with` block."""

    def __init__(self, api: ServerApi, token: str) -> None:
        self._api = api
        self._token = token
        self._thread: ThreadPoolExecutor | None = None
        self._asked: tuple[str, Future[PullPage]] | None = None

    def __enter__(self) -> PagesAhead:
        """Nothing is asked yet, and no thread made: most rounds are one page."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Wait for what is asked; closing the transport cuts it short."""
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def page(self, cursor: str) -> PullPage:
        """The page above the cursor: the one asked ahead, or asked now. Raises SyncFailure."""
        asked, self._asked = self._asked, None
        if asked is not None and asked[0] == cursor:
            return asked[1].result()
        return self._api.changes(self._token, cursor)

    def ask_ahead(self, cursor: str) -> None:
        """Ask for the page above the cursor in a thread beside this one."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="sync-page")
        self._asked = (cursor, self._thread.submit(self._api.changes, self._token, cursor))
