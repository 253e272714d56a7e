"""Parties whose names are words of the language (高峰, 黎明): which places mean the party though nothing announces a name.

In its own document a party's name is the party by default, and the word only where something says so: a longer word
(早高峰, 黄河路), what the word is said of (保持安静。), or a thing that it describes.
"""

from __future__ import annotations

from collections.abc import Iterator

from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import name_chance
from court_core.masking.name_neighbours import HAN
from court_core.masking.names import is_name_shaped, is_plainly_a_word
from court_core.masking.patterns import on_demand
from court_core.masking.trigger_words import TRIGGERS

_LIKELY, _POSSIBLE = 3, 1  # of `name_chance`
_DESCRIBED = on_demand(
    "(?:[早晚最小大很更太较极不无各全]|非常|十分|比较|用电|出行|交通|[上下]班|保持|维护|维持|精神|生态|物质|创建|构建)$"
)
_TO_SOMEBODY = on_demand(
    "(?:[喊叫劝陪问找打骂扶拉拖追砍捅踢推抱背送带领帮随跟给见救撞刺抓绑]|通知|收到|接到|联系|殴打|告诉|询问|遇到|碰到|相信|知道|听说)(?:了|着|过|住|倒|开|到|上|出)?$"
)
_HIS = on_demand(
    "的(?:话|货|款|手|脚|头|脸|家|车|钱|衣|身|腿|房|账|卡|名|签|妻|父|母|儿|女|哥|弟|姐|妹|朋友|工资|损失|伤|意见|请求|主张|上诉|供述|证言|陈述|辩|行为|陪同|要求|帮助)"
)
_ANNOUNCED = on_demand(
    f"叫(?:(?<=[个名位人]叫)|(?<=[男女]子叫))做?([{HAN}]{{2,3}})(?=的(?:[{HAN}]{{0,3}}?(?:人|男|女|客户|老板|朋友|网友|老乡|同乡|同事|同学|工友|邻居|亲戚|司机|师傅|中介|青年|小伙|小孩|孩子|村民|工人|员工|股东|业务员|包工头)))"
)
_MARKS = frozenset("，。；：、？！（）“”‘’《》…")


def announced(text: str) -> Iterator[tuple[int, int]]:
    """有个叫高峰的客户: what somebody is called, though it is a word."""
    for found in _ANNOUNCED.finditer(text):
        if is_name_shaped(found[1]) and found[1] not in TRIGGERS:
            yield found.span(1)


def means_the_party(text: str, start: int, end: int, *, often: bool) -> bool:
    """Whether the name of a party that is a word, here in no place of a name, means the party: 就劝高峰早点睡.

    `often` says that the document has the party by this name more often than the word.
    """
    if is_plainly_a_word(text, start, end) or _DESCRIBED.search(text, max(0, start - 2), start):
        return False
    if _HIS.match(text, end) or _TO_SOMEBODY.search(text, max(0, start - 3), start):
        return True
    if text[end : end + 1] in _MARKS or text.startswith("的", end):
        return False  # 维护和平。
    least = _POSSIBLE if often else _LIKELY
    return name_chance(text[start:end]) >= least and is_common_word(text[start:end])
