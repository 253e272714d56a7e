"""The one table of error codes: code → Chinese sentence and what the user can do about it.

A code is `area.reason` and never changes its meaning once released. Keep areas together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What a person reads for one code. Both sentences may name details in `{braces}`."""

    sentence: str
    remedy: str


ERROR_TEXTS: dict[str, ErrorText] = {
    # case-number: 案号 (法〔2015〕137号)
    "case-number.unreadable": ErrorText("认不出案号“{text}”。", "请按“（2026）粤0103民初123号”的样式填写，括号和空格不限。"),
    "case-number.other-court": ErrorText("案号“{text}”是其他法院（{court}）的案件。", "请核对法院代字；本院案件的代字是{own}。"),
    "case-number.duplicate": ErrorText("案号“{text}”已经登记过。", "请在案件列表中打开原案件，不必重复登记。"),
    # date: dates a user enters
    "date.unreadable": ErrorText("认不出日期“{text}”。", "请按 2026-11-20 的样式填写。"),
    "date.future": ErrorText("日期 {date} 还没有到。", "请填写今天或以前的日期。"),
    "date.before-filing": ErrorText("日期 {date} 早于立案日期 {filed_on}。", "请核对日期，或先更正立案日期。"),
    "date.year-uncovered": ErrorText("{year} 年的工作日安排尚未导入，期限未确认。", "请电脑管理员导入该年度放假安排后再看；录入不受影响。"),
    # bug: ours, told loudly
    "bug.unexpected": ErrorText("程序出现意外错误（编号 {reference}）。", "已录入的内容都在。请把编号告诉电脑管理员。"),
}
