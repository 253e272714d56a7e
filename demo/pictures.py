"""Pictures of the tour made small enough for the repository: `python -m demo.pictures TOUR_DIR TARGET_DIR`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter

CHOSEN = {
    "02-今日": "today",
    "04-案件-登记与预览": "progress",
    "07-导入-核对": "import",
    "11-周五补录-输入": "friday",
    "13-离线-待上传": "offline",
    "15-冲突": "conflict",
    "07-文书-不上网公开": "withheld",
    "18-设置-自检": "settings",
    "01-解锁": "unlock",
}
"""The tour's pictures that README and user guide show, and their names there."""

_COLOURS = 256


def shrink(source: Path, target: Path) -> None:
    """Save with the 256 colours that occur most: a window has few, and the edges of its letters lie between them."""
    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    occurring = Counter(memoryview(image.constBits()).cast("B").cast("I"))
    palette = [colour | 0xFF000000 for colour, _ in occurring.most_common(_COLOURS)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    writer = QImageWriter(str(target))
    writer.setCompression(100)
    if not writer.write(image.convertToFormat(QImage.Format.Format_Indexed8, palette, flags)):
        raise OSError(f"cannot write {target}: {writer.errorString()}")


def main(tour: Path, target: Path) -> None:
    """Shrink every chosen picture."""
    target.mkdir(parents=True, exist_ok=True)
    for name, short in CHOSEN.items():
        shrink(tour / f"{name}.png", target / f"{short}.png")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
