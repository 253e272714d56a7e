"""The record types of the court, declared once. Tables, outbox, sync, screens and commands derive from these."""

from __future__ import annotations

from court_core.records.fields import Field, Kind, RecordType, Scope

COURT = RecordType(
    "court",
    "法院",
    (
        Field("code", "法院代字", required=True),
        Field("name", "法院名称", required=True),
        Field("old_prefix", "旧案号前缀"),
        Field("settings", "设置", Kind.JSON),
    ),
    scope=Scope.COURT,
)

DIVISION = RecordType(
    "division",
    "庭室",
    (
        Field("name", "名称", required=True),
        Field("position", "顺序", Kind.INTEGER),
        Field("active", "在用", Kind.BOOLEAN),
    ),
    scope=Scope.COURT,
)

STAFF = RecordType(
    "staff",
    "人员",
    (
        Field("login", "账号", required=True, indexed=True),
        Field("name", "姓名", required=True),
        Field("division_id", "庭室", Kind.REFERENCE, refers_to="division"),
        Field("roles", "角色", Kind.LIST),
        Field("active", "在用", Kind.BOOLEAN),
    ),
    scope=Scope.COURT,
)

CALENDAR_YEAR = RecordType(
    "calendar_year",
    "年度工作日安排",
    (
        Field("year", "年度", Kind.INTEGER, required=True),
        Field("days", "调整日期", Kind.JSON, required=True, help="日期 → 是否上班，只列与周一至周五不同的日子"),
        Field("source", "依据"),
    ),
    scope=Scope.COURT,
)

CASE_STATUSES = (("open", "在办"), ("suspended", "中止"), ("closed", "已结"), ("archived", "已归档"))

CASE = RecordType(
    "case",
    "案件",
    (
        Field("number_text", "案号", required=True, indexed=True),
        Field("number_year", "收案年度", Kind.INTEGER, required=True),
        Field("number_court", "法院代字", required=True),
        Field("number_type", "类型代字", required=True),
        Field("number", "案件编号", Kind.INTEGER, required=True),
        Field("number_suffix", "案号后缀"),
        Field("cause", "案由"),
        Field("amount", "标的额", Kind.MONEY),
        Field("procedure", "程序"),
        Field("source", "来源"),
        Field("received_on", "收案日期", Kind.DATE),
        Field("filed_on", "立案日期", Kind.DATE, indexed=True),
        Field("time_limit", "审限种类", help="time_limits 的名称"),
        Field("judge_id", "承办人", Kind.REFERENCE, refers_to="staff", indexed=True),
        Field("clerk_id", "书记员", Kind.REFERENCE, refers_to="staff", indexed=True),
        Field("division_id", "庭室", Kind.REFERENCE, refers_to="division", indexed=True),
        Field("status", "状态", Kind.CHOICE, required=True, choices=CASE_STATUSES, indexed=True),
        Field("closed_on", "结案日期", Kind.DATE),
        Field("close_mode", "结案方式"),
        Field("source_system", "来源系统", help="导入来源；本系统登记的为空"),
    ),
    joint=(
        ("number_text", "number_year", "number_court", "number_type", "number", "number_suffix"),
        ("status", "closed_on", "close_mode"),
    ),
)

SIDES = (("applicant", "申请人一方"), ("respondent", "被申请人一方"), ("third", "第三人"))

PARTY = RecordType(
    "party",
    "当事人",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("name", "姓名或名称", required=True),
        Field("role", "诉讼地位", required=True),
        Field("side", "所属一方", Kind.CHOICE, choices=SIDES),
        Field("kind", "类型", Kind.CHOICE, choices=(("natural", "自然人"), ("organisation", "单位"))),
        Field("position", "顺序", Kind.INTEGER),
        Field("id_number", "证件号码", sensitive=True),
        Field("phone", "电话", sensitive=True),
        Field("address", "地址", sensitive=True),
        Field("representative", "法定代表人"),
        Field("notice_number", "受理通知书编号"),
        Field("left_on", "退出诉讼日期", Kind.DATE),
    ),
)

AGENT = RecordType(
    "agent",
    "诉讼代理人",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("party_id", "被代理人", Kind.REFERENCE, required=True, refers_to="party"),
        Field("name", "姓名", required=True),
        Field(
            "kind", "身份", Kind.CHOICE, choices=(("lawyer", "律师"), ("legal-worker", "法律工作者"), ("other", "其他"))
        ),
        Field("firm", "执业机构"),
        Field("phone", "电话", sensitive=True),
    ),
)

PROCESS_EVENT = RecordType(
    "process_event",
    "流程节点",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("node", "节点", required=True),
        Field("happened_on", "办理日期", Kind.DATE, required=True),
        Field("operator_id", "经办人", Kind.REFERENCE, refers_to="staff"),
        Field("details", "节点内容", Kind.JSON, help="节点字段名 → 值，字段由节点目录规定"),
        Field("note", "备注", Kind.LONG_TEXT, help="只在院内可见"),
        Field("public_from", "公开时点", Kind.DATE, help="此日之前不向当事人公开；空为立即公开"),
        Field("entered_at", "录入时间", Kind.INSTANT, required=True),
    ),
    joint=(("node", "happened_on", "details"),),
)

VISIBILITIES = (("internal", "内部"), ("applicant", "申请人可见"), ("both", "双方可见"))

LOG_ENTRY = RecordType(
    "log_entry",
    "执行日志",
    (
        Field("case_id", "案号", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("work_date", "工作日期", Kind.DATE, required=True, indexed=True),
        Field("entered_at", "录入时间", Kind.INSTANT, required=True),
        Field("officer_id", "执行员", Kind.REFERENCE, required=True, refers_to="staff", indexed=True),
        Field("kind", "类型", required=True),
        Field("place", "地点"),
        Field("present", "在场人"),
        Field("content", "内容", Kind.LONG_TEXT, required=True),
        Field("result", "结果", Kind.LONG_TEXT),
        Field("attachments", "附件", Kind.LIST, help="文件 SHA-256"),
        Field("visibility", "可见级别", Kind.CHOICE, required=True, choices=VISIBILITIES),
        Field("not_before", "公开不早于", Kind.DATE),
        Field("amends_id", "更正的日志", Kind.REFERENCE, refers_to="log_entry"),
    ),
    append_only=True,
)

DOCUMENT_STATUSES = (
    ("registered", "已登记"),
    ("effective", "已生效"),
    ("withheld", "不上网公开"),
    ("masked", "已隐名"),
    ("confirmed", "已确认"),
    ("submitted", "已报送"),
    ("returned", "已退回"),
    ("passed", "审核通过"),
    ("published", "已公开"),
    ("withdrawn", "已撤回"),
)

DOCUMENT = RecordType(
    "document",
    "裁判文书",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("kind", "文书种类", required=True),
        Field("title", "标题", required=True),
        Field("decided_on", "裁判日期", Kind.DATE),
        Field("effective_on", "生效日期", Kind.DATE, indexed=True),
        Field("served_on", "送达日期", Kind.DATE),
        Field("status", "状态", Kind.CHOICE, required=True, choices=DOCUMENT_STATUSES),
        Field("status_on", "状态日期", Kind.DATE),
        Field("judge_id", "承办人", Kind.REFERENCE, refers_to="staff"),
        Field("file_sha256", "原件文件"),
        Field("file_name", "文件名"),
        Field("file_size", "文件大小", Kind.INTEGER),
        Field("docx_sha256", "转换成的 .docx", help="原件为旧版 .doc、.wps 时登记"),
    ),
    joint=(("status", "status_on"), ("file_sha256", "file_name", "file_size", "docx_sha256")),
    stepwise=("status",),
)

WITHHOLDING_STATUSES = (
    ("flagged", "待部门负责人审批"),
    ("head-approved", "待主管副院长审批"),
    ("approved", "已批准"),
    ("refused", "未批准"),
    ("revoked", "已撤销"),
)

WITHHOLDING = RecordType(
    "withholding",
    "不上网公开",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("document_id", "文书", Kind.REFERENCE, required=True, refers_to="document", indexed=True),
        Field("ground_list", "事由目录", required=True),
        Field("ground", "事由", required=True),
        Field("reason", "理由", Kind.LONG_TEXT, required=True),
        Field("status", "审批状态", Kind.CHOICE, required=True, choices=WITHHOLDING_STATUSES),
        Field("status_on", "状态日期", Kind.DATE),
        Field("flagged_by", "提出人", Kind.REFERENCE, refers_to="staff"),
        Field("flagged_on", "提出日期", Kind.DATE),
        Field("head_id", "部门负责人", Kind.REFERENCE, refers_to="staff"),
        Field("head_on", "部门审批日期", Kind.DATE),
        Field("head_opinion", "部门意见", Kind.LONG_TEXT),
        Field("vice_president_id", "主管副院长", Kind.REFERENCE, refers_to="staff"),
        Field("vice_president_on", "副院长审批日期", Kind.DATE),
        Field("vice_president_opinion", "副院长意见", Kind.LONG_TEXT),
    ),
    joint=(
        ("ground_list", "ground", "reason"),
        (
            "status",
            "status_on",
            "head_id",
            "head_on",
            "head_opinion",
            "vice_president_id",
            "vice_president_on",
            "vice_president_opinion",
        ),
    ),
    stepwise=("status",),
)

WEB_COPY = RecordType(
    "web_copy",
    "公开稿",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("document_id", "文书", Kind.REFERENCE, required=True, refers_to="document", indexed=True),
        Field("profile", "隐名规则", required=True),
        Field("source_sha256", "所据原件", required=True, help="原件换过之后，公开稿须重做"),
        Field("content", "公开稿正文", Kind.LONG_TEXT, required=True, sensitive=True),
        Field("replacements", "隐名处", Kind.JSON, sensitive=True, help="位置、种类、原文、替换、理由、把握、经办人的决定"),
        Field("answers", "检查答复", Kind.JSON, sensitive=True, help="泄漏与误隐检查的每一处及其答复"),
        Field("prepared_by", "隐名人", Kind.REFERENCE, refers_to="staff"),
        Field("prepared_on", "隐名日期", Kind.DATE),
        Field("confirmed_by", "确认人", Kind.REFERENCE, refers_to="staff"),
        Field("confirmed_on", "确认日期", Kind.DATE),
    ),
    # A copy is one whole: half of one and half of another would be checked by nobody.
    joint=(
        (
            "profile", "source_sha256", "content", "replacements", "answers",
            "prepared_by", "prepared_on", "confirmed_by", "confirmed_on",
        ),
    ),
    bulky=("content", "replacements", "answers"),
    one_each=True,
)  # fmt: skip
"""The masked copy of a document. Its id is the document's: a document has one. It is published from here."""

DOCUMENT_STEP = RecordType(
    "document_step",
    "文书流转",
    (
        Field("case_id", "案件", Kind.REFERENCE, required=True, refers_to="case", indexed=True),
        Field("document_id", "文书", Kind.REFERENCE, required=True, refers_to="document", indexed=True),
        Field("action", "步骤", required=True),
        Field("status", "之后的状态", Kind.CHOICE, required=True, choices=DOCUMENT_STATUSES),
        Field("reason", "理由", Kind.LONG_TEXT),
        Field("month", "报送月份", help="2026-11；报送与公开时填写"),
        Field("made_by", "经办人", Kind.REFERENCE, refers_to="staff"),
        Field("made_at", "时间", Kind.INSTANT, required=True),
    ),
    append_only=True,
)
"""The ledger of a document's way: return, withdrawal, correction and publishing again stay visible (法释〔2016〕19号 art. 16)."""

MASKING_RULE = RecordType(
    "masking_rule",
    "隐名记忆",
    (
        Field("action", "做法", Kind.CHOICE, required=True, choices=(("mask", "一律隐去"), ("keep", "一律保留"))),
        Field("words", "词语", required=True, indexed=True),
        Field("note", "说明", Kind.LONG_TEXT),
        Field("made_by", "记入人", Kind.REFERENCE, refers_to="staff"),
        Field("made_on", "记入日期", Kind.DATE),
        Field("revoked_on", "停用日期", Kind.DATE),
    ),
    scope=Scope.COURT,
)
"""What a clerk answered for this and all further documents of the court. Shown as a list, never silent."""

CONFLICT = RecordType(
    "conflict",
    "冲突",
    (
        Field("case_id", "案件", Kind.REFERENCE, refers_to="case", indexed=True),
        Field("record_type", "记录种类", required=True),
        Field("record_id", "记录", required=True, indexed=True),
        Field("fields", "字段", Kind.LIST, required=True, help="一并取舍的字段名"),
        Field("base", "原值", Kind.JSON),
        Field("mine", "后到的值", Kind.JSON, help="未写入记录、等待取舍的值"),
        Field("theirs", "先到的值", Kind.JSON, help="已写入记录的值"),
        Field("mine_by", "后到值的录入人", Kind.REFERENCE, refers_to="staff"),
        Field("mine_at", "后到值的录入时间", Kind.INSTANT),
        Field("theirs_by", "先到值的录入人", Kind.REFERENCE, refers_to="staff"),
        Field("theirs_at", "先到值的录入时间", Kind.INSTANT),
        Field("status", "状态", Kind.CHOICE, required=True, choices=(("open", "待处理"), ("resolved", "已处理"))),
        Field("choice", "取舍", Kind.CHOICE, choices=(("mine", "取后到值"), ("theirs", "取先到值"), ("other", "另填"))),
        Field("resolved_by", "处理人", Kind.REFERENCE, refers_to="staff"),
        Field("resolved_at", "处理时间", Kind.INSTANT),
    ),
    joint=(("status", "choice", "resolved_by", "resolved_at"),),
    first_wins=True,
)

# Parents stand before children: a pull or a rebuild can be applied in this order under foreign meaning.
RECORD_TYPES: dict[str, RecordType] = {
    record_type.name: record_type
    for record_type in (
        COURT,
        DIVISION,
        STAFF,
        CALENDAR_YEAR,
        CASE,
        PARTY,
        AGENT,
        PROCESS_EVENT,
        LOG_ENTRY,
        DOCUMENT,
        WITHHOLDING,
        WEB_COPY,
        DOCUMENT_STEP,
        MASKING_RULE,
        CONFLICT,
    )
}
