"""The demonstration's central server in a process of its own: `python -m demo.server_process HOME`.

It prints one JSON line when it listens and stops when its standard input is closed, so that it never outlives the window
or the tour that started it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from central_server.bootstrap import QUICK_HASHING, open_server, start
from demo.home import DemoHome


def serve(home: DemoHome) -> None:
    """Serve the court of this folder on its ports until standard input ends."""
    card = home.read_card()
    if card is None:
        raise SystemExit("no demonstration court here")
    opened = open_server(home.database, home.published, files=home.files, clock=home.clock, hasher=QUICK_HASHING)
    server = start(opened, port=card.api_port, portal_port=card.portal_port)
    print(json.dumps({"api": server.api_url, "portal": server.portal_url}), flush=True)
    try:
        sys.stdin.read()
    finally:
        server.stop()


if __name__ == "__main__":
    serve(DemoHome(Path(sys.argv[1])))
