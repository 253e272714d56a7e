"""The commands of `dev.py` and their arguments; each hands on to the module that does the work."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

from dev import checks, environment, frozen_app, locking, side_environment, test_groups
from dev.environment import ROOT, SetupFailed


def main(arguments: list[str]) -> int:
    """Runs one command; the answer is the process's exit status (2: the environment cannot be made)."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot write Chinese shows question marks and carries on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if others and not hasattr(options, "others"):
        parser.error(f"不认识的参数：{' '.join(others)}")
    options.others = others
    try:
        return int(options.command(options))
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="阳光司法工作站：开发与演示命令")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    setup = commands.add_parser("setup", help="准备运行环境 .venv")
    setup.set_defaults(command=_setup)

    run = commands.add_parser("run", help="启动演示法院；没有显示器时自动改为巡演并截图")
    run.add_argument("--tour", metavar="DIR", type=Path, help="自动走完一周的工作，截图存入 DIR")
    run.add_argument("--no-window", action="store_true", help="只启动服务器，不打开窗口")
    run.add_argument("--vnc", metavar="PORT", type=int, help="用 Qt 自带的 VNC 在 PORT 提供窗口")
    run.add_argument("--home", metavar="DIR", type=Path, help="演示数据放在 DIR（默认 build/demo）")
    run.set_defaults(command=_run, others=None)  # whatever else is given goes to the demonstration

    test = commands.add_parser("test", help="运行测试")
    test.add_argument("group", nargs="?", default="all", choices=sorted(test_groups.GROUPS))
    test.set_defaults(command=_test, others=None)  # whatever else is given goes to pytest

    check = commands.add_parser("check", help="检查格式、类型、导入约定和本项目规矩")
    check.set_defaults(command=_check)

    bench = commands.add_parser("bench", help="测量，输出 JSON")
    bench.add_argument("name")
    bench.set_defaults(command=_bench, others=None)  # whatever else is given goes to the measurement

    screens = commands.add_parser("screens", help="把每个画面存成 PNG")
    screens.add_argument("directory", type=Path)
    screens.set_defaults(command=_screens)

    build = commands.add_parser("build", help="打包成独立程序并试运行")
    build.set_defaults(command=_build)

    lock = commands.add_parser("lock", help="重新锁定全部依赖的版本与校验值")
    lock.add_argument("--upgrade", action="store_true", help="同时升到最新版本")
    lock.set_defaults(command=_lock)
    return parser


def _setup(_options: argparse.Namespace) -> int:
    environment.prepare(for_tests=True)
    return 0


def _run(options: argparse.Namespace) -> int:
    environment.prepare(for_tests=False)
    tour: Path | None = options.tour
    if tour is None and not options.no_window and options.vnc is None and not _has_display():
        tour = ROOT / "build" / "tour"
        print(f"没有找到显示器：改为自动巡演，截图存入 {tour}", flush=True)
    arguments = ["--home", str((options.home or ROOT / "build" / "demo").resolve())]
    if tour is not None:
        arguments += ["--tour", str(tour.resolve())]
    if options.no_window:
        arguments.append("--no-window")
    if options.vnc is not None:
        arguments += ["--vnc", str(options.vnc)]
    extra = {"QT_QPA_PLATFORM": "offscreen"} if tour is not None else {}
    return environment.run_module("demo", [*arguments, *options.others], extra)


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _test(options: argparse.Namespace) -> int:
    environment.prepare(for_tests=True)
    return test_groups.run(options.group, options.others)


def _check(_options: argparse.Namespace) -> int:
    environment.prepare(for_tests=False)
    return checks.run_all()


def _bench(options: argparse.Namespace) -> int:
    environment.prepare(for_tests=False)
    peers = _peers() if options.name == "masking" else []
    return environment.run_module("bench", [options.name, *peers, *options.others], {"QT_QPA_PLATFORM": "offscreen"})


def _peers() -> list[str]:
    """Where the bench finds what it measures beside our own; without it (no network) it measures the rest."""
    try:
        programs = side_environment.prepare("bench", ROOT / "requirements" / "bench.txt")
    except SetupFailed as failure:
        print(
            f"{failure}\npresidio-analyzer 没有装上：它的数字这次记为“未测”，其余照常测量。",
            file=sys.stderr,
            flush=True,
        )
        return []
    return ["--peers", str(programs / side_environment.python_name())]


def _screens(options: argparse.Namespace) -> int:
    environment.prepare(for_tests=False)
    arguments = ["--home", str(ROOT / "build" / "screens"), "--screens", str(options.directory.resolve())]
    return environment.run_module("demo", arguments, {"QT_QPA_PLATFORM": "offscreen"})


def _build(_options: argparse.Namespace) -> int:
    environment.prepare(for_tests=False)
    return frozen_app.build_and_try()


def _lock(options: argparse.Namespace) -> int:
    return locking.lock(upgrade=options.upgrade)
