"""The command `central-server`: exit status 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import traceback
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from central_server.cli import admin, doctor, export_package, imports, release, report, serve
from central_server.cli import figures as figures_command
from central_server.cli.command import Said
from court_core.errors import CourtError
from court_core.ids import new_id

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    args = _parser().parse_args(argv)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        said: Said = args.run(args)
    except CourtError as error:
        return _refused(args, error)
    except DBAPIError as error:
        # The driver's message names the file or host, which the administrator at this terminal needs.
        return _refused(args, CourtError("server.database-unreachable", reason=str(error.orig)[:200]))
    except Exception as error:
        return _refused(args, _our_bug(error))
    print(json.dumps(said.data, ensure_ascii=False) if args.json else said.text)
    return said.status


def _our_bug(error: Exception) -> CourtError:
    reference = new_id()
    # The places in our code, not the message: a database's message quotes what was being written.
    log.error("%s: %s\n%s", reference, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    return CourtError("bug.unexpected", reference=reference)


def _refused(args: argparse.Namespace, error: CourtError) -> int:
    if args.json:
        refusal = {"code": error.code, "message": error.message, "remedy": error.remedy}
        print(json.dumps({"error": refusal}, ensure_ascii=False))
    print(error.full_message, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="central-server", description="阳光司法工作站 · 中心服务器")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for group in (serve, admin, release, report, export_package, imports, figures_command, doctor):
        group.register(commands)
    return parser
