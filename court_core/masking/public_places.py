"""What is formed like the name of an organisation and stays all the same, unless it is a party (DOMAIN.md §5).

Committees of villages and quarters certify and recommend as the authorities do; a bus station is where one gets off, a
town's school where somebody went in, and the site office of 三标段 is called by its works, not by a firm.
"""

from __future__ import annotations

from collections.abc import Iterable

from court_core.masking.patterns import on_demand
from court_core.masking.regions import HAN

_COMMITTEES = frozenset("居民委员会 村民委员会 居委会 村委会".split())
_STATIONS = frozenset("汽车站 客运站 收费站".split())
_SITE_OFFICES = frozenset("项目部 项目经理部".split())
_SCHOOLS = frozenset("中学 小学 学校 幼儿园 高中 初中".split())
_SHORT_NEXT = on_demand("（(?:以下|下称|下简称|简称|后文)")
_WORKS_LAST = on_demand(
    "(?:标段?|工程|项目|小区|花园|广场|大厦|公馆|[房期段苑]|高速|铁路|公路|大道|[大立]交?桥|隧道|水库|楼|改造)$"
)
_OF_ITS_TOWN = on_demand(
    rf"(?:^|[{HAN}]*[省市县区旗州])[{HAN}]{{1,4}}(?:[镇乡村]|街道)(?:中心|完全|初级|实验|第[一二三四五六七八九十])?$"
)
_GONE_TO = on_demand("(?:窜[至到]|[至到]|前往|途经|途径|行经|路过|位于|来到|进入|潜入)$")
_ATTENDED = on_demand("的?(?:学生|[一二三四五六七八九]?年级|读书|就读|上学|任教|工作|实习|学习)")


def is_public_place(text: str, start: int, name: str, form: str, declared: Iterable[str]) -> bool:
    """Whether `name` at `start` stays. `declared` are the names of the parties; what is one of them never stays."""
    if form not in _ALL:
        return False
    end = start + len(name)
    if _SHORT_NEXT.match(text, end) or any(name.endswith(party) or party.endswith(name) for party in declared):
        return False
    before = name[: len(name) - len(form)]
    if form in _SITE_OFFICES:
        return "公司" not in before and _WORKS_LAST.search(before) is not None
    if form in _SCHOOLS:
        gone_to = _GONE_TO.search(text, max(0, start - 2), start) is not None
        return gone_to and _OF_ITS_TOWN.match(before) is not None and not _ATTENDED.match(text, end)
    return True


_ALL = _COMMITTEES | _STATIONS | _SITE_OFFICES | _SCHOOLS
