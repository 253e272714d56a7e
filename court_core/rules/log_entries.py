"""Enforcement log entries (执行日志): kinds, who may read them, work dates, gaps of a week ([2013], 法发〔2014〕18号, DOMAIN §4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from court_core.clock import court_date
from court_core.errors import CourtError
from court_core.rules.account_numbers import mask_account_numbers
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.week import Week

Visibility = Literal["internal", "applicant", "both"]

VISIBILITIES: Mapping[Visibility, str] = {"internal": "内部", "applicant": "申请人可见", "both": "双方可见"}


@dataclass(frozen=True, slots=True)
class LogKind:
    """A kind of entry. `always_internal` cannot be raised by anybody; `action` shows only once it was carried out."""

    key: str
    label: str
    default_visibility: Visibility = "both"
    always_internal: bool = False
    action: bool = False


NOTHING = "nothing"
"""无事项: says that a working day had nothing to log; it fills a gap and is never shown outside."""

LOG_KINDS: tuple[LogKind, ...] = (
    LogKind("notice", "执行通知"),
    LogKind("service", "送达"),
    LogKind("contact", "电话联系"),
    LogKind("interview", "约谈"),
    LogKind("visit", "现场走访", "applicant"),
    LogKind("query", "财产查控", "applicant", action=True),
    LogKind("seizure", "查封扣押冻结", "applicant", action=True),
    LogKind("deduction", "扣划", "applicant", action=True),
    LogKind("search", "搜查", "applicant", action=True),
    LogKind("detention", "拘传拘留", "applicant", action=True),
    LogKind("valuation", "评估"),
    LogKind("auction", "拍卖变卖"),
    LogKind("restriction", "限制消费"),
    LogKind("dishonest", "失信名单"),
    LogKind("settlement", "和解"),
    LogKind("payment", "案款收发"),
    LogKind("document", "制作文书"),
    LogKind("closing", "结案"),
    LogKind("other", "其他", "internal"),
    # DOMAIN §4: these stay 内部 whatever is chosen.
    LogKind("plan", "拟采取的措施", "internal", always_internal=True),
    LogKind("clue", "线索来源", "internal", always_internal=True),
    LogKind("deliberation", "合议", "internal", always_internal=True),
    LogKind("approval", "审批批注", "internal", always_internal=True),
    LogKind("outsider", "案外人情况", "internal", always_internal=True),
    LogKind("technical", "技术侦查", "internal", always_internal=True),
    LogKind(NOTHING, "无事项", "internal", always_internal=True),
)


def log_kind(name: str, kinds: Sequence[LogKind] = LOG_KINDS) -> LogKind:
    """The kind of that key or label. CourtError `log.kind-unknown`."""
    for kind in kinds:
        if name in (kind.key, kind.label):
            return kind
    raise CourtError("log.kind-unknown", kind=name, known="、".join(kind.key for kind in kinds))


def check_visibility(value: str) -> Visibility:
    """The level of that name. CourtError `log.visibility-unknown`."""
    for level in VISIBILITIES:
        if value == level:
            return level
    raise CourtError("log.visibility-unknown", visibility=value)


_PLANNED = re.compile(
    r"(?:拟|计划|准备|打算|预计|尚未|待|明[日天]|后[日天]|下周|下[个]?月|择日|将于|将对)[^，。；;\n]{0,12}"
    r"(?:搜查|拘留|拘传|扣划|查封|扣押|冻结|查控|查询|提取|腾退|强制)"
)


def reads_as_planned(content: str) -> bool:
    """Whether the text announces a measure that was not carried out yet (拟…搜查, 明日扣划): it would warn the debtor."""
    return _PLANNED.search("".join(content.split())) is not None


def effective_visibility(kind: str, chosen: str, content: str = "", kinds: Sequence[LogKind] = LOG_KINDS) -> Visibility:
    """Who may read the entry after the rules had their say; never more than was chosen.

    Internal for the kinds that always are, for a kind this table does not know, for a level it does not know, and for
    text that announces a measure not yet carried out.
    """
    known = next((item for item in kinds if item.key == kind), None)
    if known is None or known.always_internal or reads_as_planned(content):
        return "internal"
    return next((level for level in VISIBILITIES if level == chosen), "internal")


def shown_to(side: str, visibility: str, *, today: date, not_before: date | None = None, released: bool = True) -> bool:
    """Whether a party of that side (applicant, respondent, third) may read an entry of this effective visibility today.

    双方 are the applicant's and the respondent's side; a third party reads neither level. Nothing shows before its release
    or before 公开不早于.
    """
    if not released or (not_before is not None and today < not_before):
        return False
    if visibility == "both":
        return side in ("applicant", "respondent")
    return visibility == "applicant" and side == "applicant"


def released_text(text: str) -> str:
    """An entry's text as parties read it: account numbers show their last four digits only."""
    return mask_account_numbers(text)


def work_date_errors(
    work_date: date, *, today: date, filed_on: date | None, closed_on: date | None = None
) -> tuple[CourtError, ...]:
    """What is wrong with a work date: `date.future`, `date.before-filing`, `log.after-closing`. All dates are court time."""
    errors = []
    if work_date > today:
        errors.append(CourtError("date.future", date=work_date.isoformat()))
    if filed_on is not None and work_date < filed_on:
        errors.append(CourtError("date.before-filing", date=work_date.isoformat(), filed_on=filed_on.isoformat()))
    if closed_on is not None and work_date > closed_on:
        errors.append(CourtError("log.after-closing", date=work_date.isoformat(), closed_on=closed_on.isoformat()))
    return tuple(errors)


def catch_up_days(work_date: date, entered_at: datetime) -> int:
    """How many days after the work the entry was made (补录); 0 on the same day of the court. Stays visible for ever.

    Never negative: a workstation's clock that was behind must not make an entry look early.
    """
    return max(0, (court_date(entered_at) - work_date).days)


def is_timely(work_date: date, entered_at: datetime, calendar: CourtCalendar) -> bool:
    """Whether the entry was in by the cut-off of its week.

    Work of the cut-off day itself that is logged the same day is in time [ours]: in the afternoon nobody could log it sooner.
    """
    return court_date(entered_at) <= work_date or entered_at <= calendar.cutoff_at(calendar.release_week(work_date))


@dataclass(frozen=True, slots=True)
class ActiveCase:
    """An enforcement case as the gap rule needs it: from filing to closing every working day is accounted for."""

    case_id: str
    filed_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A working day of a case without any entry, not even 无事项."""

    case_id: str
    work_date: date


def gaps(
    cases: Iterable[ActiveCase],
    week: Week,
    entries: Collection[tuple[str, date]],
    calendar: CourtCalendar,
    today: date,
    *,
    include_today: bool = False,
) -> tuple[Gap, ...]:
    """What is owed for the week's release: days worked, before today, of cases open that day, with no entry.

    `entries` are (case id, work date) of every kind, 无事项 included. The days are those whose logs go out with that
    week's release, so a Saturday worked in exchange is owed the week after; a week that merges into the next owes nothing.
    Today is not owed yet; `include_today` asks for it as well. Order: as `cases`, then by date.
    """
    done = set(entries)
    due = [day for day in calendar.log_days(week) if day < today or (include_today and day == today)]
    return tuple(
        Gap(case.case_id, day)
        for case in cases
        for day in due
        if case.filed_on <= day
        and (case.closed_on is None or day <= case.closed_on)
        and (case.case_id, day) not in done
    )
