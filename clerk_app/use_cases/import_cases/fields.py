"""What an import can fill, and by which column names other systems call it.

A header is compared without spaces, brackets and marks. Names stand with their most usual first; a header that names
something else about the same person (代理人, 电话, 地址 …) fills nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from court_core.rules.people import PARTY_ROLES


@dataclass(frozen=True, slots=True)
class ImportField:
    """A field an import can fill. `names` are headers that mean it."""

    key: str
    label: str
    names: tuple[str, ...]


def _field(key: str, label: str, names: str) -> ImportField:
    return ImportField(key, label, tuple(names.split()))


_CASE_FIELDS = (
    _field("number", "案号", "案号 案件编号 案件号 案件案号 本院案号 当前案号 执行案号 案号案件编号 案件号码 案件字号"),
    _field("cause", "案由", "案由 案件案由 案由名称 主要案由 立案案由 结案案由 执行依据案由 罪名"),
    _field("procedure", "程序", "程序 适用程序 审理程序 审判程序 案件程序 程序类型 审理适用程序"),
    _field(
        "amount",
        "标的额",
        "标的额 标的 标的金额 立案标的额 立案标的 立案标的金额 诉讼标的额 诉讼标的 诉讼标的金额 申请执行标的额 申请执行标的 申请标的额 "
        "执行标的额 执行标的 执行标的金额 涉案金额 金额",
    ),
    _field("received_on", "收案日期", "收案日期 收案时间 收案日 收到日期 登记日期 收件日期 来院日期"),
    _field("filed_on", "立案日期", "立案日期 立案时间 立案日 立案登记日期 立案年月日"),
    _field("closed_on", "结案日期", "结案日期 结案时间 结案日 审结日期 办结日期 报结日期 报结时间"),
    _field("close_mode", "结案方式", "结案方式 结案类型 审结方式 结案情况 结案处理方式"),
    _field("status", "状态", "状态 案件状态 办理状态 当前状态 审理状态 案件进展 进展阶段 案件进程状态"),
    _field(
        "judge",
        "承办人",
        "承办人 承办法官 承办人姓名 主办人 主办法官 承办审判员 经办人 经办法官 执行员 执行法官 执行人员 主审法官 独任审判员 承办 审判长",
    ),
    _field("clerk", "书记员", "书记员 书记员姓名 跟案书记员"),
    _field("division", "庭室", "承办部门 庭室 承办庭室 部门 业务庭 审判庭 承办庭 所属部门 业务部门 归属部门"),
    _field("source", "来源", "案件来源 来源 收案来源 立案来源"),
    _field(
        "parties",
        "当事人",
        "当事人 当事人信息 当事人姓名 当事人名称 当事人姓名或名称 双方当事人 全部当事人 案件当事人 当事人情况 当事人列表 诉讼参与人",
    ),
)

_MORE_PARTY_NAMES = {
    "原告": ("原告方", "起诉人"),
    "被告": ("被告方",),
    "申请执行人": ("申请执行方", "执行申请人"),
    "被执行人": ("被申请执行人", "被执行方"),
    "申请人": ("申请方",),
    "被申请人": ("被申请方",),
    "公诉机关": ("公诉人",),
    "附带民事诉讼原告人": ("附带民事诉讼原告", "附民原告人", "附民原告"),
    "附带民事诉讼被告人": ("附带民事诉讼被告", "附民被告人", "附民被告"),
}

IMPORT_FIELDS: dict[str, ImportField] = {
    field.key: field
    for field in (
        *_CASE_FIELDS,
        *(
            ImportField(f"party:{role.label}", role.label, (role.label, *_MORE_PARTY_NAMES.get(role.label, ())))
            for role in PARTY_ROLES
        ),
    )
}

REQUIRED = ("number",)

_OTHER_MATTER = re.compile(
    r"代理|律师|辩护|电话|手机|联系|地址|住所|住址|身份证|证件|证号|信用代码|性别|年龄|民族|人数|数量|个数|类型|性质|法定代表|负责人|送达|密码|账号|开户|备注|说明|序号"
)
_OTHER_NUMBER = re.compile(r"原审|一审|二审|原案|前案|关联|依据|移送|上级|恢复前|首次执行|立案案号前")
_PERSONAL = re.compile(r"(?:姓名或名称|姓名|名称|姓名/名称|信息|情况|列表|全部|所有)$")
_NOT_TEXT = re.compile(r"[\s\u3000*＊:：_/\\·、,，.。\-—()\[\]{}【】《》<>|]+")
_BRACKETED = re.compile(r"[(\[【{].*?[)\]】}]")


def plain_header(header: str) -> str:
    """A header as it is compared: 承办 法官（姓名）* → 承办法官."""
    text = unicodedata.normalize("NFKC", header)
    return _NOT_TEXT.sub("", _BRACKETED.sub("", text)) or _NOT_TEXT.sub("", text)


def field_of_header(header: str) -> str | None:
    """The key of the field a header names; None when it names none, or something else."""
    plain = plain_header(header)
    if plain in _ALL_NAMES:
        return _ALL_NAMES[plain]
    if not plain or _OTHER_MATTER.search(plain):
        return None
    shorter = _PERSONAL.sub("", plain)
    if shorter in _ALL_NAMES:
        return _ALL_NAMES[shorter]
    numbered = re.fullmatch(r"(.+?)[一二三四五1-9]", plain)
    if numbered and numbered[1] in _ALL_NAMES and _ALL_NAMES[numbered[1]].startswith("party"):
        return _ALL_NAMES[numbered[1]]
    if "案号" in plain and not _OTHER_NUMBER.search(plain):
        return "number"
    if "标的" in plain and not re.search(r"到位|执结|实际|剩余|未|已", plain):
        return "amount"
    return None


def amount_unit_of_header(header: str) -> str:
    """`wan` where the header says 万元, else `yuan`."""
    return "wan" if "万" in unicodedata.normalize("NFKC", header) else "yuan"


def rank_of_header(header: str) -> int:
    """How usual the name is for its field, 0 the most; 承办人 goes before 审判长 where a table has both."""
    plain = plain_header(header)
    return next(
        (
            field.names.index(name)
            for field in IMPORT_FIELDS.values()
            for name in field.names
            if plain_header(name) == plain
        ),
        99,
    )


_ALL_NAMES = {plain_header(name): field.key for field in IMPORT_FIELDS.values() for name in field.names}
