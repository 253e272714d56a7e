"""`central-server serve`: API and portal in one process on two ports, until SIGTERM or Ctrl+C."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from types import FrameType

from central_server.bootstrap import start
from central_server.cli.command import Commands, Said, add_command, opened

_PRUNE_SECONDS = 24 * 3600.0


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "serve", _serve, "启动同步接口和公开平台")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8080, help="同步接口端口，0 为任意空闲端口")
    parser.add_argument("--portal-port", type=int, default=0, help="公开平台端口，0 为任意空闲端口")
    parser.add_argument("--behind-https", action="store_true", help="前面有 HTTPS 代理，Cookie 只经 HTTPS 发送")


def _serve(args: argparse.Namespace) -> Said:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    with opened(args, secure=args.behind_https) as server:
        server.prune()
        running = start(server, args.host, args.port, args.portal_port, behind_proxy=args.behind_https)
        # Other programs read this line to learn the ports: first, alone, at once.
        print(json.dumps({"api": running.api_url, "portal": running.portal_url}), flush=True)
        try:
            while not stopping.wait(_PRUNE_SECONDS):
                server.prune()
        finally:
            running.stop()
    return Said("服务器已停止。", {"stopped": True})
