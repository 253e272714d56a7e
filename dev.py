#!/usr/bin/env python3
"""The project's one command: `python3 dev.py COMMAND`.

It needs nothing but Python 3.11 or newer: everything else is installed into `.venv/` beside this file, and the
operating system's own packages with apt where that is possible. Any command may be run first and again at any time.

setup                the environment, and nothing more
run                  the demonstration court with its server and window (without a display: the tour)
test [GROUP]         unit, gui, sync, portal or all
check                lint, format, types, import contracts, house rules
bench NAME           a measurement, as JSON
screens DIR          a picture of every screen
build                the frozen application and its smoke test
lock                 pins every dependency anew (requirements/)
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit("需要 Python 3.11 或更高版本。/ Python 3.11 or newer is needed.")

from dev.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
