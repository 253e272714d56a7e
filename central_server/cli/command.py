"""What every command of the server shares: where the databases are, and how it says what it did."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import Any

from central_server.bootstrap import CentralServer, open_server
from court_core.errors import CourtError

Commands = Any
"""What `ArgumentParser.add_subparsers` gives; argparse has no public name for it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command did: a Chinese line for people, one JSON value for programs, and the exit status."""

    text: str
    data: Any
    status: int = 0


Run = Callable[[argparse.Namespace], Said]


def add_command(commands: Commands, name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    """A command with the options that all share. Its own arguments are added to what this returns."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.add_argument("--database", metavar="URL", help="内部库地址，也可用 CENTRAL_DATABASE 给出")
    parser.add_argument(
        "--published-database", metavar="URL", help="公开库地址，也可用 CENTRAL_PUBLISHED_DATABASE 给出"
    )
    parser.add_argument("--files", metavar="DIR", type=Path, help="文件目录，也可用 CENTRAL_FILES 给出")
    parser.add_argument("--key-file", metavar="FILE", type=Path, help="服务器私钥文件，也可用 CENTRAL_KEY_FILE 给出")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")
    parser.set_defaults(run=run)
    return parser


def database_of(args: argparse.Namespace) -> str:
    """The internal database's URL. Raises CourtError `server.database-missing`."""
    url = args.database or os.environ.get("CENTRAL_DATABASE", "")
    if not url:
        raise CourtError("server.database-missing")
    return str(url)


def published_of(args: argparse.Namespace) -> str | None:
    """The published database's URL; None for the one beside the internal database."""
    return args.published_database or os.environ.get("CENTRAL_PUBLISHED_DATABASE") or None


@contextmanager
def opened(args: argparse.Namespace, *, secure: bool = False) -> Iterator[CentralServer]:
    """The court of the databases that the options name, closed at the end."""
    files = args.files or os.environ.get("CENTRAL_FILES")
    key_file = args.key_file or os.environ.get("CENTRAL_KEY_FILE")
    server = open_server(
        database_of(args),
        published_of(args),
        files=Path(files) if files else None,
        key_file=Path(key_file) if key_file else None,
        secure=secure,
    )
    try:
        yield server
    finally:
        server.close()


def new_password() -> str:
    """A new password from CENTRAL_NEW_PASSWORD, or asked at the terminal. Raises CourtError `account.password-missing`."""
    given = os.environ.get("CENTRAL_NEW_PASSWORD")
    if given:
        return given
    try:
        return getpass("新密码：")
    except (EOFError, KeyboardInterrupt) as error:
        raise CourtError("account.password-missing") from error
