"""The originals that are being worked on: read in a limited process, the last one kept, with what finds names in it.

One for each unlocked workstation or command. What is kept is in memory only and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Desk
    from court_core.documents.model import ReadDocument
    from court_core.masking.lac import NameFinder

ReadFile = Callable[[bytes, str], "ReadDocument"]


class Originals:
    """Reads originals of the workstation, and remembers the one in hand so that each answer about it comes at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[str, ReadDocument] | None = None
        self._finder: _RememberingFinder | None = None

    def read(self, desk: Desk, sha256: str) -> ReadDocument:
        """The text of this file with its positions.

        Raises CourtError `document.file-missing`, and as `confined.read_confined`.
        """
        return self.fetched(desk, sha256)()

    def fetched(self, desk: Desk, sha256: str) -> Callable[[], ReadDocument]:
        """Takes the file out of the store; what is answered reads its text, without the database.

        Raises CourtError `document.file-missing`, and what is answered as `confined.read_confined`.
        """
        last = self._last  # without the lock: who holds it may be reading for seconds
        if last is not None and last[0] == sha256:
            return lambda: last[1]
        content = desk.store.blobs.get(sha256)
        if content is None:
            raise CourtError("document.file-missing")
        return lambda: self._read(sha256, content)

    def _read(self, sha256: str, content: bytes) -> ReadDocument:
        from court_core.documents.confined import read_confined  # here: start-up does without them
        from court_core.documents.original import reading_name

        with self._lock:
            if self._last is not None and self._last[0] == sha256:
                return self._last[1]
            found = read_confined(content, reading_name(content))
            self._last = (sha256, found)
            if self._finder is not None:
                self._finder.forget()
            return found

    def finder(self) -> NameFinder | None:
        """The packaged model, which does not look twice at a sentence of the same document; None where it is not there."""
        from court_core.masking.lac import packaged_finder

        with self._lock:
            if self._finder is None:
                packaged = packaged_finder()
                self._finder = _RememberingFinder(packaged) if packaged is not None else None
            return self._finder


class _RememberingFinder:
    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder
        self._known: dict[str, list[tuple[int, int]]] = {}

    @property
    def label(self) -> str:
        return self._finder.label

    def find(self, sentences: list[str]) -> list[list[tuple[int, int]]]:
        known = self._known  # another thread may open another document meanwhile
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known.update(zip(new, self._finder.find(new), strict=True) if new else ())
        return [known[sentence] for sentence in sentences]

    def forget(self) -> None:
        self._known = {}
