"""The catalogue of process nodes (DOMAIN §3): the table behind every node form, as data.

Order is the order of a case's life, as the node list shows it. Texts speak to a party: no name of an approver, no
deliberation, no note.
"""

from __future__ import annotations

from collections.abc import Sequence

from court_core.errors import CourtError
from court_core.rules.process_nodes import Exclusion, FieldKind, Node, NodeField


def _text(key: str, label: str, *, required: bool = False) -> NodeField:
    return NodeField(key, label, FieldKind.TEXT, required)


def _person(key: str, label: str, *, required: bool = False) -> NodeField:
    return NodeField(key, label, FieldKind.PERSON, required)


def _date(
    key: str, label: str, *, required: bool = False, future: bool = False, before: bool = False, after: str = ""
) -> NodeField:
    return NodeField(key, label, FieldKind.DATE, required, future=future, before_filing=before, not_before=after)


def _choice(key: str, label: str, *choices: str, required: bool = False) -> NodeField:
    return NodeField(key, label, FieldKind.CHOICE, required, choices)


def _money(key: str, label: str, *, required: bool = False) -> NodeField:
    return NodeField(key, label, FieldKind.MONEY, required)


def _number(key: str, label: str, *, required: bool = False) -> NodeField:
    return NodeField(key, label, FieldKind.NUMBER, required)


def _time(key: str, label: str, *, required: bool = False, future: bool = True) -> NodeField:
    return NodeField(key, label, FieldKind.DATETIME, required, future=future)


_TRIAL = ("civil", "criminal", "administrative", "bankruptcy")
_PROCEDURES = (
    "普通程序",
    "简易程序",
    "小额诉讼程序",
    "特别程序",
    "督促程序",
    "公示催告程序",
    "速裁程序",
    "自诉程序",
    "执行程序",
)
_SOURCES = ("当事人起诉", "检察机关起诉", "申请", "移送", "指定管辖", "发回重审", "网上立案", "恢复执行")

_FILING = (
    Node(
        "received", "收案", "立案",
        (_date("received_on", "收案日", required=True, before=True), _choice("source", "来源", *_SOURCES)),
        "{date}，本院收到立案材料。", before_filing=True,
    ),
    Node(
        "filed", "立案", "立案",
        (_date("received_on", "收案日", before=True), _text("cause", "案由", required=True), _money("amount", "标的额"),
         _choice("procedure", "程序", *_PROCEDURES), _choice("source", "来源", *_SOURCES)),
        "{date}，本案立案，案由为{cause}〔，标的额{amount}〕〔，适用{procedure}〕。",
    ),
    Node(
        "fee-paid", "缴费", "立案",
        (_money("payable", "应缴", required=True), _money("paid", "已缴", required=True), _date("paid_on", "缴费日期")),
        "应缴诉讼费{payable}，已缴{paid}〔，缴费日期{paid_on}〕。", ("civil", "administrative", "enforcement", "bankruptcy"),
    ),
    Node(
        "fee-relief", "减缓免诉讼费", "立案",
        (_person("applicant", "申请人", required=True), _choice("relief", "种类", "缓交", "减交", "免交", required=True),
         _money("amount", "金额"), _choice("result", "结果", "准许", "不准许", required=True)),
        "{applicant}申请{relief}诉讼费，本院{result}〔，金额{amount}〕。", ("civil", "administrative", "bankruptcy"),
    ),
)  # fmt: skip

_PANEL = (
    Node(
        "assigned", "分案", "审判组织",
        (_person("person", "承办人", required=True), _choice("role", "角色", "承办法官", "执行员", "独任审判员"),
         _text("reason", "理由")),
        "{date}，本案由{person}承办。",
    ),
    Node(
        "panel-formed", "组成合议庭", "审判组织",
        (_person("presiding", "审判长", required=True), _text("members", "合议庭成员", required=True),
         _person("clerk", "书记员")),
        "{date}，本案组成合议庭，审判长{presiding}，成员{members}〔，书记员{clerk}〕。", _TRIAL,
    ),
    Node(
        "judge-changed", "变更承办人", "审判组织",
        (_person("before", "原承办人", required=True), _person("person", "现承办人", required=True),
         _choice("role", "角色", "承办法官", "执行员", "合议庭成员", "书记员"), _text("reason", "理由")),
        "{date}，本案〔{role}〕由{before}变更为{person}。",
    ),
)  # fmt: skip

_SERVICE = (
    Node(
        "service", "送达", "送达",
        (_person("addressee", "受送达人", required=True), _text("document", "文书", required=True),
         _choice("method", "方式", "直接送达", "留置送达", "委托送达", "邮寄送达", "电子送达", "转交送达", "公告送达", required=True),
         _date("sent_on", "发出日期"), _date("received_on", "签收日期", after="sent_on"),
         _date("notice_from", "公告起"), _date("notice_to", "公告止", future=True, after="notice_from"),
         _choice("result", "结果", "已送达", "未送达", "拒收", "退回", "公告期满视为送达")),
        "向{addressee}{method}《{document}》〔，{sent_on}发出〕〔，{received_on}签收〕〔，公告期{notice_from}〕〔至{notice_to}〕〔，结果：{result}〕。",
        exclusion=Exclusion("public-notice", "notice_from", "notice_to"),
    ),
    Node(
        "jurisdiction-objection", "管辖异议", "管辖",
        (_person("raised_by", "提出人", required=True), _date("raised_on", "提出日期", required=True),
         _date("ruled_on", "裁定日期", after="raised_on"), _choice("ruling", "裁定", "驳回异议", "异议成立移送", "撤回异议"),
         _text("moved_to", "移送法院"), _date("moved_on", "移送日期", after="ruled_on")),
        "{raised_by}于{raised_on}提出管辖异议〔，{ruled_on}裁定〕〔：{ruling}〕〔，移送{moved_to}〕〔，移送日期{moved_on}〕。",
        ("civil", "administrative", "enforcement"),
        exclusion=Exclusion("jurisdiction-objection", "raised_on", "ruled_on"),
    ),
)  # fmt: skip


def _secured(key: str, label: str, kinds: tuple[str, ...], natures: tuple[str, ...]) -> Node:
    """保全 and 先予执行 may stay hidden until carried out (法释〔2018〕7号 art. 8)."""
    return Node(
        key, label, "保全",
        (_person("applicant", "申请人", required=True), _choice("kind", "类型", *kinds, required=True),
         _date("ruled_on", "裁定日", required=True, before=True), _date("carried_out_on", "实施日", before=True, after="ruled_on"),
         _date("expires_on", "届满日", future=True, after="carried_out_on"), _date("public_from", "公开时点", future=True)),
        f"{{applicant}}申请{label}（{{kind}}），{{ruled_on}}裁定〔，{{carried_out_on}}实施〕〔，{{expires_on}}届满〕。",
        natures, carried_out_by="carried_out_on", before_filing=True,
    )  # fmt: skip


_SECURING = (
    _secured("preservation", "保全", ("财产保全", "行为保全", "证据保全"), ("civil", "administrative", "enforcement")),
    _secured(
        "advance-enforcement",
        "先予执行",
        ("赡养费、抚养费、扶养费", "劳动报酬", "医疗费用", "其他"),
        ("civil", "administrative"),
    ),
)

_HEARINGS = (
    Node("evidence-exchange", "证据交换", "庭审", (_time("time", "时间", required=True), _text("room", "地点")),
         "证据交换时间：{time}〔，地点：{room}〕。", _TRIAL),
    Node("pretrial-meeting", "庭前会议", "庭审", (_time("time", "时间", required=True), _text("room", "地点")),
         "庭前会议时间：{time}〔，地点：{room}〕。", _TRIAL),
    Node("hearing-scheduled", "排期", "庭审",
         (_time("time", "开庭时间", required=True), _text("room", "法庭", required=True), _number("sequence", "次数")),
         "定于{time}在{room}〔第{sequence}次〕开庭。"),
    Node("hearing-held", "开庭", "庭审",
         (_time("time", "开庭时间", required=True, future=False), _text("room", "法庭"), _number("sequence", "次数")),
         "{time}〔在{room}〕〔第{sequence}次〕开庭。"),
    Node("hearing-postponed", "延期开庭", "庭审",
         (_text("reason", "原因", required=True), _time("time", "改期至"), _text("room", "法庭")),
         "{date}，开庭延期，原因：{reason}〔，改期至{time}〕〔，{room}〕。"),
)  # fmt: skip


def _entrusted(key: str, label: str, ground: str) -> Node:
    """鉴定、评估、审计: the days from commission to reply do not count towards the limit."""
    return Node(
        key, label, "委托",
        (_text("institution", "机构", required=True), _text("matter", "委托事项"), _date("entrusted_on", "委托日", required=True),
         _date("replied_on", "回函日", after="entrusted_on")),
        f"{{entrusted_on}}委托{{institution}}{label}〔，委托事项：{{matter}}〕〔，{{replied_on}}收到回函〕。",
        exclusion=Exclusion(ground, "entrusted_on", "replied_on"),
    )  # fmt: skip


_ENTRUSTED = (
    _entrusted("appraisal", "鉴定", "appraisal"),
    _entrusted("valuation", "评估", "audit-valuation"),
    _entrusted("audit", "审计", "audit-valuation"),
)

_APPROVAL = (_person("approver", "批准人"), _text("document_number", "文号"))
_EXCLUDED_FOR = ("公告", "鉴定", "审计、评估", "管辖异议", "当事人和解", "补充侦查", "暂缓执行", "拍卖、变卖", "其他")
_CLOCK = (
    Node("suspended", "中止", "审限", (_text("reason", "事由", required=True), *_APPROVAL),
         "{date}，本案中止，事由：{reason}〔，文号：{document_number}〕。", exclusion=Exclusion("suspension", ended_by="resumed")),
    Node("resumed", "恢复", "审限", (_text("reason", "事由"), *_APPROVAL), "{date}，本案恢复办理。"),
    Node("extended", "延长审限", "审限",
         (_number("months", "延长月数"), _number("days", "延长天数"), _text("reason", "事由", required=True),
          NodeField("approver", "批准人", FieldKind.PERSON, True), _text("document_number", "文号")),
         "{date}，本案经批准延长审限〔{months}个月〕〔{days}日〕，事由：{reason}。"),
    Node("excluded", "扣除审限", "审限",
         (_choice("ground", "事由", *_EXCLUDED_FOR, required=True), _date("start", "起", required=True),
          _date("end", "止", future=True, after="start"), _number("days", "天数"), *_APPROVAL),
         "本案自{start}起〔至{end}〕扣除审限，事由：{ground}。", exclusion=Exclusion("", "start", "end")),
    Node("procedure-converted", "程序转换", "审限",
         (_choice("before", "原程序", *_PROCEDURES, required=True), _choice("procedure", "现程序", *_PROCEDURES, required=True),
          _text("reason", "事由"), *_APPROVAL),
         "{date}，本案由{before}转为{procedure}〔，事由：{reason}〕。", _TRIAL),
)  # fmt: skip

_DELIBERATION = (
    Node("deliberation", "合议", "内部", (_text("opinion", "评议结果"),), natures=_TRIAL, internal=True),
    Node("adjudication-committee", "审委会讨论", "内部", (_text("opinion", "讨论结果"),), internal=True),
)

_CLOSING = (
    Node("pronounced", "宣判", "结案", (_choice("method", "方式", "当庭宣判", "定期宣判", "委托宣判", required=True),),
         "{date}，本案{method}。", _TRIAL),
    Node("closed", "结案", "结案",
         (_choice("method", "结案方式", "判决", "裁定驳回起诉", "准许撤诉", "按撤诉处理", "调解", "移送", "终结", "其他", required=True),),
         "{date}，本案结案，结案方式：{method}。", _TRIAL),
    Node("appealed", "上诉", "上诉",
         (_person("appellant", "上诉人", required=True), _date("appealed_on", "上诉日期", required=True)),
         "{appellant}于{appealed_on}提起上诉。", _TRIAL),
    Node("protested", "抗诉", "上诉", (_text("office", "检察机关", required=True), _text("document_number", "抗诉书文号")),
         "{date}，{office}提出抗诉〔，文号：{document_number}〕。", _TRIAL),
    Node("sent-up", "移送上级法院", "上诉", (_date("sent_on", "移送日", required=True), _text("court", "受移送法院", required=True)),
         "{sent_on}，案卷移送{court}。"),
    Node("second-instance", "二审结果", "上诉", (_text("case_number", "二审案号", required=True), _text("result", "结果")),
         "二审案号：{case_number}〔，结果：{result}〕。", _TRIAL),
    Node("effective", "生效", "结案", (_text("document", "文书", required=True),), "{date}，《{document}》发生法律效力。"),
    Node("archived", "归档", "结案", (_text("file_number", "档号", required=True),), "{date}，本案归档。"),
)  # fmt: skip

_CRIMINAL = (
    Node("indictment", "起诉书", "刑事",
         (_text("office", "公诉机关", required=True), _text("document_number", "起诉书文号", required=True)),
         "{office}以{document_number}起诉书提起公诉。", ("criminal",), before_filing=True),
    Node("coercive-measure", "强制措施", "刑事",
         (_person("person", "被告人", required=True),
          _choice("kind", "种类", "拘传", "取保候审", "监视居住", "拘留", "逮捕", required=True),
          _date("start", "起", required=True, before=True), _date("expires_on", "届满日", future=True, before=True, after="start")),
         "对{person}采取{kind}，自{start}起〔至{expires_on}届满〕。", ("criminal",), before_filing=True),
    Node("plea", "认罪认罚", "刑事",
         (_person("person", "被告人", required=True), NodeField("accepted", "认罪认罚", FieldKind.BOOL, True)),
         "{person}是否认罪认罚：{accepted}。", ("criminal",)),
    Node("supplementary-investigation", "补充侦查", "刑事",
         (_date("start", "起", required=True), _date("end", "止", after="start"), _number("sequence", "次数")),
         "本案自{start}起〔至{end}〕〔第{sequence}次〕补充侦查。", ("criminal",),
         exclusion=Exclusion("supplementary-investigation", "start", "end")),
)  # fmt: skip

_ADMINISTRATIVE = (
    Node("sued-act", "被诉行为", "行政",
         (_text("authority", "被诉机关", required=True), _text("act", "被诉行政行为", required=True)),
         "被诉行政行为：{authority}作出的{act}。", ("administrative",)),
    Node("official-appearance", "负责人出庭", "行政",
         (NodeField("appeared", "负责人是否出庭", FieldKind.BOOL, True), _person("person", "出庭人"), _text("post", "职务")),
         "{date}，行政机关负责人是否出庭：{appeared}〔，出庭人：{person}〕〔（{post}）〕。", ("administrative",)),
)  # fmt: skip

_ENFORCEMENT = ("enforcement",)
_ENFORCING = (
    Node("enforcement-notice", "执行通知", "执行",
         (_person("addressee", "被执行人", required=True), _date("sent_on", "发出日期"), _date("received_on", "签收日期", after="sent_on")),
         "{date}，向{addressee}发出执行通知书〔，{received_on}签收〕。", _ENFORCEMENT),
    Node("property-report", "报告财产令", "执行",
         (_person("addressee", "被执行人", required=True), _date("reported_on", "报告日期"),
          _choice("result", "结果", "已报告", "未报告", "报告不实")),
         "{date}，向{addressee}发出报告财产令〔，{reported_on}报告〕〔，结果：{result}〕。", _ENFORCEMENT),
    Node("property-query", "网络查控", "执行",
         (_person("person", "被执行人", required=True), _text("scope", "范围"), _date("replied_on", "反馈日期"), _text("result", "反馈结果")),
         "对{person}的财产进行网络查控〔，范围：{scope}〕〔，{replied_on}反馈〕〔：{result}〕。", _ENFORCEMENT,
         carried_out_by="replied_on"),
    Node("seizure", "查封扣押冻结", "执行",
         (_person("person", "被执行人", required=True), _choice("kind", "财产种类", "存款", "动产", "不动产", required=True),
          _choice("measure", "措施", "查封", "扣押", "冻结", "续封", "续冻", required=True), _text("property", "财产", required=True),
          _date("carried_out_on", "实施日"), _date("expires_on", "届满日", future=True, after="carried_out_on")),
         "{carried_out_on}{measure}{person}的{kind}：{property}〔，{expires_on}届满〕。", _ENFORCEMENT, carried_out_by="carried_out_on"),
    Node("auction", "拍卖、变卖", "执行",
         (_text("property", "财产", required=True), _choice("round", "阶段", "一拍", "二拍", "变卖"),
          _date("start", "起", required=True, future=True), _date("end", "止", future=True, after="start"),
          _money("price", "成交价"), _choice("result", "结果", "成交", "流拍", "撤回", "以物抵债")),
         "{property}〔{round}〕，自{start}起〔至{end}〕〔，结果：{result}〕〔，成交价{price}〕。", _ENFORCEMENT,
         exclusion=Exclusion("auction", "start", "end")),
    Node("consumption-restriction", "限制消费", "执行",
         (_person("person", "被执行人", required=True), _choice("state", "状态", "发出", "解除", required=True)),
         "{date}，对{person}的限制消费令：{state}。", _ENFORCEMENT),
    Node("dishonest-listing", "失信", "执行",
         (_person("person", "被执行人", required=True), _choice("state", "状态", "纳入", "屏蔽", "撤销", "更正", required=True),
          _text("behaviour", "失信行为情形")),
         "{date}，{person}失信被执行人名单：{state}〔，情形：{behaviour}〕。", _ENFORCEMENT),
    Node("settlement", "执行和解", "执行",
         (_text("content", "和解内容", required=True), _date("start", "起", required=True),
          _date("end", "止", future=True, after="start"), _choice("result", "履行情况", "履行中", "已履行", "未履行")),
         "当事人达成执行和解，自{start}起〔至{end}〕：{content}〔，履行情况：{result}〕。", _ENFORCEMENT,
         exclusion=Exclusion("settlement", "start", "end")),
    Node("stayed", "暂缓执行", "执行",
         (_text("reason", "事由", required=True), _date("start", "起", required=True),
          _date("end", "止", future=True, after="start"), *_APPROVAL),
         "自{start}起〔至{end}〕暂缓执行，事由：{reason}。", _ENFORCEMENT, exclusion=Exclusion("stay", "start", "end")),
    Node("distribution", "款项分配", "执行",
         (_money("amount", "金额", required=True), _person("payee", "收款人", required=True), _date("paid_on", "发放日期")),
         "{date}，案款{amount}分配给{payee}〔，{paid_on}发放〕。", _ENFORCEMENT),
    Node("terminated", "终本", "执行", (_text("reason", "事由", required=True), _money("outstanding", "未执行金额")),
         "{date}，本案终结本次执行程序，事由：{reason}〔，未执行金额{outstanding}〕。", _ENFORCEMENT),
    Node("enforcement-closed", "执行结案", "执行",
         (_choice("method", "结案方式", "执行完毕", "终结本次执行程序", "终结执行", "销案", "不予执行", "驳回申请", required=True),
          _money("received", "到位金额")),
         "{date}，本案执行结案，结案方式：{method}〔，到位金额{received}〕。", _ENFORCEMENT),
)  # fmt: skip

NODES: tuple[Node, ...] = (
    *_FILING, *_PANEL, *_SERVICE, *_SECURING, *_HEARINGS, *_ENTRUSTED, *_CLOCK, *_DELIBERATION, *_CLOSING,
    *_CRIMINAL, *_ADMINISTRATIVE, *_ENFORCING,
)  # fmt: skip


FILING_NODES = ("received", "filed")
"""These say when the case was filed, so they are not held against the date of filing known so far."""


def node_named(name: str, nodes: Sequence[Node] = NODES) -> Node:
    """The node of that key or Chinese label. CourtError `node.unknown`."""
    for node in nodes:
        if name in (node.key, node.label):
            return node
    raise CourtError("node.unknown", node=name)


def nodes_for(type_code: str, nodes: Sequence[Node] = NODES) -> tuple[Node, ...]:
    """The nodes a case of that type code can have, in catalogue order."""
    return tuple(node for node in nodes if node.applies_to(type_code))
