"""Trial and enforcement time limits (审限), their extensions, and the periods that do not count (DOMAIN §3).

Sources: 民事诉讼法 152, 164, 168, 187, 223, 225; 刑事诉讼法 105, 208, 212, 220, 225; 行政诉讼法 81, 83;
法释〔2000〕29号 (严格执行案件审理期限制度). Every limit is a row that
an administrator may edit; functions take the table as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from court_core.errors import CourtError
from court_core.rules.case_types import nature_of
from court_core.rules.dates import Span, add_span, check_range
from court_core.rules.working_days import Calendar, CalendarDate


@dataclass(frozen=True, slots=True)
class ExtensionStep:
    """One approval that lengthens a limit. `total` is the whole limit afterwards, counted from filing."""

    total: Span
    approved_by: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A named limit. `custody`: ends on its day even when that is a rest day. `starts` says what day it runs from."""

    key: str
    label: str
    span: Span
    rule: str
    extensions: tuple[ExtensionStep, ...] = ()
    aliases: tuple[str, ...] = ()
    custody: bool = False
    starts: str = "立案"


_PRESIDENT = "院长"
_ABOVE = "上一级人民法院"

LIMITS: tuple[TimeLimit, ...] = (
    TimeLimit("civil-ordinary", "民事普通", Span(6), "民事诉讼法 第152条",
              (ExtensionStep(Span(12), _PRESIDENT),), ("民事普通程序", "普通")),
    TimeLimit("civil-summary", "民事简易", Span(3), "民事诉讼法 第164条",
              (ExtensionStep(Span(4), _PRESIDENT),), ("简易", "简易程序")),
    TimeLimit("small-claims", "小额", Span(2), "民事诉讼法 第168条",
              (ExtensionStep(Span(3), _PRESIDENT),), ("小额诉讼", "民事小额")),
    TimeLimit("special-procedure", "特别程序", Span(days=30), "民事诉讼法 第187条", (), ("民事特别程序",)),
    TimeLimit("payment-order-acceptance", "支付令受理", Span(days=5), "民事诉讼法 第225条",
              (), ("支付令-受理", "payment-order-accept"), starts="收到申请"),
    TimeLimit("payment-order", "支付令发令", Span(days=15), "民事诉讼法 第227条",
              (), ("支付令-发令", "支付令", "payment-order-issue"), starts="受理"),
    TimeLimit("criminal-public", "刑事公诉", Span(2), "刑事诉讼法 第208条",
              (ExtensionStep(Span(3), "法定最长"), ExtensionStep(Span(6), _ABOVE)), ("刑事公诉普通",)),
    TimeLimit("criminal-public-custody", "刑事公诉（在押）", Span(2), "刑事诉讼法 第105、208条",
              (ExtensionStep(Span(3), "法定最长"), ExtensionStep(Span(6), _ABOVE)), ("刑事公诉在押",), custody=True),
    TimeLimit("criminal-summary", "刑事简易", Span(days=20), "刑事诉讼法 第220条",
              (ExtensionStep(Span(1, 15), "可能判处三年以上"),)),
    TimeLimit("criminal-expedited", "速裁", Span(days=10), "刑事诉讼法 第225条",
              (ExtensionStep(Span(days=15), "可能判处一年以上"),), ("刑事速裁", "速裁程序")),
    TimeLimit("criminal-private", "刑事自诉", Span(6), "刑事诉讼法 第212条（未羁押）", (), ("刑事自诉未羁押",)),
    TimeLimit("administrative-ordinary", "行政普通", Span(6), "行政诉讼法 第81条", (), ("admin-ordinary", "行政普通程序")),
    TimeLimit("administrative-summary", "行政简易", Span(days=45), "行政诉讼法 第83条", (), ("admin-summary",)),
    TimeLimit("enforcement", "执行", Span(6), "法释〔2000〕29号 第5条",
              (), ("执行实施",)),
    TimeLimit("non-litigation-enforcement", "非诉执行", Span(3), "法释〔2000〕29号 第5条", (), ("行政非诉执行",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExclusionGround:
    """A reason why days do not count towards the limit."""

    key: str
    label: str


EXCLUSION_GROUNDS: tuple[ExclusionGround, ...] = (
    ExclusionGround("public-notice", "公告"),
    ExclusionGround("appraisal", "鉴定"),
    ExclusionGround("audit-valuation", "审计、评估"),
    ExclusionGround("jurisdiction-objection", "管辖异议"),
    ExclusionGround("suspension", "中止"),
    ExclusionGround("settlement", "当事人和解"),
    ExclusionGround("supplementary-investigation", "补充侦查"),
    ExclusionGround("stay", "暂缓执行"),
    ExclusionGround("auction", "拍卖、变卖"),
)


@dataclass(frozen=True, slots=True, order=True)
class ExcludedPeriod:
    """Days that do not count, both ends included. `end` is None while the period still runs."""

    start: date
    end: date | None
    ground: str = ""

    def __post_init__(self) -> None:
        """CourtError `time-limit.period-reversed` when the end lies before the start."""
        if self.end is not None and self.end < self.start:
            raise CourtError("time-limit.period-reversed", start=self.start.isoformat(), end=self.end.isoformat())


Excluded = ExcludedPeriod | tuple[date, date | None]


def limit_named(name: str, limits: Sequence[TimeLimit] = LIMITS) -> TimeLimit:
    """The limit with that key, label or alias. CourtError `time-limit.unknown`."""
    wanted = "".join(name.split())
    for limit in limits:
        if wanted in (limit.key, limit.label, *limit.aliases):
            return limit
    raise CourtError("time-limit.unknown", name=name, known="、".join(limit.key for limit in limits))


def limit_for(type_code: str, procedure: str = "", limits: Sequence[TimeLimit] = LIMITS) -> TimeLimit | None:
    """The limit a case of this type code and procedure (普通, 简易, 小额, 速裁, 自诉, …) has by default.

    None for types whose limit this table does not hold (管辖, 司法救助, 破产, 再审审查 …): the clerk then chooses.
    """
    by_type = {"民催": "special-procedure", "民特": "special-procedure", "民督": "payment-order",
               "行审": "non-litigation-enforcement", "执": "enforcement", "执恢": "enforcement"}  # fmt: skip
    key = by_type.get(type_code)
    if key is None and type_code.endswith("初"):
        key = _first_instance_limit(nature_of(type_code), procedure)
    return limit_named(key, limits) if key else None


def _first_instance_limit(nature: str, procedure: str) -> str | None:
    words: Mapping[str, tuple[tuple[str, str], ...]] = {
        "civil": (("小额", "small-claims"), ("简易", "civil-summary"), ("特别", "special-procedure"), ("", "civil-ordinary")),
        "criminal": (("速裁", "criminal-expedited"), ("简易", "criminal-summary"), ("自诉", "criminal-private"),
                     ("", "criminal-public")),
        "administrative": (("简易", "administrative-summary"), ("", "administrative-ordinary")),
    }  # fmt: skip
    return next((key for word, key in words.get(nature, ()) if word in procedure), None)


def deadline(
    limit: TimeLimit,
    filed_on: date,
    excluded: Iterable[Excluded] = (),
    calendar: Calendar | None = None,
    extended: int | Sequence[Span] = 0,
    *,
    custody: bool = False,
    as_of: date | None = None,
) -> CalendarDate:
    """The last day of the limit for a case filed on `filed_on`.

    The day of filing does not count (民事诉讼法 第85条, 民法典 第201条); a limit in months ends on the corresponding day, or on
    the month's last day when there is none (民法典 第202条); excluded days are merged where they overlap and push the end
    by as many days as fall into the limit; an end on a rest day moves to the next working day, but never for custody
    (刑事诉讼法 第105条). 简转普 in civil cases runs on: pass the new limit with the same `filed_on`.

    `extended`: how many of the limit's own extension steps were approved, or the approved spans themselves.
    `as_of`: until when a period that still runs is counted; without it such a period raises `time-limit.period-open`.
    Also raises `time-limit.no-extension`, `time-limit.period-reversed`, `date.out-of-range`.
    """
    end = add_span(filed_on, total_span(limit, extended))
    for first, last in merged_periods(excluded, as_of):
        if first > end:
            break
        counted_from = max(first, filed_on + timedelta(days=1))
        if last >= counted_from:
            end = check_range(end + timedelta(days=(last - counted_from).days + 1))
    if custody or limit.custody:
        return CalendarDate(end)
    return (calendar or Calendar()).next_working(end)


def total_span(limit: TimeLimit, extended: int | Sequence[Span] = 0) -> Span:
    """The whole length with its extensions. CourtError `time-limit.no-extension` for more steps than the law knows."""
    if not isinstance(extended, int):
        return sum(extended, limit.span)
    if not 0 <= extended <= len(limit.extensions):
        raise CourtError("time-limit.no-extension", label=limit.label, allowed=len(limit.extensions))
    return limit.extensions[extended - 1].total if extended else limit.span


def merged_periods(excluded: Iterable[Excluded], as_of: date | None = None) -> tuple[tuple[date, date], ...]:
    """The excluded days as ordered periods that neither overlap nor touch. Raises as `deadline` does."""
    periods = sorted(_closed(period, as_of) for period in excluded)
    merged: list[tuple[date, date]] = []
    for first, last in periods:
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def days_left(due: CalendarDate | date, today: date) -> int:
    """Days from today to the deadline: 0 on its day, negative when it has passed."""
    return ((due.date if isinstance(due, CalendarDate) else due) - today).days


def _closed(period: Excluded, as_of: date | None) -> tuple[date, date]:
    checked = period if isinstance(period, ExcludedPeriod) else ExcludedPeriod(*period)
    if checked.end is not None:
        return check_range(checked.start), check_range(checked.end)
    if as_of is None:
        raise CourtError("time-limit.period-open", start=checked.start.isoformat())
    return checked.start, max(checked.start, as_of)
