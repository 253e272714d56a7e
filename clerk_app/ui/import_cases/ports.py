"""What the dialog 导入案件 asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from clerk_app.use_cases.import_cases.views import Cancelled, ImportDone, ImportPreview, Mapping, Progress


class ImportPort(Protocol):
    """The jobs behind the dialog. They read large files, so none of them runs on the database thread."""

    def open_import(self, path: Path) -> ImportPreview:
        """Finds the header and guesses the columns, or takes what was remembered."""
        ...

    def preview_import(
        self, path: Path, mapping: Mapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportPreview:
        """What each row would do with this mapping; writes nothing."""
        ...

    def run_import(
        self, path: Path, mapping: Mapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportDone:
        """Imports in chunks and remembers the mapping for files with the same header."""
        ...
