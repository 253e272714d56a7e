"""A large docket of invented records for measurements: many cases of one person, 40 of them being enforced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from court_core.clock import instant_text
from court_core.records.fields import Value
from court_core.rules.dates import court_instant
from court_core.rules.time_limits import limit_for
from demo.names import Names
from demo.people import COURT_CODE
from demo.seeded import Draw, SeededRecord

ENFORCED = 40
_NINE = time(9)
_CAUSES = (
    "民间借贷纠纷",
    "买卖合同纠纷",
    "房屋租赁合同纠纷",
    "物业服务合同纠纷",
    "劳动争议",
    "信用卡纠纷",
    "承揽合同纠纷",
)


def docket(draw: Draw, judge_id: str, division_id: str, cases: int) -> Iterator[SeededRecord]:
    """`cases` cases with two parties and one process event each, cases first, then what belongs to them."""
    names = [Names(draw.random).person() for _ in range(400)]
    ids = [draw.new_id() for _ in range(cases)]
    for index, case_id in enumerate(ids):
        yield SeededRecord("case", case_id, _case(draw, index, judge_id, division_id))
    for index, case_id in enumerate(ids):
        enforced = index < ENFORCED
        for position, role in enumerate(("申请执行人", "被执行人") if enforced else ("原告", "被告"), start=1):
            values: dict[str, Value] = {
                "case_id": case_id,
                "name": draw.random.choice(names),
                "role": role,
                "side": "applicant" if position == 1 else "respondent",
                "kind": "natural",
                "position": position,
            }
            yield SeededRecord("party", draw.new_id(), values)
    for index, case_id in enumerate(ids):
        filed_on = _filed_on(draw.today, index)
        values = {
            "case_id": case_id,
            "node": "filed",
            "happened_on": filed_on.isoformat(),
            "operator_id": judge_id,
            "details": {"cause": _CAUSES[index % len(_CAUSES)]},
            "entered_at": instant_text(court_instant(filed_on, _NINE)),
        }
        yield SeededRecord("process_event", draw.new_id(), values)


def _case(draw: Draw, index: int, judge_id: str, division_id: str) -> dict[str, Value]:
    filed_on = _filed_on(draw.today, index)
    code = "执" if index < ENFORCED else "民初"
    number, procedure = index + 1, "执行程序" if index < ENFORCED else "普通程序"
    limit = limit_for(code, procedure)
    open_case = index % 5 != 4 or index < ENFORCED
    return {
        "number_text": f"（{filed_on.year}）{COURT_CODE}{code}{number}号",
        "number_year": filed_on.year,
        "number_court": COURT_CODE,
        "number_type": code,
        "number": number,
        "number_suffix": "",
        "cause": _CAUSES[index % len(_CAUSES)],
        "amount": 10_000_00 + index * 37,
        "procedure": procedure,
        "received_on": filed_on.isoformat(),
        "filed_on": filed_on.isoformat(),
        "time_limit": limit.key if limit else "",
        "judge_id": judge_id,
        "division_id": division_id,
        "status": "open" if open_case else "closed",
        "closed_on": None if open_case else draw.today.isoformat(),
        "close_mode": None if open_case else "判决",
    }


def _filed_on(today: date, index: int) -> date:
    return today - timedelta(days=10 + index % 170)
