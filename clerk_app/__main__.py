"""`clerk-app` and `python -m clerk_app`: a command is run, no command opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; answers with the exit status."""
    from clerk_app.bootstrap import Machine
    from clerk_app.cli.command_line import run

    return run(list(sys.argv[1:] if arguments is None else arguments), Machine())


if __name__ == "__main__":
    sys.exit(main())
