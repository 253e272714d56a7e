"""The officer's Friday morning: forty cases caught up by keyboard alone, half of them while the server is off."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel

from clerk_app.ui.friday.table import WeekTable
from demo.people import OFFICER
from demo.tour.hands import ALT, CTRL, Key
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Scene, Station

BEGUN = "电话联系"
"""What the officer types into the first gap; Alt+1 completes it to the first 常用语, which gives the entry its kind."""

VISIBLE = ("，其表示", "月底前", "先付一部分")
"""How the officer goes on; the party reads it in the afternoon. Pieces as an input method commits them."""

INTERNAL = ("拟于下周", "对被执行人经营场所", "进行搜查")
"""An announced measure: the rules keep it inside whatever is chosen."""

_SAYINGS = (
    ("总对总查询反馈，", "名下无可供执行的存款"),
    ("约谈被执行人，", "制作谈话笔录"),
    ("委托网络询价，", "三家平台报价已回"),
    ("案款已到账，", "通知申请执行人领取"),
)
_MOST_MOVES = 400


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What the morning came to: the case whose party looks in the afternoon, and the counts."""

    case_number: str
    gaps: int
    key_presses: int
    characters: int


def friday_morning(scene: Scene, record: TourRecord) -> CaughtUp:
    """The grid from the first gap to the synced week."""
    with scene.station(OFFICER.login) as station:
        with record.step("执行员解锁，今日") as step:
            station.unlock()
            station.sees("已同步", SLOW)
            step.pictures.append(station.picture("09-执行员-今日"))
        result = _catch_up(scene, station, record)
        _work_offline(station, record)
        _sync_again(scene, station, record)
    return result


def _catch_up(scene: Scene, station: Station, record: TourRecord) -> CaughtUp:
    hands = station.hands
    with record.step("周五补录：四十件案件，全程键盘；中途服务器关机") as step:
        station.page(3, "执行日志")
        table = station.eyes.one(WeekTable)
        hands.until(lambda: table.model().rowCount() == 40, "the grid does not show the officer's 40 cases")
        gaps = _number_before(station, "处缺口")
        step.pictures.append(station.picture("10-周五补录-缺口"))
        before = hands.strokes.copy()
        first = _fill_thursday(scene, station, table, record_picture=step.pictures)
        _fill_the_rest(station)
        station.sees("本周已没有缺口")
        hands.press(Key.Key_S, CTRL)
        station.sees("已提交")
        made = hands.strokes.since(before)
        assert made.clicks == 0, "the mouse was used"
        assert _number_before(station, "处缺口") == 0, "gaps are left"
        filled = gaps + 40  # today's column too
        step.seen |= {
            "缺口": gaps, "连同今天共补": filled, "文字以外的按键": made.presses, "每格按键": round(made.presses / filled, 2),
            "文字": made.characters,
        }  # fmt: skip
        step.pictures.append(station.picture("12-周五补录-已补齐"))
    return CaughtUp(first, gaps, made.presses, made.characters)


def _fill_thursday(scene: Scene, station: Station, table: WeekTable, record_picture: list[str]) -> str:
    """Down the unwritten Thursday: text and Enter, space, a phrase, same as above, in turn. Answers the first case."""
    hands = station.hands
    hands.until(table.hasFocus, "the grid has not the keyboard")
    hands.press(Key.Key_Tab, times=3)
    assert table.place() == (0, 3), f"Tab led to {table.place()}, not to the first Thursday"
    number = str(table.model().index(0, 0).data())
    rows = table.model().rowCount()
    for row in range(rows):
        if row == 0:
            hands.write_words(BEGUN)
            record_picture.append(station.picture("11-周五补录-输入"))
            hands.press(Key.Key_1, ALT)
            hands.write_words(*VISIBLE)
            hands.press(Key.Key_Return)
        elif row == 1:
            hands.write_words(*INTERNAL)
            hands.press(Key.Key_Return)
        elif row % 4 == 0:
            hands.write_words(*_SAYINGS[row // 4 % len(_SAYINGS)])
            hands.press(Key.Key_Return)
        elif row % 4 == 1:
            hands.press(Key.Key_Space)
        elif row % 4 == 2:
            hands.press(Key(Key.Key_1.value + row % 9), ALT)
        else:
            hands.press(Key.Key_D, CTRL)
        if row == rows // 2:
            scene.server.switch_off()
    return number


def _fill_the_rest(station: Station) -> None:
    """From gap to gap by F4 until the window says that there is none left."""
    hands = station.hands
    for turn in range(1, _MOST_MOVES):
        hands.press(Key.Key_F4)
        if station.eyes.all(QLabel, "本周已没有缺口"):
            return
        if turn % 5 == 0:
            hands.write_words(*_SAYINGS[turn // 5 % len(_SAYINGS)])
        elif turn % 5 == 3:
            hands.press(Key(Key.Key_1.value + turn % 9), ALT)
        else:
            hands.press(Key.Key_Space)
    raise AssertionError("F4 still finds gaps")


def _work_offline(station: Station, record: TourRecord) -> None:
    with record.step("服务器关机时照常工作：待上传的内容说得清楚") as step:
        station.sees("联网后自动提交", SLOW)
        station.page(5, "同步与冲突")
        station.sees("离线工作", SLOW)
        pending = station.status
        assert "待上传" in pending, f"nothing is pending: {pending}"
        step.seen["状态"] = pending
        station.press_button("待上传  ")  # the filter, which shows its count behind two blanks
        station.sees("执行日志 · ")
        step.pictures.append(station.picture("13-离线-待上传"))


def _sync_again(scene: Scene, station: Station, record: TourRecord) -> None:
    with record.step("服务器开机：全部上传") as step:
        scene.server.switch_on()
        station.hands.press(Key.Key_F5)
        station.sees("没有待上传的内容", SLOW)
        station.sees("已同步", SLOW)
        step.seen["状态"] = station.status
        step.pictures.append(station.picture("14-已同步"))


def _number_before(station: Station, unit: str) -> int:
    """The number that stands before a unit, as in 70 处缺口."""
    labels = station.labels()
    return int(labels[labels.index(unit) - 1])
