"""Places that only a person fills: what stands on both sides says so together (登记在…名下, 由…变更为, 系…所借).

For people who are named once and by no word: neither side would be enough alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from court_core.masking.alternations import beginnings, by_beginning
from court_core.masking.candidates import Candidate
from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import joins_left, joins_right
from court_core.masking.names import ends_like_an_organisation, is_doubtful_name, is_name_shaped, runs_into_verb
from court_core.masking.not_people import ends_as_place, is_thing
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import surname_characters, surname_of

_NEVER_LAST = frozenset("不未没也又都均已曾将被再先就才所的之家")
_CLOSED = "[，。；（、]"
_FRAMES = (
    ("在|系|为|是", "名下|所(?:借|欠|有|写|签|持|建|购|留|得|雇|经营|承包)"),
    (
        "向|对",
        "作了|调取|询问|核实|了解|借[款到走得]|购[买得]|索要|催[讨要款]|进行(?:了)?(?:询问|调查|殴打|辨认)|拳打|实施(?:殴打|伤害|抢劫|诈骗)",
    ),
    (
        "由",
        "负责|经营|承包|施工|领取|代[收付签办理领]|出面|变更为|驾驶|签[字名收订]|保管|承担|出资|运输|抚养|继承|制作|点收|转交",
    ),
    ("变更为|更名为|过户给|过户至|转让给", f"{_CLOSED}|名下|的"),
    ("经", "介绍|同意|之?手|举报|签[字名]|调解|辨认|指认|转交"),
    ("从|在", "处(?:购|借|取|买|得|扣|租|拿|领|查)|手[中里]|家[中里](?:查|搜|扣|起|被|将|盗|住|吸|喝|吃)"),
    ("以", "的?名义"),
    ("其中", "占[0123456789]|分得|出资|持股|负责"),
    (
        "与|和|跟",
        "不?认识|素不相识|登记结婚|协议离婚|发生(?:争[吵执]|口角|厮打|纠纷)|通话|结婚|离婚|同居|平分|协商|聊天|合伙|合谋|预谋",
    ),
    ("骗[取得]|借[到给]|收到|欠|退[还给]|付给|还给|交给|转给", "人民币|现金|[0123456789]"),
    ("[东西南北][至临接靠抵]", "房屋|房产|宅基?|住宅|家|承包|[土田地墙院](?=[，。；、])"),
    ("[东西南北]邻", f"房屋|房产|宅基?|住宅|家|承包|{_CLOSED}"),
    ("有", "签名|签字|书写的|捺印|亲笔"),
    ("准许|通知|传唤|申请", "出庭|到庭|作证|为证人"),
    ("追加", "为(?:本案|被告|第三人|共同|被执行人)"),
    ("[甲乙丙丁]方为|签名为|署名为|姓名为|户名为|一栏为|收[货款]人为", _CLOSED),
    ('(?:签名|署名|姓名|户名)(?:为|是)[“"]', '[”"]'),
    ("”[、和与及]", "到|等人|窜至|驾车|一起|一同|前去"),
    ("(?:生育|育有|生有)[一二三]?(?:个)?(?:男孩|女孩|儿子|女儿|子|女)", _CLOSED),
    ("租住|租用|承租", "的?(?:房屋|房子|住房|平房|出租屋|门面|厂房|院子|家[中里])"),
    ("(?:还|交|付|转|汇|卖|借)给了", _CLOSED),
)
_LEFT = on_demand(f"{by_beginning('|'.join(left for left, _ in _FRAMES))}(?=[{surname_characters()}])")
_LEFTS = tuple(on_demand(left) for left, _ in _FRAMES)
_RIGHT = tuple(on_demand(right) for _, right in _FRAMES)
_RIGHT_BEGINS = tuple(beginnings(right) for _, right in _FRAMES)


def framed(text: str) -> Iterator[Candidate]:
    """The names of such places in a dense text."""
    for found in _LEFT.finditer(text):
        frame = _frame_of(found.group())
        start = found.end()
        surname = surname_of(text[start : start + 3])
        for end in (start + len(surname) + 2, start + len(surname) + 1):
            behind = text[end : end + 1] in _RIGHT_BEGINS[frame] and _RIGHT[frame].match(text, end)
            if behind and _is_name(text, start, end):
                why = f"“{found.group()}”与“{behind.group()[:4]}”之间的姓名"
                yield Candidate(start, end, "", 0.7 if end - start > 2 else 0.65, why)
                break


@cache
def _frame_of(left: str) -> int:
    """The first frame that such words begin."""
    return next(n for n, pattern in enumerate(_LEFTS) if pattern.fullmatch(left))


def _is_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if name[-1] in _NEVER_LAST or is_thing(text, start, end) or ends_as_place(name):
        return False
    if not is_name_shaped(name) or is_doubtful_name(name) or ends_like_an_organisation(name):
        return False
    words = is_common_word(name) or is_common_word(name[:2]) or (len(name) == 3 and is_common_word(name[1:]))
    joined = joins_left(text, start) or joins_right(text, end)
    return not (words or joined or runs_into_verb(text, start, end))
