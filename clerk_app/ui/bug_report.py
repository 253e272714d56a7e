"""Bugs of ours, told loudly: a dialog with a reference, and the traceback in the log under it."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from court_core.errors import CourtError

log = logging.getLogger(__name__)


class BugReporter:
    """Gives each unforeseen exception a reference and shows it; keeps earlier excepthooks in the chain.

    `show` is called with the CourtError `bug.unexpected` on the GUI thread (the hooks of Python call
    it on the thread that failed; the window passes a function that is safe for that).
    """

    def __init__(self, show: Callable[[CourtError], None]) -> None:
        self._show = show
        self._previous = sys.excepthook
        self._previous_thread = threading.excepthook

    def install(self) -> None:
        """Puts the reporter in front of `sys.excepthook` and `threading.excepthook`."""
        self._previous, self._previous_thread = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        """Puts the earlier hooks back."""
        sys.excepthook, threading.excepthook = self._previous, self._previous_thread

    def report(self, bug: BaseException) -> None:
        """Logs the traceback under a new reference and shows the reference to the person."""
        reference = secrets.token_hex(3).upper()
        # the message of an exception may quote what a person typed, so only its type and place are logged
        log.error("unexpected %s, reference %s, at %s", type(bug).__name__, reference, _places(bug.__traceback__))
        self._show(CourtError("bug.unexpected", reference=reference))

    def _on_exception(self, kind: type[BaseException], bug: BaseException, traceback: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            self.report(bug)
        self._previous(kind, bug, traceback)

    def _on_thread_exception(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self.report(failure.exc_value)
        self._previous_thread(failure)


def _places(traceback: TracebackType | None) -> str:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return " > ".join(places)
