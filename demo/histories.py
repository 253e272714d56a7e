"""What has happened in each case so far: process events from filing to closing, entered mostly in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from court_core.clock import instant_text
from court_core.records.fields import Value
from court_core.rules.case_clock import seizure_expiry
from court_core.rules.dates import court_instant
from demo.cases import DemoCase, Work
from demo.people import STAFF
from demo.records import Directory
from demo.seeded import Draw, SeededRecord

_NAMES = {person.login: person.name for person in STAFF}
_ROOMS = ("第一法庭", "第二法庭", "第五法庭", "速裁一庭")
_DEPOSITS = ("演示银行账户 6200000000001234", "演示农村商业银行账户 6200000000005678")
_MOVABLES = ("粤A演示01号小型轿车", "粤A演示88号轻型货车")
_ESTATES = ("广州市荔湾区演示花地路58号902房", "广州市荔湾区演示东漖路16号商铺")


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """One process event before it becomes a record; `details` are fields of its node."""

    node: str
    happened_on: date
    details: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""


def event_records(draw: Draw, directory: Directory, cases: Iterable[DemoCase]) -> list[SeededRecord]:
    """The events of all cases. One in twelve was entered days late, as the entry-in-time figure should show."""
    records = []
    for case in cases:
        for event in history(draw, case):
            late = draw.random.randint(2, 6) if draw.random.random() < 1 / 12 else draw.random.randint(0, 1)
            entered_on = draw.worked_after(event.happened_on, late)
            values: dict[str, Value] = {
                "case_id": case.case_id,
                "node": event.node,
                "happened_on": event.happened_on.isoformat(),
                "operator_id": directory.staff_ids[case.clerk or case.judge],
                "details": dict(event.details),
                "note": event.note or None,
                "public_from": None,
                "entered_at": instant_text(entered_at(draw, entered_on)),
            }
            records.append(SeededRecord("process_event", draw.new_id(), values))
    return records


def entered_at(draw: Draw, day: date) -> datetime:
    """Some moment of that working day's morning, so that nothing is entered after the tour's Friday morning begins."""
    return court_instant(day, time(8, draw.random.randint(0, 29)))


def history(draw: Draw, case: DemoCase) -> list[DemoEvent]:
    """The events of one case up to today, in order."""
    filed = DemoEvent(
        "filed",
        case.filed_on,
        _given(cause=case.cause, amount=case.amount, procedure=case.procedure, source=case.source),
    )
    role = "执行员" if case.work is Work.ENFORCEMENT else "承办法官"
    assigned = DemoEvent(
        "assigned", _after(draw, case, 1), {"person": _NAMES[case.judge], "role": role, "reason": "随机分案"}
    )
    course = {Work.CIVIL: _civil, Work.CRIMINAL: _criminal, Work.ENFORCEMENT: _enforcement}[case.work]
    events = [filed, assigned, *course(draw, case), *_ending(draw, case)]
    return sorted((event for event in events if event.happened_on <= draw.today), key=lambda event: event.happened_on)


def _after(draw: Draw, case: DemoCase, days: int) -> date:
    """A working day after filing; the day itself where it would lie beyond the case's end or today."""
    day = draw.worked_after(case.filed_on, days)
    return min(day, case.closed_on) if case.closed_on else day


def _reached(draw: Draw, case: DemoCase, days: int) -> bool:
    return case.filed_on + timedelta(days=days) <= (case.closed_on or draw.today)


def _given(**details: Value) -> dict[str, Value]:
    return {name: value for name, value in details.items() if value is not None}


def _civil(draw: Draw, case: DemoCase) -> list[DemoEvent]:
    events = []
    if case.amount:
        fee = max(50_00, case.amount * 23 // 1000)
        events.append(DemoEvent("fee-paid", _after(draw, case, 1), {"payable": fee, "paid": fee}))
    for party in case.on("respondent"):
        if _reached(draw, case, 6):
            sent, received = _after(draw, case, 3), _after(draw, case, 6)
            details = {
                "addressee": party.name, "document": "起诉状副本", "method": draw.random.choice(("邮寄送达", "电子送达", "直接送达")),
                "sent_on": sent.isoformat(), "received_on": received.isoformat(), "result": "已送达",
            }  # fmt: skip
            events.append(DemoEvent("service", received, details))
    if _reached(draw, case, 12):
        events.extend(_hearing(draw, case, 12, 26))
    if case.procedure == "普通程序" and _reached(draw, case, 40) and draw.random.random() < 0.2:
        entrusted, replied = _after(draw, case, 30), _after(draw, case, 40)
        details = {
            "institution": "广东演示司法鉴定所", "matter": "工程造价", "entrusted_on": entrusted.isoformat(),
            "replied_on": replied.isoformat(),
        }  # fmt: skip
        events.append(DemoEvent("appraisal", replied, details))
    if _reached(draw, case, 30):
        events.append(DemoEvent("deliberation", _after(draw, case, 30), {"opinion": "同意主审意见（演示）"}))
    return events


def _hearing(draw: Draw, case: DemoCase, scheduled_after: int, held_after: int) -> list[DemoEvent]:
    room, clock = draw.random.choice(_ROOMS), draw.random.choice(("09:00", "09:30", "14:30", "15:00"))
    day = case.filed_on + timedelta(days=held_after)
    while not draw.is_working_day(day):
        day += timedelta(days=1)
    when = f"{(min(day, case.closed_on) if case.closed_on else day).isoformat()}T{clock}"
    details: dict[str, Value] = {"time": when, "room": room, "sequence": 1}
    events = [DemoEvent("hearing-scheduled", _after(draw, case, scheduled_after), details)]
    held_on = date.fromisoformat(when[:10])
    if held_on < draw.today:
        events.append(DemoEvent("hearing-held", held_on, details))
    return events


def _criminal(draw: Draw, case: DemoCase) -> list[DemoEvent]:
    prosecutor = case.on("applicant")[0].name
    number = f"穗荔检刑诉（演示）〔{case.number.year}〕{case.number.number}号"
    events = [DemoEvent("indictment", case.filed_on, {"office": prosecutor, "document_number": number})]
    for party in case.on("respondent"):
        details = {"person": party.name, "kind": "取保候审", "start": case.filed_on.isoformat()}
        events.append(DemoEvent("coercive-measure", case.filed_on, details))
        if _reached(draw, case, 3):
            events.append(DemoEvent("plea", _after(draw, case, 3), {"person": party.name, "accepted": True}))
    if _reached(draw, case, 5):
        events.extend(_hearing(draw, case, 4, 8))
    return events


def _enforcement(draw: Draw, case: DemoCase) -> list[DemoEvent]:
    events = []
    for party in case.on("respondent"):
        if _reached(draw, case, 4):
            sent, received = _after(draw, case, 2), _after(draw, case, 4)
            details = {"addressee": party.name, "sent_on": sent.isoformat(), "received_on": received.isoformat()}
            events.append(DemoEvent("enforcement-notice", received, details))
            events.append(DemoEvent("property-report", received, {"addressee": party.name, "result": "未报告"}))
        if _reached(draw, case, 9):
            replied = _after(draw, case, 9)
            details = {
                "person": party.name, "scope": "存款、车辆、不动产", "replied_on": replied.isoformat(),
                "result": draw.random.choice(("有存款可供冻结", "名下有车辆一辆", "暂未发现可供执行的财产")),
            }  # fmt: skip
            events.append(DemoEvent("property-query", replied, details))
    debtor = case.on("respondent")[0].name
    if _reached(draw, case, 15) and draw.random.random() < 0.6:
        events.append(_seizure(draw, case, debtor))
    if _reached(draw, case, 35) and draw.random.random() < 0.5:
        events.append(DemoEvent("consumption-restriction", _after(draw, case, 35), {"person": debtor, "state": "发出"}))
    if _reached(draw, case, 60) and draw.random.random() < 0.25:
        start, end = _after(draw, case, 55), _after(draw, case, 60)
        details = {
            "property": draw.random.choice(_ESTATES), "round": "一拍", "start": start.isoformat(),
            "end": end.isoformat(), "result": "流拍",
        }  # fmt: skip
        events.append(DemoEvent("auction", end, details))
    return events


def _seizure(draw: Draw, case: DemoCase, debtor: str) -> DemoEvent:
    day = _after(draw, case, 15)
    kind, what = draw.random.choice((("存款", _DEPOSITS), ("动产", _MOVABLES), ("不动产", _ESTATES)))
    details = {
        "person": debtor, "kind": kind, "measure": "冻结" if kind == "存款" else "查封",
        "property": draw.random.choice(what), "carried_out_on": day.isoformat(),
        "expires_on": seizure_expiry(kind, day).isoformat(),
    }  # fmt: skip
    return DemoEvent("seizure", day, details)


def _ending(draw: Draw, case: DemoCase) -> list[DemoEvent]:
    events = []
    if case.status == "suspended":
        events.append(DemoEvent("suspended", draw.worked_after(case.filed_on, 20), {"reason": "等待另案审理结果"}))
    if case.closed_on is None:
        return events
    if case.work is Work.ENFORCEMENT:
        events.append(DemoEvent("enforcement-closed", case.closed_on, {"method": case.close_mode}))
    else:
        if case.close_mode == "判决":
            events.append(DemoEvent("pronounced", case.closed_on, {"method": "定期宣判"}))
        events.append(DemoEvent("closed", case.closed_on, {"method": case.close_mode}))
    if case.status == "archived":
        archived_on = draw.worked_after(case.closed_on, 40)
        events.append(
            DemoEvent("archived", archived_on, {"file_number": f"演示{case.number.year}-{case.number.number}"})
        )
    return events
