"""Cases of another system taken over from its table: columns matched, rows looked at, what cannot be taken named."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QComboBox

from demo.cases import DemoCase, Work
from demo.dossier import Dossier
from demo.people import JUDGE
from demo.tour.hands import CTRL, Key
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Station

_HEADS = ("序号", "案件编号", "案由名称", "承办法官", "收案时间", "立案时间", "原告", "被告", "标的（万元）", "合议庭")
_ELSEWHERE = "（2026）粤0104民初88号"


def import_cases(station: Station, record: TourRecord, dossier: Dossier, folder: Path) -> None:
    """In the judge's window: the dialog with a table of nine rows, of which four can be taken over."""
    table = folder / "在办案件.xlsx"
    _write_table(table, _known_case(dossier), dossier.today)
    with record.step("导入其他系统的案件表：核对列和每一行") as step:
        station.page(2, "案件")
        station.press_button("导入案件")
        station.sees("选择或拖入")
        station.press_button("选择文件")
        station.answer_file_dialog(table)
        station.sees("不能导入", SLOW)
        station.settle()
        step.pictures.append(station.picture("07-导入-核对"))
        box = station.eyes.one(QComboBox, "“合议庭”列导入到")
        step.seen["没有用到的列"] = box.currentText()
        station.press_button("不能导入")
        station.sees(_ELSEWHERE)
        station.settle()
        step.pictures.append(station.picture("07-导入-不能导入的行"))
    with record.step("导入；同一文件再导一次不会重复") as step:
        station.press_button("全部")
        station.hands.press(Key.Key_Return, CTRL)
        station.sees("导入完成", SLOW)
        step.pictures.append(station.picture("07-导入-完成"))
        station.hands.press(Key.Key_Escape)
        station.hands.until(lambda: QApplication.activeModalWidget() is None, "the dialog stays open")
        station.wait_until_sent()
        step.seen["状态"] = station.status


def _known_case(dossier: Dossier) -> DemoCase:
    return next(case for case in dossier.cases_of(JUDGE.login) if case.work is Work.CIVIL)


def _write_table(path: Path, known: DemoCase, today: date) -> None:
    """A table as other systems export it: a title above the heads, dates in several forms, and rows that are wrong."""
    filed = today - timedelta(days=9)
    received = filed - timedelta(days=3)
    year, number = today.year, 90001
    prefix, judge = f"（{year}）粤0103民初", JUDGE.name
    rows: list[tuple[object, ...]] = [
        (f"{prefix}{number}号", "买卖合同纠纷", judge, received, filed, "周文海", "演示瑞丰建材有限公司", 48.62),
        (f"({year})粤0103民初 {number + 1} 号", "民间借贷纠纷", judge, received.isoformat(), f"{filed:%Y/%m/%d}",
         "何志刚、林秀兰", "赵敏", 12),
        (f"{prefix}{number + 2}号", "劳动争议", judge, "", f"{filed.year}年{filed.month}月{filed.day}日", "彭丽华",
         "演示众诚餐饮管理有限公司", "3.5"),
        (known.number.text, known.cause, judge, "", known.filed_on, "", "", 66.6),
        (f"{prefix}{number}号", "买卖合同纠纷", judge, received, filed, "周文海", "", 48.62),
        (_ELSEWHERE, "侵权责任纠纷", judge, received, filed, "黄建平", "吴晓东", ""),
        ("民初九万号", "离婚纠纷", judge, received, filed, "陈甲", "陈乙", ""),
        (f"{prefix}{number + 3}号", "租赁合同纠纷", judge, received, today + timedelta(days=40), "孙丽娟", "陈国强", 7),
        (f"{prefix}{number + 4}号", "租赁合同纠纷", judge, received, "上个月", "孙丽娟", "陈国强", 7),
    ]  # fmt: skip
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "在办案件"
    sheet.append(["在办案件清单"])
    sheet.append(list(_HEADS))
    for place, row in enumerate(rows, start=1):
        sheet.append([place, *row, "第一合议庭"])
    book.save(path)
