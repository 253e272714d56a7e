"""Commands about commands that were refused: what was typed is kept, and can be sent again with what was wrong put right."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.cli.answers import Answer, options, table
from clerk_app.cli.command import Call, Subparsers
from clerk_app.use_cases.refused_commands import RefusedCommand


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    add("drafts list", list_drafts, "被拒绝而留作草稿的命令")
    shown = add("drafts show", show_draft, "看一条草稿的全部内容")
    shown.add_argument("id", metavar="ID")
    sent = add("drafts send", send_draft, "重新提交一条草稿，可同时更正其中的项目")
    sent.add_argument("id", metavar="ID")
    sent.add_argument("--set", action="append", default=[], metavar="项目=值", help="更正，如 date=2026-11-19")
    dropped = add("drafts drop", drop_draft, "放弃一条草稿")
    dropped.add_argument("id", metavar="ID")


def list_drafts(call: Call) -> Answer:
    """All of them, the oldest first."""
    from clerk_app.use_cases.refused_commands import list_refused

    with call.desk() as desk:
        found = list_refused(desk)
    lines = ((kept.id, kept.line, kept.message) for kept in found)
    return Answer([_json(kept) for kept in found], table(lines, "没有草稿。"))


def show_draft(call: Call) -> Answer:
    """One of them, with why it was refused."""
    from clerk_app.use_cases.refused_commands import find_refused

    with call.desk() as desk:
        kept = find_refused(desk, call.arguments.id)
    return Answer(_json(kept), (kept.line, f"{kept.message}{kept.remedy}"))


def send_draft(call: Call) -> Answer:
    """Runs it again; it ends in the very transaction that saves it, and stays as corrected when it is refused again."""
    from clerk_app.use_cases.refused_commands import find_refused

    options(call.arguments.set)  # each is a pair
    with call.desk() as desk:
        kept = find_refused(desk, call.arguments.id)
    return call.again(corrected(kept.words, call.arguments.set), kept.id)


def drop_draft(call: Call) -> Answer:
    """Forgets it."""
    from clerk_app.use_cases.refused_commands import drop_refused

    with call.desk() as desk:
        kept = drop_refused(desk, call.arguments.id)
    return Answer({"id": kept.id}, (f"已放弃：{kept.line}",))


def corrected(words: Iterable[str], pairs: Iterable[str]) -> tuple[str, ...]:
    """The words with `date=2026-11-19` as `--date=2026-11-19` behind them, where the later word of an option counts.

    `file=…` takes the place of the file, which is a word without an option behind `document add`.
    """
    now = list(words)
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name.strip() == "file" and now[:2] == ["document", "add"]:
            now[2] = value
        else:
            now.append(f"--{name.strip()}={value}")
    return tuple(now)


def _json(kept: RefusedCommand) -> dict[str, object]:
    return {
        "id": kept.id,
        "command": kept.line,
        "words": list(kept.words),
        "refused_at": kept.refused_at,
        "error": {"code": kept.code, "message": kept.message, "remedy": kept.remedy},
    }
