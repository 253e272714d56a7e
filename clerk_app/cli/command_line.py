"""The command line: which commands there are, how they are called, and how refusals and faults are told."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from clerk_app.cli import (
    case_commands,
    document_commands,
    drafts_commands,
    log_commands,
    mask_commands,
    rules_commands,
    station_commands,
    web_copy_commands,
)
from clerk_app.cli.answers import WRONG_USAGE, Answer, show, show_refusal
from clerk_app.cli.command import Call, KeptRefusalError, Run
from clerk_app.cli.ports import MachinePort
from court_core.errors import CourtError

log = logging.getLogger(__name__)


def run(arguments: Sequence[str], machine: MachinePort) -> int:
    """Runs one command; answers with the exit status: 0 done, 1 refused, 2 wrong usage."""
    _speak_utf8()
    as_json = "--json" in arguments
    try:
        parsed = make_parser().parse_args(list(arguments))
    except _WrongUsageError as wrong:
        return _show_wrong_usage(wrong, as_json=as_json)
    call = Call(parsed, machine, words_of(arguments, getattr(parsed, "file", "")), run_again=_run_again)
    try:
        if parsed.run is None:
            return machine.open_window(call.home)
        _keep_log_lines_quiet()
        return show(parsed.run(call), as_json=parsed.json)
    except KeptRefusalError as kept:
        return show_refusal(kept.error, as_json=parsed.json, draft_id=kept.draft_id)
    except CourtError as error:
        return show_refusal(error, as_json=parsed.json)
    except _WrongUsageError as wrong:  # of a draft, with what was set in it
        return _show_wrong_usage(wrong, as_json=as_json)
    except KeyboardInterrupt:
        return show_refusal(CourtError("command.interrupted"), as_json=parsed.json)


def words_of(arguments: Sequence[str], file: str = "") -> tuple[str, ...]:
    """A command as it can be run again elsewhere and later: without folder and form of output, its file by full path."""
    words: list[str] = []
    remaining = iter(arguments)
    for word in remaining:
        if word == "--home":
            next(remaining, "")
        elif word != "--json" and not word.startswith("--home="):
            words.append(word)
    if words[:2] == ["document", "add"] and file in words:
        words.remove(file)
        words.insert(2, str(Path(file).absolute()))
    return tuple(words)


def _run_again(call: Call, words: tuple[str, ...], draft_id: str) -> Answer:
    parsed = make_parser().parse_args(list(words))
    parsed.home, parsed.json = call.arguments.home, call.arguments.json
    answer: Answer = parsed.run(Call(parsed, call.machine, words, draft_id))
    return answer


class _WrongUsageError(Exception):
    """Arguments that make no command."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _WrongUsageError(self.format_usage(), message)


def make_parser() -> argparse.ArgumentParser:
    """All commands. `--json` and `--home` may stand before or behind the command."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="在标准输出给出一个 JSON 值")
    common.add_argument("--home", metavar="DIR", help="工作站的文件夹（或 CLERK_HOME）")
    parser = _Parser(prog="clerk-app", parents=[common], description="阳光司法工作站。不带命令时打开窗口。")
    parser.set_defaults(run=None, json=False, home="")
    first = parser.add_subparsers(metavar="命令", parser_class=_Parser)
    groups: dict[str, argparse._SubParsersAction[_Parser]] = {}

    def add(name: str, run_it: Run, words: str) -> argparse.ArgumentParser:
        group, _, rest = name.partition(" ")
        place = first
        if rest:
            if group not in groups:
                parent = first.add_parser(group, parents=[common])
                groups[group] = parent.add_subparsers(metavar="命令", required=True, parser_class=_Parser)
            place = groups[group]
        command = place.add_parser(rest or group, parents=[common], help=words, description=words)
        command.set_defaults(run=run_it)
        return command

    for commands in (
        rules_commands,
        mask_commands,
        case_commands,
        log_commands,
        document_commands,
        web_copy_commands,
        drafts_commands,
        station_commands,
    ):
        commands.add_to(add)
    return parser


def _show_wrong_usage(wrong: _WrongUsageError, *, as_json: bool) -> int:
    if as_json:
        told = {"code": "command.usage", "message": f"命令写法不对：{wrong}", "remedy": wrong.usage.strip()}
        print(json.dumps({"error": told}, ensure_ascii=False))
    print(f"{wrong.usage.strip()}\n命令写法不对：{wrong}", file=sys.stderr)
    return WRONG_USAGE


def _keep_log_lines_quiet() -> None:
    """Without a log to go to, Python would print English warnings between the lines that a person reads."""
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def _speak_utf8() -> None:
    """Chinese and JSON leave in UTF-8 wherever the output goes; Windows would take the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8")
