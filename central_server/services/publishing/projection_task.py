"""The background task of `serve` that keeps party pages up to date: it projects what was touched, again and again."""

from __future__ import annotations

import logging
import threading
import time
import traceback

from sqlalchemy.exc import OperationalError

from central_server.services.publishing.projection import Projection

log = logging.getLogger(__name__)


class ProjectionTask:
    """One thread; a round every `seconds`, at once after `wake`. An error is logged and the next round tries again.

    Between portions of cases it rests as long as it worked, so that the API answers while a whole court is loaded.
    """

    def __init__(self, projection: Projection, seconds: float = 2.0) -> None:
        self._projection = projection
        self._seconds = seconds
        self._stopping = threading.Event()
        self._awake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projection", daemon=True)
        self._worked_since = 0.0

    def start(self) -> None:
        """Begin; called once."""
        self._thread.start()

    def wake(self) -> None:
        """Do the next round now."""
        self._awake.set()

    def stop(self) -> None:
        """Finish the portion under way and end; what is left is done after the next start."""
        self._stopping.set()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._worked_since = time.monotonic()
            try:
                self._projection.project_touched(self._rest)
            except OperationalError as error:
                log.warning("projection postponed: %s", type(error.orig).__name__)
            except Exception as error:
                # A bug of ours; but a thread that ended here would leave every page standing still.
                self._report(error)
            self._awake.wait(self._seconds)
            self._awake.clear()

    def _rest(self) -> bool:
        """Give way to others; False when the server stops."""
        self._stopping.wait(min(time.monotonic() - self._worked_since, 1.0))
        self._worked_since = time.monotonic()
        return not self._stopping.is_set()

    def _report(self, error: Exception) -> None:
        """The places in our code, not the message: a database's message quotes what was being written."""
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("projection failed: %s\n%s", type(error).__name__, places)
