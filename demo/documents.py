"""Twenty invented judicial documents: judgments, mediation papers, rulings, enforcement rulings, each a real .docx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from demo.cases import DemoCase, DemoParty, Work
from demo.judgments import JudgmentText, compose
from demo.people import COURT_NAME, STAFF, TYPIST
from demo.seeded import Draw

_NAMES = {staff.login: staff.name for staff in STAFF}


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A document of a case and its file; dates None where it has not come so far."""

    document_id: str
    case: DemoCase
    kind: str
    title: str
    decided_on: date
    served_on: date | None
    effective_on: date | None
    file_name: str
    content: bytes


_WANTED = (
    (Work.CIVIL, "民事判决书", 8),
    (Work.CIVIL, "民事调解书", 3),
    (Work.CIVIL, "民事裁定书", 2),
    (Work.CRIMINAL, "刑事判决书", 3),
    (Work.ENFORCEMENT, "执行裁定书", 4),
)


def draw_documents(draw: Draw, cases: Iterable[DemoCase]) -> list[DemoDocument]:
    """The documents, of cases closed most recently, so that this month's batch has something in it."""
    closed = sorted(
        (case for case in cases if case.closed_on and case.number.style == "2016"),
        key=lambda case: case.closed_on or case.filed_on,
        reverse=True,
    )
    result: list[DemoDocument] = []
    taken: set[str] = set()
    for kind_of_case, kind, count in _WANTED:
        fitting = [case for case in closed if case.case_id not in taken and _fits(case, kind_of_case, kind)]
        for index, case in enumerate(fitting[:count]):
            taken.add(case.case_id)
            result.append(_draw_document(draw, case, kind, index))
    return result


def _fits(case: DemoCase, kind_of_case: Work, kind: str) -> bool:
    modes = {"民事判决书": "判决", "民事调解书": "调解", "民事裁定书": "准许撤诉"}
    return case.work is kind_of_case and modes.get(kind, case.close_mode) == case.close_mode


def _draw_document(draw: Draw, case: DemoCase, kind: str, index: int) -> DemoDocument:
    decided_on = case.closed_on or case.filed_on
    served_on = draw.worked_after(decided_on, 3 + index)
    effective_on = draw.worked_after(served_on, 1 if kind in ("民事调解书", "执行裁定书") else 16)
    in_effect = effective_on < draw.today
    return DemoDocument(
        document_id=draw.new_id(),
        case=case,
        kind=kind,
        title=f"{_short(case)}{case.cause}{kind}"[:80],
        decided_on=decided_on,
        served_on=served_on if served_on <= draw.today else None,
        effective_on=effective_on if in_effect else None,
        file_name=f"{case.number.text}{kind}.docx",
        content=compose(document_text(case, kind, decided_on)),
    )


def _short(case: DemoCase) -> str:
    """Plaintiff and defendant as a title names them; a criminal case is named by its accused."""
    respondent = case.on("respondent")[0].name
    return respondent if case.work is Work.CRIMINAL else f"{case.on('applicant')[0].name}与{respondent}"


def document_text(case: DemoCase, kind: str, decided_on: date) -> JudgmentText:
    """The words of a document of `kind` in `case`."""
    body = {
        "民事判决书": _civil_judgment,
        "民事调解书": _mediation,
        "民事裁定书": _withdrawal,
        "刑事判决书": _criminal_judgment,
        "执行裁定书": _enforcement_ruling,
    }[kind](case)
    post = "执　行　员" if case.work is Work.ENFORCEMENT else "审　判　员"
    return JudgmentText(
        court=COURT_NAME,
        title=" ".join(kind),
        case_number=case.number.text,
        header=tuple(line for party in case.parties for line in _header_lines(party)),
        body=body,
        signatures=((post, _NAMES[case.judge]),),
        decided_on=decided_on,
        clerk=_NAMES[case.clerk] if case.clerk else TYPIST.name,
    )


def _header_lines(party: DemoParty) -> list[str]:
    if party.role == "公诉机关":
        return [f"公诉机关{party.name}。"]
    if party.natural:
        year, month, day = party.id_number[6:10], int(party.id_number[10:12]), int(party.id_number[12:14])
        sex = "男" if int(party.id_number[16]) % 2 else "女"
        lines = [
            f"{party.role}：{party.name}，{sex}，{year}年{month}月{day}日出生，汉族，住{party.address}，"
            f"公民身份号码{party.id_number}。"
        ]
    else:
        lines = [
            f"{party.role}：{party.name}，住所地{party.address}，统一社会信用代码{party.id_number}。",
            f"法定代表人：{party.representative}，经理。",
        ]
    if party.lawyer:
        lines.append(f"委托诉讼代理人：{party.lawyer}，{party.firm}律师。")
    return lines


def _yuan(case: DemoCase) -> str:
    return f"{(case.amount or 5_000_00) / 100:.2f}".rstrip("0").rstrip(".") + "元"


def _civil_judgment(case: DemoCase) -> tuple[str, ...]:
    plaintiff, defendant = case.on("applicant")[0].name, case.on("respondent")[0].name
    others = "、".join(party.name for party in case.on("respondent"))
    claim = "判令双方离婚" if case.cause == "离婚纠纷" else f"判令被告支付{_yuan(case)}及相应利息"
    verdict = (
        f"一、准予原告{plaintiff}与被告{defendant}离婚；"
        if case.cause == "离婚纠纷"
        else f"一、被告{others}于本判决发生法律效力之日起十日内向原告{plaintiff}支付{_yuan(case)}；"
    )
    return (
        f"原告{plaintiff}与被告{others}{case.cause}一案，本院于{_day(case.filed_on)}立案后，依法适用{case.procedure}"
        "公开开庭进行了审理。原告及被告到庭参加诉讼。本案现已审理终结。",
        f"{plaintiff}向本院提出诉讼请求：1.{claim}；2.本案诉讼费由被告负担。",
        f"{defendant}辩称，对原告主张的部分事实不予认可，请求依法判决。",
        "经审理查明：本案所涉合同、转账凭证及往来记录经庭审质证，本院对其真实性予以确认，并据此认定上述事实（演示）。",
        "本院认为，当事人应当按照约定全面履行自己的义务。原告的诉讼请求有事实和法律依据，本院予以支持。",
        "依照《中华人民共和国民法典》第五百零九条、《中华人民共和国民事诉讼法》第六十七条规定，判决如下：",
        verdict,
        "二、驳回原告的其他诉讼请求。",
        "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于广东省广州市中级人民法院。",
    )


def _mediation(case: DemoCase) -> tuple[str, ...]:
    plaintiff = case.on("applicant")[0].name
    others = "、".join(party.name for party in case.on("respondent"))
    return (
        f"案由：{case.cause}",
        f"本院于{_day(case.filed_on)}立案受理原告{plaintiff}与被告{others}{case.cause}一案。",
        "本案审理过程中，经本院主持调解，当事人自愿达成如下协议：",
        f"一、被告{others}于三十日内分两期向原告{plaintiff}支付{_yuan(case)}；",
        "二、双方就本案再无其他争议。",
        "上述协议，不违反法律规定，本院予以确认。本调解书经各方当事人签收后，即具有法律效力。",
    )


def _withdrawal(case: DemoCase) -> tuple[str, ...]:
    plaintiff = case.on("applicant")[0].name
    others = "、".join(party.name for party in case.on("respondent"))
    return (
        f"原告{plaintiff}与被告{others}{case.cause}一案，本院于{_day(case.filed_on)}立案。原告{plaintiff}"
        "以双方已自行和解为由，向本院提出撤诉申请。",
        "本院认为，原告的撤诉申请系其真实意思表示，不违反法律规定，应予准许。",
        "依照《中华人民共和国民事诉讼法》第一百四十八条第一款规定，裁定如下：",
        f"准许原告{plaintiff}撤诉。",
    )


def _criminal_judgment(case: DemoCase) -> tuple[str, ...]:
    prosecutor = case.on("applicant")[0].name
    accused = "、".join(party.name for party in case.on("respondent"))
    return (
        f"{prosecutor}指控被告人{accused}犯{case.cause}，于{_day(case.filed_on)}向本院提起公诉。本院依法适用"
        f"{case.procedure}公开开庭审理了本案。现已审理终结。",
        f"公诉机关指控：被告人{accused}的行为已构成{case.cause}，提请依法判处。被告人{accused}对指控的事实无异议，自愿认罪认罚。",
        "经审理查明的事实与指控的事实一致（演示）。",
        f"本院认为，被告人{accused}的行为已构成{case.cause}，公诉机关的指控成立。被告人能如实供述，依法可以从轻处罚。",
        "依照《中华人民共和国刑法》第六十七条第三款、《中华人民共和国刑事诉讼法》第十五条之规定，判决如下：",
        f"被告人{accused}犯{case.cause}，判处有期徒刑八个月，并处罚金人民币三千元。",
        "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向广东省广州市中级人民法院提出上诉。",
    )


def _enforcement_ruling(case: DemoCase) -> tuple[str, ...]:
    applicant = case.on("applicant")[0].name
    debtors = "、".join(party.name for party in case.on("respondent"))
    return (
        f"申请执行人{applicant}与被执行人{debtors}{case.cause}一案，本院于{_day(case.filed_on)}立案执行，执行标的为"
        f"{_yuan(case)}。",
        f"执行中，本院向被执行人{debtors}发出执行通知书、报告财产令，并通过网络执行查控系统查询其银行存款、车辆、"
        "不动产等财产信息，未发现其他可供执行的财产。",
        "本院认为，申请执行人对本次执行情况无异议。依照《中华人民共和国民事诉讼法》第二百六十八条规定，裁定如下：",
        "终结本次执行程序。",
        "申请执行人发现被执行人有可供执行财产的，可以再次申请执行。本裁定送达后立即生效。",
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
