"""Words for a person's place in a case: parties, representatives, agents, authorities (DOMAIN.md §5, header variants).

Judgments put the same few words together freely (原审被告、反诉原告, 附带民事诉讼原告人, 被告及第三人共同委托诉讼
代理人), so what stands here are cores and the prefixes they take, not every combination.
"""

from __future__ import annotations

import re
from functools import cache

from court_core.masking.patterns import on_demand
from court_core.masking.spans import Group

PARTIES = (
    "原告人 原告 被告人 被告单位 被告 上诉人 被上诉人 上诉单位 申诉人 被申诉人 再审申请人 申请再审人 再审被申请人 被申请人 申请人 "
    "第三人 申请执行人 被申请执行人 被执行人 协助执行人 异议人 异议申请人 案外人 利害关系人 复议申请人 申请复议人 复议被申请人 "
    "罪犯 自诉人 被害人 被害单位 赔偿请求人 债务人 债权人 起诉人 公益诉讼起诉人 申请保全人 申请财产保全人 被申请保全人 被保全人 "
    "保全申请人 保全被申请人 申请追加人 被追加人 追加被执行人 申请变更人 担保人 买受人 竞买人 关系人 被监护人 被看护人 "
    "下落不明人 失踪人 被罚款人 被拘留人 被处罚人 受害人 违法行为人 共同诉讼人 诉讼参加人 被强制医疗人 "
    "提异议人 抗诉申请人 申请监督人 其他当事人 被赔偿人 抵押人 撤销申请人 移送被执行人 参与分配申请人 救助申请人 出租人 承租人"
).split()
REPRESENTATIVES = (
    "法定代表人 法人代表 负责人 主要负责人 代表人 经营者 经营人 业主 实际经营者 投资人 执行事务合伙人 执行合伙人 合伙事务执行人 "
    "委派代表 委托代表 法定代理人 指定代理人 监护人 法定监护人 诉讼代表人 诉讼代表 管理人负责人 管理人代表 清算组负责人 清算组组长 "
    "出庭负责人 出庭应诉负责人 应诉负责人 行政机关负责人 行政负责人 出庭应诉行政机关负责人 行政机关出庭负责人 出庭应诉人员 "
    "村民委员会主任 村委会主任 家长 近亲属 单位负责人 户主 登记经营者 个体经营者 校长 院长 理事长"
).split()
AGENTS = (
    "委托诉讼代理人 委托代理人 诉讼代理人 代理人 共同委托诉讼代理人 共同委托代理人 共同诉讼代理人 特别授权代理人 一般授权代理人 "
    "特别授权委托代理人 委托诉讼代理 特别代理人 指定诉讼代理人 辩护人 指定辩护人 委托辩护人 法律援助辩护人 共同辩护人 值班律师 "
    "复代理人 申请执行代理人 翻译人员 翻译人 翻译 合适成年人"
).split()
AUTHORITIES = (
    "公诉机关 原公诉机关 抗诉机关 执行机关 刑罚执行机关 提请机关 提请减刑机关 移送机关 建议机关 赔偿义务机关 复议机关 原复议机关 "
    "申请机关 申请强制医疗机关 支持起诉机关 支持起诉人 原审公诉机关 行政主体 报请机关 出庭机关"
).split()

KEPT_AGENT = on_demand(r"律师|法律工作者|法律服务[所部]|法律援助|公职律师|专利代理|商标代理|实习律师")
"""An agent whose unit of the header says this stays, with the firm."""

_NUMBER = "[一二两三四五六七八九十]{1,3}|\\d{1,2}"


def _any(words: list[str]) -> str:
    return "|".join(sorted({re.escape(w) for w in words}, key=lambda w: (-len(w), w)))


PREFIX = f"(?:原审|原一审|一审|二审|再审|原再审|本诉|反诉|原|附带民事诉讼|附带民事公益诉讼|附带民事|刑事附带民事诉讼|共同|第(?:{_NUMBER})|{_NUMBER})"
PARTY = f"{PREFIX}{{0,3}}(?:{_any(PARTIES)})"
REPRESENTATIVE = f"(?:{_any(REPRESENTATIVES)})"
AGENT = f"(?:原审|一审|共同){{0,2}}(?:{_any(AGENTS)})"
AUTHORITY = f"(?:{_any(AUTHORITIES)})"
ROLE = f"(?:{AGENT}|{REPRESENTATIVE}|{PARTY}|{AUTHORITY})"
_BRACKET = "(?:（[^（）]{0,80}）)"
_LEAD = f"(?:(?:上列|上述|以上|前述|前列|各|诸|全体|名|位|其|该|该案|(?:{_NUMBER})(?:名|位)?)){{0,3}}"
_LINK = r"(?:暨|兼|即|及|和|与|或|、|/|，兼|，暨|的|之|均|共同|其他|其余|上列|上述|以上|另|作为|又系|(?:[一二两三四五六七八九十\d]{1,3}(?:名|位)?))"
ROLES = f"{_LEAD}{ROLE}(?:{_NUMBER})?{_BRACKET}{{0,3}}(?:{_LINK}{{0,4}}{ROLE}(?:{_NUMBER})?{_BRACKET}{{0,3}})*"

_CORE = on_demand(ROLE)
_KIND: dict[str, Group] = {}
_KIND.update(dict.fromkeys(PARTIES, "party"))
_KIND.update(dict.fromkeys(REPRESENTATIVES, "representative"))
_KIND.update(dict.fromkeys(AGENTS, "agent"))
_KIND.update(dict.fromkeys(AUTHORITIES, "public-body"))
_CORES = sorted(_KIND, key=len, reverse=True)
_STRIP = on_demand(f"^{PREFIX}+")


@cache
def classify(roles: str) -> tuple[str, Group]:
    """The leading role of a role phrase and its group: 原告兼法定代理人 is a party, 被告及第三人共同委托诉讼代理人 an agent.

    `roles` is a phrase that `ROLES` matched, in plain form.
    """
    bare = re.sub(_BRACKET, "", roles)
    words = _CORE.findall(bare)
    if not words:
        words = _CORE.findall(roles)
    chosen = words[0] if re.search("[兼暨]", bare) or _group(words[-1]) == "party" else words[-1]
    return chosen, _group(chosen)


def _group(word: str) -> Group:
    for core in _CORES:
        if word.endswith(core):
            return _KIND[core]
    return "party"


def base_role(word: str) -> str:
    """The role without 原审, 第一 and numbers: by which profiles decide (原审被告 → 被告)."""
    return _STRIP.sub("", word) or word
