"""The Qt binding is one that can run all day.

PySide6 6.12.0 on Python 3.10 and 3.11 drops a reference to None with each void Qt call; after some 5,000 calls the
interpreter aborts ("deallocating None"). A clerk's window makes that many in a minute.
"""

from __future__ import annotations

import subprocess
import sys

import PySide6

_CALLS = 20_000
_PROBE = f"""
import sys
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

application = QApplication([])
label, line, pixmap = QLabel(), QLineEdit(), QPixmap(40, 40)
painter = QPainter(pixmap)
calls = {{
    "label.setText": lambda: label.setText("x"),
    "line.setText": lambda: line.setText("x"),
    "label.update": label.update,
    "painter.drawText": lambda: painter.drawText(QRect(0, 0, 9, 9), 0, "x"),
    "painter.fillRect": lambda: painter.fillRect(QRect(0, 0, 9, 9), QColor("red")),
    "painter.save, restore": lambda: (painter.save(), painter.restore()),
}}
for name, call in calls.items():
    call()
    before = sys.getrefcount(None)
    for _ in range({_CALLS}):
        call()
    lost = before - sys.getrefcount(None)
    if lost > {_CALLS} // 10:
        sys.exit(f"{{name}} lost {{lost}} references to None in {_CALLS} calls")
painter.end()
"""


def test_the_pinned_version_is_the_one_that_runs() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_void_calls_keep_the_references_to_none() -> None:
    # In a process of its own: with the faulty release it does not fail, it aborts.
    probe = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False, timeout=100)
    assert probe.returncode == 0, probe.stderr
