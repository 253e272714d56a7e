"""The kind of a log entry guessed from its text, so that nobody has to choose one in the Friday grid.

The first row that fits counts. Rows of kinds that always stay internal stand first: a wrong guess there hides an entry,
a wrong guess elsewhere would show one.
"""

from __future__ import annotations

import re

from court_core.rules.log_entries import LOG_KINDS, NOTHING, effective_visibility, reads_as_planned

_ROWS: tuple[tuple[str, str], ...] = (
    ("clue", r"线索|举报人|反映称"),
    ("deliberation", r"合议|审委会|评议|讨论案件|法官会议"),
    ("approval", r"审批|报批|呈批|请示|院长|庭长|局长批"),
    ("outsider", r"案外人"),
    ("technical", r"定位|技侦|技术侦查|监控轨迹"),
    ("detention", r"拘留|拘传"),
    ("search", r"搜查"),
    ("deduction", r"扣划|划扣|划拨"),
    ("restriction", r"限制消费|限高|限消"),
    ("dishonest", r"失信"),
    ("auction", r"拍卖|变卖|流拍|一拍|二拍|挂拍|竞买"),
    ("valuation", r"评估|询价|议价"),
    ("seizure", r"查封|扣押|冻结|续封|续冻|解封|轮候"),
    ("query", r"查控|总对总|点对点|网络查询|查询(?:财产|存款|银行|房产|车辆|工商|不动产)|无存款|五查|财产调查"),
    ("payment", r"案款|到账|发放|收据|退款|打款|汇款|履行完毕|主动履行"),
    ("settlement", r"和解|分期"),
    ("closing", r"结案|终本|终结"),
    ("notice", r"执行通知|报告财产令|财产报告"),
    ("service", r"送达|邮寄|签收|妥投|退件|公告送达"),
    ("interview", r"约谈|谈话|传唤|来院|接待|面谈"),
    ("contact", r"电话|致电|来电|短信|微信|联系|催告|催促"),
    ("visit", r"走访|上门|现场|勘验|勘查|外出|实地"),
    ("document", r"裁定|制作|起草|通知书|决定书|文书"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _ROWS)


def guessed_log_kind(content: str) -> str:
    """A kind of `rules.log_entries.LOG_KINDS`; `plan` for what is only intended, `other` when nothing fits."""
    if reads_as_planned(content):
        return "plan"
    text = "".join(content.split())
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "other")


def cell_meaning(
    text: str, kind: str = "", visibility: str = "", *, standing_kind: str = "", standing_visibility: str = ""
) -> tuple[str, str]:
    """Kind and chosen level (empty: the kind's own) of a text typed into the grid, where little is chosen.

    What is not chosen is taken from the entry it amends, and the kind else from the words.
    """
    if not kind and standing_kind != NOTHING:
        kind = standing_kind
    if not visibility and standing_kind and kind == standing_kind:
        visibility = standing_visibility
    return kind or guessed_log_kind(text), visibility


def stays_internal(text: str, kind: str, visibility: str) -> bool:
    """Whether an entry of this meaning is never shown to the parties: told in the grid before it is saved."""
    known = next((item for item in LOG_KINDS if item.key == kind), None)
    level = visibility or (known.default_visibility if known is not None else "internal")
    return effective_visibility(kind, level, text) == "internal"
