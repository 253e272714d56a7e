"""`python -m demo`: the demonstration court with its window; `--tour` drives the window through the week."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from court_core.clock import SystemClock, court_date

_BUILD = Path(__file__).resolve().parent.parent / "build"


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; the answer is the exit status."""
    options = _parser().parse_args(arguments)
    today: date = options.today or court_date(SystemClock().now())
    home: Path = options.home.resolve()
    if options.tour or options.screens:
        folder: Path = (options.tour or options.screens).resolve()
        return _tour(home, folder, today, options.scale, both_scales=options.tour is not None)
    if options.no_window:
        from demo.serving import serve_until_interrupted

        return serve_until_interrupted(home, today)
    if options.vnc is not None:
        os.environ["QT_QPA_PLATFORM"] = f"vnc:port={options.vnc},size=1440x900"
        print(f"窗口在 VNC 端口 {options.vnc} 上，用任何 VNC 客户端连接本机即可看到", flush=True)
    from demo.interactive import run_window_on_demo_court

    return run_window_on_demo_court(home, today, options.user)


def _tour(home: Path, folder: Path, today: date, scale: str, *, both_scales: bool) -> int:
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_offscreen_screen(folder)}"
    if scale != "1":
        os.environ["QT_SCALE_FACTOR"] = scale
    from demo.home import DemoHome
    from demo.tour.run import run_tour, tour_at_other_scale

    beside = DemoHome(home.with_name(f"{home.name}-tour-{scale}"))
    ok = run_tour(beside, folder, today, scale)
    if both_scales and scale == "1":
        ok = tour_at_other_scale(home, folder, today) and ok
    return 0 if ok else 1


def _offscreen_screen(folder: Path) -> Path:
    """A screen of usual size: Qt's own offscreen one has 800 × 800, and dialogs would be pushed to its edge."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "screen.json"
    screen = {
        "name": "demo",
        "x": 0,
        "y": 0,
        "width": 1920,
        "height": 1080,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    path.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="demo", description="演示法院：人员、当事人、单位和地址均为虚构")
    parser.add_argument("--home", metavar="DIR", type=Path, default=_BUILD / "demo", help="演示数据所在的文件夹")
    parser.add_argument("--tour", metavar="DIR", type=Path, help="用键盘和鼠标事件走完一周的工作，图片和记录存入 DIR")
    parser.add_argument("--screens", metavar="DIR", type=Path, help="同上，只要 100%% 比例的图片")
    parser.add_argument("--no-window", action="store_true", help="只启动中心服务器和门户")
    parser.add_argument("--vnc", metavar="PORT", type=int, help="用 Qt 自带的 VNC 提供窗口")
    parser.add_argument("--user", metavar="LOGIN", default="hesn", help="以谁的工作站打开窗口：hesn、linzx、fangqw")
    parser.add_argument("--today", metavar="DATE", type=date.fromisoformat, help="以这一天为今天（默认真实日期）")
    parser.add_argument("--scale", default="1", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
