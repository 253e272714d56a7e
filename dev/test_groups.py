"""Which tests belong to which group of `dev.py test`, and how pytest is run on them."""

from __future__ import annotations

from dev.environment import ROOT, run_module

# Named by what they show, not by how fast they are. `all` takes the whole folder, so that no new one is forgotten.
GROUPS: dict[str, tuple[str, ...]] = {
    "unit": ("tests/unit",),
    "integration": ("tests/integration", "tests/contract", "tests/migrations"),
    "gui": ("tests/gui",),
    "sync": ("tests/sync",),
    "portal": ("tests/portal",),
    "all": ("tests",),
}
# Two processes are what the smallest of our machines carries; a file stays in one of them, with its server.
_PARALLEL = ["-n", "2", "--dist", "loadfile"]


def run(group: str, options: list[str]) -> int:
    """Answers pytest's exit status: also 5, no test found, is a failure. Its summary is the last line printed."""
    folders = [folder for folder in GROUPS[group] if (ROOT / folder).is_dir()]
    if not folders:
        print(f"没有 {group} 组的测试。")
        return 5
    parallel = [] if any(option.startswith(("-n", "--dist")) for option in options) else _PARALLEL
    # The commands that tests start are many: each would compile the whole program where no bytecode may be kept.
    settings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    return run_module("pytest", [*parallel, *options, *folders], settings)
