"""What the tour did and saw: its steps with strokes, durations, pictures and findings, written as tour.json."""

from __future__ import annotations

import faulthandler
import json
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from demo.tour.hands import Hands

_LONGEST_STEP_SECONDS = 240


@dataclass(slots=True)
class Step:
    """One step: its name, how it went, the strokes it took, and the facts that were seen."""

    name: str
    ok: bool = False
    seconds: float = 0.0
    key_presses: int = 0
    characters: int = 0
    clicks: int = 0
    seen: dict[str, object] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    error: str = ""


class TourRecord:
    """Collects the steps and prints a line for each."""

    def __init__(self, folder: Path, hands: Hands) -> None:
        self.folder = folder
        self.steps: list[Step] = []
        self._hands = hands
        self._begun = time.monotonic()

    @property
    def ok(self) -> bool:
        """Whether every step so far went well."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Measures one step. What goes wrong is noted in it and ends the tour."""
        step = Step(name)
        self.steps.append(step)
        begun, strokes = time.monotonic(), self._hands.strokes.copy()
        # A window that hangs cannot be waited for: its threads are printed and the process ends.
        faulthandler.dump_traceback_later(_LONGEST_STEP_SECONDS, exit=True, file=sys.__stderr__ or sys.stderr)
        try:
            yield step
            step.ok = True
        except Exception as error:
            step.error = f"{type(error).__name__}: {error}"
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
            step.seconds = round(time.monotonic() - begun, 2)
            made = self._hands.strokes.since(strokes)
            step.key_presses, step.characters, step.clicks = made.presses, made.characters, made.clicks
            print(_line(len(self.steps), step), flush=True)

    def write(self, **facts: object) -> Path:
        """Writes tour.json beside the pictures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "tour.json"
        report = {
            "ok": self.ok,
            "seconds": round(time.monotonic() - self._begun, 1),
            **facts,
            "machine": {"system": platform.platform(), "python": platform.python_version()},
            "steps": [asdict(step) for step in self.steps],
        }
        path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return path


def _line(number: int, step: Step) -> str:
    state = "完成" if step.ok else "失败"
    facts = "，".join(f"{name} {value}" for name, value in step.seen.items())
    strokes = f"按键 {step.key_presses}，文字 {step.characters}，点击 {step.clicks}"
    line = f"{number:2d}. {state} {step.name}（{step.seconds:.1f} 秒；{strokes}）{'：' + facts if facts else ''}"
    return line if step.ok else f"{line}\n    {step.error}"
