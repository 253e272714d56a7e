"""Running the tour: the court, the steps in order, the report; afterwards every screen once more at 150 %."""

from __future__ import annotations

import subprocess
import sys
import traceback
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize

from court_core.rules.court_calendar import CourtCalendar
from demo.clock import latest_full_week
from demo.court import build_server_side
from demo.dossier import Dossier
from demo.home import DemoHome
from demo.people import JUDGE, OFFICER, TRIAL_MANAGEMENT, TYPIST
from demo.tour.afternoon_steps import friday_afternoon
from demo.tour.conflict_steps import conflict
from demo.tour.document_steps import document_to_the_public_page
from demo.tour.friday_steps import friday_morning
from demo.tour.judge_steps import judge_at_work
from demo.tour.month_steps import end_of_the_month
from demo.tour.record import TourRecord
from demo.tour.scene import Scene, make_application
from demo.workstations import enrol_workstations

WINDOW = QSize(1440, 900)
SCALED_WINDOW = QSize(1280, 720)
"""At 150 % a screen of 1920 × 1080 has room for that much."""
OTHER_SCALE = "1.5"
_ROOT = Path(__file__).resolve().parent.parent.parent
WHO = (OFFICER.login, JUDGE.login, TYPIST.login, TRIAL_MANAGEMENT.login)


def run_tour(home: DemoHome, folder: Path, today: date, scale: str = "1") -> bool:
    """Build a fresh court in `home`, live through its Friday, and put pictures and tour.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    make_application()
    _, friday = latest_full_week(CourtCalendar(), today)
    dossier = build_court(home, friday)
    scene = Scene(home, folder, WINDOW if scale == "1" else SCALED_WINDOW)
    record = TourRecord(folder, scene.hands)
    keys: dict[str, object] = {}
    try:
        scene.server.switch_on()
        judge_at_work(scene, record, dossier)
        document_to_the_public_page(scene, record, dossier)
        morning = friday_morning(scene, record)
        keys = {"gaps": morning.gaps, "key_presses_besides_text": morning.key_presses, "characters": morning.characters}
        conflict(scene, record, dossier)
        friday_afternoon(scene, record, dossier, morning)
        end_of_the_month(scene, record, dossier)
    except Exception:
        traceback.print_exc()
    finally:
        scene.server.switch_off()
        report = record.write(friday=friday.isoformat(), scale=scale, friday_grid=keys)
    print(f"{'巡演完成' if record.ok else '巡演失败'}：{len(record.steps)} 步，记录在 {report}", flush=True)
    return record.ok


def build_court(home: DemoHome, today: date) -> Dossier:
    """A fresh court with four enrolled workstations."""
    dossier = build_server_side(home, today)
    enrol_workstations(home, WHO)
    return dossier


def tour_at_other_scale(home: Path, folder: Path, today: date) -> bool:
    """The same tour at 150 %, in a process of its own: Qt takes its scale once, at the start."""
    command = [
        sys.executable, "-m", "demo", "--home", str(home), "--tour", str(folder / "150"), "--scale", OTHER_SCALE,
        "--today", today.isoformat(),
    ]  # fmt: skip
    print("同样的一周，150 % 比例：", flush=True)
    return subprocess.run(command, cwd=_ROOT, check=False).returncode == 0
