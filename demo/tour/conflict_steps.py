"""Two people change the same field of the same case, one of them without network; a person decides."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QListWidget

from demo.cases import DemoCase
from demo.dossier import Dossier
from demo.people import OFFICER, TYPIST
from demo.tour.hands import CTRL, Key
from demo.tour.judge_steps import open_case_tab
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Scene, Station

_OFFICERS_AMOUNT, _TYPISTS_AMOUNT = "128000", "182000"


def conflict(scene: Scene, record: TourRecord, dossier: Dossier) -> None:
    """The officer offline, the typist online, the officer again."""
    case = dossier.cases_of(OFFICER.login)[-1]
    with record.step("执行员离线更正标的额，关闭窗口"):
        scene.server.switch_off()
        with scene.station(OFFICER.login) as station:
            station.unlock()
            _change_amount(station, case, _OFFICERS_AMOUNT)
            station.sees("联网后自动提交", SLOW)
    with record.step("书记员在另一台工作站更正同一项，已上传") as step:
        scene.server.switch_on()
        with scene.station(TYPIST.login) as station:
            station.unlock()
            station.sees("已同步", SLOW)
            _change_amount(station, case, _TYPISTS_AMOUNT)
            station.wait_until_sent()
            step.seen["状态"] = station.status
    with scene.station(OFFICER.login) as station:
        with record.step("执行员联网：冲突并排显示") as step:
            station.unlock()
            station.sees("处冲突待处理", SLOW)
            scene.hands.press(Key.Key_F8)
            station.sees("取先到的值")
            for words in ("128,000.00", "182,000.00", OFFICER.name, TYPIST.name):
                station.sees(words)
            step.seen["状态"] = station.status
            step.pictures.append(station.picture("15-冲突"))
        with record.step("由人决定：取先到的值，未取的值保留") as step:
            conflicts = station.eyes.one(QListWidget, "冲突列表")
            scene.hands.until(conflicts.hasFocus, "the list of conflicts has not the keyboard")
            scene.hands.press(Key.Key_1)
            scene.hands.press(Key.Key_Return, CTRL)
            station.sees("没有待处理的冲突了")
            station.wait_until_sent()
            station.sees_no("处冲突待处理", SLOW)
            step.pictures.append(station.picture("16-冲突-已处理"))
        with record.step("设置与自检") as step:
            station.page(6, "设置")
            step.pictures.append(station.picture("18-设置-自检"))
            station.press_button("重新检查")
            for words in ("钥匙串", "时钟"):
                station.sees(words, SLOW)
            step.pictures.append(station.picture("18-设置-自检"))


def _change_amount(station: Station, case: DemoCase, amount: str) -> None:
    """案件, 尾号, 基本信息, 标的额, 保存."""
    station.page(2, "案件")
    station.hands.press(Key.Key_F3)
    station.hands.write(case.number.text)
    station.sees(case.number.text)
    station.settle()
    station.hands.press(Key.Key_Return)
    table = station.eyes.one(QAbstractItemView, "案件列表")
    station.hands.until(lambda: table.model().rowCount() == 1, f"{case.number.text} was not found")
    station.settle()
    open_case_tab(station, "基本信息")
    station.fill("标的额", amount)
    station.press_button("保存")
    station.sees("已保存")
