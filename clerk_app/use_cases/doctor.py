"""What keeps a workstation from working well: each part's state, in words, with what to do about it.

No Qt here, so that the command line can ask too. What needs the unlocked database or the network is handed in.
"""

from __future__ import annotations

import os
import shutil
import subprocess  # fonts and printers are asked of the system's own programs
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from clerk_app.use_cases.sync_views import Check
from court_core.errors import CourtError

SKEW_SECONDS = 120
_TIMEOUT_SECONDS = 5.0
# The families the window names, by the words that find them in a list of installed fonts.
_CJK_FONTS = (
    "Microsoft YaHei",
    "PingFang",
    "Noto Sans CJK",
    "Noto Sans SC",
    "Source Han Sans",
    "WenQuanYi",
    "思源黑体",
)
_CJK_FONT_FILES = ("NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "wqy-*", "msyh*")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
_WINDOWS_FONT_FILES = ("msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc")


def check_machine(environment: Mapping[str, str]) -> tuple[Check, ...]:
    """What can be asked without a password: fonts, input method, printer, PDF converter."""
    return (check_fonts(), check_input_method(environment), check_printer(), check_converter())


def check_database(open_and_count: Callable[[], int]) -> Check:
    """Whether the officer's database opens; `open_and_count` answers how many cases it holds."""
    try:
        count = open_and_count()
    except CourtError as error:
        return Check("database", "本机数据库", "failed", error.message, error.remedy)
    return Check("database", "本机数据库", "ok", f"已加密，{count} 件案件。", "")


def check_keyring(*, uses_keyring: bool, available: bool) -> Check:
    """Whether a copied folder alone could be guessed at."""
    label = "系统钥匙串"
    if uses_keyring and available:
        return Check("keyring", label, "ok", "密钥由密码和系统钥匙串共同保护。", "")
    if uses_keyring:
        remedy = "请先解锁系统钥匙串（登录钥匙环）后再打开工作站。"
        return Check("keyring", label, "failed", "系统钥匙串没有回应。", remedy)
    remedy = "请使用较长的密码；安装系统钥匙串后重新登记本机可加强保护。"
    return Check("keyring", label, "warning", "本机没有可用的系统钥匙串，只由密码保护。", remedy)


def check_server(ask: Callable[[], int]) -> tuple[Check, Check]:
    """Whether the server answers, and how far the clocks are apart; `ask` answers with the skew in seconds."""
    try:
        skew = ask()
    except CourtError as error:
        unknown = Check("clock", "本机时钟", "warning", "连不上服务器，没有核对。", "联网后再检查一次。")
        return Check("server", "中心服务器", "warning", error.message, error.remedy), unknown
    server = Check("server", "中心服务器", "ok", "连接正常。", "")
    if abs(skew) <= SKEW_SECONDS:
        return server, Check("clock", "本机时钟", "ok", f"与服务器相差 {abs(skew)} 秒。", "")
    words = f"比服务器{'快' if skew > 0 else '慢'} {abs(skew) // 60} 分钟。"
    return server, Check("clock", "本机时钟", "warning", words, "请打开系统的自动对时；已录入的内容不受影响。")


def check_fonts() -> Check:
    """Whether Chinese can be shown."""
    label = "中文字体"
    if _has_cjk_font():
        return Check("fonts", label, "ok", "已安装。", "")
    return Check("fonts", label, "failed", "没有找到中文字体。", "请安装思源黑体（fonts-noto-cjk）或微软雅黑。")


def check_input_method(environment: Mapping[str, str]) -> Check:
    """Whether Chinese can be typed; only Linux leaves that to settings of the environment."""
    label = "输入法"
    if sys.platform in ("win32", "darwin"):
        return Check("input-method", label, "ok", "使用系统输入法。", "")
    modifiers = (
        environment.get("XMODIFIERS", "") + environment.get("QT_IM_MODULE", "") + environment.get("GTK_IM_MODULE", "")
    )
    if any(name in modifiers for name in ("fcitx", "ibus")):
        return Check("input-method", label, "ok", "已配置。", "")
    if shutil.which("fcitx5") or shutil.which("ibus-daemon"):
        return Check("input-method", label, "warning", "已安装，但没有启用。", "请在系统设置中启用输入法后重新登录。")
    return Check("input-method", label, "warning", "没有找到中文输入法。", "请安装 fcitx5 中文输入法。")


def check_printer() -> Check:
    """Whether withheld documents can be printed here."""
    label = "打印机"
    if sys.platform == "win32":
        return Check("printer", label, "ok", "打印时选择。", "")
    listed = _answer_of("lpstat", "-e")
    if listed:
        return Check("printer", label, "ok", f"{len(listed.splitlines())} 台可用。", "")
    return Check("printer", label, "warning", "没有找到打印机。", "可先输出为 .docx，到有打印机的电脑上打印。")


def check_converter() -> Check:
    """Whether stamped documents can be given out as PDF."""
    from court_core.documents.pdf import find_converter  # here: start-up does without it

    label = "PDF 转换"
    if find_converter():
        return Check("pdf", label, "ok", "LibreOffice 可用。", "")
    return Check("pdf", label, "warning", "没有安装 LibreOffice。", "文书可输出为 .docx；需要 PDF 时请电脑管理员安装。")


def _has_cjk_font() -> bool:
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return any((folder / name).is_file() for name in _WINDOWS_FONT_FILES)
    if sys.platform == "darwin":
        return True
    listed = _answer_of("fc-list", ":lang=zh", "family")
    return any(family in listed for family in _CJK_FONTS) or _has_cjk_font_file()


def _has_cjk_font_file() -> bool:
    """`fc-list` comes in a package of its own that a machine with fonts need not have."""
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    return any(next(folder.rglob(pattern), None) for folder in folders for pattern in _CJK_FONT_FILES)


def _answer_of(program: str, *arguments: str) -> str:
    """What a program of the system prints; empty when it is not there, fails or does not answer in time."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # fixed arguments, no shell, a program of the system
            [found, *arguments], capture_output=True, timeout=_TIMEOUT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()
