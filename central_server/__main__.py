"""Starts the command line of the central server: `central-server` or `python -m central_server`."""

from __future__ import annotations

import sys

from central_server.cli.command_line import main

if __name__ == "__main__":
    sys.exit(main())
