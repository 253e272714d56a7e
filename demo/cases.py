"""300 invented cases with parties and agents: 130 civil, 50 criminal, 120 enforcement, the officer's 40 active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from court_core.rules.case_number import CaseNumber
from demo.names import Names
from demo.people import COURT_CODE, HEAD, JUDGE, OFFICER, OLD_PREFIX, SECOND_OFFICER, TYPIST, VICE_PRESIDENT
from demo.seeded import Draw


class Work(StrEnum):
    """The kind of work a case is."""

    CIVIL = "civil"
    CRIMINAL = "criminal"
    ENFORCEMENT = "enforcement"


@dataclass(frozen=True, slots=True)
class DemoParty:
    """A party: `natural` tells a person from an organisation."""

    party_id: str
    name: str
    role: str
    side: str
    natural: bool
    id_number: str
    phone: str
    address: str
    representative: str = ""
    lawyer: str = ""
    firm: str = ""


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A case with its parties. `judge` and `clerk` are logins; amounts are fen; `status` is a value of `case.status`."""

    case_id: str
    work: Work
    number: CaseNumber
    cause: str
    amount: int | None
    procedure: str
    source: str
    filed_on: date
    closed_on: date | None
    close_mode: str
    status: str
    judge: str
    clerk: str
    parties: tuple[DemoParty, ...]

    @property
    def active(self) -> bool:
        """Whether work on the case goes on."""
        return self.status == "open"

    def on(self, side: str) -> tuple[DemoParty, ...]:
        """The parties of one side."""
        return tuple(party for party in self.parties if party.side == side)


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases of a kind one person has, by status."""

    work: Work
    judge: str
    clerk: str
    counts: dict[str, int]


SHARES = (
    Share(Work.CIVIL, JUDGE.login, TYPIST.login, {"open": 46, "suspended": 4, "closed": 26, "archived": 4}),
    Share(Work.CIVIL, HEAD.login, "", {"open": 27, "suspended": 2, "closed": 19, "archived": 2}),
    Share(Work.CRIMINAL, VICE_PRESIDENT.login, "", {"open": 24, "suspended": 1, "closed": 21, "archived": 4}),
    Share(Work.ENFORCEMENT, OFFICER.login, TYPIST.login, {"open": 40, "closed": 15, "archived": 3}),
    Share(Work.ENFORCEMENT, SECOND_OFFICER.login, "", {"open": 34, "suspended": 3, "closed": 22, "archived": 3}),
)

_CIVIL_CAUSES = (
    "民间借贷纠纷 买卖合同纠纷 房屋租赁合同纠纷 物业服务合同纠纷 机动车交通事故责任纠纷 离婚纠纷 劳动争议 金融借款合同纠纷 "
    "信用卡纠纷 继承纠纷 承揽合同纠纷 追索劳动报酬纠纷"
).split()
_ENFORCED_CAUSES = (
    "民间借贷纠纷 买卖合同纠纷 房屋租赁合同纠纷 金融借款合同纠纷 信用卡纠纷 劳动争议 机动车交通事故责任纠纷 建设工程施工合同纠纷 "
    "物业服务合同纠纷 追偿权纠纷 抚养费纠纷 不当得利纠纷"
).split()
_CRIMES = "盗窃罪 危险驾驶罪 诈骗罪 故意伤害罪 帮助信息网络犯罪活动罪 掩饰、隐瞒犯罪所得罪 开设赌场罪".split()
_FAMILY = ("离婚纠纷", "继承纠纷", "抚养费纠纷")
_OF_PERSONS = (*_FAMILY, "机动车交通事故责任纠纷", "民间借贷纠纷")
_BANKS = ("金融借款合同纠纷", "信用卡纠纷")
_AT_WORK = ("劳动争议", "追索劳动报酬纠纷")
_SOURCES = {
    Work.CIVIL: ("当事人起诉", "当事人起诉", "网上立案"),
    Work.CRIMINAL: ("检察机关起诉",),
    Work.ENFORCEMENT: ("申请", "申请", "网上立案"),
}
PROSECUTOR = "广州市荔湾区人民检察院（演示）"

# How long an open case may have lasted, in days, to be within its time limit.
_LONGEST = {
    (Work.CIVIL, "普通程序"): 178,
    (Work.CIVIL, "简易程序"): 88,
    (Work.CIVIL, "小额诉讼程序"): 58,
    (Work.CRIMINAL, "普通程序"): 58,
    (Work.CRIMINAL, "简易程序"): 19,
    (Work.CRIMINAL, "速裁程序"): 9,
    (Work.ENFORCEMENT, "执行程序"): 178,
}
_CLOSE_MODES = {
    Work.CIVIL: ("判决", "判决", "判决", "调解", "准许撤诉"),
    Work.CRIMINAL: ("判决",),
    Work.ENFORCEMENT: ("执行完毕", "终结本次执行程序", "终结本次执行程序", "终结执行"),
}


def draw_cases(draw: Draw, names: Names) -> list[DemoCase]:
    """All cases, ordered by filing date, numbered as the filing division numbers them."""
    filings = [
        _draw_filing(draw, share, status, index)
        for share in SHARES
        for status, count in share.counts.items()
        for index in range(count)
    ]
    filings.sort(key=lambda filing: filing.filed_on)
    counters: dict[tuple[int, str], int] = {}
    return [_draw_case(draw, names, counters, filing) for filing in filings]


@dataclass(frozen=True, slots=True)
class _Filing:
    share: Share
    status: str
    procedure: str
    filed_on: date
    closed_on: date | None


def _draw_filing(draw: Draw, share: Share, status: str, index: int) -> _Filing:
    """Procedure and dates. Every second closed case was closed lately: its documents are in the coming batch."""
    kind = share.work
    procedure = draw.random.choice([procedure for work, procedure in _LONGEST if work is kind])
    if status == "archived" and kind is Work.ENFORCEMENT:
        filed_on = draw.worked_on_or_before(date(2015, 3 + index, 12))  # keeps its number of before 2016
        return _Filing(share, status, procedure, filed_on, draw.worked_after(filed_on, 140))
    longest = _LONGEST[kind, procedure]
    if status in ("open", "suspended"):
        # Two of each share are past their time limit, so that lists show what that looks like.
        over = index < 2 and status == "open"
        days = longest + 12 + index * 9 if over else draw.random.randint(min(4, longest), longest)
        return _Filing(share, status, procedure, draw.days_ago(days), None)
    # Never in the week that is being logged: the officer's grid then shows the 40 cases that go on, and no other.
    closed_days = draw.random.randint(9, 40) if index % 2 == 0 else draw.random.randint(60, 260)
    lasted = draw.random.randint(longest // 2, longest)
    return _Filing(share, status, procedure, draw.days_ago(closed_days + lasted), draw.days_ago(closed_days))


def _draw_case(draw: Draw, names: Names, counters: dict[tuple[int, str], int], filing: _Filing) -> DemoCase:
    share, kind, pick = filing.share, filing.share.work, draw.random.choice
    cause = pick({Work.CIVIL: _CIVIL_CAUSES, Work.CRIMINAL: _CRIMES, Work.ENFORCEMENT: _ENFORCED_CAUSES}[kind])
    return DemoCase(
        case_id=draw.new_id(),
        work=kind,
        number=_number(draw, counters, kind, filing.filed_on),
        cause=cause,
        amount=None if kind is Work.CRIMINAL or cause == "离婚纠纷" else draw.random.randint(3_000_00, 900_000_00),
        procedure=filing.procedure,
        source=pick(_SOURCES[kind]),
        filed_on=filing.filed_on,
        closed_on=filing.closed_on,
        close_mode=pick(_CLOSE_MODES[kind]) if filing.closed_on else "",
        status=filing.status,
        judge=share.judge,
        clerk=share.clerk,
        parties=_parties(draw, names, kind, cause),
    )


def _number(draw: Draw, counters: dict[tuple[int, str], int], kind: Work, filed_on: date) -> CaseNumber:
    if filed_on.year < 2016:
        number = counters[filed_on.year, "old"] = counters.get((filed_on.year, "old"), 400) + draw.random.randint(3, 60)
        return CaseNumber.parse(f"（{filed_on.year}）{OLD_PREFIX}执字第{number}号")
    code = {Work.CIVIL: "民初", Work.CRIMINAL: "刑初", Work.ENFORCEMENT: "执"}[kind]
    if kind is Work.ENFORCEMENT and draw.random.random() < 0.08:
        code = "执恢"
    key = filed_on.year, code
    counters[key] = counters.get(key, 300) + draw.random.randint(1, 40)
    return CaseNumber.parse(f"（{filed_on.year}）{COURT_CODE}{code}{counters[key]}号")


def _parties(draw: Draw, names: Names, kind: Work, cause: str) -> tuple[DemoParty, ...]:
    if kind is Work.CRIMINAL:
        prosecutor = DemoParty(draw.new_id(), PROSECUTOR, "公诉机关", "applicant", False, "", "", "")
        return (prosecutor, *(_party(draw, names, "被告人", "respondent", True) for _ in range(1 + (_one_in(draw, 4)))))
    applicant, respondent = ("申请执行人", "被执行人") if kind is Work.ENFORCEMENT else ("原告", "被告")
    claims_person = cause in (*_OF_PERSONS, *_AT_WORK) or (cause not in _BANKS and _one_in(draw, 2) == 1)
    owes_person = cause in (*_OF_PERSONS, *_BANKS) or (cause not in _AT_WORK and _one_in(draw, 2) == 1)
    first = _party(draw, names, applicant, "applicant", claims_person, bank=cause in _BANKS)
    count = 1 if cause in _FAMILY else 1 + _one_in(draw, 3)
    return (first, *(_party(draw, names, respondent, "respondent", owes_person) for _ in range(count)))


def _one_in(draw: Draw, chances: int) -> int:
    return 1 if draw.random.randrange(chances) == 0 else 0


def _party(draw: Draw, names: Names, role: str, side: str, natural: bool, bank: bool = False) -> DemoParty:
    lawyer = draw.random.random() < 0.35 and role != "被告人"
    return DemoParty(
        party_id=draw.new_id(),
        name=names.person() if natural else names.bank() if bank else names.company(),
        role=role,
        side=side,
        natural=natural,
        id_number=names.id_number() if natural else names.credit_code(),
        phone=names.phone(),
        address=names.address(),
        representative="" if natural else names.person(),
        lawyer=names.person() if lawyer else "",
        firm=names.law_firm() if lawyer else "",
    )
