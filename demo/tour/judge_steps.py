"""The judge's part: unlocking, what is due, a process event with its preview, a document kept off the internet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTabBar

from demo.cases import DemoCase, Work
from demo.documents import document_text
from demo.dossier import Dossier
from demo.judgments import compose
from demo.people import JUDGE
from demo.tour.hands import CTRL, Key
from demo.tour.import_steps import import_cases
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Scene, Station

STAMP = "不上网公开"


def judge_at_work(scene: Scene, record: TourRecord, dossier: Dossier) -> None:
    """The judge's morning, in one window."""
    with scene.station(JUDGE.login) as station:
        with record.step("法官解锁工作站") as step:
            station.sees("密码")
            step.pictures.append(station.picture("01-解锁"))
            step.seen["没有钥匙串的说明"] = station.eyes.sees("没有可用的系统钥匙串")
            station.unlock()
            station.sees(JUDGE.name)
        with record.step("今日：什么到期了") as step:
            station.sees("已同步", SLOW)
            step.pictures.append(station.picture("02-今日"))
            step.seen["状态"] = station.status
        _record_progress(station, record, _case_for_progress(dossier))
        _keep_off_the_internet(station, record, _case_for_document(dossier), scene.folder)
        import_cases(station, record, dossier, scene.folder)
        with record.step("锁定，再解锁") as step:
            scene.hands.press(Key.Key_L, CTRL)
            scene.hands.until(lambda: station.window.workbench is None, "the window did not lock")
            station.sees("密码")
            step.pictures.append(station.picture("08-锁定"))
            station.unlock()
            station.sees("今日")


def open_case_tab(station: Station, name: str) -> None:
    """Clicks the tab of the case that bears this name."""
    tabs = station.eyes.one(QTabBar)
    place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(name) and tabs.isTabVisible(n))
    station.hands.click(tabs, tabs.tabRect(place).center())
    station.hands.until(lambda: tabs.currentIndex() == place, f"the case's tab {name} did not open")
    station.settle()


def _case_for_progress(dossier: Dossier) -> DemoCase:
    """An ordinary open case whose tail of three digits no other case of the judge has."""
    mine = [case for case in dossier.cases if case.judge == JUDGE.login]
    tails = [case.number.number % 1000 for case in mine]
    return next(case for case in mine if case.active and tails.count(case.number.number % 1000) == 1)


def _case_for_document(dossier: Dossier) -> DemoCase:
    """A divorce that was mediated: two grounds for keeping it off the internet at once."""
    fitting = [case for case in dossier.cases_of(JUDGE.login) if case.work is Work.CIVIL and case.cause == "离婚纠纷"]
    return fitting[0] if fitting else dossier.cases_of(JUDGE.login)[-1]


def _record_progress(station: Station, record: TourRecord, case: DemoCase) -> None:
    hands, addressee = station.hands, case.on("respondent")[0].name
    with record.step("按尾号找到案件，登记流程节点，预览当事人将看到的文字") as step:
        station.page(2, "案件")
        step.pictures.append(station.picture("03-案件"))
        hands.press(Key.Key_F3)
        hands.write(f"{case.number.number % 1000:03d}")
        station.sees(case.number.text)
        station.settle()
        hands.press(Key.Key_Return)
        table = station.eyes.one(QAbstractItemView, "案件列表")
        hands.until(lambda: table.hasFocus() and table.model().rowCount() == 1, "尾号 found no case, or several")
        hands.press(Key.Key_Return)
        node = station.eyes.one(QComboBox, "节点")
        hands.until(node.hasFocus, "Enter on a case did not lead to the node form")
        station.choose(node, "送达")
        station.fill("受送达人", addressee)
        station.fill("文书", "开庭传票")
        method = station.eyes.field("方式")
        assert isinstance(method, QComboBox)
        station.choose(method, "邮寄送达")
        wanted = f"向{addressee}邮寄送达《开庭传票》"
        station.sees(wanted)
        step.seen["当事人将看到"] = wanted
        station.sees("草稿已存")
        step.pictures.append(station.picture("04-案件-登记与预览"))
        hands.press(Key.Key_Return, CTRL)
        station.sees("已保存")
        station.wait_until_sent()
        step.seen["状态"] = station.status
    with record.step("案件的其他页签") as step:
        for name in ("基本信息", "当事人", "文书", "操作记录"):
            open_case_tab(station, name)
            step.pictures.append(station.picture(f"05-案件-{name}"))


def _keep_off_the_internet(station: Station, record: TourRecord, case: DemoCase, folder: Path) -> None:
    hands = station.hands
    original, stamped = folder / "民事调解书.docx", folder / "民事调解书（不上网公开）.docx"
    original.write_bytes(compose(document_text(case, "民事调解书", case.filed_on)))
    stamped.unlink(missing_ok=True)
    with record.step("登记裁判文书原件") as step:
        station.page(4, "文书")
        hands.press(Key.Key_N, CTRL)
        hands.until(lambda: QApplication.activeModalWidget() is not None, "the dialog did not open")
        line = station.eyes.one(QLineEdit, "案件")
        hands.click(line)
        hands.write(case.number.text)
        station.sees(f"{case.number.text}　{case.cause}")
        if QApplication.activePopupWidget() is not None:  # the list of suggestions
            hands.press(Key.Key_Escape)
        kind = station.eyes.field("文书种类")
        assert isinstance(kind, QComboBox)
        station.choose(kind, "民事调解书")
        station.press_button("选择文件")
        station.answer_file_dialog(original)
        station.sees(original.name)
        step.pictures.append(station.picture("06-文书-登记"))
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: QApplication.activeModalWidget() is None, "the dialog stays open")
        station.sees(original.stem)
        station.wait_until_sent()
        station.settle()
    with record.step("标为不上网公开，写明事由和理由") as step:
        ground = station.eyes.one(QComboBox, "事由")
        station.choose(ground, "④")
        reason = next(box for box in station.eyes.all(QPlainTextEdit) if "理由" in box.placeholderText())
        hands.click(reason)
        hands.write_words("本案以", "调解方式", "结案，", "依规定", "不在互联网公布")
        station.press_button("标为不上网公开")
        station.sees("已批准")
        station.wait_until_sent()
        step.pictures.append(station.picture("07-文书-不上网公开"))
    with record.step("在原件首页右上角加盖标记并另存") as step:
        station.press_button("加盖“不上网公开”另存")
        station.answer_file_dialog(stamped)
        station.sees(f"已保存到 {stamped.name}")
        with zipfile.ZipFile(stamped) as package:
            parts = [name for name in package.namelist() if STAMP in package.read(name).decode("utf-8", "ignore")]
        assert parts, "the stamped original does not bear the mark"
        step.seen["标记所在"] = "、".join(parts)
