"""`central-server serve`: API and portal in one process on two ports, until SIGTERM or Ctrl+C."""

from __future__ import annotations

import argparse
import ipaddress
import json
import signal
import threading
from types import FrameType

from central_server.bootstrap import start
from central_server.cli.command import Commands, Said, add_command, opened

_PRUNE_SECONDS = 24 * 3600.0
_LOOPBACK = "127.0.0.1,::1"
"""A proxy on this machine."""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "serve", _serve, "启动同步接口和公开平台")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8080, help="同步接口端口，0 为任意空闲端口")
    parser.add_argument("--portal-port", type=int, default=0, help="公开平台端口，0 为任意空闲端口")
    parser.add_argument(
        "--behind-proxy",
        metavar="IP",
        nargs="?",
        type=_proxies,
        const=_proxies(_LOOPBACK),
        help="前面有反向代理：相信这些地址（逗号分隔，可写网段）的 X-Forwarded-For；不写地址时只信本机",
    )
    parser.add_argument(
        "--behind-https",
        action="store_true",
        help="前面有 HTTPS 代理，Cookie 只经 HTTPS 发送；未写 --behind-proxy 时视为代理在本机",
    )


def _serve(args: argparse.Namespace) -> Said:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    with opened(args, secure=args.behind_https) as server:
        server.prune()
        running = start(server, args.host, args.port, args.portal_port, proxies=_believed(args))
        # Other programs read this line to learn the ports: first, alone, at once.
        print(json.dumps({"api": running.api_url, "portal": running.portal_url}), flush=True)
        try:
            while not stopping.wait(_PRUNE_SECONDS):
                server.prune()
        finally:
            running.stop()
    return Said("服务器已停止。", {"stopped": True})


def _proxies(text: str) -> tuple[str, ...]:
    """Addresses and networks, each checked; a wide-open `0.0.0.0/0` or `*` would let every visitor choose an address."""
    found: list[str] = []
    for part in text.split(","):
        try:
            network = ipaddress.ip_network(part.strip())
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"“{part}”不是 IP 地址或网段") from error
        if network.prefixlen == 0:
            raise argparse.ArgumentTypeError("不能相信所有地址，请写代理自己的地址")
        single = network.num_addresses == 1
        found.append(str(network.network_address) if single else str(network))
    return tuple(found)


def _believed(args: argparse.Namespace) -> tuple[str, ...]:
    if args.behind_proxy is not None:
        return tuple(args.behind_proxy)
    return _proxies(_LOOPBACK) if args.behind_https else ()
