"""Process nodes: fields, checks, party-visible text (DOMAIN §3, 法释〔2018〕7号)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.process_node_catalogue import NODES, node_named, nodes_for
from court_core.rules.process_nodes import (
    FieldKind,
    Node,
    NodeField,
    money_text,
    party_text,
    read_event,
    read_value,
    shown_value,
    visible_from,
)

FILED = date(2026, 8, 12)
TODAY = date(2026, 11, 20)


def codes(node: Node, typed: dict[str, object], happened_on: date = TODAY) -> list[tuple[str, object]]:
    reading = read_event(node, happened_on, typed, today=TODAY, filed_on=FILED)
    return [(error.code, error.details.get("key", "")) for error in reading.errors]


def test_every_row_of_the_rule_is_in_the_catalogue() -> None:
    rows = (
        "收案 立案 缴费 减缓免诉讼费 分案 组成合议庭 变更承办人 送达 管辖异议 保全 先予执行 证据交换 庭前会议 排期 开庭 延期开庭 鉴定 评估 审计 "
        "中止 恢复 延长审限 扣除审限 程序转换 合议 审委会讨论 宣判 结案 上诉 抗诉 移送上级法院 二审结果 生效 归档 起诉书 强制措施 认罪认罚 "
        "补充侦查 被诉行为 负责人出庭 执行通知 报告财产令 网络查控 查封扣押冻结 拍卖、变卖 限制消费 失信 执行和解 暂缓执行 款项分配 终本 执行结案"
    )
    assert [node_named(label).label for label in rows.split()] == rows.split()
    assert len(NODES) == len(rows.split())


def test_keys_and_labels_are_unique_and_ascii() -> None:
    assert len({node.key for node in NODES}) == len({node.label for node in NODES}) == len(NODES)
    for node in NODES:
        assert re.fullmatch("[a-z][a-z-]*", node.key)
        assert len({field.key for field in node.fields}) == len(node.fields)
        for field in node.fields:
            assert re.fullmatch("[a-z][a-z_]*", field.key)
            assert (field.kind is FieldKind.CHOICE) == bool(field.choices)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.key)
def test_a_nodes_text_and_rules_name_only_its_own_fields(node: Node) -> None:
    keys = {field.key for field in node.fields}
    assert set(re.findall(r"\{(\w+)\}", node.text)) <= keys | {"date"}
    named = {field.not_before for field in node.fields} | {node.carried_out_by}
    if node.exclusion:
        named |= {node.exclusion.start, node.exclusion.end}
        assert node.exclusion.ended_by in {"", *(other.key for other in NODES)}
    assert named <= keys | {""}
    assert node.internal == (node.text == "")


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.key)
def test_approvers_reasons_of_assignment_and_opinions_never_reach_a_party(node: Node) -> None:
    assert not {"approver", "opinion"} & set(re.findall(r"\{(\w+)\}", node.text))


SAMPLES: dict[FieldKind, str] = {
    FieldKind.TEXT: "样例", FieldKind.PERSON: "周文海", FieldKind.DATE: "2026-11-19", FieldKind.DATETIME: "2026-11-19 09:30",
    FieldKind.MONEY: "486,200.00", FieldKind.NUMBER: "2", FieldKind.BOOL: "是",
}  # fmt: skip


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.key)
@pytest.mark.parametrize("which", ["all", "required"])
def test_every_node_can_be_filled_in_and_reads_as_a_sentence(node: Node, which: str) -> None:
    typed: dict[str, object] = {
        field.key: field.choices[0] if field.choices else SAMPLES[field.kind]
        for field in node.fields
        if which == "all" or field.required
    }
    reading = read_event(node, TODAY, typed, today=TODAY, filed_on=FILED)
    assert reading.errors == ()
    text = party_text(node, TODAY, reading.fields)
    if node.internal:
        assert text is None
    else:
        assert text is not None and text.endswith("。") and not re.search(r"[{}〔〕]|，。|，，|：。|None", text)


def test_the_sentence_is_made_from_the_fields_and_leaves_out_what_is_empty() -> None:
    service = node_named("送达")
    fields = {"addressee": "周文海", "document": "执行通知书", "method": "邮寄送达", "sent_on": "2026-11-18"}
    assert party_text(service, TODAY, fields) == "向周文海邮寄送达《执行通知书》，2026年11月18日发出。"
    filed = {"cause": "民间借贷纠纷", "amount": 48620000}
    assert (
        party_text(node_named("filed"), FILED, filed)
        == "2026年8月12日，本案立案，案由为民间借贷纠纷，标的额486,200.00元。"
    )


def test_deliberation_is_internal_and_has_no_text() -> None:
    for key in ("deliberation", "adjudication-committee"):
        assert party_text(node_named(key), TODAY, {"opinion": "维持"}) is None
        assert visible_from(node_named(key), TODAY, {}) is None


def test_a_node_made_internal_by_an_administrator_loses_its_text() -> None:
    internal = replace(node_named("filed"), internal=True)
    assert party_text(internal, FILED, {"cause": "借贷"}) is None
    assert visible_from(internal, FILED, {}) is None


def test_an_account_in_a_field_shows_its_last_four_digits() -> None:
    fields = {
        "person": "周文海",
        "kind": "存款",
        "measure": "冻结",
        "property": "账号6222021001112233445",
        "carried_out_on": "2026-11-19",
    }
    text = party_text(node_named("seizure"), TODAY, fields)
    assert text == "2026年11月19日冻结周文海的存款：账号****3445。"


def test_what_a_user_types_is_never_read_as_a_template() -> None:
    fields = {"reason": "{approver}〔{date}〕", "approver": "院长李某"}
    assert (
        party_text(node_named("suspended"), TODAY, fields) == "2026年11月20日，本案中止，事由：{approver}〔{date}〕。"
    )


@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_sentence(reason: str) -> None:
    text = party_text(node_named("suspended"), TODAY, {"reason": reason, "approver": "院长"})
    assert text is not None and "院长" not in text.replace(reason, "")


@pytest.mark.parametrize("key", ["preservation", "advance-enforcement", "seizure", "property-query"])
def test_a_measure_is_hidden_until_it_was_carried_out(key: str) -> None:
    """法释〔2018〕7号 art. 8."""
    node = node_named(key)
    assert visible_from(node, date(2026, 11, 1), {"ruled_on": "2026-11-01"}) is None
    assert visible_from(node, date(2026, 11, 1), {node.carried_out_by: "2026-11-05"}) == date(2026, 11, 5)


def test_a_chosen_day_of_disclosure_is_waited_for() -> None:
    node = node_named("preservation")
    fields = {"carried_out_on": "2026-11-05", "public_from": "2026-11-10"}
    assert visible_from(node, date(2026, 11, 1), fields) == date(2026, 11, 10)
    assert visible_from(node, date(2026, 11, 1), fields, public_from=date(2026, 11, 12)) == date(2026, 11, 12)
    # a day of disclosure before the measure does not show it sooner
    assert visible_from(node, date(2026, 11, 1), {**fields, "public_from": "2026-11-02"}) == date(2026, 11, 5)


@pytest.mark.parametrize("broken", ["昨天", "2026-13-01", 20261105, ["2026-11-05"], {"a": 1}, True])
def test_a_stored_date_that_cannot_be_read_hides_the_measure(broken: object) -> None:
    node = node_named("preservation")
    assert visible_from(node, date(2026, 11, 1), {"carried_out_on": broken}) is None
    fields = {"carried_out_on": "2026-11-05", "public_from": broken}
    assert visible_from(node, date(2026, 11, 1), fields) is None


@pytest.mark.parametrize("broken", ["昨天", "", None, -1, 2.5, True, ["x"], {"a": 1}, "2026-11-05T99:99"])
def test_whatever_another_program_stored_still_reads_as_a_sentence(broken: object) -> None:
    for node in NODES:
        text = party_text(node, TODAY, {field.key: broken for field in node.fields})
        assert (text is None) == node.internal


def test_what_no_database_takes_is_left_out_of_a_text() -> None:
    reason = NodeField("reason", "事由")
    assert read_value(reason, " 疑难\x00\ud800复\r\n杂\x1b ") == "疑难复\n杂"
    with pytest.raises(CourtError) as refused:
        read_value(reason, "长" * 2001)
    assert refused.value.code == "node.field-unreadable"


def test_an_ordinary_event_shows_from_its_day() -> None:
    assert visible_from(node_named("filed"), FILED, {}) == FILED


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("filed", {}, [("node.field-missing", "cause")]),
        ("filed", {"cause": "   "}, [("node.field-missing", "cause")]),
        ("filed", {"cause": "借贷", "amount": "很多"}, [("node.field-unreadable", "amount")]),
        ("filed", {"cause": "借贷", "procedure": "快速程序"}, [("node.field-unreadable", "procedure")]),
        ("filed", {"cause": "借贷", "colour": "红"}, [("node.field-unknown", "colour")]),
        ("filed", {"cause": "借贷", "colour": ""}, []),
        ("filed", {"cause": "借贷", "received_on": "2026-08-01"}, []),  # 收案 lies before 立案
        ("service", {"addressee": "甲", "document": "传票", "method": "邮寄送达", "sent_on": "2026-11-18", "received_on": "2026-11-17"},
         [("node.dates-reversed", "received_on")]),
        ("service", {"addressee": "甲", "document": "传票", "method": "邮寄送达", "sent_on": "2026-11-21"}, [("date.future", "sent_on")]),
        ("service", {"addressee": "甲", "document": "传票", "method": "邮寄送达", "sent_on": "2026-08-11"},
         [("date.before-filing", "sent_on")]),
        ("service", {"addressee": "甲", "document": "传票", "method": "公告送达", "notice_from": "2026-11-01", "notice_to": "2026-12-31"}, []),
        ("hearing-scheduled", {"time": "2026-12-01 09:30", "room": "第三法庭"}, []),
        ("hearing-scheduled", {"time": "2026-12-01", "room": "第三法庭"}, [("node.field-unreadable", "time")]),
        ("hearing-held", {"time": "2026-12-01 09:30"}, [("date.future", "time")]),
        ("preservation", {"applicant": "甲", "kind": "财产保全", "ruled_on": "2026-07-01"}, []),  # 诉前保全
        ("plea", {"person": "甲", "accepted": "大概"}, [("node.field-unreadable", "accepted")]),
        ("extended", {"months": "-1", "reason": "疑难", "approver": "院长"}, [("node.field-unreadable", "months")]),
        ("filed", {"amount": "1.234", "procedure": "x"},
         [("node.field-missing", "cause"), ("node.field-unreadable", "amount"), ("node.field-unreadable", "procedure")]),
    ],
)  # fmt: skip
def test_every_fault_of_a_form_is_named_at_its_field(
    key: str, typed: dict[str, object], expected: list[tuple[str, object]]
) -> None:
    assert codes(node_named(key), typed) == expected


def test_the_events_own_date_is_checked() -> None:
    node = node_named("归档")
    assert codes(node, {"file_number": "1"}, date(2026, 11, 21)) == [("date.future", "")]
    assert codes(node, {"file_number": "1"}, date(2026, 8, 11)) == [("date.before-filing", "")]
    assert codes(node_named("收案"), {"received_on": "2026-08-01"}, date(2026, 8, 1)) == []


def test_every_refusal_has_a_complete_sentence() -> None:
    typed: dict[str, object] = {"sent_on": "2027-01-01", "received_on": "昨天", "method": "x", "colour": 1}
    reading = read_event(node_named("送达"), TODAY, typed, today=TODAY, filed_on=FILED, type_code="民初")
    assert len(reading.errors) == 6
    assert all("？" not in error.full_message and "{" not in error.full_message for error in reading.errors)


def test_a_node_of_another_law_is_refused() -> None:
    reading = read_event(
        node_named("起诉书"), TODAY, {"office": "甲检察院", "document_number": "1"}, today=TODAY, type_code="执"
    )
    assert [error.code for error in reading.errors] == ["node.not-applicable"]


@pytest.mark.parametrize(
    ("type_code", "has", "has_not"),
    [("民初", "开庭", "起诉书"), ("民一初", "开庭", "终本"), ("刑初", "起诉书", "终本"), ("行初", "负责人出庭", "认罪认罚"),
     ("执", "终本", "宣判"), ("执异", "终本", "起诉书"), ("司惩", "终本", "")],
)  # fmt: skip
def test_nodes_follow_the_kind_of_case(type_code: str, has: str, has_not: str) -> None:
    labels = [node.label for node in nodes_for(type_code)]
    assert has in labels and has_not not in labels and "立案" in labels


def test_unknown_names_are_refused() -> None:
    with pytest.raises(CourtError) as refused:
        node_named("开庭了")
    assert refused.value.code == "node.unknown"
    with pytest.raises(CourtError) as refused:
        node_named("filed").field("colour")
    assert refused.value.code == "node.field-unknown" and "？" not in refused.value.full_message


MONEY = NodeField("amount", "标的额", FieldKind.MONEY)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("486,200.00", 48620000), ("486200", 48620000), ("４８６２００．５", 48620050), ("¥486,200元", 48620000), ("48.62万", 48620000),
     ("1.5亿元", 15000000000), ("0", 0), ("0.01", 1), ("1 000", 100000), (48620000, 48620000), ("1.200", 120), ("100圆整", 10000)],
)  # fmt: skip
def test_money_is_typed_in_yuan_and_kept_in_fen(typed: object, fen: int) -> None:
    assert read_value(MONEY, typed) == fen


@pytest.mark.parametrize(
    "typed", ["-1", "1.234", "1,23", "一千", "1e5", "", "1.2.3", "99999999999999", "9" * 20, -5, 10**18, True, 1.5e300]
)
def test_money_that_cannot_be_is_refused(typed: object) -> None:
    with pytest.raises(CourtError) as refused:
        read_value(MONEY, typed)
    assert refused.value.code == "node.field-unreadable"


@given(st.integers(0, 10**12))
def test_money_printed_and_read_again_is_the_same(fen: int) -> None:
    assert read_value(MONEY, money_text(fen)) == fen


@pytest.mark.parametrize(
    ("typed", "value"), [("是", True), ("否", False), ("true", True), ("0", False), (True, True), (False, False)]
)
def test_yes_and_no(typed: object, value: bool) -> None:
    item = NodeField("accepted", "认罪认罚", FieldKind.BOOL)
    assert read_value(item, typed) is value
    assert shown_value(item, value) == ("是" if value else "否")


def test_values_read_once_can_be_read_again() -> None:
    """A form opened for correction gives stored values back: ISO dates, minutes, fen, numbers."""
    for node in NODES:
        typed: dict[str, object] = {f.key: f.choices[0] if f.choices else SAMPLES[f.kind] for f in node.fields}
        once = read_event(node, TODAY, typed, today=TODAY, filed_on=FILED).fields
        assert read_event(node, TODAY, dict(once), today=TODAY, filed_on=FILED).fields == once
