"""`clerk-app` and `python -m clerk_app`: a command is run, no command opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; answers with the exit status."""
    if list(sys.argv[1:] if arguments is None else arguments) == ["--read-document"]:
        from court_core.documents.confined_reader import main as read_document

        read_document()  # the frozen program as the child process of `court_core.documents.confined`
        return 0
    from clerk_app.bootstrap import Machine
    from clerk_app.cli.command_line import run

    return run(list(sys.argv[1:] if arguments is None else arguments), Machine())


if __name__ == "__main__":
    sys.exit(main())
